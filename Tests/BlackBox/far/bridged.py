"""A vendor's desk between a real external desk and a partner, and what happens to tickets on their way."""

import re
import threading
import time

from desk import Desk
from report import equal, require
from share import long

from . import commands

CANARY = "canary-7d1e-internal"


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
    #: while the hub dies: how much each side says, the seconds between two words, and the seconds that the hub lives
    turns, pause, lives = 12, 0.5, 1.1

    def __init__(self, hub, far):
        self.hub = hub
        self.far = far
        self.vendor, self.partner = (
            Desk(hub, slug, name, hub.create_tenant(slug, name, f"boss@{slug}.example")["token"])
            for slug, name in (("vendor", "Vendor"), ("partner", "Partner"))
        )
        made = self.vendor.post("partnerships", {"name": "Partner"})
        self.link = made["id"]
        self.partner.post("partnerships/accept", {"code": made["invitation"]["code"]})
        self.vendor.put(f"partnerships/{self.link}/sharing", {"audiences": ["partner", "public"], "names": "full"})
        self.partner.put(f"partnerships/{self.link}/sharing", {"audiences": ["partner", "public"], "names": "full"})
        self.connection = None

    def settings(self, **other):
        return {"url": self.far.url, "queue": "General", "user": "baton", "poll_every": 1, **other}

    def set_up(self):
        kinds = {kind["connector"]: kind for kind in self.vendor.get("connectors")["items"]}
        require("requesttracker" in kinds, kinds.keys())
        body = {
            "connector": "requesttracker",
            "name": "Far desk",
            "settings": self.settings(),
            "secrets": {"token": self.far.tokens["baton"]},
        }
        made = self.vendor.post("connections", body, key="set-up-once")
        self.connection = made
        equal(made["state"], "active", "its state")
        require("/hooks/bah_" in made["hook_url"], made["hook_url"])
        again = self.vendor.post("connections", body, key="set-up-once")
        equal(again["id"], made["id"], "the same request made again")
        shown = self.vendor.get(f"connections/{made['id']}")
        require(self.far.tokens["baton"] not in str(shown), "the token is shown")
        equal(shown["secrets"], ["token"], "the names of its secrets")
        tried = self.vendor.post(f"connections/{made['id']}/test", {})
        equal((tried["ok"], tried["account"]), (True, "baton"), "the try")
        self.vendor.put(
            f"partnerships/{made['partnership']}/sharing", {"audiences": ["partner", "public"], "names": "full"}
        )
        equal(self.partner.get("connections")["items"], [], "what another desk sees")
        equal(self.partner.status_of("GET", f"connections/{made['id']}"), 404, "another desk's look")
        # Asked for the first time, it tells from where it begins.
        time.sleep(2)

    def bad_input(self):
        for settings, secrets, pointer in (
            ({}, {"token": "x"}, "/settings/url"),
            (self.settings(url="ftp://far.example"), {"token": "x"}, "/settings/url"),
            (self.settings(url="http://name:word@far.example"), {"token": "x"}, "/settings/url"),
            (self.settings(poll_every=0), {"token": "x"}, "/settings/poll_every"),
            (self.settings(poll_every="soon"), {"token": "x"}, "/settings/poll_every"),
            (self.settings(nonsense=1), {"token": "x"}, "/settings/nonsense"),
            (self.settings(), {}, "/secrets/token"),
            (self.settings(), {"token": "x", "other": "y"}, "/secrets/other"),
        ):
            body = {"connector": "requesttracker", "name": "Wrong", "settings": settings, "secrets": secrets}
            answer = self.vendor.call("POST", "connections", body)
            equal(answer.status, 422, f"the answer to {settings}")
            require(pointer in [error["pointer"] for error in answer.json["errors"]], answer.json)
        answer = self.vendor.call(
            "POST", "connections", {"connector": "fax", "name": "Wrong", "settings": {}, "secrets": {}}
        )
        equal(answer.status, 422, "the answer to a connector that there is not")
        mapping = {**self.connection["mapping"], "shows": {"new": "no such"}}
        answer = self.vendor.call("PATCH", f"connections/{self.connection['id']}", {"mapping": mapping})
        equal(answer.status, 422, "the answer to a mapping that does not hold")
        wrong = self.vendor.post(
            "connections",
            {
                "connector": "requesttracker",
                "name": "Wrong token",
                "settings": self.settings(),
                "secrets": {"token": "1-1-wrong"},
            },
        )
        tried = self.vendor.post(f"connections/{wrong['id']}/test", {})
        equal(tried["ok"], False, "the try with a wrong token")
        self.vendor.post(f"connections/{wrong['id']}/pause", {})

    # Tickets that are born there

    def offered(self, subject):
        """The vendor's ticket and handoff of a far ticket."""

        def look():
            for handoff in self.vendor.items("handoffs", direction="in"):
                ticket = self.vendor.get(f"tickets/{handoff['ticket']['id']}")
                if ticket["subject"] == subject:
                    return ticket, handoff
            return None

        return until(look, f"“{subject}” is offered")

    def settled(self):
        """Nothing waits at either desk."""
        for desk in (self.vendor, self.partner):
            until(lambda desk=desk: not desk.items("deliveries", state="waiting"), f"{desk} waits for nothing")

    def born_there(self):
        self.number = self.far.open("Pump is dead", "It went off at noon.", Priority=100)
        self.ticket, handoff = self.offered("Pump is dead")
        equal(self.ticket["description"].strip(), "It went off at noon.", "the description")
        equal(self.ticket["priority"], "high", "the priority")
        equal(handoff["external"]["number"], f"#{self.number}", "what they call it, in the list of handoffs")
        accepted = self.vendor.post(f"handoffs/{handoff['id']}/accept", {})
        self.called(handoff["id"], self.ticket["number"], self.number)
        equal((accepted["external"], accepted["partner_number"]), (handoff["external"], None), "and once it is accepted")
        self.upper = handoff["id"]
        lower = self.vendor.post(
            f"tickets/{self.ticket['number']}/handoffs", {"partnership": self.link, "message": "Please go there"}
        )
        self.lower = lower["id"]
        at_partner = until(
            lambda: [one for one in self.partner.items("handoffs", direction="in") if one["id"] == self.lower],
            "the partner has it",
        )[0]
        self.theirs = at_partner["ticket"]["number"]
        self.partner.post(f"handoffs/{self.lower}/accept", {})
        until(lambda: self.far.status(self.number) == "open", "it is open there")

    def called(self, handoff, ticket, number):
        """What they call a ticket there stands wherever its handoff is shown, and no number of the desk that stands in."""
        chain = self.vendor.get(f"tickets/{ticket}/chain")["hops"]
        shown = self.vendor.get(f"tickets/{ticket}")
        listed = next(one for one in self.vendor.items("tickets") if one["number"] == ticket)
        for where, one in (
            ("the handoff", self.vendor.get(f"handoffs/{handoff}")),
            ("the ticket", next(one for one in (shown["handoff_in"], shown["handoff_out"]) if one and one["id"] == handoff)),
            ("the list", next(one for one in (listed["handoff_in"], listed["handoff_out"]) if one and one["id"] == handoff)),
            ("the chain", next(hop["handoff"] for hop in chain if hop["handoff"] and hop["handoff"]["id"] == handoff)),
        ):
            equal(one["external"]["number"], f"#{number}", f"what they call it, by {where}")
            require(f"id={number}" in one["external"]["url"], one["external"])
            equal(one["partner_number"], None, f"the number of the desk that stands in, by {where}")

    def comments(self, desk, ticket):
        return [(one["audience"], one["author"]["name"], one["body"]) for one in desk.items(f"tickets/{ticket}/comments")]

    def words(self):
        self.far.reply(self.number, "Any news?")
        self.far.comment(self.number, "The customer is angry.")
        for desk, ticket in ((self.vendor, self.ticket["number"]), (self.partner, self.theirs)):
            for audience, words in (("public", "Any news?"), ("partner", "The customer is angry.")):
                until(
                    lambda desk=desk, ticket=ticket, audience=audience, words=words: (
                        (audience, "Frank Farmer", words) in self.comments(desk, ticket)
                    ),
                    f"“{words}” at {desk}",
                )
        self.partner.post(f"tickets/{self.theirs}/comments", {"body": "We are there at two.", "audience": "public"})
        self.partner.post(f"tickets/{self.theirs}/comments", {"body": "Bring a key.", "audience": "partner"})
        self.partner.post(f"tickets/{self.theirs}/comments", {"body": CANARY})
        self.vendor.post(f"tickets/{self.ticket['number']}/comments", {"body": CANARY})
        until(lambda: self.told("Correspond", "We are there at two."), "the public words there")
        until(lambda: self.told("Comment", "Bring a key."), "the partners' words there")
        equal(self.told("Correspond", "We are there at two."), ["boss (Vendor): We are there at two."], "who said it")
        self.settled()
        time.sleep(2.5)
        for desk, ticket in ((self.vendor, self.ticket["number"]), (self.partner, self.theirs)):
            bodies = [words for _, _, words in self.comments(desk, ticket)]
            equal(len(bodies), len(set(bodies)), f"how often each is at {desk}")
        for kind, words in (("Correspond", "We are there at two."), ("Comment", "Bring a key.")):
            equal(len(self.told(kind, words)), 1, f"how often “{words}” is there")

    def told(self, kind, words, number=None):
        return [
            said for of, who, said in self.far.said(number or self.number) if of == kind and words in said and who == "baton"
        ]

    def files(self):
        content = bytes(range(256)) * 40
        self.far.attach(self.number, "photo.bin", content)
        files = until(
            lambda: [
                one
                for comment in self.partner.items(f"tickets/{self.theirs}/comments")
                for one in comment["attachments"]
                if one["name"] == "photo.bin"
            ],
            "their file at the partner",
        )
        equal(self.partner.bytes(f"attachments/{files[0]['id']}"), content, "its bytes")
        self.partner.upload(self.theirs, "report.txt", b"All is well.\n", audience="partner")
        until(lambda: self.far.files(self.number).get("report.txt") == b"All is well.\n", "our file there")

    def solved(self):
        self.partner.post(
            f"handoffs/{self.lower}/complete", {"resolution": {"code": "fixed", "text": "The fuse was replaced."}}
        )
        until(lambda: self.state(self.lower) == "completed", "the vendor knows that it is done")
        self.vendor.post(f"handoffs/{self.lower}/confirm", {})
        self.vendor.post(
            f"handoffs/{self.upper}/complete", {"resolution": {"code": "fixed", "text": "The fuse was replaced."}}
        )
        until(lambda: self.far.status(self.number) == "resolved", "it is resolved there")
        equal(len(self.told("Correspond", "The fuse was replaced.")), 1, "how often what was done is said")

    def state(self, handoff):
        return self.vendor.get(f"handoffs/{handoff}")["state"]

    def reopened(self):
        self.far.reply(self.number, "It is dead again.")
        self.far.set(self.number, Status="open")
        until(lambda: self.state(self.upper) == "accepted", "it is not solved")
        self.settled()
        self.vendor.post(
            f"handoffs/{self.upper}/complete", {"resolution": {"code": "fixed", "text": "The cable, too."}}
        )
        until(lambda: self.far.status(self.number) == "resolved", "it is resolved again")

    # Tickets that go there

    def hand_over(self, subject):
        ticket = self.vendor.post("tickets", {"subject": subject, "description": "In rack 4.", "priority": "low"})
        before = self.far.newest()
        handoff = self.vendor.post(
            f"tickets/{ticket['number']}/handoffs",
            {"partnership": self.connection["partnership"], "message": "Yours, please"},
        )
        number = until(lambda: self.far.newest() if self.far.newest() > before else 0, f"“{subject}” is there")
        until(lambda: self.state(handoff["id"]) == "accepted", "it is accepted")
        return ticket["number"], handoff["id"], number

    def status(self, ticket):
        return self.vendor.get(f"tickets/{ticket}")["status"]["category"]

    def handed_over(self):
        ticket, handoff, number = self.hand_over("Fan is loud")
        there = self.far.ticket(number)
        equal(there["Subject"], "Fan is loud", "its subject")
        self.called(handoff, ticket, number)
        equal(self.far.said(number)[0][2].splitlines()[0], "In rack 4.", "its description")
        self.far.set(number, Status="open")
        self.far.set(number, Status="stalled")
        until(lambda: self.status(ticket) == "onHold", "it is on hold here")
        self.vendor.post(f"tickets/{ticket}/comments", {"body": "How long?", "audience": "partner"})
        until(lambda: self.told("Comment", "How long?", number), "our words there")
        self.far.reply(number, "A new fan is in.")
        self.far.set(number, Status="resolved")
        until(lambda: self.state(handoff) == "completed", "it is done")
        equal(self.vendor.get(f"tickets/{ticket}")["resolution"]["text"], "A new fan is in.", "what was done")
        self.vendor.post(f"handoffs/{handoff}/rework", {"reason": "It still is."})
        until(lambda: self.far.status(number) == "open", "it is open again there")
        until(lambda: self.told("Comment", "It still is.", number), "why is said there")
        self.far.set(number, Status="resolved")
        until(lambda: self.state(handoff) == "completed", "it is done again")
        self.vendor.post(f"handoffs/{handoff}/confirm", {})
        self.settled()

    def taken_back(self):
        ticket, handoff, number = self.hand_over("Lamp is out")
        self.vendor.post(f"handoffs/{handoff}/recall", {"reason": "We have one here."})
        until(lambda: self.far.status(number) == "rejected", "it is rejected there")
        until(lambda: self.told("Comment", "We have one here.", number), "why is said there")
        ticket, handoff, number = self.hand_over("Door squeaks")
        self.far.reply(number, "Not ours.")
        self.far.set(number, Status="rejected")
        until(lambda: self.state(handoff) == "returned", "it is handed back")
        until(lambda: self.status(ticket) == "inProgress", "it is the vendor's")

    def change(self, **mapping):
        known = self.vendor.get(f"connections/{self.connection['id']}")["mapping"]
        self.vendor.patch(f"connections/{self.connection['id']}", {"mapping": {**known, **mapping}})
        return known

    def unknown_status(self):
        ticket, handoff, number = self.hand_over("Fridge hums")
        whole = self.change(statuses=[one for one in self.connection["mapping"]["statuses"] if one["id"] != "deleted"])
        statuses = [one for one in whole["statuses"] if one["id"] not in ("stalled", "deleted")]
        shows = {key: value if value != "stalled" else "open" for key, value in whole["shows"].items()}
        self.change(statuses=statuses, shows=shows)
        self.far.set(number, Status="stalled")
        path = f"connections/{self.connection['id']}/reports"
        parked = until(lambda: self.vendor.items(path, state="parked"), "it is kept")
        require("stalled" in parked[0]["reason"], parked[0])
        self.far.reply(number, "It waits for a part.")
        until(lambda: self.vendor.items(path, state="waiting"), "what follows waits behind it")
        equal(self.vendor.post(f"{path}/{parked[0]['id']}/retry", {}), {"applied": 0}, "a try without the word")
        equal(commands.replayed(self), {"applied": 0, "left": 2, "sent": 0}, "what the command line says of a replay")
        self.change(**whole)
        until(lambda: self.status(ticket) == "onHold", "it is applied once the word is there")
        equal(self.vendor.items(path, state="parked") + self.vendor.items(path, state="waiting"), [], "what is left")
        until(
            lambda: "It waits for a part." in [words for _, _, words in self.comments(self.vendor, ticket)],
            "what followed is, too",
        )

    def paused(self):
        ticket, handoff, number = self.hand_over("Tap drips")
        self.vendor.post(f"connections/{self.connection['id']}/pause", {})
        for count in range(5):
            self.vendor.post(f"tickets/{ticket}/comments", {"body": f"Word {count}.", "audience": "partner"})
        time.sleep(2)
        equal(self.told("Comment", "Word", number), [], "what is told while it is paused")
        self.vendor.post(f"connections/{self.connection['id']}/resume", {})
        until(lambda: len(self.told("Comment", "Word", number)) == 5, "all is told")
        order = [words.rpartition(" ")[2] for words in self.told("Comment", "Word", number)]
        equal(order, [f"{count}." for count in range(5)], "their order")

    @long
    def killed(self):
        """What is said on both sides while the hub dies again and again."""
        ticket, handoff, number = self.hand_over("Belt slips")
        over = threading.Event()

        def kill():
            while not over.wait(self.lives):
                self.hub.kill()
                self.hub.start_or_fail()

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            for count in range(self.turns):
                self.vendor.post(f"tickets/{ticket}/comments", {"body": f"Ours {count}.", "audience": "partner"})
                self.far.reply(number, f"Theirs {count}.")
                time.sleep(self.pause)
        finally:
            over.set()
            killer.join()
        until(lambda: len(self.told("Comment", "Ours", number)) >= self.turns, "all of ours is there", 120)
        theirs = lambda: [words for _, _, words in self.comments(self.vendor, ticket) if words.startswith("Theirs")]
        until(lambda: len(theirs()) >= self.turns, "all of theirs is here", 120)
        self.quiet()
        ours = [re.search(r"Ours (\d+)", words)[1] for words in self.told("Comment", "Ours", number)]
        equal(ours, [str(count) for count in range(self.turns)], "ours, there, in order")
        equal(self.ordered(theirs()), [f"Theirs {count}." for count in range(self.turns)], "theirs, here")

    def quiet(self):
        """Until nothing can be on its way between the two any more."""
        time.sleep(3)

    def ordered(self, words):
        """What the far side says comes in its order."""
        return words

    def away(self):
        ticket, handoff, number = self.hand_over("Fuse blows")
        self.far.stop()
        self.vendor.post(f"tickets/{ticket}/comments", {"body": "While you were away.", "audience": "partner"})
        time.sleep(3)
        self.far.serve()
        until(lambda: self.told("Comment", "While you were away.", number), "it is told", 90)
        equal(len(self.told("Comment", "While you were away.", number)), 1, "how often")
