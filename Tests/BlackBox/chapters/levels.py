"""Four levels deep, and never back to one that is already in the chain."""

from report import equal, require
from world import COMPANIES

SLUGS = [company[0] for company in COMPANIES]


def four_levels(world, ledger):
    chain = ledger.chain()
    world.ticket(chain, "Deep down", priority="low")
    handoffs = [world.accepted(chain, "vendor", "partner"), world.accepted(chain, "partner", "subcontractor")]
    _no_way_back(world, chain, "subcontractor", neighbour="partner", distant="vendor")
    handoffs.append(world.accepted(chain, "subcontractor", "fourth"))
    _no_way_back(world, chain, "fourth", neighbour="subcontractor", distant="vendor")
    for slug in SLUGS:
        ledger.say(chain, slug, "partner", set(SLUGS), "through every level")
        ledger.say(chain, slug, "internal", set())
    ledger.attach(chain, "fourth", f"deep-{ledger.number():012x}.bin", b"\x00deep" * 5_000, set(SLUGS), "partner")
    _sees_neighbours_only(world, chain)
    for slug, handoff in zip(reversed(SLUGS[1:]), reversed(handoffs)):
        above = SLUGS[SLUGS.index(slug) - 1]
        world.complete(slug, handoff)
        world.both(above, slug, handoff, "completed")
    world.move("vendor", handoffs[0], "confirm")
    for (above, slug), handoff in zip(zip(SLUGS, SLUGS[1:]), handoffs):
        world.both(above, slug, handoff, "confirmed")
        chain.ends[handoff] = "confirmed"


def _no_way_back(world, chain, slug, neighbour, distant):
    path = f"tickets/{chain.tickets[slug]}/handoffs"
    near = world.refused(
        slug, "POST", path, {"partnership": world.links[slug, neighbour]}, 409, "handing back up to the neighbour"
    )
    require("already part" in near.detail, f"the neighbour is named as part of the job: {near.detail!r}")
    far = world.refused(slug, "POST", path, {"partnership": world.links[slug, distant]}, 409, "closing the loop")
    require("already part" not in far.detail, f"who else is in the chain is not told: {far.detail!r}")
    for other in (neighbour, distant):
        found = [t["id"] for t in world.desks[other].items("tickets", q=chain.mark)]
        equal(found, [chain.tickets[other]], f"what {other} has of the job after the refused offer")


def _sees_neighbours_only(world, chain):
    """With `chain: none`, the default, the last desk sees its neighbour and nobody above."""
    hops = world.desks["fourth"].get(f"tickets/{chain.tickets['fourth']}/chain")["hops"]
    words = str(hops)
    require("Vendor AG" not in words and "Fieldworks" not in words, f"the last desk sees beyond its neighbour: {hops}")
    require(sum(bool(hop["holder"]) for hop in hops) <= 1, f"more than one holder: {hops}")
    here = [world.desks[s].get(f"tickets/{chain.tickets[s]}")["holder"]["here"] for s in SLUGS]
    equal(here, [False, False, False, True], "who says that it holds the baton")
