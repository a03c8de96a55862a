"""Hubs of different sizes beside each other: what a small one does, and what becomes of it as it grows."""

import shutil
import statistics
import subprocess
import time

from cluster.node import Node
from desk import Desk
from hub import BINARY, Hub, HubFailed

from . import NotMeasured, ready, resident_megabytes, wrk
from .person import Person

#: what is not over
OPEN = "category=new,inProgress,waitingForRequester,waitingForPartner,onHold"
#: as many tickets speak of one device (Sources/baton-bench/Filling/Prose.swift)
TICKETS_OF_DEVICE = 50


class FilledHub:
    """A hub of so many desks, one of them with so many tickets."""

    def __init__(self, folder, name, tickets, desks=1):
        program = BINARY.with_name("baton-bench")
        if not program.exists():
            raise NotMeasured("there is no baton-bench to fill a hub with")
        self.tickets, self.desks = tickets, desks
        self.hub = Hub(folder / name, options=["--rate-per-person", "0", "--rate-per-desk", "0"])
        made = self.hub.create_tenant("measured", "Measured", "boss@measured.example")
        done = subprocess.run(
            [program, "fill", "--data", self.hub.data, "--desk", "measured",
             "--tickets", str(tickets), "--desks", str(desks)], capture_output=True, text=True, timeout=1_800)
        if done.returncode != 0:
            raise HubFailed(f"a hub could not be filled: {done.stderr}")
        self.desk = Desk(self.hub, "measured", "Measured", made["token"])

    def move(self, server):
        """Into a database of its own, by `baton copy`; a node serves it from there on."""
        name = self.hub.data.name
        server.ask(f"CREATE DATABASE {name} TEMPLATE template0")
        node = Node(self.hub.data.with_name(f"{name}-node"), server.url_of(name), self.hub.options)
        done = subprocess.run(
            [BINARY, "copy", "--from", f"sqlite:{self.hub.data}", "--to", node.database, "--data", node.data],
            capture_output=True, text=True, timeout=3_600)
        if done.returncode != 0:
            raise HubFailed(f"a hub could not be copied: {done.stderr}")
        shutil.rmtree(self.hub.data)
        self.hub = self.desk.hub = node

    def furnish(self):
        """What is looked at beside the lists: a person who is signed in, a ticket with a long conversation."""
        self.person = Person(self.desk, "kim@bench.example")
        self.ticket = self.desk.post("tickets", {"subject": "A long conversation"})["number"]
        for number in range(30):
            self.desk.post(
                f"tickets/{self.ticket}/comments", {"body": f"Comment {number} **here**", "audience": "internal"})

    def list(self, connections, seconds):
        return wrk("list.lua", self.desk, f"/api/v1/tickets?{OPEN}&limit=50", connections, seconds)

    def first(self, connections, seconds):
        return wrk("list.lua", self.desk, "/api/v1/tickets?limit=50", connections, seconds)

    def search(self, connections, seconds):
        devices = max(1, self.tickets // TICKETS_OF_DEVICE)
        return wrk("search.lua", self.desk, "/api/v1/tickets?limit=50&q=unit", connections, seconds,
                   more=[str(devices)])

    def ticket_page(self, seconds):
        return wrk("page.lua", self.desk, f"{self.person.base}/tickets/{self.ticket}", 1, seconds, self.person.cookie)

    def list_page(self, seconds):
        return wrk("page.lua", self.desk, f"{self.person.base}/tickets", 1, seconds, self.person.cookie)

    def create(self, seconds):
        return wrk("create.lua", self.desk, "/api/v1/tickets", 64, seconds)

    def idle_megabytes(self):
        """Started anew, and left alone for a while."""
        if self.hub.process and self.hub.process.poll() is None:
            self.hub.terminate()
        self.hub.start_or_fail()
        time.sleep(5)
        return resident_megabytes(self.hub)


def lists(filled, runs, seconds):
    """Lists, searches and pages of one hub."""
    alone = [filled.list(1, seconds) for _ in range(runs)]
    many = [filled.list(64, seconds) for _ in range(runs)]
    first = [filled.first(1, seconds) for _ in range(runs)]
    search = [filled.search(1, seconds) for _ in range(runs)]
    page = [filled.ticket_page(seconds) for _ in range(runs)]
    listed = [filled.list_page(seconds) for _ in range(runs)]
    return {
        "list_p50_ms": middle(alone, "p50_ms"),
        "list_per_s": middle(many, "per_s"),
        "first_p50_ms": middle(first, "p50_ms"),
        "search_p50_ms": middle(search, "p50_ms"),
        "ticket_page_p50_ms": middle(page, "p50_ms"),
        "list_page_p50_ms": middle(listed, "p50_ms"),
    }


def growth(small, large, runs, seconds):
    """How many times as long a large hub takes. Both are asked in turns, so that other load falls on both."""
    found = {}
    for key, ask in (
        ("list", lambda filled: filled.list(1, seconds)), ("search", lambda filled: filled.search(1, seconds)),
        ("page", lambda filled: filled.list_page(seconds)), ("ticket_page", lambda filled: filled.ticket_page(seconds)),
    ):
        pairs = [(ask(small)["p50_ms"], ask(large)["p50_ms"]) for _ in range(runs)]
        found[key] = statistics.median(grown / before for before, grown in pairs)
    return found


def creation(small, large, runs, seconds):
    """The share of its rate that creating keeps on a large hub."""
    pairs = [(small.create(seconds)["per_s"], large.create(seconds)["per_s"]) for _ in range(runs)]
    return statistics.median(grown / before for before, grown in pairs)


def ready_seconds(filled, runs):
    filled.hub.start_or_fail()
    return statistics.median(ready(filled.hub) for _ in range(runs))


def middle(all_runs, key):
    return statistics.median(run[key] for run in all_runs)
