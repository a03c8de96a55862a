"""A double of Zendesk Support: its API 2 as far as it is used, and webhooks of ticket events."""

import base64
import hashlib
import hmac
import itertools
import json
import time

from far.outside_desk import OutsideDesk

SECRET = "c2VjcmV0IG9mIFplbmRlc2sncw=="


class Zendesk(OutsideDesk):
    kind = "zendesk"
    settings = {"user": "baton@far.example", "user_id": "900", "poll_every": 0}
    secrets = {"token": "a token of Zendesk's", "hook_secret": SECRET}
    open_status, done_status, closed_status = "open", "solved", "closed"

    def __init__(self):
        super().__init__()
        self.numbers = itertools.count(41)
        self.uploads = {}
        self.stored = {}

    # What people there do

    def open(self, subject, text):
        ticket = self.make({"subject": subject, "comment": {"body": text}}, 901)
        self.event(ticket, "created")
        return ticket

    def reply(self, ticket, text, public=True):
        comment = self.comment(ticket, text, public, 901)
        return self.event(ticket, "comment_added", comment)

    def set(self, ticket, status):
        with self.lock:
            self.tickets[ticket]["status"] = status
        return self.event(ticket, "status_changed")

    def attach(self, ticket, name, content):
        number = next(self.numbers)
        self.stored[str(number)] = content
        comment = self.comment(ticket, "See it.", True, 901)
        self.event(ticket, "comment_added", comment)
        attachment = {
            "id": str(number),
            "filename": name,
            "content_type": "application/octet-stream",
            "content_url": f"{self.url}/attachments/token/{number}/?name={name}",
            "is_public": True,
        }
        return self.event(ticket, "attachment_linked_to_comment", {"id": comment["id"], "attachment": attachment})

    # What becomes of it

    def make(self, fields, user):
        ticket = str(next(self.numbers))
        with self.lock:
            self.tickets[ticket] = {
                "subject": fields["subject"],
                "status": "new",
                "comments": [],
                "files": {},
                "text": fields["comment"]["body"],
                "external_id": fields.get("external_id"),
                "audits": [],
                "at": self.now(),
            }
        return ticket

    @staticmethod
    def now():
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())

    def comment(self, ticket, text, public, user):
        number = next(self.numbers)
        with self.lock:
            self.tickets[ticket]["comments"].append((public, "baton" if user == 900 else "Beth Anglin", text))
            self.tickets[ticket]["at"] = self.now()
        name = "Baton" if user == 900 else "Beth Anglin"
        author = {"id": str(user), "is_staff": True, "name": name}
        return {"id": str(number), "body": text, "is_public": public, "author": author}

    def event(self, ticket, kind, comment=None, sign=True):
        with self.lock:
            held = self.tickets[ticket]
            detail = {
                "id": ticket,
                "subject": held["subject"],
                "description": held["text"],
                "status": held["status"].upper(),
                "priority": None,
                "external_id": held["external_id"],
                "created_at": "2026-01-01T00:00:00Z",
                "updated_at": self.now(),
                "tags": [],
            }
        body = {
            "id": f"event-{next(self.numbers)}",
            "type": f"zen:event-type:ticket.{kind}",
            "detail": detail,
            "event": {"comment": comment} if comment else {},
        }

        def headers(body):
            made = hmac.new(SECRET.encode(), self.now().encode() + body, hashlib.sha256).digest()
            signature = {"X-Zendesk-Webhook-Signature": base64.b64encode(made).decode()} if sign else {}
            return {"X-Zendesk-Webhook-Signature-Timestamp": self.now(), **signature}

        return self.tell(body, headers)

    # The API

    def answer(self, method, steps, asked, headers, body):
        known = base64.b64encode(f"baton@far.example/token:{self.secrets['token']}".encode()).decode()
        if steps[0] == "stored":
            # Another host, in truth: whoever shows a secret there has lost it.
            return (400, {}, {}) if "Authorization" in headers else (200, self.stored[steps[1]], {})
        if headers.get("Authorization") != f"Basic {known}":
            self.refused += 1
            if steps[-1] == "me.json":
                return 200, {"user": {"id": None, "name": "Anonymous user"}}, {}
            return 401, {"error": "Couldn't authenticate you"}, {}
        if steps[0] == "attachments":
            return 302, {}, {"Location": f"http://localhost:{self.server.server_port}/stored/{steps[2]}"}
        match method, steps[2:]:
            case "GET", ["users", "me.json"]:
                return 200, {"user": {"id": 900, "email": "baton@far.example"}}, {}
            case "GET", ["custom_statuses.json"]:
                return 200, {"custom_statuses": []}, {}
            case "GET", ["tickets.json"]:
                same = [one for one, held in self.tickets.items() if held["external_id"] == asked["external_id"]]
                return 200, {"tickets": [self.shown(one) for one in same]}, {}
            case "POST", ["tickets.json"]:
                return 201, {"ticket": self.shown(self.make(json.loads(body)["ticket"], 900))}, {}
            case "POST", ["uploads.json"]:
                token = f"token-{next(self.numbers)}"
                self.uploads[token] = (asked["filename"], body)
                return 201, {"upload": {"token": token, "attachment": {"id": next(self.numbers)}}}, {}
            case "GET", ["tickets", ticket, "audits.json"]:
                return 200, {"audits": list(reversed(self.tickets[ticket]["audits"]))}, {}
            case _, ["tickets", name]:
                return self.one(method, name.removesuffix(".json"), body)
        return 404, {"error": "RecordNotFound"}, {}

    def one(self, method, ticket, body):
        if ticket not in self.tickets:
            return 404, {"error": "RecordNotFound"}, {}
        held = self.tickets[ticket]
        if method == "GET":
            return 200, {"ticket": self.shown(ticket)}, {}
        fields = json.loads(body)["ticket"]
        if held["status"] == "closed":
            closed = {"error": "ClosedTicket", "description": "Status: closed prevents ticket update"}
            return 422, {"error": "RecordInvalid", "details": {"status": [closed]}}, {}
        if fields.get("safe_update") and fields["updated_stamp"] != held["at"]:
            return 409, {"error": "UpdateConflict"}, {}
        held["status"] = fields.get("status", held["status"])
        events = []
        if "comment" in fields:
            for token in fields["comment"].get("uploads", []):
                name, content = self.uploads[token]
                held["files"][name] = content
            made = self.comment(ticket, fields["comment"]["body"], fields["comment"].get("public", True), 900)
            events = [{"id": int(made["id"]), "type": "Comment"}]
        audit = {"id": 1, "events": events, "metadata": {"custom": fields.get("metadata", {}), "system": {}}}
        held["audits"].append(audit)
        return 200, {"ticket": self.shown(ticket), "audit": audit}, {}

    def shown(self, ticket):
        held = self.tickets[ticket]
        return {
            "id": int(ticket),
            "subject": held["subject"],
            "status": held["status"],
            "external_id": held["external_id"],
            "updated_at": held["at"],
        }
