"""Two nodes on one PostgreSQL database, beside pgbench on the same server: one durable insert a transaction."""

import random
import re
import shutil
import statistics
import subprocess
import threading

from cluster.node import Node
from cluster.server import Server
from desk import Desk
from ledger import Ledger
from world import World

from . import NotMeasured, peak_megabytes, sizes, way, wrk

CLIENTS = 64
#: what pgbench writes: about as much as the smallest ticket
INSERT = "INSERT INTO bench (text) VALUES ('It burns since this morning, on the second floor.');"


class Pair:
    """Two nodes and their server, whose commits reach the disk."""

    def __init__(self, folder):
        self.folder = folder
        self.server = Server(fsync="on", max_connections=200)
        self.server.start()
        self.server.ask("CREATE TABLE bench (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, text text NOT NULL)")
        unbounded = ("--rate-per-person", "0", "--rate-per-desk", "0")
        self.nodes = [Node(folder / f"node-{number}", self.server.url, unbounded) for number in (1, 2)]
        first, second = self.nodes
        first.start_or_fail()
        self.world = World(first, random.Random(7))
        self.world.build()
        second.data.mkdir()
        shutil.copy(first.data / "baton.keys", second.data)
        second.start_or_fail()

    def desk(self, node, slug):
        desk = self.world.desks[slug]
        return Desk(node, slug, desk.name, desk.token)

    def close(self):
        for node in self.nodes:
            node.terminate()
        self.server.stop()


def measured(folder, runs, seconds, count):
    pair = Pair(folder)
    try:
        return {**_rates(pair, runs, seconds), **_ways(pair, runs, count), **_sizes(pair)}
    finally:
        pair.close()


def growth(folder, size, runs, seconds):
    """A small hub beside one with many tickets and a thousand desks, each in a database of its own."""
    server = Server(fsync="on", max_connections=100)
    server.start()
    filled = []
    try:
        for name, tickets, desks in (("few", size["few"], 1), ("many", size["many"], size["tenants"])):
            filled.append(sizes.FilledHub(folder / "growth", name, tickets, desks))
            filled[-1].move(server)
            filled[-1].hub.start_or_fail()
            filled[-1].furnish()
        # As autovacuum does by and by.
        for each in filled:
            server.ask_of(each.hub.data.name.removesuffix("-node"), "VACUUM ANALYZE")
        return {f"nodes_{key}": times for key, times in sizes.growth(*filled, runs, seconds).items()}
    finally:
        for each in filled:
            each.hub.terminate()
        server.stop()


def _rates(pair, runs, seconds):
    """In turns, so that other load falls on all."""
    # The server's planner knows tables from the first visit of its autovacuum on, which comes within a minute.
    _created(pair, [(number % 2, slug, 4) for number, slug in enumerate(pair.world.desks)], 1)
    pair.server.ask("ANALYZE")
    ceilings, ones, twos, manys = [], [], [], []
    for _ in range(runs):
        ceilings.append(_pgbench(pair, seconds))
        ones.append(_created(pair, [(0, "vendor", CLIENTS)], seconds))
        twos.append(_created(pair, [(0, "vendor", CLIENTS // 2), (1, "vendor", CLIENTS // 2)], seconds))
        slugs = list(pair.world.desks)
        shares = [(number % 2, slug, CLIENTS // len(slugs)) for number, slug in enumerate(slugs)]
        manys.append(_created(pair, shares, seconds))
    ceiling = statistics.median(ceilings)
    one, two, many = map(statistics.median, (ones, twos, manys))
    return {
        "pgbench_per_s": ceiling,
        "node_create_per_s": one,
        "node_create_of_pgbench": 100 * statistics.median(o / c for o, c in zip(ones, ceilings, strict=True)),
        "nodes_create_per_s": two,
        "nodes_create_of_node": statistics.median(t / o for t, o in zip(twos, ones, strict=True)),
        "nodes_desks_create_per_s": many,
        "nodes_desks_create_of_pgbench": 100 * statistics.median(m / c for m, c in zip(manys, ceilings, strict=True)),
    }


def _created(pair, shares, seconds):
    """Tickets a second: each share is a node's number, a desk, and so many connections."""
    found = []

    def run(number, slug, connections):
        found.append(wrk("create.lua", pair.desk(pair.nodes[number], slug), "/api/v1/tickets", connections, seconds))

    threads = [threading.Thread(target=run, args=share) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(found) < len(shares):
        raise NotMeasured("a client failed")
    return sum(each["per_s"] for each in found)


def _pgbench(pair, seconds):
    script = pair.server.folder / "insert.sql"
    script.write_text(INSERT)
    command = [str(pair.server.programs / "pgbench"), "--no-vacuum", "-c", str(CLIENTS), "-j", "4", "-T", str(seconds)]
    command += ["-M", "prepared", "-f", str(script), "-h", str(pair.server.folder), "-U", "postgres", "postgres"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
    rate = re.search(r"^tps = ([0-9.]+)", said.stdout, re.MULTILINE)
    if not rate:
        raise NotMeasured(said.stderr or said.stdout)
    return float(rate[1])


def _ways(pair, runs, count):
    """A comment that is written at one node, until the partner reads it at the other."""
    times = []
    ledger = Ledger(pair.world)
    for _ in range(runs):
        chain = ledger.chain()
        pair.world.ticket(chain, "Measured")
        pair.world.accepted(chain, "vendor", "partner")
        desks = [pair.desk(node, slug) for node, slug in zip(pair.nodes, ("vendor", "partner"), strict=True)]
        times.append(sorted(way(desks, [chain.tickets["vendor"], chain.tickets["partner"]], min(count, 180))))
    return {
        "nodes_way_p50_ms": statistics.median(each[len(each) // 2] for each in times),
        "nodes_way_p99_ms": statistics.median(each[len(each) * 99 // 100] for each in times),
    }


def _sizes(pair):
    most = []
    for node in pair.nodes:
        said = Desk(node, "", "", "").call("GET", "/metrics").raw.decode()
        numbers = dict(line.rsplit(" ", 1) for line in said.splitlines() if line.startswith("baton_database_conn"))
        open_now = sum(float(value) for name, value in numbers.items() if name.startswith("baton_database_connections{"))
        if open_now > float(numbers["baton_database_connections_limit"]):
            raise NotMeasured(f"the pool is above its setting: {numbers}")
        most.append(open_now)
    return {
        "node_mb": max(peak_megabytes(node) for node in pair.nodes),
        "node_connections": max(most),
    }
