"""F32: the schema is brought up to date, and that dies at each durable call; it is resumed, or was as if never
begun."""

import os
import shutil
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor

from hub import BINARY, Hub, HubFailed
from kills import preload
from report import equal, require
from syscalls import KILLED, Counter, sockets


def migrations(trial, full):
    """A new hub's directory goes through all migrations: founding it dies at the Nth call; what is left is migrated,
    and that dies, too, once for each schema that a death leaves behind."""
    trial.plans("a founding killed", "a migration killed")
    trial.folder.mkdir(parents=True)
    whole = _found(trial, "whole", 0)
    print(f"   {whole} durable calls found a hub", flush=True)
    require(whole > 0, "founding a hub makes no durable call")
    numbers = range(1, whole + 1, 1 if full else max(1, whole // 12))
    with ThreadPoolExecutor(os.cpu_count()) as several:
        left = [place for place in several.map(lambda n: _dead_at(trial, n), numbers) if place]
        trial.injected["a founding killed"] += len(left)
        schemas = {_version(place): place for place in left}
        trial.check("I7", f"schemas that deaths left behind: {sorted(map(str, schemas))}", len(schemas) > 3, schemas)
        for begun, place in schemas.items():
            _resumes(trial, several, begun, place, 1 if full else 16)
        broken = [said for said in several.map(_serves, left) if said]
    trial.check(
        "I1", f"each of {len(left)} is served, takes a desk, and pleases the doctor", not broken, broken, len(left)
    )
    trial.invariants["I2"] += len(left)
    trial.invariants["I6"] += len(left)


def _dead_at(trial, number):
    """What a founding that dies at this call leaves; None where it was over before."""
    return trial.folder / f"at-{number}" if _found(trial, f"at-{number}", number) is None else None


def _resumes(trial, several, begun, place, step):
    """`migrate` on copies, dying at each `step`th call of its own, and then once more."""
    if begun == "none":
        # The key file, or the database, is not there yet: there is no hub to bring up to date.
        return

    def dies(number):
        copy = place.with_name(f"{place.name}-{number}")
        shutil.copytree(place, copy, ignore=sockets)
        first, _ = _run(trial, copy.name, number, "migrate")
        again, _ = _run(trial, copy.name, 0, "migrate")
        shutil.rmtree(copy)
        return first.returncode == KILLED, again

    died, broken, number, at_once = 0, [], 1, 8 * step
    while True:
        tries = list(several.map(dies, range(number, number + at_once, step)))
        died += sum(was_killed for was_killed, _ in tries)
        broken += [again.stderr for _, again in tries if again.returncode != 0]
        if not all(was_killed for was_killed, _ in tries):
            break
        number += at_once
    trial.injected["a migration killed"] += died
    trial.check("I6", f"from schema {begun}, dead at each of {died} calls, it is resumed", not broken, broken, died)


def _found(trial, name, deadly):
    """Durable calls made, or None where it died."""
    done, calls = _run(trial, name, deadly, "tenant", "create", "acme", "--name", "Acme", "--admin", "a@acme.example")
    require(done.returncode in (0, KILLED), f"{done.returncode} {done.stderr}")
    return None if done.returncode == KILLED else calls


def _serves(data):
    """What is wrong with a directory after a death: it must be served, a desk can be founded, the doctor finds
    nothing."""
    hub = Hub(data)
    try:
        hub.start_or_fail()
        hub.create_tenant("later", "Later", "b@later.example")
        try:
            hub.create_tenant("acme", "Acme", "a@acme.example")
        except HubFailed as error:
            # The dead command had done all of it, and nobody was told.
            require("acme" in str(error), error)
        code, said = hub.doctor()
        require(code == 0, said)
        equal(hub.terminate(), 0, "the exit code")
    except Exception as error:
        return f"{data.name}: {error}"
    finally:
        hub.kill()
    shutil.rmtree(data)
    hub.log.unlink()
    return None


def _run(trial, name, deadly, *arguments):
    counter = Counter(trial.folder / f"{name}.counter", deadly)
    done = subprocess.run(
        [str(BINARY), *arguments, "--data", str(trial.folder / name)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={
            **os.environ,
            "SWIFT_BACKTRACE": "enable=no",
            "LD_PRELOAD": preload("syscallkill"),
            "BATON_KILL_COUNTER": str(counter.path),
        },
    )
    calls = counter.calls
    counter.path.unlink()
    return done, calls


def _version(data):
    """The newest migration that the file bears, as `sqlite3` sees it; on a copy, since looking opens the log."""
    look = data.with_name(data.name + "-look")
    shutil.copytree(data, look, ignore=sockets)
    try:
        database = sqlite3.connect(look / "baton.sqlite")
        try:
            return database.execute("SELECT count(*) FROM schema_migrations").fetchone()[0]
        finally:
            database.close()
    except sqlite3.Error:
        return "none"
    finally:
        shutil.rmtree(look)


FAULTS = [("F32", "migrations that die", migrations)]
