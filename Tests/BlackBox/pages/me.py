"""What somebody sets for oneself, walked as a person would: python3 pages/me.py [--data DIR]"""

import argparse
import http.client
import pathlib
import re
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from browse import Browser
from desk import Desk
from hub import Hub
from report import Report, equal, require

ME = "/desk/alpha/me"
NOTICES = "/desk/alpha/notices"
NEW_PASSWORD = "four quiet words here"


class Ground:
    def __init__(self, hub):
        self.hub = hub
        made = hub.create_tenant("alpha", "Alpha GmbH", "boss@alpha.example")
        self.admin = Desk(hub, "alpha", "Alpha GmbH", made["token"])
        self.made = 0

    def person(self, role="light"):
        self.made += 1
        email = f"kim{self.made}@alpha.example"
        made = self.hub.command("agent", "create", "--tenant", "alpha", email, "--name", "Kim Kay", "--role", role)
        return email, made["password"]

    def signed_in(self, email, password):
        browser = Browser(self.hub)
        browser.sign_in("alpha", email, password)
        return browser


def name(ground):
    kim = ground.signed_in(*ground.person())
    page = kim.send(kim.get(ME).form("name"), name="Kim <Lee>")
    require("Saved" in page.text, "nothing says that it is saved")
    equal(page.form("name").value("name"), "Kim <Lee>", "the name")
    refused = kim.send(page.form("name"), name="x" * 300)
    equal(refused.status, 422, "a name that is too long")
    equal(refused.form("name").value("name"), "x" * 300, "what was typed")
    equal(kim.send(refused.form("token"), name="key").status, 200, "another form of the page")


def password(ground):
    email, old = ground.person()
    here, there = ground.signed_in(email, old), ground.signed_in(email, old)
    stream = http.client.HTTPConnection("127.0.0.1", ground.hub.port, timeout=10)
    cookies = "; ".join(f"{name}={value}" for name, value in there.cookies.items())
    stream.request("GET", "/desk/alpha/live", headers={"Cookie": cookies, "Accept": "text/event-stream"})
    events = stream.getresponse()
    equal(events.status, 200, "the other browser's event stream")
    form = here.get(ME).form("password")
    for values, why in (
        (dict(old="wrong password 1", password=NEW_PASSWORD, again=NEW_PASSWORD), "a wrong old one"),
        (dict(old=old, password=NEW_PASSWORD, again=NEW_PASSWORD + "!"), "two new ones"),
        (dict(old=old, password="short", again="short"), "a short one"),
        (dict(old=old, password="x" * 300, again="x" * 300), "a long one"),
    ):
        page = here.send(form, **values)
        equal(page.status, 422, why)
        require(NEW_PASSWORD not in page.raw.decode() and old not in page.raw.decode(), f"{why}: the page shows it")
        form = page.form("password")
    equal(there.get(ME).status, 200, "the other browser before")
    page = here.send(form, old=old, password=NEW_PASSWORD, again=NEW_PASSWORD)
    changed = time.monotonic()
    equal(page.status, 200, "the change")
    require("is changed" in page.text, "nothing says that it is changed")
    while events.read(256):
        pass
    require(time.monotonic() - changed < 2, "A36: the other browser's event stream lives on")
    equal(there.request("GET", ME).status, 303, "A36: the other browser afterwards")
    equal(here.get(ME).status, 200, "this browser afterwards")
    fresh = Browser(ground.hub)
    refused = fresh.send(fresh.get("/sign-in?desk=alpha").form(action="/sign-in"), email=email, password=old)
    equal(refused.status, 401, "signing in with the old one")
    ground.signed_in(email, NEW_PASSWORD)


def guessing(ground):
    email, right = ground.person()
    kim = ground.signed_in(email, right)
    form = kim.get(ME).form("password")
    statuses = []
    for number in range(11):
        page = kim.send(form, old=f"wrong password {number}", password=NEW_PASSWORD, again=NEW_PASSWORD)
        statuses.append(page.status)
        form = page.form("password")
    equal(statuses, [422] * 10 + [429], "guesses of the old password")
    equal(kim.send(form, old=right, password=NEW_PASSWORD, again=NEW_PASSWORD).status, 429, "the right one while blocked")
    ground.signed_in(email, right)


def sessions(ground):
    email, secret = ground.person()
    one, two, three = (ground.signed_in(email, secret) for _ in range(3))
    other = ground.signed_in(*ground.person())
    page = one.get(ME)
    ends = [form for form in page.forms if form.name == "end-session"]
    equal(len(ends), 2, "sessions beside this one")
    # Somebody else's session: the same as none.
    token = other.get(ME).form("name").value("_form")
    foreign = other.request(
        "POST", ends[0].action, f"_form={token}".encode(), "application/x-www-form-urlencoded")
    absent = other.request(
        "POST", re.sub("sessions/[^/]+", "sessions/01900000-0000-7000-8000-000000000000", ends[0].action),
        f"_form={token}".encode(), "application/x-www-form-urlencoded")
    equal((foreign.status, foreign.text), (absent.status, absent.text), "another's session and none")
    equal(foreign.status, 404, "another's session")
    one.send(ends[0])
    equal(sorted([two.request("GET", ME).status, three.request("GET", ME).status]), [200, 303], "one was ended")
    page = one.send(one.get(ME).form("end-others"))
    require(not page.has_form("end-session"), "others are still listed")
    equal([b.request("GET", ME).status for b in (one, two, three, other)], [200, 303, 303, 200], "all others ended")


def tokens(ground):
    kim = ground.signed_in(*ground.person("agent"))
    other = ground.signed_in(*ground.person("agent"))
    form = kim.get(ME).form("token")
    page = kim.send(form, name="Night shift")
    equal(page.status, 200, "the new key")
    secret = re.search(r'value="(bat_[^"]+)"', page.raw.decode()).group(1)
    again = kim.send(form, name="Night shift")
    require(secret in again.raw.decode(), "sent twice makes two keys")
    require(secret not in kim.get(ME).raw.decode(), "the key is shown again")
    desk = Desk(ground.hub, "alpha", "Alpha GmbH", secret)
    equal(desk.call("GET", "/api/v1/tickets").status, 200, "the key at work")
    revoke = kim.get(ME).form("revoke")
    token = other.get(ME).form("name").value("_form")
    refused = other.request("POST", revoke.action, f"_form={token}".encode(), "application/x-www-form-urlencoded")
    require(refused.status in (403, 404), f"somebody else's key: {refused.status}")
    require("Night shift" not in other.get(ME).text, "somebody else's key is listed")
    require("Night shift" not in kim.send(revoke).text, "a key that was taken away is listed")
    equal(desk.call("GET", "/api/v1/tickets").status, 401, "the key afterwards")


def language(ground):
    kim = ground.signed_in(*ground.person())
    page = kim.send(kim.get(ME).form("language"), button=("language", "nl"))
    require("Mijn instellingen" in page.text, "the page is not in Dutch")


def notices(ground):
    email, secret = ground.person("agent")
    kim = ground.signed_in(email, secret)
    require("Nobody told you anything" in kim.get(NOTICES).text, "an empty list says nothing")
    numbers = [ground.admin.post("tickets", {"subject": f"For Kim {n}", "assignee": email})["number"] for n in range(3)]
    page = kim.get(NOTICES)
    equal([address.rsplit("/", 1)[1] for address, words in page.links if "For Kim" in words],
          [str(n) for n in reversed(numbers)], "the notices, newest first")
    equal(fresh(page), 3, "unread ones")
    require("Notices 3" in page.text, "the header does not count them")
    kim.get(page.link("For Kim 0"))
    equal(fresh(kim.get(NOTICES)), 2, "unread ones when a ticket was opened")
    other = ground.signed_in(*ground.person("agent"))
    require("For Kim" not in other.get(NOTICES).text, "somebody else's notices")
    page = kim.send(kim.get(NOTICES).form("read-all"))
    equal(fresh(page), 0, "unread ones when all are marked")
    require("Notices 1" not in page.text, "the header counts on")


def wishes(ground):
    email, secret = ground.person("agent")
    kim = ground.signed_in(email, secret)
    form = kim.get(ME).form("notices")
    chosen = [value for name, value in form.fields if name == "page"]
    require("assigned" in chosen and len(chosen) == 14, f"defaults are {chosen}")
    page = kim.send(form, page=[kind for kind in chosen if kind != "assigned"], mail=["overdue"], unassigned=None)
    form = page.form("notices")
    equal([value for name, value in form.fields if name == "mail"], ["overdue"], "kinds by mail")
    require("unassigned" not in [name for name, _ in form.fields], "unassigned tickets are still told of")
    ground.admin.post("tickets", {"subject": "Quietly for Kim", "assignee": email})
    require("Quietly" not in kim.get(NOTICES).text, "what nobody wanted is told")
    # The language beside it changes nothing of that.
    kim.send(kim.get(ME).form("language"), button=("language", "en"))
    again = kim.get(ME).form("notices")
    equal([value for name, value in again.fields if name == "mail"], ["overdue"], "kinds by mail afterwards")


def fresh(page):
    return sum(1 for tag, attributes in page.elements if tag == "li" and attributes.get("class") == "fresh")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-me-"))
    report = Report()
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    ground = Ground(hub)
    report.group("the own name is changed", name, ground)
    report.group("A36: a changed password ends every other session at once", password, ground)
    report.group("A61: the old password cannot be guessed", guessing, ground)
    report.group("one's own sessions are seen and ended, nobody else's", sessions, ground)
    report.group("a key is shown once, works, and is taken away", tokens, ground)
    report.group("the language is chosen", language, ground)
    report.group("one is told of what concerns one, and nobody else is", notices, ground)
    report.group("one chooses what one is told of", wishes, ground)
    report.check("the hub ends cleanly", hub.terminate() == 0)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
