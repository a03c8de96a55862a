"""What a hub can do here: python3 bench.py [--json] [--quick] [--only PART ...]

Medians of five; progress on standard error.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "pages"))

import measures
from hub import Hub
from ledger import Ledger
from measures import bridges, handing, letters, nodes, sizes, streams, table
from measures.person import Person
from world import World

#: how large the hubs are, and how much is handed over, in a whole run and in a quick one
WHOLE = {
    "few": 10_000, "some": 100_000, "many": 1_000_000, "desks": 10_000, "tenants": 1_000, "handed": 6_000, "offered": 10_000,
    "bridges": 1_000,
}
QUICK = {
    "few": 1_000, "some": 10_000, "many": 50_000, "desks": 500, "tenants": 100, "handed": 600, "offered": 1_000, "bridges": 100,
}
PARTS = (
    "ceilings", "idle", "ways", "handing", "creation", "changes", "streams", "ready", "lists", "growth", "bridges",
    "mail", "postgres", "postgres-growth",
)


def main():
    options = read_options()
    runs, seconds = (1, 2) if options.quick else (5, 8)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="baton-bench-"))
    # One token asks as often as the machine can answer: what bounds a desk is not what is measured.
    hub = Hub(folder / "hub", options=["--rate-per-person", "0", "--rate-per-desk", "0"])
    hub.start_or_fail()
    world = World(hub, random.Random(7))
    world.build()
    size = QUICK if options.quick else WHOLE
    found = {"cores": os.cpu_count(), "runs": runs, **size}
    parts = {
        "ceilings": lambda: measures.ceilings(runs),
        "idle": lambda: idle(hub),
        "ways": lambda: ways(world, runs, 20 if options.quick else 200),
        "handing": lambda: handing_over(world, runs, size),
        "creation": lambda: creation(world, runs, seconds),
        "changes": lambda: changes(world, runs),
        "streams": lambda: listeners(world, runs),
        "ready": lambda: {"ready_s": statistics.median(measures.ready(hub) for _ in range(runs))},
        "lists": lambda: lists(folder, size, runs, seconds),
        "growth": lambda: growth(folder, size, runs, seconds),
        "bridges": lambda: bridges.measured(
            folder / "bridges", runs, seconds, 40 if options.quick else 180, size["bridges"]
        ),
        "mail": lambda: letters.measured(folder / "mail", runs, seconds, 40 if options.quick else 180),
        "postgres": lambda: nodes.measured(folder / "nodes", runs, seconds, 40 if options.quick else 180),
        "postgres-growth": lambda: nodes.growth(folder, size, runs, seconds),
    }
    for name in PARTS:
        if options.only and name not in options.only:
            continue
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        try:
            found.update(parts[name]())
        except measures.NotMeasured as error:
            print(f"not measured: {name}: {error}", file=sys.stderr)
    if found.get("group_commit_rows_per_s") and found.get("create_per_s"):
        found["create_of_ceiling"] = 100 * found["create_per_s"] / found["group_commit_rows_per_s"]
    if found.get("empty_route_per_s") and found.get("list_per_s"):
        found["list_of_empty_route"] = 100 * found["list_per_s"] / found["empty_route_per_s"]
    hub.terminate()
    shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(found) if options.json else table.text(found))


def creation(world, runs, seconds):
    desk = world.desks["vendor"]
    all_runs = [measures.wrk("create.lua", desk, "/api/v1/tickets", 64, seconds) for _ in range(runs)]
    alone = [measures.wrk("create.lua", desk, "/api/v1/tickets", 1, seconds) for _ in range(runs)]
    return {
        **{f"create_{key}": sizes.middle(all_runs, key) for key in ("per_s", "p50_ms", "p99_ms")},
        "create_alone_p50_ms": sizes.middle(alone, "p50_ms"),
        "load_mb": measures.peak_megabytes(world.hub),
    }


def ways(world, runs, count):
    ledger = Ledger(world)
    near, far = [], []
    desks = [world.desks[slug] for slug in ("vendor", "partner", "subcontractor", "fourth")]
    for _ in range(runs):
        # A fresh ticket each time: the list that is asked for must stay one page.
        chain = ledger.chain()
        world.ticket(chain, "Measured")
        world.accepted(chain, "vendor", "partner")
        near.append(measures.way(desks[:2], [chain.tickets["vendor"], chain.tickets["partner"]], min(count, 180)))
        chain = ledger.chain()
        world.ticket(chain, "Measured through three hops")
        for above, below in zip(desks, desks[1:], strict=False):
            world.accepted(chain, above.slug, below.slug)
        far.append(measures.way(desks, [chain.tickets[desk.slug] for desk in desks], min(count, 180)))
    return {
        "partner_p50_ms": statistics.median(measures.percentile(times, 50) for times in near),
        "partner_p99_ms": statistics.median(measures.percentile(times, 99) for times in near),
        "three_hops_p50_ms": statistics.median(measures.percentile(times, 50) for times in far),
        "three_hops_p99_ms": statistics.median(measures.percentile(times, 99) for times in far),
    }


def handing_over(world, runs, size):
    rates = [handing.rate(world, size["handed"]) for _ in range(runs)]
    crowds = [handing.at_once(world, size["offered"]) for _ in range(runs)]
    return {
        "handoffs_per_s": statistics.median(rates),
        "at_once_s": sizes.middle(crowds, "seconds"),
        "quiet_p99_ms": sizes.middle(crowds, "quiet_p99_ms"),
        "busy_p99_ms": sizes.middle(crowds, "busy_p99_ms"),
        "busy_of_quiet": statistics.median(one["busy_p99_ms"] / one["quiet_p99_ms"] for one in crowds),
    }


def changes(world, runs):
    desk = world.desks["vendor"]
    person = Person(desk, "kim@bench.example")
    ticket = desk.post("tickets", {"subject": "Watched by somebody"})["number"]
    return {"page_change_p50_ms": measures.percentile(streams.seen(desk, ticket, person, 20 * runs), 50)}


def lists(folder, size, runs, seconds):
    filled = sizes.FilledHub(folder, "some", size["some"])
    filled.hub.start_or_fail()
    filled.furnish()
    found = sizes.lists(filled, runs, seconds)
    filled.hub.terminate()
    return found


def growth(folder, size, runs, seconds):
    """A small hub beside one with many tickets, and beside one with many desks."""
    small = sizes.FilledHub(folder, "few", size["few"])
    many = sizes.FilledHub(folder, "many", size["many"])
    crowded = sizes.FilledHub(folder, "desks", size["few"], size["desks"])
    found = {"ready_grown_s": sizes.ready_seconds(many, runs)}
    weights = [(crowded.idle_megabytes(), small.idle_megabytes()) for _ in range(runs)]
    more = statistics.median(heavy - light for heavy, light in weights)
    found["desk_kb"] = max(0, more) * 1_024 / (size["desks"] - 1)
    for filled in (small, many, crowded):
        filled.furnish()
    for name, large in (("tickets", many), ("desks", crowded)):
        found.update({f"{name}_{key}": times for key, times in sizes.growth(small, large, runs, seconds).items()})
    crowded.hub.terminate()
    small.hub.terminate()
    new = sizes.FilledHub(folder, "new", 1_000)
    new.hub.start_or_fail()
    found["create_grown"] = sizes.creation(new, many, runs, seconds)
    for filled in (new, many):
        filled.hub.terminate()
    return found


def listeners(world, runs):
    """The hub is started anew each time, so that nothing else that it took before hides what they take."""
    count = 1_000
    people = [Person(world.desks["vendor"], f"lee{n}@bench.example") for n in range(count // streams.OF_SESSION)]
    found = []
    for _ in range(runs):
        world.hub.terminate()
        world.hub.start_or_fail()
        found.append(streams.weight(world.hub, people, count))
        world.hub.start_or_fail()
    return {
        "streams_mb": statistics.median(taken for taken, _ in found),
        "streams_end_s": statistics.median(ended for _, ended in found),
    }


def idle(hub):
    hub.terminate()
    hub.start_or_fail()
    time.sleep(5)
    return {"idle_mb": measures.resident_megabytes(hub)}


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="+", choices=PARTS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
