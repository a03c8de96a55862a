"""The story without an end, on a hub that is killed every second: python3 siege.py [--seconds 3600] [--seed S] [--data DIR]

Waves follow one another. In each, four new desks are founded and linked, and every chapter of the story is played over and
over by a client of its own, while the hub dies by kill -9 each second. Then the hub is left alone for a moment: all of the
wave must stand as it should, nothing lost, doubled, out of order or where it may not be. At the end every earlier wave must
show, to the byte, what it showed then, and the doctor must find nothing.
"""

import argparse
import hashlib
import json
import pathlib
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time

import chapters
from hub import Hub
from kills import Keeper, RandomKills
from ledger import Ledger
from report import QuietReport, Report
from verify import Snapshot, settle, verify
from world import World

#: how long a wave is under fire before it is looked at
WAVE = 20


def main():
    options = read_options()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-siege-"))
    report = Report()
    siege = Siege(folder, options.seed, report)
    if report.group("the hub starts", siege.hub.start_or_fail):
        deadline = time.monotonic() + options.seconds
        while time.monotonic() < deadline and not report.failed:
            siege.wave(min(WAVE, max(2.0, deadline - time.monotonic())))
        siege.end()
    if report.failed:
        print(f"data and logs: {folder}", file=sys.stderr)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


class Siege:
    def __init__(self, folder, seed, report):
        self.hub = Hub(folder / "hub")
        self.report = report
        self.rng = random.Random(seed)
        self.kills = 0
        self.chapters = 0
        self.ready_seconds = []
        #: a wave's world, and what each of its desks showed when it was over
        self.waves = []

    def wave(self, seconds):
        number = len(self.waves) + 1
        world = World(self.hub, random.Random(self.rng.getrandbits(32)), patience=60)
        if not self.report.group(f"wave {number}: four desks are linked", self._found, world):
            return
        ledger = Ledger(world)
        plan = RandomKills(self.rng, shortest=1.0, longest=1.0)
        keeper = Keeper(self.hub, plan)
        keeper.start()
        played = Players(world, ledger)
        played.play(seconds)
        if not self.report.group(f"wave {number}: the hub comes back after every kill", keeper.stop):
            return
        self.kills += plan.kills
        self.chapters += played.finished
        self.ready_seconds += keeper.ready_seconds
        quiet = QuietReport()
        quiet.failures += played.failures
        verify(world, ledger, quiet)
        said = len(ledger.words) + len(ledger.files)
        self.report.all(
            f"wave {number}: {played.finished} chapters, {said} words and files, {plan.kills} kills: all stands",
            quiet.failures,
        )
        self.report.check(f"wave {number}: it was under fire", plan.kills > 0 and played.finished > 0)
        self.waves.append((world, {slug: _shown(world, slug) for slug in world.desks}))

    def _found(self, world):
        # Slugs are the hub's, so each wave has names of its own; within the wave the desks are known by the story's.
        world.build(suffix=f"-{len(self.waves) + 1}")

    def end(self):
        changed = [
            f"wave {number} at {slug}"
            for number, (world, shown) in enumerate(self.waves, 1)
            for slug, before in shown.items()
            if _shown(world, slug) != before
        ]
        self.report.all(f"each of {len(self.waves)} waves shows what it showed when it was over", changed)
        code, said = self.hub.doctor()
        self.report.check("the doctor finds nothing", code == 0, said)
        if self.ready_seconds:
            middle, slowest = statistics.median(self.ready_seconds), max(self.ready_seconds)
            say = f"killed {self.kills} times, back after {middle:.2f} s (median), {slowest:.2f} s (slowest)"
            self.report.check(f"{say}, {self.chapters} chapters were played", self.kills > 0)
        self.report.check("the hub ends cleanly on SIGTERM", self.hub.terminate() == 0)


class Players:
    """A client for each chapter that can be played beside the others."""

    def __init__(self, world, ledger):
        self.finished = 0
        self.failures = []
        self._world = world
        self._ledger = ledger
        self._lock = threading.Lock()

    def play(self, seconds):
        deadline = time.monotonic() + seconds
        threads = [
            threading.Thread(target=self._over_and_over, args=(name, chapter, deadline), daemon=True)
            for name, chapter in chapters.FIRST
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _over_and_over(self, name, chapter, deadline):
        while time.monotonic() < deadline and not self.failures:
            try:
                chapter(self._world, self._ledger)
            except Exception as error:
                self.failures.append(f"{name}: {type(error).__name__}: {error}")
                return
            with self._lock:
                self.finished += 1


def _shown(world, slug):
    """All that a desk shows, as one hash. Nothing in the story falls due by itself so soon."""
    settle(world, 30)
    shot = Snapshot(world, slug)
    return hashlib.sha256(json.dumps([shot.text], sort_keys=True).encode()).hexdigest()


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
