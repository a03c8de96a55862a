"""F05: the power is cut. Whatever the disk had not been made to keep may be there, torn, or gone; what was answered is there."""

import random
import re
import shutil
import sqlite3
import uuid
from concurrent.futures import ThreadPoolExecutor

from hub import Hub
from kills import preload
from report import require
from verify import settle

from faults.cut_disk import ANSWER, CREATE, FAILED, LINK, RENAME, SYNCED, Disk, read_notes
from faults.traffic import Traffic

#: what was made: by its address where the answer has one; a comment is known by what it is made of
LOCATED = re.compile(rb"\r\nlocation: /api/v1/(tickets|handoffs|attachments)/([0-9a-f-]{36})\r\n", re.IGNORECASE)
COMMENT = re.compile(rb'\{"id":"([0-9a-f-]{36})"(?=.*"body":)')


def honest(trial, full):
    _cut(trial, "a power cut", 600 if full else 60, {})


def failing(trial, full):
    """One sync in eight fails besides, and what it should have made durable may never come to be."""
    _cut(trial, "a power cut after syncs that failed", 400 if full else 40, {"BATON_DISK_LOG_FAILS": "8"})


def _cut(trial, what, cuts, environment):
    trial.plans(what, "a write torn or left out")
    trial.lay()
    disk, notes = Disk(trial.hub.data), trial.folder / "notes"
    logged = {"LD_PRELOAD": preload("disklog"), "BATON_DISK_LOG": str(notes)}
    trial.start({**logged, "BATON_DISK_LOG_UNDER": str(trial.hub.data), **environment})
    with Traffic(trial, clients=3) as traffic:
        traffic.wait_for(1 if cuts < 50 else 5)
    trial.restart()
    trial.stands()
    rng, told = random.Random(5), read_notes(notes)
    moments = _moments(told, cuts, rng)
    answered, looks = {}, []
    with ThreadPoolExecutor(4) as several:
        for number, note in enumerate(told):
            disk.go_on(note, rng)
            if note[0] == ANSWER:
                answered |= _made(note[3])
            if number in moments:
                target = trial.folder / f"cut-{number}"
                disk.after_cut(target, rng)
                trial.injected[what] += 1
                trial.injected["a write torn or left out"] += disk.uncertain
                serves = len(looks) % 20 == 0
                looks.append(several.submit(_look, trial, target, dict(answered), serves))
        broken = [said for said in (look.result() for look in looks) if said]
    require(len(answered) > 20, f"only {len(answered)} answers were seen")
    kinds = {kind: sum(note[0] == kind for note in told) for kind in (SYNCED, FAILED)}
    say = (
        f"{len(told)} notes, {kinds[SYNCED]} syncs, {kinds[FAILED]} of them failed; of {len(answered)} answered things"
        f" all that was answered before is there after each of {len(looks)} cuts, and the doctor is content"
    )
    if "BATON_DISK_LOG_FAILS" in environment:
        require(kinds[FAILED] > 0, "no sync failed")
    trial.check("I1", say, not broken, f"{len(broken)}: {broken[:3]}", len(looks))


def _made(answer):
    """The id and the table of what an answer says was made."""
    if not answer.startswith(b"HTTP/1.1 201"):
        return {}
    if located := LOCATED.search(answer):
        return {located[2].decode(): located[1].decode()}
    found = COMMENT.search(answer)
    return {found[1].decode(): "comments"} if found else {}


def _moments(told, cuts, rng):
    """Beside syncs, answers and names, where it matters most, and anywhere."""
    near = [number for number, note in enumerate(told) if note[0] in (SYNCED, FAILED, ANSWER, CREATE, RENAME, LINK)]
    chosen = {max(0, place - back) for place in rng.sample(near, min(len(near), cuts * 2 // 3)) for back in (0,)}
    while len(chosen) < min(cuts, len(told)):
        chosen.add(rng.randrange(len(told)))
    return chosen


def _look(trial, data, answered, serves):
    """What is wrong with what a cut left; it is taken away where nothing is."""
    hub = Hub(data)
    code, said = hub.doctor()
    if code != 0:
        return f"{data.name}: the doctor ends with {code}: {said[:300]}"
    lost = _lost(data, answered)
    if lost:
        return f"{data.name}: lost {lost[:3]} of {len(answered)}"
    if serves:
        try:
            hub.start_or_fail()
            world = trial.ground.world(hub, 1)
            settle(world, 30)
            states = [{h["id"]: h["state"] for h in world.desks[s].items("handoffs")} for s in ("vendor", "partner")]
            require(states[0] == states[1], f"the desks differ: {states}")
            require(hub.terminate() == 0, "it does not end cleanly")
        except Exception as error:
            return f"{data.name}: {error}"
        finally:
            hub.kill()
        hub.log.unlink()
    shutil.rmtree(data)
    return None


def _lost(data, answered):
    database = sqlite3.connect(f"file:{data / 'baton.sqlite'}?mode=ro", uri=True)
    try:
        held = {
            (table, uuid.UUID(bytes=row[0]))
            for table in ("tickets", "comments", "handoffs", "attachments")
            for row in database.execute(f"SELECT id FROM {table}")
        }
    finally:
        database.close()
    return [(table, key) for key, table in answered.items() if (table, uuid.UUID(key)) not in held]


FAULTS = [("F05", "power cuts", honest), ("F05", "cuts after failed syncs", failing)]
