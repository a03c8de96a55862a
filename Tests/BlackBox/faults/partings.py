"""F39 and F40: partnerships that end and keys that die while messages are on their way; partnerships that form a
ring."""

import threading
import time

from desk import Desk, Refused
from report import equal, require
from verify import settle

from faults.crowd import at_once

LEFT, RIGHT = "vendor", "fourth"
OVER = ("withdrawn", "recalled", "returned", "confirmed", "declined")


def ends(trial, full):
    """Both desks talk over open handoffs while one of them, or both at once, ends the partnership."""
    what = "a partnership ended with messages on their way"
    trial.plans(what)
    trial.lay()
    trial.start()
    world = trial.world
    ways = [(LEFT, "settle"), (RIGHT, "keep_copy"), (RIGHT, "settle"), (LEFT, "keep_copy"), ("both", "settle")]
    for number, (who, how) in enumerate(ways * (4 if full else 1)):
        if number:
            world.link(LEFT, RIGHT)
        _end_one(trial, who, how)
        trial.injected[what] += 1
        if number % 3 == 1:
            trial.restart()
    trial.restart()
    trial.stands()


def _end_one(trial, who, how):
    world, path = trial.world, f"partnerships/{trial.world.links[LEFT, RIGHT]}"
    chains = [trial.ledger.chain() for _ in range(4)]
    for chain in chains:
        world.ticket(chain, "Until we part")
        handoff = world.accepted(chain, LEFT, RIGHT)
        if chain is chains[0]:
            world.complete(RIGHT, handoff)
    stop, said = threading.Event(), []

    def talk(slug, chain):
        while not stop.is_set():
            word = f"canary-parting-{trial.ledger.number():012x}"
            body = {"body": word, "format": "text", "audience": "partner"}
            try:
                world.desks[slug].post(f"tickets/{chain.tickets[slug]}/comments", body)
                said.append((slug, chain, word))
            except Refused as refused:
                require(refused.status == 409, refused)
                return

    threads = [threading.Thread(target=talk, args=(s, c), daemon=True) for c in chains for s in (LEFT, RIGHT)]
    for thread in threads:
        thread.start()
    world.until(lambda: len(said) > 20, "words are said")
    sides = (LEFT, RIGHT) if who == "both" else (who,)
    asked = at_once(*(lambda s=s: _end(world.admins[s], path, how) for s in sides))
    strange = [found for found in asked if isinstance(found, Exception)]
    require(not strange, strange)
    over = lambda: all(world.admins[slug].get(path)["state"] == "ended" for slug in (LEFT, RIGHT))
    world.until(over, "both know that it ended")
    time.sleep(0.1)
    stop.set()
    for thread in threads:
        thread.join()
    settle(world, 30)
    for chain in chains:
        left, right = (world.state(slug, chain.handoffs[0][2]) for slug in (LEFT, RIGHT))
        trial.check("I4", f"{how} by {who}: both name it {left}", left == right and left in OVER, (left, right))
        chain.ends = {chain.handoffs[0][2]: left}
        here = [world.desks[s].get(f"tickets/{chain.tickets[s]}")["holder"]["here"] for s in (LEFT, RIGHT)]
        chain.parted = all(here)
        require(here[0], f"the delegator does not hold its ticket after the end: {here}")
    _once_at_most(trial, said)
    _no_resurrection(trial, chains)


def _end(admin, path, how):
    answer = admin.call("POST", f"{path}/end", {"open_handoffs": how})
    require(answer.status in (200, 409), f"{answer.status} {answer.raw}")


def _once_at_most(trial, said):
    """What an author was answered for stands at the author once; at the other desk once at most."""
    world, seen = trial.world, {}
    for slug, chain, word in said:
        for reader in (LEFT, RIGHT):
            key = (reader, chain.mark)
            if key not in seen:
                comments = world.desks[reader].items(f"tickets/{chain.tickets[reader]}/comments")
                seen[key] = [comment["body"] for comment in comments]
            times = sum(word in body for body in seen[key])
            require(times <= 1 and (reader != slug or times == 1), f"{word} of {slug} is {times} times at {reader}")
    trial.invariants["I1"] += len(said)
    trial.invariants["I2"] += len(said)


def _no_resurrection(trial, chains):
    """Words said after the end stay where they are said."""
    world = trial.world
    for chain in chains:
        for slug, other in ((LEFT, RIGHT), (RIGHT, LEFT)):
            word = f"canary-after-{trial.ledger.number():012x}"
            path = f"tickets/{chain.tickets[slug]}/comments"
            world.desks[slug].call("POST", path, {"body": word, "format": "text", "audience": "partner"})
            comments = world.desks[other].items(f"tickets/{chain.tickets[other]}/comments")
            trial.invariants["I5"] += 1
            require(not any(word in comment["body"] for comment in comments), f"{word} came to {other} after the end")


def keys(trial, full):
    """A key dies while twenty clients use it: what it was answered stays, and nothing is answered after."""
    what = "a key that died in use"
    trial.plans(what)
    trial.lay()
    trial.start()
    world, admin = trial.world, trial.world.admins["fourth"]
    for number in range(10 if full else 3):
        made = admin.post("tokens", {"label": f"short-lived {number}"})
        used = Desk(trial.hub, "fourth", "", made.get("secret") or made["token"])
        acked, late, dead = [], [], threading.Event()

        def work(used=used, acked=acked, late=late, dead=dead):
            while True:
                was_dead = dead.is_set()
                answer = used.call("POST", "tickets", {"subject": "By a short-lived key"}, once=True)
                if answer.status == 201:
                    (late if was_dead else acked).append(answer.json["id"])
                else:
                    require(answer.status == 401, f"{answer.status} {answer.raw}")
                    return

        threads = [threading.Thread(target=work, daemon=True) for _ in range(20)]
        for thread in threads:
            thread.start()
        world.until(lambda acked=acked: len(acked) > 40, "the key is used")
        admin.delete(f"tokens/{made['id']}")
        dead.set()
        for thread in threads:
            thread.join(30)
        trial.injected[what] += 1
        trial.check("I5", "nothing is answered once its death was", not late, late)
        held = {ticket["id"] for ticket in world.desks["fourth"].items("tickets")}
        lost = set(acked) - held
        trial.check("I1", f"all {len(acked)} answered before are there", not lost, lost, len(acked))
        if number % 2:
            trial.restart()
            equal(used.call("GET", "tickets", once=True).status, 401, "the dead key after a restart")
    trial.restart()
    trial.stands()


def rings(trial, full):
    """Vendor, partner, subcontractor and back to the vendor, and two partnerships between the same two desks: words
    go round no ring, and no offer closes one, from whichever desks it is tried at the same moment."""
    trial.plans("an offer that would close a ring", "a word said in a ring")
    trial.lay()
    trial.start()
    world, ledger = trial.world, trial.ledger
    desks = ("vendor", "partner", "subcontractor")
    twin = world.links["vendor", "partner"]
    world.link("vendor", "partner")
    second = world.links["vendor", "partner"]
    for _ in range(6 if full else 2):
        chain = ledger.chain()
        world.ticket(chain, "In a ring")
        upper = world.accepted(chain, "vendor", "partner")
        lower = world.accepted(chain, "partner", "subcontractor")
        closing = [
            ("subcontractor", world.links["subcontractor", "vendor"]),
            ("subcontractor", world.links["subcontractor", "partner"]),
            ("partner", twin),
            ("partner", second),
            ("vendor", twin),
        ]
        found = at_once(*(lambda s=s, p=p: _offer(world, chain, s, p) for s, p in closing * 2))
        trial.injected["an offer that would close a ring"] += len(found)
        trial.check("I2", f"no offer closes the ring: {sorted(set(found))}", set(found) == {409}, found, len(found))
        for slug in desks:
            said = [ledger.say(chain, slug, "partner", set(desks)) for _ in range(5)]
            ledger.in_order(chain, said)
            trial.injected["a word said in a ring"] += len(said)
        chain.ends = {upper: "accepted", lower: "accepted"}
    settle(world, 30)
    before = [len(world.admins[slug].items("deliveries")) for slug in desks]
    time.sleep(0.5)
    after = [len(world.admins[slug].items("deliveries")) for slug in desks]
    trial.check("I6", f"the ring is quiet: {after} deliveries", before == after, (before, after))
    trial.restart()
    trial.stands()


def _offer(world, chain, slug, partnership):
    path = f"tickets/{chain.tickets[slug]}/handoffs"
    return world.desks[slug].call("POST", path, {"partnership": partnership}).status


FAULTS = [
    ("F39", "partnerships that end in the middle", ends),
    ("F39", "keys that die in use", keys),
    ("F40", "rings of partnerships", rings),
]
