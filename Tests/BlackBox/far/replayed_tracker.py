"""A desk that answers as a Request Tracker 5 does (REST 2.0), from what it was told before: python3 far/replayed_tracker.py [PORT]

For walks through pages, which want an external desk at once and one that can be made to fail; whether a real Request Tracker
takes what the hub sends is for bridging.py. What it answers was written after what a real one answered.
"""

import http.server
import json
import re
import sys
import threading
import time
import urllib.parse

STATUSES = ("new", "open", "stalled", "resolved", "rejected", "deleted")
PEOPLE = {
    "baton": {"RealName": "Baton", "EmailAddress": "baton@far.example"},
    "frank": {"RealName": "Frank Farmer", "EmailAddress": "frank@far.example"},
}


class ReplayedTracker:
    queue = "General"
    token = "1-14-replayed-token"

    def __init__(self, port=0):
        self.lock = threading.Lock()
        self.tickets = {}
        self.transactions = []
        self.attachments = []
        # How often it answered what is new.
        self.asked = 0
        # What it answers to whatever it is asked, instead of doing it.
        self.mood = None
        desk = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                desk.take(self)

            do_POST = do_PUT = do_GET

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def remove(self):
        self.server.shutdown()
        self.server.server_close()

    # What people do there

    def open(self, subject, words, by="frank", requester="rita@far.example", priority=50, refers_to=None):
        with self.lock:
            number = len(self.tickets) + 1
            self.tickets[number] = {
                "Subject": subject,
                "Status": "new",
                "Priority": str(priority),
                "Requestor": requester,
                "RefersTo": refers_to,
            }
            self._note(number, "Create", by, words)
            return number

    def reply(self, number, words, by="frank"):
        with self.lock:
            return self._note(number, "Correspond", by, words)

    def comment(self, number, words, by="frank"):
        with self.lock:
            return self._note(number, "Comment", by, words)

    def set(self, number, by="frank", **values):
        with self.lock:
            self.tickets[number].update({key: str(value) for key, value in values.items()})
            self._note(number, "Status" if "Status" in values else "Set", by)

    def status(self, number):
        return self.tickets[number]["Status"]

    def said(self, number):
        return [(one["Type"], one["Creator"], one["words"]) for one in self.transactions if one["ticket"] == number and one["words"]]

    def _note(self, number, kind, by, words=None):
        made = {
            "id": len(self.transactions) + 1,
            "ticket": number,
            "Type": kind,
            "Creator": by,
            "Created": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "words": words,
        }
        self.transactions.append(made)
        if words:
            self.attachments.append({"id": len(self.attachments) + 1, "transaction": made})
        return made["id"]

    # What it answers

    def take(self, request):
        length = int(request.headers.get("Content-Length") or 0)
        body = request.rfile.read(length) if length else b""
        address = urllib.parse.urlsplit(request.path)
        query = {key: values[0] for key, values in urllib.parse.parse_qs(address.query).items()}
        headers = {}
        if self.mood:
            status, answer = self.mood
        elif request.headers.get("Authorization") != f"token {self.token}":
            status, answer = 401, {"message": "Unauthorized"}
        else:
            parts = [urllib.parse.unquote(part) for part in address.path.split("/") if part][2:]
            with self.lock:
                status, answer, headers = self.answer(request.command, parts, query, body)
        text = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
        request.send_response(status)
        request.send_header("Content-Type", "text/html" if isinstance(answer, str) else "application/json; charset=utf-8")
        request.send_header("Content-Length", str(len(text)))
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(text)

    def answer(self, method, parts, query, body):
        absent = (404, {"message": "Not Found"}, {})
        match method, parts:
            case "GET", ["queue", name]:
                return (200, {"id": 1, "Name": name}, {}) if name == self.queue else absent
            case "GET", ["user", name]:
                return (200, {"id": 14, "Name": name, **PEOPLE[name]}, {}) if name in PEOPLE else absent
            case "GET", ["transactions"]:
                return 200, self._transactions(query), {}
            case "GET", ["transaction", number, "attachments"]:
                return 200, self._page([one for one in self.attachments if one["transaction"]["id"] == int(number)]), {}
            case "GET", ["tickets"]:
                marker = re.search(r"RefersTo = '(.*)'", query["query"]).group(1)
                return 200, {"items": [{"id": n} for n, one in self.tickets.items() if one["RefersTo"] == marker]}, {}
            case "POST", ["ticket"]:
                return self._made(json.loads(body))
            case _, ["ticket", number, *rest] if int(number) in self.tickets:
                return self._ticket(method, int(number), rest, body)
        return absent

    def _ticket(self, method, number, rest, body):
        ticket = self.tickets[number]
        match method, rest:
            case "GET", []:
                return 200, self._shown(number), {}
            case "GET", ["attachments"]:
                own = [one for one in self.attachments if one["transaction"]["ticket"] == number]
                return 200, self._page(own[::-1][:10]), {}
            case "PUT", []:
                for key, value in json.loads(body).items():
                    if key != "Status" or value in STATUSES:
                        ticket[key] = value
                self._note(number, "Status", "baton")
                return 200, [f"Ticket {number}: changed"], {}
            case "POST", [("correspond" | "comment") as kind]:
                # A form with files brings its words as a part of JSON.
                found = re.search(rb'\{"Content":.*?\}', body, re.S)
                words = json.loads(found.group(0))["Content"] if found else ""
                made = self._note(number, kind.capitalize(), "baton", words)
                return 201, ["Correspondence added"], {"Location": f"{self.url}/REST/2.0/transaction/{made}"}
        return 404, {"message": "Not Found"}, {}

    def _made(self, said):
        number = len(self.tickets) + 1
        self.tickets[number] = {
            "Subject": said["Subject"],
            "Status": "new",
            "Priority": str(said.get("Priority", 0)),
            "Requestor": "",
            "RefersTo": said.get("RefersTo"),
        }
        self._note(number, "Create", "baton", said["Content"])
        return 201, {"id": str(number), "type": "ticket", "_url": f"{self.url}/REST/2.0/ticket/{number}"}, {}

    def _shown(self, number):
        ticket = self.tickets[number]
        links = [{"ref": "lifecycle", "from": ticket["Status"], "to": one} for one in STATUSES if one != ticket["Status"]]
        if ticket["RefersTo"]:
            links.append({"ref": "refers-to", "_url": ticket["RefersTo"]})
        return {
            "id": number,
            "Subject": ticket["Subject"],
            "Status": ticket["Status"],
            "Priority": ticket["Priority"],
            "Requestor": [{"id": ticket["Requestor"], "type": "user"}] if ticket["Requestor"] else [],
            "_hyperlinks": links,
        }

    def _transactions(self, query):
        self.asked += 1
        after = re.search(r"id > (\d+)", query["query"])
        found = [one for one in self.transactions if not after or one["id"] > int(after.group(1))]
        if query.get("order") == "DESC":
            found = found[::-1]
        listed = [
            {
                "id": str(one["id"]),
                "Type": one["Type"],
                "Creator": {"id": one["Creator"], "type": "user"},
                "Created": one["Created"],
                "ObjectId": str(one["ticket"]),
            }
            for one in found[: int(query["per_page"])]
        ]
        return {"items": listed, "count": len(listed), "total": len(found)}

    def _page(self, attachments):
        return {
            "items": [
                {
                    "id": str(one["id"]),
                    "TransactionId": str(one["transaction"]["id"]),
                    "ContentType": "text/plain",
                    "Filename": "",
                    "Content": one["transaction"]["words"],
                    "Creator": {"id": one["transaction"]["Creator"], "type": "user"},
                }
                for one in attachments
            ]
        }


if __name__ == "__main__":
    desk = ReplayedTracker(int(sys.argv[1]) if sys.argv[1:] else 0)
    print(f"{desk.url} token {desk.token}", flush=True)
    desk.server.serve_forever()
