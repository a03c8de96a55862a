"""The main job: vendor to partner to subcontractor and back, with words and files from each level."""

from report import equal, require

ALL = {"vendor", "partner", "subcontractor"}


def down_and_back(world, ledger):
    chain = ledger.chain()
    _offer(world, ledger, chain)
    upper = chain.handoffs[0][2]
    _work(world, chain, upper)
    lower = world.accepted(chain, "partner", "subcontractor", message="Please go there")
    world.refused(
        "partner",
        "POST",
        f"handoffs/{upper}/complete",
        {"resolution": {"code": "fixed", "text": "too early"}},
        409,
        "completing while the inner handoff is open",
    )
    _talk(world, ledger, chain)
    _statuses_climb(world, chain)
    _complete_rework_confirm(world, chain, upper, lower)


def _offer(world, ledger, chain):
    address = ledger.secret("requester", {"vendor"}) + "@client.example"
    made = world.ticket(
        chain,
        "Printer on fire",
        description="It burns since this morning.",
        priority="high",
        type="incident",
        requester={"email": address, "name": "Kim Customer"},
        tags=["printer"],
    )
    equal(made["priority"], "high", "the priority of the new ticket")
    require(made["holder"]["here"], "the first desk holds its new ticket")
    ledger.say(chain, "vendor", "partner", ALL, "said before the offer")
    ledger.say(chain, "vendor", "internal", set(), "thought before the offer")
    handoff = world.offer(chain, "vendor", "partner")
    theirs = world.desks["partner"].get(f"tickets/{chain.tickets['partner']}")
    equal(theirs["subject"], made["subject"], "the subject at the partner")
    equal(theirs["status"]["category"], "new", "the status of an offered ticket")
    require(not theirs["holder"]["here"], "an offer does not move the baton")
    equal(theirs["handoff_in"]["id"], handoff, "the partner's handoff_in")
    equal(world.handoff("partner", handoff)["partner_number"], made["number"], "the neighbour's ticket number")
    found = world.desks["partner"].get(f"tickets?partner_number={made['number']}&limit=200")["items"]
    require(chain.tickets["partner"] in [t["id"] for t in found], "the ticket is found by the neighbour's number")
    equal(world.handoff("partner", handoff)["direction"], "in", "the direction at the partner")
    found = world.desks["partner"].items("tickets", q=chain.mark)
    equal([t["id"] for t in found], [theirs["id"]], "what a search for the subject finds")


def _work(world, chain, handoff):
    world.move("partner", handoff, "accept", {"eta": "2031-05-06T07:08:09Z"})
    world.both("vendor", "partner", handoff, "accepted")
    world.shows("vendor", chain.tickets["vendor"], "waitingForPartner")
    mine, theirs = (world.desks[s].get(f"tickets/{chain.tickets[s]}") for s in ("vendor", "partner"))
    require(theirs["holder"]["here"] and not mine["holder"]["here"], "acceptance moves the baton")
    _set(world, "partner", chain, "inProgress")
    world.until(
        lambda: (
            world.desks["vendor"].get(f"tickets/{chain.tickets['vendor']}")["status"]["name"]
            == world.extra_word("vendor")
        ),
        "the vendor sees the partner's work in its own mapped word",
    )
    for category, slug in (("inProgress", "vendor"), ("resolved", "partner"), ("cancelled", "partner")):
        world.refused(
            slug,
            "PATCH",
            f"tickets/{chain.tickets[slug]}",
            {"status": world.word(slug, category)},
            409,
            f"{category} set by the {slug}",
        )


def _talk(world, ledger, chain):
    for slug in sorted(ALL):
        ledger.say(chain, slug, "internal", set())
        ledger.say(chain, slug, "partner", ALL)
        ledger.say(chain, slug, "public", ALL)
    name = f"burnt-{ledger.number():012x}"
    ledger.attach(chain, "vendor", name + ".bin", _bytes(ledger, 3_000_000), ALL, "partner")
    ledger.attach(chain, "subcontractor", name + "-below.bin", _bytes(ledger, 70_001), ALL, "partner")
    ledger.attach(chain, "partner", name + "-inside.bin", _bytes(ledger, 4_096), set())


def _statuses_climb(world, chain):
    for below, above in (
        ("onHold", "onHold"),
        ("waitingForRequester", "waitingForRequester"),
        ("inProgress", "waitingForPartner"),
    ):
        _set(world, "subcontractor", chain, below)
        for slug in ("partner", "vendor"):
            world.shows(slug, chain.tickets[slug], above)


def _complete_rework_confirm(world, chain, upper, lower):
    world.complete("subcontractor", lower)
    world.both("partner", "subcontractor", lower, "completed")
    world.shows("partner", chain.tickets["partner"], "inProgress")
    world.shows("subcontractor", chain.tickets["subcontractor"], "resolved")
    world.complete("partner", upper)
    world.both("vendor", "partner", upper, "completed")
    equal(world.handoff("vendor", upper)["resolution"]["code"], "fixed", "the resolution at the vendor")
    world.shows("vendor", chain.tickets["vendor"], "inProgress")
    world.move("vendor", upper, "rework", {"reason": "It burns again"})
    world.both("vendor", "partner", upper, "accepted")
    world.move("partner", lower, "rework", {"reason": "It burns again, they say"})
    world.both("partner", "subcontractor", lower, "accepted")
    world.complete("subcontractor", lower, "Replaced the other part")
    world.both("partner", "subcontractor", lower, "completed")
    world.complete("partner", upper, "Replaced both parts")
    world.both("vendor", "partner", upper, "completed")
    world.move("vendor", upper, "confirm")
    world.both("vendor", "partner", upper, "confirmed")
    world.both("partner", "subcontractor", lower, "confirmed")
    for slug in ("partner", "subcontractor"):
        world.shows(slug, chain.tickets[slug], "closed")
    chain.ends = {upper: "confirmed", lower: "confirmed"}
    equal(world.desks["vendor"].status_of("POST", f"handoffs/{upper}/confirm", {}), 409, "a second confirmation")


def _set(world, slug, chain, category):
    world.desks[slug].patch(f"tickets/{chain.tickets[slug]}", {"status": world.word(slug, category)})


def _bytes(ledger, count):
    """Bytes of every value, line ends and boundaries of multipart among them."""
    block = ledger.number(8 * 1_021).to_bytes(1_021, "big") + b"\r\n--\r\n----baton\r\n\x00\xff"
    return (block * (count // len(block) + 1))[:count]
