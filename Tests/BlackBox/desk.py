"""A small client of the interface: one desk, one token.

A request is repeated until it is answered: on a lost connection, on 503 and on 429. Each POST bears an Idempotency-Key,
so that a repetition gives the first answer; what a kill left unknown becomes known.
"""

import http.client
import json
import threading
import time
import uuid
from urllib.parse import quote, urlencode


class Answer:
    def __init__(self, status, headers, raw, repeated):
        self.status = status
        self.headers = headers
        self.raw = raw
        self.repeated = repeated

    @property
    def json(self):
        return json.loads(self.raw) if self.raw else None

    @property
    def detail(self):
        try:
            return self.json.get("detail", "")
        except (ValueError, AttributeError):
            return ""


class Refused(Exception):
    def __init__(self, method, path, answer):
        super().__init__(f"{method} {path}: {answer.status} {answer.raw[:300].decode('utf-8', 'replace')}")
        self.status = answer.status
        self.answer = answer


class Unanswered(Exception):
    pass


class Desk:
    patience = 60
    #: it is asked again after what the hub says, but no later than this
    longest_pause = 5

    def __init__(self, hub, slug, name, token):
        self.hub = hub
        self.slug = slug
        self.name = name
        self.token = token
        self._connections = threading.local()

    def __repr__(self):
        return f"Desk({self.slug})"

    def get(self, path, **query):
        return self._accepted("GET", path + _query(query))

    def post(self, path, body=None, key=None):
        return self._accepted("POST", path, body, key=key)

    def patch(self, path, body):
        return self._accepted("PATCH", path, body)

    def put(self, path, body):
        return self._accepted("PUT", path, body)

    def delete(self, path):
        answer = self.call("DELETE", path)
        # The first try may have done it, and its answer been lost.
        if answer.status >= 400 and not (answer.repeated and answer.status in (404, 409)):
            raise Refused("DELETE", path, answer)

    def status_of(self, method, path, body=None):
        """The status alone, for what is expected to be refused."""
        return self.call(method, path, body).status

    def bytes(self, path):
        answer = self.call("GET", path)
        if answer.status != 200:
            raise Refused("GET", path, answer)
        return answer.raw

    def items(self, path, **query):
        """Every item of a list, page after page."""
        query = {"limit": 200, **query}
        found = []
        while True:
            page = self.get(path, **query)
            found += page["items"]
            if not page.get("next_cursor"):
                return found
            query["cursor"] = page["next_cursor"]

    def upload(self, ticket, name, content, content_type="application/octet-stream", **fields):
        boundary = f"----baton{uuid.uuid4().hex}"
        body = b"".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in fields.items()
        )
        body += (
            (
                f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
                f"Content-Type: {content_type}\r\n\r\n"
            ).encode()
            + content
            + f"\r\n--{boundary}--\r\n".encode()
        )
        path = f"tickets/{ticket}/attachments"
        answer = self.call(
            "POST", path, raw=body, headers={"Content-Type": f"multipart/form-data; boundary={boundary}"}
        )
        if answer.status >= 400:
            raise Refused("POST", path, answer)
        return answer.json

    def call(self, method, path, body=None, key=None, headers=None, raw=None, once=False):
        sent = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        if body is not None:
            raw = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        if method == "POST":
            sent.setdefault("Idempotency-Key", key or str(uuid.uuid4()))
        # None leaves a header out.
        sent = {name: value for name, value in sent.items() if value is not None}
        deadline = time.monotonic() + self.patience
        repeated = False
        while True:
            try:
                answer = self._send(method, path, raw, sent, repeated)
                # 502 and 504 are a balancer's words for a node that was lost on the way.
                if once or answer.status not in (429, 502, 503, 504):
                    return answer
                asked = answer.headers.get("Retry-After") or ""
                pause = min(int(asked), self.longest_pause) if asked.isdigit() else 0.2
            except (OSError, http.client.HTTPException) as error:
                self._forget_connection()
                if once or time.monotonic() > deadline:
                    raise Unanswered(f"{method} {path}: {error!r}") from error
                pause = 0.03
            if time.monotonic() > deadline:
                raise Unanswered(f"{method} {path}: still refused after {self.patience} s")
            time.sleep(pause)
            repeated = True

    def _accepted(self, method, path, body=None, key=None):
        answer = self.call(method, path, body, key=key)
        if answer.status >= 400:
            raise Refused(method, path, answer)
        return answer.json

    def _send(self, method, path, raw, headers, repeated):
        connection = getattr(self._connections, "open", None)
        if connection is None:
            connection = self._connections.open = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=30)
        url = path if path.startswith("/") else "/api/v1/" + path
        connection.request(method, quote(url, safe="/?&=%:+,"), body=raw, headers=headers)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read(), repeated)

    def _forget_connection(self):
        connection = getattr(self._connections, "open", None)
        if connection:
            connection.close()
            self._connections.open = None


def _query(query):
    return "?" + urlencode(query) if query else ""
