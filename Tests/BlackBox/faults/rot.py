"""F07: bits that turn over by themselves while nobody looks: found, named, and never given out as what was kept."""

import hashlib
import random
import shutil
import sqlite3

from chapters import short
from hub import Hub
from report import require
from verify import settle


def files(trial, full):
    """One bit in an attachment: an error instead of its bytes, and the doctor names it; the bytes put back, all is
    well."""
    what = "a bit of a file turned over"
    trial.plans(what)
    rng = random.Random(7)
    trial.lay()
    trial.start()
    world, ledger = trial.world, trial.ledger
    short.handed_over_and_back(world, ledger)
    file, chain = ledger.files[0], ledger.chains[0]
    big = ledger.attach(chain, "vendor", "big.bin", rng.randbytes(3_000_000), set())
    for kept in (file, big):
        desk, digest = world.desks[kept.author], kept.digest
        paths = [path for path in (trial.hub.data / "blobs").rglob(digest) if path.is_file()]
        whole = paths[0].read_bytes()
        for _ in range(20 if full else 5):
            path = rng.choice(paths)
            bit = rng.randrange(len(whole) * 8)
            _turn(path, bit)
            trial.injected[what] += 1
            codes = []
            for slug in {kept.author} | {slug for slug in chain.tickets if slug in kept.readers}:
                found = kept.id_at(world.desks[slug], chain.tickets[slug])
                answer = world.desks[slug].call("GET", f"attachments/{found}", once=True)
                codes.append(answer.status)
                good = hashlib.sha256(answer.raw).hexdigest() == digest
                require(good if answer.status == 200 else answer.status == 500, f"{answer.status} and wrong bytes")
                require(answer.status == 200 or b"doctor" in answer.raw, f"it does not say what is wrong: {answer.raw}")
            code, said = trial.hub.doctor()
            seen = 500 in codes and code == 1 and kept.attachment in said
            trial.check("I7", f"bit {bit} is found: answered {codes}, the doctor ends with {code}", seen, said)
            # As from a backup: the file under its hash, where it was.
            path.write_bytes(whole)
            require(desk.bytes(f"attachments/{kept.attachment}") == whole, "the bytes that were put back")
    trial.restart()
    trial.stands()


def pages(trial, full):
    """One bit anywhere in the database: the hub says no, or the doctor does, or the rows are what they were, or one
    of them is not: of what is in a row SQLite keeps no checksum. That is counted and said; nothing else may be harmed
    by it."""
    what = "a bit of the database turned over"
    trial.plans(what)
    rng = random.Random(8)
    trial.lay()
    trial.start()
    for _ in range(3):
        short.handed_over_and_back(trial.world, trial.ledger)
    settle(trial.world)
    require(trial.hub.terminate() == 0, "it does not end cleanly")
    true_rows = _rows(trial.hub.data)
    require(true_rows, "the rows cannot be read")
    size = (trial.hub.data / "baton.sqlite").stat().st_size
    found, harmless, silent, broken = 0, 0, 0, []
    for number in range(200 if full else 25):
        data = trial.folder / f"rot-{number}"
        shutil.copytree(trial.hub.data, data, ignore=lambda *_: ["blobs", "baton.sock"])
        shutil.copytree(trial.hub.data / "blobs", data / "blobs")
        bit = rng.randrange(size * 8)
        _turn(data / "baton.sqlite", bit)
        trial.injected[what] += 1
        code, said = Hub(data).doctor()
        require("Fatal" not in said and code in (0, 1), f"the doctor breaks down: {said}")
        if code == 1:
            found += 1
        else:
            changed = len(_rows(data) ^ true_rows)
            harmless += changed == 0
            silent += changed in (1, 2)
            broken += [f"bit {bit}: {changed} rows"] if changed > 2 else []
        shutil.rmtree(data)
    say = f"{found} were found, {harmless} were in no row, {silent} changed one row and were not noticed"
    trial.check("I7", say, not broken, broken, found + harmless)
    trial.restart()
    trial.stands()


def _turn(path, bit):
    with open(path, "r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0]
        file.seek(bit // 8)
        file.write(bytes([byte ^ (1 << bit % 8)]))


def _rows(data):
    """A hash of each row of the tables that are no index of others; none where they cannot be read."""
    database = sqlite3.connect(f"file:{data / 'baton.sqlite'}?mode=ro", uri=True)
    database.text_factory = bytes
    rows = set()
    try:
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        )
        for (name,) in names.fetchall():
            for row in database.execute(f'SELECT * FROM "{name.decode()}"'):
                rows.add(hashlib.sha256(name + repr(row).encode()).digest())
    except sqlite3.Error:
        return set()
    finally:
        database.close()
    return rows


FAULTS = [("F07", "rot in files", files), ("F07", "rot in pages", pages)]
