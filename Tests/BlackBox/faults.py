"""Faults of the machine and of clients, and what is left of the hub's promises: python3 faults.py

    --nodes          those of several nodes on one PostgreSQL database, each on a server of its own
    --full           all of each; without it a share that takes little time (and of the long ones those that share.py draws)
    --only F03,F04   these alone
    --data DIR       where the data directories are; they stay there if something fails

Each fault says what it injected, how often, and how many things it held against which promise:
I1 nothing acknowledged is lost, I2 nothing happens twice, I3 order is kept, I4 both desks agree, I5 nothing leaks, I6
the hub stays bounded and alive, I7 nothing vanishes silently. A fault that did not strike, or could not be tried, has
failed.
"""

import argparse
import pathlib
import random
import shutil
import sys
import tempfile
import time
import traceback

from cluster.ground import NodesGround
from faults import ROOMS
from faults.nodes import ROOMS as ROOMS_OF_NODES
from faults.trial import Ground, NotRun
from report import Report
from share import is_left


def main():
    options = read_options()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-faults-"))
    report = Report()
    ground, rooms = (NodesGround, ROOMS_OF_NODES) if options.nodes else (Ground, ROOMS)
    ground = ground(folder, report)
    if report.group("four desks are linked", ground.prepare, random.Random(1)):
        for code, what, play in (fault for room in rooms for fault in room.FAULTS):
            if not options.only or code in options.only.split(","):
                attempt(ground, code, what, play, options.full)
    ground.close()
    if report.failed:
        print(f"data and logs: {folder}", file=sys.stderr)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


def attempt(ground, code, what, play, full):
    started = time.monotonic()
    if is_left(play, f"{code} {what}"):
        return
    trial = ground.trial(code, what)
    print(f"-- {trial.name}", flush=True)
    try:
        play(trial, full)
    except NotRun as reason:
        ground.report.check(f"{trial.name}: not run", False, reason)
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        ground.report.check(f"{trial.name}: goes to its end", False, f"{type(error).__name__}: {error}")
    trial.close()
    print(f"   {time.monotonic() - started:.1f} s", flush=True)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", action="store_true")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", help="codes, with commas between them")
    parser.add_argument("--data")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
