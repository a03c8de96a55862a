"""Partners and failed deliveries as people see them: python3 partners.py [--data DIR]"""

import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from browse import Browser  # noqa: E402
from hub import Hub  # noqa: E402
from partner_stage import (  # noqa: E402
    Stage,
    arrives,
    files,
    finding,
    make_sessions_old,
    parked_file,
    settle,
    table,
    value,
    with_action,
    with_fields,
)
from report import Report, equal, require  # noqa: E402

ABSENT = "00000000-0000-7000-8000-000000000000"


def by_code(stage):
    """The code is pasted at the other desk; what it opens is told only to who has it."""
    acme, fieldworks = stage.browser("acme"), stage.browser("fieldworks")
    require("No partners yet" in acme.get("/desk/acme/partners").text, "an empty list says what to do")
    form = acme.get("/desk/acme/partners/invite").form("invite")
    again = acme.send(form, name=" " * 3, message="Kept words")
    equal(again.status, 422, "an invitation without a name")
    require("Kept words" in again.raw.decode(), "what was typed comes again")
    page = acme.send(again.form("invite"), name="Fieldworks", message="We <b>need</b> hands.")
    code, link = value(page, "invitation-code"), value(page, "invitation-link")
    equal(link, f"http://127.0.0.1:{stage.hub.port}/join?code={code}", "the link")
    page = fieldworks.get("/desk/fieldworks/partners/join")
    for wrong in ("no-such-code", code[:-1] + ("0" if code[-1] != "0" else "1")):
        page = fieldworks.send(page.form(action="/partners/join"), code=wrong)
        equal(page.status, 422, "a code that opens nothing")
        require("No invitation has this code" in page.text and "Acme" not in page.text, page.text)
    page = fieldworks.send(page.form(action="/partners/join"), code=f"  {link}  ")
    require("Acme Cooling would like to be your partner" in page.text, page.text)
    require("We <b>need</b> hands." in page.text and b"<b>need" not in page.raw, "the message is text")
    own = acme.get(f"/desk/acme/partners/join?code={code}")
    require("your own invitation" in own.text and own.status == 422, own.text)
    page = fieldworks.send(page.form("join"), button=("_act", "accept"), name="Acme (vendor)")
    require("You are partners now" in page.text and "Linked" in page.text, page.text)
    used = fieldworks.get(f"/desk/fieldworks/partners/join?code={code}")
    require("used already" in used.text, used.text)
    partnership = page.url.rsplit("/", 1)[1].split("?")[0]
    listed = acme.get("/desk/acme/partners")
    require("Fieldworks" in listed.text and "Linked" in listed.text and "Both ways" in listed.text, listed.text)
    stage.partnership = partnership


def by_link(stage):
    """The public page tells nothing; it leads to the desk of who opens it."""
    acme = stage.browser("acme")
    page = acme.send(acme.get("/desk/acme/partners/invite").form("invite"), name="Sparks", message="By link")
    link = value(page, "invitation-link").split(str(stage.hub.port), 1)[1]
    stranger = Browser(stage.hub)
    for address in (link, "/join", "/join?code=nonsense"):
        public = stranger.get(address)
        require("Acme" not in public.text and "By link" not in public.text, "the public page tells of nobody")
    sign_in = stranger.send(stranger.get(link).form(action="/join"), desk="sparks")
    email, password = stage.people["sparks"]
    page = stranger.send(sign_in.form(action="/sign-in"), email=email, password=password)
    require("Acme Cooling would like" in page.text and "By link" in page.text, page.text)
    page = stranger.send(page.form("join"), button=("_act", "decline"))
    require("is declined" in page.text, page.text)
    require("Declined" in acme.get("/desk/acme/partners").text, "the inviter sees that it was declined")
    # Renewed, the old link opens nothing; taken back, neither does the new one.
    acme.send(acme.get("/desk/acme/partners/invite").form("invite"), name="Sparks again")
    page = acme.get(acme.page.link("To the partner"))
    first = value(acme.send(page.form("renew")), "invitation-code")
    page = acme.get(acme.page.link("To the partner"))
    second = value(acme.send(page.form("renew")), "invitation-code")
    require("No invitation" in stranger.get(f"/desk/sparks/partners/join?code={first}").text, "the old code is dead")
    require("would like" in stranger.get(f"/desk/sparks/partners/join?code={second}").text, "the new one lives")
    page = acme.get(acme.page.link("To the partner"))
    page = acme.send(acme.get(page.link("Take the invitation back")).form("end"), confirm="sparks again")
    require("Ended" in page.text, page.text)
    require("taken back" in stranger.get(f"/desk/sparks/partners/join?code={second}").text, "it was taken back")


def settings(stage):
    acme, path = stage.browser("acme"), f"/desk/acme/partners/{stage.partnership}"
    page = acme.send(acme.get(path).form("settings"), confirm_after_days="0", name="Hands")
    equal(page.status, 422, "no days at all")
    equal(page.form("settings").value("name"), "Hands", "what was typed")
    page = acme.send(page.form("settings"), confirm_after_days="3", receives=None, requires=["report", "minutes"])
    require("Saved" in page.text and "Only from us to them" in page.text, page.text)
    form = page.form("settings")
    equal([form.value("receives"), form.value("confirm_after_days")], [None, "3"], "the settings")
    equal([v for n, v in form.fields if n == "requires"], ["report", "minutes"], "what a solution needs")
    arrives(stage, "/desk/fieldworks/partners", "Only from them to us")
    acme.send(form, receives="on", name="Fieldworks")


def sharing(stage):
    """The preview shows one ticket before and after; the change asks for nothing more while the password is fresh."""
    desk = stage.desks["acme"]
    desk.post("fields", {"key": "contract", "name": "Contract number", "kind": "text"})
    ticket = desk.post(
        "tickets",
        {
            "subject": "Chiller",
            "requester": {"email": "anna@shop.example", "name": "Anna de Vries"},
            "fields": {"contract": "C-1180"},
        },
    )
    stage.ticket = ticket["number"]
    desk.post(f"tickets/{ticket['number']}/comments", {"body": "thin margin", "audience": "internal"})
    desk.post(f"tickets/{ticket['number']}/comments", {"body": "panel B", "audience": "partner"})
    acme, path = stage.browser("acme"), f"/desk/acme/partners/{stage.partnership}/sharing"
    page = acme.get(path)
    require("not shared" in page.text, "the preview says what is not shared")
    form = page.form("sharing")
    form.action = path + "/preview"
    page = acme.send(form, fields=["contract"], requester="name", ticket=str(stage.ticket))
    rows = table(page, "changed")
    equal(sorted(row.split()[0] for row in rows), ["Contract", "Requester"], "what the change changes")
    require(all("anna@shop.example" not in row.rsplit("They would see:", 1)[1] for row in rows), "no address of mail")
    require("thin margin" in page.text and page.text.count("thin margin") == 1, "an internal note is here only")
    equal(desk.get(f"partnerships/{stage.partnership}/sharing")["fields"], [], "a preview keeps nothing")
    none = acme.send(with_action(page.form("sharing"), path + "/preview"), ticket="9999")
    require("no ticket with this number" in none.text, none.text)
    page = acme.send(with_action(page.form("sharing"), path))
    require("Saved" in page.text, page.text)
    kept = desk.get(f"partnerships/{stage.partnership}/sharing")
    equal((kept["fields"], kept["requester"]), (["contract"], "name"), "the rules")
    arrives(stage, f"/desk/fieldworks/partners/{stage.partnership}", "contract")


def mapping(stage):
    """A hole shows at its row; a check keeps nothing; rows come and go without a script."""
    acme, path = stage.browser("acme"), f"/desk/acme/partners/{stage.partnership}/mapping"
    statuses = {status["name"]: status["id"] for status in stage.desks["acme"].items("statuses")}
    form = acme.get(path).form("mapping")
    hole = {"in.onHold": "", "in.resolved": statuses["Cancelled"], "in.inProgress": statuses["In progress"]}
    for action, status in (("/check", 200), ("", 422)):
        page = acme.send(with_action(form, path + action), **hole)
        equal(page.status, status, "a mapping with a hole")
        for field, words in (
            ("in.onHold", ["they say “on hold”", "nothing"]),
            ("in.resolved", ["they say “resolved”", "Cancelled"]),
            ("in.inProgress", ["they say “in progress”", "In progress"]),
        ):
            found = finding(page, field)
            require(all(word in found for word in words), f"{field}: {found}")
        equal(finding(page, "in.new"), "", "a row without a finding")
        form = page.form("mapping")
        equal(form.value("in.resolved"), statuses["Cancelled"], "what was chosen")
    require("by the default" in acme.get(path).text, "nothing was kept")
    form = acme.page.form("mapping")
    page = acme.send(
        with_action(form, path + "/check"),
        button=("_act", "rows"),
        label=["At lunch", "", ""],
        label_status=[statuses["On hold"], "", ""],
    )
    equal([v for n, v in page.form("mapping").fields if n == "label"], ["At lunch", "", "", ""], "rows")
    page = acme.send(with_action(page.form("mapping"), path + "/check"))
    require("Nothing speaks against it" in page.text, page.text)
    page = acme.send(with_action(page.form("mapping"), path))
    require("Saved" in page.text, page.text)
    kept = stage.desks["acme"].get(f"partnerships/{stage.partnership}/mapping")
    equal(kept["labels"], {"At lunch": statuses["On hold"]}, "the labels")
    page = acme.send(with_action(page.form("mapping"), path), label=["", "", "", ""])
    equal(stage.desks["acme"].get(f"partnerships/{stage.partnership}/mapping")["labels"], {}, "a removed label")
    page = acme.send(with_action(page.form("mapping"), path + "/default"))
    require("default words are in force" in page.text, page.text)


def pauses(stage):
    acme, path = stage.browser("acme"), f"/desk/acme/partners/{stage.partnership}"
    require("Paused by us" in acme.send(acme.get(path).form("pause")).text, "the pause")
    arrives(stage, f"/desk/fieldworks/partners/{stage.partnership}", "Paused by them")
    fieldworks = stage.browser("fieldworks")
    page = fieldworks.get(f"/desk/fieldworks/partners/{stage.partnership}")
    require("Paused by both" in fieldworks.send(page.form("pause")).text, "both pause")
    fieldworks.send(fieldworks.page.form("resume"))
    require("Your pause is over" in acme.send(acme.get(path).form("resume")).text, "the pause is over")
    arrives(stage, path, "Linked", slug="acme")
    arrives(stage, f"/desk/fieldworks/partners/{stage.partnership}", "Linked")


def failed_delivery(stage):
    """A file whose bytes are gone cannot be delivered; once they are back, a retry brings it."""
    desk = stage.desks["acme"]
    partner = f"partnerships/{stage.partnership}"
    handoff = desk.post(f"tickets/{stage.ticket}/handoffs", {"partnership": stage.partnership})
    settle(desk)
    stage.desks["fieldworks"].post(f"handoffs/{handoff['id']}/accept", {})
    settle(desk)
    acme = stage.browser("acme")
    require("Nothing failed" in acme.get("/desk/acme/deliveries").text, "an empty list")
    for name, end in (("plan.txt", "retry"), ("photo.txt", "drop")):
        content = f"{name} {partner}".encode()
        page, blob = parked_file(stage, acme, name, content)
        require("File for Fieldworks" in page.text and f"#{stage.ticket}" in page.text, page.text)
        require("All tries were spent" in page.text, page.text)
        page = acme.get(page.link("File for Fieldworks"))
        require(page.text.count("failed") >= 3, "each try is told")
        if end == "retry":
            blob.with_suffix(".away").rename(blob)
            page = acme.send(page.form("retry"))
            require("on its way again" in page.text, page.text)
            settle(desk)
            names = files(stage.desks["fieldworks"], handoff["id"])
            require("plan.txt" in names, f"the file arrived: {names}")
        else:
            asked = acme.get(page.link("Drop it"))
            require("will not get this file" in asked.text, asked.text)
            page = acme.send(asked.form("drop"))
            require("Nothing failed" in page.text, page.text)
            blob.with_suffix(".away").rename(blob)
            settle(desk)
    page, blob = parked_file(stage, acme, "both.txt", b"retried with all others")
    blob.with_suffix(".away").rename(blob)
    page = acme.send(page.form("retry-all"))
    require("being tried again" in page.text, page.text)
    settle(desk)
    require("Nothing failed" in acme.get("/desk/acme/deliveries").text, "nothing is left")
    require("File for Fieldworks" in acme.get("/desk/acme/deliveries?state=done").text, "what arrived is listed")


def passwords(stage):
    """An old password is asked for again, with the whole form kept; a wrong one changes nothing."""
    acme, path = stage.browser("acme"), f"/desk/acme/partners/{stage.partnership}/sharing"
    form = acme.get(path).form("sharing")
    make_sessions_old(stage.hub)
    page = acme.send(form, names="full")
    equal(page.status, 401, "an old password")
    rules = stage.desks["acme"].get(f"partnerships/{stage.partnership}/sharing")
    equal(rules["names"], "first", "nothing was done yet")
    asked = page.form(action="/sharing")
    equal([asked.value("names"), asked.value("fields")], ["full", "contract"], "the form is kept")
    page = acme.send(with_fields(asked, _password=""), _password="not this one")
    equal(page.status, 401, "a wrong password")
    require("not right" in page.text, page.text)
    equal(stage.desks["acme"].get(f"partnerships/{stage.partnership}/sharing")["names"], "first", "still nothing")
    page = acme.send(with_fields(page.form(action="/sharing")), _password=stage.people["acme"][1])
    require("Saved" in page.text and page.status == 200, page.text)
    equal(stage.desks["acme"].get(f"partnerships/{stage.partnership}/sharing")["names"], "full", "now it is done")
    page = acme.send(acme.get(path).form("sharing"), names="first")
    require("Saved" in page.text, "it is not asked again at once")


def guessing(stage):
    """Guessing at the confirmation counts as guessing at signing in does."""
    person = stage.colleague("acme", "guess", "admin")
    browser = stage.browser("acme", person)
    path = f"/desk/acme/partners/{stage.partnership}/sharing"
    form = browser.get(path).form("sharing")
    make_sessions_old(stage.hub)
    page = browser.send(form)
    for _ in range(10):
        page = browser.send(page.form(action="/sharing"), _password="guess")
        equal(page.status, 401, "a wrong password")
    page = browser.send(page.form(action="/sharing"), _password=person[1])
    equal(page.status, 429, "the right one after ten wrong ones")
    other = Browser(stage.hub)
    sign_in = other.get("/sign-in?desk=acme").form(action="/sign-in")
    equal(other.send(sign_in, email=person[0], password=person[1]).status, 429, "signing in after that")


def roles(stage):
    agent = stage.browser("acme", stage.colleague("acme", "gil", "agent"))
    light = stage.browser("acme", stage.colleague("acme", "lea", "light"))
    path = f"/desk/acme/partners/{stage.partnership}"
    for address in ("/desk/acme/partners", path, path + "/sharing", path + "/mapping", "/desk/acme/deliveries"):
        page = agent.get(address)
        equal(page.status, 200, f"an agent looks at {address}")
        posts = [f for f in page.forms if f.method == "post" and f.name not in (None, "settings", "mapping")]
        equal([f.name for f in posts], [], f"what an agent may send at {address}")
        equal(light.get(address).status, 403, f"a light agent at {address}")
    for address in ("/desk/acme/partners/invite", "/desk/acme/partners/join", path + "/end"):
        equal(agent.get(address).status, 403, f"an agent at {address}")
    token = agent.get(path).form("settings").value("_form")
    for rest in ("/settings", "/pause", "/end", "/sharing", "/mapping", "/mapping/default", "/invitation"):
        answer = agent.request("POST", path + rest, f"_form={token}".encode(), "application/x-www-form-urlencoded")
        equal(answer.status, 403, f"an agent sends {rest}")
    light.get("/desk/acme/tickets")
    require("Partners" not in [text for _, text in light.page.links], "no entry that leads nowhere")
    require("Partners" in [text for _, text in agent.page.links], "an agent's entry")


def strangers(stage):
    """Another desk's ids answer as absent ones do, byte for byte."""
    sparks = stage.browser("sparks")
    delivery = stage.desks["acme"].items("deliveries")[0]["id"]
    form = sparks.get("/desk/sparks/partners/invite").form("invite")
    body = f"_form={form.value('_form')}".encode()
    for pattern, foreign in (
        ("/desk/sparks/partners/{}", stage.partnership),
        ("/desk/sparks/partners/{}/sharing", stage.partnership),
        ("/desk/sparks/partners/{}/mapping", stage.partnership),
        ("/desk/sparks/partners/{}/end", stage.partnership),
        ("/desk/sparks/deliveries/{}", delivery),
        ("/desk/sparks/deliveries/{}/drop", delivery),
    ):
        found = [sparks.request("GET", pattern.format(each)) for each in (foreign, ABSENT, "no-id")]
        equal([page.status for page in found], [404] * 3, pattern)
        asked = [pattern.format(each).encode() for each in (foreign, ABSENT, "no-id")]
        shown = {page.raw.replace(address, b"") for page, address in zip(found, asked)}
        equal(len(shown), 1, f"the answers of {pattern}")
    for pattern, foreign in (
        ("/desk/sparks/partners/{}/pause", stage.partnership),
        ("/desk/sparks/partners/{}/end", stage.partnership),
        ("/desk/sparks/partners/{}/mapping/default", stage.partnership),
        ("/desk/sparks/deliveries/{}/retry", delivery),
        ("/desk/sparks/deliveries/{}/drop", delivery),
    ):
        found = [
            sparks.request("POST", pattern.format(each), body, "application/x-www-form-urlencoded")
            for each in (foreign, ABSENT)
        ]
        equal([page.status for page in found], [404, 404], pattern)
        shown = {page.raw.replace(each.encode(), b"") for page, each in zip(found, (foreign, ABSENT))}
        equal(len(shown), 1, f"the answers of {pattern}")


def in_dutch(stage):
    browser = stage.browser("acme", language="nl")
    for address in ("/partners", f"/partners/{stage.partnership}", f"/partners/{stage.partnership}/mapping"):
        page = browser.get("/desk/acme" + address)
        equal(page.status, 200, address)
        require("Opslaan" in page.text or "Gekoppeld" in page.text, page.text[:200])


def ends(stage):
    """The name is typed, the open ticket is listed, and both desks see the end."""
    acme, path = stage.browser("acme"), f"/desk/acme/partners/{stage.partnership}"
    page = acme.get(path + "/end")
    require(f"#{stage.ticket}" in page.text and "taken back" in page.text, page.text)
    page = acme.send(page.form("end"), confirm="yes")
    equal(page.status, 422, "another word than the name")
    page = acme.send(page.form("end"), confirm="fieldworks")
    require("has ended" in page.text and "Ended" in page.text, page.text)
    arrives(stage, f"/desk/fieldworks/partners/{stage.partnership}", "Ended")
    require("Ended and declined" in acme.get("/desk/acme/partners").text, "the list keeps what was")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    folder = pathlib.Path(parser.parse_args().data or tempfile.mkdtemp(prefix="baton-partners-"))
    report = Report()
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    try:
        stage = Stage(hub)
        for name, work in (
            ("two desks link by a code", by_code),
            ("a link leads to the desk of who opens it; a code is renewed and taken back", by_link),
            ("settings are kept, and a wrong one comes again", settings),
            ("sharing is shown on a real ticket before and after it changes", sharing),
            ("a mapping with a hole is refused at its row", mapping),
            ("pausing and going on", pauses),
            ("what fails is listed, explained, retried and dropped", failed_delivery),
            ("an admin's acts ask for a recent password", passwords),
            ("guessing there is bounded as at signing in", guessing),
            ("each role sees what it may", roles),
            ("another desk's ids tell nothing", strangers),
            ("the pages speak Dutch", in_dutch),
            ("a partnership ends", ends),
        ):
            report.group(name, work, stage)
        equal(hub.doctor()[0], 0, "what the doctor says")
    finally:
        hub.kill()
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
