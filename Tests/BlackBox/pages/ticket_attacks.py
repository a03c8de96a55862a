"""Attacks by way of a ticket's page: python3 ticket_attacks.py [--data DIR]

A12 scripts in everything that people type, A19 and A20 names of files, A37 words that look like templates, A39 an internal
note at the partner's, A63 forms with files that are not the session's.
"""

import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from browse import multipart
from hub import Hub
from payloads import FILE_NAMES, SCRIPTS, strangers
from report import Report, equal, require
from ticket_ground import Ground, press


def canary(ground):
    _, here, there = ground.handed_over()
    ground.anna.send(ground.anna.get(here).form("comment"), body="canary-note", files=[("file", "canary-file.txt", b"x", "text/plain")])
    ground.anna.send(ground.anna.get(here).form("comment"), body="for all", audience="partner")
    ground.anna.send(ground.anna.get(here).form("files"), files=[("file", "canary-alone.txt", b"y", "text/plain")])
    ground.settle()
    require("canary-note" in ground.anna.get(here).text, "the note is not at its own desk")
    for path in (there, there + "/timeline", there + "?done=saved"):
        page = ground.piet.get(path)
        require(page.status == 200 and b"canary" not in page.raw, f"the partner reads an internal note at {path}")
    page = ground.piet.get(there)
    require("for all" in page.text, "what was shared is not there")
    page = press(ground.piet, page.form("comment"), "preview", body="what now?", audience="partner")
    require(page.status == 200 and b"canary" not in page.raw, "the partner's preview shows an internal note")


def scripts(ground):
    """Every payload through everything that people may type; no element and no attribute of it comes out."""
    keys = [f["key"] for f in ground.acme.get("fields")["items"] if f["kind"] == "text"]
    for round, payload in enumerate(SCRIPTS):
        line = " ".join(payload.split())
        number, here, there = ground.handed_over(description=payload)
        ground.acme.patch(f"tickets/{number}", {"subject": line, "tags": [line[:60]], "fields": {key: line for key in keys}, "site": {"address": line}})
        requester = ground.acme.post("requesters", {"email": f"x{round}@bistro.example", "name": line[:150]})
        ground.acme.patch(f"tickets/{number}", {"requester": {"email": requester["email"]}})
        page = ground.anna.get(here)
        for audience in ("internal", "partner"):
            page = ground.anna.send(page.form("comment"), body=payload, audience=audience)
        shown = press(ground.anna, page.form("comment"), "preview", body=payload, audience="partner")
        refused = ground.anna.send(ground.anna.get(here).form("fields"), tags=",".join(["x" * 65, line]))
        ground.settle()
        seen = [("page", ground.anna.get(here)), ("preview", shown), ("refused", refused), ("timeline", ground.anna.get(here + "/timeline")), ("list", ground.anna.get("/desk/acme/tickets")), ("partner", ground.piet.get(there))]
        for name, page in seen:
            require(page.status in (200, 422), f"{name} of {payload!r}: {page.status}")
            require(not strangers(page), f"{name} of {payload!r}: {strangers(page)[:3]}")


def file_names(ground):
    number, address = ground.ticket()
    for name in FILE_NAMES:
        page = ground.anna.send(ground.anna.get(address).form("comment"), body="file", files=[("file", name.replace('"', "%22"), b"x", "text/plain")])
        require(page.status == 200 and not strangers(page), f"{name!r}: {page.status} {strangers(page)[:3]}")
    for file in ground.acme.get(f"tickets/{number}/attachments")["items"]:
        page = ground.anna.request("GET", f"/desk/acme/attachments/{file['id']}")
        require(page.status == 200 and page.headers["Content-Disposition"].startswith("attachment;"), page.headers)


def literal_words(ground):
    _, address = ground.ticket(subject="{{frame.desk.formToken}} [[ticket.save]]", description="{{#page}}x{{/page}} {{who}}")
    page = ground.anna.get(address)
    require("{{frame.desk.formToken}} [[ticket.save]]" in page.text and "{{#page}}x{{/page}} {{who}}" in page.text, page.text[:300])
    page = ground.anna.send(page.form("subject"), subject="{{who}} {{to}}")
    require("to “{{who}} {{to}}”" in page.text, page.text)


def forged_forms(ground):
    number, address = ground.ticket()
    form = ground.anna.get(address).form("comment")
    for broken in ("", "0" * 40):
        fields = [("_form", broken) if name == "_form" else (name, value) for name, value in form.filled({"body": "forged"})]
        answer = _multipart_post(ground.anna, form.action, fields)
        equal(answer.status, 403, f"a form with the token {broken!r}")
    late = sorted(form.filled({"body": "forged"}), key=lambda field: field[0] == "_form")
    equal(_multipart_post(ground.anna, form.action, late).status, 403, "a token that does not come first")
    require(all("forged" not in c["body"] for c in ground.acme.get(f"tickets/{number}/comments")["items"]), "forged")


def _multipart_post(browser, address, fields):
    return browser.request("POST", address.split("#")[0], *multipart(fields, []))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=pathlib.Path)
    data = options.parse_args().data
    with tempfile.TemporaryDirectory() as spare:
        hub = Hub((data or pathlib.Path(spare)) / "ticket-attacks")
        hub.start_or_fail()
        report, ground = Report(), Ground(hub)
        ground.acme.post("fields", {"key": "of_text", "name": "Of text", "kind": "text"})
        for sentence, work in (
            ("A39 an internal note stays at its desk", canary),
            ("A12 scripts are inert wherever they are typed", scripts),
            ("A19, A20 names of files are names only", file_names),
            ("A37 words that look like templates are words", literal_words),
            ("A63 a form with files is looked at only behind its token", forged_forms),
        ):
            report.group(sentence, work, ground)
        hub.terminate()
    sys.exit(report.close())


if __name__ == "__main__":
    main()
