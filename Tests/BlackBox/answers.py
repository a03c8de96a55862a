"""Every answer that a hub gives to a GET: by the addresses of /openapi.json, each list to its end, each thing in it."""

import json
import re

#: what is asked of tickets beside the plain list
SEARCHES = ["q=chain", "q=canary", "q=sp%C3%A4t", "category=new&sort=-updated", "handed_over=true", "priority=high"]


def all_answers(desk):
    """For each address: status, kind and bytes."""
    paths = json.loads(desk.bytes("/openapi.json"))["paths"]
    asked = [path for path, verbs in paths.items() if verbs.get("get", {}).get("security")]
    answers, ids = {}, {}
    # A thing's id comes from a list, and lists below things come after those.
    for path in sorted(asked, key=lambda path: (path.count("{"), len(path))):
        names = re.findall(r"{(\w+)}", path)
        for thing in ids.get(names[0], []) if names else [None]:
            address = re.sub(r"{\w+}", thing, path) if thing else path
            _ask(desk, address, answers, ids.setdefault(path.rpartition("/")[2].removesuffix("s"), []))
    for search in SEARCHES:
        _ask(desk, f"/api/v1/tickets?{search}", answers, [])
    return answers


def _ask(desk, address, answers, ids):
    cursor = ""
    while cursor is not None:
        whole = address + (f"{'&' if '?' in address else '?'}cursor={cursor}" if cursor else "")
        answer = desk.call("GET", whole)
        answers[whole] = (answer.status, answer.headers.get("Content-Type"), answer.raw)
        cursor = None
        if answer.status == 200 and (answer.headers.get("Content-Type") or "").startswith("application/json"):
            body = answer.json
            if isinstance(body, dict):
                ids += [item["id"] for item in body.get("items", []) if isinstance(item, dict) and "id" in item]
                cursor = body.get("next_cursor")


def differences(before, after):
    """The addresses that are answered otherwise."""
    for address in sorted(before.keys() | after.keys()):
        one, other = before.get(address), after.get(address)
        if one != other:
            yield f"{address}: {_told(one)} became {_told(other)}"


def _told(answer):
    return "nothing" if answer is None else f"{answer[0]} {answer[1]} {answer[2][:300]!r}"
