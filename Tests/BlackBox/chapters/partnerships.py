"""Partnerships pause and end; no handoff is left an orphan."""

import time

from report import equal, require

LEFT, RIGHT = "vendor", "fourth"


def suspended(world, ledger):
    chain, fresh = ledger.chain(), ledger.chain()
    world.ticket(chain, "Work goes on")
    world.ticket(fresh, "Not now")
    handoff = world.accepted(chain, LEFT, RIGHT)
    _stop(world, "suspend", "suspended")
    world.refused(
        LEFT,
        "POST",
        f"tickets/{fresh.tickets[LEFT]}/handoffs",
        {"partnership": world.links[LEFT, RIGHT]},
        409,
        "an offer over a suspended partnership",
    )
    ledger.say(chain, LEFT, "partner", {RIGHT}, "said while suspended")
    world.complete(RIGHT, handoff)
    equal(world.state(RIGHT, handoff), "completed", "the delegate's record while suspended")
    # Long enough for a message that should not have left.
    time.sleep(0.5)
    equal(world.state(LEFT, handoff), "accepted", "the delegator's record while suspended")
    _stop(world, "resume", "active")
    world.both(LEFT, RIGHT, handoff, "completed")
    world.move(LEFT, handoff, "confirm")
    world.both(LEFT, RIGHT, handoff, "confirmed")
    chain.ends = {handoff: "confirmed"}


def settled(world, ledger):
    chains = {state: ledger.chain() for state in ("offered", "accepted", "completed")}
    handoffs = _open(world, chains)
    _end(world, LEFT, "settle")
    for state, outcome in (("offered", "withdrawn"), ("accepted", "recalled"), ("completed", "confirmed")):
        world.both(LEFT, RIGHT, handoffs[state], outcome)
        chains[state].ends = {handoffs[state]: outcome}
        world.shows(RIGHT, chains[state].tickets[RIGHT], "closed" if outcome == "confirmed" else "cancelled")
    world.refused(
        LEFT,
        "POST",
        f"tickets/{chains['offered'].tickets[LEFT]}/handoffs",
        {"partnership": world.links[LEFT, RIGHT]},
        409,
        "an offer over an ended partnership",
    )


def copied(world, ledger):
    """The delegate ends it and keeps its open ticket as the first of a chain of its own."""
    world.link(LEFT, RIGHT)
    chains = {state: ledger.chain() for state in ("offered", "accepted")}
    handoffs = _open(world, chains)
    _end(world, RIGHT, "keep_copy")
    for state, outcome in (("offered", "withdrawn"), ("accepted", "returned")):
        world.both(LEFT, RIGHT, handoffs[state], outcome)
        chains[state].ends = {handoffs[state]: outcome}
    chain = chains["accepted"]
    chain.parted = True
    kept = world.desks[RIGHT].get(f"tickets/{chain.tickets[RIGHT]}")
    require(kept["status"]["category"] not in ("resolved", "closed", "cancelled"), f"the copy is {kept['status']}")
    for slug in (LEFT, RIGHT):
        world.until(
            lambda s=slug: world.desks[s].get(f"tickets/{chain.tickets[s]}")["holder"]["here"],
            f"{slug} holds its own ticket",
        )


def _open(world, chains):
    handoffs = {}
    for state, chain in chains.items():
        world.ticket(chain, f"Left {state}")
        if state == "offered":
            handoffs[state] = world.offer(chain, LEFT, RIGHT)
            continue
        handoffs[state] = world.accepted(chain, LEFT, RIGHT)
        if state == "completed":
            world.complete(RIGHT, handoffs[state])
            world.both(LEFT, RIGHT, handoffs[state], "completed")
    return handoffs


def _stop(world, verb, state):
    path = f"partnerships/{world.links[LEFT, RIGHT]}"
    world.admins[LEFT].post(f"{path}/{verb}")
    for slug in (LEFT, RIGHT):
        world.until(lambda s=slug: world.admins[s].get(path)["state"] == state, f"the partnership is {state} at {slug}")


def _end(world, slug, open_handoffs):
    path = f"partnerships/{world.links[LEFT, RIGHT]}"
    world.admins[slug].post(f"{path}/end", {"open_handoffs": open_handoffs})
    for side in (LEFT, RIGHT):
        world.until(lambda s=side: world.admins[s].get(path)["state"] == "ended", f"the partnership is ended at {side}")
