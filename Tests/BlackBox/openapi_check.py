"""/openapi.json against the running hub: python3 openapi_check.py [--data DIR]

Plays a short story that uses each route at least once and holds every answer against the schema that the document
names; then sees that each documented route is there, and that no other one is.
"""

import argparse
import json
import pathlib
import re
import shutil
import sys
import tempfile
import traceback

import tour
from desk import Desk
from hub import Hub
from report import Report
from schemas import Schemas

#: A parked delivery cannot be had from outside, a hub without a mail server proves no address and writes to nobody, and a protocol
#: of their own is spoken by few: these are seen refused only.
UNREACHED = {
    ("POST", "/api/v1/deliveries/{delivery}/retry"),
    ("POST", "/api/v1/deliveries/{delivery}/drop"),
    ("POST", "/api/v1/addresses/{address}/prove"),
    ("POST", "/api/v1/partnerships/{partnership}/mail-invitation"),
    ("POST", "/api/v1/tickets/{ticket}/sent-mails/{mail}/retry"),
    ("DELETE", "/api/v1/suppressed-addresses/{suppressed}"),
} | {
    (method, "/hooks/{key}/{kind}/{thing}") for method in ("GET", "POST", "PUT", "DELETE")
}

METHODS = ("get", "post", "put", "patch", "delete")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-openapi-"))
    report = Report()
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    document = json.loads(Desk(hub, "", "", "nobody").bytes("/openapi.json"))
    watch = Watch(document)
    report.all("the document's schemas lead somewhere and say nothing unknown", watch.schemas.flaws())
    report.all("each operation has an id of its own", _doubled(document))
    ids = {}
    try:
        desks = tour.found(hub, watch)
        tour.walk(desks, ids)
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        report.check("the tour goes to its end", False, f"{type(error).__name__}: {error}")
    else:
        watch.tell(report)
        _there(desks.admin, document, ids, report)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    if report.failed:
        print(f"data and log: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


class Watch:
    """Holds every answer against the document."""

    def __init__(self, document):
        self.document = document
        self.schemas = Schemas(document)
        #: operation: what was wrong with its answers
        self.succeeded = {}
        self.refusals = []
        self.refused = 0

    def see(self, method, path, answer):
        path = ("/api/v1/" + path if not path.startswith("/") else path).split("?")[0]
        place = route(self.document, path)
        operation = self.document["paths"].get(place, {}).get(method.lower())
        if answer.status >= 400:
            self.refused += 1
            problem = {"$ref": "#/components/schemas/Problem"}
            self.refusals += [f"{method} {path} {answer.status}{w}" for w in self.schemas.wrong(answer.json, problem)]
            if operation and str(answer.status) not in operation["responses"]:
                self.refusals.append(f"{method} {path}: the status {answer.status} is not documented")
        elif operation:
            wrong = self.succeeded.setdefault((method, place), [])
            wrong += self._wrong(operation, answer)

    def _wrong(self, operation, answer):
        response = operation["responses"].get(str(answer.status))
        if response is None:
            return [f"the status {answer.status} is not documented"]
        content = response.get("content", {}).get("application/json")
        if content is None:
            # Nothing, or the bytes of a file.
            return [] if answer.status != 204 or not answer.raw else ["a 204 with a body"]
        kind = answer.headers.get("Content-Type") or ""
        if not kind.startswith("application/json"):
            return [f"the content type is {kind}"]
        return self.schemas.wrong(answer.json, content["schema"])

    def tell(self, report):
        for place, operations in self.document["paths"].items():
            for method in operations:
                wrong = self.succeeded.get((method.upper(), place))
                name = f"{method.upper()} {place} answers as documented"
                if wrong is not None or (method.upper(), place) not in UNREACHED:
                    report.all(name, ["the tour does not use it"] if wrong is None else wrong)
        report.all(f"each of {self.refused} refusals is a Problem", self.refusals)


def route(document, path):
    """The documented path that an address belongs to; one in words goes before one with a place for anything."""
    fitting = [place for place in document["paths"] if re.fullmatch(re.sub(r"\{.*?\}", "[^/]+", place), path)]
    return min(fitting, key=lambda place: place.count("{"), default=None)


def _there(admin, document, ids, report):
    for place, operations in document["paths"].items():
        # What goes by the same word below another thing, or has to be of its own kind, has a name with that in front.
        parts = place.split("/")
        kinds = (parts[-1], parts[-1 if place.count("/") < 3 else 3])
        address = re.sub(
            r"\{(.*?)\}",
            lambda match: next((ids[f"{k}.{match[1]}"] for k in kinds if f"{k}.{match[1]}" in ids), None) or ids[match[1]],
            place)
        allowed = sorted([m.upper() for m in operations] + (["HEAD"] if "get" in operations else []))
        wrong = []
        for method in METHODS:
            # A member that nobody knows, so that nothing happens.
            body = {"no such member": 1} if method in ("post", "put", "patch") else None
            if method == "delete" and method in operations:
                continue
            answer = admin.call(method.upper(), address, body)
            if method in operations and answer.status in (404, 405):
                wrong.append(f"{method.upper()} -> {answer.status}")
            elif method not in operations and answer.status != 405 and not _shadowed(document, place, method):
                wrong.append(f"{method.upper()} -> {answer.status}, expected 405")
            elif answer.status == 405 and not set(allowed) <= set(re.split(", ?", answer.headers.get("Allow", ""))):
                wrong.append(f"{method.upper()}: Allow is {answer.headers.get('Allow')}, expected {allowed}")
        report.all(f"{place} takes {', '.join(allowed)} and nothing else", wrong)
        below = admin.call("GET", address + "/no-such-thing").status
        if route(document, address + "/no-such-thing") is None:
            report.check(f"{place}/no-such-thing is not there", below == 404, below)
    unknown = ("/", "/api", "/api/v1", "/api/v1/nonsense", "/api/v2/tickets", "/tickets", "/API/V1/tickets", "/openapi")
    for path in unknown:
        answer = admin.call("GET", path)
        report.check(f"{path} is not there", answer.status == 404, answer.status)


def _shadowed(document, place, method):
    """Whether a path with a place for anything takes the method: `partnerships/{id}` takes `partnerships/accept`."""
    return any(
        method in operations and "{" in other and re.fullmatch(re.sub(r"\{.*?\}", "[^/]+", other), place)
        for other, operations in document["paths"].items()
        if other != place
    )


def _doubled(document):
    ids = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    return sorted({name for name in ids if ids.count(name) > 1})


if __name__ == "__main__":
    sys.exit(main())
