"""At rest: every desk in the right state, nothing lost, doubled, leaked or out of order."""

import json
import time
from collections import Counter

from report import Wrong


class Snapshot:
    """Everything that one desk shows."""

    def __init__(self, world, slug):
        desk, admin = world.desks[slug], world.admins[slug]
        self.slug = slug
        self.tickets = {ticket["id"]: self._ticket(desk, ticket) for ticket in desk.items("tickets")}
        self.handoffs = {handoff["id"]: desk.get(f"handoffs/{handoff['id']}") for handoff in desk.items("handoffs")}
        self.deliveries = admin.items("deliveries")
        self.text = json.dumps([self.tickets, self.handoffs, self.deliveries], ensure_ascii=False)
        self.sent = json.dumps(self.deliveries, ensure_ascii=False)

    @staticmethod
    def _ticket(desk, ticket):
        path = f"tickets/{ticket['id']}"
        return {
            "ticket": desk.get(path),
            "comments": desk.items(path + "/comments"),
            "timeline": desk.items(path + "/timeline"),
            "chain": desk.get(path + "/chain"),
        }

    def comments(self):
        for ticket, parts in self.tickets.items():
            for comment in parts["comments"]:
                yield ticket, comment


def verify(world, ledger, report):
    report.group("every delivery is done within 5 s", settle, world)
    try:
        shots = {slug: Snapshot(world, slug) for slug in world.desks}
    except Exception as error:
        report.check("every desk shows what it has", False, f"{type(error).__name__}: {error}")
        return
    report.all("no delivery is parked", _parked(shots))
    report.all("both desks name the same state of each handoff", _states(ledger, shots))
    report.all("each chain has exactly one holder", _holders(ledger, shots))
    report.all("each acknowledged ticket is at its desks, once", _tickets(ledger, shots))
    report.all("each word is where it may be, once, and nowhere else", _words(ledger, shots))
    report.all("words stand in the order in which they were said", _order(ledger, shots))
    report.all("files are the same bytes where they may be, and nowhere else", _files(world, ledger, shots))
    report.all("no address, family name or reason is at a desk that may not know it", _secrets(world, ledger, shots))
    report.all("each timeline counts without a gap or a double", _timelines(shots))


def settle(world, patience=5.0):
    """Waits until no desk has a delivery on its way; the interface promises 5 s at most."""
    deadline = time.monotonic() + patience
    quiet = 0
    while quiet < 2:
        waiting = {s: len(admin.get("deliveries", state="waiting")["items"]) for s, admin in world.admins.items()}
        quiet = 0 if any(waiting.values()) else quiet + 1
        if quiet < 2 and time.monotonic() > deadline:
            raise Wrong(f"still waiting after {patience} s: {waiting}")
        time.sleep(0.02)


def _parked(shots):
    for slug, shot in shots.items():
        for delivery in shot.deliveries:
            if delivery["state"] == "parked":
                yield f"{slug}: {delivery['id']}"


def _states(ledger, shots):
    for chain in ledger.chains:
        for above, below, handoff in chain.handoffs:
            states = [shots[s].handoffs.get(handoff, {}).get("state") for s in (above, below)]
            expected = chain.ends.get(handoff, states[0])
            if states != [expected, expected]:
                yield f"{handoff} is {states} at {above} and {below}, expected {expected}"
    known = {handoff for chain in ledger.chains for _, _, handoff in chain.handoffs}
    for slug, shot in shots.items():
        for handoff in shot.handoffs.keys() - known:
            # A chapter that broke may leave one that it did not note; its two records must agree all the same.
            states = {s: other.handoffs[handoff]["state"] for s, other in shots.items() if handoff in other.handoffs}
            if len(states) != 2 or len(set(states.values())) != 1:
                yield f"{handoff}, met at {slug}, is {states}"


def _holders(ledger, shots):
    for chain in ledger.chains:
        holders = [s for s, t in chain.tickets.items() if shots[s].tickets[t]["ticket"]["holder"]["here"]]
        expected = len(chain.tickets) if chain.parted else 1
        if len(holders) != expected:
            yield f"{chain.mark} is held by {holders}, states {chain.ends}"
        for slug, ticket in chain.tickets.items():
            hops = shots[slug].tickets[ticket]["chain"]["hops"]
            if sum(bool(hop["holder"]) for hop in hops) > 1:
                yield f"{slug} sees two holders of {chain.mark}: {hops}"


def _tickets(ledger, shots):
    for chain in ledger.chains:
        for slug, shot in shots.items():
            found = [t for t, parts in shot.tickets.items() if chain.mark in parts["ticket"]["subject"]]
            expected = [chain.tickets[slug]] if slug in chain.tickets else []
            if found != expected:
                yield f"{slug} has {found} of {chain.mark}, expected {expected}"


def _words(ledger, shots):
    for word in ledger.words:
        for slug, shot in shots.items():
            if word.audience == "internal" and word.canary in shot.sent:
                yield f"{word.canary} of {word.author} is in a delivery of {slug}"
            if slug not in word.readers:
                if word.canary in shot.text:
                    yield f"LEAK: {word.canary} of {word.author} is at {slug}"
                continue
            found = [
                (ticket, comment["body"].strip())
                for ticket, comment in shot.comments()
                if word.canary in (comment["body"] or "")
            ]
            expected = [] if word.retracted else [(word.chain.tickets.get(slug), word.body)]
            if found != expected:
                yield f"{word.canary} of {word.author} at {slug}: {found}, expected {expected}"
        own = shots[word.author].tickets[word.chain.tickets[word.author]]["comments"]
        if word.comment not in [comment["id"] for comment in own]:
            yield f"the acknowledged comment {word.comment} is not at {word.author}"


def _order(ledger, shots):
    for chain, words in ledger.ordered:
        for slug, ticket in chain.tickets.items():
            bodies = [comment["body"] for comment in shots[slug].tickets[ticket]["comments"]]
            places = [next((i for i, body in enumerate(bodies) if w.canary in body), None) for w in words]
            if places != sorted(p for p in places if p is not None):
                yield f"the words of {words[0].author} at {slug} stand at {places}"


def _files(world, ledger, shots):
    for file in ledger.files:
        for slug, shot in shots.items():
            if slug not in file.readers:
                if file.name in shot.text:
                    yield f"LEAK: {file.name} of {file.author} is at {slug}"
                status = world.desks[slug].status_of("GET", f"attachments/{file.attachment}")
                if status != 404:
                    yield f"{slug} was answered {status} for a file of {file.author}"
                continue
            try:
                file.check_at(world.desks[slug], file.chain.tickets[slug])
            except Exception as error:
                yield f"{slug}: {error}"


def _secrets(world, ledger, shots):
    secrets = list(ledger.secrets)
    secrets += [(text, {slug}) for slug, texts in world.secrets.items() for text in texts]
    for text, knowers in secrets:
        for slug, shot in shots.items():
            if slug not in knowers and text in shot.text:
                yield f"LEAK: {text} is at {slug}"


def _timelines(shots):
    for slug, shot in shots.items():
        for ticket, parts in shot.tickets.items():
            numbers = [entry["seq"] for entry in parts["timeline"]]
            doubled = [number for number, count in Counter(numbers).items() if count > 1]
            if doubled or numbers != sorted(numbers):
                yield f"{slug} {ticket}: {numbers}"
