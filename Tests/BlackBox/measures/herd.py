"""Many requests over many connections, from processes of their own: the client must not be what is measured."""

import json
import multiprocessing
import selectors
import socket
import time

from . import NotMeasured

PROCESSES = 3
CONNECTIONS = 32


def run(desk, requests):
    """Sends each (path, body) as a POST once, as fast as they are answered; the answers' bodies, in their order."""
    requests = list(requests)
    with multiprocessing.Pool(PROCESSES) as pool:
        parts = pool.starmap(
            _send, [(desk.hub.port, desk.token, requests[number::PROCESSES]) for number in range(PROCESSES)])
    answers = [None] * len(requests)
    for number, part in enumerate(parts):
        answers[number::PROCESSES] = part
    return answers


def _send(port, token, requests):
    """One process's share, over all of its connections at once."""
    head = f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
    answers = [None] * len(requests)
    waiting = iter(enumerate(requests))
    selector = selectors.DefaultSelector()
    for _ in range(min(CONNECTIONS, len(requests))):
        line = socket.create_connection(("127.0.0.1", port), timeout=30)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        selector.register(line, selectors.EVENT_READ, _next(line, waiting, head))
    left, deadline = len(requests), time.monotonic() + 300
    while left and time.monotonic() < deadline:
        for key, _ in selector.select(1):
            number, heard = key.data
            heard += key.fileobj.recv(65_536)
            body = _body(heard)
            if body is None:
                selector.modify(key.fileobj, selectors.EVENT_READ, (number, heard))
                continue
            if heard[9:10] != b"2":
                raise NotMeasured(f"refused: {heard[:300]}")
            answers[number] = body
            left -= 1
            following = _next(key.fileobj, waiting, head)
            if following is None:
                selector.unregister(key.fileobj)
                key.fileobj.close()
            else:
                selector.modify(key.fileobj, selectors.EVENT_READ, following)
    if left:
        raise NotMeasured(f"{left} requests are not answered")
    return answers


def _next(line, waiting, head):
    """Sends the next request; its number, with nothing heard yet. None where all are sent."""
    found = next(waiting, None)
    if found is None:
        return None
    number, (path, body) = found
    text = json.dumps(body)
    line.sendall(f"POST /api/v1/{path} HTTP/1.1\r\n{head}Content-Length: {len(text)}\r\n\r\n{text}".encode())
    return number, b""


def _body(heard):
    """What stands behind the head of an answer that has come whole, else None."""
    end = heard.find(b"\r\n\r\n")
    if end < 0:
        return None
    at = heard.lower().find(b"content-length:", 0, end)
    length = int(heard[at + 15:heard.index(b"\r\n", at)]) if at >= 0 else 0
    return heard[end + 4:] if len(heard) >= end + 4 + length else None
