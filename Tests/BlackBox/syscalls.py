"""One handoff on a prepared hub, dying at the Nth durable system call of the process, for each N until it gets through.

How many calls a round makes differs by a few, as commits meet or miss each other. So some rounds are only counted at
first: each call up to the fewest of theirs must kill, and from there on it goes call by call until a round lives.
"""

import os
import pathlib
import queue
import random
import shutil
import signal
import statistics
import struct
from concurrent.futures import ThreadPoolExecutor

from chapters import short
from hub import Hub
from kills import Keeper, preload
from ledger import Ledger
from report import QuietReport, require
from verify import settle, verify
from world import World

COUNTED = 8
#: how often a call may be missed because its round happened to be a shorter one
TRIES = 8
KILLED = -signal.SIGKILL


def each(folder, step, report):
    """Kills at every `step`th call."""
    rounds = Rounds(folder, report)
    if not rounds.prepare():
        return
    # A round leaves processors idle while it waits for the disk and for its desks.
    with ThreadPoolExecutor(os.cpu_count()) as several:
        counted = list(several.map(rounds.play, [f"counted-{number}" for number in range(COUNTED)]))
        fewest = min(round.calls for round in counted)
        print(f"{fewest} durable calls, {counted[0].calls_at_start} of them before the hub listens", flush=True)
        if not report.check("the hub makes durable calls", fewest > 0):
            return
        died = list(several.map(rounds.dies_at, range(1, fewest + 1, step)))
    report.check(f"each of {len(died)} durable calls up to the {fewest}th kills", all(died))
    beyond = range(fewest + 1, 2 * fewest)
    alive = next((number for number in beyond if not rounds.dies_at(number, tries=1)), None)
    report.check(f"a round makes fewer than {alive or 2 * fewest} durable calls", alive is not None)
    middle = statistics.median(rounds.ready_seconds)
    report.check(f"after a death it is back within 1 s (median {middle:.2f} s)", middle <= 1)


class Rounds:
    """Plays the short story on copies of one data directory."""

    def __init__(self, folder, report):
        self.folder = folder
        self.report = report
        self.ready_seconds = []
        self._library = preload("syscallkill")
        self._template = folder / "template"
        self._built = None
        # A port that was looked for while another hub is between two lives might be that hub's own.
        self._ports = queue.SimpleQueue()
        for port in {Hub(self._template).port for _ in range(os.cpu_count() or 1)}:
            self._ports.put(port)

    def prepare(self):
        hub = Hub(self._template)
        self._built = World(hub, random.Random(1))
        ready = self.report.group("the hub starts", hub.start_or_fail)
        ready = ready and self.report.group("four desks are linked", self._built.build)
        return self.report.check("the hub ends cleanly on SIGTERM", ready and hub.terminate() == 0)

    def dies_at(self, number, tries=TRIES):
        """Whether a round died there; what it was like afterwards is a check of the report."""
        return any(self.play(f"call-{number}-{attempt}", number).died for attempt in range(tries))

    def play(self, name, deadly=0):
        data = self.folder / name
        shutil.copytree(self._template, data, ignore=sockets)
        port = self._ports.get()
        quiet = QuietReport()
        try:
            round = Round(data, port, self._library, self._built, deadly)
            round.play(quiet)
        finally:
            self._ports.put(port)
        self.ready_seconds += round.keeper.ready_seconds
        died = f"died at durable call {deadly}" if round.died else f"alive after {round.calls} durable calls"
        self.report.all(died, quiet.failures)
        if not quiet.failures:
            for left in (data, round.hub.log, round.counter.path):
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        return round


class Round:
    """The short story once, on a hub that dies at one call, or at none."""

    def __init__(self, data, port, library, built, deadly):
        self.counter = Counter(data.with_suffix(".counter"), deadly)
        self.died = False
        self.calls = self.calls_at_start = 0
        self.hub = Hub(data)
        self.hub.port = port
        self.keeper = Keeper(self.hub, OneDeath())
        self._deadly = deadly
        self._environment = {"LD_PRELOAD": library, "BATON_KILL_COUNTER": str(self.counter.path)}
        self._world = built.moved(self.hub, deadly)

    def play(self, report):
        ledger = Ledger(self._world)
        # It may die before it listens; the keeper then starts it as it does after any other death.
        self.hub.start(self._environment)
        self.calls_at_start = self.counter.calls
        self.keeper.start()
        report.group("the short story", short.handed_over_and_back, self._world, ledger)
        report.group("every delivery is done", settle, self._world)
        report.group("the hub ends, cleanly or as it was told to", self._end)
        if report.group("the hub comes back", self.hub.start_or_fail):
            verify(self._world, ledger, report)
            report.check("the hub ends cleanly on SIGTERM", self.hub.terminate() == 0)
        self.hub.kill()

    def _end(self):
        """The end is a part of the round: the database is tidied up in it."""
        self.keeper.retire()
        code = self.hub.terminate()
        self.died = self.keeper.plan.deaths > 0 or code == KILLED
        require(code in (0, KILLED), f"it ended with {code}")
        self.calls = self.counter.calls
        require(self.died or not 0 < self._deadly <= self.calls, f"it outlived {self.calls} durable calls")


class Counter:
    """What syscallkill.c shares with the test: the calls so far, and the one that kills."""

    def __init__(self, path, deadly):
        self.path = path
        path.write_bytes(struct.pack("qq", 0, deadly))

    @property
    def calls(self):
        return struct.unpack("qq", self.path.read_bytes())[0]


class OneDeath:
    """What dies by itself is started again, plainly."""

    deaths = 0

    def environment(self):
        return {}

    def delay(self):
        return 3_600

    def died(self, by_itself):
        self.deaths += 1

    def may_die_by_itself(self):
        return self.deaths == 0


def sockets(place, names):
    """A socket in a data directory is no file that can be copied."""
    return [name for name in names if pathlib.Path(place, name).is_socket()]
