"""The list of tickets and the page of a new one, walked as a person would: python3 pages/tickets.py [--data DIR]"""

import argparse
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from browse import Browser
from desk import Desk
from hub import Hub
from report import Report, equal, require

LIST = "/desk/alpha/tickets"
NEW = LIST + "/new"


class Ground:
    """A desk with a team, fields of its own, and somebody who is signed in."""

    def __init__(self, hub):
        self.hub = hub
        made = hub.create_tenant("alpha", "Alpha GmbH", "boss@alpha.example")
        self.admin = Desk(hub, "alpha", "Alpha GmbH", made["token"])
        self.boss = Browser(hub)
        self.boss.sign_in("alpha", "boss@alpha.example", made["password"])
        self.team = self.admin.post("teams", {"name": "Field"})
        for kind, more in (("text", {}), ("number", {}), ("flag", {}), ("day", {}), ("choice", {"allowed": ["A", "B"]}),
                           ("choices", {"allowed": ["X", "Y"]})):
            self.admin.post("fields", {"key": kind, "name": f"Own {kind}", "kind": kind, **more})


def rows(page):
    """The numbers of the tickets that the list shows, in their order."""
    numbers = []
    for address, _ in page.links:
        tail = address.rsplit("/tickets/", 1)
        if len(tail) == 2 and tail[1].isdigit():
            numbers.append(int(tail[1]))
    return numbers


def opening(ground):
    form = ground.boss.get(NEW).form("new-ticket")
    page = ground.boss.send(
        form, subject="Printer jams", description="Tray 2\n<b>bold</b>", requester_email="kim@example.org",
        requester_name="Kim", type="request", impact="high", urgency="high", priority="", team=ground.team["id"],
        tags="printer, vip ,printer", field_text="t", field_number="3,5", field_flag="yes", field_day="2026-11-21",
        field_choice="B", field_choices=["X", "Y"], site_address="Main St 1", site_serial_number="SN-1")
    equal(page.status, 200, "the new ticket's page")
    number = int(page.url.split("?")[0].rsplit("/", 1)[1])
    ticket = ground.admin.get(f"tickets/{number}")
    equal(ticket["priority"], "urgent", "impact × urgency")
    equal(ticket["type"], "request", "the type")
    equal(ticket["description"], "Tray 2\n<b>bold</b>", "the description")
    equal(ticket["requester"]["email"], "kim@example.org", "the requester")
    equal(ticket["team"]["name"], "Field", "the team")
    equal(ticket["tags"], ["printer", "vip"], "the tags")
    equal(ticket["fields"], {"choice": "B", "choices": ["X", "Y"], "day": "2026-11-21", "flag": True, "number": 3.5,
                             "text": "t"}, "the own fields")
    equal(ticket["site"]["serial_number"], "SN-1", "the site")
    require("kim@example.org" in ground.boss.get(NEW).raw.decode(), "the requester is not offered the next time")


def refusal(ground):
    form = ground.boss.get(NEW).form("new-ticket")
    typed = {"subject": "Keep <me> & \"this\"", "description": "Long words", "requester_email": "no address",
             "field_number": "many", "site_access": "gate 4"}
    page = ground.boss.send(form, **typed)
    equal(page.status, 422, "what is wrong")
    again = page.form("new-ticket")
    for name, value in typed.items():
        equal(again.value(name), value, f"{name} afterwards")
    require("problem-line" in page.raw.decode(), "no problem stands at its field")
    corrected = ground.boss.send(again, requester_email="", field_number="7")
    equal(corrected.status, 200, "the corrected form")
    # Sent twice, by an impatient finger: one ticket.
    before = len(ground.admin.items("tickets"))
    form = ground.boss.get(NEW).form("new-ticket")
    first = ground.boss.send(form, subject="Once")
    second = ground.boss.send(form, subject="Once")
    equal(first.url, second.url, "the second sending")
    equal(len(ground.admin.items("tickets")), before + 1, "tickets made")


def make(admin, **fields):
    return admin.post("tickets", fields)["number"]


def narrowing(ground):
    admin = ground.admin
    done = next(s["name"] for s in admin.items("statuses") if s["category"] == "resolved")
    mine = make(admin, subject="Scanner mine", assignee="boss@alpha.example", priority="high")
    free = make(admin, subject="Scanner free", tags=["rare"], requester={"email": "lee@example.org", "name": "Lee"})
    over = make(admin, subject="Scanner over", status=done)

    def get(query):
        return rows(ground.boss.get(LIST + query))

    require(mine in get("") and free in get("") and over not in get(""), "open is not what is open")
    require(mine in get("?view=mine") and free not in get("?view=mine"), "mine")
    require(free in get("?view=unassigned") and mine not in get("?view=unassigned"), "unassigned")
    require(over in get("?view=all"), "all lacks what is over")
    equal(get("?view=partners"), [], "with partners")
    equal(sorted(get("?q=scanner")), sorted([mine, free, over]), "a search looks everywhere")
    equal(get("?tag=rare"), [free], "by tag")
    equal(get("?requester=lee@example.org"), [free], "by requester")
    equal(get("?q=scanner&priority=high"), [mine], "by priority")
    equal(get("?q=scanner&assignee=none&view=open"), [free], "two filters in a tab")
    page = ground.boss.get(LIST + "?q=scanner&priority=high")
    require("Priority: High" in page.text, "no chip says what narrows the list")
    equal(sorted(rows(ground.boss.get(page.link("Priority: High")))), sorted([mine, free, over]), "without the chip")
    equal(ground.boss.get(LIST + f"?q=%23{free}").url, f"{LIST}/{free}", "a number in the search")
    require("problem" in ground.boss.get(LIST + "?team=nothing").raw.decode(), "an unknown team is not told")
    require("No ticket fits" in ground.boss.get(LIST + "?q=zzzz").text, "an empty search says nothing")
    form = next(form for form in ground.boss.get(LIST + "?view=mine").forms if "assignee" in form.choices)
    equal(form.value("view"), "mine", "the form keeps the tab")
    equal(rows(ground.boss.send(form, q="scanner")), [mine], "the form's search in a tab")


def order(ground):
    first = rows(ground.boss.get(LIST + "?view=all&sort=created"))
    equal(first, sorted(first), "by number")
    equal(rows(ground.boss.get(LIST + "?view=all&sort=-created")), first[::-1], "by number, turned around")
    seen, page = [], ground.boss.get(LIST + "?view=all&sort=created&limit=3")
    seen += rows(page)
    while any("Next page" in text for _, text in page.links) and len(seen) < 200:
        # What the next page's address keeps is the list, not the size that was asked for once.
        page = ground.boss.get(page.link("Next page"))
        seen += rows(page)
    equal(seen, first, "the list page by page")
    if page.url.count("cursor"):
        equal(rows(ground.boss.get(page.link("First page")))[:3], first[:3], "back to the first page")
    head = ground.boss.get(LIST + "?view=all")
    by_priority = rows(ground.boss.get(head.link("Priority")))
    ranks = ["urgent", "high", "normal", "low"]
    found = [ranks.index(ground.admin.get(f"tickets/{n}")["priority"]) for n in by_priority]
    equal(found, sorted(found), "the most urgent first")


def roles(ground):
    made = ground.hub.command(
        "agent", "create", "--tenant", "alpha", "light@alpha.example", "--name", "Lou", "--role", "light")
    light = Browser(ground.hub)
    light.sign_in("alpha", "light@alpha.example", made["password"])
    require("New ticket" not in light.get(LIST).text, "a reader is offered to open tickets")
    equal(light.get(NEW).status, 403, "a reader at the form")
    body = f"_form={light.get('/desk/alpha/me').form('name').value('_form')}&subject=No"
    equal(light.request("POST", LIST, body.encode(), "application/x-www-form-urlencoded").status, 403, "a reader's ticket")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-tickets-"))
    report = Report()
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    ground = Ground(hub)
    report.group("a ticket is opened with all that it can have", opening, ground)
    report.group("what is refused comes back as it was typed", refusal, ground)
    report.group("the list is narrowed by tab, filter and search", narrowing, ground)
    report.group("the list is ordered, and walked page by page", order, ground)
    report.group("each role sees what it may do", roles, ground)
    report.check("the hub ends cleanly", hub.terminate() == 0)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
