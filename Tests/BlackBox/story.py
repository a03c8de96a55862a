"""Three desks, and a fourth, hand tickets to one another; at the end every desk must be in the right state.

    python3 story.py [--rounds N] [--seed S] [--data DIR]     as it is
                     --kill                                   the hub is killed at random moments all the while
                     --stages [--each N]                      it dies inside each stage S0 to S8, at least N times
                     --syscalls [--every K]                   one handoff, dying at each Kth of its durable system calls

Knows the hub by its interface alone. The data directories stay under DIR, else they are removed where all went well.
"""

import argparse
import pathlib
import random
import shutil
import statistics
import sys
import tempfile
import threading

import chapters
import syscalls
from hub import Hub
from kills import STAGES, Keeper, RandomKills, StageKills
from ledger import Ledger
from report import Report
from verify import verify
from world import World


def main():
    options = read_options()
    report = Report()
    kept = options.data is not None
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-story-"))
    if options.syscalls:
        syscalls.each(folder, options.every, report)
    elif options.stages:
        play_stages(folder, options, report)
    else:
        for number in range(options.rounds):
            seed = options.seed + number
            print(f"-- round {number + 1} of {options.rounds}, seed {seed}", flush=True)
            plan = RandomKills(random.Random(seed)) if options.kill else None
            play(folder / f"round-{seed}", seed, plan, report)
            if plan:
                print(f"killed {plan.kills} times", flush=True)
                report.check("the hub was killed during the story", plan.kills > 0)
    if not kept and not report.failed:
        shutil.rmtree(folder, ignore_errors=True)
    elif report.failed:
        print(f"data and logs: {folder}", file=sys.stderr)
    return report.close()


def play_stages(folder, options, report):
    plan = StageKills(random.Random(options.seed), options.each)
    for number in range(options.rounds):
        seed = options.seed + number
        print(f"-- round {number + 1}, seed {seed}, so far {dict(plan.kills)}", flush=True)
        play(folder / f"stages-{seed}", seed, plan, report, log_level="trace")
        if plan.complete():
            break
    for stage in STAGES:
        print(f"{stage} killed {plan.kills[stage]}", flush=True)
    report.all("killed in each stage", [stage for stage in STAGES if plan.kills[stage] == 0])


def play(data, seed, plan, report, log_level=None):
    """One round on a fresh hub."""
    hub = Hub(data, log_level=log_level)
    world = World(hub, random.Random(seed), patience=60 if plan else 10)
    ledger = Ledger(world)
    if not report.group("the hub starts", hub.start_or_fail):
        return
    if not report.group("four desks with words of their own, linked and mapped", world.build):
        hub.kill()
        return
    keeper = Keeper(hub, plan) if plan else None
    if keeper:
        # From now on it runs as the plan says; should it die before it listens, the keeper starts it again.
        hub.kill()
        hub.start(plan.environment())
        keeper.start()
    tell(world, ledger, report)
    if keeper and not report.group("the hub comes back after every kill", keeper.stop):
        hub.kill()
        return
    if keeper:
        middle = statistics.median(keeper.ready_seconds)
        report.check(f"it is back within 1 s (median {middle:.2f} s of {len(keeper.ready_seconds)})", middle <= 1)
    verify(world, ledger, report)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)


def tell(world, ledger, report):
    threads = [
        threading.Thread(target=report.group, args=(name, chapter, world, ledger)) for name, chapter in chapters.FIRST
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, chapter in chapters.SECOND:
        report.group(name, chapter, world, ledger)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=None)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data")
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--stages", action="store_true")
    parser.add_argument("--each", type=int, default=2, help="kills in each stage that are aimed at")
    parser.add_argument("--syscalls", action="store_true")
    parser.add_argument("--every", type=int, default=1, help="only each Kth call")
    options = parser.parse_args()
    if options.rounds is None:
        # Stages that come seldom need more than one round; it ends as soon as each has had its share.
        options.rounds = 6 if options.stages else 1
    return options


if __name__ == "__main__":
    sys.exit(main())
