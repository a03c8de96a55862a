"""What an admin configures, walked as a person would: python3 pages/settings.py [--data DIR]"""

import argparse
import html
import json
import pathlib
import re
import sys
import tempfile
from urllib.parse import urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from browse import Browser
from desk import Desk
from hub import Hub
from report import Report, equal, require

BASE = "/desk/alpha/settings"
PLACES = ["people", "teams", "statuses", "fields", "connections", "tokens", "webhooks", "desk", "audit"]
FORM = "application/x-www-form-urlencoded"
PASSWORD = "four quiet words here"
OTHER_PASSWORD = "five more quiet words here"


class Ground:
    def __init__(self, hub):
        self.hub = hub
        made = hub.create_tenant("alpha", "Alpha GmbH", "boss@alpha.example")
        self.api = Desk(hub, "alpha", "Alpha GmbH", made["token"])
        self.made = 0
        self.boss_email, self.boss_password = self.person("admin", "Bo Boss")
        self.boss = self.signed_in(self.boss_email, self.boss_password)

    def person(self, role="agent", name="Kim Kay"):
        self.made += 1
        email = f"person{self.made}@alpha.example"
        made = self.hub.command("agent", "create", "--tenant", "alpha", email, "--name", name, "--role", role)
        return email, made["password"]

    def signed_in(self, email, password, language="en"):
        browser = Browser(self.hub, language)
        browser.sign_in("alpha", email, password)
        return browser

    def invited(self, email, **values):
        """The address of the link that a new colleague is sent."""
        page = self.boss.send(self.boss.get(f"{BASE}/people").form("invite"), email=email, **values)
        equal(page.status, 200, f"the invitation of {email} ({problem(page)})")
        return link(page)


def link(page):
    address = urlsplit(shown(page))
    return f"{address.path}?{address.query}"


def shown(page):
    """What a page shows only once."""
    return next(values["value"] for tag, values in page.elements if tag == "input" and "data-copy" in values)


def problem(page):
    found = re.search(r'<p class="problem"[^>]*>(.*?)</p>', page.raw.decode(), re.S)
    return html.unescape(found.group(1)) if found else None


def refused(page, status, *words):
    """Refused in a sentence, with what went wrong in words."""
    said = problem(page)
    equal(page.status, status, f"the answer ({said})")
    require(said and said.endswith((".", "!")), f"it is no sentence: {said}")
    for word in words:
        require(word in said, f"“{said}” does not say “{word}”")
    require("/" not in said.replace("“", ""), f"it shows a pointer: {said}")


def row(page, words):
    """The address that the row with these words changes, from its form."""
    pieces = re.split(r"<li>|<tr", page.raw.decode())
    for piece in pieces:
        found = re.search(r'<form method="post" action="([^"]+)"', piece)
        if found and words in html.unescape(piece):
            return found.group(1)
    raise AssertionError(f"{page.url} has no row “{words}”")


def of(page, action):
    return next(form for form in page.forms if form.action == action)


def change(ground, place, words, **values):
    """Sends the form of the row with these words."""
    page = ground.boss.get(f"{BASE}/{place}")
    return ground.boss.send(of(page, row(page, words)), **values)


def invitation(ground):
    boss = ground.boss
    boss.send(boss.get(f"{BASE}/teams").form("new"), name="North")
    form = boss.get(f"{BASE}/people").form("invite")
    page = boss.send(form, name="", email="nobody")
    refused(page, 422, "E-mail:")
    page = boss.send(form, name="Ada <Lovelace>", email=ground.boss_email)
    refused(page, 409, ground.boss_email)
    equal(page.form("invite").value("name"), "Ada <Lovelace>", "what was typed")
    code = ground.invited("ada@alpha.example", name="Ada <Lovelace>", role="light", team=["North"])
    people = boss.get(f"{BASE}/people").text
    require("Ada <Lovelace>" in people and "North" in people, "the colleague is not listed with the team")
    require(code.split("=")[1] not in boss.get(f"{BASE}/people").raw.decode(), "the link is shown again")
    ada = Browser(ground.hub)
    page = ada.get(code)
    require("Alpha GmbH" in page.text and "Ada <Lovelace>" in page.text, "the link does not say where it leads")
    form = page.form(action="/welcome")
    refused(ada.send(form, password="short", again="short"), 422)
    refused(ada.send(form, password=PASSWORD, again=PASSWORD + "!"), 422)
    refused(ada.send(form, password="x" * 2_000, again="x" * 2_000), 422)
    page = ada.send(form, password=PASSWORD, again=PASSWORD)
    equal((page.status, urlsplit(page.url).path), (200, "/desk/alpha/tickets"), "after choosing a password")
    late = Browser(ground.hub)
    equal(late.send(form, password=OTHER_PASSWORD, again=OTHER_PASSWORD).status, 404, "the link used twice")
    equal(late.get(code).status, 404, "the link looked at again")
    ground.signed_in("ada@alpha.example", PASSWORD)


def renewed(ground):
    first = ground.invited("bea@alpha.example", name="Bea")
    person = ground.boss.get(f"{BASE}/people").link("Bea")
    second = link(ground.boss.send(ground.boss.get(person).form("welcome")))
    bea = Browser(ground.hub)
    equal(bea.get(first).status, 404, "the link that a newer one replaced")
    bea.send(bea.get(second).form(action="/welcome"), password=PASSWORD, again=PASSWORD)
    ground.signed_in("bea@alpha.example", PASSWORD)
    equal(ground.boss.get(f"{person}/welcome").url.endswith(person), True, "reloading the page with the link")


def access(ground):
    email, secret = ground.person(name="Cy Young")
    cy = ground.signed_in(email, secret)
    person = ground.boss.get(f"{BASE}/people").link("Cy Young")
    page = ground.boss.send(ground.boss.get(person).form("access"))
    require("cannot come in" in page.text and not page.has_form("welcome"), "the page does not say it")
    equal(cy.request("GET", "/desk/alpha/tickets").status, 303, "the open session of who was shut out")
    fresh = Browser(ground.hub)
    form = fresh.get("/sign-in?desk=alpha").form(action="/sign-in")
    equal(fresh.send(form, email=email, password=secret).status, 401, "signing in while shut out")
    ground.boss.send(ground.boss.get(person).form("access"))
    ground.signed_in(email, secret)


def last_admin(ground):
    boss = ground.boss
    for address, words in boss.get(f"{BASE}/people").links:
        # Everybody else who configures the desk goes first.
        if address.startswith(f"{BASE}/people/") and "Bo Boss" not in words:
            page = boss.get(address)
            if page.form("person").value("role") == "admin":
                boss.send(page.form("person"), role="agent")
    own = boss.get(boss.get(f"{BASE}/people").link("Bo Boss"))
    refused(boss.send(own.form("access")), 409, "last")
    refused(boss.send(own.form("person"), role="light"), 409, "last")
    refused(boss.send(own.form("person"), name="x" * 500), 422, "Name:", "too long")
    equal(boss.get(f"{BASE}/people").status, 200, "the settings afterwards")


def teams(ground):
    boss = ground.boss
    page = boss.send(boss.get(f"{BASE}/teams").form("new"), name="South & West")
    require("South & West" in page.text and "Saved" in page.text, "the team is not there")
    refused(boss.send(page.form("new"), name="south & west"), 409, "exists already")
    refused(boss.send(page.form("new"), name=""), 422, "Name:")
    page = change(ground, "teams", "South & West", name_="South")
    require("South & West" not in page.text and "South" in page.text, "the team is not renamed")
    refused(change(ground, "teams", "<strong>South</strong>", name_="North"), 409, "North")


def statuses(ground):
    boss = ground.boss
    page = boss.get(f"{BASE}/statuses")
    before = names(page)
    category = page.form("new").choices["category"][1]
    page = boss.send(page.form("new"), name="Bei der Prüfung", category=category)
    require("Bei der Prüfung" in page.text, "the status is not there")
    refused(boss.send(page.form("new"), name="bei der prüfung", category=category), 409, "exists already")
    refused(boss.send(page.form("new"), name="x" * 300, category=category), 422, "Name:", "too long")
    refused(change(ground, "statuses", "Bei der Prüfung", position="9" * 9), 422, "Place in the list:", "10000")
    refused(change(ground, "statuses", "Bei der Prüfung", position="two"), 422, "whole number")
    page = change(ground, "statuses", "Bei der Prüfung", name_="In Prüfung", position="10000")
    equal(names(page)[-1], "In Prüfung", "the last status")
    page = change(ground, "statuses", "In Prüfung", position="1")
    require(names(page).index("In Prüfung") <= 2, f"the status is not moved: {names(page)}")
    ticket = ground.api.post("tickets", {"subject": "Checked", "status": "In Prüfung"})
    action = row(page, "In Prüfung") + "/remove"
    page = boss.send(of(page, action))
    refused(page, 409, "In Prüfung", "1 ticket")
    equal(urlsplit(boss.get(action).url).path, f"{BASE}/statuses", "reloading after a refusal")
    other = next(status for status in ground.api.items("statuses") if status["category"] == "new")["name"]
    ground.api.patch(f"tickets/{ticket['number']}", {"status": other})
    page = boss.send(of(boss.get(f"{BASE}/statuses"), action))
    require("In Prüfung" not in page.text and "Saved" in page.text, "the status is not removed")
    left = ground.api.items("statuses")
    categories = [status["category"] for status in left]
    last = next(status["name"] for status in left if categories.count(status["category"]) == 1)
    page = boss.get(f"{BASE}/statuses")
    refused(boss.send(of(page, row(page, f'value="{last}"') + "/remove")), 409, last)
    equal(names(boss.get(f"{BASE}/statuses")), before, "the statuses after all")


def names(page):
    """The names of the rows, in their order."""
    forms = [form for form in page.forms if form.name == "change"]
    return [form.value("name") for form in forms]


def fields(ground):
    boss = ground.boss
    form = boss.get(f"{BASE}/fields").form("new")
    kinds = form.choices["kind"]
    equal(kinds, ["text", "number", "flag", "day", "choice", "choices"], "kinds")
    for kind in kinds:
        allowed = "red\r\n\r\n green \r\n" if kind.startswith("choice") else ""
        page = boss.send(form, name=f"My {kind}", key=f"my_{kind}", kind=kind, allowed=allowed)
        equal(page.status, 200, f"a field of kind {kind} ({problem(page)})")
        require(f"My {kind}" in page.text and f"my_{kind}" in page.text, f"the {kind} is not there")
    refused(boss.send(form, name="Again", key="my_text", kind="text"), 422, "Short name:", "taken")
    page = boss.send(form, name="Again", key="My Text", kind="text")
    refused(page, 422, "Short name:", "small letters")
    equal(page.form("new").value("key"), "My Text", "what was typed")
    refused(boss.send(form, name="A choice", key="c", kind="choice", allowed=" \r\n"), 422, "Allowed values:")
    refused(boss.send(form, name="A choice", key="c", kind="choice", allowed="a\r\na"), 422, "different")
    refused(boss.send(form, name="A day", key="d", kind="day", allowed="a"), 422, "Only a choice")
    page = change(ground, "fields", "My choice<", name_="Colour", allowed="red\r\ngreen\r\nblue")
    require("Colour" in page.text and "blue" in page.raw.decode(), "the choice is not changed")
    refused(change(ground, "fields", "Colour", allowed=""), 422, "Allowed values:")
    page = change(ground, "fields", "My day", name_="Day of delivery")
    require("Day of delivery" in page.text, "the day is not renamed")
    equal(boss.get(boss.get(f"{BASE}/fields").forms[1].action).status, 200, "a field's own address")
    new = boss.get("/desk/alpha/tickets/new").text
    for name in ("My text", "My number", "My flag", "Day of delivery", "Colour", "My choices"):
        require(name in new, f"a new ticket has no “{name}”")


def keys(ground):
    boss = ground.boss
    form = boss.get(f"{BASE}/tokens").form("token")
    refused(boss.send(form, name=""), 422, "Label:", "Fill this in")
    refused(boss.send(form, name="A key", agent="0190f5d8-0000-7000-8000-000000000000"), 422, "Acts as:")
    page = boss.send(form, name="Monitoring")
    equal(page.status, 200, "the new key")
    secret = shown(page)
    require(secret not in boss.get(f"{BASE}/tokens").raw.decode(), "the key is shown again")
    desk = Desk(ground.hub, "alpha", "Alpha GmbH", secret)
    equal(desk.call("GET", "tickets").status, 200, "the key at work")
    page = boss.get(f"{BASE}/tokens")
    action = row(page, "Monitoring")
    page = boss.send(of(page, action))
    equal(desk.call("GET", "tickets").status, 401, "the key at once after it was taken away")
    require("no longer works" in page.text, "the page does not say it")
    equal(urlsplit(boss.get(action).url).path, f"{BASE}/tokens", "reloading")


def desk(ground):
    boss = ground.boss
    form = boss.get(f"{BASE}/desk").form("desk")
    equal(form.value("language"), "en", "the desk's language at first")
    page = boss.send(form, passes_through="true", language="nl")
    require("Saved" in page.text, "nothing says that it is saved")
    equal((page.form("desk").value("passes_through"), page.form("desk").value("language")), ("true", "nl"), "the desk")
    refused(boss.send(page.form("desk"), language="tlh"), 422, "Language:")
    email, secret = ground.person()
    plain = Browser(ground.hub, language="")
    require("Tickets" in plain.sign_in("alpha", email, secret).text, "no page")
    require('lang="nl"' in plain.page.raw.decode()[:200], "who asks for no language does not get the desk's")
    boss.send(boss.get(f"{BASE}/desk").form("desk"), passes_through=None, language="en")
    equal(ground.api.get("me")["desk"]["passes_through"], False, "what the API says")


def language(ground):
    email, secret = ground.person()
    kim = ground.signed_in(email, secret)
    page = kim.send(kim.get("/desk/alpha/tickets").form(action="/language"), button=("language", "nl"))
    equal(urlsplit(page.url).path, "/desk/alpha/tickets", "where the choice of a language leads")
    require('lang="nl"' in page.raw.decode()[:200], "the language is not changed")
    elsewhere = ground.signed_in(email, secret)
    require('lang="nl"' in elsewhere.page.raw.decode()[:200], "another browser does not speak the person's language")
    chosen = Browser(ground.hub)
    chosen.send(chosen.get("/sign-in?desk=alpha").form(action="/language"), button=("language", "en"))
    chosen.sign_in("alpha", email, secret)
    require('lang="en"' in chosen.page.raw.decode()[:200], "what was chosen in this browser does not hold")


def audit(ground):
    boss = ground.boss
    text, pages, address = "", 0, f"{BASE}/audit?limit=20"
    while address:
        page = boss.get(address)
        equal(page.status, 200, "the audit log")
        text, pages = text + page.text, pages + 1
        address = next((href for href, words in page.links if words == "Older"), None)
        address = f"{BASE}/audit{address}" if address else None
    require(pages > 1, "the audit log has one page only")
    for words in ("Added a colleague", "Changed a colleague", "Made a link for a password", "Chose a password",
                  "Added a team", "Renamed a team", "Added a status", "Changed a status", "Removed a status",
                  "Added a field", "Changed a field", "Made an API key", "Took an API key away", "Changed the desk",
                  "Signed in", "Bo Boss", "127.0.0.1", "Command line"):
        require(words in text, f"the audit log has no “{words}”")
    raw = boss.get(f"{BASE}/audit?limit=200").raw.decode()
    nameless = re.findall(r'class="main">([a-z_]+\.[a-z_]+)<', raw)
    require(not nameless, f"actions without words: {nameless}")


def roles(ground):
    paths = [f"{BASE}/{place}" for place in PLACES] + [BASE, f"{BASE}/people/0190f5d8-0000-7000-8000-000000000000"]
    forms = {form.action for place in PLACES for form in ground.boss.get(f"{BASE}/{place}").forms
             if form.action.startswith(BASE)}
    require(len(forms) > 15, f"few forms: {forms}")
    for role in ("light", "agent"):
        person = ground.signed_in(*ground.person(role))
        require("/settings" not in person.page.raw.decode(), f"{role}: the settings are shown")
        token = person.page.form(action="/sign-out").value("_form")
        for path in paths:
            equal(person.get(path).status, 403, f"{role}: {path}")
        for action in forms:
            answer = person.request("POST", action, f"_form={token}&name=x".encode(), FORM)
            equal(answer.status, 403, f"{role}: a form to {action}")
    answer = Browser(ground.hub).request("GET", f"{BASE}/people")
    equal(answer.status, 303, "nobody")
    for action in forms:
        answer = ground.boss.get(action)
        equal((answer.status, answer.url.startswith(BASE)), (200, True), f"reloading {action}")
    answer = ground.boss.request("GET", "/language")
    equal(answer.status, 405, "a form's address without a page above")
    require("<h1" in answer.raw.decode() and answer.headers["Allow"] == "POST", "405 is no page")
    answer = ground.boss.request("GET", "/language", headers={"Accept": "application/json"})
    equal(answer.headers["Content-Type"], "application/problem+json", "405 for a program")


def dutch(ground):
    boss = ground.signed_in(ground.boss_email, ground.boss_password, "nl")
    english = catalogue("en")
    same = {text for text in english if text in catalogue("nl")}
    pages = [boss.get(f"{BASE}/{place}") for place in PLACES]
    pages.append(boss.get(boss.get(f"{BASE}/people").link("Bo Boss")))
    pages.append(boss.send(boss.get(f"{BASE}/fields").form("new"), name="x", key="My Text", kind="text"))
    pages.append(boss.send(boss.get(f"{BASE}/teams").form("new"), name="North"))
    pages.append(boss.send(boss.get(f"{BASE}/tokens").form("token"), name=""))
    pages.append(boss.send(boss.get(f"{BASE}/people").form("invite"), name="", email="x"))
    pages.append(boss.request("GET", "/language"))
    for page in pages:
        require('lang="nl"' in page.raw.decode()[:200], f"{page.url} is not in Dutch")
        left = [text for text in english - same if len(text) > 12 and text in page.text]
        require(not left, f"{page.url} says in English: {left}")
    for page in pages[len(PLACES) + 1 : len(PLACES) + 5]:
        equal(page.status, 409 if "teams" in page.url else 422, page.url)


def catalogue(language):
    """Every text of ours without places in it."""
    folder = pathlib.Path(__file__).resolve().parents[3] / "Sources/Web/Resources/Catalogue" / language
    texts = (text for file in folder.glob("*.json") for text in json.loads(file.read_text()).values())
    return {text for text in texts if "{{" not in text}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-settings-"))
    report = Report()
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    ground = Ground(hub)
    report.group("a colleague is invited and chooses a password, once", invitation, ground)
    report.group("a newer link replaces the older one", renewed, ground)
    report.group("A36: who is shut out is out at once, and can be let in again", access, ground)
    report.group("teams are added and renamed", teams, ground)
    report.group("statuses are added, renamed, moved and removed; refusals say why", statuses, ground)
    report.group("fields of each kind are added and changed", fields, ground)
    report.group("a key is shown once, works, and stops working at once", keys, ground)
    report.group("the desk's own settings hold", desk, ground)
    report.group("a person's language goes along to another browser", language, ground)
    report.group("the last admin stays", last_admin, ground)
    report.group("who may not configure gets nothing, and reloading finds a page", roles, ground)
    report.group("the pages are in Dutch throughout", dutch, ground)
    report.group("the audit log tells all of it, page by page", audit, ground)
    report.check("the hub ends cleanly", hub.terminate() == 0)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
