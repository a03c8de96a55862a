"""F34: one node after another is ended and begun anew under load, behind the balancer, as at an upgrade; and an upgrade itself,
where BATON_BEFORE names the executable of the version before."""

import os
import pathlib
import random
import subprocess
import threading

from cluster.server import Server
from desk import Unanswered
from faults.traffic import Traffic
from hub import BINARY
from report import equal
from share import long
from world import World

RESTARTED = "a node ended by SIGTERM and begun anew"
UPGRADED = "a node of the version before that gave way to this one"
MIGRATED = "a migration beside nodes of the version before"
#: which serves until this one takes its place
BEFORE = os.environ.get("BATON_BEFORE")
ASKED = "a request through the balancer meanwhile"


@long
def rolling(trial, full):
    trial.plans(RESTARTED, ASKED)
    trial.lay(options=("--drain", "2"))
    trial.start()
    _in_turn(trial, RESTARTED, 5 if full else 2)


def upgraded(trial, full):
    """The schema is brought up to date beside those who know nothing of it; then each gives way, and both versions serve."""
    trial.plans(UPGRADED, ASKED, MIGRATED)
    server = Server()
    trial.afterwards(server.stop)
    server.start()
    drains = "--drain" in subprocess.run([BEFORE, "serve", "--help"], capture_output=True, text=True, timeout=60).stdout
    trial.lay(server=server, options=("--drain", "2") if drains else ())
    for node in trial.nodes:
        node.binary = pathlib.Path(BEFORE)
    first = trial.nodes[0]
    first.start_or_fail()
    world = World(first, random.Random(4), patience=60)
    world.build()
    trial.start()
    trial.world = trial.ledger.world = world.moved(trial.balancer, 4, patience=60)
    known = server.ask("SELECT count(*) FROM schema_migrations")
    with Traffic(trial, clients=2) as traffic:
        traffic.wait_for(3)
        migrated = subprocess.run([str(BINARY), "migrate", *first.place], capture_output=True, text=True, timeout=60)
        equal(migrated.returncode, 0, f"the exit code ({migrated.stderr})")
        trial.injected[MIGRATED] += server.ask("SELECT count(*) FROM schema_migrations") != known
        traffic.wait_for(3)
    for node in trial.nodes:
        node.binary = BINARY
    _in_turn(trial, UPGRADED, 1, drains)


def _in_turn(trial, what, rounds, drains=True):
    """Where a node does not tell the balancer before it ends, a few connections end with it, unanswered."""
    stop, lock = threading.Event(), threading.Lock()
    acked, failed = [], []

    def write():
        desk = trial.world.desks["fourth"]
        while not stop.is_set():
            try:
                answer = desk.call("POST", "tickets", {"subject": "Rolling"}, once=True)
                good, said = answer.status == 201, f"{answer.status} {answer.raw[:200]}"
            except Unanswered as error:
                good, said = False, str(error)
            with lock:
                (acked if good else failed).append(answer.json["id"] if good else said)

    threads = [threading.Thread(target=write, daemon=True) for _ in range(6)]
    for thread in threads:
        thread.start()
    codes = []
    try:
        with Traffic(trial, clients=1) as traffic:
            for _ in range(rounds):
                for node in trial.nodes:
                    traffic.wait_for(1)
                    codes.append(node.terminate())
                    trial.revive(node)
                    trial.injected[what] += 1
                    trial.world.until(lambda: _is_found(trial), "the balancer has found it again")
            traffic.wait_for(1)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    trial.injected[ASKED] += len(acked) + len(failed)
    trial.check("I6", "each node ended cleanly", not any(codes), codes, len(codes))
    say = f"{len(acked)} requests were answered, {len(failed)} were not"
    trial.check("I6", say, all(not drains and "Remote" in why for why in failed), failed[:3], len(acked))
    held = [ticket["id"] for ticket in trial.world.desks["fourth"].items("tickets")]
    lost = set(acked) - set(held)
    trial.check("I1", "what was answered is there", not lost, list(lost)[:3], len(acked))
    trial.check("I2", "once", len(held) == len(set(held)), len(held), len(acked))
    trial.stands()


def _is_found(trial):
    """Whether the balancer takes all nodes for alive."""
    return trial.balancer.alive() == len(trial.nodes)


FAULTS = [("F34", "nodes restarted in their turn", rolling)]
if BEFORE:
    FAULTS.append(("F34", "nodes upgraded in their turn", upgraded))
