"""What bridges to external desks cost: webhooks taken in, their way to a partner, far sides that are dead, and memory."""

import http.client
import http.server
import json
import socket
import statistics
import threading
import time
import urllib.parse

from desk import Desk
from hub import Hub

from . import NotMeasured, percentile, resident_megabytes, wrk
from .line import Line

SECRET = "sesame-of-the-bench"
TICKETS = 200

#: What a webhook says, and what is sent for a comment.
SETTINGS = {
    "signature": "header",
    "signature_header": "X-Secret",
    "ticket_id": "$.ticket.id",
    "subject": "$.ticket.subject",
    "status": "$.ticket.status",
    "event_id": "$.event.id",
    "comment": "$.comments[*]",
    "comment_id": "$.id",
    "comment_body": "$.text",
    "comment_public": "$.public",
    "comment_author": "$.author",
}
SAID = 'POST /said\nContent-Type: application/json\n\n{"text": "{{comment.body}}", "ticket": "{{ticket.id}}"}'


def measured(folder, runs, seconds, count, connections):
    hub = Hub(folder, options=["--rate-per-person", "0", "--rate-per-desk", "0", "--egress-allow", "127.0.0.0/8"])
    hub.start_or_fail()
    try:
        vendor, partner = (
            Desk(hub, slug, slug, hub.create_tenant(slug, slug, f"boss@{slug}.example")["token"])
            for slug in ("vendor", "partner")
        )
        bridge = Bridge(vendor, "Bench")
        for number in range(TICKETS):
            bridge.tell({"ticket": {"id": f"T{number + 1}", "subject": f"Pump {number}", "status": "new"}})
        taken = [wrk("hooks.lua", vendor, bridge.path, 64, seconds, SECRET, [str(TICKETS)]) for _ in range(runs)]
        found = {f"hooks_{key}": statistics.median(one[key] for one in taken) for key in ("per_s", "p50_ms", "p99_ms")}
        settled(vendor)
        ways = way(bridge, vendor, partner, count)
        found["hook_way_p50_ms"], found["hook_way_p99_ms"] = percentile(ways, 50), percentile(ways, 99)
        found.update(beside_the_dead(vendor, count))
        before = resident_megabytes(hub)
        for number in range(connections):
            Bridge(vendor, f"One of many {number}")
        found["bridges_mb"] = resident_megabytes(hub)
        found["bridge_kb"] = max(0, (found["bridges_mb"] - before) * 1_024 / connections)
        return found
    finally:
        hub.terminate()


class Bridge:
    """A connection of a desk's to an external desk that this bench plays."""

    def __init__(self, desk, name, port=None):
        settings = {**SETTINGS, **({"url": f"http://127.0.0.1:{port}", "on_comment": SAID} if port else {})}
        secrets = {"hook_secret": SECRET}
        made = desk.post(
            "connections", {"connector": "webhook", "name": name, "settings": settings, "secrets": secrets}
        )
        self.path = urllib.parse.urlsplit(made["hook_url"]).path
        self.line = http.client.HTTPConnection("127.0.0.1", desk.hub.port, timeout=10)
        self.told = 0

    def tell(self, body):
        self.told += 1
        body = {"event": {"id": f"e{self.told}"}, **body}
        self.line.request(
            "POST", self.path, json.dumps(body), {"X-Secret": SECRET, "Content-Type": "application/json"}
        )
        answer = self.line.getresponse()
        said = answer.read()
        if answer.status != 202:
            raise NotMeasured(f"a webhook was answered with {answer.status}: {said[:300]}")


def settled(desk):
    deadline = time.monotonic() + 120
    while desk.items("deliveries", state="waiting"):
        if time.monotonic() > deadline:
            raise NotMeasured("messages wait for two minutes")
        time.sleep(0.2)


def accepted(desk, subject):
    """Takes the ticket that an external desk offers; its number."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        # The newest are the last ones.
        for handoff in reversed(desk.items("handoffs", direction="in", state="offered")[-20:]):
            number = handoff["ticket"]["number"]
            if desk.get(f"tickets/{number}")["subject"] == subject:
                desk.post(f"handoffs/{handoff['id']}/accept", {})
                return number
        time.sleep(0.05)
    raise NotMeasured(f"“{subject}” is not offered")


def way(bridge, vendor, partner, count):
    """Milliseconds from the beginning of a webhook to the sight of its words at the vendor's partner."""
    made = vendor.post("partnerships", {"name": "Partner"})
    partner.post("partnerships/accept", {"code": made["invitation"]["code"]})
    vendor.put(f"partnerships/{made['id']}/sharing", {"audiences": ["partner", "public"]})
    bridge.tell({"ticket": {"id": "way", "subject": "On its way", "status": "new"}})
    number = accepted(vendor, "On its way")
    vendor.post(f"tickets/{number}/handoffs", {"partnership": made["id"]})
    theirs = accepted(partner, "On its way")
    last, times = Line(partner), []
    for place in range(count):
        words = f"way {time.monotonic_ns()}"
        started = time.perf_counter()
        bridge.tell(
            {"ticket": {"id": "way"}, "comments": [{"id": f"c{place}", "text": words, "public": True, "author": "Frank"}]}
        )
        while words.encode() not in last.get(f"tickets/{theirs}/comments?limit=200"):
            if time.perf_counter() - started > 10:
                raise NotMeasured("a webhook's words are not at the partner after 10 s")
        times.append((time.perf_counter() - started) * 1_000)
    return times


class FarDesk(http.server.BaseHTTPRequestHandler):
    """Takes what it is told, and notes when."""

    protocol_version = "HTTP/1.1"
    heard = {}

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.heard[body["text"]] = time.perf_counter()
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def beside_the_dead(vendor, count):
    """How long it takes to tell a far side that lives, alone, and beside ten that take a connection and never answer."""
    alive = http.server.ThreadingHTTPServer(("127.0.0.1", 0), FarDesk)
    threading.Thread(target=alive.serve_forever, daemon=True).start()
    dead = [socket.create_server(("127.0.0.1", 0), backlog=512) for _ in range(10)]
    try:
        lively = opened(vendor, Bridge(vendor, "Alive", alive.server_port), "alive")
        quiet = telling(vendor, lively, count, "alone")
        silent = [
            opened(vendor, Bridge(vendor, f"Dead {place}", one.getsockname()[1]), f"dead {place}")
            for place, one in enumerate(dead)
        ]
        for number in silent * 20:
            vendor.post(f"tickets/{number}/comments", {"body": "Is anybody there?", "audience": "public"})
        beside = telling(vendor, lively, count, "beside the dead")
        return {
            "told_p50_ms": percentile(quiet, 50),
            "told_p99_ms": percentile(quiet, 99),
            "beside_dead_p99_ms": percentile(beside, 99),
            "beside_dead": percentile(beside, 99) / percentile(quiet, 99),
        }
    finally:
        alive.shutdown()
        for one in dead:
            one.close()


def opened(vendor, bridge, name):
    bridge.tell({"ticket": {"id": name, "subject": name, "status": "new"}})
    return accepted(vendor, name)


def telling(vendor, ticket, count, words):
    line, times = Line(vendor), []
    for place in range(count):
        body = f"{words} {place}"
        started = time.perf_counter()
        line.post(f"tickets/{ticket}/comments", {"body": body, "audience": "public"})
        while body not in FarDesk.heard:
            if time.perf_counter() - started > 30:
                raise NotMeasured(f"“{body}” is not at the far side after 30 s")
            time.sleep(0.000_2)
        times.append((FarDesk.heard[body] - started) * 1_000)
    return times
