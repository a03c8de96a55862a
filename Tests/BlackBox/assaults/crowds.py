"""Clients that are slow, many, greedy or never read (A67, A38): what they cost is counted in processor time and memory."""

import http.client
import resource
import socket

from desk import Unanswered
from hub import Hub

from . import Ground, cpu_seconds, dear, resident
from .wires import exchange


def attack(ground):
    _slow(ground)
    _never_reading(ground)
    _parsers(ground)
    _neighbours(ground)


def _slow(ground):
    """Heads and bodies that never end, on many connections; others are served as if they were not there."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8_192), hard))
    most = min(hard, 8_192) - 200
    count = min(most, 2_000 if ground.is_full else 500)
    token = ground.alpha.token.encode()
    head = (
        b"POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
        + token
        + b"\r\n"
    )
    ticket = ground.alpha.post("tickets", {"subject": "With a file"})["id"].encode()
    wrong = []
    for name, sent in {
        "nothing": b"",
        "half a line": b"GET /api/v1/tick",
        "a head without an end": head + b"X-Slow: ",
        "a body that does not come": head + b"Content-Length: 1000000\r\n\r\n{",
        "chunks that do not come": head + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
        "a file that does not come": b"POST /api/v1/tickets/"
        + ticket
        + b"/attachments HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + token
        + b'\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 90000000\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx',
        "a password that does not come": b"POST /sign-in HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\na=",
    }.items():
        cpu, memory = cpu_seconds(ground.hub), resident(ground.hub)
        lines = [socket.create_connection(("127.0.0.1", ground.hub.port), 10) for _ in range(count)]
        for line in lines:
            line.sendall(sent)
        # Each adds a byte, as slowly as it likes.
        for line in lines[::5]:
            try:
                line.sendall(b"x")
            except OSError:
                pass
        statuses = [ground.omega.call("GET", "me", once=True).status for _ in range(20)]
        statuses.append(ground.omega.call("POST", "tickets", {"subject": "served meanwhile"}, once=True).status)
        if statuses != [200] * 20 + [201]:
            wrong.append(f"meanwhile others get {statuses}")
        wrong += dear(f"{count} times {name}", cpu_seconds(ground.hub) - cpu, resident(ground.hub) - memory)
        for line in lines:
            line.close()
    ground.tally.tried("A67", f"{count} clients that send slowly hold up nobody", count * 7, wrong)


def _never_reading(ground):
    """They ask again and again and read nothing: one answer waits for each of them, not a hundred."""
    for _ in range(20):
        ground.alpha.post("tickets", {"subject": "Much to read", "description": "x" * 20_000})
    ask = (
        b"GET /api/v1/tickets?limit=10 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + ground.alpha.token.encode()
        + b"\r\n\r\n"
    )
    wrong, count = [], 40
    cpu, memory = cpu_seconds(ground.hub), resident(ground.hub)
    lines = []
    for _ in range(count):
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        line.connect(("127.0.0.1", ground.hub.port))
        line.setblocking(False)
        lines.append(line)
    for line in lines:
        for _ in range(100):
            try:
                line.sendall(ask)
            except OSError:
                break
    for _ in range(20):
        if ground.omega.call("GET", "me", once=True).status != 200:
            wrong.append("others are not served meanwhile")
    wrong += dear(
        f"{count} clients that never read", cpu_seconds(ground.hub) - cpu, resident(ground.hub) - memory, factor=5
    )
    for line in lines:
        line.close()
    ground.tally.tried("A67", "who never reads is not written to without end", count * 100, wrong)


def _parsers(ground):
    """What parsers stumbled over elsewhere: nested forms, ranges, fields without number, and dates."""
    bearer = {"Authorization": f"Bearer {ground.alpha.token}"}
    ticket = ground.alpha.post("tickets", {"subject": "With a file"})["id"]
    file = ground.alpha.upload(ticket, "a.bin", b"0123456789" * 100)["id"]
    wrong, attempts = [], 0
    for span in (
        "bytes=0-",
        "bytes=-1",
        "bytes=5-2",
        "bytes=99999999999999999999-",
        "bytes=0-99999999999999999999",
        "bytes=-9223372036854775808",
        "bytes=" + ",".join(f"{n}-{n}" for n in range(1_000)),
        "bytes=0-0,0-0,0-0",
        "bytes=--1",
        "bytes=a-b",
        "bytes",
        "lines=1-2",
        "bytes= 0-1",
        "bytes=0-1;",
        "bytes=9223372036854775807-9223372036854775807",
    ):
        for value in ({"Range": span}, {"Range": span, "If-Range": '"x"'}):
            answer, cpu, memory = ground.cost(
                lambda v=value: ground.alpha.call("GET", f"attachments/{file}", headers={**bearer, **v}, once=True)
            )
            attempts += 1
            if answer.status not in (200, 206, 400, 416) or len(answer.raw) > 4_000:
                wrong.append(f"{span[:40]}: {answer.status}, {len(answer.raw)} bytes")
            wrong += dear(span[:40], cpu, memory)
    for name, body in {
        "a form of 5,000 levels": b"a" + b"[a]" * 5_000 + b"=1",
        "100,000 fields": b"&".join(b"a=1" for _ in range(100_000)),
        "only marks": b"&" * 900_000,
        "only equals": b"=" * 900_000,
        "percent signs": b"%" * 500_000,
        "half a sign": b"a=%",
        "a broken sign": b"a=%zz",
        "no UTF-8": b"a=%ff%fe",
        "a NUL": b"a=%00",
        "a megabyte of plus": b"a=" + b"+" * 1_000_000,
        "a list": b"a[]=1&a[]=2",
    }.items():
        for address in ("/sign-in", "/language"):
            headers = (
                b"POST "
                + address.encode()
                + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            )
            sent = headers + b"Content-Length: %d\r\n\r\n" % len(body) + body
            answer, cpu, memory = ground.cost(lambda s=sent: exchange(ground.hub.port, s))
            attempts += 1
            status = answer[9:12]
            # What is refused while it is being sent may end in a broken connection.
            if status and (status[:1] not in b"34" or b"X-Pwn" in answer):
                wrong.append(f"{name} at {address}: {answer[:80]!r}")
            wrong += dear(f"{name} at {address}", cpu, memory)
    boundaries = {
        "no boundary": "multipart/form-data",
        "an empty boundary": "multipart/form-data; boundary=",
        "a long boundary": "multipart/form-data; boundary=" + "x" * 500,
        "a boundary with a line end": 'multipart/form-data; boundary="a\\r\\nb"',
        "two boundaries": "multipart/form-data; boundary=a; boundary=b",
        "another kind": "multipart/mixed; boundary=b",
        "a boundary of dashes": "multipart/form-data; boundary=--",
        "a blank boundary": 'multipart/form-data; boundary=" "',
    }
    bodies = {
        "10,000 parts": b'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n' * 10_000 + b"--b--\r\n",
        "10,000 headers": b"--b\r\n" + b"X: y\r\n" * 10_000 + b"\r\n\r\n--b--\r\n",
        "nothing but boundaries": b"--b\r\n" * 50_000,
        "almost boundaries": b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
        + b"\r\n--\r\n-b" * 50_000
        + b"\r\n--b--\r\n",
        "a part in a part": b"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\n--c--\r\n--b--\r\n",
    }
    for kind, body in [(kind, next(iter(bodies.values()))) for kind in boundaries.values()] + [
        ("multipart/form-data; boundary=b", body) for body in bodies.values()
    ]:
        answer, cpu, memory = ground.cost(lambda k=kind, b=body: _post(ground, f"tickets/{ticket}/attachments", b, k))
        attempts += 1
        if answer not in (201, 400, 413, 415, 422, None):
            wrong.append(f"{kind[:60]}: {answer}")
        wrong += dear(kind[:60], cpu, memory)
    for name, value in {
        "32 KB of a header": "x" * 32_000,
        "a cookie of 8,000 parts": "a=b;" * 8_000,
        "1,000 languages": ",".join(f"en;q=0.{n}" for n in range(1_000)),
        "odd weights": "en;q=1e400,nl;q=NaN,*;q=-1",
    }.items():
        for header in ("Cookie", "Accept-Language", "Accept", "If-None-Match", "If-Match", "Accept-Encoding"):
            answer, cpu, memory = ground.cost(lambda h=header, v=value: _get(ground, "/sign-in", {h: v}))
            attempts += 1
            if answer not in (200, 303, 400, 412, 413, 431, None):
                wrong.append(f"{header} with {name}: {answer}")
            wrong += dear(f"{header} with {name}", cpu, memory)
    ground.tally.tried("A67", "no range, form, part or header makes a parser stumble", attempts, wrong)


def _post(ground, path, body, kind):
    try:
        return ground.alpha.call("POST", path, raw=body, headers={"Content-Type": kind}, once=True).status
    except Unanswered:
        return None


def _get(ground, path, headers):
    connection = http.client.HTTPConnection("127.0.0.1", ground.hub.port, timeout=30)
    try:
        connection.request("GET", path, headers=headers)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def _neighbours(ground):
    """A desk with a bound asks for all there is; the others are served every time, and their words arrive."""
    hub = Hub(
        ground.hub.data.with_name("neighbours"),
        options=["--rate-per-desk", "100", "--rate-per-person", "100", "--rate-per-network", "0"],
    )
    hub.start_or_fail()
    here = Ground(hub, ground.tally, False)
    wrong, greedy, others = [], [], []
    # Ten times the bound at once, and then ten requests for each of a neighbour's.
    greedy += [here.omega.call("GET", "tickets", once=True).status for _ in range(1_000)]
    cpu = cpu_seconds(hub)
    for _ in range(80):
        greedy += [here.omega.call("GET", "tickets", once=True).status for _ in range(10)]
        others.append(here.beta.call("GET", "tickets", once=True).status)
    wrong += dear("800 refusals", cpu_seconds(hub) - cpu)
    ticket, _, below = here.handed_over()
    here.alpha.post(f"tickets/{ticket}/comments", {"body": "said meanwhile", "audience": "partner"})
    here.settle()
    if b"said meanwhile" not in here.beta.call("GET", f"tickets/{below}/comments").raw:
        wrong.append("a word does not arrive")
    if set(others) != {200}:
        wrong.append(f"the neighbour gets {sorted(set(others))}")
    if set(greedy) != {200, 429}:
        wrong.append(f"the greedy desk gets {sorted(set(greedy))}")
    hub.terminate()
    ground.tally.tried("A38", "a desk that asks for all there is takes nothing from others", len(greedy), wrong)
