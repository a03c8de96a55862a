"""Lets the hub die while the story goes on, and starts it again."""

import os
import pathlib
import subprocess
import threading
import time
from collections import Counter

from hub import ROOT, HubFailed

HERE = pathlib.Path(__file__).resolve().parent
STAGES = [f"S{number}" for number in range(9)]


def preload(name):
    """Compiles a preloaded library, if its source is newer; gives its path."""
    source = HERE / f"{name}.c"
    library = ROOT / ".build/blackbox" / f"{name}.so"
    if not library.exists() or library.stat().st_mtime < source.stat().st_mtime:
        library.parent.mkdir(parents=True, exist_ok=True)
        fresh = library.with_suffix(f".{os.getpid()}.so")
        subprocess.run(["cc", "-Wall", "-Wextra", "-O2", "-shared", "-fPIC", "-o", fresh, source], check=True)
        fresh.rename(library)
    return str(library)


class RandomKills:
    """SIGKILL from outside, after a time that the seed decides."""

    def __init__(self, rng, shortest=0.1, longest=1.5):
        self.rng = rng
        self.shortest = shortest
        self.longest = longest
        self.kills = 0

    def environment(self):
        return {}

    def delay(self):
        return self.rng.uniform(self.shortest, self.longest)

    def died(self, by_itself):
        self.kills += 1

    def may_die_by_itself(self):
        return False


class StageKills:
    """Death inside a stage of a handoff: the stage that has had the fewest is next."""

    def __init__(self, rng, each):
        self.rng = rng
        self.each = each
        self.kills = Counter()
        self._stage = None
        self._library = preload("stagekill")

    def environment(self):
        fewest = min(self.kills[stage] for stage in STAGES)
        self._stage = self.rng.choice([stage for stage in STAGES if self.kills[stage] == fewest])
        return {
            "LD_PRELOAD": self._library,
            "BATON_KILL_STAGE": self._stage,
            "BATON_KILL_COUNT": str(self.rng.randint(1, 8)),
        }

    def delay(self):
        # Long enough for the stage to come; a stage that never comes must not stop the others.
        return 8.0

    def died(self, by_itself):
        if by_itself:
            self.kills[self._stage] += 1

    def may_die_by_itself(self):
        return True

    def complete(self):
        return all(self.kills[stage] >= self.each for stage in STAGES)


class Keeper(threading.Thread):
    """Keeps the hub running by the plan, until it is told to stop."""

    def __init__(self, hub, plan):
        super().__init__(daemon=True)
        self.hub = hub
        self.plan = plan
        self.broken = None
        self.ready_seconds = []
        self._stopping = threading.Event()

    def run(self):
        try:
            while not self._stopping.is_set():
                self._one_life()
        except Exception as error:
            self.broken = error

    def stop(self):
        """Ends the killing: one last kill, and a plain start."""
        self.retire()
        self.hub.kill()
        self.hub.start_or_fail()
        self.ready_seconds.append(self.hub.ready_seconds)

    def retire(self):
        """Leaves the hub as it is."""
        self._stopping.set()
        self.join()
        if self.broken:
            raise self.broken

    def _one_life(self):
        deadline = time.monotonic() + self.plan.delay()
        while self.hub.process.poll() is None and time.monotonic() < deadline:
            if self._stopping.wait(0.005):
                return
        self._bury()
        while not self.hub.start(self.plan.environment()):
            self._bury()
        self.ready_seconds.append(self.hub.ready_seconds)

    def _bury(self):
        by_itself = self.hub.process.poll() is not None
        self.hub.kill()
        if by_itself and (not self.plan.may_die_by_itself() or self.hub.process.returncode != -9):
            raise HubFailed(f"the hub ended by itself with {self.hub.process.returncode}:\n{self.hub.log_tail()}")
        self.plan.died(by_itself)
