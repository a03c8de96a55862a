"""One fault on a hub of its own: what was injected, what was acknowledged meanwhile, and what is there afterwards."""

import os
import shutil
import statistics
import time
from collections import Counter

from hub import Hub, HubFailed, kinds
from ledger import Ledger
from report import QuietReport, require
from syscalls import sockets
from verify import settle, verify
from world import World

#: how much slower than a quiet start a start after a death may be: a bound for what hangs, not for what is slow
SLOWER = 20


class NotRun(Exception):
    """What the fault needs is not to be had here. That is a failure, not a reason to pass."""


class Ground:
    """Four linked desks, made once; each fault gets a copy."""

    def __init__(self, folder, report):
        self.folder = folder
        self.report = report
        self.quiet_start = None
        self._template = folder / "template"
        self._built = None

    def prepare(self, rng):
        hub = Hub(self._template)
        hub.start_or_fail()
        self._built = World(hub, rng)
        self._built.build()
        require(hub.terminate() == 0, "the hub does not end cleanly")
        starts = []
        for _ in range(3):
            hub.start_or_fail()
            starts.append(hub.ready_seconds)
            hub.terminate()
        self.quiet_start = statistics.median(starts)
        print(f"a quiet start takes {self.quiet_start:.3f} s", flush=True)

    def lay(self, place):
        shutil.copytree(self._template, place, ignore=sockets)

    def world(self, hub, seed):
        return self._built.moved(hub, seed, patience=60)

    def trial(self, code, what):
        return Trial(self, code, what)

    def close(self):
        """Nothing of it is needed any more."""


class Trial:
    def __init__(self, ground, code, what):
        self.ground = ground
        self.report = ground.report
        self.name = f"{code} {what}"
        # Short, since there is a socket in it.
        self.folder = ground.folder / f"{code}-{'-'.join(what.replace(',', '').split())}"[:28]
        self.injected = Counter()
        self.invariants = Counter()
        self.hub = self.world = self.ledger = None
        self._starts = []
        self._undo = []

    # Setting up.

    def lay(self, place=None, seed=1):
        """The hub, not yet started, on a copy of the prepared desks."""
        data = place or self.folder / f"hub-{seed}"
        data.parent.mkdir(parents=True, exist_ok=True)
        self.ground.lay(data)
        self.hub = Hub(data)
        self.world = self.ground.world(self.hub, seed)
        for desk in [*self.world.desks.values(), *self.world.admins.values()]:
            desk.longest_pause = 0.2
        self.ledger = Ledger(self.world)
        return self.hub

    def start(self, environment=None):
        require(self.hub.start(environment), f"it does not start: {self.hub.log_tail()}")

    def plans(self, *whats):
        """What will be injected: each must strike at least once."""
        for what in whats:
            self.injected[what] += 0

    def needs(self, holds, what):
        if not holds:
            raise NotRun(what)

    def needs_root(self, what):
        self.needs(os.geteuid() == 0, f"{what} needs root")

    def afterwards(self, undo):
        """Runs when the fault is over, however it ended; the last one first."""
        self._undo.append(undo)

    # Looking.

    def check(self, invariant, name, holds, detail="", times=1):
        self.invariants[invariant] += times
        return self.report.check(f"{self.name}: {name}", holds, detail)

    def died(self, patience=20):
        """Waits until the hub has ended by itself."""
        deadline = time.monotonic() + patience
        while self.hub.process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        return self.hub.process.poll() is not None

    def restart(self, environment=None):
        """kill -9, and a start; the time until it is ready again is kept."""
        self.hub.kill()
        self.start(environment)
        self._starts.append(self.hub.ready_seconds)

    def stands(self, patience=60, harmless=()):
        """After all: nothing acknowledged is lost, nothing is doubled, out of order, or where it may not be.

        `harmless` are the kinds of findings that the fault leaves behind by its nature, and that the doctor calls so.
        """
        quiet = QuietReport()
        try:
            settle(self.world, patience)
        except Exception as error:
            quiet.failures.append(str(error))
        verify(self.world, self.ledger, quiet)
        chains, words, files = self.ledger.chains, self.ledger.words, self.ledger.files
        acknowledged = sum(len(c.tickets) + len(c.handoffs) for c in chains) + len(words) + len(files)
        self.invariants["I1"] += acknowledged
        self.invariants["I2"] += acknowledged
        self.invariants["I3"] += sum(len(said) for _, said in self.ledger.ordered)
        self.invariants["I4"] += sum(len(c.handoffs) for c in chains)
        self.invariants["I5"] += (len(words) + len(files)) * len(self.world.desks)
        code, said = self.hub.doctor()
        if code != 0 and not kinds(said) <= set(harmless):
            quiet.failures.append(f"the doctor finds: {said}")
        self.invariants["I7"] += 1
        for hub in self._all_end():
            quiet.failures.append(f"the hub ended with {hub.process.returncode}: {hub.log_tail(600)}")
        self.invariants["I6"] += 1
        self.report.all(f"{self.name}: {acknowledged} acknowledged things stand as they should", quiet.failures)

    def _all_end(self):
        """Ends all that serves; gives those that were dead, or did not end cleanly."""
        alive = self.hub.process.poll() is None
        return [] if alive and self.hub.terminate() == 0 else [self.hub]

    def close(self):
        for undo in reversed(self._undo):
            try:
                undo()
            except Exception as error:
                self.report.check(f"{self.name}: what was set up is taken down", False, error)
        if self.hub:
            self.hub.kill()
        if self._starts:
            slowest, bound = max(self._starts), self.ground.quiet_start * SLOWER
            self.report.check(
                f"{self.name}: ready again after {len(self._starts)} deaths, median"
                f" {statistics.median(self._starts):.2f} s, slowest {slowest:.2f} s",
                slowest < bound,
                f"a quiet start takes {self.ground.quiet_start:.2f} s",
            )
        injected = ", ".join(f"{what} ×{times}" for what, times in self.injected.items())
        checked = ", ".join(f"{name} ×{times}" for name, times in sorted(self.invariants.items()))
        missed = [what for what, times in self.injected.items() if times == 0]
        self.report.check(
            f"{self.name}: injected {injected or 'nothing'}; checked {checked or 'nothing'}",
            self.injected and not missed and self.invariants,
            f"never struck: {missed}",
        )


__all__ = ["Ground", "HubFailed", "NotRun", "Trial"]
