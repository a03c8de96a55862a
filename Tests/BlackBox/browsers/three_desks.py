"""One fault's way over three desks and back, each desk in a browser of its own, or in a tab of one; nobody reloads."""

import statistics
import time

from playwright.sync_api import expect

from browsers.chromium import Window, act
from desk import Desk
from report import equal, require

# A browser without a screen has every tab in front, so that the tabs are told, as a browser with one would.
TURN = """isSeen => {
  Object.defineProperty(document, "hidden", {value: !isSeen, configurable: true});
  document.dispatchEvent(new Event("visibilitychange"));
}"""
WITHIN = 5000  # ms, for what another desk did to be seen
#: in an internal note of the vendor's, and in one of the partner's
VENDORS, PARTNERS = "canary-heron-4417", "canary-egret-5528"


class Desks:
    """Somebody at each desk: the vendor's, the partner's, the subcontractor's."""

    PEOPLE = {"acme": "nadia@acme.example", "fieldworks": "marijke@fieldworks.example", "sparks": "ruth@sparks.example"}

    def __init__(self, browser, hub, desks, together):
        self.hub = hub
        one = Window(browser, hub) if together else None
        self.windows = [one] if one else [Window(browser, hub) for _ in self.PEOPLE]
        self.tabs = {
            slug: (one or self.windows[number]).sign_in(desks[slug], email)
            for number, (slug, email) in enumerate(self.PEOPLE.items())
        }
        self.waits = []

    def close(self):
        complaints = [each for window in self.windows for each in window.complained()]
        for window in self.windows:
            window.close()
        equal(complaints, [], "what the pages complained of")

    def go(self, slug, path):
        self.tabs[slug].goto(f"{self.windows[0].base}/desk/{slug}/{path}")

    def sees(self, slug, words, since=None):
        self.tabs[slug].bring_to_front()
        """The words appear without a reload; how long that took is kept if it is known since when."""
        expect(self.tabs[slug].locator("main").get_by_text(words).first).to_be_visible(timeout=WITHIN)
        if since:
            self.waits.append((time.monotonic() - since) * 1000)

    def does(self, slug, name, **values):
        """Sends a form at a desk; since when the others may know."""
        began = time.monotonic()
        act(self.tabs[slug], name, **values)
        return began

    def comment(self, slug, audience, body):
        return self.does(slug, "comment", audience=audience, body=body)

    @property
    def median(self):
        return statistics.median(self.waits)


def story(browser, hub, desks, together):
    """Gives the median of how long a desk waited for what another did, in milliseconds."""
    people = Desks(browser, hub, desks, together)
    subject = f"Cold store door will not close ({'tabs' if together else 'windows'})"
    vendor, partner, sub = people.tabs.values()
    people.go("fieldworks", "offers")
    people.go("sparks", "offers")

    people.go("acme", "tickets/new")
    people.does("acme", "new-ticket", subject=subject, description="It stands a hand wide open.")
    people.comment("acme", "internal", f"The customer has not paid since May. {VENDORS}")
    first = vendor.url
    hand_over(people, "acme", "Fieldworks Service", "Please look at it today.")
    since = people.does("acme", "send")
    people.sees("fieldworks", subject, since)

    partner.get_by_role("link", name=subject).click()
    since = people.does("fieldworks", "accept", eta="2090-05-04T09:30")
    people.sees("acme", "4 May 2090", since)
    people.sees("acme", "With Fieldworks Service since")
    since = people.comment("fieldworks", "partner", "The hinge is worn, we send for Sparks.")
    people.sees("acme", "The hinge is worn, we send for Sparks.", since)
    people.comment("fieldworks", "internal", f"Second time this year. {PARTNERS}")

    second = partner.url
    hand_over(people, "fieldworks", "Sparks Electric", "The motor of the door, please.")
    since = people.does("fieldworks", "send")
    people.sees("sparks", subject, since)
    sub.get_by_role("link", name=subject).click()
    since = people.does("sparks", "accept")
    people.sees("fieldworks", "With Sparks Electric since", since)
    third = sub.url
    since = people.does("sparks", "complete", code={"index": 0}, text="Motor and hinge replaced.")
    people.sees("fieldworks", "Sparks Electric says it is solved.", since)
    since = people.does("fieldworks", "confirm")
    people.sees("sparks", "Fieldworks Service accepted the solution.", since)
    since = people.does("fieldworks", "complete", code={"index": 0}, text="The door closes again.", minutes="45")
    people.sees("acme", "Fieldworks Service says it is solved.", since)
    since = people.does("acme", "confirm")
    people.sees("fieldworks", "Acme Cooling accepted the solution", since)

    for slug, tab, address, foreign in (
        ("fieldworks", partner, second, [VENDORS]),
        ("sparks", sub, third, [VENDORS, PARTNERS]),
        ("acme", vendor, first, [PARTNERS]),
    ):
        ticket = address.split("?")[0].split("#")[0]
        desk = f"{people.windows[0].base}/desk/{slug}"
        for page in (ticket, f"{ticket}/timeline", f"{desk}/offers", f"{desk}/notices"):
            tab.goto(page)
            content = tab.content()
            require(not any(each in content for each in foreign), f"{tab.url} shows another desk's internal note")
        for words in foreign:
            tab.goto(f"{desk}/tickets?q={words}")
            require(subject not in tab.content(), f"{slug} finds the ticket by another desk's internal note")
    people.close()
    return people.median


def hand_over(people, slug, partner, message):
    """Both steps up to the preview, which is read; sending it is left."""
    tab = people.tabs[slug]
    with tab.expect_navigation():
        tab.locator('a.button[href$="/hand-over"]').click()
    choice = tab.locator("select[name=partnership] option", has_text=partner).get_attribute("value")
    act(tab, "hand-over", partnership=choice, message=message)
    expect(tab.locator("article.seen")).to_contain_text(message)
    require(VENDORS not in tab.content(), "the preview shows an internal note")


def many_tabs(browser, hub, desk):
    """More tabs of one hub than a browser keeps connections to it: each still opens, and sees what is new when it is seen."""
    window = Window(browser, hub)
    first = window.sign_in(desk, desk["admin"])
    tabs = [first] + [window.tab() for _ in range(9)]
    for before, tab in zip([None] + tabs, tabs):
        if before:
            before.evaluate(TURN, False)
        tab.goto(f"{window.base}/desk/{desk['slug']}/tickets")
    subject = "Seen in the last tab and in the first"
    Desk(hub, desk["slug"], desk["name"], desk["token"]).post("tickets", {"subject": subject})
    expect(tabs[-1].get_by_role("link", name=subject)).to_be_visible(timeout=WITHIN)
    equal(first.get_by_role("link", name=subject).count(), 0, "how often a tab that nobody sees shows it")
    tabs[-1].evaluate(TURN, False)
    first.evaluate(TURN, True)
    first.bring_to_front()
    expect(first.get_by_role("link", name=subject)).to_be_visible(timeout=WITHIN)
    equal(window.complained(), [], "what the pages complained of")
    window.close()
