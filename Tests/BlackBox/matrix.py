"""Every address × everybody who might ask × whose thing it is: python3 matrix.py [--data DIR] [--table FILE]

The addresses come from `baton routes`, so a new one is in it by itself. A28: foreign and absent are byte-equal.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "pages"))

import tour
from attempts import Stage
from browse import Browser
from desk import Desk
from hub import BINARY, Hub
from report import Report

# What a light agent may send: words, own things, nothing that changes work or the desk.
LIGHT_MAY = [
    r"/api/v1/tickets/\{ticket\}/comments(/\{comment\})?$",
    r"/api/v1/tokens(/\{token\})?$",
    r"/api/v1/(me|notices)(/|$)",
    r"/desk/\{desk\}/(sign-out|me|notices|confirm)(/|$)",
    r"/desk/\{desk\}/tickets/\{ticket\}/(comments|composer|preview)(/|$)",
]
MALFORMED = "not-an-id"
# Parameters that are words, the same at every desk.
WORDS = {"asset", "key", "kind", "language"}


class Person:
    """Somebody who asks: by a token, by a session, or by nothing that is worth anything."""

    def __init__(self, name, rank, token=None, browser=None, is_ours=True, is_operator=False):
        self.name = name
        self.rank = rank
        self.token = token
        self.browser = browser
        self.is_ours = is_ours
        self.is_operator = is_operator


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--table", help="where the whole table is written, one line an address")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-matrix-"))
    report = Report()
    # Thousands of strangers' questions come from one address here, and each has to be answered as a stranger's.
    hub = Hub(folder / "hub", options=["--rate-per-network", "0", "--sign-ins-per-network", "0"])
    hub.start_or_fail()
    stage = Stage(hub, report)
    routes = [json.loads(line) for line in subprocess.check_output([BINARY, "routes", "--json"]).splitlines()]
    report.check(f"{len(routes)} addresses are known", len(routes) > 60)
    people = everybody(hub, stage)
    report.check(f"{len(people)} kinds of people ask", len(people) >= 9)
    things = Things(stage)
    table = []
    for route in routes:
        table.append(Row(hub, route, people, things, report).ask())
    if options.table:
        pathlib.Path(options.table).write_text("\n".join(table) + "\n")
    report.check("the hub is alive after all of it", stage.admin.call("GET", "/healthz").status == 200)
    report.check("and ends cleanly", hub.terminate() == 0)
    return report.close()


def everybody(hub, stage):
    """From nobody to the admin; those with a rank may come in, the higher the more."""
    people = [Person("nobody", None), Person("who made a token up", None, token="bat_" + "0" * 84)]
    for rank, role in enumerate(("light", "agent", "admin")):
        email = f"{role}-matrix@alpha.example"
        made = hub.command("agent", "create", "--tenant", "alpha", email, "--name", f"The {role}", "--role", role)
        browser = Browser(hub)
        browser.sign_in("alpha", email, made["password"])
        people.append(Person(f"{role}'s token", rank, token=made["token"]))
        people.append(Person(f"{role}'s session", rank, browser=browser))
    gone = hub.command("agent", "create", "--tenant", "alpha", "gone@alpha.example", "--name", "Gone", "--role", "admin")
    session = Browser(hub)
    session.sign_in("alpha", "gone@alpha.example", gone["password"])
    stage.admin.patch(f"agents/{gone['agent']['id']}", {"active": False})
    people.append(Person("a disabled admin's token", None, token=gone["token"]))
    people.append(Person("a disabled admin's session", None, browser=session))
    left = hub.command("agent", "create", "--tenant", "alpha", "left@alpha.example", "--name", "Left", "--role", "admin")
    ended = Browser(hub)
    page = ended.sign_in("alpha", "left@alpha.example", left["password"])
    kept = dict(ended.cookies)
    ended.send(page.form(action="/sign-out"))
    ended.cookies = kept
    people.append(Person("a session that was signed out", None, browser=ended))
    revoked = stage.admin.post("tokens", {"label": "short-lived"})
    stage.admin.delete(f"tokens/{revoked['id']}")
    people.append(Person("a revoked token", None, token=revoked["token"]))
    other = hub.command("tenant", "create", "delta", "--name", "Delta", "--admin", "boss@delta.example")
    foreign = Browser(hub)
    foreign.sign_in("delta", "boss@delta.example", other["password"])
    people.append(Person("the other desk's admin, by token", 2, token=other["token"], is_ours=False))
    people.append(Person("the other desk's admin, by session", None, browser=foreign, is_ours=False))
    operator = Browser(hub)
    operator.come_in_as_operator()
    people.append(Person("the hub's operator", None, browser=operator, is_ours=False, is_operator=True))
    return people


def a_session(desk):
    """The id of a session of somebody at the desk who is signed in twice."""
    email = f"twice@{desk.slug}.example"
    made = desk.hub.command(
        "agent", "create", "--tenant", desk.slug, email, "--name", "Twice", "--role", "agent")
    here, there = Browser(desk.hub), Browser(desk.hub)
    for browser in (there, here):
        browser.sign_in(desk.slug, email, made["password"])
    return here.get(f"/desk/{desk.slug}/me").form("end-session").action.split("/")[-2]


def a_webhook(desk):
    webhook = desk.post("webhooks", {"url": "https://receiver.example/", "events": ["handoff.eta"]})["id"]
    desk.patch(f"webhooks/{webhook}", {"paused": True})
    return {"webhook": webhook, "message": desk.post(f"webhooks/{webhook}/test", {})["id"]}


def a_connection(desk):
    """One to a desk that tells something, and is told nothing, with something that it said and nobody understood."""
    secrets = {"hook_secret": tour.SECRET}
    body = {"connector": "webhook", "name": f"Of {desk.slug}", "settings": tour.DESCRIBED, "secrets": secrets}
    made = desk.post("connections", body)
    hook = "/hooks/" + made["hook_url"].rpartition("/")[2]
    for status in ("new", "unheard of"):
        raw = f'{{"id": "1", "subject": "Said to {desk.slug}", "status": "{status}"}}'.encode()
        desk.call("POST", hook, raw=raw, headers={"X-Secret": tour.SECRET, "Authorization": None})
    parked = desk.get(f"connections/{made['id']}/reports", state="parked")["items"]
    return {"connection": made["id"], "report": parked[0]["id"]}


def a_mail(desk):
    """One that came in, an address of the desk's own, and a mailbox that nobody opens."""
    given = desk.get("given-address")["address"]
    mail = f"From: kim@{desk.slug}.example\r\nSubject: Of {desk.slug}\r\n\r\nwords\r\n".encode()
    address = desk.post("addresses", {"address": f"help@{desk.slug}.example"})["id"]
    box = {"address": address, "host": "127.0.0.1", "port": 9, "security": "none", "user": "a", "password": "secret"}
    account = desk.post("mail-accounts", box)["id"]
    desk.post(f"mail-accounts/{account}/pause", {})
    return {"mail": desk.hub.mail(given, mail)["mail"], "address": address, "account": account}


class Things:
    """One thing of each kind at this desk and at another one, by the name of the parameter that takes its id."""

    def __init__(self, stage):
        third = stage.hub.create_tenant("gamma", "Gamma", "boss@gamma.example")
        self.ours = self._of(stage.admin, stage.other)
        self.theirs = self._of(Desk(stage.hub, "gamma", "Gamma", third["token"]), None)
        self.ours |= {"connector": "webhook", "kind": "comment", "language": "en"}

    @staticmethod
    def _of(desk, partner):
        ticket = desk.post("tickets", {"subject": "Something to be asked for", "description": "words"})
        comment = desk.post(f"tickets/{ticket['id']}/comments", {"body": "words"})["id"]
        things = {
            "ticket": ticket["id"],
            "comment": comment,
            "attachment": desk.upload(ticket["id"], "a.txt", b"bytes", "text/plain")["id"],
            "agent": desk.items("agents")[0]["id"],
            "status": desk.items("statuses")[0]["id"],
            "team": desk.post("teams", {"name": f"Team of {desk.slug}"})["id"],
            "customer": desk.post("customers", {"name": f"Customer of {desk.slug}"})["id"],
            "requester": desk.post("requesters", {"name": "Kim", "email": f"kim@{desk.slug}.example"})["id"],
            "field": desk.post("fields", {"key": "serial", "name": "Serial", "kind": "text"})["id"],
            "token": desk.post("tokens", {"label": "a token"})["id"],
            "session": a_session(desk),
            **a_webhook(desk),
            **a_connection(desk),
            **a_mail(desk),
            # Only mail that came back makes one: `mail_story.py` asks for one that there is.
            "suppressed": str(uuid.uuid4()),
        }
        invited = desk.post("partnerships", {"name": "Somebody"})
        things["partnership"] = invited["id"]
        if partner:
            things["partnership"] = next(p["id"] for p in desk.items("partnerships") if p["state"] == "active")
            handoff = desk.post(f"tickets/{ticket['id']}/handoffs", {"partnership": things["partnership"]})
            things["handoff"] = handoff["id"]
            things["delivery"] = desk.items("deliveries", ticket=ticket["id"])[0]["id"]
        return things

    def ids(self, parameter):
        """(whose, id): ours, somebody else's, nobody's, and no id at all."""
        yield "own", self.ours.get(parameter)
        yield "foreign", self.theirs.get(parameter) or str(uuid.uuid4())
        yield "absent", str(uuid.uuid4())
        yield "malformed", MALFORMED


class Row:
    """One address, asked for by everybody."""

    def __init__(self, hub, route, people, things, report):
        self.hub, self.route, self.people, self.things, self.report = hub, route, people, things, report
        self.parameters = [p for p in re.findall(r"\{(\w+)\}", route["path"]) if p != "desk"]
        self.wrong = []

    def ask(self):
        title = f"A28 {self.route['method']} {self.route['path']} ({self.route['access']})"
        cells = []
        for person in self.people:
            if self.route["method"] == "DELETE" and person.rank == 2 and person.is_ours and person.token:
                # It would be done.
                continue
            answers = {whose: self._one(person, ids) for whose, ids in self._places()}
            self._judge(person, answers)
            cells.append(f"{person.name}: " + " ".join(f"{whose} {answer[0]}" for whose, answer in answers.items()))
        self._judge_ranks()
        self.report.all(title, self.wrong)
        return f"{self.route['method']} {self.route['path']}\n  " + "\n  ".join(cells)

    def _places(self):
        if not self.parameters:
            yield "own", {}
            return
        for parameter in self.parameters[:1]:
            if parameter not in WORDS and parameter not in self.things.ours:
                self.wrong.append(f"the test has no thing for {{{parameter}}}: add one")
        choices = {p: dict(self.things.ids(p)) for p in self.parameters}
        for whose in ("own", "foreign", "absent", "malformed"):
            # The innermost thing is the one in question; those around it are ours.
            ids = {p: choices[p]["own"] or str(uuid.uuid4()) for p in self.parameters}
            ids[self.parameters[-1]] = choices[self.parameters[-1]][whose] or str(uuid.uuid4())
            yield whose, ids

    def _one(self, person, ids):
        address = self.route["path"].replace("{desk}", "alpha")
        for name, value in ids.items():
            address = address.replace(f"{{{name}}}", value)
        method = self.route["method"]
        # Nothing that would be taken: whether somebody may ask is decided before.
        body = None if method in ("GET", "DELETE") else b""
        if self.route["face"] == "page":
            return self._page(person, method, address, ids)
        desk = Desk(self.hub, "", "", person.token or "")
        headers = None if person.token else {"Authorization": None}
        if person.browser:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in person.browser.cookies.items())
        answer = desk.call(method, address, raw=body, headers={**(headers or {}), "Idempotency-Key": None}, once=True)
        return answer.status, self._blotted(answer.raw, ids)

    def _page(self, person, method, address, ids):
        browser = person.browser or Browser(self.hub)
        if address.endswith("/live") and person.browser and person.rank is not None and person.rank >= self._rank():
            return 200, b"goes on and on"
        headers = {"Sec-Fetch-Site": "same-origin"}
        if person.token:
            headers["Authorization"] = f"Bearer {person.token}"
        page = browser.request(
            method, address, b"" if method == "POST" else None,
            "application/x-www-form-urlencoded" if method == "POST" else None, headers)
        return page.status, self._blotted(page.raw, ids)

    @staticmethod
    def _blotted(raw, ids):
        for value in ids.values():
            raw = raw.replace(value.encode(), b"*")
        return re.sub(rb'name="_(once|form)" value="\w+"', b"", raw)

    def _judge(self, person, answers):
        for whose, (status, raw) in answers.items():
            if status >= 500 and self.route["path"] != "/readyz":
                self.wrong.append(f"{person.name}, {whose}: {status} {raw[:100]!r}")
        if "foreign" in answers and answers["foreign"] != answers["absent"]:
            self.wrong.append(f"{person.name} is told foreign from absent: {answers['foreign']} {answers['absent']}")
        if self.route["access"] == "anybody":
            return
        status = answers["own"][0]
        comes_in = self._fits(person)
        if not comes_in:
            page_get = self.route["face"] == "page" and self.route["method"] == "GET"
            if any(answer[0] not in ((303,) if page_get else (401,)) for answer in answers.values()):
                self.wrong.append(f"{person.name} is not sent away: {[a[0] for a in answers.values()]}")
        elif not person.is_ours and "foreign" in answers and status < 300 and self.parameters[-1] not in WORDS:
            self.wrong.append(f"{person.name} gets our thing: {status}")

    def _fits(self, person):
        """A token opens the programs' addresses, a session the people's; the operator's opens no desk, and no desk's
        opens the operator's."""
        if self.route["access"] == "operator" or person.is_operator:
            return self.route["access"] == "operator" and person.is_operator
        if person.rank is None:
            return False
        if self.route["face"] == "api":
            return person.token is not None
        return person.browser is not None and person.is_ours

    def _rank(self):
        """Below which nobody comes in by a session."""
        return {"session of agent": 1, "session of admin": 2}.get(self.route["access"], 0)

    def _judge_ranks(self):
        """What a light agent may send is a short list; the pages of a role stay shut to a lower one."""
        method, path = self.route["method"], self.route["path"]
        if self.route["access"] == "anybody":
            return
        needed = self._rank()
        if method != "GET" and not any(re.search(pattern, path) for pattern in LIGHT_MAY):
            needed = max(needed, 1)
        for person in self.people:
            if person.rank is None or not person.is_ours or not self._fits(person) or person.rank >= needed:
                continue
            for whose, ids in self._places():
                status = self._one(person, ids)[0]
                # A body that is missing may be found before a role that is too low; nothing was done either way.
                if status not in (403, 404, 400, 415, 422):
                    self.wrong.append(f"{person.name} may: {whose} {status}")


if __name__ == "__main__":
    sys.exit(main())
