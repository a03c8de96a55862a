"""F06: calls that do less than asked, are interrupted, or fail; files that may not grow; descriptors that run out."""

import errno
import os
import resource
import socket
import subprocess
import time

from chapters import short
from faults.rules import NAME, OPEN, READ, SYNC, WRITE, Rules
from faults.traffic import Traffic
from report import require
from verify import settle

#: what is said of a call: its kinds, its error, and whether the work must go on as if nothing had been
KINDS = [
    ("short write", WRITE, 0),
    ("EINTR of a write", WRITE, errno.EINTR),
    ("EIO of a write", WRITE, errno.EIO),
    ("EFBIG of a write", WRITE, errno.EFBIG),
    ("EDQUOT of a write", WRITE, errno.EDQUOT),
    ("EINTR of a sync", SYNC, errno.EINTR),
    ("EMFILE of an open", OPEN, errno.EMFILE),
    ("EACCES of an open", OPEN, errno.EACCES),
    ("EIO of a rename, link or cut", NAME, errno.EIO),
]


def calls(trial, full):
    """Each kind strikes at single calls and in bursts, while stories are played."""
    trial.plans(*(what for what, _, _ in KINDS))
    trial.lay()
    rules = Rules(trial)
    trial.start(rules.environment)
    with Traffic(trial) as traffic:
        for what, kinds, error in KINDS:
            bursts = [(1, 1), (2, 3), (5, 24)] if full else [(1, 1), (3, 10)]
            for first, last in bursts:
                rules.set(kinds, error, first, last)
                trial.world.until(lambda: rules.struck > 0, f"{what} strikes", 30)
                time.sleep(0.05)
                trial.injected[what] += rules.clear()
            traffic.wait_for(1)
            alive = trial.hub.process.poll() is None
            if not trial.check("I6", f"{what}: the hub lives", alive, trial.hub.log_tail()):
                trial.start(rules.environment)
    trial.restart()
    trial.stands()


def reads(trial, full):
    """What cannot be read is an error for who asked, and for nobody else; it is tried anew the next time."""
    what = "EIO of a read"
    trial.plans(what)
    trial.lay()
    rules = Rules(trial)
    trial.start(rules.environment)
    short.handed_over_and_back(trial.world, trial.ledger)
    settle(trial.world)
    file, desk = trial.ledger.files[0], trial.world.desks["partner"]
    paths = [
        "tickets",
        f"attachments/{file.attachment}",
        f"tickets/{trial.ledger.chains[0].tickets['partner']}/timeline",
    ]
    before = [desk.call("GET", path).raw for path in paths]
    for last in range(1, 40 if full else 10):
        rules.set(READ, errno.EIO, 1, last)
        answers = [desk.call("GET", path, once=True) for path in paths * 3]
        trial.injected[what] += rules.clear()
        wrong = [a for a, raw in zip(answers, before * 3) if a.status == 200 and a.raw != raw]
        odd = [a.status for a in answers if a.status not in (200, 500, 503)]
        trial.invariants["I1"] += len(answers)
        require(not wrong and not odd, f"answered {odd}, and {len(wrong)} times something else")
    after = [desk.call("GET", path).raw for path in paths]
    trial.check("I6", "afterwards all is read as before", after == before)
    trial.restart()
    trial.stands()


def small_files(trial, full):
    """A limit on the size of any file: the write beyond it fails, or ends a process that has not asked to be spared."""
    what = "a write beyond RLIMIT_FSIZE"
    trial.plans(what)
    trial.lay()
    limit = trial.hub.data.joinpath("baton.sqlite").stat().st_size + 200_000
    trial.start()
    pid, desk = trial.hub.process.pid, trial.world.desks["fourth"]
    with Traffic(trial) as traffic:
        for _ in range(4 if full else 1):
            traffic.wait_for(1)
            _limit(pid, "fsize", limit)
            answers = [desk.call("POST", "tickets", {"subject": "Grow", "description": "x" * 60_000}, once=True)]
            while answers[-1].status == 201 and len(answers) < 500:
                answers.append(
                    desk.call("POST", "tickets", {"subject": "Grow", "description": "x" * 60_000}, once=True)
                )
            last = answers[-1]
            trial.injected[what] += last.status == 503
            trial.check("I6", "it is refused, and the hub lives", last.status == 503, f"{last.status} {last.raw}")
            trial.check("I7", "it says when to try again", last.headers.get("Retry-After"))
            _limit(pid, "fsize", "unlimited")
        traffic.wait_for(1)
    trial.restart()
    trial.stands()


def few_descriptors(trial, full):
    """Sixty-four descriptors, and more clients than that: some wait or are turned away, none for ever."""
    what = "a connection beyond 64 descriptors"
    trial.plans(what)
    trial.lay()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    trial.start()
    _limit(trial.hub.process.pid, "nofile", f"64:{hard}")
    held = 0
    with Traffic(trial) as traffic:
        for _ in range(3 if full else 1):
            crowd = [_connected(trial.hub.port) for _ in range(200)]
            descriptors = len(os.listdir(f"/proc/{trial.hub.process.pid}/fd"))
            time.sleep(0.5)
            held = max(held, len(os.listdir(f"/proc/{trial.hub.process.pid}/fd")))
            trial.injected[what] += max(0, len(crowd) - 64)
            trial.check("I6", f"it holds {descriptors} descriptors and lives", trial.hub.process.poll() is None)
            for connection in crowd:
                connection.close()
            traffic.wait_for(1)
    require(held <= 64, f"{held} descriptors were open")
    trial.check("I6", f"at most {held} of 64 descriptors were open", held > 40, "the limit was not reached")
    _limit(trial.hub.process.pid, "nofile", f"{soft}:{hard}")
    trial.restart()
    trial.stands()


def _connected(port):
    connection = socket.socket()
    connection.settimeout(5)
    connection.connect(("127.0.0.1", port))
    return connection


def _limit(pid, what, value):
    subprocess.run(
        ["prlimit", "--pid", str(pid), f"--{what}={value}:"[: -1 if ":" in str(value) else None]], check=True
    )


FAULTS = [
    ("F06", "calls that fail", calls),
    ("F06", "reads that fail", reads),
    ("F06", "files that may not grow", small_files),
    ("F06", "few descriptors", few_descriptors),
]
