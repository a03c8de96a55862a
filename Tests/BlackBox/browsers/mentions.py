"""A colleague is named in a comment, and hears of it."""

from browsers.chromium import Window, said
from browsers.every_page import barriers
from desk import Desk
from report import equal, require


def named(browser, hub, desk, pictures):
    """With the keyboard on a desk, by touch on a phone; the names are read aloud as they are gone through."""
    api = Desk(hub, desk["slug"], desk["name"], desk["token"])
    ticket = api.post("tickets", {"subject": "Door of the cold store sticks (named)"})["number"]
    for phone, typed, words in ((False, "@nad", "is your van free?"), (True, "@na", "take the long key.")):
        window = Window(browser, hub, phone=phone)
        page = window.sign_in(desk, "raj@acme.example")
        page.goto(f"{window.base}/desk/acme/tickets/{ticket}")
        area, names = page.locator(".composer [name=body]"), page.locator("#mentions")
        area.click()
        page.keyboard.type(f"mail@nadia.example is old, {typed}")
        names.wait_for()
        chosen = page.locator("#mentions [aria-selected=true]")
        equal(area.get_attribute("aria-activedescendant"), chosen.get_attribute("id"), "what is read aloud")
        require("Nadia" in chosen.inner_text(), chosen.inner_text())
        found = list(barriers(page))
        require(not found, found)
        folder = pictures / ("phone" if phone else "desktop")
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / "mentions.png")
        if phone:
            chosen.tap()
        else:
            page.keyboard.press("Escape")
            require(not names.is_visible(), "Escape leaves the names")
            page.keyboard.type("i")
            names.wait_for()
            page.keyboard.press("Enter")
        require(not names.is_visible(), "the names stay")
        require("@Nadia " in area.input_value(), area.input_value())
        page.keyboard.type(words)
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
        said(page, words)
        complaints = window.complained()
        require(not complaints, complaints)
        window.close()
    window = Window(browser, hub)
    page = window.sign_in(desk, "nadia@acme.example")
    page.goto(f"{window.base}/desk/acme/notices")
    rows = page.get_by_text("A colleague mentions you")
    equal(rows.count(), 2, "what Nadia is told")
    page.locator("a", has_text="(named)").first.click()
    said(page, "is your van free?")
    window.close()
