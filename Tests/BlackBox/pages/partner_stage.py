"""Three desks and their people's browsers, and how to read what their pages show."""

import html
import re
import time

from browse import Browser
from desk import Desk
from report import require
from tampering import tampered


class Stage:
    """Three desks on a hub, each with its admin's browser."""

    def __init__(self, hub):
        self.hub = hub
        self.desks, self.people = {}, {}
        for slug, name in (("acme", "Acme Cooling"), ("fieldworks", "Fieldworks"), ("sparks", "Sparks")):
            made = hub.create_tenant(slug, name, f"boss@{slug}.example")
            self.desks[slug] = Desk(hub, slug, name, made["token"])
            self.people[slug] = ("boss@" + slug + ".example", made["password"])
            self.desks[slug].tenant = made["tenant"]["id"]

    def browser(self, slug, person=None, language="en"):
        browser = Browser(self.hub, language)
        browser.sign_in(slug, *(person or self.people[slug]))
        return browser

    def colleague(self, slug, name, role):
        email = f"{name}@{slug}.example"
        made = self.hub.command("agent", "create", "--tenant", slug, email, "--name", name, "--role", role)
        return email, made["password"]


def make_sessions_old(hub):
    """As if twenty minutes had passed since everybody's password: the hub is stopped meanwhile."""
    hub.terminate()
    with tampered(hub.data) as storage:
        storage.execute("UPDATE sessions SET confirmed_at = confirmed_at - 1200000")
    hub.start_or_fail()


def arrives(stage, address, words, slug="fieldworks"):
    browser = stage.browser(slug)
    deadline = time.monotonic() + 10
    while words not in browser.get(address).text:
        require(time.monotonic() < deadline, f"{address} never says “{words}”: {browser.page.text[:400]}")
        time.sleep(0.1)


def settle(desk):
    deadline = time.monotonic() + 10
    while desk.items("deliveries", state="waiting"):
        require(time.monotonic() < deadline, "deliveries are still on their way")
        time.sleep(0.1)


def files(desk, handoff):
    """The names of the files on the ticket of a handoff."""
    ticket = desk.get(f"handoffs/{handoff}")["ticket"]["id"]
    timeline = [entry["data"] for entry in desk.items(f"tickets/{ticket}/timeline")]
    return [data["attachment"]["name"] for data in timeline if "attachment" in data]


def parked_file(stage, browser, name, content):
    """A file that cannot be brought, and the list that shows it; its bytes lie beside their place."""
    desk = stage.desks["acme"]
    handed = desk.get(f"tickets/{stage.ticket}")
    desk.post(f"partnerships/{stage.partnership}/suspend")
    desk.upload(handed["number"], name, content, audience="partner")
    blobs = sorted(stage.hub.data.glob(f"blobs/{desk.tenant}/*/*"), key=lambda path: path.stat().st_mtime_ns)
    blob = next(path for path in blobs if path.suffix == "" and path.read_bytes() == content)
    blob.rename(blob.with_suffix(".away"))
    desk.post(f"partnerships/{stage.partnership}/resume")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        page = browser.get("/desk/acme/deliveries")
        if "Nothing failed" not in page.text:
            return page, blob
        time.sleep(0.2)
    raise AssertionError("the file was not parked")


def value(page, element_id):
    for _, attributes in page.elements:
        if attributes.get("id") == element_id:
            return attributes.get("value")
    raise AssertionError(f"{page.url} has no {element_id}: {page.text[:300]}")


def table(page, kind):
    """The words of each row of this class."""
    text = page.raw.decode()
    return [plain(piece.split("</tr>")[0]) for piece in text.split(f'<tr class="{kind}">')[1:]]


def finding(page, field):
    text = page.raw.decode()
    parts = text.split(f'<div id="why.{field}">')
    return plain(parts[1].split("</div>")[0]) if len(parts) > 1 else ""


def plain(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def with_action(form, action):
    form.action = action
    return form


def with_fields(form, **values):
    form.fields = [field for field in form.fields if field[0] not in values] + list(values.items())
    return form
