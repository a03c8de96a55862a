"""Methods, slashes and escapes in addresses; the forms of If-Match."""

import http.client


def attempt(stage):
    _methods(stage)
    _escapes(stage)
    _versions(stage)


def _methods(stage):
    for path, allowed in (
        ("/api/v1/tickets", {"GET", "HEAD", "POST"}),
        (f"/api/v1/tickets/{stage.ticket}", {"GET", "HEAD", "PATCH"}),
        ("/healthz", {"GET", "HEAD"}),
    ):
        for method in ("DELETE", "PUT", "OPTIONS", "TRACE", "PROPFIND"):
            status, headers, _ = _send(stage, method, path)
            found = set((headers.get("Allow") or "").split(", "))
            name = path.replace(stage.ticket, "{id}")
            fine = (status, found) == (405, allowed)
            stage.report.check(f"{method} {name} -> {status}, with what is allowed", fine, found)
        status, headers, raw = _send(stage, "HEAD", path)
        length = int(headers.get("Content-Length") or 0)
        stage.report.check(f"HEAD {name} tells the length and no more", status == 200 and length > 0 and raw == b"")


def _escapes(stage):
    number = stage.admin.get(f"tickets/{stage.ticket}")["number"]
    for name, path, expected in (
        ("an escaped digit", f"tickets/%3{number}", 200),
        ("an escaped hyphen", f"tickets/{stage.ticket.replace('-', '%2d')}", 200),
        ("an id in capitals", f"tickets/{stage.ticket.upper()}", 200),
        ("escaped twice", f"tickets/%253{number}", 404),
        ("an escaped slash", f"tickets/%2f{number}", 404),
        ("a NUL behind it", f"tickets/{number}%00", 404),
        ("a leading zero", f"tickets/0{number}", 404),
        ("a way up", f"teams/../tickets/{number}", 404),
        ("a half escape", "tickets/%", 404),
        ("broken UTF-8", "tickets/%ff", 404),
        ("digits of another script", "tickets/%D9%A1", 404),
    ):
        status, _, raw = _send(stage, "GET", "/api/v1/" + path)
        stage.report.check(f"address: {name} -> {status}", status == expected, raw)


def _versions(stage):
    path = f"tickets/{stage.admin.post('tickets', {'subject': 'For If-Match'})['id']}"
    tag = stage.admin.call("GET", path).headers["ETag"]
    inner = tag.strip('"')
    for match, status in {
        "*": 200,
        tag: 200,
        f"W/{tag}": 412,
        f'"0{inner}"': 412,
        f'"+{inner}"': 412,
        '""': 412,
        '"99999999999999999999"': 412,
        f'{tag}, "9"': 400,
        '"': 400,
        "": 400,
    }.items():
        answer = stage.admin.call("PATCH", path, {}, headers={"If-Match": match})
        stage.report.check(f"If-Match: {match} -> {answer.status}", answer.status == status, answer.raw)
    unchanged = stage.admin.call("GET", path).headers["ETag"]
    stage.report.check("a PATCH of nothing is no change", unchanged == tag, unchanged)


def _send(stage, method, path):
    """As it stands: the client of the desks escapes addresses."""
    line = http.client.HTTPConnection("127.0.0.1", stage.hub.port, timeout=10)
    line.request(method, path, headers={"Authorization": f"Bearer {stage.admin.token}"})
    response = line.getresponse()
    answer = response.status, response.headers, response.read()
    line.close()
    return answer
