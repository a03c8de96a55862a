"""F27 and F36: a backup made while much is written is of one moment, and that moment is all that the restored hub
knows."""

import os
import subprocess
import threading

from chapters import short
from faults.crowd import at_once
from hub import BINARY, Hub
from report import equal, require
from verify import settle

WRITERS = 12


def backups(trial, full):
    """Writers say numbered words one after the other, at two desks; each hands over tickets in between. What one of
    them did later is in the backup only if all that it did before is."""
    what = "a backup made under writes, and restored"
    trial.plans(what)
    trial.lay()
    trial.start()
    short.handed_over_and_back(trial.world, trial.ledger)
    for number in range(6 if full else 2):
        said, before, after, made = _under_writes(trial, number)
        again = _restored(trial, made)
        _moment(trial, again, said, before, after)
        again.kill()
        trial.injected[what] += 1
    trial.restart()
    trial.stands()


def _under_writes(trial, number):
    world, stop = trial.world, threading.Event()
    said = [[] for _ in range(WRITERS)]
    tickets = [desk.post("tickets", {"subject": f"Talk {number}"})["id"] for desk in _desks(world)]
    link = world.links["vendor", "partner"]

    def write(index):
        desk = _desks(world)[index]
        while not stop.is_set():
            mark = f"{number}-{index}-{len(said[index]):06d}"
            desk.post(f"tickets/{tickets[index]}/comments", {"body": mark, "format": "text"})
            said[index].append(mark)
            if desk.slug == "vendor" and len(said[index]) % 10 == 0:
                made = desk.post("tickets", {"subject": f"Over {mark}"})["id"]
                desk.post(f"tickets/{made}/handoffs", {"partnership": link})

    made = trial.folder / f"backup-{number}"
    thread = threading.Thread(target=at_once, args=[lambda i=i: write(i) for i in range(WRITERS)], daemon=True)
    thread.start()
    enough = lambda: all(len(one) > 15 for one in said)
    world.until(enough, "much is written", 60)
    before = [len(one) for one in said]
    trial.hub.command("backup", "--to", str(made))
    after = [len(one) for one in said]
    world.until(lambda: all(len(one) > mark + 5 for one, mark in zip(said, after)), "more is written", 60)
    stop.set()
    thread.join()
    written = sum(after) - sum(before)
    trial.check("I6", f"{written} words were said while it was made", written > 0, written)
    return said, before, after, made


def _restored(trial, made):
    again = Hub(trial.folder / f"again-{made.name}")
    keys = str(trial.hub.data / "baton.keys")
    command = [str(BINARY), "restore", "--from", str(made), "--keys", keys, "--data", str(again.data)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env={**os.environ})
    require(done.returncode == 0, done.stderr)
    again.start_or_fail()
    return again


def _moment(trial, again, said, before, after):
    """All that was answered before it began is there, nothing that began after it was over, and no gap in between."""
    world = trial.ground.world(again, 3)
    settle(world, 60)
    found = [[] for _ in said]
    for slug in ("vendor", "fourth"):
        for ticket in world.desks[slug].items("tickets"):
            if ticket["subject"].startswith("Talk"):
                for comment in world.desks[slug].items(f"tickets/{ticket['id']}/comments"):
                    round_, index, _ = comment["body"].split("-")
                    if round_ == said[0][0].split("-")[0]:
                        found[int(index)].append(comment["body"])
    for index, (mine, kept) in enumerate(zip(said, found)):
        equal(kept, mine[: len(kept)], f"what writer {index} said, as it was restored")
        # One more may have been on its way when it began, or been written and not yet answered.
        bounds = before[index] <= len(kept) <= after[index] + 1
        require(bounds, f"writer {index}: {len(kept)} words, expected {before[index]} to {after[index] + 1}")
    trial.invariants["I1"] += sum(before)
    trial.invariants["I3"] += sum(map(len, found))
    _both_agree(trial, world)
    code, words = again.doctor()
    trial.check("I4", f"of one moment: {sum(map(len, found))} words, both desks agree", code == 0, words)


def _both_agree(trial, world):
    mine, theirs = (
        {handoff["id"]: handoff["state"] for handoff in world.desks[slug].items("handoffs")}
        for slug in ("vendor", "partner")
    )
    differ = {key: (state, theirs.get(key)) for key, state in mine.items() if theirs.get(key) != state}
    require(not differ and mine, f"the desks differ: {differ}")
    trial.invariants["I4"] += len(mine)


def _desks(world):
    return [world.desks["vendor" if index % 2 else "fourth"] for index in range(WRITERS)]


FAULTS = [("F27", "backups under writes", backups)]
