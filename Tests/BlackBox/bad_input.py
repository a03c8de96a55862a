"""Everything that should not come in, and what is answered: python3 bad_input.py [--data DIR]"""

import argparse
import pathlib
import shutil
import sys
import tempfile
import traceback

from attempts import (
    Stage,
    addresses,
    bodies,
    commands,
    doors,
    every_route,
    full_disk,
    ids,
    partnerships,
    repetition,
    states,
    uploads,
)
from hub import Hub
from report import Report

KINDS = [bodies, every_route, ids, addresses, doors, uploads, repetition, states, partnerships, commands, full_disk]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--only", help="one kind, by the name of its module")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-bad-input-"))
    report = Report()
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    stage = Stage(hub, report)
    before = resident(hub)
    for kind in KINDS:
        name = kind.__name__.split(".")[-1]
        if options.only in (None, name):
            run(kind, name, stage)
    if not options.only:
        grown = resident(hub) - before
        report.check(f"the hub has grown by {grown // 1_024} MB", grown < 64 * 1_024)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    if report.failed:
        print(f"data and log: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


def run(kind, name, stage):
    print(f"-- {name}", flush=True)
    try:
        kind.attempt(stage)
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        stage.report.check(f"{name} goes to its end", False, f"{type(error).__name__}: {error}")
    if stage.hub.process.poll() is not None:
        stage.report.check(f"the hub is alive after {name}", False, stage.hub.log_tail())
        stage.hub.start_or_fail()


def resident(hub):
    """Resident memory in KB."""
    for line in pathlib.Path(f"/proc/{hub.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
