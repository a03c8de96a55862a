"""Every page as each kind of person sees it: an agent, somebody who only reads, the hub's operator; in light and in dark, on
a desk and on a phone."""

from urllib.parse import urlsplit

from browsers.addresses import Addresses
from browsers.chromium import DESKTOP, PHONE, Window
from browsers.every_page import WIDER, barriers
from report import require
from share import is_drawn

WIDTHS = "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"


class EveryPerson:
    """One walk for each person; the same page is looked at in each dress, without being asked for again.

    Axe-core takes most of the time. In an ordinary run it looks at what the admin's walks leave out, a phone in the dark, and
    of the pages at those that share.py draws; in a full one at all four.
    """

    def __init__(self, browser, hub, desk, pictures, is_full=False):
        self.browser = browser
        self.hub = hub
        self.desk = desk
        self.pictures = pictures
        self.is_full = is_full
        #: pages that were looked at, by person
        self.shown = {}

    def walk(self, role, locale="en"):
        """What was found wrong, page by page."""
        found, self.shown[role] = [], 0
        folder = self.pictures / (role if locale == "en" else f"{role}-{locale}")
        folder.mkdir(parents=True, exist_ok=True)
        window = Window(self.browser, self.hub, locale=locale)
        page = window.tab()
        self._come_in(window, page, role)
        for name, address in Addresses(self.hub, self.desk).all(self.hub, role).items():
            answer = page.goto(window.base + address)
            # Forms that were sent lead one step up when asked for again; that page is looked at under its own address.
            if urlsplit(page.url).path != urlsplit(address).path:
                found += [f"{name}: {each}" for each in window.complained()]
                continue
            wrong = [f"answers {answer.status}"] if answer.status >= 400 else []
            wrong += list(self._dresses(page, folder / f"{name}.png")) + window.complained()
            found += [f"{name}: {each}" for each in wrong]
            self.shown[role] += 1
        window.close()
        return found

    def _come_in(self, window, page, role):
        if role == "operator":
            page.goto(self.hub.command("operator", "link")["link"])
            with page.expect_navigation():
                page.locator("main form button").click()
            require(urlsplit(page.url).path == "/operator", f"the operator is at {page.url}")
            return
        person = next(each for each in self.desk["people"] if each["role"] == role)
        window.sign_in(self.desk, person["email"], page)

    def _dresses(self, page, picture):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for size in (DESKTOP, PHONE):
                page.set_viewport_size(size)
                width, room = page.evaluate(WIDTHS)
                if width > room:
                    yield f"{scheme}, {width} px wide on {room}: {page.evaluate(WIDER)}"
                is_left = scheme == "dark" and size == PHONE
                if is_left:
                    page.screenshot(path=picture, full_page=True)
                if is_left and is_drawn(str(picture.stem)) or self.is_full:
                    yield from (f"{scheme}, {size['width']} px: {each}" for each in barriers(page))
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(DESKTOP)
