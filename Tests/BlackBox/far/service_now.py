"""A double of ServiceNow: its Table and Attachment APIs as far as they are used, and the business rule that the README has."""

import base64
import hashlib
import hmac
import itertools
import json
import re
import time

from far.outside_desk import OutsideDesk

SECRET = "a secret that a rule signs with"
CLOSED = "ACL Exception Update Failed due to security constraints"


class ServiceNow(OutsideDesk):
    kind = "servicenow"
    settings = {"user": "baton", "poll_every": 0}
    secrets = {"password": "a password of ServiceNow's", "hook_secret": SECRET}
    open_status, done_status, closed_status = "2", "6", "7"

    def __init__(self):
        super().__init__()
        self.numbers = itertools.count(1)
        self.journal = []
        self.attached = []

    # What people there do

    def open(self, subject, text):
        ticket = self.make({"short_description": subject, "description": text}, "beth.anglin")
        self.rule(ticket)
        return ticket

    def reply(self, ticket, text, public=True):
        self.change(ticket, {"comments" if public else "work_notes": text}, "beth.anglin")
        return self.rule(ticket)

    def set(self, ticket, status):
        self.change(ticket, {"state": status, "close_notes": "A new one is in."}, "beth.anglin")
        return self.rule(ticket)

    def attach(self, ticket, name, content):
        self.keep(ticket, name, content, "beth.anglin")
        return self.rule(ticket)

    # What becomes of it

    def new_id(self):
        return f"{next(self.numbers):032x}"

    def make(self, fields, user):
        ticket = self.new_id()
        with self.lock:
            self.tickets[ticket] = {
                "subject": fields.get("short_description"),
                "status": "1",
                "comments": [],
                "files": {},
                "record": {"sys_id": ticket, "number": f"INC{len(self.tickets):07}", "state": "1", "sys_mod_count": -1},
            }
        self.change(ticket, fields, user)
        return ticket

    def change(self, ticket, fields, user):
        with self.lock:
            held, now = self.tickets[ticket], time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
            for name, value in fields.items():
                if name in ("comments", "work_notes"):
                    held["comments"].append((name == "comments", user, value))
                    self.journal.append(
                        {
                            "sys_id": self.new_id(),
                            "element_id": ticket,
                            "element": name,
                            "value": value,
                            "sys_created_by": user,
                            "sys_created_on": now,
                        }
                    )
                else:
                    held["record"][name] = value
            held["record"]["sys_mod_count"] += 1
            held["record"].update(sys_updated_on=now, sys_updated_by=user)
            held["status"] = held["record"]["state"]

    def keep(self, ticket, name, content, user):
        row = {"sys_id": self.new_id(), "table_sys_id": ticket, "file_name": name, "sys_created_by": user}
        row.update(size_bytes=str(len(content)), sys_created_on=time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime()))
        with self.lock:
            self.tickets[ticket]["files"][name] = content
            self.attached.append((row, content))
        return row

    def rule(self, ticket, sign=True):
        """The business rule: what became of a record, signed."""
        with self.lock:
            record = {name: str(value) for name, value in self.tickets[ticket]["record"].items()}
            record["caller_id"] = {"value": "u1", "display_value": "Fleur Bakker", "email": "fleur@far.example"}
            entries = [
                {**entry, "name": "Beth Anglin" if entry["sys_created_by"] == "beth.anglin" else "Baton"}
                for entry in self.journal
                if entry["element_id"] == ticket
            ]
            files = [row for row, _ in self.attached if row["table_sys_id"] == ticket]
        key = f"{ticket}/{record['sys_mod_count']}/{len(files)}"

        def headers(body):
            moment = str(int(time.time()))
            made = hmac.new(SECRET.encode(), moment.encode() + b"." + body, hashlib.sha256).digest()
            signature = {"X-Baton-Signature": base64.b64encode(made).decode()} if sign else {}
            return {"X-Baton-Timestamp": moment, **signature}

        return self.tell({"key": key, "record": record, "entries": entries, "files": files}, headers)

    # The API

    def answer(self, method, steps, asked, headers, body):
        known = base64.b64encode(f"baton:{self.secrets['password']}".encode()).decode()
        if headers.get("Authorization") != f"Basic {known}":
            self.refused += 1
            return 401, {"error": {"message": "User Not Authenticated"}}, {}
        steps = steps[2:]
        if steps[0] == "attachment" and steps[-1] == "file" and method == "GET":
            return next(
                ((200, content, {}) for row, content in self.attached if row["sys_id"] == steps[1]), self.nothing
            )
        if steps == ["attachment", "file"]:
            return 201, {"result": self.keep(asked["table_sys_id"], asked["file_name"], body, "baton")}, {}
        if steps[:2] == ["table", "incident"] and len(steps) == 3:
            return self.one(method, steps[2], body)
        if method == "POST":
            ticket = self.make(json.loads(body), "baton")
            return 201, {"result": self.tickets[ticket]["record"]}, {}
        rows = {
            "incident": [held["record"] for held in self.tickets.values()],
            "sys_journal_field": self.journal,
        }.get(steps[-1], [row for row, _ in self.attached])
        return 200, {"result": self.found(rows, asked.get("sysparm_query", ""))}, {}

    nothing = (404, {"error": {"message": "No Record found"}}, {})

    def one(self, method, ticket, body):
        if ticket not in self.tickets:
            return self.nothing
        record = self.tickets[ticket]["record"]
        if method == "PATCH":
            if record["state"] in ("7", "8"):
                return 403, {"error": {"message": "Operation Failed", "detail": CLOSED}}, {}
            became = {**record, **json.loads(body)}
            lacking = [
                name for name in ("close_code", "close_notes") if became["state"] in "67" and not became.get(name)
            ]
            if lacking:
                detail = f"Data Policy Exception: The following fields are mandatory: {', '.join(lacking)}"
                return 403, {"error": {"message": "Operation Failed", "detail": detail}}, {}
            self.change(ticket, json.loads(body), "baton")
        active = "false" if record["state"] in ("7", "8") else "true"
        return 200, {"result": {**record, "active": active}}, {}

    @staticmethod
    def found(rows, query):
        for condition in query.split("^"):
            match = re.fullmatch(r"([a-z_]+)(>=|=)(.*)", condition, re.DOTALL)
            if match:
                name, how, value = match.groups()
                rows = [row for row in rows if (row.get(name, "") >= value if how == ">=" else row.get(name) == value)]
        return list(reversed(rows))
