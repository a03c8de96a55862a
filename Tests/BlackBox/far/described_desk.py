"""A desk of nobody's making, on loopback: it sends signed webhooks, and takes requests of JSON.

It keeps what it is told; a request with an `Idempotency-Key` that it knows is answered as before, and does nothing.
"""

import hashlib
import hmac
import http.server
import json
import threading
import time
import urllib.error
import urllib.request
import uuid

SECRET = "open sesame of the far desk"
TOKEN = "token-of-the-hub-5b1f"


class DescribedDesk:
    def __init__(self):
        self.tickets = {}
        self.answers = {}
        self.requests = []
        self.refusing = None
        self.hook = None
        self._lock = threading.Lock()
        desk = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_request(self):
                length = int(self.headers.get("content-length", 0))
                raw = self.rfile.read(length)
                with desk._lock:
                    status, body = desk.take(self, raw)
                words = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(words)))
                self.end_headers()
                self.wfile.write(words)

            do_GET = do_POST = do_PATCH = do_DELETE = handle_request

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                """A hub that is killed breaks its connections."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, request, raw):
        self.requests.append((request.command, request.path, raw))
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return 401, {"error": "who are you?"}
        if self.refusing:
            return self.refusing, {"error": "not now"}
        key = request.headers.get("Idempotency-Key")
        if key in self.answers:
            return self.answers[key]
        answer = self.judged(request.command, request.path.split("/")[1:], json.loads(raw) if raw else {})
        if key and answer[0] < 300:
            self.answers[key] = answer
        return answer

    def judged(self, method, path, body):
        if (method, path) == ("GET", ["me"]):
            return 200, {"name": "hub"}
        if (method, path) == ("POST", ["tickets"]):
            ticket = self.make(body["subject"], body["text"], body["priority"])
            return 201, {"ticket": {"id": ticket["id"], "number": ticket["number"]}}
        ticket = self.tickets.get(path[1])
        if not ticket:
            return 404, {}
        if method == "PATCH":
            ticket.update(body)
            return 200, {}
        ticket["comments"].append((body["text"], body["public"]))
        return 201, {"id": f"{ticket['id']}-{len(ticket['comments'])}"}

    def make(self, subject, text, priority="normal"):
        number = len(self.tickets) + 1
        ticket = {"id": f"t{number}", "number": f"INC{number}", "subject": subject, "text": text}
        self.tickets[ticket["id"]] = {**ticket, "status": "new", "priority": priority, "comments": []}
        return self.tickets[ticket["id"]]

    # What people there do

    def open(self, subject, text, priority="normal"):
        with self._lock:
            ticket = self.make(subject, text, priority)
        self.tell(ticket)
        return ticket["id"]

    def say(self, ticket, text, public):
        words = {"id": uuid.uuid4().hex, "text": text, "public": public, "author": "Frank"}
        self.tell(self.tickets[ticket], comments=[words])

    def set(self, ticket, status):
        with self._lock:
            self.tickets[ticket]["status"] = status
        self.tell(self.tickets[ticket])

    def tell(self, ticket, **beside):
        shown = {key: ticket[key] for key in ("id", "number", "subject", "text", "status", "priority")}
        body = {"event": {"id": uuid.uuid4().hex, "at": now()}, "by": "Frank", "ticket": shown, **beside}
        return self.send(json.dumps(body).encode())

    def send(self, raw, secret=SECRET, patience=40):
        """Sends a webhook until it is answered, as far desks do; the status."""
        stamp = str(int(time.time()))
        code = hmac.new(secret.encode(), stamp.encode() + b"." + raw, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Signature": f"v1={code}", "X-Time": stamp}
        deadline = time.monotonic() + patience
        while True:
            try:
                request = urllib.request.Request(self.hook, raw, headers)
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return answer.status
            except urllib.error.HTTPError as error:
                if error.code not in (429, 503):
                    return error.code
            except OSError:
                pass
            if time.monotonic() > deadline:
                return None
            time.sleep(0.2)


def now():
    seconds, rest = divmod(time.time_ns() // 1_000_000, 1_000)
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + f".{rest:03}Z"


def described(url):
    """How the desk's admin would describe it."""
    head = "Authorization: Bearer {{token}}\nContent-Type: application/json\nIdempotency-Key: {{marker}}\n\n"
    comment = 'POST /tickets/{{ticket.id}}/comments\n' + head + '{"text": "{{comment.signed}}", "public": %s}'
    return {
        "signature": "time.body", "signature_prefix": "v1=", "time_header": "X-Time",
        "ticket_id": "$.ticket.id", "ticket_number": "$.ticket.number", "event_id": "$.event.id",
        "time": "$.event.at", "subject": "$.ticket.subject", "description": "$.ticket.text",
        "status": "$.ticket.status", "priority": "$.ticket.priority", "person_name": "$.by",
        "comment": "$.comments[*]", "comment_id": "$.id", "comment_body": "$.text", "comment_public": "$.public",
        "comment_author": "$.author", "url": url,
        "on_open": "POST /tickets\n" + head
        + '{"subject": "{{subject}}", "text": "{{description}}", "priority": "{{priority}}"}',
        "on_comment": comment % "true", "on_private_comment": comment % "false",
        "on_status": "PATCH /tickets/{{ticket.id}}\n" + head.replace("{{marker}}", "{{marker}}s")
        + '{"status": "{{status}}"}',
        "on_priority": "PATCH /tickets/{{ticket.id}}\n" + head.replace("{{marker}}", "{{marker}}p")
        + '{"priority": "{{priority}}"}',
        "on_test": "GET /me\nAuthorization: Bearer {{token}}",
        "made_ticket_id": "$.ticket.id", "made_ticket_number": "$.ticket.number", "made_item_id": "$.id",
    }  # fmt: skip
