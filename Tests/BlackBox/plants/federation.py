"""Partnerships, handoffs, lanes and messages."""

import json


def joined(**changes):
    """One side's record of a partnership that stands."""

    def plant(garden):
        row = garden.partnership(garden.desk("acme"), garden.desk("fieldworks"))
        garden.update("partnerships", row, **changes)

    return plant


def desks(garden):
    return garden.desk("acme"), garden.desk("fieldworks")


def bare(here, there=None):
    """A partnership that no handoff went over; the other desk knows none where `there` is left out."""

    def plant(garden):
        garden.linked(*desks(garden), here, there)

    return plant


def absent_peer(garden):
    garden.linked(*desks(garden), {"peer_tenant_id": garden.id()})


def other_peer(garden):
    acme, fieldworks = desks(garden)
    sparks = garden.desk("sparks")
    known = garden.linked(acme, fieldworks, {}, {"peer_tenant_id": sparks})
    origin = garden.row("SELECT * FROM partnerships WHERE tenant_id = ? AND id = ?", acme, known)
    garden.copy("partnerships", origin, tenant_id=sparks, peer_tenant_id=fieldworks)


def suspended(garden, **changes):
    """As the desk would keep it, but for what its partner says."""
    row = garden.partnership(*desks(garden))
    garden.update("partnerships", row, holds_lanes=1, **changes)
    garden.run(
        "UPDATE lanes SET is_held = 1 WHERE tenant_id = ? AND partnership_id = ? AND lane_kind = 'handoff'",
        row["tenant_id"],
        row["id"],
    )


def mapped_elsewhere(garden):
    row = garden.row("SELECT * FROM partnerships WHERE mapping IS NOT NULL")
    mapping = json.loads(row["mapping"])
    other = garden.row("SELECT lower(hex(id)) AS id FROM statuses WHERE tenant_id <> ?", row["tenant_id"])["id"]
    other = f"{other[:8]}-{other[8:12]}-{other[12:16]}-{other[16:20]}-{other[20:]}"
    mapping["labels"] = {"Elsewhere": other}
    garden.update("partnerships", row, mapping=json.dumps(mapping))


def two_open(garden):
    row = garden.ticket_with("delegator", "offered")
    peer = garden.row(
        """SELECT p.peer_tenant_id FROM handoffs h JOIN partnerships p ON p.tenant_id = h.tenant_id AND p.id = h.partnership_id
        WHERE h.tenant_id = ? AND h.ticket_id = ?""",
        row["tenant_id"],
        row["id"],
    )["peer_tenant_id"]
    garden.pair(row, garden.plain_ticket(peer), "offered")


def two_in(garden):
    row = garden.ticket_with("delegate", "confirmed")
    peer = garden.row("SELECT * FROM partnerships WHERE tenant_id = ?", row["tenant_id"])["peer_tenant_id"]
    garden.pair(garden.plain_ticket(peer), row, "declined")


def over_ended(garden):
    over = garden.linked(*desks(garden), {}, {})
    garden.fresh_pair("offered", over=over)


def inner_open(garden):
    row = garden.ticket_with("delegate", "offered")
    peer = garden.row("SELECT * FROM partnerships WHERE tenant_id = ?", row["tenant_id"])["peer_tenant_id"]
    garden.pair(row, garden.plain_ticket(peer), "offered")


def over_though_offered(garden):
    acme, fieldworks = desks(garden)
    garden.pair(garden.plain_ticket(acme, ended=True), garden.plain_ticket(fieldworks), "offered")


def one_sided(garden):
    upper, lower = garden.fresh_pair("offered")
    garden.run("DELETE FROM handoffs WHERE tenant_id = ? AND id = ?", lower["tenant_id"], lower["id"])


def no_upper(garden):
    upper, lower = garden.fresh_pair("declined")
    garden.run("DELETE FROM handoffs WHERE tenant_id = ? AND id = ?", upper["tenant_id"], upper["id"])


def other_partnership(garden):
    acme, fieldworks = desks(garden)
    other = garden.partnership(fieldworks, garden.desk("sparks"))["id"]
    garden.fresh_pair("declined", upper={"side": "delegate"}, lower={"side": "delegator", "partnership_id": other})


def handoff(side, standing, **changes):
    def plant(garden):
        garden.update("handoffs", garden.handoff(side, standing), **changes)

    return plant


def counted(side, state, column):
    def plant(garden):
        row = garden.handoff(side, state)
        garden.update("handoffs", row, **{column: row[column] + 1})

    return plant


def circle(garden):
    acme, fieldworks = desks(garden)
    first, second = garden.plain_ticket(acme), garden.plain_ticket(fieldworks)
    garden.pair(first, second, "accepted")
    garden.pair(second, first, "accepted")


def lane(sent=(), received=(), upper=None, lower=None):
    """A handoff whose delegator has sent, and whose delegate has received, such numbers."""

    def plant(garden):
        above, below = garden.fresh_pair(upper=upper, lower=lower)
        for epoch, seq in sent:
            garden.message(above, "out", seq, epoch=epoch)
        for epoch, seq in received:
            garden.message(below, "in", seq, epoch=epoch)

    return plant


def otherwise(garden):
    above, below = garden.fresh_pair(upper={"lane_sent": 1}, lower={"peer_applied": 1})
    garden.message(above, "out", 1)
    garden.message(below, "in", 1, wire=b"{}")


def hollow(garden):
    """A message of a comment that is not there; the sender has it, so nothing else is wrong."""
    above, below = garden.fresh_pair(upper={"lane_sent": 1}, lower={"peer_applied": 1})
    garden.message(above, "out", 1, kind="comment")
    garden.message(below, "in", 1, kind="comment")


def waiting(garden, state="waiting", ready=True, **changes):
    above, below = garden.fresh_pair(upper={"lane_sent": 1}, lower={"peer_applied": 1})
    garden.message(below, "in", 1)
    garden.message(above, "out", 1, state=state, **changes)
    garden.lane(above, ready_at=garden.now + 60_000 if ready else None)


def waits_after_end(garden):
    over = garden.linked(*desks(garden), {}, {})
    above, below = garden.fresh_pair("recalled", over=over, upper={"lane_sent": 1}, lower={"peer_applied": 1})
    garden.message(below, "in", 1)
    garden.message(above, "out", 1, state="waiting", created_at=garden.now - 86_400_000)
    garden.lane(above, ready_at=garden.now + 60_000)


def absent(garden, created_at, **changes):
    _, below = garden.fresh_pair()
    garden.message(below, "in", 9, state="missing", created_at=created_at, **changes)


def tired_lane(garden):
    above, _ = garden.fresh_pair()
    garden.lane(above, ready_at=garden.now, failures=40)


def delivery(where, **changes):
    def plant(garden):
        garden.update("deliveries", garden.row(f"SELECT * FROM deliveries WHERE {where}"), **changes)

    return plant


def on_another_ticket(garden):
    row = garden.row("SELECT * FROM deliveries WHERE ticket_id IS NOT NULL")
    garden.update("deliveries", row, ticket_id=garden.plain_ticket(row["tenant_id"])["id"])


def of_no_partnership(garden):
    above, _ = garden.fresh_pair()
    garden.message(above, "out", 1, lane_kind="partnership", lane_id=garden.id(), partnership_id=garden.id())


def of_no_handoff(garden):
    above, _ = garden.fresh_pair()
    garden.message(above, "out", 1, lane_id=garden.id())


def handoff_of_nothing(garden):
    row = garden.handoff("delegator", "declined")
    garden.copy("handoffs", row, id=garden.id(), partnership_id=garden.id(), lane_sent=0, peer_applied=0)


def held_lane(garden):
    garden.run("UPDATE lanes SET is_held = 1 WHERE lane_id = (SELECT lane_id FROM lanes WHERE lane_kind = 'handoff' LIMIT 1)")


def outside_of_nothing(garden):
    standing = garden.row("SELECT * FROM stand_ins")
    item = {"kind": "comment", "external_id": "77", "ticket_id": garden.id(), "event_id": garden.id()}
    garden.insert("outside_items", {"tenant_id": standing["tenant_id"], **item})


def connection_gone(garden):
    garden.run("DELETE FROM connection_mappings")
    garden.run("DELETE FROM connections")


PLANTS = [
    ("partner_unknown", "joined with nobody", joined(partner_name=None)),
    ("absent_peer", "with a desk that is not there", absent_peer),
    ("invitation_missing", "invited without a code", bare({"phase": "invited", "peer_tenant_id": None})),
    ("partnership_one_sided", "the other knows none", bare({})),
    ("partnership_peers", "the other says another", other_peer),
    ("partnership_roles", "both invited", bare({}, {"is_inviter": 1})),
    ("partnership_phases", "over at one side only", bare({}, {"phase": "declined"})),
    ("partnership_suspensions", "suspended by a partner that is not", lambda g: suspended(g, is_suspended_there=1)),
    ("partnership_terms", "the partner takes offers, it is believed", joined(receives=0)),
    ("partnership_held", "held without reason", suspended),
    ("lane_held", "one lane held", held_lane),
    ("mapping_status", "a status of another desk's", mapped_elsewhere),
    ("orphan_outside", "a comment on no ticket", outside_of_nothing),
    ("stand_in_missing", "nobody stands in", lambda g: g.run("DELETE FROM stand_ins")),
    ("stand_in_behind", "by older settings", lambda g: g.run("UPDATE stand_ins SET version = version - 1")),
    ("stand_in_unowned", "for a connection that is gone", connection_gone),
    ("orphan_handoff", "over no partnership", handoff_of_nothing),
    ("orphan_delivery", "over no partnership", of_no_partnership),
    ("orphan_delivery", "of no handoff", of_no_handoff),
    ("two_open_handoffs", "offered to two", two_open),
    ("two_handoffs_in", "came twice", two_in),
    ("open_over_ended", "open over what is over", over_ended),
    ("inner_handoff_open", "handed on before it was accepted", inner_open),
    ("ended_with_open_handoff", "closed, and offered", over_though_offered),
    ("confirm_time", "confirms itself again", handoff("delegator", "confirmed", confirm_at=5)),
    ("confirm_time", "never confirms itself", handoff("delegator", "completed", confirm_at=None)),
    ("completion_missing", "nobody said how", handoff("delegate", "completed", completion=None)),
    ("deadline_flags", "late without a time", handoff("delegate", "confirmed", is_overdue=1, respond_by=None)),
    ("handoff_one_sided", "the delegate has none", one_sided),
    ("handoff_one_sided", "the delegator has none", no_upper),
    ("handoff_sides", "two delegators", lambda g: g.fresh_pair("declined", lower={"side": "delegator"})),
    ("handoff_partnerships", "over two partnerships", other_partnership),
    ("handoff_states", "recalled, and returned", handoff("delegate", "recalled", state="returned")),
    ("handoff_turns", "a move that nobody made", counted("delegate", "accepted", "turn_number")),
    ("partner_numbers", "another ticket's number", counted("delegator", "accepted", "partner_number")),
    ("chain_loop", "round in a circle", circle),
    ("messages_lost", "sent, and never counted", lane([(1, 1)], upper={"lane_sent": 1})),
    ("messages_differ", "the first is gone", lane([(1, 1), (1, 2)], [(1, 2)], {"lane_sent": 2}, {"peer_applied": 2})),
    ("messages_differ", "other bytes", otherwise),
    ("content_missing", "the comment is gone", hollow),
    ("sent_behind", "sent, and not counted", lane([(1, 1)])),
    ("sent_ahead", "counted, and not kept", lane([], [(1, 1)], {"lane_sent": 1}, {"peer_applied": 1})),
    ("lane_hole", "the second is gone", lane([(1, 1), (1, 3)], [(1, 1), (1, 3)], {"lane_sent": 3}, {"peer_applied": 3})),
    ("epoch_ahead", "of the next epoch", lane([(2, 1)])),
    ("applied_ahead", "counted, and never come", lane([(1, 1)], [], {"lane_sent": 1}, {"peer_applied": 1})),
    ("applied_behind", "here, and not applied", lane([], [(2, 1)], {}, {"peer_epoch": 2})),
    ("lane_unscheduled", "nobody will look", lambda g: waiting(g, ready=False)),
    (None, "a message that waits for its turn", waiting),
    ("retries_overrun", "tried forty times", tired_lane),
    ("parked", "failed", lambda g: waiting(g, state="parked", reason="spent")),
    ("parked_without_reason", "failed, nobody knows why", lambda g: waiting(g, state="parked")),
    ("missing", "never came", lambda g: absent(g, g.now - 3_600_000)),
    (None, "a message that is asked for just now", lambda g: absent(g, g.now)),
    ("delivery_state", "done at no time", delivery("state = 'done'", finished_at=None)),
    ("delivery_elsewhere", "on another ticket", on_another_ticket),
    ("waiting_on_ended", "waits since yesterday", waits_after_end),
    ("wire_unreadable", "half a message", lambda g: waiting(g, wire=b"{")),
    ("wire_unreadable", "another message's words", lambda g: waiting(g, kind="comment")),
]
