"""A ticket's page, walked as people do: python3 ticket.py [--data DIR]

Conversation, composer with preview and files, fields with a conflict, the end of the work, related tickets, the timeline.
"""

import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from hub import Hub
from report import Report, equal, require
from ticket_ground import URLENCODED, Ground, encoded, press


def conversation(ground):
    number, address = ground.ticket(description="It hums, and is warm.", requester={"email": "ina@bistro.example", "name": "Ina Bakker"})
    page = ground.anna.get(address)
    require("The ice machine is warm" in page.title and "It hums, and is warm." in page.text, page.text[:400])
    require("Only Acme Cooling reads this." in page.text and "Ina Bakker will read this." in page.text, page.text)
    form = page.form("comment")
    equal(form.value("audience"), "internal", "the audience unless told")
    text = "Two lines:\n\n    code\n\nand **bold**"
    page = ground.anna.send(form, body=text, audience="public")
    require("#comment-" in page.url and "Public reply" in page.text and "bold" in page.text, page.text)
    found = ground.acme.get(f"tickets/{number}/comments")["items"][0]
    equal((found["body"], found["audience"]), (text, "public"), "the comment")
    # The same form sent again counts once.
    ground.anna.send(form, body=text, audience="public")
    equal(len(ground.acme.get(f"tickets/{number}/comments")["items"]), 1, "comments after a double send")
    page = ground.anna.send(ground.anna.get(address).form("comment"), body="   ")
    require(page.status == 422 and "something is needed here" in page.text, f"{page.status} {page.text[:300]}")
    page = ground.anna.send(page.form("comment"), body="never mind", author="requester", asks_to_cancel="yes")
    require("The requester no longer wants the work" in page.text, page.text)
    equal(ground.acme.get(f"tickets/{number}/comments")["items"][1]["author"]["kind"], "requester", "who said it")


def own_comments(ground):
    number, address = ground.ticket()
    ground.anna.send(ground.anna.get(address).form("comment"), body="first\n  words")
    comment = ground.acme.get(f"tickets/{number}/comments")["items"][0]["id"]
    page = ground.anna.get(ground.anna.page.link("Edit or take back"))
    form = page.form(action=f"{comment}/edit")
    equal(form.value("body"), "first\n  words", "the text to edit")
    page = ground.anna.send(form, body="")
    require(page.status == 422 and page.form(action=f"{comment}/edit"), page.status)
    page = ground.anna.send(page.form(action=f"{comment}/edit"), body="better words")
    require("better words" in page.text and "edited" in page.text, page.text)
    require("Edit or take back" not in ground.boss.get(address).text, "somebody else's comment is offered to be edited")
    fields = ground.boss.get(address).form("comment").fields
    answer = ground.boss.request("POST", f"{address}/comments/{comment}/retract", encoded(fields), URLENCODED)
    equal(answer.status, 403, "taking back somebody else's comment")
    page = ground.anna.get(f"{address}?edit={comment}")
    page = ground.anna.send(page.form(action=f"{comment}/retract"))
    require("This comment was taken back." in page.text and "better words" not in page.text, page.text)


def earlier_comments(ground):
    number, address = ground.ticket()
    for count in range(105):
        ground.acme.post(f"tickets/{number}/comments", {"body": f"word-{count}-end"})
    page = ground.anna.get(address)
    require("word-5-end" in page.text and "word-104-end" in page.text and "word-4-end" not in page.text, "the last 100")
    page = ground.anna.get(page.link("Show earlier"))
    require("word-0-end" in page.text and "word-4-end" in page.text and "word-5-end" not in page.text, "the first five")
    require(f"{address}#composer" == page.link("Back to the latest"), page.links)
    page = ground.anna.get(page.link("Back to the latest"))
    require("word-104-end" in page.text, "back to the latest")
    page = ground.anna.get(f"{address}/timeline")
    require("opened the ticket" in page.text, page.text[:300])
    page = ground.anna.get(page.link("Next page"))
    require(page.text.count("wrote an internal note") == 6, page.text)


def preview(ground):
    number, here, there = ground.handed_over()
    page = ground.anna.get(here)
    require("Fieldworks will read this; Ina Bakker will not." in page.text, page.text)
    require("Ina Bakker and Fieldworks will read this." in page.text, page.text)
    require("your sharing rules let no public words out" in page.text, "that public is narrowed is not said")
    require("Fieldworks sees your name as “Anna”." in page.text, page.text)
    words = "Call ina@bistro.example\n  and **bring** a fuse"
    page = press(ground.anna, page.form("comment"), "preview", body=words, audience="partner")
    require(page.status == 200 and "This is what they will see" in page.text, f"{page.status} {page.text[:400]}")
    require("Call [address hidden]" in page.text and "Call ina@bistro.example" in page.text, page.text)
    require("From Anna Bakker" in page.text and "From Anna " in page.text.replace("From Anna Bakker", ""), page.text)
    equal(ground.acme.get(f"tickets/{number}/comments")["items"], [], "a preview keeps nothing")
    page = press(ground.anna, page.form("comment"), "edit")
    form = page.form("comment")
    equal((form.value("body"), form.value("audience")), (words, "partner"), "what goes back to editing")
    page = press(ground.anna, form, "preview")
    page = ground.anna.send(page.form("comment"))
    require("Shared with partners" in page.text, page.text)
    equal(ground.acme.get(f"tickets/{number}/comments")["items"][0]["body"], words, "what was sent from the preview")
    ground.settle()
    page = ground.piet.get(there)
    require("Call [address hidden]" in page.text and "Anna" in page.text and "(Acme Cooling)" in page.text, page.text)
    require("ina@bistro" not in page.raw.decode() and "Anna Bakker" not in page.raw.decode(), "what is not let out is there")


def files(ground):
    number, address = ground.ticket()
    sent = [("file", "a.txt", b"first", "text/plain"), ("file", "b.svg", b"<svg onload=alert(1)>", "image/svg+xml")]
    page = ground.anna.send(ground.anna.get(address).form("comment"), body="two files", files=sent)
    require("a.txt" in page.text and "b.svg" in page.text, page.text)
    kept = sorted(ground.acme.get(f"tickets/{number}/attachments")["items"], key=lambda file: file["name"])
    comment = ground.acme.get(f"tickets/{number}/comments")["items"][0]
    equal([(f["name"], f["comment"]) for f in kept], [("a.txt", comment["id"]), ("b.svg", comment["id"])], "the files")
    for file, (_, _, content, _) in zip(kept, sent):
        page = ground.anna.request("GET", f"/desk/acme/attachments/{file['id']}")
        require(page.raw == content and page.headers["Content-Disposition"].startswith("attachment"), page.headers)
        require("sandbox" in page.headers["Content-Security-Policy"], page.headers)
        equal(page.headers["X-Content-Type-Options"], "nosniff", "the header against sniffing")
    equal(page.headers["Content-Type"], "application/octet-stream", "a picture with a script in it")
    equal(ground.piet.request("GET", f"/desk/field/attachments/{kept[0]['id']}").status, 404, "another desk's file")
    # A browser sends a part without a name where no file was chosen.
    page = ground.anna.send(ground.anna.get(address).form("comment"), body="none", files=[("file", "", b"", "application/octet-stream")])
    require(page.status == 200 and len(ground.acme.get(f"tickets/{number}/attachments")["items"]) == 2, page.status)
    page = ground.anna.send(ground.anna.get(address).form("comment"), body="my long text", files=[("file", "n" * 256, b"x", "text/plain")])
    require(page.status == 422 and page.form("comment").value("body") == "my long text", f"{page.status} {page.text[:200]}")


def light_agents(ground):
    number, address = ground.ticket()
    lou = ground.person("acme", "lou@acme.example", "Lou Light", "light")
    page = lou.get(address)
    require(not page.has_form("files") and not page.has_form("resolve"), "a light agent is offered what it may not do")
    page = lou.send(page.form("comment"), body="I read it")
    require("I read it" in page.text and page.status == 200, page.status)
    page = lou.send(page.form("comment"), body="with a file", files=[("file", "a.txt", b"x", "text/plain")])
    equal(page.status, 403, "a light agent's file")
    token = lou.get(address).form("comment").value("_form")
    for path in ("fields", "subject", "resolve", "reopen", "assign", "files"):
        body = encoded([("_form", token), ("subject", "x")])
        equal(lou.request("POST", f"{address}/{path}", body, URLENCODED).status, 403, path)
    equal(len(ground.acme.get(f"tickets/{number}/comments")["items"]), 1, "comments")


def fields(ground):
    for kind, allowed in (("text", []), ("number", []), ("flag", []), ("day", []), ("choice", ["red", "blue"]), ("choices", ["a", "b"])):
        ground.acme.post("fields", {"key": f"of_{kind}", "name": f"Of {kind}", "kind": kind, **({"allowed": allowed} if allowed else {})})
    number, address = ground.ticket()
    form = ground.anna.get(address).form("fields")
    statuses = {s["category"]: s["id"] for s in ground.acme.get("statuses")["items"]}
    require(statuses["resolved"] not in form.choices["status"], "solved is offered without a resolution")
    values = {
        "status": statuses["onHold"], "hold.reason": "parts", "hold.until": "2030-01-02T03:04", "impact": "high",
        "urgency": "high", "priority": "", "type": "request", "tags": "cold, ice,, cold", "fields.of_text": "x",
        "fields.of_number": "1,5", "fields.of_flag": "yes", "fields.of_day": "2026-11-21", "fields.of_choice": "red",
        "fields.of_choices": ["a", "b"], "site.address": "Dock 4", "site.phone": "12",
    }
    page = ground.anna.send(form, **values)
    require(page.status == 200 and "Saved." in page.text, f"{page.status} {page.text[:500]}")
    found = ground.acme.get(f"tickets/{number}")
    equal(found["hold"], {"reason": "parts", "until": "2030-01-02T03:04:00Z"}, "the hold")
    equal((found["priority"], found["type"], found["tags"]), ("urgent", "request", ["cold", "ice"]), "what was set")
    equal(found["fields"], {"of_choice": "red", "of_choices": ["a", "b"], "of_day": "2026-11-21", "of_flag": True, "of_number": 1.5, "of_text": "x"}, "the fields")
    equal(found["site"]["address"], "Dock 4", "the site")
    # The form as it stands changes nothing.
    version = found["version"]
    page = ground.anna.send(ground.anna.get(address).form("fields"))
    equal(ground.acme.get(f"tickets/{number}")["version"], version, "the version after saving what is there")
    page = ground.anna.send(page.form("fields"), **{"status": statuses["inProgress"], "fields.of_choices": [""], "fields.of_flag": ""})
    found = ground.acme.get(f"tickets/{number}")
    require(found["hold"] is None and "of_choices" not in found["fields"] and "of_flag" not in found["fields"], found)
    page = ground.anna.send(page.form("fields"), **{"fields.of_number": "many"})
    require(page.status == 422 and page.form("fields").value("fields.of_number") == "many", f"{page.status}")
    page = ground.anna.send(ground.anna.get(address).form("assign"))
    equal(ground.acme.get(f"tickets/{number}")["assignee"]["name"], "Anna Bakker", "the assignee")
    page = ground.anna.send(page.form("subject"), subject="Another subject")
    require("Another subject" in page.title, page.title)


def conflict(ground):
    number, address = ground.ticket()
    form = ground.anna.get(address).form("fields")
    ground.boss.send(ground.boss.get(address).form("fields"), priority="urgent")
    page = ground.anna.send(form, tags="mine")
    require(page.status == 412 and "Somebody changed the ticket meanwhile" in page.text, f"{page.status} {page.text[:300]}")
    require("changed priority from “Normal” to “Urgent”" in page.text, page.text)
    equal(page.form("fields").value("tags"), "mine", "what was typed")
    page = ground.anna.send(page.form("fields"), priority="urgent")
    equal(ground.acme.get(f"tickets/{number}")["tags"], ["mine"], "tags after the second try")


def endings(ground):
    number, address = ground.ticket()
    page = ground.anna.send(ground.anna.get(address).form("resolve"), code="workaround", text="")
    require(page.status == 422 and page.form("resolve").value("code") == "workaround", page.status)
    page = ground.anna.send(page.form("resolve"), text="Ice from next door.")
    require("Worked around" in page.text and "Ice from next door." in page.text, page.text)
    found = ground.acme.get(f"tickets/{number}")
    equal((found["status"]["category"], found["resolution"]["code"]), ("resolved", "workaround"), "the end")
    page = ground.anna.send(page.form("reopen"))
    equal(ground.acme.get(f"tickets/{number}")["status"]["category"], "inProgress", "taken up again")
    _, here, there = ground.handed_over()
    page = ground.anna.get(here)
    require("Fieldworks works on this ticket" in page.text and not page.has_form("resolve"), page.text)
    equal(len(page.form("fields").choices["status"]), 1, "statuses while the partner works")
    require("with Fieldworks since" in page.text, page.text[:500])
    page = ground.piet.get(there)
    require("report the work done to Acme Cooling" in page.text and not page.has_form("resolve"), page.text)


def families(ground):
    number, address = ground.ticket()
    other, _ = ground.ticket(subject="The same again")
    ground.anna.send(ground.anna.get(address).form("comment"), body="the fridge, too")
    page = ground.anna.send(ground.anna.get(address).form("split"), subject="The fridge", comment=ground.anna.page.form("split").choices["comment"])
    require("the fridge, too" in page.text and "Split off" in page.text and f"#{number}" in page.text, page.text[:600])
    page = ground.anna.send(ground.anna.get(address).form("child"), subject="The floor")
    require("The floor" in page.title and "Part of" in page.text, page.title)
    page = ground.anna.get(address)
    require("Parts of the work are still open" in page.text and not page.has_form("resolve"), page.text)
    page = ground.anna.send(page.form("merge"), into="999999")
    require(page.status == 422 and "no ticket of this number" in page.text, f"{page.status} {page.text[:200]}")
    page = ground.anna.send(page.form("merge"), into=str(number))
    require(page.status == 409 and "into itself" in page.text, f"{page.status}")
    page = ground.anna.send(page.form("merge"), into=f"#{other}")
    require("The same again" in page.title and "Took over" in page.text, page.text[:600])
    page = ground.anna.get(address)
    require("Merged into" in page.text and not page.has_form("merge"), page.text)


def releases(ground):
    ground.acme.patch(f"partnerships/{ground.partnership}", {"settings": {"holds_public_words": True}})
    ground.field.put(f"partnerships/{ground.partnership}/sharing", {"audiences": ["partner", "public"]})
    ground.settle()
    _, here, there = ground.handed_over()
    page = ground.piet.get(there)
    require("Acme Cooling will read this and may pass it on to the requester." in page.text, page.text)
    ground.piet.send(page.form("comment"), body="We come at ten.", audience="public")
    ground.settle()
    page = ground.anna.get(here)
    require("Waits to be released" in page.text, page.text)
    page = ground.anna.send(page.form(action="/release"))
    require("Waits to be released" not in page.text and "released a partner’s words" in page.text, page.text)


def sizes(ground):
    number, address = ground.ticket(requester={"email": "ina@bistro.example", "name": "Ina Bakker"})
    for count in range(30):
        ground.acme.post(f"tickets/{number}/comments", {"body": f"A remark of some length, the {count}th of them, on *ice*."})
    page = ground.anna.get(address)
    assets = [values.get("src") or values.get("href") for tag, values in page.elements if tag == "script" or (tag == "link" and values.get("rel") == "stylesheet")]
    total = len(page.raw) + sum(len(ground.anna.request("GET", asset).raw) for asset in assets)
    require(total <= 100_000, f"{total} bytes, {len(page.raw)} of them the page")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=pathlib.Path)
    data = options.parse_args().data
    with tempfile.TemporaryDirectory() as spare:
        hub = Hub((data or pathlib.Path(spare)) / "ticket")
        hub.start_or_fail()
        report, ground = Report(), Ground(hub)
        for sentence, work in (
            ("a conversation is read and written", conversation), ("one's own comment is edited and taken back", own_comments),
            ("earlier comments and the timeline are a link away", earlier_comments),
            ("a preview shows what each reader will get", preview), 
            ("files go with a comment and come back as they were", files), ("light agents comment, and no more", light_agents),
            ("fields of every kind are set and cleared", fields), ("a conflict shows what changed and keeps what was typed", conflict),
            ("work ends and begins again", endings), ("tickets are merged, split and parted", families), ("a partner's public words wait for leave", releases),
            ("a page with thirty comments is at most 100 KB", sizes),
        ):
            report.group(sentence, work, ground)
        hub.terminate()
    sys.exit(report.close())


if __name__ == "__main__":
    main()
