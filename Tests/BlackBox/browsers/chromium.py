"""Debian's Chromium, and the people who look through it; what a page complains of is kept."""

import os
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from report import require

PATH = "/usr/bin/chromium"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}

# Said again as an error of the console, where whoever listens for errors hears it with the directive that was broken.
TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} at line ${event.lineNumber}`))"""


@contextmanager
def chromium():
    with sync_playwright() as playwright:
        # Chromium's sandbox does not start for root; it is our own hub that it looks at.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=PATH, args=arguments)
        try:
            yield browser
        finally:
            browser.close()


class Window:
    """One browser window with cookies of its own, in which any number of tabs may be opened."""

    def __init__(self, browser, hub, phone=False, **options):
        self.base = f"http://127.0.0.1:{hub.port}"
        self.context = browser.new_context(
            viewport=PHONE if phone else DESKTOP,
            is_mobile=phone,
            has_touch=phone,
            reduced_motion="reduce",
            **{"locale": "en", "color_scheme": "light", **options},
        )
        self.context.set_default_timeout(15000)
        self.context.add_init_script(TELL_VIOLATIONS)
        #: what the pages complained of since the last look
        self.complaints = []

    def tab(self):
        page = self.context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)
        return page

    def sign_in(self, desk, email, page=None):
        """A tab in which this person is signed in at the desk of the demonstration."""
        page = page or self.tab()
        page.goto(f"{self.base}/sign-in?desk={desk['slug']}")
        page.fill("[name=email]", email)
        page.fill("[name=password]", desk["password"])
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"**/desk/{desk['slug']}/**")
        return page

    def complained(self):
        found, self.complaints = self.complaints, []
        return found

    def close(self):
        self.context.close()

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _request(self, request):
        if urlsplit(request.url).scheme in ("http", "https") and not request.url.startswith(self.base + "/"):
            self.complaints.append(f"asks elsewhere: {request.url}")

    def _response(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status} {response.request.method} {urlsplit(response.url).path}")


def act(page, name, /, button=None, **values):
    """Fills in the form of this `_name`, opening what it is folded into, and sends it."""
    form = page.locator(f'form:has(> input[name=_name][value="{name}"])').first
    form.wait_for(state="attached")
    folded = form.locator("xpath=ancestor::details[not(@open)]")
    for _ in range(folded.count()):
        folded.first.locator("> summary").click()
    for field, value in values.items():
        fill(form.locator(f"[name={field}]"), value)
    with page.expect_navigation():
        form.locator(f'button[value="{button}"]' if button else "button").first.click()


def fill(field, value):
    kind = field.first.evaluate("field => field.type")
    if kind in ("radio", "checkbox"):
        field.and_(field.page.locator(f'[value="{value}"]')).check()
    elif kind.startswith("select"):
        field.select_option(**value if isinstance(value, dict) else {"value": value})
    else:
        field.fill(value)


def said(page, *words):
    """The page shows all these words."""
    text = page.locator("main").inner_text()
    for each in words:
        require(each in text, f"{page.url} lacks “{each}”: {text[:600]}")
