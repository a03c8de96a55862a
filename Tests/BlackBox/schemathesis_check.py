"""/openapi.json in the hands of schemathesis: python3 schemathesis_check.py [--data DIR] [--examples N] [--seed S]

It makes requests that fit the document and others that do not, alone and one after the other, and holds every answer
against it with each check that it has; of all operations or of those that share.py draws. A desk with a story of its own is asked, so that much of what is named exists;
another desk's admin asks for the same things and must not get them.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as Tree

import tour
from hub import ROOT, Hub
from report import Report
from share import is_drawn

PROGRAM = ROOT / ".build/venv-schemathesis/bin/schemathesis"
# All of the requests come from one desk and one address.
UNBOUNDED = ["--rate-per-person", "--rate-per-desk", "--rate-per-network", "--sign-ins-per-network"]

CONFIGURATION = """
hooks = "schemathesis_hooks"
continue-on-failure = true
max-redirects = 0
request-timeout = 30

[cache]
enabled = false

[generation]
database = "none"

[auth.wfc]
path = {people}
user = "north"
peers = ["north", "west"]

{known}
# 412: the condition that was sent does not hold. 413: what the schema allows is together more than a body may have.
[checks]
positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 412, 413]
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 409, 412, 413, 415, 422]

# Not that an operation was only ever refused: which of them are asked without a token is chance; `matrix.py` asks them all.
[warnings]
fail-on = ["rate_limited", "unsupported_regex", "unresolvable_reference", "unused_openapi_auth"]
"""


class Unwatched:
    def see(self, method, path, answer):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--examples", type=int, default=15, help="how many requests of each kind an operation gets")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-schemathesis-")).resolve()
    report = Report()
    hub = Hub(folder / "hub", options=[part for name in UNBOUNDED for part in (name, "0")])
    hub.start_or_fail()
    desks = tour.found(hub, Unwatched())
    stranger = hub.create_tenant("west", "West", "boss@west.example")
    configure(folder, desks, stranger["token"])
    asked, number = drawn(desks.admin)
    ended = run(folder, hub, desks.admin, asked, options)
    tell(folder / "junit.xml", asked, number, ended, report)
    report.check("the hub is alive after all of it", desks.admin.call("GET", "/healthz").status == 200)
    report.check("and ends cleanly on SIGTERM", hub.terminate() == 0)
    if report.failed:
        print(f"data and logs: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


def configure(folder, desks, stranger):
    people = [("north", desks.admin.token), ("west", stranger)]
    headers = [[{"name": "Authorization", "value": f"Bearer {token}"}] for _, token in people]
    auth = [{"name": name, "fixedHeaders": header} for (name, _), header in zip(people, headers)]
    (folder / "people.json").write_text(json.dumps({"auth": auth}))
    path = json.dumps(str(folder / "people.json"))
    (folder / "schemathesis.toml").write_text(CONFIGURATION.format(people=path, known=known(desks)))


def known(desks):
    """Some of each thing that a path names, so that not all requests are for what is not there."""
    ids = {}
    tour.walk(desks, ids)
    # What is only found at one place of the document has its place in its name.
    things = {name: [found] for name, found in ids.items() if "." not in name}
    things["ticket"] += [desks.admin.post("tickets", {"subject": f"Chiller {n} trips"})["id"] for n in range(20)]
    for ticket in things["ticket"][1:11]:
        offer = desks.admin.post(f"tickets/{ticket}/handoffs", {"partnership": ids["partnership"]})
        things["handoff"].append(offer["id"])
    # Those below go on being tried as somebody else's.
    del things["agent"], things["token"]
    lines = [f"[dictionaries.{name}]\nvalues = {json.dumps(found)}" for name, found in things.items()]
    lines += ["[parameters]"]
    lines += [f'"path.{name}" = {{ dictionary = "{name}", probability = 0.5 }}' for name in things]
    return "\n".join(lines)


def drawn(admin):
    """The ids of the operations that are tried, and how many there are."""
    paths = admin.get("/openapi.json")["paths"]
    methods = {"get", "put", "post", "patch", "delete"}
    ids = [operation["operationId"] for path in paths.values() for method, operation in path.items() if method in methods]
    return [name for name in ids if is_drawn(name)], len(ids)


def run(folder, hub, admin, asked, options):
    # It leaves folders of its own where it runs, and among the data they would pass for a hub's.
    document = f"http://127.0.0.1:{hub.port}/openapi.json"
    with open(folder / "schemathesis.log", "wb") as log, tempfile.TemporaryDirectory() as elsewhere:
        return subprocess.run(
            [
                *(PROGRAM, "--config-file", folder / "schemathesis.toml", "run", document, "--no-color"),
                *("--checks", "all", "--max-examples", str(options.examples), "--seed", str(options.seed)),
                *("--report", "junit", "--report-junit-path", folder / "junit.xml"),
                *(part for name in asked for part in ("--include-operation-id", name)),
            ],
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=elsewhere,
            env={**os.environ, "PYTHONPATH": str(pathlib.Path(__file__).parent), "BATON_OWN": json.dumps(own(admin))},
        ).returncode


def own(admin):
    """The ids by which the one who asks could lock itself out."""
    me = admin.get("me")["agent"]["id"]
    return {"agent": me, "token": next(token["id"] for token in admin.items("tokens") if token["agent"] == me)}


def tell(junit, asked, number, ended, report):
    operations = {}
    for case in Tree.parse(junit).iter("testcase") if junit.exists() else ():
        wrong = operations.setdefault(case.get("name"), [])
        wrong += [_first_line(failure.get("message")) for failure in (*case.iter("failure"), *case.iter("error"))]
    for name, wrong in operations.items():
        report.all(f"{name} is what the document says", wrong)
    say = f"{len(asked)} operations of {number} were tried"
    report.check(say, len(asked) > 20 and len(operations) >= len(asked), f"{len(operations)} have answers")
    report.check("schemathesis found nothing", ended == 0, f"exit code {ended}, see schemathesis.log")


def _first_line(message):
    return " ".join((message or "failed").split())[:300]


if __name__ == "__main__":
    sys.exit(main())
