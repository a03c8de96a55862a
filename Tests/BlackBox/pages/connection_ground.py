"""The ground of the walk over a desk's connections: its people, its hub, and a far desk that replays a Request Tracker."""

import re
import time

from browse import Browser
from desk import Desk
from report import equal, require

BASE = "/desk/alpha/settings/connections"
NEW = f"{BASE}/new/requesttracker"


def until(look, what, patience=30):
    """Looks until something holds; what it found."""
    deadline = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        require(time.monotonic() < deadline, f"{what} within {patience} s")
        time.sleep(0.1)


def problem(page):
    found = re.search(r'<p class="problem"[^>]*>(.*?)</p>', page.raw.decode(), re.S)
    return found.group(1) if found else None


class Ground:
    def __init__(self, hub, far):
        self.hub, self.far = hub, far
        made = hub.create_tenant("alpha", "Alpha GmbH", "boss@alpha.example")
        self.api = Desk(hub, "alpha", "Alpha GmbH", made["token"])
        self.made = 0
        self.boss = self.person("admin")
        self.path = None

    def person(self, role, language="en"):
        self.made += 1
        email = f"person{self.made}@alpha.example"
        made = self.hub.command(
            "agent", "create", "--tenant", "alpha", email, "--name", f"Kim {self.made}", "--role", role
        )
        browser = Browser(self.hub, language)
        browser.sign_in("alpha", email, made["password"])
        return browser

    def typed(self, **other):
        return {
            "name": "Far desk",
            "setting.url": self.far.url,
            "setting.queue": "General",
            "setting.user": "baton",
            "setting.poll_every": "1",
            "secret.token": self.far.token,
            **other,
        }

    def reports(self, state):
        return self.api.items(f"connections/{self.id}/reports", state=state)

    @property
    def id(self):
        return self.path.rpartition("/")[2]

    def page(self, rest=""):
        page = self.boss.get(self.path + rest)
        equal(page.status, 200, f"the page {rest}")
        return page

    def handed_over(self, subject):
        ticket = self.api.post("tickets", {"subject": subject, "description": "See there."})
        link = self.api.get(f"connections/{self.id}")["partnership"]
        self.api.post(f"tickets/{ticket['number']}/handoffs", {"partnership": link})
        number = until(
            lambda: [n for n, one in self.far.tickets.items() if one["Subject"] == subject], f"“{subject}” is there"
        )
        return ticket["number"], number[0]
