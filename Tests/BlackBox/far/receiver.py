"""A desk's own system that is told of what happens, on loopback: it keeps what came, and answers as it is told to."""

import http.server
import json
import threading

from standardwebhooks.webhooks import Webhook, WebhookVerificationError


class Told:
    def __init__(self, headers, body):
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = body
        self.json = json.loads(body)

    @property
    def id(self):
        return self.headers["webhook-id"]

    @property
    def type(self):
        return self.json["type"]

    def is_signed_by(self, secret):
        """Whether the library that the specification brings takes it for genuine."""
        try:
            Webhook(secret).verify(self.body, self.headers)
        except WebhookVerificationError:
            return False
        return True


class Receiver:
    """One path of a server; `mode` is what it answers: a status, `hang`, or `redirect`."""

    def __init__(self):
        self.told = []
        self.mode = 204
        self.redirected = 0
        self._lock = threading.Lock()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                receiver.take(self)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                """A hub that is killed breaks its connections."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?token=in-the-address"
        self.released = threading.Event()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def take(self, request):
        body = request.rfile.read(int(request.headers.get("content-length", 0)))
        if request.path == "/elsewhere":
            self.redirected += 1
        mode = self.mode
        with self._lock:
            self.told.append(Told(dict(request.headers), body))
        if mode == "hang":
            self.released.wait(60)
            return
        status, words = (307, b"") if mode == "redirect" else (mode, b"" if mode == 204 else b"said\n")
        request.send_response(status)
        if status == 307:
            request.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        if status != 204:
            request.send_header("Content-Length", str(len(words)))
        request.end_headers()
        request.wfile.write(words)

    def all(self):
        with self._lock:
            return list(self.told)

    def of(self, kind):
        return [told for told in self.all() if told.type == kind]

    def forget(self):
        with self._lock:
            self.told.clear()

    def close(self):
        self.released.set()
        self.server.shutdown()
