"""One address for each page of the hub, for whoever looks at them all."""

import json
import re
import subprocess
from urllib.parse import urlsplit

from browse import Browser
from desk import Desk
from hub import BINARY
from mails.written import WRITTEN
from report import require

#: answers that are no page: the stream of changes, style and script, files, suggested names
NO_PAGES = {
    "/assets/{asset}", "/desk/{desk}/live",
    "/desk/{desk}/settings/connections/{connection}/live", "/desk/{desk}/attachments/{attachment}",
    "/desk/{desk}/mails/{mail}/original", "/desk/{desk}/mails/{mail}/html",
    *(f"/desk/{{desk}}/suggestions/{kind}" for kind in ("agents", "teams", "partners", "requesters")),
}
#: what each role may open
OPEN_TO = {
    "light": {"anybody", "session of light"},
    "agent": {"anybody", "session of light", "session of agent"},
    "admin": {"anybody", "session of light", "session of agent", "session of admin"},
    "operator": {"operator"},
}
NOTHING = "00000000-0000-7000-8000-000000000000"
#: what the demonstration shows under another address than the bare one
MORE = [
    "tickets?q=pump", "tickets?q=nothing-of-the-kind", "offers?direction=out", "offers?direction=out&tab=completed",
    "offers?direction=out&tab=ended", "deliveries?state=delivered",
]


class Addresses:
    def __init__(self, hub, desk):
        self.desk = desk
        self.api = Desk(hub, desk["slug"], desk["name"], desk["token"])

    def all(self, hub, role="admin"):
        """Address by name, of the pages that this role may open, from the routes that the hub itself lists."""
        listed = subprocess.run([str(BINARY), "routes", "--json"], capture_output=True, text=True, check=True).stdout
        routes = [json.loads(line) for line in listed.splitlines()]
        templates = [
            route["path"]
            for route in routes
            if route["face"] == "page" and route["method"] == "GET" and route["path"] not in NO_PAGES
            and route["access"] in OPEN_TO[role]
        ]
        require(len(templates) > (3 if role == "operator" else 10), f"only {len(templates)} pages are listed")
        found = {}
        for template in templates:
            for number, values in enumerate(self.fillings(template)):
                name = template.removeprefix("/desk/{desk}").strip("/") or ("desk" if "{desk}" in template else "root")
                found[slug(name) + (f"-{number + 1}" if number else "")] = self.filled(template, values)
        # Without the code of an invitation there is no such page.
        found.pop("welcome", None)
        if role == "admin":
            found["welcome"] = self.welcome(hub)
        for path in MORE:
            if "/desk/{desk}/" + path.split("?")[0] in templates:
                found[slug(path)] = f"/desk/{self.desk['slug']}/{path}"
        return found

    def welcome(self, hub):
        """Where somebody who was invited chooses a password."""
        admin = Browser(hub)
        admin.sign_in(self.desk["slug"], self.desk["admin"], self.desk["password"])
        person = self.fillings("{agent}")[0]["agent"]
        page = admin.get(f"/desk/{self.desk['slug']}/settings/people/{person}")
        page = admin.send(page.form("welcome"))
        if page.has_form(action="/welcome"):
            page = admin.send(page.form(action="/welcome"), _password=self.desk["password"])
        link = next(urlsplit(values["value"]) for _, values in page.elements if "data-copy" in values)
        return f"{link.path}?{link.query}"

    def fillings(self, template):
        """What may stand for the places of a path: several tickets, since they look most unlike."""
        if "{ticket}" in template:
            tickets = self.tickets() if template.endswith("{ticket}") else self.tickets()[:1]
            return [{"ticket": str(number)} for number in tickets]
        if "{agent}" in template:
            return [{"agent": self.api.items("/api/v1/agents")[0]["id"]}]
        if "{partnership}" in template:
            return [{"partnership": self.api.items("/api/v1/partnerships")[0]["id"]}]
        if "{connector}" in template:
            return [{"connector": kind["connector"]} for kind in self.api.get("/api/v1/connectors")["items"]]
        if "{connection}" in template:
            connection = self.api.items("/api/v1/connections")[0]["id"]
            told = self.api.items(f"/api/v1/connections/{connection}/deliveries", state="parked")
            return [{"connection": connection, "delivery": told[0]["id"], "version": "1"}]
        if "{webhook}" in template:
            known = self.api.items("/api/v1/webhooks")
            made = known[0] if known else self.api.post("/api/v1/webhooks", {"url": "https://a.example/", "events": ["*"]})
            message = self.api.post(f"/api/v1/webhooks/{made['id']}/test", {})
            return [{"webhook": made["id"], "message": message["id"]}]
        if "{mail}" in template:
            return [{"mail": mail} for mail in self.mails()]
        if "{address}" in template:
            return [{"address": self.mailbox()["address"]}]
        if "{account}" in template:
            return [{"account": self.mailbox()["id"]}]
        if "{delivery}" in template:
            return [{"delivery": self.api.items("/api/v1/deliveries")[0]["id"]}]
        return [{}]

    def mails(self):
        """One with HTML that is on a ticket, and one that nobody can file."""
        if not hasattr(self, "taken"):
            given = self.api.get("/api/v1/given-address")["address"]
            self.taken = [self.api.hub.mail(given, content)["mail"] for content in (WRITTEN, b"\r\n")]
        return self.taken

    def mailbox(self):
        """One that nobody opens, of an address that is not proved."""
        known = self.api.items("/api/v1/mail-accounts")
        if known:
            return known[0]
        address = self.api.post("/api/v1/addresses", {"address": f"help@{self.desk['slug']}.example"})["id"]
        box = {"address": address, "host": "127.0.0.1", "port": 9, "security": "none", "user": "a", "password": "secret"}
        return self.api.post("/api/v1/mail-accounts", box)

    def tickets(self):
        """One ticket for each state of a handoff in either direction, and one that nobody was handed."""
        by_state = {(h["direction"], h["state"]): h["ticket"]["number"] for h in self.api.items("/api/v1/handoffs")}
        handed = set(by_state.values())
        alone = [t["number"] for t in self.api.items("/api/v1/tickets") if t["number"] not in handed]
        return sorted(handed) + alone[:1]

    def filled(self, template, values):
        path = template.replace("{desk}", self.desk["slug"])
        # What has no filling is the address of a form: asked for, it leads to the page above, whatever it names.
        return re.sub(r"\{(\w+)\}", lambda place: values.get(place[1], NOTHING), path)


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
