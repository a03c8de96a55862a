"""A connection that says and hears bytes, so that what is measured is the hub and not the client's library."""

import json
import socket
import uuid


class Line:
    def __init__(self, desk):
        self._socket = socket.create_connection(("127.0.0.1", desk.hub.port), timeout=10)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = f"Host: 127.0.0.1:{desk.hub.port}\r\nAuthorization: Bearer {desk.token}\r\n"

    def get(self, path):
        return self._ask(f"GET /api/v1/{path} HTTP/1.1\r\n{self._head}\r\n".encode())

    def post(self, path, body):
        text = json.dumps(body)
        return self._ask(
            f"POST /api/v1/{path} HTTP/1.1\r\n{self._head}Content-Type: application/json\r\n"
            f"Idempotency-Key: {uuid.uuid4()}\r\nContent-Length: {len(text)}\r\n\r\n{text}".encode()
        )

    def _ask(self, request):
        """The answer's head and body; raises where it is no success."""
        self._socket.sendall(request)
        heard = self._socket.recv(65_536)
        while (end := heard.find(b"\r\n\r\n")) < 0:
            heard += self._more()
        if heard[9:10] != b"2":
            raise OSError(f"refused: {heard[:200]}")
        at = heard.lower().index(b"content-length:", 0, end)
        length = int(heard[at + 15:heard.index(b"\r\n", at)])
        while len(heard) < end + 4 + length:
            heard += self._more()
        return heard

    def _more(self):
        more = self._socket.recv(262_144)
        if not more:
            raise OSError("the hub closed the connection")
        return more
