"""The pictures of README.md, taken of the demonstration: python3 screenshots.py --into DIR [--only NAME ...]

Each is a page that one of the demonstration's people sees, at desktop width, in light colours. A page that is not there is
said and left out; the script then ends with 1.
"""

import argparse
import io
import os
import pathlib
import re
import sys
import tempfile

from PIL import Image
from playwright.sync_api import sync_playwright

from demo import DemoHub
from desk import Desk
from report import Report, require

LARGEST = 150 * 1024
WIDTH, HEIGHT = 1280, 860

#: name: who looks, and at what; a subject in angle brackets stands for that ticket's number
PICTURES = {
    "1-tickets": ("nadia@acme.example", "tickets"),
    "2-ticket": ("nadia@acme.example", "tickets/<Chiller 4 trips at noon>"),
    "3-hand-over": ("nadia@acme.example", "tickets/<Display dark on the medicine fridge>/hand-over"),
    "4-offers": ("marijke@fieldworks.example", "offers"),
    "5-solved": ("fleur@bakery.example", "tickets/<Gebaksvitrine beslaat>"),
    "6-partner": ("vera@acme.example", "partners/<>"),
}


class Photographer:
    def __init__(self, hub, browser, folder):
        self.hub = hub
        self.browser = browser
        self.folder = folder
        self.base = f"http://127.0.0.1:{hub.port}"
        self.desks = {desk["slug"]: desk for desk in hub.desks()}
        self.pages = {}

    def take(self, name, email, path):
        desk = self.desks[email.split("@")[1].removesuffix(".example")]
        page = self.pages.get(email) or self.sign_in(desk, email)
        answer = page.goto(f"{self.base}/desk/{desk['slug']}/{self.found(desk, path)}")
        require(answer.ok, f"{path} answers {answer.status}")
        page.evaluate("document.fonts.ready")
        bytes_ = self.small(page.screenshot())
        require(len(bytes_) <= LARGEST, f"{len(bytes_)} bytes")
        (self.folder / f"{name}.png").write_bytes(bytes_)

    def sign_in(self, desk, email):
        context = self.browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", locale="en", reduced_motion="reduce"
        )
        page = self.pages[email] = context.new_page()
        page.goto(f"{self.base}/sign-in?desk={desk['slug']}")
        page.fill("[name=email]", email)
        page.fill("[name=password]", desk["password"])
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"**/desk/{desk['slug']}/**")
        return page

    def found(self, desk, path):
        """The path with the number of the ticket, or the id of the first partnership, in place of the brackets."""
        client = Desk(self.hub, desk["slug"], desk["name"], desk["token"])

        def replace(match):
            if not match[1]:
                return client.items("/api/v1/partnerships")[0]["id"]
            return str(next(t["number"] for t in client.items("/api/v1/tickets") if t["subject"] == match[1]))

        return re.sub("<(.*?)>", replace, path)

    @staticmethod
    def small(raw):
        """Text on plain ground loses nothing that the eye sees with 256 colours."""
        shrunk = io.BytesIO()
        picture = Image.open(io.BytesIO(raw)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
        picture.save(shrunk, "PNG", optimize=True)
        return shrunk.getvalue()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--into", type=pathlib.Path, required=True)
    options.add_argument("--only", nargs="*", choices=PICTURES)
    chosen = options.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    report = Report()
    with tempfile.TemporaryDirectory(prefix="baton-pictures-") as folder, sync_playwright() as playwright:
        hub = DemoHub(pathlib.Path(folder) / "demo")
        hub.options = ["--json"]
        hub.start_or_fail()
        # Chromium's sandbox does not start for root; it is our own hub that it looks at.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
        photographer = Photographer(hub, browser, chosen.into)
        for name, (email, path) in PICTURES.items():
            if not chosen.only or name in chosen.only:
                report.group(name, photographer.take, name, email, path)
        browser.close()
        hub.terminate()
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
