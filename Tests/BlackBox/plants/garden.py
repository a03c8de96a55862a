"""A copy of a lively hub's data, into which something wrong is planted by SQL."""

import json
import sqlite3
import time
import uuid

from tampering import renew_sums

ENDED = "('resolved', 'closed', 'cancelled')"


class Garden:
    def __init__(self, data):
        self.data = data
        self.db = sqlite3.connect(data / "baton.sqlite", isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.execute("PRAGMA foreign_keys = OFF")
        self.now = int(time.time() * 1000)

    def close(self):
        self.db.close()

    def seal(self):
        """Closed, and its pages bear the sums of what is on them now."""
        self.close()
        renew_sums(self.data)

    def run(self, sql, *values):
        """Changes at least one row."""
        changed = self.db.execute(sql, values).rowcount
        if changed < 1:
            raise LookupError(f"nothing was changed by {sql}")

    def row(self, sql, *values):
        found = self.db.execute(sql, values).fetchone()
        if found is None:
            raise LookupError(f"nothing is found by {sql}")
        return dict(found)

    def insert(self, table, row):
        names = ", ".join(row)
        self.run(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", *row.values())

    def update(self, table, row, **changes):
        """One row, known by the desk and its id."""
        sets = ", ".join(f"{name} = ?" for name in changes)
        self.run(f"UPDATE {table} SET {sets} WHERE tenant_id = ? AND id = ?", *changes.values(), row["tenant_id"], row["id"])

    def copy(self, table, row, **changes):
        made = {**row, **changes}
        self.insert(table, made)
        return made

    @staticmethod
    def id():
        return uuid.uuid4().bytes

    def desk(self, slug):
        return self.row("SELECT * FROM tenants WHERE slug = ?", slug)["tenant_id"]

    def agent(self, desk):
        return self.row("SELECT * FROM agents WHERE tenant_id = ?", desk)

    def plain_ticket(self, desk, ended=False, but=b""):
        """A ticket that is tied to nothing."""
        return self.row(
            f"""SELECT * FROM tickets t WHERE tenant_id = ? AND category {'' if ended else 'NOT'} IN {ENDED} AND id <> ?
            AND merged_into IS NULL AND parent_id IS NULL AND split_from IS NULL
            AND NOT EXISTS (SELECT 1 FROM tickets c WHERE c.tenant_id = t.tenant_id AND t.id IN (c.parent_id, c.merged_into))
            AND NOT EXISTS (SELECT 1 FROM handoffs h WHERE h.tenant_id = t.tenant_id AND h.ticket_id = t.id)""",
            desk,
            but,
        )

    def ticket_with(self, side, state):
        """A ticket with one handoff."""
        return self.row(
            """SELECT t.* FROM tickets t JOIN handoffs h ON h.tenant_id = t.tenant_id AND h.ticket_id = t.id
            WHERE h.side = ? AND h.state = ? AND (SELECT count(*) FROM handoffs o
              WHERE o.tenant_id = t.tenant_id AND o.ticket_id = t.id) = 1""",
            side,
            state,
        )

    def handoff(self, side, state):
        return self.row("SELECT * FROM handoffs WHERE side = ? AND state = ?", side, state)

    def partnership(self, desk, peer):
        return self.row("SELECT * FROM partnerships WHERE tenant_id = ? AND peer_tenant_id = ?", desk, peer)

    def linked(self, here, there, here_changes=None, there_changes=None):
        """A partnership of two desks that is over, known to both; no handoff went over it."""
        bare = {
            "id": self.id(),
            "phase": "ended",
            "partner_federation_id": None,
            "partner_terms": None,
            "mapping": None,
            "lane_sent": 0,
            "peer_applied": 0,
        }
        origin = self.partnership(here, there)
        self.copy("partnerships", origin, **{**bare, "is_inviter": 1, **(here_changes or {})})
        if there_changes is not None:
            other = self.partnership(there, here)
            self.copy("partnerships", other, **{**bare, "is_inviter": 0, **there_changes})
        return bare["id"]

    def pair(self, here, there, state, over=None, upper=None, lower=None):
        """A handoff that two desks agree on, and that no message tells of: the delegator's row and the delegate's."""
        above = here["tenant_id"]
        partnership = over or self.partnership(above, there["tenant_id"])["id"]
        bare = self.row("SELECT * FROM handoffs LIMIT 1")
        bare.update(
            id=self.id(), partnership_id=partnership, state=state, turn_number=1, lane_epoch=1, lane_sent=0, peer_epoch=1,
            peer_applied=0, follows=None, respond_by=None, resolve_by=None, eta=None, completion=None, reason=None,
            confirm_at=None, is_overdue=0, is_late=0, partner_status=None, told_status=None, beyond=None, told_chain=None,
            reply_seq=0, requires=None,
        )  # fmt: skip
        first = {
            **bare,
            "tenant_id": above,
            "ticket_id": here["id"],
            "side": "delegator",
            "partner_number": there["number"],
            **(upper or {}),
        }
        second = {
            **bare,
            "tenant_id": there["tenant_id"],
            "ticket_id": there["id"],
            "side": "delegate",
            "partner_number": here["number"],
            **(lower or {}),
        }
        self.insert("handoffs", first)
        self.insert("handoffs", second)
        return first, second

    def fresh_pair(self, state="offered", **more):
        acme, fieldworks = self.desk("acme"), self.desk("fieldworks")
        return self.pair(self.plain_ticket(acme), self.plain_ticket(fieldworks), state, **more)

    def message(self, handoff, direction, seq, state="done", epoch=1, **changes):
        """A message of a handoff's lane, with the words of another one on its own place."""
        row = self.row("SELECT * FROM deliveries WHERE direction = 'out' AND lane_kind = 'handoff' AND kind = 'chain'")
        wire = json.loads(row["wire"])
        # Both desks keep the same of it.
        event = uuid.uuid5(uuid.UUID(bytes=handoff["id"]), f"{epoch}/{seq}")
        # Ids are written as the hub writes them.
        wire.update(partnership=str(uuid.UUID(bytes=handoff["partnership_id"])), handoff=str(uuid.UUID(bytes=handoff["id"])))
        wire.update(seq=seq, epoch=epoch, event=str(event))
        return self.copy(
            "deliveries",
            row,
            **{
                "tenant_id": handoff["tenant_id"],
                "id": self.id(),
                "direction": direction,
                "partnership_id": handoff["partnership_id"],
                "lane_id": handoff["id"],
                "ticket_id": handoff["ticket_id"],
                "epoch": epoch,
                "seq": seq,
                "state": state,
                "reason": None,
                "finished_at": None if state in ("waiting", "parked", "missing") else self.now,
                "event_id": event.bytes,
                "wire": json.dumps(wire).encode(),
                **changes,
            },
        )

    def lane(self, handoff, **changes):
        row = self.row("SELECT * FROM lanes WHERE lane_kind = 'handoff'")
        known = {"tenant_id": handoff["tenant_id"], "lane_id": handoff["id"], "partnership_id": handoff["partnership_id"]}
        return self.copy("lanes", row, **{**known, "ready_at": None, "is_held": 0, "failures": 0, **changes})

    def mail(self, **changes):
        desk = self.desk("acme")
        self.insert(
            "mails",
            {
                "tenant_id": desk,
                "id": self.id(),
                "agent_id": self.agent(desk)["id"],
                "kind": "reply",
                "ticket_id": self.plain_ticket(desk)["id"],
                "created_at": self.now,
                "next_at": self.now,
                "state": "waiting",
                "attempts": 0,
                "fence": 0,
                **changes,
            },
        )

    def requester_mail(self, **changes):
        desk = self.desk("acme")
        ticket = self.row("SELECT * FROM tickets WHERE tenant_id = ? AND requester_id IS NOT NULL", desk)
        id = self.id()
        self.insert(
            "requester_mails",
            {
                "tenant_id": desk,
                "id": id,
                "kind": "comment",
                "ticket_id": ticket["id"],
                "place": int.from_bytes(id[-4:], "big"),
                "requester_id": ticket["requester_id"],
                "sender": "support@acme.example",
                "recipient": "rita@planted.example",
                "recipient_folded": "rita@planted.example",
                "created_at": self.now,
                "next_at": self.now,
                "state": "waiting",
                "attempts": 0,
                "fence": 0,
                **changes,
            },
        )

    def suppressed(self, **changes):
        self.insert(
            "suppressed_addresses",
            {
                "tenant_id": self.desk("acme"),
                "id": self.id(),
                "folded": f"{self.id().hex()}@planted.example",
                "address": "rita@planted.example",
                "since": self.now,
                "reason": "550",
                **changes,
            },
        )

    def received(self, **changes):
        self.insert(
            "received_mails",
            {
                "tenant_id": self.desk("acme"),
                "id": self.id(),
                "door": "lmtp",
                "recipient": "support@acme.example",
                "received_at": self.now,
                "identity": "",
                "hash": self.row("SELECT hash FROM attachments WHERE tenant_id = ?", self.desk("acme"))["hash"],
                "bytes": self.row("SELECT bytes FROM attachments WHERE tenant_id = ?", self.desk("acme"))["bytes"],
                "next_at": self.now,
                "state": "set_aside",
                "tries": 1,
                "is_wanted": 0,
                "finished_at": self.now,
                "fence": 1,
                **changes,
            },
        )

    def address(self, slug="acme", **changes):
        id = self.id()
        self.insert(
            "desk_addresses",
            {
                "tenant_id": self.desk(slug),
                "id": id,
                "address": f"{id.hex()}@planted.example",
                "folded": f"{id.hex()}@planted.example",
                "created_at": self.now,
                **changes,
            },
        )

    def mail_account(self, **changes):
        """Changes the one that the demonstration was given, whose password is sealed as it should be."""
        self.update("mail_accounts", self.row("SELECT * FROM mail_accounts"), **changes)

    def answer(self, age_in_days, **changes):
        desk = self.desk("acme")
        self.insert(
            "kept_answers",
            {
                "tenant_id": desk,
                "agent_id": self.agent(desk)["id"],
                "route": "POST /",
                "key": str(age_in_days),
                "request_hash": b"",
                "status": 201,
                "headers": "{}",
                "body": b"",
                "at": self.now - age_in_days * 86_400_000,
                **changes,
            },
        )
