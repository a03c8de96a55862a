"""Handing over in great numbers: how many a second, and what ten thousand at once do to a neighbour."""

import json
import threading
import time

from . import NotMeasured, herd
from .line import Line


def rate(world, count):
    """Handoffs a second, each offered, accepted and completed, and all of it known at both desks."""
    vendor, partner = world.desks["vendor"], world.desks["partner"]
    tickets = opened(vendor, count)
    started = time.perf_counter()
    handoffs = offered(world, tickets)
    settled(vendor, partner)
    herd.run(partner, ((f"handoffs/{handoff}/accept", {}) for handoff in handoffs))
    settled(vendor, partner)
    done = {"resolution": {"code": "fixed", "text": "Replaced the part"}}
    herd.run(partner, ((f"handoffs/{handoff}/complete", done) for handoff in handoffs))
    settled(vendor, partner)
    took = time.perf_counter() - started
    for desk in (vendor, partner):
        for handoff in (handoffs[0], handoffs[-1]):
            if desk.get(f"handoffs/{handoff}")["state"] != "completed":
                raise NotMeasured(f"{handoff} is not completed at {desk.slug}")
    return count / took


def at_once(world, count):
    """Seconds until so many, offered at once, are at both desks; another tenant's p99 meanwhile, and before."""
    vendor, partner = world.desks["vendor"], world.desks["partner"]
    tickets = opened(vendor, count)
    quiet = Neighbour(world.desks["fourth"])
    time.sleep(5)
    before = quiet.leave()
    neighbour = Neighbour(world.desks["fourth"])
    started = time.perf_counter()
    handoffs = offered(world, tickets)
    settled(vendor, partner)
    took = time.perf_counter() - started
    during = neighbour.leave()
    if partner.get(f"handoffs/{handoffs[-1]}")["state"] != "offered":
        raise NotMeasured("the last one is not there")
    return {"seconds": took, "quiet_p99_ms": before, "busy_p99_ms": during}


def opened(desk, count):
    answers = herd.run(desk, (("tickets", {"subject": f"To hand over {number}"}) for number in range(count)))
    return [json.loads(answer)["id"] for answer in answers]


def offered(world, tickets):
    body = {"partnership": world.links["vendor", "partner"], "message": "Please"}
    answers = herd.run(world.desks["vendor"], ((f"tickets/{ticket}/handoffs", body) for ticket in tickets))
    return [json.loads(answer)["id"] for answer in answers]


def settled(*desks):
    """Waits until nothing is under way any more."""
    deadline = time.monotonic() + 120
    for desk in desks:
        while desk.get("deliveries", state="waiting", limit=1)["items"]:
            if time.monotonic() > deadline:
                raise NotMeasured(f"messages of {desk.slug} still wait after 120 s")
            time.sleep(0.005)


class Neighbour:
    """Somebody of another tenant who works all the while: opens a ticket, reads it, looks at the list."""

    def __init__(self, desk):
        self._times, self._over = [], threading.Event()
        self._error = None
        self._thread = threading.Thread(target=self._work, args=(Line(desk),))
        self._thread.start()

    def leave(self):
        """The p99 of its requests in milliseconds."""
        self._over.set()
        self._thread.join()
        if self._error:
            raise NotMeasured(f"the neighbour was disturbed: {self._error}")
        return sorted(self._times)[len(self._times) * 99 // 100]

    def _work(self, line):
        try:
            while not self._over.is_set():
                made = self._timed(line.post, "tickets", {"subject": "Of a neighbour"})
                number = json.loads(made[made.index(b"\r\n\r\n") + 4:])["number"]
                self._timed(line.get, f"tickets/{number}")
                self._timed(line.get, "tickets?limit=20")
                time.sleep(0.005)
        except OSError as error:
            self._error = error

    def _timed(self, ask, *arguments):
        started = time.perf_counter()
        answer = ask(*arguments)
        self._times.append((time.perf_counter() - started) * 1_000)
        return answer
