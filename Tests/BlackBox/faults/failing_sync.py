"""F04: the disk says EIO when it is asked to make things durable, once or for as long as it likes."""

import errno

from faults.rules import FOR_EVER, SYNC, Rules
from faults.traffic import Traffic


def once(trial, full):
    """At the Nth call from a moment on; the hub opens its file anew and goes on without a restart."""
    what = "EIO of one fsync or fdatasync"
    trial.plans(what)
    trial.lay()
    rules = Rules(trial)
    trial.start(rules.environment)
    with Traffic(trial) as traffic:
        for number in range(1, 41 if full else 13):
            rules.set(SYNC, errno.EIO, first=number)
            trial.world.until(lambda: rules.struck > 0, f"sync {number} fails")
            trial.injected[what] += rules.clear()
            traffic.wait_for(1)
    trial.restart()
    trial.stands()


def for_ever(trial, full):
    """Until the disk is well again, the hub writes nothing; then it goes on by itself."""
    what = "EIO of every fsync and fdatasync"
    trial.plans(what)
    trial.lay()
    rules = Rules(trial)
    trial.start(rules.environment)
    with Traffic(trial) as traffic:
        for _ in range(6 if full else 2):
            rules.set(SYNC, errno.EIO, first=3, last=FOR_EVER)
            trial.world.until(lambda: rules.struck >= 10, "syncs fail")
            answer = trial.world.desks["fourth"].call("POST", "tickets", {"subject": "Not durable"}, once=True)
            trial.check("I1", "a write is refused with 503", answer.status == 503, answer.raw)
            trial.check("I7", "it says when to try again", answer.headers.get("Retry-After"), answer.headers.items())
            alive = trial.world.desks["fourth"].call("GET", "/healthz", once=True)
            trial.check("I6", "the process is alive", alive.status == 200, alive.raw)
            trial.injected[what] += rules.clear()
            traffic.wait_for(2)
        # And once more, ended by a kill while nothing can be made durable.
        rules.set(SYNC, errno.EIO, last=FOR_EVER)
        trial.world.until(lambda: rules.struck >= 5, "syncs fail")
        trial.injected[what] += rules.clear()
        trial.restart()
    trial.restart()
    trial.stands()


FAULTS = [
    ("F04", "a sync that fails once", once),
    ("F04", "syncs that fail until the disk is well", for_ever),
]
