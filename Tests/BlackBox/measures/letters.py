"""What mail costs: taken in by LMTP, filed, on its way to a partner, in memory, and beside another desk's gateway."""

import itertools
import pathlib
import socket
import statistics
import threading
import time
import urllib.parse
import urllib.request

from desk import Desk
from far.request_tracker import RequestTracker
from hub import Hub

from . import NotMeasured, percentile, resident_megabytes
from .bridges import accepted
from .line import Line

DOMAIN = "desks.example"
CLIENTS = 16
LARGE = 48 * 1_024 * 1_024

#: As much as a mail program writes around a few words: both forms, and what was said before.
TEXT = "Good morning,\r\n\r\nthe till in our shop does not open any more since the change of yesterday.\r\n\r\n" + (
    "> On Monday the technician wrote that the drawer would be looked at within two days.\r\n" * 20
)
HTML = "<html><body><p>Good morning,</p><p>the till in our shop does not open any more.</p><blockquote>" + (
    '<p style="font-family:Arial;font-size:10pt">The drawer would be looked at within two days.</p>\r\n' * 50
)


def letter(number, sender, subject="The till", text=TEXT):
    return (
        f"From: Kim Shop <{sender}>\r\nTo: vendor@{DOMAIN}\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
        f"Message-ID: <{number}.{time.monotonic_ns()}@shop.example>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n"
        'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
        f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{HTML}</blockquote></body></html>\r\n--b--\r\n"
    ).encode()


def measured(folder, runs, seconds, count):
    folder.mkdir(parents=True)
    path = folder / "lmtp"
    rates = ["--rate-per-person", "0", "--rate-per-desk", "0"]
    hub = Hub(folder / "hub", options=["--lmtp", f"unix:{path}", "--mail-domain", DOMAIN, *rates])
    hub.start_or_fail()
    try:
        vendor, partner = (
            Desk(hub, slug, slug, hub.create_tenant(slug, slug, f"boss@{slug}.example")["token"])
            for slug in ("vendor", "partner")
        )
        found = way(path, vendor, partner, count)
        taken = [intake(path, vendor, seconds) for _ in range(runs)]
        found |= {f"mails_{key}": statistics.median(one[key] for one in taken) for key in taken[0]}
        found["large_mail_mb"] = large(path, hub, vendor)
    finally:
        hub.terminate()
    found["gateway_per_s"] = statistics.median(gateway(runs, seconds))
    found["mails_of_gateway"] = found["mails_per_s"] / found["gateway_per_s"]
    return found


class Door:
    """A mail server that hands over by LMTP."""

    def __init__(self, path):
        self.line = socket.socket(socket.AF_UNIX)
        self.line.settimeout(60)
        self.line.connect(str(path))
        self.heard = b""
        self._answer(b"220")
        self.line.sendall(b"LHLO mx.example\r\n")
        self._answer(b"250")

    def hand(self, mail, recipient, sender):
        self.line.sendall(f"MAIL FROM:<{sender}>\r\nRCPT TO:<{recipient}>\r\nDATA\r\n".encode())
        for code in (b"250", b"250", b"354"):
            self._answer(code)
        self.line.sendall(mail + b".\r\n")
        self._answer(b"250")

    def _answer(self, code):
        while True:
            line, found, rest = self.heard.partition(b"\r\n")
            if not found:
                more = self.line.recv(4_096)
                if not more:
                    raise NotMeasured("the hub closed the connection")
                self.heard += more
                continue
            self.heard = rest
            if line[3:4] != b"-":
                if not line.startswith(code):
                    raise NotMeasured(f"instead of {code.decode()}: {line.decode()}")
                return


def intake(path, vendor, seconds):
    """Mails that were kept in a second, and those that became tickets until all had."""
    before, numbers, counts = filed(vendor), itertools.count(), []
    ends = time.perf_counter() + seconds

    def client(place):
        door, sent = Door(path), 0
        while time.perf_counter() < ends:
            number = next(numbers)
            sender = f"kim{place}-{number % 50}@shop.example"
            door.hand(letter(number, sender), f"vendor@{DOMAIN}", sender)
            sent += 1
        counts.append(sent)

    started = time.perf_counter()
    threads = [threading.Thread(target=client, args=(place,)) for place in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took, count = time.perf_counter() - started, sum(counts)
    if len(counts) != CLIENTS:
        raise NotMeasured("a client broke off")
    while filed(vendor) < before + count:
        if time.perf_counter() - started > 600:
            raise NotMeasured(f"of {count} mails {filed(vendor) - before} are tickets after ten minutes")
        time.sleep(0.1)
    return {"per_s": count / took, "filed_per_s": count / (time.perf_counter() - started)}


def filed(desk):
    """The number of the last ticket."""
    newest = desk.get("tickets", sort="-created", limit=1)["items"]
    return newest[0]["number"] if newest else 0


def way(path, vendor, partner, count):
    """Milliseconds from the beginning of a requester's answer to the sight of its words at the vendor's partner."""
    made = vendor.post("partnerships", {"name": "Partner"})
    partner.post("partnerships/accept", {"code": made["invitation"]["code"]})
    vendor.put(f"partnerships/{made['id']}/sharing", {"audiences": ["partner", "public"]})
    kim = {"email": "kim@shop.example", "name": "Kim"}
    ticket = vendor.post("tickets", {"subject": "On its way", "requester": kim})["number"]
    vendor.post(f"tickets/{ticket}/handoffs", {"partnership": made["id"]})
    theirs, recipient = accepted(partner, "On its way"), vendor.get(f"tickets/{ticket}/reply-address")["address"]
    last, door, times = Line(partner), Door(path), []
    for number in range(count):
        words = f"way {time.monotonic_ns()}"
        mail = letter(number, "kim@shop.example", "Re: On its way", words)
        started = time.perf_counter()
        door.hand(mail, recipient, "kim@shop.example")
        while words.encode() not in last.get(f"tickets/{theirs}/comments?limit=200"):
            if time.perf_counter() - started > 10:
                raise NotMeasured("a mail's words are not at the partner after 10 s")
        times.append((time.perf_counter() - started) * 1_000)
    return {"mail_way_p50_ms": percentile(times, 50), "mail_way_p99_ms": percentile(times, 99)}


def large(path, hub, vendor):
    """Megabytes that were resident beyond those before, at most, while one large mail came in and was filed."""
    pathlib.Path(f"/proc/{hub.process.pid}/clear_refs").write_text("5")
    before, last = resident_megabytes(hub), filed(vendor)
    line = b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0NTY3ODkwQUJDREVGR0hJSktMTU5PUFFSU1RVVldY\r\n"
    head = (
        b"From: kim@shop.example\r\nSubject: Plans\r\nMessage-ID: <large@shop.example>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: application/octet-stream; name="plans.bin"\r\nContent-Transfer-Encoding: base64\r\n'
        b'Content-Disposition: attachment; filename="plans.bin"\r\n\r\n'
    )
    Door(path).hand(head + line * (LARGE // len(line)), f"vendor@{DOMAIN}", "kim@shop.example")
    ends = time.perf_counter() + 60
    while filed(vendor) == last:
        if time.perf_counter() > ends:
            raise NotMeasured("a large mail is no ticket after a minute")
        time.sleep(0.1)
    return resident_megabytes(hub, "VmHWM") - before


def gateway(runs, seconds):
    """Mails that a Request Tracker takes in a second, by the gateway that its mail server would ask."""
    tracker = RequestTracker()
    try:
        tracker.start()
        return [_handed(tracker, seconds) for _ in range(runs)]
    finally:
        tracker.remove()


def _handed(tracker, seconds):
    counts, ends = [], time.perf_counter() + seconds

    def client(place):
        sent = 0
        while time.perf_counter() < ends:
            # Its own agent, so that no right is lacking.
            mail = letter(f"{place}.{sent}", "frank@far.example")
            form = {"SessionType": "REST", "queue": tracker.queue, "action": "correspond", "message": mail}
            address = f"{tracker.url}/REST/1.0/NoAuth/mail-gateway"
            with urllib.request.urlopen(address, urllib.parse.urlencode(form).encode(), timeout=60) as answer:
                said = answer.read()
            if not said.startswith(b"ok"):
                raise NotMeasured(f"the gateway said: {said[:200]}")
            sent += 1
        counts.append(sent)

    started = time.perf_counter()
    threads = [threading.Thread(target=client, args=(place,)) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(counts) != 4:
        raise NotMeasured("a client of the gateway broke off")
    return sum(counts) / (time.perf_counter() - started)
