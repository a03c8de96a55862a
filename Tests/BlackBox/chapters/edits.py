"""What was said is said otherwise, or taken back, and this travels where the words went."""

from report import equal, require


def travel(world, ledger):
    chain = ledger.chain()
    world.ticket(chain, "Misspelt")
    handoff = world.accepted(chain, "vendor", "partner")
    world.accepted(chain, "partner", "subcontractor")
    everybody = {"vendor", "partner", "subcontractor"}
    for author in sorted(everybody):
        _edit(world, ledger, chain, author, everybody)
        _retract(world, ledger, chain, author, everybody)
    _only_own(world, chain)
    equal(world.state("partner", handoff), "accepted", "edits move nothing")


def _edit(world, ledger, chain, author, everybody):
    word = ledger.say(chain, author, "partner", everybody, "frist version")
    for slug in everybody:
        world.until(lambda s=slug: _at(world, chain, s, word), f"{slug} sees the words of {author}")
    path = f"tickets/{chain.tickets[author]}/comments/{word.comment}"
    word.body = f"{word.canary} first version"
    world.desks[author].patch(path, {"body": word.body})
    for slug in everybody:
        world.until(
            lambda s=slug: [c["body"].strip() for c in _at(world, chain, s, word)] == [word.body],
            f"{slug} sees the edit by {author}",
        )


def _retract(world, ledger, chain, author, everybody):
    gone = ledger.say(chain, author, "partner", everybody, "to be taken back")
    for slug in everybody:
        world.until(lambda s=slug: _at(world, chain, s, gone), f"{slug} sees what will be retracted")
    world.desks[author].delete(f"tickets/{chain.tickets[author]}/comments/{gone.comment}")
    gone.retracted = True
    for slug in everybody:
        world.until(lambda s=slug: not _at(world, chain, s, gone), f"{slug} no longer shows what {author} retracted")


def _at(world, chain, slug, word):
    comments = world.desks[slug].items(f"tickets/{chain.tickets[slug]}/comments")
    return [c for c in comments if word.canary in (c["body"] or "") and not c["retracted"]]


def _only_own(world, chain):
    """A desk may not change another desk's words."""
    path = f"tickets/{chain.tickets['partner']}/comments"
    foreign = next(c for c in world.desks["partner"].items(path) if c["origin"] == "partner" and not c["retracted"])
    status = world.desks["partner"].status_of("PATCH", f"{path}/{foreign['id']}", {"body": "put into their mouth"})
    require(status in (403, 409), f"editing the partner's comment was answered {status}")
