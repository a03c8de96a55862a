"""The same story, told by mails alone."""

import time

from far.bridged import CANARY, Story, until
from report import equal, require


class MailedStory(Story):
    turns, pause, lives = 8, 0.7, 1.7

    def settings(self, **other):
        return {
            "desk": "requesttracker", "senders": "rt@far.example\nrt-comment@far.example", "address": "rt@far.example",
            "comment_address": "rt-comment@far.example", "number": "[far #{number}]", **other,
        }

    def set_up(self):
        self.connection = self.vendor.post(
            "connections", {"connector": "mail", "name": "Far desk", "settings": self.settings(), "secrets": {}}
        )
        equal(self.connection["state"], "active", "its state")
        path = f"connections/{self.connection['id']}/mail-addresses"
        self.addresses = self.vendor.get(path)
        for name in ("secret", "writing"):
            local, _, domain = self.addresses[name].partition("@")
            require(domain == "desks.example" and local.startswith("vendor+") and len(local) <= 64, self.addresses)
        equal(self.connection["hook_url"], self.addresses["secret"], "the address that is shown once")
        equal(self.partner.status_of("GET", path), 404, "another desk's look at its addresses")
        self.vendor.put(
            f"partnerships/{self.connection['partnership']}/sharing", {"audiences": ["partner", "public"], "names": "full"}
        )
        self.far.watch(**self.addresses)

    def bad_input(self):
        for settings, pointer in (
            ({}, "/settings/desk"),
            (self.settings(desk="fax"), "/settings/desk"),
            (self.settings(senders="nobody"), "/settings/senders"),
            (self.settings(number="#"), "/settings/number"),
            (self.settings(number=""), "/settings/number"),
            (self.settings(address="rt@far.example\r\nBcc: x@y.example"), "/settings/address"),
            (self.settings(reply_address="rt+{number}@@"), "/settings/reply_address"),
            (self.settings(command="Status: x"), "/settings/command"),
            (self.settings(status_words="resolved"), "/settings/status_words"),
            (self.settings(largest_file=0), "/settings/largest_file"),
        ):
            answer = self.vendor.call(
                "POST", "connections", {"connector": "mail", "name": "Wrong", "settings": settings, "secrets": {}}
            )
            equal(answer.status, 422, f"the answer to {settings}")
            require(pointer in [error["pointer"] for error in answer.json["errors"]], answer.json)

    def called(self, handoff, ticket, number):
        shown = self.vendor.get(f"handoffs/{handoff}")
        equal(shown["external"]["number"], f"far #{number}", "what they call it")

    def told(self, kind, words, number=None):
        return [
            said for of, who, said in self.far.said(number or self.number) if of == kind and words in said and who == "hub"
        ]

    def born_there(self):
        self.number = self.far.open("Pump is dead", "It went off at noon.")
        self.ticket, handoff = self.offered("Pump is dead")
        equal(self.ticket["description"].strip(), "It went off at noon.", "the description")
        self.vendor.post(f"handoffs/{handoff['id']}/accept", {})
        self.called(handoff["id"], self.ticket["number"], self.number)
        self.upper = handoff["id"]
        self.lower = self.vendor.post(
            f"tickets/{self.ticket['number']}/handoffs", {"partnership": self.link, "message": "Please go there"}
        )["id"]
        at_partner = until(
            lambda: [one for one in self.partner.items("handoffs", direction="in") if one["id"] == self.lower],
            "the partner has it",
        )[0]
        self.theirs = at_partner["ticket"]["number"]
        self.partner.post(f"handoffs/{self.lower}/accept", {})
        until(lambda: self.far.status(self.number) == "open", "it is open there")

    def words(self):
        for turn in range(3):
            self.far.reply(self.number, f"Any news of {turn}?")
            self.far.comment(self.number, f"The customer is angry, {turn}.")
            for desk, ticket in ((self.vendor, self.ticket["number"]), (self.partner, self.theirs)):
                for audience, words in (("public", f"Any news of {turn}?"), ("partner", f"The customer is angry, {turn}.")):
                    until(
                        lambda desk=desk, ticket=ticket, audience=audience, words=words: (
                            (audience, "Frank Farmer", words) in self.comments(desk, ticket)
                        ),
                        f"“{words}” at {desk}",
                    )
            self.partner.post(f"tickets/{self.theirs}/comments", {"body": f"We are there at {turn}.", "audience": "public"})
            self.partner.post(f"tickets/{self.theirs}/comments", {"body": f"Bring {turn} keys.", "audience": "partner"})
            self.partner.post(f"tickets/{self.theirs}/comments", {"body": CANARY})
            self.vendor.post(f"tickets/{self.ticket['number']}/comments", {"body": CANARY})
            until(lambda turn=turn: self.told("Correspond", f"We are there at {turn}."), "the public words there")
            until(lambda turn=turn: self.told("Comment", f"Bring {turn} keys."), "the partners' words there")
        self.quiet()
        for desk, ticket in ((self.vendor, self.ticket["number"]), (self.partner, self.theirs)):
            bodies = [words for _, _, words in self.comments(desk, ticket) if words != CANARY]
            equal(len(bodies), len(set(bodies)), f"how often each is at {desk}")
            equal(len(bodies), 12, f"how many there are at {desk}")
        for turn in range(3):
            for kind, words in (("Correspond", f"We are there at {turn}."), ("Comment", f"Bring {turn} keys.")):
                equal(len(self.told(kind, words)), 1, f"how often “{words}” is there")

    def quiet(self):
        """Nothing waits here, and nothing is on its way between the two."""
        self.settled()
        time.sleep(4)
        self.settled()

    def reopened(self):
        self.far.reply(self.number, "It is dead again.")
        self.far.set(self.number, Status="open")
        until(lambda: self.state(self.upper) == "accepted", "it is not solved")
        self.quiet()
        self.vendor.post(
            f"handoffs/{self.upper}/complete", {"resolution": {"code": "fixed", "text": "The cable, too."}}
        )
        until(lambda: self.far.status(self.number) == "resolved", "it is resolved again")
        equal(len(self.told("Correspond", "The cable, too.")), 1, "how often what was done is said")

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
        self.quiet()
        self.vendor.post(f"handoffs/{handoff}/rework", {"reason": "It still is."})
        until(lambda: self.far.status(number) == "open", "it is open again there")
        until(lambda: self.told("Comment", "It still is.", number), "why is said there")
        self.quiet()
        self.far.set(number, Status="resolved")
        until(lambda: self.state(handoff) == "completed", "it is done again")
        self.vendor.post(f"handoffs/{handoff}/confirm", {})
        self.quiet()

    def ordered(self, words):
        """A mail server brings what it could not bring in whatever order it likes."""
        return sorted(words)

    def strangers(self):
        """Mails that bear the number of a ticket, and are not the desk's."""
        before = (self.comments(self.vendor, self.ticket["number"]), self.state(self.upper))
        for to, sender, more in (
            (self.addresses["secret"], "mallory@evil.example", ""),
            (self.addresses["writing"], "rt@far.example", ""),
            (self.addresses["writing"], "rt@far.example",
             "Authentication-Results: mx.evil.example; dmarc=pass header.from=far.example\r\n"),
            (self.addresses["secret"], "rt@far.example, mallory@evil.example", ""),
        ):
            self.hub.mail(to, (
                f"{more}From: {sender}\r\nTo: {to}\r\nSubject: [far #{self.number}] forged\r\nBaton-Status: open\r\n"
                f"Message-ID: <{time.monotonic_ns()}@evil.example>\r\n\r\nLet me in.\r\n").encode())
        refused = None
        try:
            self.hub.mail("vendor+h1." + "0" * 26 + "@desks.example", b"From: rt@far.example\r\n\r\nx\r\n")
        except Exception as error:
            refused = error
        require(refused is not None, "a mail to an address that is none of theirs is taken")
        self.quiet()
        equal((self.comments(self.vendor, self.ticket["number"]), self.state(self.upper)), before, "what they came to")
