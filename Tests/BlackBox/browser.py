"""The pages in a real browser, on the demonstration: python3 browser.py [--data DIR] [--pictures DIR] [--only NAME ...] [--full]

Needs Debian's Chromium, and the Python environment that `browser_environment` of deploy/steps.sh makes.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile
from functools import partial

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "pages"))

from browsers import bridged, keyboard  # noqa: E402
from browsers.chromium import chromium  # noqa: E402
from browsers.every_page import EveryPage  # noqa: E402
from browsers.every_person import EveryPerson  # noqa: E402
from browsers.killed import words_survive  # noqa: E402
from browsers.mail_frames import frames  # noqa: E402
from browsers.mentions import named  # noqa: E402
from browsers.three_desks import many_tabs, story  # noqa: E402
from browsers.without_script import answers, way  # noqa: E402
from demo import DemoHub  # noqa: E402
from hub import ROOT  # noqa: E402
from report import Report  # noqa: E402


def every_page(report, browser, hub, desks, pictures):
    pages = EveryPage(browser, hub, desks["acme"], pictures)
    report.all("every page, English and light: no complaint, no barrier, at most 100 KB", pages.on_a_desk())
    report.all("every page, Dutch and dark: no complaint, no barrier, no English", pages.in_the_dark())
    report.all("every page on a phone: no sideways scrolling, nothing too small to touch", pages.on_a_phone())
    report.check(f"{len(pages.shown)} pages of {len(pages.addresses)} were looked at", len(pages.shown) > 25)


def every_person(report, browser, hub, desks, pictures, is_full=False):
    people = EveryPerson(browser, hub, desks["acme"], pictures, is_full)
    for role in ("agent", "light", "operator") + (("admin",) if is_full else ()):
        for locale in ("en", "nl") if is_full else ("nl",) if role == "light" else ("en",):
            report.all(
                f"every page of the {role} ({locale}): light and dark, on a desk and on a phone, no complaint, no barrier",
                people.walk(role, locale))
    report.check(f"so many were looked at: {people.shown}", all(count > 3 for count in people.shown.values()))


def three_desks_live(report, browser, hub, desks, _):
    for together, where in ((False, "in three browsers"), (True, "in three tabs of one browser")):
        median = story(browser, hub, desks, together)
        report.check(f"a ticket's way over three desks and back {where}, seen live after {median:.0f} ms (median)", True)
    report.group("ten tabs of one browser at one desk: each opens, and is live when it is seen", many_tabs, browser, hub, desks["acme"])


def no_script(report, browser, hub, desks, _):
    report.group("without a script: open, hand over, accept, comment, complete, accept the solution", way, browser, hub, desks)
    report.all("the pages that answer a form: no barrier", answers(browser, hub, desks))


def keyboard_alone(report, browser, hub, desks, _):
    report.group("by keyboard: a ticket's way, the focus always in sight", keyboard.way, browser, hub, desks)
    report.group("by keyboard: the skip link, the menu, the keys of the list", keyboard.shortcuts, browser, hub, desks)


def a_named_colleague(report, browser, hub, desks, pictures):
    report.group("a colleague is named, by keyboard and by touch, and hears of it", named, browser, hub, desks["acme"], pictures)


def an_external_desk(report, browser, hub, desks, _):
    report.group("an external desk: the first thing that is heard is shown live", bridged.live, browser, hub, desks["acme"])
    report.group("an external desk: set up by keyboard alone", bridged.by_keyboard, browser, hub, desks["acme"])


def a_killed_hub(report, browser, hub, desks, _):
    report.group("a killed hub: what was sent is there, what was typed is kept", words_survive, browser, hub, desks)


def hostile_mails(report, browser, hub, desks, _):
    report.group("A12, A13, A14: hostile mails in their frames: nothing runs, nothing is fetched", frames, browser, hub, desks["acme"])


PARTS = {
    "desks": three_desks_live,
    "no-script": no_script,
    "keyboard": keyboard_alone,
    "mentions": a_named_colleague,
    "killed": a_killed_hub,
    "bridged": an_external_desk,
    "mails": hostile_mails,
    "pages": every_page,
    "people": every_person,
}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--data", type=pathlib.Path)
    options.add_argument("--pictures", type=pathlib.Path, default=ROOT / ".build/screenshots")
    options.add_argument("--only", nargs="*", choices=PARTS)
    options.add_argument("--full", action="store_true", help="every person in every dress, which takes some minutes more")
    chosen = options.parse_args()
    folder = chosen.data or pathlib.Path(tempfile.mkdtemp(prefix="baton-browser-"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report = Report()
    hub = DemoHub(folder / "demo")
    hub.options = ["--json", "--egress-allow", "127.0.0.0/8", "--mail-domain", "desks.example"]
    hub.start_or_fail()
    try:
        desks = {desk["slug"]: desk for desk in hub.desks()}
        far = bridged.connected(hub, desks["acme"])
        with chromium() as browser:
            for name, part in PARTS.items():
                if not chosen.only or name in chosen.only:
                    if name == "people":
                        part = partial(part, is_full=chosen.full)
                    report.group(f"{name}: tried to the end", part, report, browser, hub, desks, chosen.pictures)
        bridged.tidied(hub, desks["acme"])
        far.remove()
    finally:
        hub.terminate()
    sys.exit(report.close())


if __name__ == "__main__":
    main()
