"""The second step at sign-in, walked as a person would: python3 pages/second_step.py [--data DIR]"""

import argparse
import base64
import hashlib
import hmac
import pathlib
import re
import struct
import sys
import tempfile
import time
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from browse import Browser
from desk import Desk
from hub import Hub, HubFailed
from report import Report, Wrong, equal, require
from tampering import tampered

ME = "/desk/alpha/me"
STEP = ME + "/second-step"
PEOPLE = "/desk/alpha/settings/people"
SETTINGS = "/desk/alpha/settings/desk"
COOKIE = "__Host-desk-alpha"


def code(secret, ahead=0):
    """What an app shows (RFC 6238), now or so many steps ahead of now."""
    step = int(time.time()) // 30 + ahead
    mac = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    offset = mac[19] & 15
    return f"{(struct.unpack('>I', mac[offset:offset + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def wrong_code(secret):
    near = {code(secret, ahead) for ahead in range(-3, 4)}
    return next(f"{number:06d}" for number in range(1_000_000) if f"{number:06d}" not in near)


class Person:
    """Somebody with a password, and an app where the second step is set up."""

    def __init__(self, ground, email, password):
        self.ground = ground
        self.email = email
        self.password = password
        self.secret = None
        self.codes = []

    def begin(self, browser, password=None):
        page = browser.get("/sign-in?desk=alpha")
        return browser.send(page.form(action="/sign-in"), email=self.email, password=password or self.password)

    def signed_in(self):
        browser = Browser(self.ground.hub)
        page = self.begin(browser)
        equal(page.status, 200, "signing in with the password alone")
        require(COOKIE in browser.cookies, "no session")
        return browser

    def set_up(self):
        """Uses the code of this half minute; the one ahead of it is left for signing in."""
        browser = self.signed_in()
        page = browser.send(browser.get(ME).form("second-step"))
        equal(urlsplit(page.url).path, STEP, "where setting up begins")
        self.secret = parse_qs(urlsplit(page.link("app on this device")).query)["secret"][0]
        page = browser.send(page.form("second-step-confirm"), code=code(self.secret))
        equal(page.status, 200, "the first code")
        self.codes = re.findall(r"<li><code>([^<]+)</code>", page.raw.decode())
        return browser


class Ground:
    def __init__(self, hub):
        self.hub = hub
        made = hub.create_tenant("alpha", "Alpha GmbH", "boss@alpha.example")
        self.admin = Desk(hub, "alpha", "Alpha GmbH", made["token"])
        self.made = 0
        self.canaries = []

    def person(self, role="agent"):
        self.made += 1
        email = f"sam{self.made}@alpha.example"
        made = self.hub.command("agent", "create", "--tenant", "alpha", email, "--name", "Sam Say", "--role", role)
        return Person(self, email, made["password"])

    def guarded(self, role="agent"):
        person = self.person(role)
        browser = person.set_up()
        self.canaries += [person.secret, *person.codes]
        return person, browser


def setting_up(ground):
    sam = ground.person()
    elsewhere = sam.signed_in()
    browser = sam.signed_in()
    equal(browser.request("GET", STEP).status, 303, "the page before it was begun")
    page = browser.send(browser.get(ME).form("second-step"))
    sam.secret = parse_qs(urlsplit(page.link("app on this device")).query)["secret"][0]
    ground.canaries.append(sam.secret)
    equal(len(base64.b32decode(sam.secret)) * 8, 160, "the secret's bits")
    require(" ".join(re.findall("....", sam.secret)) in page.text, "the secret is not there in groups of four")
    require(any(tag == "svg" for tag, _ in page.elements), "there is no QR code")
    require(not any("style" in attributes for _, attributes in page.elements), "a style attribute")
    page = browser.send(page.form("second-step-confirm"), code=wrong_code(sam.secret))
    equal(page.status, 422, "a wrong first code")
    # It is not in force yet: nobody is locked out by leaving the page.
    sam.signed_in()
    form = page.form("second-step-confirm")
    page = browser.send(form, code=code(sam.secret))
    sam.codes = re.findall(r"<li><code>([^<]+)</code>", page.raw.decode())
    ground.canaries += sam.codes
    equal(len(set(sam.codes)), 10, "recovery codes")
    equal(elsewhere.request("GET", ME).status, 303, "a browser that came by the password alone")
    for address in (ME, STEP):
        raw = browser.get(address).raw.decode()
        require(sam.secret not in raw and sam.codes[0] not in raw, f"{address} shows a secret afterwards")
    require("Recovery codes left: 10" in browser.get(ME).text, "the page does not say how many codes are left")


def signing_in(ground):
    sam, _ = ground.guarded()
    browser = Browser(ground.hub)
    page = sam.begin(browser)
    equal((page.status, urlsplit(page.url).path), (200, "/sign-in"), "after the password")
    equal(browser.cookies, {}, "cookies before the second step")
    require(sam.secret not in page.raw.decode(), "the page shows the secret")
    half = page.form("code").value("half")
    equal(browser.request("GET", ME).status, 303, "the desk before the second step")
    browser.cookies[COOKIE] = half
    equal(browser.request("GET", ME).status, 303, "half a sign-in as a session")
    browser.cookies.clear()
    page = browser.send(page.form("code"), code=wrong_code(sam.secret))
    equal((page.status, browser.cookies), (401, {}), "a wrong code")
    page = browser.send(page.form("code"), code=code(sam.secret))
    equal((page.status, browser.cookies), (401, {}), "the code that was used to set up")
    waiting = page.form("code")
    page = browser.send(waiting, code=code(sam.secret, 1))
    equal((page.status, urlsplit(page.url).path), (200, "/desk/alpha/tickets"), "the right code")
    require(COOKIE in browser.cookies, "no session after the second step")
    again = Browser(ground.hub)
    page = again.send(waiting, code=sam.codes[0])
    equal((page.status, again.cookies), (401, {}), "a sign-in that was finished")
    page = sam.begin(again)
    page = again.send(page.form("code"), code=code(sam.secret, 1))
    equal((page.status, again.cookies), (401, {}), "the code again")


def at_once(ground):
    sam, _ = ground.guarded()
    browsers = [Browser(ground.hub) for _ in range(2)]
    forms = [sam.begin(browser).form("code") for browser in browsers]
    shown = code(sam.secret, 1)
    equal([browser.send(form, code=shown).status for browser, form in zip(browsers, forms)], [200, 401],
          "one code in two browsers")


def recovering(ground):
    sam, _ = ground.guarded()
    browser = Browser(ground.hub)
    page = browser.send(sam.begin(browser).form("recovery"), code=sam.codes[4].upper().replace("-", " "))
    equal(urlsplit(page.url).path, "/desk/alpha/tickets", "a recovery code")
    require("Recovery codes left: 9" in browser.get(ME).text, "the code is not used up")
    again = Browser(ground.hub)
    page = again.send(sam.begin(again).form("recovery"), code=sam.codes[4])
    equal((page.status, again.cookies), (401, {}), "the same recovery code")
    page = again.send(page.form("recovery"), code=sam.codes[5])
    equal(urlsplit(page.url).path, "/desk/alpha/tickets", "another recovery code")
    other, _ = ground.guarded()
    page = Browser(ground.hub).send(other.begin(Browser(ground.hub)).form("recovery"), code=sam.codes[6])
    equal(page.status, 401, "somebody else's recovery code")


def telling_nothing(ground):
    guarded, _ = ground.guarded()
    plain = ground.person()
    browser = Browser(ground.hub)
    answers = [person.begin(browser, "a wrong password 1") for person in (guarded, plain)]
    unknown = Person(ground, "nobody@alpha.example", "a wrong password 1")
    answers.append(unknown.begin(browser))
    bodies = {re.sub(r"[a-z0-9]+@alpha\.example", "", answer.raw.decode()) for answer in answers}
    equal(([answer.status for answer in answers], len(bodies)), ([401] * 3, 1), "wrong passwords")


def guessing(ground):
    sam, _ = ground.guarded()
    browser = Browser(ground.hub)
    form = sam.begin(browser).form("code")
    wrong = wrong_code(sam.secret)
    equal([browser.send(form, code=wrong).status for _ in range(11)], [401] * 10 + [429], "guesses")
    page = sam.begin(browser)
    equal(page.status, 200, "the password in between")
    equal(browser.send(page.form("code"), code=code(sam.secret, 1)).status, 429, "the right code after the password again")
    equal(browser.send(page.form("recovery"), code=sam.codes[0]).status, 429, "a recovery code while blocked")
    equal(browser.cookies, {}, "cookies")


def switching_off(ground):
    sam, browser = ground.guarded()
    form = browser.get(ME).form("second-step-off")
    page = browser.send(form, code=wrong_code(sam.secret))
    equal(page.status, 422, "a wrong code")
    require("not right" in page.text, "nothing says that it is wrong")
    page = browser.send(page.form("second-step-off"), code=code(sam.secret, 1))
    require("The second step is off" in page.text, "nothing says that it is off")
    sam.signed_in()


def lifting(ground):
    sam, _ = ground.guarded()
    boss = ground.person("admin")
    admin = boss.signed_in()
    agent = next(each for each in ground.admin.get("agents?limit=200")["items"] if each["email"] == sam.email)
    other = ground.person().signed_in()
    token = other.get(ME).form("name").value("_form")
    refused = other.request(
        "POST", f"{PEOPLE}/{agent['id']}/second-step", f"_form={token}".encode(), "application/x-www-form-urlencoded")
    equal(refused.status, 403, "a colleague who is no admin")
    page = admin.send(admin.get(f"{PEOPLE}/{agent['id']}").form("second-step"))
    require(not page.has_form("second-step"), "it is still there")
    sam.signed_in()
    require("Removed a colleague’s second step" in admin.get("/desk/alpha/settings/audit").text, "the audit log")


def lifting_from_outside(ground):
    """An only admin who lost everything: nobody at the desk could help."""
    sam, _ = ground.guarded("admin")
    made = ground.hub.command("agent", "lift-second-step", "--tenant", "alpha", sam.email)
    equal(made["agent"]["email"], sam.email, "whose step was lifted")
    admin = sam.signed_in()
    require("Removed a colleague’s second step" in admin.get("/desk/alpha/settings/audit").text, "the audit log")
    try:
        ground.hub.command("agent", "lift-second-step", "--tenant", "alpha", sam.email)
        raise Wrong("it is lifted twice")
    except HubFailed as refusal:
        require("has no second step" in str(refusal), str(refusal))


def of_everybody(ground):
    """Whoever signs in from now on sets it up before anything else; who is in already is let be, and so are tokens."""
    admin, early = ground.person("admin").signed_in(), ground.person().signed_in()
    page = admin.send(admin.get(SETTINGS).form("desk"), asks_second_step="true")
    require("Saved" in page.text, "nothing says that it is saved")
    require(ground.admin.get("me")["desk"]["asks_second_step"], "a token that goes on, and tells of it")
    told = [entry for entry in ground.admin.items("audit") if entry["action"] == "desk.change"][-1]
    require(told["facts"]["asks_second_step"] is True, f"the audit log: {told}")
    for browser in (admin, early):
        equal(browser.get("/desk/alpha/tickets").url, "/desk/alpha/tickets", "who was signed in already")
    sam = ground.person()
    browser = Browser(ground.hub)
    page = sam.begin(browser)
    equal(urlsplit(page.url).path, STEP, "where the sign-in leads")
    require("of everybody" in page.text, "nothing says why")
    for address in ("/desk/alpha/tickets", "/desk/alpha/tickets/new", ME, "/desk/alpha/notices"):
        equal(urlsplit(browser.get(address).url).path, STEP, address)
    equal(browser.request("GET", "/desk/alpha/live", headers={"Accept": "text/event-stream"}).status, 403, "the stream")
    token = browser.get(STEP).form("second-step").value("_form")
    refused = browser.request(
        "POST", "/desk/alpha/tickets", f"_form={token}&subject=x".encode(), "application/x-www-form-urlencoded")
    equal((refused.status, refused.headers["Location"]), (303, STEP), "a form that goes before it")
    page = browser.send(browser.get(STEP).form("second-step"))
    require("Not now" not in page.text, "it can be put off")
    sam.secret = parse_qs(urlsplit(page.link("app on this device")).query)["secret"][0]
    page = browser.send(page.form("second-step-confirm"), code=code(sam.secret))
    ground.canaries += [sam.secret, *re.findall(r"<li><code>([^<]+)</code>", page.raw.decode())]
    equal(browser.get("/desk/alpha/tickets").url, "/desk/alpha/tickets", "afterwards")
    leaving = Browser(ground.hub)
    page = ground.person().begin(leaving)
    equal(urlsplit(leaving.send(page.form(action="/sign-out")).url).path, "/sign-in", "who would rather leave")
    ground.admin.patch("desk", {"asks_second_step": False})
    equal(urlsplit(ground.person().begin(Browser(ground.hub)).url).path, "/desk/alpha/tickets", "asked for no more")


def choosing_anew(ground):
    """A link for a forgotten password stands for the password alone."""
    sam, _ = ground.guarded()
    admin = ground.person("admin").signed_in()
    agent = next(each for each in ground.admin.get("agents?limit=200")["items"] if each["email"] == sam.email)
    page = admin.send(admin.get(f"{PEOPLE}/{agent['id']}").form("welcome"))
    link = re.search(r'value="[^"]*(/welcome\?code=[^"]+)"', page.raw.decode()).group(1)
    browser = Browser(ground.hub)
    page = browser.send(browser.get(link).form(action="/welcome"), password="four other quiet words",
                        again="four other quiet words")
    equal((page.status, browser.cookies), (200, {}), "after the link")
    page = browser.send(page.form("code"), code=code(sam.secret, 1))
    equal(urlsplit(page.url).path, "/desk/alpha/tickets", "the code after the link")


def idle_limit(ground):
    admin = ground.person("admin").signed_in()
    page = admin.get(SETTINGS)
    equal(page.form("desk").value("idle_minutes"), "480", "the limit unless told")
    for minutes in ("14", "43201", "", "an hour", "15.5"):
        page = admin.send(page.form("desk"), idle_minutes=minutes)
        equal(page.status, 422, f"a limit of “{minutes}”")
        require("whole minutes, from 15 to 43200" in page.text, "nothing says what is wrong")
        equal(page.form("desk").value("idle_minutes"), minutes, "what was typed")
    page = admin.send(page.form("desk"), idle_minutes="15")
    require("Saved" in page.text, "nothing says that it is saved")
    equal(ground.admin.get("me")["desk"]["idle_minutes"], 15, "the limit through the API")
    for minutes in (14, 43201, "15", None):
        equal(ground.admin.call("PATCH", "/api/v1/desk", {"idle_minutes": minutes}).status, 422, f"{minutes!r}")
    changed = ground.admin.call("PATCH", "/api/v1/desk", {"idle_minutes": 600})
    equal((changed.status, ground.admin.get("me")["desk"]["idle_minutes"]), (200, 600), "the limit that was set")
    equal(admin.get(SETTINGS).form("desk").value("idle_minutes"), "600", "the limit on the page")


def idling(ground):
    """Time does not pass in a test, so the session is made older instead."""
    browser = ground.person().signed_in()
    answers = []
    for limit in (600, 15):
        ground.admin.patch("desk", {"idle_minutes": limit})
        require(ground.hub.terminate() == 0, "the hub does not end cleanly")
        with tampered(ground.hub.data) as database:
            database.execute("UPDATE sessions SET seen_at = seen_at - ?", (21 * 60 * 1000,))
        ground.hub.start_or_fail()
        answers.append(browser.request("GET", ME).status)
    equal(answers, [200, 303], "a browser that was idle for 21 minutes, with ten hours allowed and with 15 minutes")


def silence(ground):
    log = ground.hub.log.read_text(errors="replace")
    require(len(ground.canaries) > 20, "there is nothing to look for")
    equal([canary for canary in ground.canaries if canary in log], [], "secrets in the log")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-second-step-"))
    report = Report()
    hub = Hub(folder / "hub", log_level="trace")
    hub.start_or_fail()
    ground = Ground(hub)
    report.group("it is set up with an app, and its secret is shown no more", setting_up, ground)
    report.group("there is no session before the code is right, and each code is taken once", signing_in, ground)
    report.group("one code opens one of two browsers", at_once, ground)
    report.group("a recovery code opens the desk once", recovering, ground)
    report.group("A61: a wrong password tells nothing of a second step", telling_nothing, ground)
    report.group("A61: codes cannot be guessed", guessing, ground)
    report.group("its person switches it off by a code", switching_off, ground)
    report.group("an admin removes it for who lost the device", lifting, ground)
    report.group("the hub's operator removes it for an only admin", lifting_from_outside, ground)
    report.group("a desk asks it of everybody", of_everybody, ground)
    report.group("a link for a new password does not pass it by", choosing_anew, ground)
    report.group("each desk sets how long a browser may be idle", idle_limit, ground)
    report.group("a browser that was idle for longer is signed out", idling, ground)
    report.group("A65: the log holds neither secret nor code", silence, ground)
    report.check("the hub ends cleanly", hub.terminate() == 0)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
