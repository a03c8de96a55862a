"""How a handoff ends other than well."""

from report import equal, require


def declined(world, ledger):
    chain = ledger.chain()
    world.ticket(chain, "Nobody wants it")
    first = world.offer(chain, "vendor", "partner")
    reason = ledger.secret("declined", {"vendor", "partner"})
    world.move("partner", first, "decline", {"reason": reason})
    world.both("vendor", "partner", first, "declined")
    world.shows("partner", chain.tickets["partner"], "cancelled")
    world.refused("partner", "POST", f"handoffs/{first}/accept", {}, 409, "accepting what was declined")
    # Another partner gets it, and sees nothing of the first.
    second = world.accepted(chain, "vendor", "subcontractor")
    ledger.say(chain, "vendor", "partner", {"subcontractor"}, "for the second only")
    world.complete("subcontractor", second)
    world.both("vendor", "subcontractor", second, "completed")
    world.move("vendor", second, "confirm")
    world.both("vendor", "subcontractor", second, "confirmed")
    chain.ends = {first: "declined", second: "confirmed"}


def withdrawn(world, ledger):
    chain = ledger.chain()
    world.ticket(chain, "Never mind")
    handoff = world.offer(chain, "vendor", "partner")
    world.refused(
        "vendor",
        "POST",
        f"tickets/{chain.tickets['vendor']}/handoffs",
        {"partnership": world.links["vendor", "subcontractor"]},
        409,
        "a second open handoff of the same ticket",
    )
    world.refused("vendor", "POST", f"handoffs/{handoff}/recall", {"reason": "no"}, 409, "recalling an offer")
    world.move("vendor", handoff, "withdraw")
    world.both("vendor", "partner", handoff, "withdrawn")
    world.shows("partner", chain.tickets["partner"], "cancelled")
    chain.ends = {handoff: "withdrawn"}


def returned(world, ledger):
    chain = ledger.chain()
    world.ticket(chain, "Not our field")
    upper = world.accepted(chain, "vendor", "partner")
    lower = world.accepted(chain, "partner", "subcontractor")
    world.refused(
        "partner", "POST", f"handoffs/{upper}/return", {"reason": "busy"}, 409, "returning while the inner one is open"
    )
    world.move("subcontractor", lower, "return", {"reason": "We have no ladder"})
    world.both("partner", "subcontractor", lower, "returned")
    world.shows("subcontractor", chain.tickets["subcontractor"], "cancelled")
    world.shows("partner", chain.tickets["partner"], "inProgress")
    world.move("partner", upper, "return", {"reason": "Nobody has a ladder"})
    world.both("vendor", "partner", upper, "returned")
    world.shows("vendor", chain.tickets["vendor"], "inProgress")
    chain.ends = {upper: "returned", lower: "returned"}


def recalled(world, ledger):
    """The recall goes down the chain, its reason only to the neighbour; `then` sets the status in the same step."""
    chain = ledger.chain()
    world.ticket(chain, "The customer left")
    upper = world.accepted(chain, "vendor", "partner")
    lower = world.offer(chain, "partner", "subcontractor")
    last = None
    if ledger.number(1):
        world.move("subcontractor", lower, "accept", {})
        world.both("partner", "subcontractor", lower, "accepted")
        last = world.offer(chain, "subcontractor", "fourth")
    reason = ledger.secret("recalled", {"vendor", "partner"})
    then = world.statuses["vendor"][world.word("vendor", "cancelled")]["id"]
    world.move("vendor", upper, "recall", {"reason": reason, "then": then})
    world.both("vendor", "partner", upper, "recalled")
    world.both("partner", "subcontractor", lower, "recalled" if last else "withdrawn")
    if last:
        world.both("subcontractor", "fourth", last, "withdrawn")
    for slug in chain.tickets:
        world.shows(slug, chain.tickets[slug], "cancelled")
    require(
        world.desks["vendor"].get(f"tickets/{chain.tickets['vendor']}")["holder"]["here"], "the vendor holds it again"
    )
    chain.ends = {upper: "recalled", lower: "recalled" if last else "withdrawn"}
    if last:
        chain.ends[last] = "withdrawn"
    equal(
        world.desks["partner"].status_of("POST", f"handoffs/{upper}/return", {"reason": "late"}), 409, "a late return"
    )
