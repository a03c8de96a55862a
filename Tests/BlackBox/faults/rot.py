"""F07: bits that turn over by themselves while nobody looks: found, named, and never given out as what was kept."""

import hashlib
import random
import shutil

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
    """One bit anywhere in the database: the hub says no, or the doctor names the page. There is no bit that nobody misses:
    each page ends with a sum."""
    what = "a bit of the database turned over"
    trial.plans(what)
    rng = random.Random(8)
    trial.lay()
    trial.start()
    for _ in range(3):
        short.handed_over_and_back(trial.world, trial.ledger)
    settle(trial.world)
    require(trial.hub.terminate() == 0, "it does not end cleanly")
    size = (trial.hub.data / "baton.sqlite").stat().st_size
    unnoticed = []
    for number in range(200 if full else 25):
        data = trial.folder / f"rot-{number}"
        shutil.copytree(trial.hub.data, data, ignore=lambda *_: ["blobs", "baton.sock"])
        shutil.copytree(trial.hub.data / "blobs", data / "blobs")
        bit = rng.randrange(size * 8)
        _turn(data / "baton.sqlite", bit)
        trial.injected[what] += 1
        code, said = Hub(data).doctor()
        require("Fatal" not in said and code in (0, 1), f"the doctor breaks down: {said}")
        if code == 0:
            unnoticed.append(bit)
        shutil.rmtree(data)
    trial.check("I7", f"{trial.injected[what]} bits, each found", not unnoticed, unnoticed, trial.injected[what])
    trial.restart()
    trial.stands()


def served(trial, full):
    """A bit of a ticket's subject: whoever asks for it is told that it cannot be read, the doctor names the page; nobody
    gets other words than were written."""
    what = "a bit of a row turned over"
    trial.plans(what)
    trial.lay()
    trial.start()
    desk = trial.world.desks["vendor"]
    words = "Harlequin pump"
    ticket = desk.post("tickets", {"subject": words})["id"]
    require(trial.hub.terminate() == 0, "it does not end cleanly")
    path = trial.hub.data / "baton.sqlite"
    whole = path.read_bytes()
    places = [at for at in range(len(whole)) if whole.startswith(words.encode(), at)]
    require(places, "the subject lies nowhere")
    for at in places:
        _turn(path, at * 8)
    trial.injected[what] += len(places)
    code, said = trial.hub.doctor()
    trial.check("I7", "the doctor names the page", code == 1 and "page" in said, said)
    trial.hub.start_or_fail()
    # The connection to the hub before this one is gone.
    desk.get("me")
    for address in (f"tickets/{ticket}", "tickets"):
        answer = desk.call("GET", address, once=True)
        fine = answer.status in (500, 503) and b"arlequin" not in answer.raw
        trial.check("I7", f"{address} is not answered with other words: {answer.status}", fine, answer.raw)
    require(trial.hub.terminate() == 0, "it does not end cleanly")
    path.write_bytes(whole)
    trial.restart()
    trial.stands()


def _turn(path, bit):
    with open(path, "r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0]
        file.seek(bit // 8)
        file.write(bytes([byte ^ (1 << bit % 8)]))


FAULTS = [("F07", "rot in files", files), ("F07", "rot in pages", pages), ("F07", "rot in a row", served)]
