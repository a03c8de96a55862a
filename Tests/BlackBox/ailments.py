"""What `baton doctor` finds: python3 ailments.py [--data DIR] [--only WORD]

Every inconsistency that can be written into a copy of a lively hub's data is found, by its own word and by no other; a
hub in the midst of a story has none.
"""

import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import threading

from demo import DemoHub
from desk import Desk
from hub import BINARY, ROOT, Hub
from ledger import Ledger
from plants import desks, federation, storage
from plants.garden import Garden
from report import QuietReport, Report, equal, require
from story import tell
from world import World


def examine(data):
    """The findings by their words, as counts."""
    done = subprocess.run(
        [str(BINARY), "doctor", "--json", "--data", str(data)], capture_output=True, text=True, timeout=300
    )
    require(done.returncode in (0, 1) and done.stdout, done.stderr)
    findings = json.loads(done.stdout)["findings"]
    equal(done.returncode, 1 if findings else 0, "the exit code")
    for finding in findings:
        require(finding["meaning"] and finding["cure"] and finding["places"], finding)
    return {finding["check"]: finding for finding in findings}


def unplanted():
    """Words that nothing is planted for, but those that only a clock or a key can bring about: `swift test` does."""
    texts = json.loads((ROOT / "Sources/Web/Resources/Catalogue/en/doctor.json").read_text())
    words = {key.removeprefix("is_") for key in texts if key.startswith("is_")}
    sown = {word for family in (storage, desks, federation) for word, _, _ in family.PLANTS}
    return words - sown - {"page_damaged", "lease_too_long", "migration_missing", "shared_federation_id", "lane_idle"}


def planted(healthy, copy, word, plant):
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(healthy, copy, ignore=shutil.ignore_patterns("*.sock"))
    garden = Garden(copy)
    plant(garden)
    garden.seal()
    found = examine(copy)
    require(set(found) == ({word} if word else set()), json.dumps(found, indent=1))


def in_a_running_hub(data, report):
    """What is put right while a hub is opened shows only while one runs."""
    hub = Hub(data)
    hub.start_or_fail()
    garden = Garden(data)
    equal(examine(data), {}, "what is found in a running hub")
    lane = garden.row("SELECT * FROM lanes WHERE ready_at IS NULL")
    known = (lane["tenant_id"], lane["lane_id"])
    garden.run("UPDATE lanes SET lease_until = ? WHERE tenant_id = ? AND lane_id = ?", garden.now + 86_400_000, *known)
    report.check("lease_too_long: until tomorrow", set(examine(data)) == {"lease_too_long"})
    garden.run("UPDATE lanes SET lease_until = NULL WHERE tenant_id = ? AND lane_id = ?", *known)
    number = garden.row("SELECT * FROM schema_migrations WHERE number = 3")
    garden.run("DELETE FROM schema_migrations WHERE number = 3")
    report.check("migration_missing: not noted", set(examine(data)) == {"migration_missing"})
    garden.insert("schema_migrations", number)
    equal(examine(data), {}, "what is left")
    garden.close()
    hub.terminate()


def connected(demo):
    """A desk of the demonstration bridges to an external one, which is not there."""
    acme = next(desk for desk in demo.desks() if desk["slug"] == "acme")
    settings = {"url": "http://127.0.0.1:9", "queue": "General", "user": "baton"}
    Desk(demo, "acme", acme["name"], acme["token"]).post(
        "connections",
        {"connector": "requesttracker", "name": "Far desk", "settings": settings, "secrets": {"token": "1-2-3"}},
    )


def fetching(demo):
    """A desk of the demonstration has its mail fetched from a mailbox that is not there."""
    acme = next(desk for desk in demo.desks() if desk["slug"] == "acme")
    desk = Desk(demo, "acme", acme["name"], acme["token"])
    address = desk.post("addresses", {"address": "fetched@acme.example"})["id"]
    body = {"address": address, "host": "imap.acme.example", "user": "support", "password": "open sesame"}
    desk.post(f"mail-accounts/{desk.post('mail-accounts', body)['id']}/pause")


def many(healthy, copy):
    """What is wrong a thousand times is counted, and listed in part."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(healthy, copy, ignore=shutil.ignore_patterns("*.sock"))
    garden = Garden(copy)
    tag = garden.row("SELECT * FROM ticket_tags")
    garden.db.execute("BEGIN")
    for _ in range(1000):
        garden.copy("ticket_tags", tag, ticket_id=garden.id())
    garden.db.execute("COMMIT")
    garden.seal()
    found = examine(copy)
    equal({word: (one["count"], len(one["places"])) for word, one in found.items()}, {"orphan_tag": (1000, 100)}, "the findings")


def rotten(healthy, copy):
    """A page that is not what was written is found before anything else is asked of the file."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(healthy, copy, ignore=shutil.ignore_patterns("*.sock"))
    path = copy / "baton.sqlite"
    with path.open("r+b") as file:
        file.seek(-2000, 2)
        byte = file.read(1)[0]
        file.seek(-2000, 2)
        file.write(bytes([byte ^ 1]))
    found = examine(copy)
    equal({word: one["count"] for word, one in found.items()}, {"page_damaged": 1}, "the findings")


def in_traffic(folder):
    """The doctor looks all the while that four desks hand tickets to one another, suspend and end partnerships."""
    hub = Hub(folder / "traffic")
    world = World(hub, random.Random(7), patience=30)
    hub.start_or_fail()
    world.build()
    played = QuietReport()
    story = threading.Thread(target=tell, args=(world, Ledger(world), played))
    story.start()
    rounds, alarms = 0, {}
    while story.is_alive() or rounds == 0:
        alarms.update(examine(hub.data))
        rounds += 1
    story.join()
    equal(played.failures, [], "the story")
    equal(alarms, {}, f"false alarms in {rounds} rounds")
    require(rounds >= 3, f"only {rounds} rounds")
    equal(hub.terminate(), 0, "the exit code")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=pathlib.Path)
    options.add_argument("--only")
    chosen = options.parse_args()
    folder = chosen.data or pathlib.Path(tempfile.mkdtemp(prefix="baton-ailments-"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report = Report()
    # The doctor of a whole run looks at every directory beside this one: what is planted lies deeper.
    work = folder / "work" / "copies"
    work.mkdir(parents=True)
    demo = DemoHub(folder / "demo")
    demo.options = ["--json"]
    require(demo.start(), demo.log_tail())
    connected(demo)
    fetching(demo)
    demo.terminate()
    healthy = demo.data
    report.check("each word is tried", not unplanted(), unplanted())
    report.check("a healthy hub has nothing", examine(healthy) == {})
    for family in (storage, desks, federation):
        for word, name, plant in family.PLANTS:
            if chosen.only in (None, word):
                report.group(f"{word or 'nothing'}: {name}", planted, healthy, work / "hub", word, plant)
    if not chosen.only:
        report.group("page_damaged: a bit turned over", rotten, healthy, work / "hub")
        report.group("many of one kind", many, healthy, work / "hub")
        in_a_running_hub(healthy, report)
        report.group("nothing in the midst of traffic", in_traffic, folder)
    shutil.rmtree(folder / "work")
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
