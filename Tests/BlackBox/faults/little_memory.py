"""F33: 256 MB for the hub and its files in memory, and load that asks for more; it sheds, or dies and comes back
whole."""

import contextlib
import os
import pathlib
import threading
import time

from report import require

from faults.traffic import Traffic

LIMIT = 256 << 20
GROUPS = pathlib.Path("/sys/fs/cgroup/memory")


def limited(trial, full, limit=LIMIT):
    what = f"the limit of {limit >> 20} MB reached"
    trial.plans(what)
    trial.needs_root("a control group of memory")
    group = _group(trial, limit)
    trial.lay()
    trial.start()
    _into(group, trial)
    desk = trial.world.desks["fourth"]
    ticket = desk.post("tickets", {"subject": "Heavy"})["id"]
    stop, asking, broken = threading.Event(), threading.Event(), []
    asking.set()

    def files():
        while not stop.is_set():
            asking.wait()
            with contextlib.suppress(Exception):
                # Each of its own: what is there already asks for nothing.
                desk.upload(ticket, "heavy.bin", os.urandom(20_000_000))

    def questions():
        while not stop.is_set():
            asking.wait()
            with contextlib.suppress(Exception):
                desk.call("POST", "tickets", {"subject": "Heavy", "description": "y" * 200_000}, once=True)
                desk.call("GET", "tickets?limit=200", once=True)

    threads = [threading.Thread(target=work, daemon=True) for work in [files] * 6 + [questions] * 24]
    deaths = 0
    with Traffic(trial, clients=2, least=2) as traffic:
        for thread in threads:
            thread.start()
        deadline = time.monotonic() + (40 if full else 5)
        while time.monotonic() < deadline or traffic.stories < 2 or _reached(group) == 0:
            if time.monotonic() > deadline and _reached(group) == 0:
                _narrow(group)
            if trial.hub.process.poll() is not None:
                deaths += 1
                require(trial.hub.process.returncode == -9, f"it ended with {trial.hub.process.returncode}")
                # What asks for so much would take the cores that the start is measured on.
                asking.clear()
                trial.restart()
                _into(group, trial)
                asking.set()
            time.sleep(0.05)
            said = f"{traffic.stories} stories were played, and the limit was reached {_reached(group)} times"
            require(time.monotonic() < deadline + 120, said)
        stop.set()
        for thread in threads:
            thread.join(60)
    most = int((group / "memory.max_usage_in_bytes").read_text())
    trial.injected[what] += _reached(group)
    resident = _resident(trial.hub.process.pid)
    say = f"at most {most >> 20} of {limit >> 20} MB, {resident >> 20} MB resident at the end, ended by the kernel {deaths} times"
    trial.check("I6", say, most <= limit and not broken, broken)
    trial.restart()
    trial.stands()


def _group(trial, limit):
    group = GROUPS / f"baton-faults-{os.getpid()}"
    try:
        group.mkdir()
        (group / "memory.limit_in_bytes").write_text(str(limit))
    except OSError as error:
        trial.needs(False, f"a control group of memory cannot be made: {error}")
    trial.afterwards(lambda: _remove(trial, group))
    return group


def _remove(trial, group):
    trial.hub.kill()
    group.rmdir()


def _narrow(group):
    """Down to what is taken now: a slow machine asks for little at once, and would never reach a limit that stands."""
    taken = int((group / "memory.usage_in_bytes").read_text())
    with contextlib.suppress(OSError):
        (group / "memory.limit_in_bytes").write_text(str(max(taken, 4096)))


def _reached(group):
    return int((group / "memory.failcnt").read_text())


def _into(group, trial):
    (group / "cgroup.procs").write_text(str(trial.hub.process.pid))


def _resident(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) << 10
    return 0


FAULTS = [("F33", "little memory", limited)]
