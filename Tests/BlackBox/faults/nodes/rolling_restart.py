"""F34: one node after another is ended and begun anew under load, behind the balancer, as at an upgrade."""

import threading

from desk import Unanswered
from faults.traffic import Traffic

RESTARTED = "a node ended by SIGTERM and begun anew"
ASKED = "a request through the balancer meanwhile"


def rolling(trial, full):
    trial.plans(RESTARTED, ASKED)
    trial.lay(options=("--drain", "2"))
    trial.start()
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
            for _ in range(5 if full else 2):
                for node in trial.nodes:
                    traffic.wait_for(1)
                    codes.append(node.terminate())
                    trial.revive(node)
                    trial.injected[RESTARTED] += 1
                    trial.world.until(lambda: _is_found(trial), "the balancer has found it again")
            traffic.wait_for(1)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    trial.injected[ASKED] += len(acked) + len(failed)
    trial.check("I6", "each node ended cleanly", not any(codes), codes, len(codes))
    say = f"{len(acked)} requests were answered, {len(failed)} were not"
    trial.check("I6", say, not failed, failed[:3], len(acked))
    held = [ticket["id"] for ticket in trial.world.desks["fourth"].items("tickets")]
    lost = set(acked) - set(held)
    trial.check("I1", "what was answered is there", not lost, list(lost)[:3], len(acked))
    trial.check("I2", "once", len(held) == len(set(held)), len(held), len(acked))
    trial.stands()


def _is_found(trial):
    """Whether the balancer takes all nodes for alive."""
    return trial.balancer.alive() == len(trial.nodes)


FAULTS = [("F34", "nodes restarted in their turn", rolling)]
