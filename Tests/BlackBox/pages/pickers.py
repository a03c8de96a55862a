"""Choosing one of very many people, teams and requesters, without a script: python3 pages/pickers.py [--data DIR]"""

import argparse
import json
import pathlib
import sys
import tempfile
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from browse import Browser
from desk import Desk
from hub import Hub
from report import Report, equal, require
from tampering import tampered

LIST = "/desk/alpha/tickets"
SUGGESTIONS = "/desk/alpha/suggestions"
MANY = 10_000


class Ground:
    """A desk with ten thousand people, put where they belong while the hub is down; and a desk beside it."""

    def __init__(self, hub):
        self.hub = hub
        made = hub.create_tenant("alpha", "Alpha GmbH", "boss@alpha.example")
        other = hub.create_tenant("beta", "Beta BV", "boss@beta.example")
        self.other = Desk(hub, "beta", "Beta BV", other["token"])
        self.other.post("agents", {"email": "person77@beta.example", "name": "Person 77 of Beta"})
        hub.terminate()
        tenant = uuid.UUID(made["tenant"]["id"]).bytes
        with tampered(hub.data) as storage:
            # Ids in the order of time, as the hub's own are.
            rows = [
                (tenant, uuid.UUID(int=(0x018F << 112) | (0x7 << 76) | (0x8 << 60) | n).bytes,
                 f"person{n}@alpha.example", f"Person {n} Jansen", f"person {n} jansen")
                for n in range(MANY)
            ]
            storage.executemany(
                "INSERT INTO agents (tenant_id, id, email, folded_email, name, folded_name, role, teams, is_active,"
                " created_at) VALUES (?1, ?2, ?3, ?3, ?4, ?5, 'agent', x'', 1, 0)", rows)
        hub.start_or_fail()
        self.admin = Desk(hub, "alpha", "Alpha GmbH", made["token"])
        for email, name in (("jan@alpha.example", "Jan de Vries"), ("jan2@alpha.example", "Jan de Vries"),
                            ("zoe@alpha.example", "Zoë Zuiderduin")):
            self.admin.post("agents", {"email": email, "name": name})
        self.boss = Browser(hub)
        self.boss.sign_in("alpha", "boss@alpha.example", made["password"])


def assigning(ground):
    ticket = ground.admin.post("tickets", {"subject": "To be given to one of many"})
    address = f"{LIST}/{ticket['number']}"
    page = ground.boss.get(address)
    require(len(page.raw) < 100_000, f"the page has {len(page.raw)} bytes")
    for typed, email in (
        ("Person 9999 Jansen", "person9999@alpha.example"), ("zoë zuiderduin", "zoe@alpha.example"),
        ("jan2@alpha.example", "jan2@alpha.example"), ("Jan de Vries <jan@alpha.example>", "jan@alpha.example"),
    ):
        page = ground.boss.send(ground.boss.get(address).form("fields"), assignee=typed)
        equal(page.status, 200, f"“{typed}”: {page.text[:200]}")
        equal(ground.admin.get(f"tickets/{ticket['id']}")["assignee"]["email"], email, typed)
        shown = page.form("fields").value("assignee")
        require(shown.endswith(f"<{email}>"), f"the field shows {shown}")
    page = ground.boss.send(page.form("fields"), assignee="Jan de Vries")
    equal(page.status, 422, "a name that two bear")
    require("jan@alpha.example" in page.text and "jan2@alpha.example" in page.text, "they are not told apart")
    equal(page.form("fields").value("assignee"), "Jan de Vries", "what was typed")
    page = ground.boss.send(ground.boss.get(address).form("fields"), assignee="Person 99")
    require(page.status == 422 and "Did you mean" in page.text, "the beginning of a name")
    page = ground.boss.send(ground.boss.get(address).form("fields"), assignee="person77@beta.example")
    equal(page.status, 422, "A28 the agent of another desk")
    page = ground.boss.send(ground.boss.get(address).form("fields"), assignee="")
    equal(ground.admin.get(f"tickets/{ticket['id']}")["assignee"], None, "the empty field")


def elsewhere(ground):
    form = ground.boss.get(LIST + "/new").form("new-ticket")
    page = ground.boss.send(form, subject="New", assignee="Person 5000 Jansen")
    number = int(page.url.split("?")[0].rsplit("/", 1)[1])
    equal(ground.admin.get(f"tickets/{number}")["assignee"]["email"], "person5000@alpha.example", "a new ticket")
    page = ground.boss.send(ground.boss.get(LIST).form("many"), ticket=[str(number)], assignee="Person 1 Jansen")
    require("1 of 1 tickets changed" in page.text, page.text[:200])
    equal(ground.admin.get(f"tickets/{number}")["assignee"]["email"], "person1@alpha.example", "of several")
    page = ground.boss.send(ground.boss.get(LIST).form("many"), ticket=[str(number)], assignee="Jan de Vries")
    require(page.status == 422 and "jan2@alpha.example" in page.text, "of several, a name that two bear")
    page = ground.boss.get(LIST + "?assignee=Person+1+Jansen")
    require(f"/tickets/{number}" in str(page.links), "the list narrowed to somebody by name")
    filters = next(form for form in page.forms if form.value("assignee") is not None and form.method == "get")
    equal(filters.value("assignee"), "Person 1 Jansen", "the filter")
    page = ground.boss.get(LIST + "?assignee=Jan+de+Vries")
    require("Several go by that" in page.text, "the list narrowed to a name that two bear")
    page = ground.boss.get(LIST + "?assignee=Nobody")
    require(page.url.endswith("assignee=none"), f"the word for nobody leads to {page.url}")
    page = ground.boss.get("/desk/alpha/settings/tokens")
    require(page.form("token").value("agent").endswith("<boss@alpha.example>"), "the owner of a key")
    page = ground.boss.get("/desk/alpha/settings/teams")
    equal(page.status, 200, "the teams of ten thousand people")


def suggestions(ground):
    def suggested(kind, words, browser=ground.boss):
        page = browser.request("GET", f"{SUGGESTIONS}/{kind}?q={words}", headers={"Accept": "application/json"})
        equal(page.status, 200, kind)
        return [item["value"] for item in json.loads(page.raw)["items"]]

    equal(suggested("agents", "zuider"), ["Zoë Zuiderduin <zoe@alpha.example>"], "a word inside a name")
    equal(len(suggested("agents", "person")), 12, "how many are suggested")
    equal(suggested("agents", "person77@"), ["Person 77 Jansen <person77@alpha.example>"], "A28 this desk's alone")
    equal(suggested("agents", "%25"), [], "a sign that means something to the database")
    equal(suggested("agents", ""), [], "nothing typed")
    ground.admin.post("teams", {"name": "Night shift"})
    equal(suggested("teams", "shi"), ["Night shift"], "a team")
    ground.admin.post("requesters", {"name": "Kim Ølsen", "email": "kim@customer.example"})
    equal(suggested("requesters", "kim ø"), ["kim@customer.example"], "a requester by name")
    equal(suggested("requesters", "KIM@cust"), ["kim@customer.example"], "a requester by address")
    equal(ground.boss.get(LIST + "?requester=Kim+Ølsen").status, 200, "the list narrowed to a requester by name")
    stranger = Browser(ground.hub).request("GET", f"{SUGGESTIONS}/agents?q=p", headers={"Accept": "application/json"})
    equal(stranger.status, 401, "a stranger")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-pickers-"))
    report = Report()
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    ground = Ground(hub)
    report.group("a ticket is given to one of ten thousand, by name or address", assigning, ground)
    report.group("and so it is in lists, filters and settings", elsewhere, ground)
    report.group("what is typed brings a few suggestions, of this desk", suggestions, ground)
    report.check("the hub ends cleanly", hub.terminate() == 0)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
