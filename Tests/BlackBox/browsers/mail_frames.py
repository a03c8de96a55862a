"""Hostile mails in a real browser: nothing of them runs, is fetched, or gets out of its frame."""

from browsers.chromium import Window
from desk import Desk
from mails.written import WRITTEN, hostile
from report import equal, require

#: What would be seen of a script that ran, in whichever window.
MARK = "window.__canary = (window.__canary || 0) + 1"
ELSEWHERE = "tracker.example"


def frames(browser, hub, desk):
    """A12, A13, A14: each mail in its frame and alone; then one as people write them."""
    api = Desk(hub, desk["slug"], desk["name"], desk["token"])
    given = api.get("/api/v1/given-address")["address"]
    texts = [html for _, html in hostile(MARK.replace('"', ""), f"http://{ELSEWHERE}/p")]
    window = Window(browser, hub)
    asked = []
    window.context.on("request", lambda request: asked.append(request.url))
    page = window.tab()
    window.sign_in(desk, desk["admin"], page)
    for number, text in enumerate(texts[::5]):
        head = f"From: x@evil.example\r\nSubject: hostile {number}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        mail = hub.mail(given, (head + text + "\r\n").encode())["mail"]
        address = f"{window.base}/desk/{desk['slug']}/mails/{mail}"
        for place in (address, f"{address}/html"):
            answer = page.goto(place)
            require(answer.ok, f"{place} answers {answer.status}")
            page.wait_for_load_state("load")
            for frame in page.frames:
                equal(frame.evaluate("() => window.__canary || 0"), 0, f"scripts that ran of {text}")
    require(not [url for url in asked if ELSEWHERE in url], f"asked elsewhere: {asked[:3]}")
    mail = hub.mail(given, WRITTEN)["mail"]
    page.goto(f"{window.base}/desk/{desk['slug']}/mails/{mail}")
    frame = page.frame_locator("iframe")
    equal(frame.locator("h1").inner_text(), "Chiller 4", "the mail's words")
    equal(frame.locator("img[alt=panel]").evaluate("image => image.naturalWidth"), 1, "the mail's own picture")
    equal(frame.locator("a").get_attribute("target"), "_blank", "where a link opens")
    require(not [url for url in asked if ELSEWHERE in url], f"asked elsewhere: {asked[:3]}")
