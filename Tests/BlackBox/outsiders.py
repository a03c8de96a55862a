"""A ticket's way between external desks that cannot run here, and a vendor and its partner: python3 outsiders.py [--data DIR]

Each is a double on loopback that answers by the vendor's documented rules and sends the webhooks of its connector's README. The
real Request Tracker is `bridging.py`.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile
import time

from desk import Desk
from far.service_now import ServiceNow
from far.zendesk import Zendesk
from hub import Hub
from report import Report, equal, require

CANARY = "canary-3b8f-internal"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-outsiders-"))
    report = Report()
    hub = Hub(folder / "hub", options=["--egress-allow", "127.0.0.0/8", "--egress-allow", "::1/128"])
    hub.start_or_fail()
    desks = []
    for far in (ServiceNow(), Zendesk()):
        desks.append(far)
        story = Story(hub, far)
        for name, chapter in (
            ("a connection is set up, and tried", story.set_up),
            ("a ticket that is born there comes by a webhook, and goes on to the partner", story.born_there),
            ("A43, A57: a webhook that is unsigned, or comes again, changes nothing", story.forged),
            ("what is said reaches everybody whom it may, once, also where an answer was lost", story.words),
            ("files go both ways", story.files),
            ("solved here, it is solved there; reopened there, it is not solved", story.solved),
            (
                "handed over, it is made there once although the answer was lost, and comes back solved",
                story.handed_over,
            ),
            ("what is closed there takes nothing more, and that is told", story.closed),
        ):
            report.group(f"{far.kind}: {name}", chapter)
        leaks = [text for held in far.tickets.values() for _, _, text in held["comments"] if CANARY in text]
        report.all(f"A39: no internal word is at {far.kind}", leaks)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    for far in desks:
        far.close()
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
        time.sleep(0.15)


class Story:
    def __init__(self, hub, far):
        self.far = far
        self.vendor, self.partner = (
            Desk(hub, slug, slug.title(), hub.create_tenant(slug, slug.title(), f"boss@{slug}.example")["token"])
            for slug in (f"vendor-{far.kind}", f"partner-{far.kind}")
        )
        made = self.vendor.post("partnerships", {"name": "Partner"})
        self.link = made["id"]
        self.partner.post("partnerships/accept", {"code": made["invitation"]["code"]})
        for desk in (self.vendor, self.partner):
            desk.put(f"partnerships/{self.link}/sharing", {"audiences": ["partner", "public"], "names": "full"})

    def set_up(self):
        body = {
            "connector": self.far.kind,
            "name": "Far desk",
            "settings": {"url": self.far.url, **self.far.settings},
            "secrets": self.far.secrets,
        }
        self.connection = self.vendor.post("connections", body)
        self.far.hook_url = self.connection["hook_url"]
        tried = self.vendor.post(f"connections/{self.connection['id']}/test", {})
        require(tried["ok"], tried)
        self.vendor.put(
            f"partnerships/{self.connection['partnership']}/sharing",
            {"audiences": ["partner", "public"], "names": "full"},
        )
        secrets = {name: f"not-{secret}" for name, secret in self.far.secrets.items()}
        wrong = self.vendor.post("connections", {**body, "name": "Wrong", "secrets": secrets})
        equal(self.vendor.post(f"connections/{wrong['id']}/test", {})["ok"], False, "the try with wrong secrets")
        self.vendor.post(f"connections/{wrong['id']}/pause", {})

    def born_there(self):
        self.number = self.far.open("Pump is dead", "It went off at noon.")
        equal(self.far.answers[-1], 202, "what the webhook was answered")
        handoff = until(lambda: self.vendor.items("handoffs", direction="in"), "it is offered")[0]
        self.upper = handoff["id"]
        self.ticket = self.vendor.get(f"tickets/{handoff['ticket']['id']}")
        equal(self.ticket["subject"], "Pump is dead", "the subject")
        equal(self.ticket["description"].strip(), "It went off at noon.", "the description")
        self.vendor.post(f"handoffs/{self.upper}/accept", {})
        self.lower = self.vendor.post(f"tickets/{self.ticket['number']}/handoffs", {"partnership": self.link})["id"]
        at_partner = until(lambda: self.partner.items("handoffs", direction="in"), "the partner has it")[0]
        self.theirs = at_partner["ticket"]["number"]
        self.partner.post(f"handoffs/{self.lower}/accept", {})

    def comments(self, desk, ticket):
        return [
            (one["audience"], one["author"]["name"], one["body"]) for one in desk.items(f"tickets/{ticket}/comments")
        ]

    def forged(self):
        sent = []
        honest = self.far.tell

        def kept(body, headers):
            sent.append((body, headers))
            return honest(body, headers)

        self.far.tell = kept
        self.far.reply(self.number, "Said once.")
        body, headers = sent[-1]
        equal(honest(body, headers), 202, "the same again")
        equal(honest({**body, "forged": True}, lambda _: headers(b"something else")), 401, "signed for something else")
        equal(honest(body, lambda _: {}), 401, "unsigned")
        del self.far.tell
        until(lambda: self.heard("public", "Said once."), "it is heard")
        equal(len(self.heard("public", "Said once.")), 1, "how often it is heard")

    def heard(self, audience, words, desk=None):
        desk, ticket = (self.vendor, self.ticket["number"]) if desk is None else (desk, self.theirs)
        return [one for one in self.comments(desk, ticket) if one[0] == audience and words in one[2]]

    def words(self):
        self.far.reply(self.number, "Any news?")
        self.far.reply(self.number, "The customer is angry.", public=False)
        for desk in (None, self.partner):
            until(lambda desk=desk: self.heard("public", "Any news?", desk), "their public words")
            until(lambda desk=desk: self.heard("partner", "The customer is angry.", desk), "their private words")
        equal(self.heard("public", "Any news?")[0][1], "Beth Anglin", "who said it")
        self.far.lose(2)
        self.partner.post(f"tickets/{self.theirs}/comments", {"body": "We are there at two.", "audience": "public"})
        self.partner.post(f"tickets/{self.theirs}/comments", {"body": "Bring a key.", "audience": "partner"})
        self.vendor.post(f"tickets/{self.ticket['number']}/comments", {"body": CANARY})
        until(lambda: self.far.said(self.number, "We are there at two."), "our public words there")
        until(lambda: self.far.said(self.number, "Bring a key."), "our partners' words there")
        self.settled()
        equal(self.far.said(self.number, "We are there at two."), [(True, "baton")], "how it is said there")
        equal(self.far.said(self.number, "Bring a key."), [(False, "baton")], "how it is said there")
        # Our own words come back with the next webhook.
        self.far.reply(self.number, "Thank you.")
        until(lambda: self.heard("public", "Thank you.", self.partner), "their thanks")
        bodies = [words for _, _, words in self.comments(self.partner, self.theirs)]
        equal(len(bodies), len(set(bodies)), "how often each is at the partner")

    def settled(self):
        for desk in (self.vendor, self.partner):
            until(lambda desk=desk: not desk.items("deliveries", state="waiting"), f"{desk} waits for nothing", 90)

    def files(self):
        content = bytes(range(256)) * 40
        self.far.attach(self.number, "photo.bin", content)
        files = until(
            lambda: [
                one for one in self.partner.items(f"tickets/{self.theirs}/attachments") if one["name"] == "photo.bin"
            ],
            "their file at the partner",
        )
        equal(self.partner.bytes(f"attachments/{files[0]['id']}"), content, "its bytes")
        self.partner.upload(self.theirs, "report.txt", b"All is well.\n", audience="partner")
        until(lambda: self.far.files(self.number).get("report.txt") == b"All is well.\n", "our file there")

    def state(self, handoff):
        return self.vendor.get(f"handoffs/{handoff}")["state"]

    def solved(self):
        done = {"resolution": {"code": "fixed", "text": "The fuse was replaced."}}
        self.partner.post(f"handoffs/{self.lower}/complete", done)
        until(lambda: self.state(self.lower) == "completed", "the vendor knows that it is done")
        self.vendor.post(f"handoffs/{self.lower}/confirm", {})
        self.vendor.post(f"handoffs/{self.upper}/complete", done)
        until(lambda: self.far.status(self.number) == self.far.done_status, "it is solved there")
        self.settled()
        self.far.set(self.number, self.far.open_status)
        until(lambda: self.state(self.upper) == "accepted", "it is not solved")

    def handed_over(self):
        ticket = self.vendor.post("tickets", {"subject": "Fan is loud", "description": "In rack 4."})["number"]
        before = len(self.far.tickets)
        self.far.lose(1)
        handoff = self.vendor.post(f"tickets/{ticket}/handoffs", {"partnership": self.connection["partnership"]})["id"]
        until(lambda: self.state(handoff) == "accepted", "it is accepted", 90)
        equal(len(self.far.tickets), before + 1, "how many stand there")
        self.other = self.far.newest()
        equal(self.far.tickets[self.other]["subject"], "Fan is loud", "its subject")
        self.far.reply(self.other, "A new one is in.")
        self.far.set(self.other, self.far.done_status)
        until(lambda: self.state(handoff) == "completed", "it is done")
        equal(self.vendor.get(f"tickets/{ticket}")["resolution"]["text"], "A new one is in.", "what was done")
        self.other_ticket = ticket

    def closed(self):
        self.far.set(self.other, self.far.closed_status)
        self.vendor.post(f"tickets/{self.other_ticket}/comments", {"body": "One more thing.", "audience": "partner"})
        path = f"connections/{self.connection['id']}/deliveries"
        parked = until(lambda: self.vendor.items(path, state="parked"), "it is parked")[0]
        detail = self.vendor.get(f"{path}/{parked['id']}")
        require("closed for good" in str(detail), detail)
        equal(self.far.said(self.other, "One more thing."), [], "what is said there")
        self.vendor.post(f"{path}/{parked['id']}/drop", {})


if __name__ == "__main__":
    sys.exit(main())
