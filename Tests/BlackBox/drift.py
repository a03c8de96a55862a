"""Two desks whose records are made to differ behind the hub's back: python3 drift.py [--data DIR]

Each difference is planted by SQL into the stopped hub's file. The hub that is started then finds it, puts it right and
says so in both desks' audit logs; nothing is doubled, and the doctor finds nothing any more.
"""

import argparse
import pathlib
import shutil
import sqlite3
import sys
import tempfile
import time

from attempts import Stage
from hub import Hub
from report import Report, equal, require
from tampering import renew_sums

SAID = "lane_kind = 'handoff' AND kind = 'comment'"

#: what is planted, at which desk, and the words by which both logs tell of it
PLANTS = [
    ("a comment that came is gone", "beta", "content", "DELETE FROM comments WHERE body = 'from alpha' AND {here}"),
    ("a message that came is gone", "beta", "messages", f"DELETE FROM deliveries WHERE direction = 'in' AND {SAID} AND {{here}}"),
    ("a message that was sent is gone", "alpha", "messages", f"DELETE FROM deliveries WHERE direction = 'out' AND {SAID} AND {{here}}"),
    ("what came reads otherwise", "beta", "messages", f"UPDATE deliveries SET wire = x'7b7d' WHERE direction = 'in' AND {SAID} AND {{here}}"),
    ("the delegate says that it was never accepted", "beta", "state", "UPDATE handoffs SET state = 'offered' WHERE {here}"),
    ("the delegator says that it was given back", "alpha", "state", "UPDATE handoffs SET state = 'returned' WHERE {here}"),
    ("the delegate counts moves that nobody made", "beta", "turn", "UPDATE handoffs SET turn_number = 7 WHERE {here}"),
    ("what was heard is counted short", "beta", "counts", "UPDATE handoffs SET peer_applied = peer_applied - 1 WHERE {here}"),
]


def until(holds, what):
    deadline = time.monotonic() + 10
    while not holds():
        require(time.monotonic() < deadline, what)
        time.sleep(0.02)


def bodies(desk, ticket):
    return sorted(comment["body"] for comment in desk.items(f"tickets/{ticket}/comments"))


def drifts(desk):
    """What the log tells of drifts, the oldest first."""
    found = [entry for entry in desk.items("audit") if entry["action"].startswith("drift.")]
    for entry in found:
        require(entry["detail"] and entry["source"] == "system", entry)
    return [(entry["action"], entry["facts"]["difference"]) for entry in reversed(found)]


def plant(data, slug, sql):
    database = sqlite3.connect(data / "baton.sqlite", isolation_level=None)
    database.execute("PRAGMA foreign_keys = OFF")
    here = f"tenant_id = (SELECT tenant_id FROM tenants WHERE slug = '{slug}')"
    changed = database.execute(sql.format(here=here)).rowcount
    database.close()
    renew_sums(data)
    equal(changed, 1, "the rows that were changed")


def handed_over(stage):
    """An accepted handoff with a word either way: the ticket's number at each desk."""
    handoff = stage.admin.post(f"tickets/{stage.ticket}/handoffs", {"partnership": stage.partnership})["id"]
    until(lambda: stage.other.items("handoffs"), "the offer did not come")
    theirs = next(known for known in stage.other.items("handoffs") if known["id"] == handoff)["ticket"]["id"]
    stage.other.post(f"handoffs/{handoff}/accept", {})
    until(lambda: stage.admin.get(f"handoffs/{handoff}")["state"] == "accepted", "the acceptance did not come")
    stage.admin.post(f"tickets/{stage.ticket}/comments", {"body": "from alpha", "audience": "partner"})
    stage.other.post(f"tickets/{theirs}/comments", {"body": "from beta", "audience": "partner"})
    until(
        lambda: bodies(stage.admin, stage.ticket) == bodies(stage.other, theirs) == ["from alpha", "from beta"],
        "the words did not come",
    )
    return handoff, theirs


def checked(hub):
    return hub.command("drift", "check")


def healed(healthy, work, stage, handoff, theirs, planted):
    _, slug, kind, sql = planted
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(healthy, work, ignore=shutil.ignore_patterns("*.sock"))
    plant(work, slug, sql)
    hub = Hub(work, options=["--compare-every", "1"])
    hub.start_or_fail()
    alpha, beta = (type(desk)(hub, desk.slug, desk.name, desk.token) for desk in (stage.admin, stage.other))
    expected = [("drift.find", kind), ("drift.heal", kind)]
    until(lambda: drifts(alpha) == drifts(beta) == expected, "it was not healed")
    for desk, ticket in ((alpha, stage.ticket), (beta, theirs)):
        equal(bodies(desk, ticket), ["from alpha", "from beta"], f"what {desk.slug} reads")
        equal(desk.get(f"handoffs/{handoff}")["state"], "accepted", f"the state at {desk.slug}")
    tally = checked(hub)
    equal((tally["found"], tally["left"]), (0, 0), "what is left")
    code, words = hub.doctor()
    require(code == 0, words)
    beta.post(f"handoffs/{handoff}/return", {"reason": "not ours"})
    until(lambda: alpha.get(f"handoffs/{handoff}")["state"] == "returned", "the handoff did not go on")
    equal(hub.terminate(), 0, "the exit code")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path)
    options = parser.parse_args()
    folder = options.data or pathlib.Path(tempfile.mkdtemp(prefix="baton-drift-"))
    shutil.rmtree(folder, ignore_errors=True)
    report = Report()
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    stage = Stage(hub, report)
    handoff, theirs = handed_over(stage)
    tally = checked(hub)
    report.check("two desks at work have not drifted apart", tally == {"compared": 1, "found": 0, "healed": 0, "left": 0}, tally)
    hub.terminate()
    work = folder / "work" / "copies" / "hub"
    for planted in PLANTS:
        report.group(planted[0], healed, folder / "hub", work, stage, handoff, theirs, planted)
    shutil.rmtree(folder / "work", ignore_errors=True)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
