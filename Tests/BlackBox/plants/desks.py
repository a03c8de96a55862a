"""Desks, tickets, notices."""


def unused_status(garden):
    row = garden.row(
        """SELECT s.* FROM statuses s WHERE
        NOT EXISTS (SELECT 1 FROM tickets t WHERE t.tenant_id = s.tenant_id AND t.status_id = s.id)
        AND NOT EXISTS (SELECT 1 FROM partnerships p WHERE p.tenant_id = s.tenant_id AND p.mapping IS NOT NULL)
        AND (SELECT count(*) FROM statuses o WHERE o.tenant_id = s.tenant_id AND o.category = s.category) = 1"""
    )
    garden.run("DELETE FROM statuses WHERE tenant_id = ? AND id = ?", row["tenant_id"], row["id"])


def no_admin(garden):
    garden.run("UPDATE agents SET is_active = 0 WHERE role = 'admin' AND tenant_id = ?", garden.desk("sparks"))


def count(name, step):
    def plant(garden):
        garden.run("UPDATE counters SET value = value + ? WHERE name = ? AND tenant_id = ?", step, name, garden.desk("acme"))

    return plant


def old_answers(garden):
    for age in (0, 40):
        garden.answer(age)


def ticket(**changes):
    def plant(garden):
        garden.update("tickets", garden.plain_ticket(garden.desk("acme")), **changes)

    return plant


def circle(garden):
    acme = garden.desk("acme")
    first = garden.plain_ticket(acme, ended=True)
    second = garden.plain_ticket(acme, ended=True, but=first["id"])
    garden.update("tickets", first, merged_into=second["id"])
    garden.update("tickets", second, merged_into=first["id"])


def merged(garden, victim):
    garden.update("tickets", victim, merged_into=garden.plain_ticket(victim["tenant_id"], but=victim["id"])["id"])


def merged_with_partner(garden):
    merged(garden, garden.ticket_with("delegate", "completed"))


def grandchild(garden):
    child = garden.row("SELECT * FROM tickets WHERE parent_id IS NOT NULL")
    garden.update("tickets", garden.plain_ticket(child["tenant_id"], but=child["parent_id"]), parent_id=child["id"])


def lost_tag(garden):
    garden.run("DELETE FROM ticket_tags WHERE (tenant_id, tag, ticket_id) IN (SELECT tenant_id, tag, ticket_id FROM ticket_tags LIMIT 1)")


def stray_tag(garden):
    row = garden.plain_ticket(garden.desk("acme"))
    garden.insert("ticket_tags", {"tenant_id": row["tenant_id"], "tag": "stray", "ticket_id": row["id"]})


def silence(garden):
    row = garden.plain_ticket(garden.desk("acme"))
    garden.run("DELETE FROM timeline WHERE tenant_id = ? AND ticket_id = ?", row["tenant_id"], row["id"])


def forgotten(garden):
    row = garden.row("SELECT * FROM timeline WHERE seq = 2")
    garden.run("DELETE FROM timeline WHERE tenant_id = ? AND ticket_id = ? AND seq = 2", row["tenant_id"], row["ticket_id"])


def retracted_number(garden):
    row = garden.row("SELECT * FROM comments WHERE retracted_at IS NOT NULL AND body = ''")
    garden.update("comments", row, number=row["number"] + 50)


def still_said(garden):
    row = garden.row("SELECT * FROM comments WHERE retracted_at IS NULL AND body <> ''")
    garden.update("comments", row, retracted_at=garden.now)


def file_of_another(garden):
    row = garden.row("SELECT * FROM attachments")
    other = garden.row("SELECT * FROM comments WHERE tenant_id = ? AND ticket_id <> ?", row["tenant_id"], row["ticket_id"])
    garden.update("attachments", row, comment_id=other["id"])


def address_twice(garden):
    for slug in ("acme", "fieldworks"):
        garden.address(slug, address="both@planted.example", folded="both@planted.example", proven_at=garden.now)


PLANTS = [
    ("desk_without_admin", "its only admins are shut out", no_admin),
    ("category_without_status", "a category's last status is gone", unused_status),
    ("absent_team", "a colleague's team", lambda g: g.update("agents", g.agent(g.desk("acme")), teams=g.id())),
    ("folded_name", "a customer's name", lambda g: g.update("customers", g.row("SELECT * FROM customers"), folded_name="ACME")),
    ("counter_missing", "one is gone", lambda g: g.run("DELETE FROM counters WHERE name = 'audit'")),
    ("counter_behind", "the tickets'", count("tickets", -1)),
    ("counter_behind", "the log's", count("audit", -1)),
    ("number_gap", "a number that no ticket has", count("tickets", 1)),
    ("audit_gap", "an entry that is not there", count("audit", 1)),
    ("answer_kept_too_long", "a month over", old_answers),
    ("absent_status", "of no desk", lambda g: g.update("tickets", g.plain_ticket(g.desk("acme")), status_id=g.id())),
    ("status_category", "another category", ticket(category="onHold")),
    ("hold_contradicts", "a reason without a hold", ticket(is_held=0, hold_reason="parts")),
    ("resolution_contradicts", "words without a code", ticket(resolution_code=None, resolution_text="done")),
    ("tag_index", "a tag is not found", lost_tag),
    ("tag_index", "a tag that it does not have", stray_tag),
    ("merge_cycle", "one into the other and back", circle),
    ("merged_but_open", "a merged ticket in progress", lambda g: merged(g, g.plain_ticket(g.desk("acme")))),
    ("merged_open_handoff", "a merged ticket with a partner", merged_with_partner),
    ("family_too_deep", "a part of a part", grandchild),
    ("silent_ticket", "no history", silence),
    ("timeline_gap", "an entry is gone", forgotten),
    ("comment_gap", "a number is passed over", retracted_number),
    ("retracted_text", "words that were taken back", still_said),
    ("attachment_elsewhere", "a comment of another ticket", file_of_another),
    ("notice_unseen", "shown nowhere", lambda g: g.update("notices", g.row("SELECT * FROM notices"), is_shown=0)),
    ("parked_mail", "a refused mail", lambda g: g.mail(state="parked", finished_at=g.now, reason="550")),
    ("mail_state", "over, and waiting", lambda g: g.mail(finished_at=g.now)),
    ("mail_overrun", "tried a hundred times", lambda g: g.mail(attempts=100)),
    ("parked_mail", "a refused mail to a requester", lambda g: g.requester_mail(state="parked", finished_at=g.now)),
    ("mail_state", "over, and waiting, to a requester", lambda g: g.requester_mail(finished_at=g.now)),
    ("mail_state", "withheld, and waiting", lambda g: g.requester_mail(withheld="muted")),
    ("mail_state", "came back, and nobody said so", lambda g: g.requester_mail(bounced_at=g.now)),
    ("mail_overrun", "tried a hundred times, to a requester", lambda g: g.requester_mail(attempts=100)),
    ("parked_received_mail", "a mail that nobody could file", lambda g: g.received(state="parked")),
    ("received_mail_state", "over, and waiting", lambda g: g.received(state="waiting")),
    ("received_mail_state", "filed nowhere", lambda g: g.received(state="filed")),
    ("received_mail_overrun", "begun with a hundred times", lambda g: g.received(state="waiting", finished_at=None, tries=100)),
    ("address_twice", "proved by two desks", address_twice),
    ("address_proof", "asked for, and given", lambda g: g.address(asked_at=g.now, proven_at=g.now)),
]
