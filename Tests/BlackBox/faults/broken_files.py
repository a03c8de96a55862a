"""F28 and F20: uploads cut off at each byte, bodies that are none, files that vanish; and the message that cannot be
received."""

import signal
import socket
import threading
import time

from chapters import short
from kills import preload
from report import equal, require
from verify import settle

BOUNDARY = "----cut"


def cut(trial, full):
    """The connection breaks after the kth byte of an upload: nothing of it is kept."""
    what = "an upload cut off"
    trial.plans(what)
    trial.lay()
    trial.start()
    ticket = trial.world.desks["fourth"].post("tickets", {"subject": "For files"})["id"]
    desk, path = trial.world.desks["fourth"], f"/api/v1/tickets/{ticket}/attachments"
    content = bytes(range(256)) * (1_200 if full else 300)
    request = _request(desk, path, content)
    head = request.index(b"\r\n\r\n") + 4
    step = len(request) // (200 if full else 40)
    places = sorted({*range(1, head + 300, 7 if full else 37), *range(head, len(request), step), len(request) - 1})
    for place in places:
        with socket.create_connection(("127.0.0.1", trial.hub.port), 10) as connection:
            connection.sendall(request[:place])
            # Half of them are broken off hard.
            if place % 2:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        trial.injected[what] += 1
    kept = lambda: desk.items(f"tickets/{ticket}/attachments")
    staged = lambda: list((trial.hub.data / "blobs" / "tmp").iterdir())
    trial.world.until(lambda: not staged(), "nothing half-received is left")
    trial.check("I1", "nothing of them is kept", kept() == [], kept(), len(places))
    made = desk.upload(ticket, "whole.bin", content)
    trial.check("I6", "a whole one is kept", desk.bytes(f"attachments/{made['id']}") == content)
    # And one whose hub dies while it comes.
    for place in (head + 10, len(request) // 2, len(request) - 5):
        with socket.create_connection(("127.0.0.1", trial.hub.port), 10) as connection:
            connection.sendall(request[:place])
            time.sleep(0.02)
            trial.restart()
        trial.injected[what] += 1
        trial.check("I1", "a death in an upload leaves nothing of it", len(kept()) == 1 and not staged(), staged())
    trial.stands()


def wrong(trial, full):
    """Multipart bodies that are none: refused as malformed, and the hub goes on."""
    what = "a wrong multipart body"
    trial.plans(what)
    trial.lay()
    trial.start()
    desk = trial.world.desks["fourth"]
    ticket = desk.post("tickets", {"subject": "For files"})["id"]
    path = f"tickets/{ticket}/attachments"
    good = _body(b"bytes")
    bodies = {
        "empty": b"",
        "no last boundary": good[: good.rindex(b"--" + BOUNDARY.encode())],
        "another boundary": good.replace(BOUNDARY.encode(), b"----else"),
        "no blank line after the head": good.replace(b"\r\n\r\n", b"\r\n", 1),
        "a head of 100 KB": good.replace(b"Content-Type:", b"X: " + b"x" * 100_000 + b"\r\nContent-Type:", 1),
        "ten thousand parts": good[:-8].replace(b"--\r\n", b"\r\n") * 10_000,
        "no name": good.replace(b'name="file"; ', b""),
        "no file": good.replace(b'name="file"; filename="a.bin"', b'name="comment"'),
        "bytes at random": bytes(range(255, 0, -1)) * 400,
    }
    for name, body in bodies.items():
        headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        answer = desk.call("POST", path, raw=body, headers=headers)
        trial.injected[what] += 1
        refused = answer.status in (400, 413, 415, 422) and answer.detail
        trial.check("I6", f"{name}: {answer.status}", refused, answer.raw)
    equal(desk.items(path), [], "what is kept of them")
    trial.restart()
    trial.stands()


def vanished(trial, full):
    """The source of a file is gone when its message goes out. That is a message whose reception fails whenever it is
    tried: its handoff alone stands still, visibly, and goes on once the bytes are back."""
    what = "a message that cannot be received"
    trial.plans(what)
    trial.lay()
    trial.start()
    world, ledger = trial.world, trial.ledger
    partnership = f"partnerships/{world.links['vendor', 'partner']}"
    for number in range(5 if full else 2):
        chain = ledger.chain()
        world.ticket(chain, "With a file")
        handoff = world.accepted(chain, "vendor", "partner")
        chain.ends = {handoff: "accepted"}
        # While the partnership rests, the message waits, and there is time to take its file away.
        world.admins["vendor"].post(f"{partnership}/suspend")
        content = f"vanishes {number}".encode() * 1_000
        file = ledger.attach(chain, "vendor", f"gone-{number}.bin", content, {"vendor", "partner"}, "partner")
        behind = ledger.say(chain, "vendor", "partner", {"vendor", "partner"}, "behind it")
        path = next(path for path in (trial.hub.data / "blobs").rglob(file.digest) if path.is_file())
        path.rename(trial.folder / "away")
        world.admins["vendor"].post(f"{partnership}/resume")
        parked = lambda: world.admins["vendor"].items("deliveries", state="parked")
        world.until(parked, "it is parked", 30)
        trial.injected[what] += 1
        tried = world.admins["vendor"].get(f"deliveries/{parked()[0]['id']}")["attempts"]
        trial.check("I7", f"it is parked after {len(tried)} tries, in sight", len(tried) == 3, tried)
        code, said = trial.hub.doctor()
        trial.check("I7", "the doctor names it", code == 1 and parked()[0]["id"] in said, said)
        short.handed_over_and_back(world, ledger)
        comments = world.desks["partner"].items(f"tickets/{chain.tickets['partner']}/comments")
        overtaken = [c for c in comments if behind.canary in c["body"]]
        trial.check("I3", "what was said behind it does not overtake it", not overtaken)
        if number % 2:
            trial.restart()
        (trial.folder / "away").rename(path)
        world.admins["vendor"].post(f"deliveries/{parked()[0]['id']}/retry")
        settle(world, 30)
        require(not parked(), "it is still parked")
    trial.restart()
    trial.stands()


def fallen_over(trial, full):
    """A message over which the whole hub falls: after three falls it is given to people, and the hub stands; once it can
    be brought a person's retry brings it. A hub that is only killed over it, as often and more, gives nothing up."""
    what, merely = "a fall of the hub over one message", "a kill while one message is brought"
    trial.plans(what, merely)
    trial.lay()
    trial.hub.log_level = "trace"
    trial.start()
    world, ledger, hub = trial.world, trial.ledger, trial.hub
    admin = world.admins["vendor"]
    parked = lambda: admin.items("deliveries", state="parked")
    signals = (signal.SIGILL, signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGTRAP, signal.SIGBUS)
    for number in signals if full else signals[:2]:
        chain = ledger.chain()
        world.ticket(chain, "Heavy")
        handoff = world.accepted(chain, "vendor", "partner")
        chain.ends = {handoff: "accepted"}
        settle(world, 30)
        falls = 6 if number == signal.SIGKILL else 3
        trial.injected[merely if number == signal.SIGKILL else what] += _fall(trial, chain, number, falls)
        trial.start()
        if number == signal.SIGKILL:
            settle(world, 30)
            trial.check("I1", f"killed {falls} times over it, it is delivered", not parked(), parked())
            continue
        world.until(parked, "it is parked", 30)
        trial.check("I7", f"after {falls} falls by signal {int(number)} it is parked, and alone", len(parked()) == 1, parked())
        said = admin.get(f"deliveries/{parked()[0]['id']}")["attempts"][-1]["excerpt"]
        trial.check("I7", "it says why", "fell" in said, said)
        short.handed_over_and_back(world, ledger)
        admin.post(f"deliveries/{parked()[0]['id']}/retry")
        settle(world, 30)
        require(not parked(), "it is still parked")
    trial.restart()
    trial.stands()


def _fall(trial, chain, number, falls):
    """Says something, and lets the hub fall over it as often; how often it did."""
    environment = {
        "LD_PRELOAD": preload("stagekill"), "BATON_KILL_STAGE": "S5", "BATON_KILL_COUNT": "1",
        "BATON_KILL_SIGNAL": str(int(number)),
    }
    trial.restart(environment)
    words = (chain, "vendor", "partner", {"vendor", "partner"}, f"over which it falls {falls} times")
    saying = threading.Thread(target=trial.ledger.say, args=words)
    saying.start()
    for fall in range(falls):
        require(trial.hub.process.wait(30) == -number, f"it ended with {trial.hub.process.returncode}")
        if fall < falls - 1:
            trial.hub.start(environment)
    trial.afterwards(saying.join)
    return falls


def _body(content):
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n'
    return (
        (head + "Content-Type: application/octet-stream\r\n\r\n").encode()
        + content
        + f"\r\n--{BOUNDARY}--\r\n".encode()
    )


def _request(desk, path, content):
    body = _body(content)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer {desk.token}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


FAULTS = [
    ("F28", "uploads that are cut off", cut),
    ("F28", "bodies that are none", wrong),
    ("F20", "a message over which the hub falls", fallen_over),
    ("F20", "a file that vanished poisons its message", vanished),
]
