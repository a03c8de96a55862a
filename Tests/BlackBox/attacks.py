"""Every attack of the list that there is something to be attacked for: python3 attacks.py [--data DIR] [--full]

The families are modules of `assaults`. Each title bears the number of its case; the table at the end says what was tried how
often, what other suites try, and what is not covered, and why. --full tries every payload at every parameter.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile
import time
import traceback

from assaults import (
    Ground,
    canaries,
    chains,
    crowds,
    dear,
    files,
    forms,
    installs,
    isolation,
    numbers,
    parameters,
    redirects,
    resident,
    rights,
    wires,
)
from assaults.tally import Tally
from hub import Hub
from report import Report

FAMILIES = [wires, installs, isolation, files, rights, chains, canaries, crowds, numbers, redirects, parameters, forms]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--only", help="one family, by the name of its module")
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-attacks-"))
    report = Report()
    tally = Tally(report)
    # All strangers come from one address here, and each has to be answered as a stranger.
    hub = Hub(folder / "hub", options=["--rate-per-network", "0", "--sign-ins-per-network", "0"])
    hub.start_or_fail()
    ground = Ground(hub, tally, options.full)
    for family in FAMILIES:
        if options.only in (None, family.__name__.rpartition(".")[2]):
            run(family, ground)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    tally.close(is_whole=not options.only)
    if report.failed:
        print(f"data and log: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


def run(family, ground):
    name = family.__name__.rpartition(".")[2]
    print(f"-- {name}", flush=True)
    started, before = time.monotonic(), resident(ground.hub)
    try:
        family.attack(ground)
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        ground.tally.report.check(f"{name} goes to its end", False, f"{type(error).__name__}: {error}")
    if ground.hub.process.poll() is not None:
        ground.tally.report.check(f"the hub is alive after {name}", False, ground.hub.log_tail())
        ground.hub.start_or_fail()
        return
    ground.tally.report.all(f"the hub has not grown by {name}", dear("all of it", 0, resident(ground.hub) - before))
    print(f"   {time.monotonic() - started:.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
