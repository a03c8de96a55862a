"""One ticket of two, two of one, and parts that go to partners of their own."""

from report import equal, require


def one_of_two(world, ledger):
    """What the double takes to the survivor stays at its desk, however far the survivor is shared."""
    chain = ledger.chain()
    kept = world.ticket(chain, "The lift stands", tags=["lift"])
    handoff = world.accepted(chain, "vendor", "partner")
    desk = world.desks["vendor"]
    told = ledger.secret("described", {"vendor"})
    said = ledger.secret("doubled", {"vendor"})
    double = desk.post("tickets", {"subject": "The lift, again", "description": told, "tags": ["lift", "again"]})
    path = f"tickets/{double['id']}"
    word = desk.post(path + "/comments", {"body": said, "audience": "public", "format": "text"})
    desk.upload(double["id"], f"{said}.txt", b"of the double", comment=word["id"])
    survivor = desk.post(path + "/merge", {"into": kept["number"]})
    equal((survivor["id"], survivor["merged"]), (kept["id"], [double["number"]]), "the survivor")
    equal(survivor["tags"], ["lift", "again"], "the tags of both")
    _copies(desk, kept["id"], double, [told, said], word)
    merged = desk.get(path)
    equal(merged["merged_into"], {"id": kept["id"], "number": kept["number"]}, "what it was merged into")
    equal((merged["status"]["category"], merged["resolution"]["code"]), ("closed", "duplicate"), "the double's end")
    require(f"#{kept['number']}" in merged["resolution"]["text"], "the resolution names the survivor")
    _merged_away(world, path, kept)
    # What a partner has is not merged away: it can survive only.
    other = desk.post("tickets", {"subject": "Another lift"})["id"]
    world.refused("vendor", "POST", f"tickets/{kept['id']}/merge", {"into": other}, 409, "merging what is handed over")
    world.refused("vendor", "POST", f"tickets/{other}/merge", {"into": other}, 409, "merging into itself")
    # Opened again, it is a ticket as before; merged again, nothing is there twice.
    opened = desk.patch(path, {"status": world.word("vendor", "inProgress")})
    equal((opened["merged_into"], opened["resolution"]), (None, None), "the undone merge")
    equal(desk.get(f"tickets/{kept['id']}")["merged"], [], "what the survivor shows then")
    desk.post(path + "/merge", {"into": kept["id"]})
    _copies(desk, kept["id"], double, [told, said], word)
    ledger.say(chain, "vendor", "partner", {"partner"}, "goes on as before")
    equal(world.state("partner", handoff), "accepted", "the survivor's handoff")
    chain.ends = {handoff: "accepted"}


def _copies(desk, ticket, double, bodies, word):
    comments = [c for c in desk.items(f"tickets/{ticket}/comments") if c["merged_from"] is not None]
    equal([c["body"].strip() for c in comments], bodies, "what the survivor took over")
    equal({(c["audience"], c["merged_from"]) for c in comments}, {("internal", double["number"])}, "how")
    equal(comments[1]["created_at"], word["created_at"], "when it was said")
    equal(comments[1]["author"], word["author"], "who said it")
    files = [f for f in desk.items(f"tickets/{ticket}/attachments") if f["merged_from"] is not None]
    equal([(f["audience"], f["comment"]) for f in files], [("internal", comments[1]["id"])], "the file")
    equal(desk.bytes(f"attachments/{files[0]['id']}"), b"of the double", "its bytes")


def _merged_away(world, path, kept):
    number = f"#{kept['number']}"
    for method, place, body in (
        ("POST", path + "/comments", {"body": "late"}),
        ("POST", path + "/handoffs", {"partnership": world.links["vendor", "partner"]}),
        ("POST", path + "/children", {"subject": "late"}),
        ("POST", path + "/split", {"subject": "late"}),
        ("PATCH", path, {"status": world.word("vendor", "cancelled")}),
        ("PATCH", path, {"subject": "late"}),
        ("POST", path + "/merge", {"into": kept["id"]}),
    ):
        answer = world.refused("vendor", method, place, body, 409, f"{method} {place} of what was merged away")
        require(number in answer.detail, f"the refusal names {number}: {answer.detail}")


def two_of_one(world, ledger):
    """A split takes the chosen words along, for whom they were, and no handoff."""
    chain = ledger.chain()
    whole = world.ticket(chain, "Two things at once", priority="high")
    handoff = world.accepted(chain, "vendor", "partner")
    desk = world.desks["vendor"]
    path = f"tickets/{whole['id']}"
    inside = ledger.secret("split-inside", {"vendor"})
    outside = ledger.secret("split-outside", {"vendor", "partner", "subcontractor"})
    words = [
        desk.post(path + "/comments", {"body": inside, "format": "text"}),
        desk.post(path + "/comments", {"body": outside, "format": "text", "audience": "partner"}),
    ]
    gone = desk.post(path + "/comments", {"body": "never mind"})
    desk.delete(f"{path}/comments/{gone['id']}")
    part = ledger.chain()
    chosen = [comment["id"] for comment in [*words, gone]]
    made = desk.post(path + "/split", {"subject": f"The second {part.mark}", "comments": chosen})
    part.tickets["vendor"] = made["id"]
    equal(made["split_from"], {"id": whole["id"], "number": whole["number"]}, "what it was split off")
    equal((made["priority"], made["handoff_out"], made["holder"]["here"]), ("high", None, True), "the new ticket")
    copies = desk.items(f"tickets/{made['id']}/comments")
    equal([(c["body"].strip(), c["audience"]) for c in copies], [(inside, "internal"), (outside, "partner")], "the words")
    require(not {c["id"] for c in copies} & set(chosen), "the copies have ids of their own")
    equal([c["created_at"] for c in copies], [c["created_at"] for c in words], "when they were said")
    own = world.accepted(part, "vendor", "subcontractor")
    for body, status in (({"subject": "x", "comments": [copies[0]["id"]]}, 404), ({"comments": []}, 422)):
        world.refused("vendor", "POST", path + "/split", body, status, f"a split {body}")
    chain.ends, part.ends = {handoff: "accepted"}, {own: "accepted"}


def parts(world, ledger):
    """Two partners at once are two child tickets; the parent ends after them."""
    chain = ledger.chain()
    parent = world.ticket(chain, "Refit the shop", priority="urgent", type="change")
    desk = world.desks["vendor"]
    path = f"tickets/{parent['id']}"
    handoffs = []
    for slug in ("partner", "fourth"):
        part = ledger.chain()
        child = desk.post(path + "/children", {"subject": f"For {slug} {part.mark}"})
        equal((child["priority"], child["type"]), ("urgent", "change"), "what a child has of its parent")
        equal(child["parent"], {"id": parent["id"], "number": parent["number"]}, "the child's parent")
        part.tickets["vendor"] = child["id"]
        handoffs.append((part, slug, world.accepted(part, "vendor", slug)))
        world.refused(
            "vendor", "POST", f"tickets/{child['id']}/children", {"subject": "x"}, 409, "a child of a child"
        )
    names = [world.desks[slug].name for slug in ("partner", "fourth")]
    equal([c["with"] for c in desk.get(path)["children"]], names, "with whom the children are")
    listed = next(t for t in desk.items("tickets", q=chain.mark) if t["id"] == parent["id"])
    equal(len(listed["children"]), 2, "the children in the list")
    for category in ("resolved", "closed", "cancelled"):
        answer = world.refused(
            "vendor", "PATCH", path, {"status": world.word("vendor", category)}, 409, f"{category} with open children"
        )
        for child in listed["children"]:
            require(f"#{child['number']}" in answer.detail, f"the refusal names the child: {answer.detail}")
    for part, slug, handoff in handoffs:
        world.complete(slug, handoff)
        world.both("vendor", slug, handoff, "completed")
        world.move("vendor", handoff, "confirm")
        world.both("vendor", slug, handoff, "confirmed")
        part.ends = {handoff: "confirmed"}
    equal(desk.patch(path, {"status": world.word("vendor", "resolved")})["status"]["category"], "resolved", "the end")


def from_above(world, ledger):
    """A recall asks nobody: the parts below it stay open, and the desk has word of them."""
    chain = ledger.chain()
    world.ticket(chain, "Taken back")
    handoff = world.accepted(chain, "vendor", "partner")
    desk = world.desks["partner"]
    path = f"tickets/{chain.tickets['partner']}"
    part = ledger.chain("partner")
    child = desk.post(path + "/children", {"subject": f"A part {part.mark}"})
    part.tickets["partner"] = child["id"]
    for verb, body in (
        ("return", {"reason": "busy"}),
        ("complete", {"resolution": {"code": "fixed", "text": "x"}}),
    ):
        answer = world.refused("partner", "POST", f"handoffs/{handoff}/{verb}", body, 409, f"{verb} with an open child")
        require(f"#{child['number']}" in answer.detail, f"the refusal names the child: {answer.detail}")
    world.move("vendor", handoff, "recall", {"reason": "We do it ourselves"})
    world.both("vendor", "partner", handoff, "recalled")
    world.shows("partner", chain.tickets["partner"], "cancelled")
    left = [c for c in desk.items(path + "/comments") if c["author"]["kind"] == "system"]
    equal([c["audience"] for c in left], ["internal"], "the word that is left")
    require(f"#{child['number']}" in left[0]["body"], f"it names the child: {left[0]['body']}")
    require(desk.get(f"tickets/{child['id']}")["holder"]["here"], "the child goes on")
    chain.ends = {handoff: "recalled"}
