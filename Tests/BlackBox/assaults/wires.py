"""Requests smuggled behind others, and lines that are no lines: what a client library would never send (A66, A23, A29)."""

import socket
import uuid

from . import dear

_CRLF = b"\r\n"


def attack(ground):
    wires = Wires(ground)
    wires.smuggle()
    wires.break_lines()
    wires.pipeline()
    wires.speak_others()


class Wires:
    def __init__(self, ground):
        self.ground = ground
        self.token = ground.alpha.token.encode()

    def smuggle(self):
        """A ticket is hidden where one of two readers sees a second request; it must never come to be, and the connection
        is worth nothing afterwards."""
        wrong, attempts = [], 0
        # The same without a trick is two requests.
        good = self._exchange(self._head(b"Content-Length: 18\r\n") + b'{"subject":"good"}' + self._health())
        if _statuses(good) != [201, 200]:
            wrong.append(f"nothing hidden: {good!r}")
        for name, request in self._hidings():
            answers, cpu, memory = self.ground.cost(lambda sent=request: self._exchange(sent + self._health()))
            attempts += 1
            wrong += [f"{name}: {why}" for why in _refused_and_closed(answers)]
            wrong += dear(name, cpu, memory)
        wrong += self._smuggled()
        self.ground.tally.tried("A66", "no request hides behind another", attempts, wrong)

    def _hidings(self):
        hidden = self._ticket()
        chunked = b"0" + _CRLF * 2 + hidden
        length = b"Content-Length: %d\r\n" % len(chunked)
        for name, line in {
            "length and chunks": length + b"Transfer-Encoding: chunked\r\n",
            "chunks and length": b"Transfer-Encoding: chunked\r\n" + length,
            "two lengths": b"Content-Length: 5\r\n" + length,
            "two lengths in one line": b"Content-Length: 5, %d\r\n" % len(chunked),
            "chunks that are not chunks": length + b"Transfer-Encoding: xchunked\r\n",
            "chunks, then something else": length + b"Transfer-Encoding: chunked, identity\r\n",
            "two encodings": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n" + length,
            "chunks after a tab": length + b"Transfer-Encoding:\tchunked\r\n",
            "chunks after a vertical tab": length + b"Transfer-Encoding: \x0bchunked\r\n",
            "chunks with a mark": length + b'Transfer-Encoding: "chunked"\r\n',
            "a blank before the colon": length + b"Transfer-Encoding : chunked\r\n",
            "a length with a blank before the colon": b"Content-Length : %d\r\n" % len(chunked),
            "a length with a plus": b"Content-Length: +%d\r\n" % len(chunked),
            "a length below nothing": b"Content-Length: -1\r\n",
            "a length in hexadecimal": b"Content-Length: 0x%x\r\n" % len(chunked),
            "a length with a point": b"Content-Length: %d.0\r\n" % len(chunked),
            "a length with an underscore": b"Content-Length: 1_0\r\n",
            "a length with a blank inside": b"Content-Length: 1 0\r\n",
            "an empty length": b"Content-Length:\r\n",
            "a length beyond 64 bits": b"Content-Length: 18446744073709551621\r\n",
            "a folded length": b"Content-Length:\r\n %d\r\n" % len(chunked),
            "a folded encoding": length + b"Transfer-Encoding:\r\n chunked\r\n",
            "an encoding that a lone return hides": length + b"X: a\rTransfer-Encoding: chunked\r\n",
            "an encoding that a lone line feed hides": length + b"X: a\nTransfer-Encoding: chunked\r\n",
            "an encoding behind a NUL": length + b"X: a\0\r\nTransfer-Encoding: chunked\r\n",
            "a name with a NUL": length + b"Transfer-Encoding\0: chunked\r\n",
            "a line without a colon": length + b"Transfer-Encoding chunked\r\n",
            "a line that begins with a colon": length + b": chunked\r\n",
        }.items():
            yield name, self._head(line) + chunked
        for name, chunk in {
            "a size that is no number": b"zz\r\n",
            "a size with a sign": b"-1\r\n",
            "a size with a plus": b"+5\r\nabcde\r\n0\r\n\r\n",
            "a size with 0x": b"0x5\r\nabcde\r\n0\r\n\r\n",
            "a size beyond 64 bits": b"10000000000000005\r\nabcde\r\n0\r\n\r\n",
            "a size with a blank before it": b" 5\r\nabcde\r\n0\r\n\r\n",
            "a size ended by a line feed": b"5\nabcde\r\n0\r\n\r\n",
            "an extension with a line feed in it": b"5;a\nb\r\nabcde\r\n0\r\n\r\n",
            "a chunk longer than its size": b"5\r\nabcdefgh\r\n0\r\n\r\n",
            "a chunk ended by other bytes": b"5\r\nabcdeXX0\r\n\r\n",
            "a chunk ended by a line feed": b"5\r\nabcde\n0\r\n\r\n",
        }.items():
            yield name, self._head(b"Transfer-Encoding: chunked\r\n") + chunk + hidden

    def break_lines(self):
        """Lines of a request that are none."""
        good = b"Host: x\r\nAuthorization: Bearer " + self.token + _CRLF
        wrong, attempts = [], 0
        for name, request in {
            "a blank before the name of a header": b"GET /api/v1/me HTTP/1.1\r\n Host: x\r\n" + good,
            "a header without a name": b"GET /api/v1/me HTTP/1.1\r\n: x\r\n" + good,
            "a name that is no word": b"GET /api/v1/me HTTP/1.1\r\nX(Y): x\r\n" + good,
            "a NUL in a value": b"GET /api/v1/me HTTP/1.1\r\nX: a\0b\r\n" + good,
            "a lone return in a value": b"GET /api/v1/me HTTP/1.1\r\nX: a\rb\r\n" + good,
            "a lone line feed in a value": b"GET /api/v1/me HTTP/1.1\r\nX: a\nb\r\n" + good,
            "a NUL in the address": b"GET /api/v1/me\0 HTTP/1.1\r\n" + good,
            "a tab in the address": b"GET /api/v1/\tme HTTP/1.1\r\n" + good,
            "a line end in the address": b"GET /api/v1/me\r\nX: y HTTP/1.1\r\n" + good,
            "no version": b"GET /api/v1/me\r\n" + good,
            "version 9.9": b"GET /api/v1/me HTTP/9.9\r\n" + good,
            "version 1.1.1": b"GET /api/v1/me HTTP/1.1.1\r\n" + good,
            "another protocol": b"GET /api/v1/me ICE/1.0\r\n" + good,
            "a method with a mark": b"G(T /api/v1/me HTTP/1.1\r\n" + good,
            "no address": b"GET  HTTP/1.1\r\n" + good,
            "nothing but blanks": b"   \r\n" + good,
        }.items():
            answers, cpu, memory = self.ground.cost(lambda sent=request: self._exchange(sent + _CRLF + self._health()))
            attempts += 1
            wrong += [f"{name}: {why}" for why in _refused_and_closed(answers)]
            wrong += dear(name, cpu, memory)
        self.ground.tally.tried("A66", "a line that is none ends the connection", attempts, wrong)

    def pipeline(self):
        """Two desks on one connection: each request is answered for its own token, and one that is refused opens nothing to
        the next."""
        wrong, rounds = [], 200 if self.ground.is_full else 40
        for index in range(rounds):
            desks = [self.ground.desks[slug] for slug in ("alpha", "omega", "beta", "omega", "alpha")]
            sent = b"".join(self._get(b"/api/v1/me", desk.token.encode()) for desk in desks)
            sent += self._get(b"/api/v1/me", b"") + self._get(
                b"/api/v1/tickets/" + str(uuid.uuid4()).encode(), self.token
            )
            sent += self._get(b"/api/v1/me", b"bat_" + b"0" * 84) + self._health()
            answers = self._exchange(sent)
            statuses = _statuses(answers)
            if statuses != [200] * 5 + [401, 404, 401, 200]:
                wrong.append(f"round {index}: {statuses}")
            places = [answers.find(b"boss@%s.example" % desk.slug.encode()) for desk in desks[:3]]
            if places != sorted(places) or -1 in places:
                wrong.append(f"round {index}: answers in another order: {places}")
        self.ground.tally.tried("A31", "each of many requests on one connection is its own token's", rounds * 9, wrong)
        wrong = []
        for index in range(rounds):
            # Cut off in the middle of what it sends, or before it has read what it gets.
            with socket.create_connection(("127.0.0.1", self.ground.hub.port), 10) as line:
                whole = self._ticket(b"cut off") if index % 2 else self._get(b"/api/v1/tickets?limit=200", self.token)
                line.sendall(whole[: -index % 37 - 1] if index % 4 == 1 else whole)
            answers = self._exchange(
                self._get(b"/api/v1/tickets?limit=200", self.ground.omega.token.encode()) + self._health()
            )
            if _statuses(answers) != [200, 200] or b'"items":[]' not in answers:
                wrong.append(f"after request {index} was cut off: {answers[:300]!r}")
        self.ground.tally.tried("A31", "a request that breaks off leaves nothing to the next", rounds, wrong)

    def speak_others(self):
        """Other protocols, hosts and ways to name an address; none leads anywhere else."""
        bearer = b"Authorization: Bearer " + self.token + _CRLF
        end = b"Connection: close\r\n\r\n"
        wrong = []
        attempts = {
            "HTTP/2 from the start": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0", (400, None)),
            "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", (400, None)),
            "an upgrade to HTTP/2": (
                b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n",
                (200,),
            ),
            "an upgrade to a web socket": (
                b"GET /desk/alpha/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
                (303, 401, 400),
            ),
            "CONNECT": (
                b"CONNECT 127.0.0.1:25 HTTP/1.1\r\nHost: 127.0.0.1:25\r\n" + bearer + end,
                (400, 404, 405, None),
            ),
            "TRACE": (b"TRACE /api/v1/me HTTP/1.1\r\nHost: x\r\n" + bearer + end, (404, 405)),
            "a whole address of another host": (
                b"GET http://omega.example/api/v1/me HTTP/1.1\r\nHost: omega.example\r\n" + bearer + end,
                (200, 400, 404),
            ),
            "another host's name": (
                b"GET /api/v1/me HTTP/1.1\r\nHost: omega.example\r\nX-Forwarded-Host: omega\r\nX-Tenant: omega\r\n"
                + bearer
                + end,
                (200,),
            ),
            "two hosts": (
                b"GET /api/v1/me HTTP/1.1\r\nHost: alpha.example\r\nHost: omega.example\r\n" + bearer + end,
                (200, 400),
            ),
            "a path that climbs": (
                b"GET /api/v1/../../desk/omega/tickets HTTP/1.1\r\nHost: x\r\n" + bearer + end,
                (404, 400),
            ),
            "a path with a fragment": (b"GET /healthz#/../api HTTP/1.1\r\nHost: x\r\n" + end, (200, 400, 404)),
            "a star": (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n" + end, (400, 404, 405)),
        }
        for name, (request, statuses) in attempts.items():
            # After an upgrade that was not to be, the hub waits for what nobody will say.
            enough = b"\r\n\r\n" if "upgrade" in name else None
            answers, cpu, memory = self.ground.cost(
                lambda sent=request, end=enough: exchange(self.ground.hub.port, sent, until=end)
            )
            found = (_statuses(answers) or [None])[0]
            if found not in statuses:
                wrong.append(f"{name}: {found} {answers[:200]!r}")
            if b"omega" in answers.lower().replace(b"omega.example", b"") or b"101 Switching" in answers:
                wrong.append(f"{name}: {answers[:300]!r}")
            wrong += dear(name, cpu, memory)
        self.ground.tally.tried(
            "A29", "no host, path or protocol on the wire leads to another desk", len(attempts), wrong
        )

    # What goes over the wire.

    def _head(self, lines):
        return (
            b"POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
            + self.token
            + _CRLF
            + lines
            + _CRLF
        )

    def _ticket(self, subject=b"smuggled"):
        body = b'{"subject":"%s"}' % subject
        return self._head(b"Content-Length: %d\r\n" % len(body)) + body

    @staticmethod
    def _get(path, token):
        return b"GET " + path + b" HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + _CRLF * 2

    @staticmethod
    def _health():
        return b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

    def _exchange(self, sent):
        """Sends all, reads until the hub closes."""
        return exchange(self.ground.hub.port, sent)

    def _smuggled(self):
        return [
            f"{ticket['number']} was smuggled in"
            for ticket in self.ground.alpha.items("tickets")
            if ticket["subject"] == "smuggled"
        ]


def exchange(port, sent, patience=10, until=None):
    answers = b""
    with socket.create_connection(("127.0.0.1", port), patience) as line:
        line.settimeout(patience)
        try:
            line.sendall(sent)
            while piece := line.recv(65_536):
                answers += piece
                if until and until in answers:
                    break
        except TimeoutError:
            answers += b"<it is kept open>"
        except OSError:
            pass
    return answers


def _statuses(answers):
    return [int(answer[:3]) for answer in answers.split(b"HTTP/1.1 ")[1:]]


def _refused_and_closed(answers):
    """One refusal and no word more, or none at all."""
    statuses = _statuses(answers)
    if b"<it is kept open>" in answers:
        yield f"the connection is kept open: {statuses}"
    if any(status < 400 or status >= 500 for status in statuses) or len(statuses) > 1:
        yield f"answered with {statuses}"
