"""A desk that shares tickets by the Networked Help Desk protocol, on loopback: it keeps what it is told in memory."""

import hashlib
import http.client
import http.server
import json
import threading
import urllib.parse


class SharingDesk:
    def __init__(self):
        self.agreements = {}
        self.tickets = {}
        self.files = {}
        #: status codes that it answers the next requests with, instead of what it should
        self.moods = []
        self._lock = threading.RLock()
        desk = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                with desk._lock:
                    status, content = desk.answer(self.command, self.path, self.headers, body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = _answer

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                """A hub that is killed breaks its connections."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.url = self.origin + "/sharing"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def id(self, kind, number):
        return hashlib.sha1(f"{self.url.split('://')[1]}/{kind}/{number}".encode()).hexdigest()

    # What it is told

    def answer(self, method, path, headers, body):
        if path.startswith("/files/"):
            return (200, self.files[path]) if path in self.files else (404, b"")
        if self.moods:
            return self.moods.pop(0), b"not now"
        parts = path.split("/")
        if len(parts) != 4 or parts[1] != "sharing":
            return 404, b""
        kind, uuid = parts[2:]
        said = json.loads(body) if body else {}
        if kind == "agreements" and method == "POST":
            if uuid in self.agreements:
                return 422, b""
            self.agreements[uuid] = said
            return 201, b""
        token = headers.get("X-Ticket-Sharing-Token", "")
        known = [one for one in self.agreements.values() if token == f"{one['uuid']}:{one['access_key']}"]
        if not known:
            return (403 if token else 401), b""
        if kind == "agreements":
            known[0].update(said)
            return 200, b""
        ticket = self.tickets.get(uuid)
        if method == "POST":
            if ticket:
                return 422, b""
            self.tickets[uuid] = {**said, "comments": {one["uuid"]: one for one in said.get("comments", [])}}
            return 201, b""
        if not ticket or ticket.get("unshared"):
            return 404, b""
        if method == "DELETE":
            ticket["unshared"] = True
            return 200, b""
        for comment in said.pop("comments", []):
            ticket["comments"].setdefault(comment["uuid"], comment)
        ticket.update(said)
        return 200, b""

    # What its people do

    def ask(self, method, url, said=None, token=None):
        """Status and body of what the hub answers."""
        parts = urllib.parse.urlsplit(url)
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
        headers = {"Content-Type": "application/json", "X-Ticket-Sharing-Version": "1"}
        if token:
            headers["X-Ticket-Sharing-Token"] = token
        connection.request(method, parts.path, json.dumps(said) if said is not None else None, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content

    def actor(self, name="Frank Farmer", role="agent"):
        return {"uuid": self.id("users", name), "name": name, "role": role}

    def invite(self, home):
        """Invites the hub to take its tickets."""
        uuid = self.id("agreements", home)
        agreement = {
            "uuid": uuid,
            "name": "Far desk",
            "sender_url": self.url,
            "receiver_url": home,
            "access_key": hashlib.sha1(b"far key").hexdigest(),
            "status": "pending",
            "current_actor": self.actor(),
        }
        with self._lock:
            self.agreements[uuid] = dict(agreement)
        return uuid, agreement, f"{uuid}:{agreement['access_key']}"

    def comment(self, number, words, public=True, **more):
        return {
            "uuid": self.id("comments", number),
            "author": self.actor(),
            "body": words,
            "authored_at": "2026-01-17 01:01:01 +0100",
            "public": public,
            **more,
        }
