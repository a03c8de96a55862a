"""The whole way of a ticket with JavaScript switched off: forms and links alone."""

from browsers.chromium import Window, act, said
from browsers.every_page import barriers
from report import equal, require

SUBJECT = "Ice machine leaks (no script)"


def way(browser, hub, desks):
    vendor = Person(browser, hub, desks["acme"], "tom@acme.example")
    partner = Person(browser, hub, desks["fieldworks"], "joost@fieldworks.example")

    vendor.follow("a.button.primary[href$='/tickets/new']")
    act(vendor.page, "new-ticket", subject=SUBJECT, description="Water on the floor every morning.")
    ticket = vendor.here
    said(vendor.page, SUBJECT, "Water on the floor every morning.")
    for audience, body in (
        ("internal", "He called twice already."), ("partner", "Bring a new hose."), ("public", "Somebody comes today."),
    ):
        act(vendor.page, "comment", audience=audience, body=body)
        said(vendor.page, body)

    vendor.follow("a.button[href$='/hand-over']")
    choice = vendor.page.locator("option", has_text="Fieldworks Service").get_attribute("value")
    act(vendor.page, "hand-over", partnership=choice, message="Today, please.")
    said(vendor.page, "Today, please.", "Water on the floor every morning.")
    require("He called twice already." not in vendor.page.content(), "the preview shows an internal note")
    act(vendor.page, "send", button="back")
    equal(vendor.page.input_value("[name=message]"), "Today, please.", "the message after going back")
    act(vendor.page, "hand-over")
    act(vendor.page, "send", button="send")
    said(vendor.page, "Offered to Fieldworks Service")

    partner.until("/desk/fieldworks/offers", SUBJECT)
    with partner.page.expect_navigation():
        partner.page.get_by_role("link", name=SUBJECT).click()
    theirs = partner.here
    act(partner.page, "accept", eta="2090-06-01T08:00")
    act(partner.page, "comment", audience="partner", body="The hose is in the van.")
    act(partner.page, "complete", code={"index": 0}, text="Hose replaced.", minutes="30")

    vendor.until(ticket, "Fieldworks Service says it is solved.")
    said(vendor.page, "The hose is in the van.", "Hose replaced.")
    act(vendor.page, "confirm")
    said(vendor.page, "The solution is accepted.")
    partner.until(theirs, "Acme Cooling accepted the solution")
    vendor.close()
    partner.close()


def answers(browser, hub, desks):
    """The pages that only a form leads to are readable by everybody as well; axe needs the script that the page does not."""
    found = []
    window = Window(browser, hub)
    page = window.sign_in(desks["acme"], desks["acme"]["admin"])
    base = f"{window.base}/desk/acme"

    page.goto(f"{base}/partners/invite")
    act(page, "invite", name="Harbour Lifts")
    found += [f"invitation: {each}" for each in barriers(page)]
    page.goto(f"{base}/tickets")
    page.locator(".list .main a").first.click()
    page.locator("[name=body]").fill("**Loud** and _clear_")
    with page.expect_navigation():
        page.locator("form.composer button[name=_do]").click()
    found += [f"preview: {each}" for each in barriers(page)]
    page.goto(f"{base}/tickets")
    page.locator(".list [name=page]").check()
    page.locator(".many [name=status]").select_option(label="Closed")
    with page.expect_navigation():
        page.locator(".many button.primary").click()
    found += [f"several tickets, asked once more: {each}" for each in barriers(page)]
    page.locator("[name=text]").fill("Replaced at once")
    with page.expect_navigation():
        page.locator("main form button.primary").click()
    said(page, "tickets changed", "Not changed")
    found += [f"several tickets, changed and refused: {each}" for each in barriers(page)]
    page.goto(f"{base}/nowhere")
    found += [f"not found: {each}" for each in barriers(page)]
    window.close()
    return found


class Person:
    """Somebody whose browser runs no script: whatever is new is seen by asking for the page again."""

    def __init__(self, browser, hub, desk, email):
        self.window = Window(browser, hub, java_script_enabled=False)
        self.page = self.window.sign_in(desk, email)

    @property
    def here(self):
        return self.page.url.split("?")[0].split("#")[0].removeprefix(self.window.base)

    def follow(self, selector):
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def until(self, path, words, tries=100):
        for _ in range(tries):
            self.page.goto(self.window.base + path)
            if self.page.locator("main").get_by_text(words).count():
                return
            self.page.wait_for_timeout(50)
        said(self.page, words)

    def close(self):
        complaints = self.window.complained()
        self.window.close()
        equal(complaints, [], "what the pages complained of")
