"""Backup and restore as an operator does them: python3 backup.py [--data DIR]

A hub under load is copied while it serves, killed in the middle of it, and brought back elsewhere; the story goes on
there. What was answered before the backup began must be in it. Where BATON_HUBS_IN names a database, hubs are kept there.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

from hub import BINARY, DATABASE, Hub
from kills import preload
from ledger import Ledger
from report import Report, equal, require
from verify import settle, verify
from world import World


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-backup-"))
    report = Report()
    play = Play(folder, report)
    for name, scene in (
        ("four desks are linked", play.build),
        ("a backup is made while tickets are opened", play.backup_under_load),
        ("work goes on at three desks, which the backup knows nothing of", play.works_on),
        ("nothing is overwritten", play.overwrites_nothing),
        ("damage is found, and the words are clear", play.damage),
        ("the key file is asked for, and tried, before anything is written", play.keys),
        ("what was answered before the backup is on the restored hub", play.restores),
        ("the story goes on there", play.goes_on),
        ("a backup goes back to the other engine, too", play.crosses),
        ("a restore that dies in the middle serves nobody, and is said again", play.restore_killed),
        ("a backup whose hub or command dies, or ends, in the middle leaves none under its name", play.killed),
        ("a backup is made, and looked at, where no hub runs", play.at_rest),
        ("a backup for which there is no room leaves nothing, and the next one is made", play.no_room),
        ("the doctor looks at backups, too", play.doctored),
    ):
        if not report.group(name, scene) and scene in (play.build, play.backup_under_load):
            break
    if play.again.process and play.again.process.poll() is None:
        verify(play.world, play.ledger, report)
        report.check("the restored hub ends cleanly on SIGTERM", play.again.terminate() == 0)
    if not report.failed:
        shutil.rmtree(play.backups, ignore_errors=True)
        if not options.data:
            shutil.rmtree(folder, ignore_errors=True)
    return report.close()


class Play:
    def __init__(self, folder, report):
        self.folder = folder
        self.report = report
        self.hub = Hub(folder / "hub")
        self.again = Hub(folder / "again")
        self.world = World(self.hub, random.Random(7))
        self.ledger = Ledger(self.world)
        # Elsewhere: what lies under `folder` is a data directory, to whom looks at it later.
        self.backups = pathlib.Path(tempfile.mkdtemp(prefix="baton-copies-"))
        self.first = self.backups / "first"
        self.keys_path = self.hub.data / "baton.keys"
        self.before = {}

    def build(self):
        self.hub.start_or_fail()
        self.world.build()
        chain = self.chain = self.ledger.chain()
        self.world.ticket(chain, "Crane stuck")
        self.upper = self.world.accepted(chain, "vendor", "partner")
        everybody = {"vendor", "partner"}
        self.ledger.say(chain, "vendor", "partner", everybody)
        self.ledger.say(chain, "partner", "internal", set())
        self.ledger.attach(chain, "vendor", "plan.bin", os.urandom(400_000), everybody, "partner")
        settle(self.world)
        self.before = {t["id"]: t for t in self.world.desks["vendor"].items("tickets")}

    def backup_under_load(self):
        opened, stop = [], threading.Event()

        def work(number):
            desk = self.world.desks["fourth"]
            while not stop.is_set():
                opened.append(desk.post("tickets", {"subject": f"Load {number}", "description": "x" * 20_000})["id"])

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        try:
            while len(opened) < 200:
                time.sleep(0.01)
            self.answered = list(opened)
            made = self.hub.command("backup", "--to", str(self.first))["backup"]
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        self.report.check(
            f"tickets were opened meanwhile ({len(opened) - len(self.answered)})", len(opened) > len(self.answered)
        )
        equal(made["missing"], [], "the missing files")
        equal(made["withKeys"], False, "whether the keys are in it")
        measured = self.world.desks["fourth"].bytes("/metrics").decode()
        require("\nbaton_last_backup_timestamp_seconds 1" in measured, "the time of the backup is not measured")
        require(made["files"] >= 1 and made["fileBytes"] >= 400_000, f"the files: {made}")
        require(not list(self.first.rglob("baton.keys")), "the key file is in the backup")
        for path in (self.first, self.first / "baton.sqlite", self.first / "backup.json"):
            equal(path.stat().st_mode & 0o077, 0, f"what others may do with {path.name}")

    def works_on(self):
        for slug in ("vendor", "partner"):
            ticket = self.chain.tickets[slug]
            said = {"body": f"Said by the {slug} after the backup", "audience": "partner"}
            self.world.desks[slug].post(f"tickets/{ticket}/comments", said)
        self.world.complete("partner", self.upper)
        self.world.both("vendor", "partner", self.upper, "completed")
        lost = self.ledger.chain()
        self.world.ticket(lost, "Opened after the backup")
        self.world.accepted(lost, "vendor", "subcontractor")
        self.ledger.chains.remove(lost)

    def overwrites_nothing(self):
        again = run("backup", "--to", self.first, *self.hub.place)
        refused(again, "is there already")
        file = self.backups / "a-file"
        file.write_text("mine")
        refused(run("backup", "--to", file, *self.hub.place), "is there already")
        equal(file.read_text(), "mine", "the file")
        inside = self.backups / "dated"
        inside.mkdir()
        made = self.hub.command("backup", "--to", str(inside))["backup"]
        equal(pathlib.Path(made["path"]).parent, inside, "where a dated backup is")
        equal([path.name for path in inside.iterdir()], [pathlib.Path(made["path"]).name], "what is there")
        refused(run("backup", "--to", "/proc/no/such", *self.hub.place), "cannot be written")
        onto = run("restore", "--from", self.first, "--keys", self.keys_path, *self.hub.place)
        refused(onto, "a node serves the database" if DATABASE else "already")

    def damage(self):
        damaged = self.backups / "damaged"
        blob = next(path for path in (self.first / "blobs").rglob("*") if path.is_file())
        for name, spoil, said in (
            ("database", lambda: flip(damaged / "baton.sqlite"), "the database is not what was written"),
            ("file", lambda: flip(damaged / blob.relative_to(self.first)), "are not what they were"),
            ("absent file", (lambda: (damaged / blob.relative_to(self.first)).unlink()), "cannot be read"),
            ("manifest", lambda: (damaged / "backup.json").write_text("{"), "is not what was written"),
            ("no manifest", (damaged / "backup.json").unlink, "there is no backup"),
        ):
            shutil.copytree(self.first, damaged)
            spoil()
            never = Hub(self.folder / "never")
            refused(run("restore", "--from", damaged, "--keys", self.keys_path, *never.place), said)
            require(is_nowhere(never), f"{name}: something was written")
            shutil.rmtree(damaged)
        equal(sorted(path.name for path in self.folder.glob("never*")), [], "what is left")

    def keys(self):
        other = Hub(self.folder / "other")
        other.create_tenant("other", "Other", "boss@other.example")
        never = Hub(self.folder / "never")
        needed = json.loads((self.first / "backup.json").read_text())["keys"][0]
        refused(run("restore", "--from", self.first, *never.place), needed)
        strange = run("restore", "--from", self.first, "--keys", other.data / "baton.keys", *never.place)
        refused(strange, "is not the key file of this backup")
        require(needed in strange.stderr, strange.stderr)
        refused(run("restore", "--from", self.first, "--keys", self.folder / "none", *never.place), "no key file")
        require(is_nowhere(never), "something was written")

    def restores(self):
        done = run("restore", "--from", self.first, "--keys", self.keys_path, *self.again.place, "--json")
        equal(done.returncode, 0, f"the exit code ({done.stderr})")
        equal(json.loads(done.stdout)["restore"]["missing"], [], "the missing files")
        equal(self.hub.terminate(), 0, "the exit code of the first hub")
        self.again.start_or_fail()
        for desk in [*self.world.desks.values(), *self.world.admins.values()]:
            desk.hub = self.again
        self.world.hub = self.again
        now = {t["id"]: t for t in self.world.desks["vendor"].items("tickets")}
        equal(now, self.before, "the vendor's tickets")
        found = {t["id"] for t in self.world.desks["fourth"].items("tickets")}
        lost = [ticket for ticket in self.answered if ticket not in found]
        equal(lost, [], "tickets answered before the backup that are not in it")
        code, words = self.again.doctor()
        equal(code, 0, f"the doctor ({words})")

    def recovered(self):
        """Each desk has asked its partners what it has forgotten, and they have answered."""

        def knows(desk):
            return not any(handoff["recovering"] for handoff in desk.items("handoffs"))

        self.world.until(lambda: all(knows(desk) for desk in self.world.desks.values()), "every desk knows where it is")
        for slug, desk in self.world.admins.items():
            actions = [record["action"] for record in desk.items("audit")]
            require("hub.restore" in actions, f"{slug}'s audit log does not say that the hub was restored: {actions}")

    def goes_on(self):
        self.recovered()
        self.ledger.say(self.chain, "partner", "partner", {"vendor", "partner"})
        self.world.complete("partner", self.upper)
        self.world.both("vendor", "partner", self.upper, "completed")
        self.world.move("vendor", self.upper, "confirm")
        self.world.both("vendor", "partner", self.upper, "confirmed")
        self.chain.ends = {self.upper: "confirmed"}
        fresh = self.ledger.chain()
        self.world.ticket(fresh, "Opened after the restore")
        handoff = self.world.offer(fresh, "vendor", "subcontractor")
        # The desk asks this partner too what was said, about which no open handoff tells.
        accept = f"handoffs/{handoff}/accept"
        self.world.until(
            lambda: self.world.desks["subcontractor"].status_of("POST", accept, {}) < 400, "the offer can be accepted"
        )
        self.world.both("vendor", "subcontractor", handoff, "accepted")
        fresh.ends = {handoff: "accepted"}
        settle(self.world)

    def crosses(self):
        """What was kept in a database into a directory; there is no other way about where there is no database."""
        if not DATABASE:
            return
        alone = Hub(self.folder / "alone", in_directory=True)
        done = run("restore", "--from", self.first, "--keys", self.keys_path, *alone.place)
        equal(done.returncode, 0, f"the exit code ({done.stderr})")
        alone.start_or_fail()
        moved = self.world.moved(alone, 8)
        equal({t["id"]: t for t in moved.desks["vendor"].items("tickets")}, self.before, "the vendor's tickets")
        equal(len(moved.desks["vendor"].items("tickets", q="crane")), 1, "the tickets that hold a word")
        equal(alone.terminate(), 0, "the exit code")
        code, words = alone.doctor()
        equal(code, 0, f"the doctor ({words})")
        back = Hub(self.folder / "back")
        alone.command("backup", "--to", str(self.backups / "of-a-directory"))
        done = run("restore", "--from", self.backups / "of-a-directory", "--keys", self.keys_path, *back.place)
        equal(done.returncode, 0, f"the exit code ({done.stderr})")
        code, words = back.doctor()
        equal(code, 0, f"the doctor ({words})")

    def restore_killed(self):
        timed, dying = Hub(self.folder / "timed"), Hub(self.folder / "dying")
        asked = ["restore", "--from", str(self.first), "--keys", str(self.keys_path)]
        started = time.monotonic()
        equal(run(*asked, *timed.place).returncode, 0, "the exit code")
        whole = time.monotonic() - started
        for number in range(6):
            restoring = subprocess.Popen(
                [str(BINARY), *asked, *dying.place], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            time.sleep(whole * (number + 2) / 9)
            restoring.kill()
            restoring.wait()
            if dying.is_half():
                refused(run("doctor", *dying.place), "the copy has not come to its end")
        done = run(*asked, *dying.place)
        if done.returncode != 0:
            refused(done, "holds a hub already" if DATABASE else "is there already")
        code, words = dying.doctor()
        equal(code, 0, f"the doctor ({words})")

    def killed(self):
        """At moments spread over what a whole one takes; the command, or the hub with it."""
        victim = Hub(self.folder / "victim")
        done = run("restore", "--from", self.first, "--keys", self.keys_path, *victim.place)
        equal(done.returncode, 0, f"the exit code ({done.stderr})")
        victim.start_or_fail()
        target, partial = self.backups / "killed", self.backups / "killed.partial"
        started = time.monotonic()
        victim.command("backup", "--to", str(target))
        whole = time.monotonic() - started
        cut = 0
        for number in range(12):
            shutil.rmtree(target, ignore_errors=True)
            of_hub = number % 2 == 1
            if not of_hub:
                # What the death before has left is not this one's; a command may die before it has asked at all.
                shutil.rmtree(partial, ignore_errors=True)
            asking = subprocess.Popen(
                [str(BINARY), "backup", "--to", str(target), *victim.place],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(whole * (number + 1) / 14)
            if number % 4 == 3:
                equal(victim.terminate(), 0, "the exit code of a hub that is told to end meanwhile")
            else:
                (victim.process if of_hub else asking).send_signal(signal.SIGKILL)
            asking.wait()
            if of_hub:
                victim.process.wait()
                victim.start_or_fail()
            else:
                # The hub sees that nobody waits any more, and takes away what it has made so far; or it was done.
                self.world.until(lambda: not partial.exists(), "nothing half-made is left")
            if target.exists():
                looked = run("restore", "--check", "--from", target, "--keys", self.keys_path)
                equal(looked.returncode, 0, f"the look at what has the name ({looked.stderr})")
            else:
                cut += 1
        self.report.check(f"{cut} of 12 backups were cut short", cut > 0)
        shutil.rmtree(target, ignore_errors=True)
        victim.command("backup", "--to", str(target))
        require(not partial.exists(), "something half-made is left")
        equal(victim.terminate(), 0, "the exit code")

    def at_rest(self):
        target = self.backups / "at-rest"
        done = run("backup", "--with-keys", "--to", target, *self.hub.place)
        equal(done.returncode, 0, f"the exit code ({done.stderr})")
        require("key file is in it" in done.stdout, done.stdout)
        looked = run("restore", "--check", "--from", target)
        equal(looked.returncode, 0, f"the look ({looked.stderr})")
        poor = Hub(self.backups / "poor hub")
        run("restore", "--from", target, *poor.place)
        blob = next(path for path in (target / "blobs").rglob("*") if path.is_file())
        if poor.database:
            poor.in_database(f"DELETE FROM files WHERE hash = '{blob.name}'")
        for path in poor.data.rglob(blob.name):
            path.unlink()
        short = run("backup", "--to", self.backups / "short", *poor.place)
        require(short.returncode == 1 and blob.name in short.stderr, f"{short.returncode} {short.stderr}")
        looked = run("restore", "--check", "--from", self.backups / "short", "--keys", self.keys_path)
        equal(looked.returncode, 0, f"the look at what is whole but for a file ({looked.stderr})")
        require("missing" in looked.stdout, looked.stdout)

    def no_room(self):
        victim, flag = Hub(self.folder / "victim"), self.backups / "disk-is-full"
        require(victim.start({"LD_PRELOAD": preload("diskfull"), "BATON_DISK_FULL": str(flag)}), victim.log_tail())
        target = self.backups / "no-room"
        flag.touch()
        refused(run("backup", "--to", target, *victim.place), "no space is left")
        equal(sorted(path.name for path in self.backups.glob("no-room*")), [], "what is left")
        flag.unlink()
        victim.command("backup", "--to", str(target))
        equal(victim.terminate(), 0, "the exit code")

    def doctored(self):
        looked = run("doctor", *self.hub.place, "--backups", self.backups)
        equal(looked.returncode, 0, f"the doctor's exit code ({looked.stdout} {looked.stderr})")
        flip(self.backups / "at-rest" / "baton.sqlite")
        looked = run("doctor", *self.hub.place, "--backups", self.backups)
        require(looked.returncode == 1 and "at-rest: the database is not" in looked.stdout, looked.stdout)
        none = run("doctor", *self.hub.place, "--backups", self.folder)
        require(none.returncode == 1 and "no backup" in none.stdout, none.stdout)


def run(*arguments):
    return subprocess.run(
        [str(BINARY), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "SWIFT_BACKTRACE": "enable=no"},
    )


def refused(done, said):
    insides = ("Error Domain", 'unavailable("', "Fatal", ".swift", "Optional(")
    require(done.returncode == 1, f"exit {done.returncode}, expected 1: {done.stdout} {done.stderr}")
    require(said in done.stderr, f"“{said}” is not said: {done.stderr}")
    require(not any(word in done.stderr for word in insides), f"it shows its insides: {done.stderr}")


def is_nowhere(hub):
    """Whether nothing of it is anywhere."""
    if hub.data.exists():
        return False
    tables = "SELECT count(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
    return not hub.database or hub.in_database(tables) == "0"


def flip(path):
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0x40
    path.write_bytes(raw)


if __name__ == "__main__":
    sys.exit(main())
