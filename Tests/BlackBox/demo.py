"""The demonstration, as somebody who starts it finds it: python3 demo.py [--data DIR]

Every state of a handoff is there, nothing waits to be delivered, the doctor finds nothing, everybody may sign in; a second
start changes nothing, one that was killed half-way is made up for, and a hub that others reach has no easy passwords. Where
BATON_HUBS_IN names a database, the demonstration is kept there.
"""

import argparse
import json
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "pages"))

from browse import Browser  # noqa: E402
from desk import Desk  # noqa: E402
from hub import BINARY, Hub, HubFailed  # noqa: E402
from report import Report, Wrong, equal, require  # noqa: E402

DESKS = ["acme", "fieldworks", "sparks", "bakery"]
STATES = {"offered", "accepted", "completed", "confirmed", "declined", "withdrawn", "recalled", "returned"}


class DemoHub(Hub):
    """A hub that `baton demo` runs; what it said stands in `said`."""

    def start(self, environment=None, patience=60):
        self.said = []
        self.log.write_bytes(b"")
        listening = threading.Event()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [str(BINARY), "demo", *self.place, "--listen", f"127.0.0.1:{self.port}", *self.options],
                stdout=subprocess.PIPE,
                stderr=log,
                stdin=subprocess.DEVNULL,
                text=True,
            )
        threading.Thread(target=self._hear, args=(self.process, listening), daemon=True).start()
        began = time.monotonic()
        while not listening.wait(0.002):
            if self.process.poll() is not None:
                return False
            if time.monotonic() - began > patience:
                self.kill()
                raise HubFailed(f"not listening after {patience} s; see {self.log}")
        self.ready_seconds = time.monotonic() - began
        return True

    def _hear(self, process, listening):
        for line in process.stdout:
            self.said.append(line.rstrip("\n"))
            if line.startswith("baton: listening on http"):
                listening.set()

    def desks(self):
        return json.loads(self.said[0])["desks"]

    @property
    def prepared(self):
        return "preparing the demonstration" in self.log.read_text()


class Demonstration:
    def __init__(self, folder):
        self.hub = DemoHub(folder / "demo")
        self.hub.options = ["--json"]

    def desks(self):
        return {desk["slug"]: Desk(self.hub, desk["slug"], desk["name"], desk["token"]) for desk in self.hub.desks()}

    def first_start(self):
        self.hub.start_or_fail()
        equal([desk["slug"] for desk in self.hub.desks()], DESKS, "the desks")
        for desk in self.hub.desks():
            require({"slug", "name", "admin", "password", "token", "people"} <= set(desk), desk)
        equal(len(json.loads(self.hub.said[0])["partnerships"]), 3, "the number of partnerships")
        require(self.hub.prepared, "nothing was said of the preparation")

    def every_state(self):
        found = {slug: self.handoffs(desk) for slug, desk in self.desks().items()}
        equal({h["state"] for h in found["acme"] if h["direction"] == "out"}, STATES, "the states of what Acme handed over")
        require(any(h["direction"] == "in" for h in found["acme"]), "nobody handed anything up to Acme")
        require(any(h.get("follows") for h in found["acme"]), "no handoff follows an earlier one")
        for slug in ("fieldworks", "sparks", "bakery"):
            require({"accepted", "completed"} <= {h["state"] for h in found[slug]}, f"{slug}: {found[slug]}")

    def plenty_of_work(self):
        tickets = {slug: desk.items("/api/v1/tickets") for slug, desk in self.desks().items()}
        counts = {slug: len(found) for slug, found in tickets.items()}
        require(35 <= counts["acme"] <= 50, counts)
        require(all(counts[slug] >= 6 for slug in DESKS), counts)
        for slug, found in tickets.items():
            by_number = sorted(found, key=lambda ticket: ticket["number"])
            equal([t["created_at"] for t in by_number], sorted(t["created_at"] for t in found), f"{slug}'s times by number")
        words = {ticket["status"]["name"] for ticket in tickets["acme"]}
        require({"With a partner", "Waiting for parts", "To check", "Waiting for requester"} <= words, words)

    def nothing_waits(self):
        end = time.monotonic() + 5
        while True:
            waiting = {slug: desk.items("/api/v1/deliveries", state="waiting") for slug, desk in self.desks().items()}
            if not any(waiting.values()) or time.monotonic() > end:
                break
            time.sleep(0.05)
        equal({slug: len(found) for slug, found in waiting.items() if found}, {}, "what waits to be delivered")
        code, words = self.hub.doctor()
        equal(code, 0, words)

    def sign_ins(self):
        for desk in self.hub.desks():
            for person in desk["people"]:
                Browser(self.hub).sign_in(desk["slug"], person["email"], desk["password"])

    def second_start(self):
        before = self.content()
        said = self.hub.desks()
        self.hub.terminate()
        self.hub.start_or_fail()
        require(not self.hub.prepared, "it was prepared again")
        equal(self.hub.desks(), said, "what is said")
        equal(self.content(), before, "what is at the desks")

    def not_over_another_hub(self):
        other = self.hub.data.parent / "other"
        shutil.copytree(self.hub.data, other, ignore=shutil.ignore_patterns("*.sock", "demo.json", "*.lock"))
        refused = DemoHub(other)
        if self.hub.database:
            refused.place[-1] = self.hub.database
        require(not refused.start(), "it started on another hub's data")
        require("holds another hub" in refused.log_tail(), refused.log_tail())

    def no_easy_passwords(self):
        easy = {desk["slug"]: desk["password"] for desk in self.hub.desks()}
        self.hub.terminate()
        self.hub.options = ["--json", "--public-url", "https://desk.example"]
        self.hub.start_or_fail()
        for desk in self.hub.desks():
            require(desk["password"] != easy[desk["slug"]] and len(desk["password"]) >= 20, "an easy password is left")
            for person in desk["people"]:
                Browser(self.hub).sign_in(desk["slug"], person["email"], desk["password"])
            try:
                Browser(self.hub).sign_in(desk["slug"], desk["admin"], easy[desk["slug"]])
                raise AssertionError(f"the easy password still opens {desk['slug']}")
            except Wrong:
                pass
        for desk in self.desks().values():
            require(desk.items("/api/v1/tickets"), "the token works no more")

    def content(self):
        return {
            slug: [(t["number"], t["version"], t["updated_at"]) for t in desk.items("/api/v1/tickets")]
            for slug, desk in self.desks().items()
        }

    @staticmethod
    def handoffs(desk):
        return desk.items("/api/v1/handoffs")


def killed_half_way(folder, size):
    """Killed when there is so much of it: the next start makes it whole."""
    hub = DemoHub(folder / f"killed-{size}")
    hub.options = ["--json"]
    # What goes into a database is made in a directory first.
    making = hub.data / "draft" if hub.database else hub.data
    mark = making / "demo.unfinished"
    starting = threading.Thread(target=hub.start)
    starting.start()
    while starting.is_alive() and not (mark.exists() and kept(making) >= size):
        time.sleep(0.001)
    require(mark.exists(), "it was never half made")
    hub.process.send_signal(signal.SIGKILL)
    starting.join()
    require(not (hub.data / "demo.json").exists(), "it counts as whole")
    hub.start_or_fail()
    require(not mark.exists(), "it is not whole after the next start")
    token = {desk["slug"]: desk["token"] for desk in hub.desks()}["acme"]
    require(len(Desk(hub, "acme", "Acme Cooling", token).items("/api/v1/tickets")) >= 35, "tickets are missing")
    code, words = hub.doctor()
    equal(code, 0, words)
    hub.terminate()


def kept(data):
    """How many bytes of a database are there."""
    return sum(file.stat().st_size for file in data.glob("baton.sqlite*") if file.exists())


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=pathlib.Path)
    chosen = options.parse_args()
    folder = chosen.data or pathlib.Path(tempfile.mkdtemp(prefix="baton-demo-"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report = Report()
    demonstration = Demonstration(folder)
    if report.group("the first start", demonstration.first_start):
        report.group("every state of a handoff is there", demonstration.every_state)
        report.group("the desks have six weeks of work", demonstration.plenty_of_work)
        report.group("nothing waits, and the doctor finds nothing", demonstration.nothing_waits)
        report.group("everybody can sign in", demonstration.sign_ins)
        report.group("the second start changes nothing", demonstration.second_start)
        report.group("another hub's data is left alone", demonstration.not_over_another_hub)
        report.group("a hub that others reach has no easy passwords", demonstration.no_easy_passwords)
    for size in (0, 500_000, 2_500_000):
        report.group(f"killed at {size:,} bytes, it is made whole by the next start", killed_half_way, folder, size)
    sys.exit(report.close())


if __name__ == "__main__":
    main()
