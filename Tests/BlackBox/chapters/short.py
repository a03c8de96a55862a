"""The shortest story that touches everything: a ticket, words, a file, over to the partner and back."""


def handed_over_and_back(world, ledger, words=1):
    chain = ledger.chain()
    readers = {"vendor", "partner"}
    world.ticket(chain, "Short")
    ledger.say(chain, "vendor", "internal", set())
    handoff = world.accepted(chain, "vendor", "partner")
    said = [ledger.say(chain, "vendor", "partner", readers) for _ in range(words)]
    ledger.in_order(chain, said)
    ledger.attach(chain, "partner", f"short-{ledger.number():012x}.bin", b"\x00\xff" * 3_000, readers, "partner")
    world.complete("partner", handoff)
    world.both("vendor", "partner", handoff, "completed")
    world.move("vendor", handoff, "confirm")
    world.both("vendor", "partner", handoff, "confirmed")
    chain.ends = {handoff: "confirmed"}
