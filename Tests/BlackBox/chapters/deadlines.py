"""Priority and deadlines flow down, the ETA flows up."""

from datetime import datetime

from report import equal, require


def flow(world, ledger):
    chain = ledger.chain()
    world.ticket(chain, "Urgent, it turns out", priority="low")
    handoff = world.accepted(
        chain, "vendor", "partner", respond_by="2031-01-02T03:04:05Z", resolve_by="2031-02-03T04:05:06Z"
    )
    _same_time(world.handoff("partner", handoff)["resolve_by"], "2031-02-03T04:05:06Z")
    world.desks["vendor"].patch(
        f"handoffs/{handoff}", {"priority": "urgent", "resolve_by": "2031-01-05T00:00:00Z", "reason": "the boss called"}
    )
    world.until(
        lambda: world.desks["partner"].get(f"tickets/{chain.tickets['partner']}")["priority"] == "urgent",
        "the partner's ticket is urgent",
    )
    world.until(
        lambda: world.handoff("partner", handoff)["resolve_by"].startswith("2031-01-05T00:00:00"),
        "the partner sees the new deadline",
    )
    world.desks["partner"].patch(f"handoffs/{handoff}", {"eta": "2031-01-04T12:00:00Z", "reason": "waiting for parts"})
    world.until(
        lambda: (world.handoff("vendor", handoff)["eta"] or "").startswith("2031-01-04T12:00:00"),
        "the vendor sees the ETA",
    )
    _same_time(world.handoff("vendor", handoff)["eta"], "2031-01-04T12:00:00Z")
    for slug, body in (("partner", {"priority": "low"}), ("vendor", {"eta": "2031-01-04T12:00:00Z"})):
        answer = world.desks[slug].call("PATCH", f"handoffs/{handoff}", body)
        require(answer.status in (403, 409, 422), f"{slug} set {body}: {answer.status}")
    chain.ends = {handoff: "accepted"}


def _same_time(found, expected):
    as_time = [datetime.fromisoformat(text.replace("Z", "+00:00")) for text in (found, expected)]
    equal(as_time[0], as_time[1], "the time")
