"""Words arrive in the order in which they were said, at each desk."""

import threading


def kept(world, ledger):
    chain = ledger.chain()
    world.ticket(chain, "A long talk")
    world.accepted(chain, "vendor", "partner")
    world.accepted(chain, "partner", "subcontractor")
    broken = []
    threads = [
        threading.Thread(target=_talk, args=(ledger, chain, slug, broken))
        for slug in ("vendor", "partner", "subcontractor")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]


def _talk(ledger, chain, slug, broken):
    try:
        words = [
            ledger.say(chain, slug, "partner", {"vendor", "partner", "subcontractor"}, f"{number} of 12")
            for number in range(1, 13)
        ]
        ledger.in_order(chain, words)
    except Exception as error:
        broken.append(error)
