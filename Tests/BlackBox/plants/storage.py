"""The database and its schema, files, the search index, and rows that name what is not there."""

import os
import time


def index_row_missing(garden):
    """A row changes while its index is told to keep nothing."""
    name = "tickets_by_updated"
    sql = garden.row("SELECT sql FROM sqlite_master WHERE name = ?", name)["sql"]
    for text, change in ((sql + " WHERE 0", False), (sql, True)):
        garden.db.execute("PRAGMA writable_schema = ON")
        garden.run("UPDATE sqlite_master SET sql = ? WHERE name = ?", text, name)
        version = garden.row("PRAGMA schema_version")["schema_version"]
        garden.db.execute(f"PRAGMA schema_version = {version + 1}")
        garden.close()
        garden.__init__(garden.data)
        if not change:
            ticket = garden.plain_ticket(garden.desk("acme"))
            garden.update("tickets", ticket, updated_at=ticket["updated_at"] + 1)


def blob(garden):
    row = garden.row("SELECT a.*, hex(a.tenant_id) AS desk FROM attachments a")
    desk = row["desk"].lower()
    desk = f"{desk[:8]}-{desk[8:12]}-{desk[12:16]}-{desk[16:20]}-{desk[20:]}"
    return row, garden.data / "blobs" / desk / row["hash"][:2] / row["hash"]


def file_missing(garden):
    blob(garden)[1].unlink()


def file_damaged(garden):
    path = blob(garden)[1]
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


def file_size(garden):
    row, _ = blob(garden)
    garden.update("attachments", row, bytes=row["bytes"] + 1)


def file_unused(garden):
    left = blob(garden)[1].with_name("0" * 64)
    left.write_bytes(b"left over")
    old = time.time() - 2 * 86_400
    os.utime(left, (old, old))


def file_of_an_upload(garden):
    blob(garden)[1].with_name("1" * 64).write_bytes(b"coming in")


def comment(garden):
    return garden.row("SELECT * FROM comments WHERE retracted_at IS NULL AND body <> ''")


def text_missing(garden):
    last = garden.row("SELECT * FROM comments c WHERE body <> '' ORDER BY number DESC")
    garden.copy("comments", last, id=garden.id(), event_id=garden.id(), number=last["number"] + 1)


def sealed_second_step(garden):
    desk = garden.desk("acme")
    garden.insert(
        "second_steps",
        {
            "tenant_id": desk,
            "agent_id": garden.agent(desk)["id"],
            "secret": os.urandom(60),
            "begun_at": 0,
            "recovery_hashes": b"",
        },
    )


def sealed_desk(garden):
    """The last one: a hub whose first desk does not open is taken for one with another hub's key file."""
    first = garden.row("SELECT * FROM tenants ORDER BY tenant_id")
    garden.run(
        "UPDATE tenants SET federation_id = ? WHERE tenant_id = (SELECT max(tenant_id) FROM tenants)", first["federation_id"]
    )


def foreign(garden):
    ticket = garden.plain_ticket(garden.desk("acme"))
    garden.update("tickets", ticket, assignee_id=garden.agent(garden.desk("sparks"))["id"])


def orphan(table, column, where="1"):
    """A row that names what is not there."""

    def plant(garden):
        row = garden.row(f"SELECT * FROM {table} WHERE {column} IS NOT NULL AND {where}")
        known = [name for name in ("id", "ticket_id", "seq") if name in row and name != column]
        conditions = " AND ".join(f"{name} = ?" for name in ["tenant_id", *known])
        garden.run(
            f"UPDATE {table} SET {column} = ? WHERE {conditions}", garden.id(), row["tenant_id"], *(row[k] for k in known)
        )

    return plant


def added(table, **changes):
    """A row more, made of one that is there; `id` stands for an id of nothing."""

    def plant(garden):
        row = garden.row(f"SELECT * FROM {table}")
        garden.copy(table, row, **{name: garden.id() if value == "id" else value for name, value in changes.items()})

    return plant


def orphan_attempt(garden):
    row = {"tenant_id": garden.desk("acme"), "delivery_id": garden.id(), "number": 1, "at": 0, "outcome": "", "excerpt": ""}
    garden.insert("attempts", row)


def orphan_session(garden):
    times = {name: garden.now for name in ("created_at", "seen_at", "confirmed_at")}
    known = {"tenant_id": garden.desk("acme"), "id": garden.id(), "agent_id": garden.id(), "secret_hash": b"1"}
    garden.insert("sessions", {**known, **times})


def orphan_setting(garden):
    row = {"tenant_id": garden.desk("acme"), "agent_id": garden.id(), "hears_of_unassigned": 1}
    garden.insert("personal_settings", row)


def webhook(garden, **changes):
    row = {
        "tenant_id": garden.desk("acme"), "id": garden.id(), "url": "https://a.example/", "events": '["*"]', "tells_internal": 0,
        "secrets": os.urandom(60), "state": "active", "failures": 0, "created_at": garden.now, **changes,
    }  # fmt: skip
    garden.insert("webhooks", row)


def orphan_webhook(garden):
    row = {
        "tenant_id": garden.desk("acme"), "id": garden.id(), "webhook_id": garden.id(), "event": "webhook.test",
        "created_at": garden.now, "next_at": garden.now, "state": "sent", "attempts": 1, "failures": 0,
        "finished_at": garden.now, "fence": 1, "place": 1, "body": b"{}",
    }  # fmt: skip
    garden.insert("webhook_messages", row)


def changed(table, column, value, where="1"):
    def plant(garden):
        row = garden.row(f"SELECT * FROM {table} WHERE {where}")
        garden.update(table, row, **{column: value})

    return plant


def dropped_index(garden):
    garden.db.execute("DROP INDEX tickets_by_updated")


def added_column(garden):
    garden.db.execute("ALTER TABLE teams ADD COLUMN colour text")


def unknown_table(garden):
    garden.db.execute("CREATE TABLE stray (id integer)")


PLANTS = [
    ("damage", "an index lacks a row", index_row_missing),
    ("schema_differs", "an index is gone", dropped_index),
    ("schema_differs", "a column more", added_column),
    ("schema_differs", "a table more", unknown_table),
    ("migration_unknown", "a migration of the future", lambda g: g.insert("schema_migrations", {"number": 999, "run_at": 0})),
    ("unknown_word", "a ticket's type", changed("tickets", "type", "wish")),
    ("unknown_word", "a ticket's priority", changed("tickets", "priority", 9)),
    ("unknown_word", "a comment's audience", changed("comments", "audience", "everybody")),
    ("unknown_word", "an agent's role", changed("agents", "role", "owner", "role = 'agent'")),
    ("unknown_word", "a message's kind", changed("deliveries", "kind", "shout")),
    ("unknown_word", "a notice's kind", changed("notices", "kind", "gossip")),
    ("unreadable_value", "a handoff's chain", changed("handoffs", "chain", "{")),
    ("unreadable_value", "a ticket's tags", changed("tickets", "tags", "[1]", "tags IS NOT NULL")),
    ("unreadable_value", "a partnership's mapping", changed("partnerships", "mapping", "{}", "mapping IS NOT NULL")),
    ("sealed_value", "a second step", sealed_second_step),
    ("sealed_value", "a webhook's secrets", webhook),
    ("sealed_value", "a mailbox's password", lambda g: g.mail_account(password=b"open")),
    ("unknown_word", "of a mailbox", lambda g: g.mail_account(afterwards="burn")),
    ("unreadable_value", "what was passed over in a mailbox", lambda g: g.mail_account(passed_over=b"{")),
    ("sealed_value", "a desk's id of another desk's", sealed_desk),
    ("foreign_reference", "a colleague of another desk", foreign),
    ("orphan_of_desk", "a team of no desk", added("teams", tenant_id="id")),
    ("orphan_ticket", "an assignee", orphan("tickets", "assignee_id")),
    ("orphan_ticket", "a requester", orphan("tickets", "requester_id")),
    ("orphan_ticket", "a team", orphan("tickets", "team_id")),
    ("orphan_tie", "a parent", orphan("tickets", "parent_id")),
    ("orphan_tie", "a source", orphan("tickets", "split_from")),
    ("orphan_tie", "a survivor", orphan("tickets", "merged_into")),
    ("orphan_tag", "a tag of no ticket", added("ticket_tags", ticket_id="id")),
    ("orphan_timeline", "an actor", orphan("timeline", "actor_agent")),
    ("orphan_timeline", "a comment", orphan("timeline", "comment_id")),
    ("orphan_timeline", "a handoff", orphan("timeline", "handoff_id")),
    ("orphan_timeline", "an attachment", orphan("timeline", "attachment_id")),
    ("orphan_timeline", "another ticket", orphan("timeline", "other_id")),
    ("orphan_timeline", "an entry of no ticket", added("timeline", ticket_id="id", seq=1)),
    ("orphan_comment", "an author", orphan("comments", "author_agent")),
    ("orphan_comment", "a comment on no ticket", added("comments", ticket_id="id", id="id", number=1)),
    ("orphan_attachment", "a comment", lambda g: g.update("attachments", g.row("SELECT * FROM attachments"), comment_id=g.id())),
    ("orphan_attachment", "a file on no ticket", added("attachments", ticket_id="id", id="id", comment_id=None)),
    ("orphan_crossing", "a handoff", added("crossings", handoff_id="id")),
    ("orphan_crossing", "an event", added("crossings", event_id="id")),
    ("orphan_attempt", "a try of nothing", orphan_attempt),
    ("orphan_lane", "a lane of no handoff", added("lanes", lane_id="id", lane_kind="handoff", ready_at=None)),
    ("orphan_invitation", "of no partnership", added("invitations", partnership_id="id", secret_hash=b"1")),
    ("orphan_requester", "a customer", orphan("requesters", "customer_id")),
    ("orphan_access", "a token", orphan("tokens", "agent_id")),
    ("orphan_access", "a session", orphan_session),
    ("orphan_access", "somebody's settings", orphan_setting),
    ("orphan_answer", "nobody's answer", lambda g: g.answer(0, agent_id=g.id())),
    ("orphan_audit", "an agent", orphan("audit", "agent_id")),
    ("orphan_notice", "a comment", orphan("notices", "comment_id")),
    ("orphan_notice", "a handoff", orphan("notices", "handoff_id")),
    ("orphan_mail", "a ticket", lambda g: g.mail(state="sent", finished_at=g.now, ticket_id=g.id())),
    ("orphan_mail", "a ticket that was asked for", lambda g: g.requester_mail(state="sent", finished_at=g.now, ticket_id=g.id())),
    ("orphan_mail", "a requester", lambda g: g.requester_mail(state="sent", finished_at=g.now, requester_id=g.id())),
    ("orphan_mail", "a comment", lambda g: g.requester_mail(state="sent", finished_at=g.now, comment_id=g.id())),
    ("orphan_mail", "an address", lambda g: g.suppressed(mail_id=g.id())),
    ("orphan_webhook", "a message of no webhook", orphan_webhook),
    ("orphan_address", "a team", lambda g: g.address(team_id=g.id())),
    ("orphan_mail_account", "an address", lambda g: g.mail_account(address_id=g.id())),
    ("orphan_received_mail", "a ticket", lambda g: g.received(ticket_id=g.id())),
    ("orphan_received_mail", "a comment", lambda g: g.received(comment_id=g.id())),
    ("search_missing", "a comment that was never indexed", text_missing),
    ("search_stale", "other words", lambda g: g.update("comments", comment(g), body="quite other words")),
    ("search_stale", "another subject", lambda g: g.update("tickets", g.plain_ticket(g.desk("acme")), subject="Überall Ärger")),
    ("search_extra", "no words left", lambda g: g.update("comments", comment(g), body="")),
    ("file_missing", "the bytes are gone", file_missing),
    ("file_damaged", "a bit has turned", file_damaged),
    ("file_size", "the size is another", file_size),
    ("file_unused", "an old file of nothing", file_unused),
    (None, "a file of an upload that is coming in", file_of_an_upload),
]
