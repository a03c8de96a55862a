"""Two desks and their people in browsers, for walks over the pages of a ticket."""

import pathlib
import sys
import time
from urllib.parse import urlencode

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from browse import Browser
from desk import Desk
from report import require

URLENCODED = "application/x-www-form-urlencoded"


class Ground:
    """A vendor and its partner, linked; an agent and a light agent at the vendor's, all in browsers."""

    def __init__(self, hub):
        self.hub = hub
        made = hub.create_tenant("acme", "Acme Cooling", "boss@acme.example")
        there = hub.create_tenant("field", "Fieldworks", "boss@field.example")
        self.acme = Desk(hub, "acme", "Acme Cooling", made["token"])
        self.field = Desk(hub, "field", "Fieldworks", there["token"])
        invited = self.acme.post("partnerships", {"name": "Fieldworks"})
        self.partnership = invited["id"]
        self.field.post("partnerships/accept", {"code": invited["invitation"]["code"], "name": "Acme Cooling"})
        self.until(lambda: self.acme.get(f"partnerships/{self.partnership}")["state"] == "active")
        self.anna = self.person("acme", "anna@acme.example", "Anna Bakker", "agent")
        self.boss = self.signed_in("acme", "boss@acme.example", made["password"])
        self.piet = self.signed_in("field", "boss@field.example", there["password"])

    def person(self, slug, email, name, role):
        made = self.hub.command("agent", "create", "--tenant", slug, email, "--name", name, "--role", role)
        return self.signed_in(slug, email, made["password"])

    def signed_in(self, slug, email, password):
        browser = Browser(self.hub)
        browser.sign_in(slug, email, password)
        return browser

    def until(self, holds, patience=10):
        deadline = time.monotonic() + patience
        while not holds():
            require(time.monotonic() < deadline, f"not within {patience} s")
            time.sleep(0.02)

    def settle(self):
        """Until nothing waits to be delivered."""
        for desk in (self.acme, self.field):
            self.until(lambda: not desk.get("deliveries", state="waiting")["items"])

    def ticket(self, **body):
        """(number, address of the page)"""
        made = self.acme.post("tickets", {"subject": "The ice machine is warm", **body})
        return made["number"], f"/desk/acme/tickets/{made['number']}"

    def handed_over(self, **body):
        """(number, address here, address at Fieldworks')"""
        number, here = self.ticket(requester={"email": "ina@bistro.example", "name": "Ina Bakker"}, **body)
        handoff = self.acme.post(f"tickets/{number}/handoffs", {"partnership": self.partnership})
        self.settle()
        self.field.post(f"handoffs/{handoff['id']}/accept", {})
        self.settle()
        there = self.field.get(f"handoffs/{handoff['id']}")["ticket"]["number"]
        return number, here, f"/desk/field/tickets/{there}"


def press(browser, form, do, **values):
    """The second button of the composer: it sends the form elsewhere, without its files."""
    fields = form.filled(values, ("_do", do))
    page = browser.request("POST", form.action.split("#")[0].replace("/comments", "/preview"), encoded(fields), URLENCODED)
    browser.page = page
    return page


def encoded(fields):
    return urlencode(fields).encode()
