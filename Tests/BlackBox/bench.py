"""What a hub can do here: python3 bench.py [--json] [--quick]. Medians of five; progress on standard error."""

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
from browse import Browser
from hub import Hub
from ledger import Ledger
from measures import streams
from world import World

#: rows of the table: key, words, unit, aim as a word (None where there is none)
ROWS = [
    ("empty_route_per_s", "ceiling: empty route that decodes the same JSON", "/s", None),
    ("group_commit_rows_per_s", "ceiling: bare group commits of the same rows", "/s", None),
    ("create_per_s", "creating a ticket, 64 connections", "/s", None),
    ("create_of_ceiling", "  of the durable ceiling", "%", "at least 45"),
    ("create_p50_ms", "  p50", "ms", None),
    ("create_p99_ms", "  p99", "ms", "at most 25"),
    ("create_alone_p50_ms", "creating a ticket, one connection, p50", "ms", "at most 0.6"),
    ("partner_p50_ms", "a comment's way to the partner, p50", "ms", "under 5"),
    ("partner_p99_ms", "  p99", "ms", None),
    ("three_hops_p50_ms", "a comment's way through three hops, p50", "ms", None),
    ("three_hops_p99_ms", "  p99", "ms", None),
    ("list_p50_ms", "a list of 50 among 100,000, p50 at 1 connection", "ms", None),
    ("list_per_s", "  16 connections", "/s", None),
    ("ticket_page_p50_ms", "ticket page with 30 comments, p50", "ms", "at most 5"),
    ("list_page_p50_ms", "list page among 100,000, p50", "ms", "at most 10"),
    ("page_change_p50_ms", "a change seen by another page, p50", "ms", "at most 200"),
    ("streams_mb", "1,000 event streams: resident, more", "MB", "at most 64"),
    ("streams_end_s", "  ended by SIGTERM", "s", "at most 2"),
    ("ready_s", "ready after a start", "s", "under 0.1"),
    ("idle_mb", "resident when idle, freshly started", "MB", "under 48"),
    ("after_load_mb", "resident after the load", "MB", None),
]


def main():
    options = read_options()
    runs, seconds = (1, 2) if options.quick else (5, 8)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="baton-bench-"))
    # One token asks as often as the machine can answer: what bounds a desk is not what is measured.
    hub = Hub(folder / "hub", options=["--rate-per-person", "0", "--rate-per-desk", "0"])
    hub.start_or_fail()
    world = World(hub, random.Random(7))
    world.build()
    found = {"cores": os.cpu_count(), "runs": runs}
    for name, measure in (
        ("ceilings", lambda: measures.ceilings(runs)),
        ("idle", lambda: idle(hub)),
        ("ways", lambda: ways(world, runs, 20 if options.quick else 200)),
        ("creation", lambda: creation(world, runs, seconds)),
        ("list", lambda: listing(world, runs, seconds, 1_000 if options.quick else 100_000)),
        ("pages", lambda: pages(world, runs, seconds)),
        ("streams", lambda: listeners(world, runs)),
        ("ready", lambda: {"ready_s": statistics.median(measures.ready(hub) for _ in range(runs))}),
    ):
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        try:
            found.update(measure())
        except measures.NotMeasured as error:
            print(f"not measured: {name}: {error}", file=sys.stderr)
    if found.get("group_commit_rows_per_s") and found.get("create_per_s"):
        found["create_of_ceiling"] = 100 * found["create_per_s"] / found["group_commit_rows_per_s"]
    hub.terminate()
    shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(found) if options.json else table(found))


def creation(world, runs, seconds):
    desk = world.desks["vendor"]
    all_runs = [measures.wrk("create.lua", desk, "/api/v1/tickets", 64, seconds) for _ in range(runs)]
    alone = [measures.wrk("create.lua", desk, "/api/v1/tickets", 1, seconds) for _ in range(runs)]
    return {
        **{f"create_{key}": middle(all_runs, key) for key in ("per_s", "p50_ms", "p99_ms")},
        "create_alone_p50_ms": middle(alone, "p50_ms"),
        "after_load_mb": measures.resident_megabytes(world.hub),
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
        "partner_p50_ms": statistics.median(percentile(times, 50) for times in near),
        "partner_p99_ms": statistics.median(percentile(times, 99) for times in near),
        "three_hops_p50_ms": statistics.median(percentile(times, 50) for times in far),
        "three_hops_p99_ms": statistics.median(percentile(times, 99) for times in far),
    }


def listing(world, runs, seconds, enough):
    desk = world.desks["vendor"]
    # The number of the newest ticket tells how many there are.
    while desk.post("tickets", {"subject": "How many?"})["number"] < enough:
        measures.wrk("create.lua", desk, "/api/v1/tickets", 64, seconds)
    alone = [measures.wrk("list.lua", desk, "/api/v1/tickets?limit=50", 1, seconds) for _ in range(runs)]
    many = [measures.wrk("list.lua", desk, "/api/v1/tickets?limit=50", 16, seconds) for _ in range(runs)]
    return {"list_p50_ms": middle(alone, "p50_ms"), "list_per_s": middle(many, "per_s")}


class Person:
    """Somebody who is signed in at a desk with a browser."""

    def __init__(self, desk, email):
        made = desk.hub.command("agent", "create", "--tenant", desk.slug, email, "--name", "Kim Kay", "--role", "agent")
        browser = Browser(desk.hub)
        browser.sign_in(desk.slug, email, made["password"])
        self.base = f"/desk/{desk.slug}"
        self.cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())


def pages(world, runs, seconds):
    desk = world.desks["vendor"]
    person = Person(desk, "kim@bench.example")
    ticket = desk.post("tickets", {"subject": "A long conversation"})["number"]
    for number in range(30):
        desk.post(f"tickets/{ticket}/comments", {"body": f"Comment {number} **here**", "audience": "internal"})
    one = [measures.wrk("page.lua", desk, f"{person.base}/tickets/{ticket}", 1, seconds, person.cookie)
           for _ in range(runs)]
    many = [measures.wrk("page.lua", desk, f"{person.base}/tickets", 1, seconds, person.cookie) for _ in range(runs)]
    changes = desk.post("tickets", {"subject": "Watched by somebody"})["number"]
    return {
        "ticket_page_p50_ms": middle(one, "p50_ms"),
        "list_page_p50_ms": middle(many, "p50_ms"),
        "page_change_p50_ms": percentile(streams.seen(desk, changes, person, 20 * runs), 50),
    }


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


def middle(all_runs, key):
    return statistics.median(run[key] for run in all_runs)


def percentile(times, percent):
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def table(found):
    lines = [f"{found['cores']} cores, medians of {found['runs']}", ""]
    for key, words, unit, aim in ROWS:
        value = found.get(key)
        shown = "not measured" if value is None else f"{value:,.{0 if value >= 100 else 2}f} {unit}"
        lines.append(f"{words:<50} {shown:>16}" + (f"   aim: {aim} {unit}" if aim else ""))
    return "\n".join(lines)


def read_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
