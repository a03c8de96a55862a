"""A desk's own systems are told of what happens: python3 webhooks.py [--data DIR]

To be run by a Python that has the library `standardwebhooks`, which judges every signature. The hub is killed in between;
receivers fail, hang, redirect and go away.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile
import threading
import time
import urllib.request

from desk import Desk
from far.receiver import Receiver
from hub import Hub
from report import Report, equal, require

CANARY = "canary-51c7-internal"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-webhooks-"))
    report = Report()
    hub = Hub(folder / "hub", options=["--egress-allow", "127.0.0.0/8"])
    hub.start_or_fail()
    story = Story(hub)
    for name, chapter in (
        ("a webhook is set up; its secret is shown once, to admins of the desk alone", story.set_up),
        ("what is wrong with one is told", story.bad_input),
        ("what happens is told, signed, in order, with the desk's own words", story.told),
        ("A39, A40: an internal note is told only where the desk says so", story.internal),
        ("each desk is told of its own side of a handoff, and of nobody else's", story.handoff),
        ("a test arrives whatever is chosen", story.test),
        ("while a secret is replaced both sign, and each is taken", story.rotation),
        ("F14: a receiver that fails is tried again, and each try is written down", story.failing),
        ("F16: one that hangs keeps no other waiting", story.hanging),
        ("A51, A55: a redirect is not followed", story.redirected),
        ("A53, A59: an address that is not the internet's is not asked, and nothing is said of it", story.refused),
        ("A43: a message is sent again with the same words under the same id", story.replay),
        ("F15: one that is gone is stopped, visibly, and goes on when a person says so", story.gone),
        ("paused, it is told nothing; then everything, in order", story.paused),
        ("while the hub is killed every moment nothing that was answered is left untold", story.killed),
        ("removed, it is told nothing more, and nothing of it is left", story.removed),
    ):
        report.group(name, chapter)
    for receiver in story.receivers:
        leaks = [told.id for told in receiver.all() if CANARY in told.body.decode() and receiver is not story.inner]
        report.all("A39: no internal word went where it must not", leaks)
    code, words = hub.doctor()
    report.check("the doctor finds nothing", code == 0, words)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    for receiver in story.receivers:
        receiver.close()
    if report.failed:
        print(f"data and log: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


def until(look, what, patience=40):
    """Looks until something holds; what it found."""
    deadline = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        require(time.monotonic() < deadline, f"{what} within {patience} s")
        time.sleep(0.1)


def same(found, expected):
    equal(found, expected, "it")


class Story:
    def __init__(self, hub):
        self.hub = hub
        self.receivers = []
        self.vendor, self.partner = (
            Desk(hub, slug, name, hub.create_tenant(slug, name, f"boss@{slug}.example")["token"])
            for slug, name in (("vendor", "Vendor AG"), ("partner", "Partner Ltd"))
        )
        invited = self.vendor.post("partnerships", {"name": "Partner"})
        self.partnership = self.partner.post("partnerships/accept", {"code": invited["invitation"]["code"]})["id"]
        self.outer, self.inner = self.receiver(), self.receiver()
        self.webhook = self.secret = None

    def receiver(self):
        self.receivers.append(Receiver())
        return self.receivers[-1]

    def add(self, desk, receiver, events=("*",), **more):
        made = desk.post("webhooks", {"url": receiver.url, "events": list(events), **more})
        return made["id"], made["secret"]

    def ticket(self, subject="Chiller 4 trips"):
        return self.vendor.post("tickets", {"subject": subject, "description": "At noon."})

    def drop(self, webhook):
        self.vendor.delete(f"webhooks/{webhook}")

    def set_up(self):
        events = self.vendor.get("webhook-events")["items"]
        require({"*", "ticket.created", "comment.created", "handoff.*", "ticket.status"} <= set(events), events)
        self.webhook, self.secret = self.add(self.vendor, self.outer)
        shown = self.vendor.get(f"webhooks/{self.webhook}")
        same(shown["state"], "active")
        same(shown["internal_comments"], False)
        require("secret" not in shown and self.secret not in str(self.vendor.items("webhooks")), "shown twice")
        light = self.hub.create_agent("vendor", "lea@vendor.example", "Lea", "agent")
        colleague = Desk(self.hub, "vendor", "Vendor AG", light)
        same(colleague.status_of("GET", "webhooks"), 403)
        same(colleague.status_of("POST", "webhooks", {"url": self.outer.url, "events": ["*"]}), 403)
        for method, path in (
            ("GET", ""), ("DELETE", ""), ("PATCH", ""), ("POST", "/rotate"), ("POST", "/test"), ("GET", "/messages"),
        ):  # fmt: skip
            body = {} if method in ("PATCH", "POST") else None
            same(self.partner.status_of(method, f"webhooks/{self.webhook}{path}", body), 404)
        audit = self.vendor.get("audit")["items"]
        made = next(entry for entry in audit if entry["action"] == "webhook.create")
        require("in-the-address" not in str(made), "the audit log holds an address's secret")

    def bad_input(self):
        for body, pointer in (
            ({"url": "ftp://a.example/", "events": ["*"]}, "/url"),
            ({"url": "http://user:word@a.example/", "events": ["*"]}, "/url"),
            ({"url": "http://a.example/#x", "events": ["*"]}, "/url"),
            ({"url": self.outer.url, "events": []}, "/events"),
            ({"url": self.outer.url, "events": ["ticket.created", "ticket.eaten"]}, "/events/1"),
            ({"url": self.outer.url, "events": ["webhook.test"]}, "/events/0"),
            ({"url": self.outer.url}, "/events"),
            ({"url": self.outer.url, "events": ["*"], "secret": "mine"}, "/secret"),
        ):
            answer = self.vendor.call("POST", "webhooks", body)
            same(answer.status, 422)
            require(pointer in [error["pointer"] for error in answer.json["errors"]], answer.json)

    def told(self):
        ticket = self.ticket()
        self.vendor.post(f"tickets/{ticket['id']}/comments", {"body": "Looking at it.", "audience": "partner"})
        self.vendor.patch(f"tickets/{ticket['id']}", {"priority": "high"})
        until(lambda: self.outer.of("ticket.changed"), "the change is told")
        told = self.outer.all()
        same([t.type for t in told][:2], ["ticket.created", "comment.created"])
        wrong = [t.id for t in told if not t.is_signed_by(self.secret)]
        require(not wrong, f"not signed: {wrong}")
        require(all(t.id.startswith("msg_") and t.headers["content-type"] == "application/json" for t in told), "headers")
        data = told[1].json["data"]
        same(data["ticket"]["number"], ticket["number"])
        same(data["comment"]["body"], "Looking at it.")
        same(data["comment"]["audience"], "partner")
        require("@" not in str(data), "an address of mail is told")
        kept = until(lambda: self.sent(self.webhook, len(told)), "the log says so")
        same([m["webhook_id"] for m in reversed(kept)], [t.id for t in told])

    def sent(self, webhook, count):
        kept = self.vendor.items(f"webhooks/{webhook}/messages", state="sent")
        return kept if len(kept) >= count else None

    def internal(self):
        webhook, secret = self.add(self.vendor, self.inner, ["comment.*", "attachment.*"], internal_comments=True)
        ticket = self.ticket()
        comment = self.vendor.post(f"tickets/{ticket['id']}/comments", {"body": CANARY})
        self.vendor.patch(f"tickets/{ticket['id']}/comments/{comment['id']}", {"body": CANARY + " again"})
        self.vendor.upload(ticket["id"], f"{CANARY}.txt", b"inside", "text/plain")
        public = self.vendor.post(f"tickets/{ticket['id']}/comments", {"body": "For you.", "audience": "public"})
        self.vendor.delete(f"tickets/{ticket['id']}/comments/{public['id']}")
        until(lambda: self.inner.of("comment.retracted"), "the retraction is told")
        kinds = ["comment.created", "comment.edited", "attachment.created", "comment.created", "comment.retracted"]
        same([t.type for t in self.inner.all()], kinds)
        require(all(t.is_signed_by(secret) for t in self.inner.all()), "signatures")
        same(self.inner.all()[-1].json["data"]["comment"]["body"], "")
        until(lambda: self.outer.of("comment.retracted"), "the retraction is told to the other")
        require(not [t for t in self.outer.all() if CANARY in t.body.decode()], "the note went out")
        self.drop(webhook)

    def handoff(self):
        here, there = self.receiver(), self.receiver()
        mine, _ = self.add(self.vendor, here, ["handoff.*"])
        theirs, key = self.add(self.partner, there)
        ticket = self.ticket("Rooftop unit is silent")
        self.vendor.post(f"tickets/{ticket['id']}/comments", {"body": CANARY + " only ours"})
        offered = self.vendor.post(f"tickets/{ticket['id']}/handoffs", {"partnership": self.partnership})
        until(lambda: there.of("handoff.offered"), "the offer is told there")
        self.partner.post(f"handoffs/{offered['id']}/accept", {})
        self.partner.post(
            f"handoffs/{offered['id']}/complete", {"resolution": {"code": "fixed", "text": "New fuse."}}
        )
        until(lambda: here.of("handoff.completed"), "the completion is told here")
        same([t.type for t in here.all()], ["handoff.offered", "handoff.accepted", "handoff.completed"])
        require(all(t.json["data"]["handoff"]["direction"] == "out" for t in here.all()), "directions")
        same(here.all()[-1].json["data"]["handoff"]["partner"], "Partner Ltd")
        until(lambda: there.of("handoff.completed"), "the completion is told there")
        require(all(t.is_signed_by(key) for t in there.all()), "signatures")
        own = {self.partner.get(f"handoffs/{offered['id']}")["ticket"]["id"]}
        same({t.json["data"]["ticket"]["id"] for t in there.all()}, own)
        self.drop(mine)
        self.partner.delete(f"webhooks/{theirs}")

    def test(self):
        receiver = self.receiver()
        webhook, secret = self.add(self.vendor, receiver, ["handoff.eta"])
        made = self.vendor.post(f"webhooks/{webhook}/test", {})
        until(lambda: receiver.of("webhook.test"), "the test arrives")
        same(receiver.all()[0].id, made["webhook_id"])
        require(receiver.all()[0].is_signed_by(secret), "signature")
        self.drop(webhook)

    def rotation(self):
        receiver = self.receiver()
        webhook, old = self.add(self.vendor, receiver)
        new = self.vendor.post(f"webhooks/{webhook}/rotate", {})
        require(new["secret"] != old and new["old_secret_until"], new)
        self.vendor.post(f"webhooks/{webhook}/test", {})
        told = until(lambda: receiver.of("webhook.test"), "the test arrives")[0]
        require(told.is_signed_by(old) and told.is_signed_by(new["secret"]), "one of the two is not taken")
        same(len(told.headers["webhook-signature"].split()), 2)
        self.drop(webhook)

    def failing(self):
        receiver = self.receiver()
        receiver.mode = 503
        webhook, secret = self.add(self.vendor, receiver)
        made = self.vendor.post(f"webhooks/{webhook}/test", {})
        until(lambda: len(receiver.all()) >= 3, "it is tried three times")
        same({t.id for t in receiver.all()}, {made["webhook_id"]})
        shown = self.vendor.get(f"webhooks/{webhook}")
        same(shown["reason"], "HTTP 503")
        require(shown["failing_since"], shown)
        receiver.mode = 200
        done = until(lambda: self.sent(webhook, 1), "it is taken")[0]
        tries = self.vendor.get(f"webhooks/{webhook}/messages/{done['id']}")["tries"]
        same([t["outcome"] for t in tries], ["failed"] * (len(tries) - 1) + ["taken"])
        same((tries[0]["status"], tries[0]["excerpt"]), (503, "said\n"))
        require(all(t.is_signed_by(secret) for t in receiver.all()), "signatures")
        same(self.vendor.get(f"webhooks/{webhook}")["failing_since"], None)
        self.drop(webhook)

    def hanging(self):
        dead, well = self.receiver(), self.receiver()
        dead.mode = "hang"
        hung, _ = self.add(self.vendor, dead)
        good, _ = self.add(self.vendor, well)
        begun = time.monotonic()
        for number in range(20):
            self.ticket(f"Beside the dead {number}")
        until(lambda: len(well.of("ticket.created")) >= 20, "the living is told")
        spent = time.monotonic() - begun
        require(spent < 12, f"it took {spent:.1f} s, as long as the dead one is waited for")
        same(len(dead.all()), 1)
        self.drop(hung)
        self.drop(good)
        dead.released.set()

    def redirected(self):
        receiver = self.receiver()
        receiver.mode = "redirect"
        webhook, _ = self.add(self.vendor, receiver)
        self.vendor.post(f"webhooks/{webhook}/test", {})
        until(lambda: len(receiver.all()) >= 2, "it is tried again")
        same(receiver.redirected, 0)
        same(self.vendor.get(f"webhooks/{webhook}")["reason"], "HTTP 307")
        self.drop(webhook)

    def refused(self):
        for url in ("http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://[::ffff:10.0.0.1]/"):
            made = self.vendor.post("webhooks", {"url": url, "events": ["handoff.eta"]})
            self.vendor.post(f"webhooks/{made['id']}/test", {})
            path = f"webhooks/{made['id']}/messages"
            failed = until(lambda path=path: self.vendor.items(path, state="failed"), "it is given up")[0]
            tries = self.vendor.get(f"{path}/{failed['id']}")["tries"]
            same([t["excerpt"] for t in tries], ["the address is not one that this hub may ask"])
            self.drop(made["id"])

    def replay(self):
        first = self.vendor.items(f"webhooks/{self.webhook}/messages", state="sent")[-1]
        before = [t for t in self.outer.all() if t.id == first["webhook_id"]]
        self.vendor.post(f"webhooks/{self.webhook}/messages/{first['id']}/replay", {})
        both = until(
            lambda: [t for t in self.outer.all() if t.id == first["webhook_id"]][len(before) :], "it comes again"
        )
        same(both[0].body, before[0].body)
        require(both[0].is_signed_by(self.secret), "signature")

    def gone(self):
        receiver = self.receiver()
        receiver.mode = 410
        webhook, _ = self.add(self.vendor, receiver)
        made = self.vendor.post(f"webhooks/{webhook}/test", {})
        until(lambda: self.vendor.get(f"webhooks/{webhook}")["state"] == "stopped", "it is stopped")
        same(self.vendor.get(f"webhooks/{webhook}")["reason"], "HTTP 410")
        receiver.mode = 204
        receiver.forget()
        self.ticket("While it is gone")
        until(lambda: self.vendor.items(f"webhooks/{webhook}/messages", state="waiting")[1:], "both wait")
        same(receiver.all(), [])
        self.vendor.patch(f"webhooks/{webhook}", {"paused": False})
        until(lambda: receiver.of("ticket.created"), "it goes on")
        require(made["webhook_id"] in [t.id for t in receiver.all()], "what it refused is lost")
        self.drop(webhook)

    def paused(self):
        receiver = self.receiver()
        webhook, _ = self.add(self.vendor, receiver, ["ticket.created"])
        self.vendor.patch(f"webhooks/{webhook}", {"paused": True})
        numbers = [self.ticket(f"In the pause {n}")["number"] for n in range(5)]
        same(receiver.all(), [])
        require(self.measured('baton_webhook_messages{state="waiting"}') >= 5, "what waits is not counted")
        self.vendor.patch(f"webhooks/{webhook}", {"paused": False})
        until(lambda: len(receiver.all()) == 5, "all are told")
        until(lambda: self.measured('baton_webhook_messages{state="waiting"}') == 0, "nothing is counted as waiting")
        same([t.json["data"]["ticket"]["number"] for t in receiver.all()], numbers)
        self.drop(webhook)

    def measured(self, name):
        address = f"http://127.0.0.1:{self.hub.port}/metrics"
        with urllib.request.urlopen(address, timeout=10) as answer:
            found = [line for line in answer.read().decode().splitlines() if line.startswith(name + " ")]
        equal(len(found), 1, f"how often {name} is there")
        return float(found[0].rpartition(" ")[2])

    def killed(self):
        receiver = self.receiver()
        webhook, secret = self.add(self.vendor, receiver, ["ticket.created"])
        made, done = [], threading.Event()

        def work():
            while not done.is_set():
                made.append(self.ticket(f"In the storm {len(made)}")["id"])

        worker = threading.Thread(target=work)
        worker.start()
        for _ in range(4):
            time.sleep(0.5)
            self.hub.kill()
            self.hub.start_or_fail()
        done.set()
        worker.join()
        until(lambda: set(made) <= {t.json["data"]["ticket"]["id"] for t in receiver.all()}, "every ticket is told")
        words = {}
        for told in receiver.all():
            require(told.is_signed_by(secret), told.id)
            require(words.setdefault(told.id, told.body) == told.body, f"{told.id} came with two sets of words")
        told = [t["data"]["ticket"]["id"] for t in (told.json for told in receiver.all())]
        require(len(words) == len(set(told)), "a ticket was told under two ids")
        self.drop(webhook)

    def removed(self):
        self.drop(self.webhook)
        self.outer.forget()
        self.ticket("After the end")
        same(self.vendor.items("webhooks"), [])
        same(self.vendor.status_of("GET", f"webhooks/{self.webhook}/messages"), 404)
        same(self.outer.all(), [])


if __name__ == "__main__":
    sys.exit(main())
