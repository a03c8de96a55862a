"""Every page of every area: nothing in the console, nothing from elsewhere, light, readable by everybody, fit for a phone."""

import json
import pathlib
import re
from urllib.parse import urlsplit

import axe_playwright_python

from browsers.addresses import Addresses
from browsers.chromium import Window
from desk import Desk
from hub import ROOT
from report import require
from share import is_drawn

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
#: a program's own word, as the log of what was done keeps them, or as an enumeration is written
RAW = re.compile(r"(partnership|session|agent|token|ticket|desk)\.[a-z_]+|[a-z]+([A-Z][a-z]+)+")
LARGEST = 100 * 1024
LOWEST_TARGET = 44

# What a finger has to hit: all that is pressed, and the words of a box that is ticked. Links within a sentence are let be.
SMALL_TARGETS = """lowest => [...document.querySelectorAll(
    "main button, main a.button, main summary, main select, main form a, header nav a, footer button, " +
    "main input:not([type=hidden], [type=radio], [type=checkbox], .unseen), main label:has([type=radio], [type=checkbox])")]
  .filter(element => element.checkVisibility({visibilityProperty: true}) && !element.matches(".unseen, .unseen *"))
  .map(element => ({high: element.getBoundingClientRect().height, words: element.outerHTML.slice(0, 120)}))
  .filter(found => found.high > 0 && found.high < lowest - 0.5)
  .map(found => `${Math.round(found.high)} px: ${found.words}`)"""

WIDER = """() => [...document.querySelectorAll("body *")]
  .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .slice(0, 3).map(element => element.outerHTML.slice(0, 120))"""

TEXTS = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
  // What stands as code is a program's word.
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest("code")) texts.push(node.textContent.trim().replace(/\\s+/g, " "));
  }
  return texts.filter(Boolean);
}"""


class EveryPage:
    """Looks at all pages as the desk's administrator, who may see the most of them."""

    def __init__(self, browser, hub, desk, pictures):
        self.browser = browser
        self.hub = hub
        self.desk = desk
        self.pictures = pictures
        self.addresses = Addresses(hub, desk).all(hub)
        self.shown = set()
        # What a desk calls its own fields and statuses stays as it is.
        self.english = only_english() - {found["name"] for found in self.own_words()}

    def on_a_desk(self):
        """English, light; the sizes, and what every page must have."""
        window = Window(self.browser, self.hub)
        assets = {}

        def look(page, name):
            if (whole := weight(page, assets)) > LARGEST:
                yield f"{whole} bytes"
            if not page.title().strip():
                yield "no title"
            if (count := page.locator("h1").count()) != 1:
                yield f"{count} h1"
            yield from barriers(page)

        return self.each(window, look, "desktop")

    def in_the_dark(self):
        """Dutch, dark: other words, other colours."""
        window = Window(self.browser, self.hub, locale="nl", color_scheme="dark")

        def look(page, _):
            require(page.locator("html").get_attribute("lang") == "nl", f"{page.url} is not Dutch")
            texts = page.evaluate(TEXTS)
            yield from (f"English: {text}" for text in texts if text in self.english)
            yield from (f"raw: {text}" for text in texts if RAW.fullmatch(text))
            yield from barriers(page)

        return self.each(window, look, "dutch")

    def on_a_phone(self):
        window = Window(self.browser, self.hub, phone=True)

        def look(page, _):
            width = page.evaluate("() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
            if width[0] > width[1]:
                yield f"{width[0]} px wide on {width[1]}: {page.evaluate(WIDER)}"
            page.evaluate("() => document.querySelectorAll('main details').forEach(each => each.open = true)")
            yield from page.evaluate(SMALL_TARGETS, LOWEST_TARGET)
            wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                yield f"{wide} px too wide with everything unfolded: {page.evaluate(WIDER)}"

        return self.each(window, look, "phone")

    def each(self, window, look, kind):
        """What was found wrong, page by page, of those that share.py draws; each is photographed before anything is done to it."""
        found, folder = [], self.pictures / kind
        folder.mkdir(parents=True, exist_ok=True)
        page = window.tab()
        for name, address in self.strangers() + [(None, None)] + list(self.addresses.items()):
            if name is None:
                window.sign_in(self.desk, self.desk["admin"], page)
                continue
            if not is_drawn(f"{kind} {name}"):
                continue
            answer = page.goto(window.base + address)
            page.evaluate("document.fonts.ready")
            # Forms that were sent lead one step up when asked for again; that page is looked at under its own address.
            if address in self.addresses.values() and urlsplit(page.url).path != urlsplit(address).path:
                found += [f"{name}: {each}" for each in window.complained()]
                continue
            page.screenshot(path=folder / f"{name}.png", full_page=True)
            wrong = [f"answers {answer.status}"] if answer.status >= 400 else []
            wrong += list(look(page, name)) + window.complained()
            found += [f"{name}: {each}" for each in wrong]
            self.shown.add(name)
        window.close()
        return found

    def own_words(self):
        desk = Desk(self.hub, self.desk["slug"], self.desk["name"], self.desk["token"])
        return desk.items("/api/v1/fields") + desk.items("/api/v1/statuses")

    def strangers(self):
        """What is seen by whoever is not signed in."""
        signed_out = [name for name, address in self.addresses.items() if not address.startswith("/desk/")]
        return [(f"stranger-{name}", self.addresses[name]) for name in signed_out]


def weight(page, assets):
    """The bytes of what a page is made of, before any compression. `assets` keeps the sizes of style and script."""
    addresses = page.evaluate(
        "[...document.querySelectorAll('link[rel=stylesheet], script[src]')].map(each => each.href || each.src)"
    )
    for address in addresses:
        if address not in assets:
            assets[address] = len(page.context.request.get(address).body())
    return len(page.context.request.get(page.url).body()) + sum(assets[address] for address in addresses)


def barriers(page):
    """What axe-core finds, of whatever impact."""
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE)
    found = page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
    )
    require(len(found["passes"]) > 10, f"axe looked at next to nothing on {page.url}")
    for violation in found["violations"]:
        for node in violation["nodes"][:2]:
            why = re.sub(r"\s+", " ", node.get("failureSummary") or "")[:160]
            yield f"{violation['id']} ({violation['impact']}): {node['html'][:140]} — {why}"


def only_english():
    """The sentences of the catalogue that no Dutch reader should meet. Single words may be names, or the same in both."""
    folder = ROOT / "Sources/Web/Resources/Catalogue"
    texts = {
        language: {text for file in (folder / language).glob("*.json") for text in json.loads(file.read_text()).values()}
        for language in ("en", "nl")
    }
    return {text for text in texts["en"] - texts["nl"] if len(text) > 12 and " " in text and "{{" not in text}
