"""The hub is killed between two steps; nobody loses a word."""

from browsers.chromium import Window, act, said
from report import equal

SENT = "Sent just before the lights went out."
TYPED = "Typed, and not sent yet when they did."
REFUSED = "Sent into the dark."


def words_survive(browser, hub, desks):
    window = Window(browser, hub)
    page = window.sign_in(desks["acme"], "ingrid@acme.example")
    page.goto(f"{window.base}/desk/acme/tickets/new")
    act(page, "new-ticket", subject="Ceiling unit rattles", description="Only with the door open.")
    address = page.url.split("?")[0].split("#")[0]

    act(page, "comment", audience="internal", body=SENT)
    hub.kill()
    page.locator("form.composer [name=body]").press_sequentially(TYPED)
    hub.start_or_fail()
    page.goto(address)
    said(page, SENT)
    equal(page.input_value("form.composer [name=body]"), TYPED, "what was typed while the hub was down")

    page.fill("form.composer [name=body]", REFUSED)
    hub.kill()
    page.locator("form.composer button.primary").click()
    page.wait_for_url("chrome-error://**")
    hub.start_or_fail()
    page.goto(address)
    equal(page.input_value("form.composer [name=body]"), REFUSED, "what was sent to a hub that was down")
    act(page, "comment", audience="internal")
    said(page, REFUSED)
    page.goto(address)
    equal(page.input_value("form.composer [name=body]"), "", "the draft of what was sent")
    equal(page.locator("main li", has_text=REFUSED).count(), 1, "how often it was sent")
    window.close()
