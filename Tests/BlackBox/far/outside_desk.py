"""What the doubles of external desks have in common: a server on loopback that may lose its answers, and webhooks."""

import http.client
import http.server
import json
import threading
import urllib.parse


class OutsideDesk:
    """Keeps tickets as dictionaries: subject, status, comments (public, author, text), files by name."""

    def __init__(self):
        self.tickets = {}
        self.refused = 0
        self.hook_url = None
        self.answers = []
        self._to_lose = 0
        self.lock = threading.RLock()
        desk = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _serve(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                desk._serve(self, body)

            do_GET = do_POST = do_PUT = do_PATCH = _serve

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                """A hub that is killed breaks its connections."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def lose(self, count):
        """The next writes are done, and nobody is told."""
        with self.lock:
            self._to_lose = count

    def _serve(self, request, body):
        path, _, query = request.path.partition("?")
        asked = dict(urllib.parse.parse_qsl(query))
        steps = [urllib.parse.unquote(step) for step in path.strip("/").split("/")]
        with self.lock:
            status, value, headers = self.answer(request.command, steps, asked, dict(request.headers.items()), body)
            if request.command != "GET" and status < 300 and self._to_lose > 0:
                self._to_lose -= 1
                request.close_connection = True
                return
        words = value if isinstance(value, bytes) else json.dumps(value).encode()
        request.send_response(status)
        for name, header in headers.items():
            request.send_header(name, header)
        request.send_header("Content-Length", str(len(words)))
        request.end_headers()
        request.wfile.write(words)

    def tell(self, body, headers):
        """Sends a webhook; what the hub answered is kept."""
        bytes_ = json.dumps(body).encode()
        place = urllib.parse.urlsplit(self.hook_url)
        connection = http.client.HTTPConnection(place.hostname, place.port, timeout=30)
        connection.request(
            "POST", place.path, bytes_, {"Content-Type": "application/json", **headers(bytes_), "Connection": "close"}
        )
        answer = connection.getresponse()
        answer.read()
        connection.close()
        self.answers.append(answer.status)
        return answer.status

    # What a story looks at

    def newest(self):
        with self.lock:
            return list(self.tickets)[-1] if self.tickets else None

    def status(self, ticket):
        with self.lock:
            return self.tickets[ticket]["status"]

    def said(self, ticket, words):
        """The comments that hold these words: whether each is public, and by whom it is."""
        with self.lock:
            return [(public, author) for public, author, text in self.tickets[ticket]["comments"] if words in text]

    def files(self, ticket):
        with self.lock:
            return dict(self.tickets[ticket]["files"])

    def close(self):
        self.server.shutdown()
        self.server.server_close()
