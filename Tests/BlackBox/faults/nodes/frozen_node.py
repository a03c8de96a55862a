"""F25: a node stands still for longer than its lease holds, while others take over, and then goes on. Or it is gone for good,
and nobody waits for its lease."""

import signal
import time

from faults.traffic import Traffic
from share import long

FROZEN = "a node that stood still past its lease"
CLAIMS = "a claim that outlived its lease"
LATE = "a report that came too late"
DEAD = "a node killed while it worked"
LEFT = "a claim that a dead node left"

HELD = "SELECT lane_id, fence FROM lanes WHERE lease_until > extract(epoch FROM now()) * 1000 AND ready_at IS NOT NULL"
#: how long a claim holds
LEASE = 20


@long
def frozen(trial, full):
    trial.plans(FROZEN, CLAIMS, LATE)
    trial.lay()
    trial.start()
    first = trial.nodes[0]
    late = lambda: trial.measured(first, "baton_relay_late_reports_total")
    rounds = 3 if full else 1
    with Traffic(trial, clients=6) as traffic:
        # Whether it stood still in the midst of a report is luck: where it never did, it is made to stand still again.
        for place in range(rounds + 4):
            if place >= rounds and late() > 0:
                break
            traffic.wait_for(3)
            held = _freeze(trial, first)
            before = traffic.stories
            time.sleep(LEASE + 2)
            trial.world.until(lambda before=before: traffic.stories > before, "work goes on while a node stands still", 60)
            first.process.send_signal(signal.SIGCONT)
            trial.injected[FROZEN] += 1
            trial.injected[CLAIMS] += len(held)
            traffic.wait_for(1)
    trial.world.until(lambda: late() > 0, "a late report is refused", 30)
    trial.injected[LATE] += int(late())
    trial.stands()


def dead(trial, full):
    trial.plans(DEAD, LEFT)
    trial.lay()
    trial.start()
    first, took = trial.nodes[0], []
    with Traffic(trial, clients=6) as traffic:
        for _ in range(5 if full else 1):
            traffic.wait_for(3)
            left = _freeze(trial, first)
            first.kill()
            started = time.monotonic()
            trial.injected[DEAD] += 1
            trial.injected[LEFT] += len(left)
            trial.world.until(lambda left=left: not left & _held(trial), "what it held is free")
            took.append(time.monotonic() - started)
            traffic.wait_for(3)
            trial.revive(first)
    say = f"what a dead node held is free after {max(took):.1f} s at most, its lease would be after {LEASE} s"
    trial.check("I6", say, max(took) < LEASE - 5)
    trial.stands()


def _freeze(trial, node):
    """Stops it while it works on lanes; gives those."""
    for _ in range(200):
        node.process.send_signal(signal.SIGSTOP)
        before = _held(trial)
        # What the others hold they give back within this.
        time.sleep(0.5)
        held = before & _held(trial)
        if held:
            return held
        node.process.send_signal(signal.SIGCONT)
        time.sleep(0.05)
    raise AssertionError("it never held a lane when it was stopped")


def _held(trial):
    return set(trial.server.ask(HELD).split())


FAULTS = [
    ("F25", "a node stands still past its lease", frozen),
    ("F25", "a node dies with its claims", dead),
]
