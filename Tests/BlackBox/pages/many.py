"""Several tickets changed at once, as a dispatcher would: python3 pages/many.py [--data DIR]"""

import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from browse import Browser
from desk import Desk
from hub import Hub
from partner_stage import settle
from report import Report, equal, require

LIST = "/desk/alpha/tickets"


class Ground:
    """A desk with tickets, one of them with a partner; an agent, a reader, and the partner's desk."""

    def __init__(self, hub):
        made = hub.create_tenant("alpha", "Alpha GmbH", "boss@alpha.example")
        self.admin = Desk(hub, "alpha", "Alpha GmbH", made["token"])
        other = hub.create_tenant("beta", "Beta BV", "boss@beta.example")
        self.other = Desk(hub, "beta", "Beta BV", other["token"])
        self.boss = Browser(hub)
        self.boss.sign_in("alpha", "boss@alpha.example", made["password"])
        light = hub.command("agent", "create", "--tenant", "alpha", "light@alpha.example", "--name", "Lee",
                            "--role", "light")
        self.light = Browser(hub)
        self.light.sign_in("alpha", "light@alpha.example", light["password"])
        invited = self.admin.post("partnerships", {"name": "Beta"})
        self.other.post("partnerships/accept", {"code": invited["invitation"]["code"]})
        self.partnership = invited["id"]
        self.team = self.admin.post("teams", {"name": "Field"})

    def tickets(self, count):
        return [self.admin.post("tickets", {"subject": f"Ticket <{n}>"}) for n in range(count)]

    def handed_over(self):
        ticket = self.admin.post("tickets", {"subject": "With Beta"})
        handoff = self.admin.post(f"tickets/{ticket['id']}/handoffs", {"partnership": self.partnership})
        settle(self.admin)
        self.other.post(f"handoffs/{handoff['id']}/accept", {})
        settle(self.other)
        return ticket

    def form(self):
        return self.boss.get(LIST).form("many")


def numbers(*tickets):
    return [str(ticket["number"]) for ticket in tickets]


def changing(ground):
    first, second, third = ground.tickets(3)
    ground.admin.patch(f"tickets/{second['id']}", {"tags": ["old", "kept"]})
    page = ground.boss.send(
        ground.form(), ticket=numbers(first, second), assignee="me", team=ground.team["id"], priority="high",
        add_tag="vip", remove_tag="old")
    equal(page.status, 200, "the result's page")
    require("2 of 2 tickets changed" in page.text, f"the page does not say what was done: {page.text[:300]}")
    require("Ticket <0>" in page.text, "a changed ticket is not named")
    for ticket, tags in ((first, ["vip"]), (second, ["kept", "vip"])):
        now = ground.admin.get(f"tickets/{ticket['id']}")
        equal([now["assignee"]["email"], now["team"]["name"], now["priority"], now["tags"]],
              ["boss@alpha.example", "Field", "high", tags], "the changed ticket")
    equal(ground.admin.get(f"tickets/{third['id']}")["priority"], "normal", "the ticket that was not ticked")
    page = ground.boss.send(ground.form(), ticket=numbers(first), assignee="none", team="none")
    now = ground.admin.get(f"tickets/{first['id']}")
    equal([now["assignee"], now["team"]], [None, None], "nobody")
    page = ground.boss.send(ground.form(), ticket=numbers(first), priority="high")
    require("0 of 1 tickets changed" in page.text and "So already: 1" in page.text, "what was so already")


def whole_page(ground):
    """The box at the head stands for the page by itself, without a script."""
    ground.tickets(3)
    page = ground.boss.get(LIST + "?sort=created&limit=200")
    form = page.form("many")
    shown = form.choices["page"][0]
    equal(len(shown.split()), len(form.choices["ticket"]), "the tickets of the page")
    page = ground.boss.send(form, page=shown, add_tag="whole page")
    require(f"{len(shown.split())} of {len(shown.split())} tickets changed" in page.text, page.text[:200])
    address = page.link("Back to the list")
    equal(address, LIST + "?sort=created", "the way back")


def ending(ground):
    first, second = ground.tickets(2)
    away = ground.handed_over()
    closed = ground.admin.items("statuses")
    closed = next(status for status in closed if status["category"] == "closed")
    form = ground.form()
    page = ground.boss.send(form, ticket=numbers(first, away, second), status=closed["id"], add_tag="bye")
    require("really on 3 tickets" in page.text, f"it is not asked once more: {page.text[:200]}")
    equal(ground.admin.get(f"tickets/{first['id']}")["status"]["category"], "new", "before it is confirmed")
    page = ground.boss.send(page.form("many"), text="")
    equal(page.status, 422, "an end without what was done")
    require("What was done" in page.text, "what is missing is not named")
    sure = page.form("many")
    page = ground.boss.send(sure, text="All replaced.")
    require("2 of 3 tickets changed" in page.text and "Not changed: 1" in page.text, page.text[:300])
    require("take the ticket back" in page.text, "why one was refused is not said")
    require(any(path.endswith(f"/tickets/{away['number']}") for path, _ in page.links), "the refused one has no link")
    for ticket in (first, second):
        now = ground.admin.get(f"tickets/{ticket['id']}")
        equal([now["status"]["id"], now["resolution"]["text"], now["tags"]], [closed["id"], "All replaced.", ["bye"]],
              "the ended ticket")
    equal(ground.admin.get(f"tickets/{away['id']}")["tags"], [], "the refused one is left alone as a whole")
    before = ground.admin.items(f"tickets/{first['id']}/timeline")
    again = ground.boss.send(sure, text="All replaced.")
    require("2 of 3 tickets changed" in again.text, "sent twice it is not answered as it was")
    equal(ground.admin.items(f"tickets/{first['id']}/timeline"), before, "sent twice")


def refusals(ground):
    ticket = ground.tickets(1)[0]
    page = ground.boss.send(ground.form(), priority="low")
    equal(page.status, 422, "nothing ticked")
    require("Tick the tickets" in page.text, "that nothing is ticked is not said")
    equal(page.form("many").value("priority"), "low", "what was chosen")
    page = ground.boss.send(ground.form(), ticket=numbers(ticket))
    require(page.status == 422 and "Choose what becomes different" in page.text, "nothing chosen")
    require(page.form("many").value("ticket") == str(ticket["number"]), "the tick is lost")
    form = ground.form()
    form.choices.update(ticket=[], priority=[], assignee=[])
    page = ground.boss.send(form, ticket=[str(n) for n in range(1, 202)], priority="low")
    require(page.status == 422 and "200 at most" in page.text, "201 tickets")
    equal(ground.admin.get(f"tickets/{ticket['id']}")["priority"], "normal", "nothing was begun")
    stranger = ground.other.items("agents")[0]["id"]
    page = ground.boss.send(form, ticket=numbers(ticket), assignee=stranger)
    require(page.status == 422 and "Assignee" in page.text, "A28 the partner's agent")
    foreign = ground.other.post("tickets", {"subject": "A28 foreign words"})
    form = ground.form()
    form.choices["ticket"] = []
    page = ground.boss.send(form, ticket=[foreign["id"], "999999", "not a number"], priority="low")
    require("0 of 3 tickets changed" in page.text and "foreign words" not in page.text, "A28 a foreign ticket")


def roles(ground):
    ground.tickets(1)
    page = ground.light.get(LIST)
    require(not page.has_form("many") and "Tick " not in page.text, "a reader is offered to change tickets")
    token = ground.light.get("/desk/alpha/me").form("name").value("_form")
    body = f"_form={token}&ticket=1&priority=low".encode()
    page = ground.light.request("POST", f"{LIST}/changes", body, "application/x-www-form-urlencoded")
    equal(page.status, 403, "a reader's change")
    page = ground.boss.request("POST", f"{LIST}/changes", b"ticket=1&priority=low", "application/x-www-form-urlencoded")
    equal(page.status, 403, "A58 a form without this session's token")
    equal(ground.boss.get(f"{LIST}/changes").url, LIST, "asked for again, the address")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-many-"))
    report = Report()
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    ground = Ground(hub)
    report.group("ticked tickets are changed, the others are not", changing, ground)
    report.group("the whole page is ticked by one box", whole_page, ground)
    report.group("ending them is asked once more, and each is refused as it would be singly", ending, ground)
    report.group("what is refused is said, with what was ticked and chosen", refusals, ground)
    report.group("who only reads changes nothing", roles, ground)
    report.check("the hub ends cleanly", hub.terminate() == 0)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
