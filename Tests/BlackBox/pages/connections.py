"""Connections to external desks, walked as an admin would: python3 pages/connections.py [--data DIR]

The far side is a replaying one on loopback; that the hub's words suit a real desk is for bridging.py.
"""

import argparse
import json
import pathlib
import sys
import tempfile
from urllib.parse import urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from browse import Browser
from connection_ground import BASE, NEW, Ground, problem, until
from far.replayed_tracker import ReplayedTracker
from hooked import hooked
from hub import Hub
from report import Report, equal, require

#: the pages of a connection
PLACES = (
    "", "/begin", "/settings", "/mapping", "/mapping/versions", "/mapping/versions/2", "/inbox", "/deliveries", "/end",
)
FORM = "application/x-www-form-urlencoded"
CANARY = "canary-51c0-internal"


def empty(ground):
    page = ground.boss.get(BASE)
    require("No connections yet" in page.text, "there is no word for the beginning")
    require("Request Tracker" in page.text, "the kinds are not shown")
    equal(page.link("Connect Request Tracker"), NEW, "where one begins")
    equal(ground.boss.get(f"{BASE}/new/fax").status, 404, "a kind that there is not")
    page = ground.boss.get(NEW)
    require("Auth Tokens" in page.text, "what is to be done over there is not said")


def refusals(ground):
    boss = ground.boss
    for change, field in (
        ({"setting.url": ""}, "setting.url"),
        ({"setting.url": "ftp://far.example"}, "setting.url"),
        ({"setting.url": "http://name:word@far.example"}, "setting.url"),
        ({"setting.poll_every": "0"}, "setting.poll_every"),
        ({"setting.poll_every": "soon"}, "setting.poll_every"),
        ({"secret.token": ""}, "secret.token"),
        ({"name": ""}, "name"),
        ({"name": "x" * 300}, "name"),
    ):
        form = boss.get(NEW).form("set-up")
        page = boss.send(form, **ground.typed(**change))
        equal(page.status, 422, f"the answer to {change}")
        require(problem(page), f"{change}: no sentence above")
        wrong = [values["name"] for tag, values in page.elements if values.get("aria-invalid") == "true"]
        equal(wrong, [field], f"the field that is marked for {change}")
        require(ground.far.token not in page.raw.decode(), "the secret comes back in the page")
        equal(page.form("set-up").value("setting.queue"), "General", "what was typed")
    equal(ground.api.items("connections"), [], "what was set up")


def set_up(ground):
    boss = ground.boss
    form = boss.get(NEW).form("set-up")
    page = boss.send(form, **ground.typed())
    equal(page.status, 200, f"setting it up ({problem(page)})")
    ground.path = urlsplit(page.url).path.removesuffix("/begin")
    equal(len(ground.api.items("connections")), 1, "what was set up")
    # The same form sent again is the same connection.
    again = boss.send(form, **ground.typed())
    equal(urlsplit(again.url).path, urlsplit(page.url).path, "where the same form leads again")
    equal(len(ground.api.items("connections")), 1, "what the same form sent twice set up")
    # From then on it hears what is new.
    until(lambda: ground.far.asked, "it is asked for the first time")
    require("Nothing has been heard" in page.text and "every 1 seconds" in page.text, page.text)
    for look in (ground.path, ground.path + "/settings", ground.path + "/begin", BASE):
        require(ground.far.token not in boss.get(look).raw.decode(), f"the secret is shown at {look}")


def trial(ground):
    boss, far = ground.boss, ground.far
    page = boss.send(ground.page("/begin").form("try"))
    require("the hub is “baton”" in page.text, page.text)
    equal(boss.get(page.url).status, 200, "reloading what was tried")
    for mood, words in (
        ((401, {"message": "Unauthorized"}), "does not accept the key"),
        ((404, {"message": "Not Found"}), "does not find"),
        ((500, {"message": "Oh"}), "not to be had"),
        ((200, "<html>Sign in</html>"), "not what such a desk answers"),
    ):
        far.mood = mood
        page = boss.send(ground.page().form("try"))
        require(words in page.text, f"{mood}: {problem(page)}")
    far.mood = None
    until(lambda: "answers, and what happens" in ground.page().text, "it is well again")


def first_news(ground):
    number = ground.far.open("Pump is dead <b>", "It went off at noon & smells.")
    page = until(
        lambda: page if "It works: this is what came" in (page := ground.page("/begin")).text else None, "it is shown"
    )
    require(f"#{number} Pump is dead <b>" in page.text and "applied" in page.text, page.text)
    equal(page.link(f"#{number} Pump"), f"{ground.far.url}/Ticket/Display.html?id={number}", "where it is to be seen")
    ground.first = number


def misfit(ground):
    """What comes with a status that the words do not know is kept, explained, and applied by extending them."""
    far, boss = ground.far, ground.boss
    far.set(ground.first, Status="limbo")
    until(lambda: ground.reports("parked"), "it is kept")
    far.reply(ground.first, "Any news?")
    until(lambda: ground.reports("waiting"), "what follows waits")
    require("1 to look at" in boss.get(BASE).text, "the gallery does not tell")
    page = ground.page("/inbox")
    require("do not know their status “limbo”" in page.text, page.text)
    equal(page.link("See and change the words"), f"{ground.path}/mapping", "where the words are")
    page = boss.send(page.form("retry"))
    require("does not fit still" in page.text, page.text)
    require("Any news?" in ground.page("/inbox?state=waiting").text, "what waits is not shown")
    form = ground.page("/mapping").form("mapping")
    statuses = [value for name, value in form.fields if name == "status"]
    names = [value for name, value in form.fields if name == "status_name"]
    meanings = [value for name, value in form.fields if name == "status_meaning"]
    place = statuses.index("")
    statuses[place], names[place], meanings[place] = "limbo", "In limbo", "onHold"
    page = boss.send(form, status=statuses, status_name=names, status_meaning=meanings)
    require("Saved." in page.text, problem(page) or page.text)
    until(lambda: not ground.reports("parked") and not ground.reports("waiting"), "what waited is applied")
    require("Everything that came did fit" in ground.page("/inbox").text, "the inbox is not empty")


def dropped(ground):
    far, boss = ground.far, ground.boss
    far.set(ground.first, Status="lost")
    until(lambda: ground.reports("parked"), "it is kept")
    page = boss.send(ground.page("/inbox").form("drop"))
    require("It is dropped" in page.text, page.text)
    equal(ground.reports("parked"), [], "what is kept")
    far.set(ground.first, Status="open")


def words(ground):
    """The checker's findings stand at their places, with the way through statuses, and nothing is saved."""
    boss = ground.boss
    form = ground.page("/mapping").form("mapping")
    for change, says in (
        ({"show.resolved": "open"}, "shows work that is over as open"),
        ({"show.inProgress": "resolved"}, "shows work that is open as over"),
        ({"show.closed": "rejected"}, "shows work that was done as cancelled"),
        ({"show.new": ""}, "nothing would be shown there"),
    ):
        before = ground.api.get(f"connections/{ground.id}")["version"]
        page = boss.send(form, **change)
        equal(page.status, 422, f"the answer to {change}")
        require(says in page.text and "Nothing was saved" in page.text, page.text)
        equal(ground.api.get(f"connections/{ground.id}")["version"], before, "what was saved")
        wrong = [values["name"] for _, values in page.elements if values.get("aria-invalid") == "true"]
        require(next(iter(change)) in wrong, f"{change}: {wrong}")
    page = boss.send(form, **{"show.resolved": "open"})
    require("shown there as “open” read back as “in progress”" in page.text, "the way that shows it is missing")
    check = next(one for one in boss.get(f"{ground.path}/mapping").forms if one.name == "mapping")
    check.action += "/check"
    page = boss.send(check)
    require("Nothing speaks against it" in page.text, page.text)
    # Hostile words are shown as they are.
    page = boss.send(check, open_field=['"><script>x', ""], open_text=["<b>", ""])
    require("<script>x" not in page.raw.decode(), "it is not escaped")
    require('"><script>x' in [value for _, value in page.form("mapping").fields], "it is not there")


def rehearsed(ground):
    """Other words are tried over what has happened, and nothing changes by it."""
    form = ground.page("/mapping").form("mapping")
    form.action += "/check"
    statuses = [value for name, value in form.fields if name == "status"]
    meanings = [value for name, value in form.fields if name == "status_meaning"]
    meanings[statuses.index("limbo")] = "waitingForRequester"
    before = ground.api.get(f"connections/{ground.id}")["version"]
    page = ground.boss.send(form, status_meaning=meanings, takes_new=None)
    require("This would have gone otherwise" in page.text, page.text)
    require("Their status “limbo”" in page.text and "waiting for the requester" in page.text, page.text)
    require("Pump is dead" in page.text, "which ticket it is about")
    equal(ground.api.get(f"connections/{ground.id}")["version"], before, "what was saved")
    page = ground.boss.send(form)
    require("Nothing would have gone otherwise" in page.text, page.text)


def versions(ground):
    boss = ground.boss
    page = ground.page("/mapping/versions")
    require("Version 2 in force" in page.text and "Version 1" in page.text and "Kim 1" in page.text, page.text)
    page = boss.get(page.link("Version 2"))
    require("Their status “limbo”" in page.text and "In limbo: on hold" in page.text, page.text)
    require(not page.has_form("restore"), "the version in force can be gone back to")
    page = boss.send(ground.page("/mapping/versions/1").form("restore"))
    require("in force again, as a new version" in page.text, page.text)
    known = [one["id"] for one in ground.api.get(f"connections/{ground.id}")["mapping"]["statuses"]]
    require("limbo" not in known, f"the statuses are {known}")
    require("Version 3 in force" in ground.page("/mapping/versions").text, "it is no version of its own")
    page = boss.send(ground.page("/mapping/versions/2").form("restore"))
    equal(page.status, 200, "going back again")
    # What changes no words makes no version.
    boss.send(ground.page("/settings").form("settings"), name="Far desk")
    require("Version 5" not in ground.page("/mapping/versions").text, "a version that changed nothing")
    for number in ("9", "x", "-1"):
        equal(boss.get(f"{ground.path}/mapping/versions/{number}").status, 404, f"version {number}")


def handed_over(ground):
    """An external desk is chosen beside partners, and called by what it works with as well."""
    ticket = ground.api.post("tickets", {"subject": "Lamp is out"})["number"]
    page = ground.boss.get(f"/desk/alpha/tickets/{ticket}/hand-over")
    require("Far desk (by Request Tracker)" in page.text, page.text)
    form = page.form("hand-over")
    link = ground.api.get(f"connections/{ground.id}")["partnership"]
    partner = ground.boss.get(f"/desk/alpha/partners/{link}")
    require("works in a desk of its own, by Request Tracker" in partner.text, partner.text)
    equal(partner.link("To the connection"), ground.path, "where its connection is")
    require(not partner.has_form("pause"), "it is paused elsewhere")
    page = ground.boss.send(form, button=("step", "preview"), message="Please look.")
    equal(page.status, 200, "the preview")
    require("Lamp is out" in page.text and "Please look." in page.text, page.text)


def told(ground):
    """What the far desk refuses is parked, explained, tried again, dropped."""
    far, boss, api = ground.far, ground.boss, ground.api
    ticket, number = ground.handed_over("Fan is loud")
    page = boss.get("/desk/alpha/offers?direction=out&tab=accepted")
    equal(page.link(f"#{number}"), f"{far.url}/Ticket/Display.html?id={number}", "what they call it, among the offers")
    far.mood = (403, {"message": "Forbidden"})
    api.post(f"tickets/{ticket}/comments", {"body": "How long?", "audience": "partner"})
    api.post(f"tickets/{ticket}/comments", {"body": CANARY})
    until(lambda: api.items(f"connections/{ground.id}/deliveries", state="parked"), "it is parked")
    page = boss.get(f"/desk/alpha/tickets/{ticket}")
    require("did not get through to Far desk: 1" in page.text and "does not accept" in page.text, page.text)
    equal(page.link("See why"), f"{ground.path}/deliveries", "where it is mended")
    equal(page.link(f"#{number}"), f"{far.url}/Ticket/Display.html?id={number}", "where the ticket is to be seen there")
    kim = ground.person("agent").get(f"/desk/alpha/tickets/{ticket}")
    require("An admin of your desk can see why" in kim.text and "/settings/connections" not in kim.raw.decode(), kim.text)
    page = ground.page("/deliveries")
    require("Comment for Far desk" in page.text and f"#{number}" in page.text and f"#{ticket}" in page.text, page.text)
    require("does not accept" in page.text, "why is not said")
    page = boss.get(page.link("Comment for Far desk"))
    require("was refused" in page.text, page.text)
    far.mood = None
    page = boss.send(page.form("retry"))
    require("on its way again" in page.text, page.text)
    until(lambda: [1 for _, who, said in far.said(number) if who == "baton" and "How long?" in said], "it is told")
    until(lambda: "Comment for Far desk" in ground.page("/deliveries?state=done").text, "what arrived is shown")
    require(not [1 for one in far.transactions if one["words"] and CANARY in one["words"]], "an internal word is there")
    far.mood = (403, {"message": "Forbidden"})
    api.post(f"tickets/{ticket}/comments", {"body": "Never mind.", "audience": "partner"})
    until(lambda: api.items(f"connections/{ground.id}/deliveries", state="parked"), "it is parked")
    page = boss.get(ground.page("/deliveries").link("Comment for Far desk"))
    require("will never read this comment" in page.text, "what is lost is not said")
    page = boss.send(page.form("drop"))
    require("It is dropped" in page.text, page.text)
    far.mood = None
    other = boss.get(f"{ground.path}/deliveries/0190f5d8-0000-7000-8000-000000000000")
    equal(other.status, 404, "a delivery that there is not")


def paused(ground):
    page = ground.boss.send(ground.page().form("pause"))
    require("The connection is paused." in page.text and "nothing is asked or told" in page.text, page.text)
    equal(ground.api.get(f"connections/{ground.id}")["state"], "paused", "its state")
    page = ground.boss.send(page.form("resume"))
    require("goes on, in order" in page.text, page.text)


def changed(ground):
    boss = ground.boss
    form = ground.page("/settings").form("settings")
    equal(form.value("secret.token"), "", "the secret's field")
    page = boss.send(form, name="Farther desk")
    require("Saved." in page.text and "Farther desk" in page.text, problem(page) or page.text)
    page = boss.send(ground.page().form("try"))
    require("the hub is “baton”" in page.text, "the secret that was left empty is not kept")
    page = boss.send(ground.page("/settings").form("settings"), **{"setting.url": "nowhere"})
    equal(page.status, 422, "an address that is none")
    boss.send(ground.page("/settings").form("settings"), **{"secret.token": "other"})
    page = boss.send(ground.page().form("try"))
    require("does not accept the key" in page.text, "the new secret is not used")
    boss.send(ground.page("/settings").form("settings"), **{"secret.token": ground.far.token})


def roles(ground):
    paths = [BASE, NEW] + [ground.path + rest for rest in (*PLACES, "/live")]
    for role in ("light", "agent"):
        person = ground.person(role)
        require("/settings" not in person.page.raw.decode(), f"{role}: the settings are shown")
        token = person.page.form(action="/sign-out").value("_form")
        for path in paths:
            equal(person.get(path).status, 403, f"{role}: {path}")
        for path in ("/settings", "/mapping", "/pause", "/test", "/end", "/address"):
            answer = person.request("POST", ground.path + path, f"_form={token}&name=x".encode(), FORM)
            equal(answer.status, 403, f"{role}: a form to {path}")
    made = ground.hub.create_tenant("beta", "Beta", "boss@beta.example")
    stranger = Browser(ground.hub)
    stranger.sign_in("beta", "boss@beta.example", made["password"])
    for path in paths[2:]:
        equal(stranger.get(path.replace("/alpha/", "/beta/")).status, 404, f"another desk's admin: {path}")
    for path in ("/pause", "/test", "/mapping/check", "/inbox/0190f5d8-0000-7000-8000-000000000000/retry"):
        equal(ground.boss.get(ground.path + path).status, 200, f"reloading {path}")


def dutch(ground):
    boss = ground.person("admin", "nl")
    folder = pathlib.Path(__file__).resolve().parents[3] / "Sources/Web/Resources/Catalogue"
    texts = {
        language: {
            text
            for area in ("connections", "words", "far", "connector_requesttracker")
            for text in json.loads((folder / language / f"{area}.json").read_text()).values()
            if "{{" not in text and len(text) > 12
        }
        for language in ("en", "nl")
    }
    for path in (BASE, NEW, *(ground.path + rest for rest in PLACES)):
        page = boss.get(path)
        equal(page.status, 200, path)
        require('lang="nl"' in page.raw.decode()[:200], f"{path} is not in Dutch")
        left = [text for text in texts["en"] - texts["nl"] if text in page.text]
        require(not left, f"{path} says in English: {left}")


def ended(ground):
    boss = ground.boss
    page = boss.send(ground.page("/end").form("end"), confirm="Another")
    equal(page.status, 422, "the wrong name")
    page = boss.send(ground.page("/end").form("end"), confirm="farther desk")
    require("The connection has ended." in page.text and "No connections yet" in page.text, page.text)
    equal(boss.get(ground.path).status, 404, "its page")
    equal(ground.api.items("connections"), [], "what there is")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-connections-"))
    report = Report()
    far = ReplayedTracker().start()
    hub = Hub(folder / "hub", options=["--egress-allow", "127.0.0.0/8"])
    hub.start_or_fail()
    ground = Ground(hub, far)
    for name, walk in (
        ("at the beginning it is explained, and what can be connected is shown", empty),
        ("what is wrong is said at the field, and nothing is set up", refusals),
        ("a connection is set up once, and its secret is never shown", set_up),
        ("it is tried, and what came of it is said in words", trial),
        ("the first thing that is heard is shown", first_news),
        ("news that do not fit are kept and explained, and applied once the words are extended", misfit),
        ("news are dropped, with what is lost", dropped),
        ("other words are tried over what has happened", rehearsed),
        ("versions of the words are kept with who saved them, and gone back to", versions),
        ("words that do not hold are refused at their places, with the way that shows it", words),
        ("a ticket is handed over to it as to any partner", handed_over),
        ("what is refused over there is explained, tried again, dropped", told),
        ("it is paused and goes on", paused),
        ("settings are changed, secrets replaced or kept", changed),
        ("a desk that sends webhooks is taught by a sample, gets an address once, and another", hooked),
        ("who may not gets neither menu nor page, and another desk finds nothing", roles),
        ("the pages are in Dutch throughout", dutch),
        ("it is ended with its name typed", ended),
    ):
        report.group(name, walk, ground)
    report.check("the hub ends cleanly", hub.terminate() == 0)
    far.remove()
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
