"""Who may come in at all: tokens, roles, content types, methods, the shape of the request itself."""

import socket

from desk import Desk


def attempt(stage):
    _tokens(stage)
    _roles(stage)
    _content_types(stage)
    _routes(stage)
    _raw(stage)


def _tokens(stage):
    good = stage.admin.token
    bodies = set()
    for name, header in {
        "none": None,
        "empty": "Bearer ",
        "made up": "Bearer nonsense",
        "another scheme": f"Basic {good}",
        "cut short": f"Bearer {good[:-1]}",
        "altered": f"Bearer {good[:-1]}{'A' if good[-1] != 'A' else 'B'}",
        "too long": f"Bearer {good}{good}",
        "twice": f"Bearer {good} {good}",
        "not ASCII": "Bearer \xfc\xfc",
    }.items():
        desk = Desk(stage.hub, "", "", "")
        answer = desk.call("GET", "tickets", headers={"Authorization": header})
        stage.refused(f"token: {name}", answer, 401)
        bodies.add(answer.raw)
    stage.report.check("A30: each is refused with the same words", len(bodies) == 1, bodies)
    _revocation(stage)


def _revocation(stage):
    """A token that was used a moment ago is refused by the first request after its end."""
    made = stage.admin.post("tokens", {"label": "for a moment"})
    short = Desk(stage.hub, "", "", made["token"])
    used = [short.call("GET", "tickets").status for _ in range(3)]
    stage.report.check("a token of one's own works", used == [200] * 3, used)
    gone = stage.admin.call("DELETE", f"tokens/{made['id']}")
    stage.refused("a token: revoked", short.call("GET", "tickets"), 401)
    stage.report.check("revoking is answered", gone.status == 204, gone.raw)


def _roles(stage):
    own = stage.admin.post("tickets", {"subject": "For the light agent to look at"})["id"]
    for desk, name, requests in (
        (
            stage.light,
            "light agent",
            [
                ("POST", "tickets", {"subject": "a"}),
                ("PATCH", f"tickets/{own}", {"priority": "high"}),
                ("POST", f"tickets/{own}/handoffs", {"partnership": stage.partnership}),
            ],
        ),
        (stage.agent, "agent", []),
    ):
        requests += [
            ("POST", "statuses", {"name": "a", "category": "new"}),
            ("POST", "partnerships", {"name": "a"}),
            ("POST", "agents", {"email": "new@alpha.example", "name": "New", "role": "admin"}),
            ("POST", f"partnerships/{stage.partnership}/end", {"open_handoffs": "settle"}),
            ("PUT", f"partnerships/{stage.partnership}/sharing", {"audiences": ["partner", "public"]}),
        ]
        for method, path, body in requests:
            shown = path.replace(own, "{id}").replace(stage.partnership, "{id}")
            stage.refused(f"{name}: {method} {shown}", desk.call(method, path, body), 403)
    stage.report.check(
        "a light agent reads and comments",
        stage.light.call("GET", f"tickets/{own}").status == 200
        and stage.light.call("POST", f"tickets/{own}/comments", {"body": "seen"}).status == 201,
    )


def _content_types(stage):
    raw = b'{"subject":"a"}'
    for kind in (
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
        "application/json5",
        "nonsense",
        "",
    ):
        answer = stage.admin.call("POST", "tickets", raw=raw, headers={"Content-Type": kind})
        stage.refused(f"content type {kind!r}", answer, 415)
    fine = stage.admin.call("POST", "tickets", raw=raw, headers={"Content-Type": "application/json; charset=utf-8"})
    stage.report.check("application/json with a charset is taken", fine.status == 201, fine.raw)


def _routes(stage):
    stage.refused("an unknown route", stage.admin.call("GET", "nonsense"), 404)
    stage.refused("an unknown method", stage.admin.call("DELETE", "tickets"), 404, 405)
    stage.refused("an unknown verb of a handoff", stage.admin.call("POST", "handoffs/x/explode", {}), 404)
    for header in ("X-Tenant", "X-Forwarded-Host", "Host"):
        answer = stage.admin.call("GET", f"tickets/{stage.foreign_ticket}", headers={header: "beta"})
        stage.report.check(f"A29: {header} does not choose the tenant", answer.status == 404, answer.raw)


def _raw(stage):
    """Requests that no client library would send."""
    head = f"POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {stage.admin.token}\r\n".encode()
    for name, sent in {
        "not HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        "length and chunks": head + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "a negative length": head + b"Content-Length: -5\r\n\r\n",
        "a length beyond 64 bits": head + b"Content-Length: " + b"9" * 30 + b"\r\n\r\n",
        "200 KB of headers": head + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
        "a chunk size beyond all": head + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    }.items():
        first = _send(stage.hub.port, sent)
        fine = first == b"" or b" 4" in first[:13]
        stage.report.check(f"raw: {name} -> {first[9:12].decode('latin-1') or 'closed'}", fine, first)


def _send(port, sent):
    with socket.create_connection(("127.0.0.1", port), 10) as line:
        line.settimeout(5)
        try:
            line.sendall(sent)
            return line.recv(200)
        except (ConnectionError, TimeoutError):
            return b""
