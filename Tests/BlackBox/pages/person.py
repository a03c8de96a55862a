"""Somebody at one of three desks, with a browser."""

import re
import time

from browse import Browser
from desk import Desk
from report import equal, require

DESKS = {"acme": "Acme Cooling", "fieldworks": "Fieldworks Service", "sparks": "Sparks Electric"}


class Person:
    """Somebody at a desk, with a browser and the number that the desk calls the ticket by."""

    def __init__(self, hub, slug, language="en"):
        made = hub.create_tenant(slug, DESKS[slug], f"kim@{slug}.example")
        self.slug = slug
        self.api = Desk(hub, slug, DESKS[slug], made["token"])
        self.browser = Browser(hub, language)
        self.browser.sign_in(slug, f"kim@{slug}.example", made["password"])

    def other(self, language):
        """The same person in another language."""
        again = Browser(self.browser.hub, language)
        again.cookies = dict(self.browser.cookies)
        return again

    def open(self, subject, **more):
        return self.api.post("tickets", {"subject": subject, **more})["number"]

    def path(self, number):
        return f"/desk/{self.slug}/tickets/{number}"

    def see(self, number, *words, gone=(), patience=20):
        """The ticket's page, once it says all these words and none of the others."""
        return self.until(self.path(number), lambda page: missing(page, words, gone), patience)

    def until(self, path, lacks, patience=20):
        end = time.monotonic() + patience
        while True:
            page = self.browser.get(path)
            lacking = lacks(page)
            if not lacking:
                return page
            require(time.monotonic() < end, f"{self.slug} {path} lacks {lacking}: {page.text[:1500]}")
            time.sleep(0.05)

    def act(self, number, name, expected=200, **values):
        """Sends the form of this name from the ticket's page."""
        page = self.browser.get(self.path(number))
        answer = self.browser.send(page.form(name), **values)
        equal(answer.status, expected, f"the answer to {name} at {self.slug} ({answer.text[:300]})")
        return answer

    def offer(self, number, partner, **values):
        """Both steps of handing over; the page after the last one."""
        page = self.preview(number, partner, **values)
        return self.browser.send(page.form("send"), button=("step", "send"))

    def preview(self, number, partner, **values):
        page = self.browser.get(self.path(number) + "/hand-over")
        return self.browser.send(
            page.form("hand-over"), button=("step", "preview"), partnership=self.partnership(page, partner), **values
        )

    def partnership(self, page, partner):
        """The value of the choice that has the partner's name."""
        found = re.search(rb'<option value="([0-9a-f-]{36})"[^>]*>' + DESKS[partner].encode(), page.raw)
        require(found, f"{self.slug} cannot choose {partner}")
        return found.group(1).decode()

    def offered(self, subject):
        """The number of the ticket that was offered with this subject, once it is there."""
        page = self.until(f"/desk/{self.slug}/offers", lambda page: missing(page, [subject], ()))
        for article in page.raw.decode().split("<article")[1:]:
            if subject in article:
                return int(re.search(r"/tickets/(\d+)\"", article).group(1))
        raise AssertionError(subject)


def missing(page, words, gone):
    lacking = [word for word in words if word not in page.text]
    return lacking + [f"no “{word}”" for word in gone if word in page.text]


def link(one, other):
    invited = one.api.post("partnerships", {"name": DESKS[other.slug]})
    other.api.post("partnerships/accept", {"code": invited["invitation"]["code"], "name": DESKS[one.slug]})
    end = time.monotonic() + 20
    while one.api.get(f"partnerships/{invited['id']}")["state"] != "active":
        require(time.monotonic() < end, "the partnership is not active")
        time.sleep(0.05)
    return invited["id"]
