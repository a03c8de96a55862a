"""The demonstration with an external desk: a replaying one on loopback, with news that did not fit and a message that failed."""

import time

from browsers.chromium import Window
from desk import Desk
from far.replayed_tracker import ReplayedTracker
from report import require

#: the far desk that the demonstration is connected with, once it is
FAR = []


def until(look, what, patience=30):
    deadline = time.monotonic() + patience
    while not (found := look()):
        require(time.monotonic() < deadline, f"{what} within {patience} s")
        time.sleep(0.1)
    return found


def settings(far):
    return {"url": far.url, "queue": "General", "user": "baton", "poll_every": 1}


def connected(hub, desk):
    """Connects a desk of the demonstration, and lets something go wrong in either direction."""
    far = ReplayedTracker().start()
    FAR.append(far)
    api = Desk(hub, desk["slug"], desk["name"], desk["token"])
    made = api.post(
        "connections",
        {"connector": "requesttracker", "name": "Veldhuis Dairy", "settings": settings(far), "secrets": {"token": far.token}},
    )
    path = f"connections/{made['id']}"
    until(lambda: far.asked, "it is asked for the first time")
    number = far.open("Milk tank 3 does not cool", "It is at 9 degrees since six this morning.")
    until(lambda: api.items("handoffs", partnership=made["partnership"]) or far.asked > 3, "it is heard")
    far.set(number, Status="limbo")
    until(lambda: api.items(f"{path}/reports", state="parked"), "what does not fit is kept")
    ticket = api.post("tickets", {"subject": "Compressor part for Veldhuis"})["number"]
    api.post(f"tickets/{ticket}/handoffs", {"partnership": made["partnership"]})
    until(lambda: len(far.tickets) == 2, "it is made there")
    far.mood = (403, {"message": "Forbidden"})
    api.post(f"tickets/{ticket}/comments", {"body": "When can you deliver?", "audience": "partner"})
    until(lambda: api.items(f"{path}/deliveries", state="parked"), "what is refused is parked")
    far.mood = None
    return far


def tidied(hub, desk):
    """Nothing waits for a person any more: the doctor of a whole run looks at what was left."""
    api = Desk(hub, desk["slug"], desk["name"], desk["token"])
    for made in api.items("connections"):
        path = f"connections/{made['id']}/deliveries"
        for parked in api.items(path, state="parked"):
            api.post(f"{path}/{parked['id']}/drop", {})
    for mail in api.items("mails", state="parked"):
        api.post(f"mails/{mail['id']}/drop", {})


def live(browser, hub, desk):
    """Who waits for the first thing from there sees it without touching the page."""
    far = FAR[0]
    api = Desk(hub, desk["slug"], desk["name"], desk["token"])
    path = api.items("connections")[0]["id"]
    window = Window(browser, hub)
    page = window.sign_in(desk, desk["admin"])
    page.goto(f"{window.base}/desk/{desk['slug']}/settings/connections/{path}/begin")
    words = f"Ice machine {time.monotonic_ns()}"
    # Its poll may rest a while after what was refused.
    far.open(words, "It makes none.")
    page.get_by_text(words).wait_for(timeout=30000)
    require(not window.complaints, window.complaints)


def by_keyboard(browser, hub, desk):
    """Set up and tried without a mouse."""
    far = FAR[0]
    window = Window(browser, hub)
    page = window.sign_in(desk, desk["admin"])
    page.goto(f"{window.base}/desk/{desk['slug']}/settings/connections/new/requesttracker")
    page.locator("[name=name]").focus()
    for words in ("Second queue", far.url, "General", "baton", "2", far.token):
        page.keyboard.press("Control+A")
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/begin*")
    page.get_by_role("button", name="Try it now").focus()
    page.keyboard.press("Enter")
    page.get_by_text("the hub is “baton”").wait_for()
    require(not window.complaints, window.complaints)
    page.goto(page.url.removesuffix("/begin") + "/end")
    page.locator("[name=confirm]").fill("Second queue")
    page.get_by_role("button", name="End now").click()
    page.get_by_text("The connection has ended.").wait_for()
