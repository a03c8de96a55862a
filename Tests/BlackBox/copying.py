"""A hub moves from its directory into PostgreSQL: python3 copying.py [--data DIR] [--seed S] [--kills N]

The story is told on SQLite, copied with `kill -9` in the middle, and gone on with in the database. Every GET of the interface
is answered byte for byte as before. Needs BATON_HUBS_IN, the database in which each hub gets a schema of its own.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

from answers import all_answers, differences
from hub import BINARY, DATABASE, Hub
from ledger import Ledger
from report import Report, equal, require
from story import tell
from verify import settle, verify
from world import World


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--kills", type=int, default=6)
    options = parser.parse_args()
    report = Report()
    if not report.check("BATON_HUBS_IN names a database", DATABASE):
        return report.close()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-copying-"))
    play = Play(folder, report, options)
    for name, scene in (
        ("a story is told on a hub in its directory", play.told),
        ("nothing is copied of a hub that runs", play.running),
        ("what it answers is written down", play.asked),
        ("a copy is made in one go, and is the hub", play.at_once),
        ("no copy goes where a hub is", play.occupied),
        ("half a copy is served by nobody, and gone on with by the same hub alone", play.half),
        ("a copy that is killed again and again comes to its end", play.killed),
        ("every GET is answered as before", play.answered),
        ("the story goes on", play.goes_on),
        ("bytes that are gone are told of", play.missing),
        ("what cannot be copied is refused in words", play.refused),
    ):
        if not report.group(name, scene) and scene in (play.told, play.asked, play.killed):
            break
    if play.node.process and play.node.process.poll() is None:
        verify(play.world, play.ledger, report)
        code, words = play.node.doctor()
        report.check("the doctor finds nothing", code == 0, words)
        report.check("the hub ends cleanly on SIGTERM", play.node.terminate() == 0)
    play.hub.kill()
    if not options.data and not report.failed:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


class Play:
    def __init__(self, folder, report, options):
        self.folder = folder
        self.report = report
        self.options = options
        self.hub = Hub(folder / "hub", in_directory=True)
        self.node = Hub(folder / "node")
        self.world = World(self.hub, random.Random(options.seed))
        self.ledger = Ledger(self.world)
        self.key = "kept-answer-of-the-first-hub"

    def told(self):
        self.hub.start_or_fail()
        self.world.build()
        tell(self.world, self.ledger, self.report)
        chain = self.chain = self.ledger.chain()
        self.world.ticket(chain, "Compressor is spät", description="wörter, \ufffe none, 漢字 too")
        self.handoff = self.world.accepted(chain, "vendor", "partner")
        for size in (0, 1, 256 << 10, (256 << 10) + 1, 3_000_000):
            self.ledger.attach(
                chain, "vendor", f"of-{size}.bin", os.urandom(size), {"vendor", "partner"}, "partner"
            )
        for number in range(100):
            self.world.desks["fourth"].post("tickets", {"subject": f"Bulk {number}", "description": f"text{number} " * 2_000})
        self.kept = self.world.desks["vendor"].post("tickets", {"subject": "Asked once"}, key=self.key)
        settle(self.world)

    def running(self):
        refused(self.copy(self.node), "another process uses")

    def asked(self):
        self.before = self.everything()
        require(len(self.before) == 8 and all(len(found) > 50 for found in self.before.values()), "little was asked")
        equal(self.hub.terminate(), 0, "the exit code")

    def everything(self):
        people = [*self.world.desks.items(), *((f"{slug}'s admin", desk) for slug, desk in self.world.admins.items())]
        return {name: all_answers(desk) for name, desk in people}

    def copy(self, node, source=None, *more):
        return run("copy", "--from", f"sqlite:{source or self.hub.data}", "--to", node.database, "--data", node.data, *more)

    def at_once(self):
        self.first = Hub(self.folder / "first")
        started = time.monotonic()
        done = self.copy(self.first, None, "--json")
        self.whole = time.monotonic() - started
        equal(done.returncode, 0, f"the exit code ({done.stderr})")
        told = json.loads(done.stdout)["copy"]
        equal(told["missing"], [], "the missing files")
        require(told["rows"] > 1_000 and told["files"] >= 5, told)
        equal((self.first.data / "baton.keys").read_bytes(), (self.hub.data / "baton.keys").read_bytes(), "the keys")
        equal((self.first.data / "baton.keys").stat().st_mode & 0o077, 0, "what others may do with the keys")
        code, words = self.first.doctor()
        equal(code, 0, f"the doctor ({words})")

    def occupied(self):
        refused(self.copy(self.first), "holds a hub already")
        self.first.start_or_fail()
        refused(self.copy(self.first), "a node serves the database")
        equal(self.first.terminate(), 0, "the exit code")

    def half(self):
        node = Hub(self.folder / "half")
        for cut in (0.5, 0.3, 0.7, 0.4, 0.6, 0.2, 0.8):
            self.cut(node, cut)
            if node.is_half():
                break
        require(node.is_half(), "no copy could be cut short")
        served = run("serve", *node.place, "--listen", "127.0.0.1:0")
        refused(served, "the copy has not come to its end")
        other = Hub(self.folder / "other", in_directory=True)
        other.create_tenant("other", "Other", "boss@other.example")
        refused(run("copy", "--from", f"sqlite:{other.data}", "--to", node.database), "the beginning of another copy")
        refused(self.copy(node, other.data), "another hub's key file")
        changed = self.folder / "changed"
        shutil.copytree(self.hub.data, changed)
        moved = Hub(changed, in_directory=True)
        moved.create_tenant("late", "Late", "boss@late.example")
        refused(self.copy(node, changed), "or the hub has changed")

    def cut(self, node, part):
        """A copy that is killed after a part of the time that a whole one takes."""
        copying = subprocess.Popen(
            [str(BINARY), "copy", "--from", f"sqlite:{self.hub.data}", "--to", node.database, "--data", str(node.data)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(self.whole * part)
        copying.kill()
        copying.wait()

    def killed(self):
        cut, kills = 0, self.options.kills
        for number in range(kills):
            self.cut(self.node, (number + 1) / (kills + 1))
            cut += self.node.is_half()
        self.report.check(f"{cut} of {kills} copies were cut short", cut > 0)
        done = self.copy(self.node)
        if done.returncode != 0:
            refused(done, "holds a hub already")

    def answered(self):
        self.node.start_or_fail()
        for desk in [*self.world.desks.values(), *self.world.admins.values()]:
            desk.hub = self.node
        self.world.hub = self.node
        after = self.everything()
        for name, before in self.before.items():
            self.report.all(f"{name}: {len(before)} addresses", differences(before, after[name]))
        again = self.world.desks["vendor"].post("tickets", {"subject": "Asked once"}, key=self.key)
        equal(again, self.kept, "the answer to a request that was made before")

    def goes_on(self):
        world, chain = self.world, self.chain
        self.ledger.say(chain, "partner", "partner", {"vendor", "partner"})
        self.ledger.attach(chain, "partner", "after.bin", os.urandom(300_000), {"vendor", "partner"}, "partner")
        world.complete("partner", self.handoff)
        world.both("vendor", "partner", self.handoff, "completed")
        world.move("vendor", self.handoff, "confirm")
        world.both("vendor", "partner", self.handoff, "confirmed")
        chain.ends = {self.handoff: "confirmed"}
        fresh = self.ledger.chain()
        world.ticket(fresh, "Opened in the database")
        fresh.ends = {world.accepted(fresh, "vendor", "subcontractor"): "accepted"}
        settle(world)

    def missing(self):
        poor, node = self.folder / "poor", Hub(self.folder / "poor-node")
        shutil.copytree(self.hub.data, poor)
        gone = max((path for path in (poor / "blobs").rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)
        for path in poor.rglob(gone.name):
            path.unlink()
        done = self.copy(node, poor)
        refused(done, gone.name)
        require("read again, they are the same" in done.stdout, done.stdout)

    def refused(self):
        node = Hub(self.folder / "never")
        refused(self.copy(node, self.folder / "nowhere"), "there is no hub in")
        away = Hub(self.folder / "away")
        away.database = "postgres:///postgres?host=/nowhere"
        refused(self.copy(away), "PostgreSQL cannot be reached")
        wrong = run("copy", "--from", str(self.hub.data), "--to", node.database)
        require(wrong.returncode == 64 and "sqlite:DIR" in wrong.stderr, wrong.stderr)


def run(*arguments):
    return subprocess.run(
        [str(BINARY), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={**os.environ, "SWIFT_BACKTRACE": "enable=no"},
    )


def refused(done, said):
    insides = ("Error Domain", 'unavailable("', "Fatal", ".swift", "Optional(")
    require(done.returncode == 1, f"exit {done.returncode}, expected 1: {done.stdout} {done.stderr}")
    require(said in done.stderr, f"“{said}” is not said: {done.stderr}")
    require(not any(word in done.stderr for word in insides), f"it shows its insides: {done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
