"""Four desks with different words, linked by invitation; what the story is played on."""

import random
import time

from desk import Desk, Refused
from report import Wrong, equal, require

#: slug, name of the company, its own words for the categories, an extra word for "with the partner"
COMPANIES = [
    (
        "vendor",
        "Vendor AG",
        {
            "new": "Neu",
            "inProgress": "In Arbeit",
            "waitingForRequester": "Rückfrage beim Kunden",
            "waitingForPartner": "Beim Partner",
            "onHold": "Zurückgestellt",
            "resolved": "Gelöst",
            "closed": "Geschlossen",
            "cancelled": "Storniert",
        },
        "Beim Partner in Arbeit",
    ),
    (
        "partner",
        "Fieldworks Ltd",
        {
            "new": "Inbox",
            "inProgress": "Working",
            "waitingForRequester": "Pending customer",
            "waitingForPartner": "With contractor",
            "onHold": "Parked for parts",
            "resolved": "Done",
            "closed": "Archived",
            "cancelled": "Dropped",
        },
        "Contractor busy",
    ),
    (
        "subcontractor",
        "Sparks SARL",
        {
            "new": "Nouveau",
            "inProgress": "En cours",
            "waitingForRequester": "Attente client",
            "waitingForPartner": "Attente tiers",
            "onHold": "En pause",
            "resolved": "Résolu",
            "closed": "Clos",
            "cancelled": "Annulé",
        },
        "Tiers au travail",
    ),
    (
        "fourth",
        "Fourth Level Oy",
        {
            "new": "Uusi",
            "inProgress": "Työn alla",
            "waitingForRequester": "Odottaa asiakasta",
            "waitingForPartner": "Odottaa kumppania",
            "onHold": "Tauolla",
            "resolved": "Ratkaistu",
            "closed": "Suljettu",
            "cancelled": "Peruttu",
        },
        "Kumppani työskentelee",
    ),
]

LINKS = [
    ("vendor", "partner"),
    ("partner", "subcontractor"),
    ("subcontractor", "fourth"),
    ("vendor", "subcontractor"),
    ("vendor", "fourth"),
]


class World:
    def __init__(self, hub, rng, patience=10):
        self.hub = hub
        self.rng = rng
        #: how long a message may take: longer where the hub is killed in between
        self.patience = patience
        self.desks = {}
        self.admins = {}
        self.statuses = {}
        self.links = {}
        #: what no other company may see: addresses, family names
        self.secrets = {}

    def build(self):
        for slug, name, words, extra in COMPANIES:
            self._found(slug, name, words, extra)
        for left, right in LINKS:
            self.link(left, right)
        for left, right in LINKS:
            self._map(left, right)
            self._map(right, left)

    def _found(self, slug, name, words, extra):
        mark = f"{self.rng.getrandbits(32):08x}"
        address = f"boss-{mark}@{slug}.example"
        made = self.hub.create_tenant(slug, name, address)
        self.admins[slug] = Desk(self.hub, slug, name, made["token"])
        worker = f"worker-{mark}@{slug}.example"
        token = self.hub.create_agent(slug, worker, f"{slug.title()[:4]} Family{mark}", "agent")
        self.desks[slug] = Desk(self.hub, slug, name, token)
        self.secrets[slug] = [address, worker, f"Family{mark}"]
        self._speak(slug, words, extra)

    def _speak(self, slug, words, extra):
        """Gives each status the company's own word, adds one, and adds and deletes another."""
        admin = self.admins[slug]
        met = set()
        for status in admin.items("statuses"):
            category = status["category"]
            word = words[category] + (f" {status['id'][-4:]}" if category in met else "")
            met.add(category)
            admin.patch(f"statuses/{status['id']}", {"name": word})
        for category, word in words.items():
            if category not in met:
                admin.post("statuses", {"name": word, "category": category})
        admin.post("statuses", {"name": extra, "category": "waitingForPartner"})
        doomed = admin.post("statuses", {"name": "Soon gone", "category": "onHold"})
        admin.delete(f"statuses/{doomed['id']}")
        listed = admin.items("statuses")
        require(doomed["id"] not in [s["id"] for s in listed], "a deleted status is still listed")
        self.statuses[slug] = {s["name"]: s for s in listed}

    def moved(self, hub, seed, patience=30):
        """The same desks on another hub, which has a copy of their data."""
        world = World(hub, random.Random(seed), patience)
        world.statuses, world.links, world.secrets = self.statuses, dict(self.links), self.secrets
        for mine, theirs in ((world.desks, self.desks), (world.admins, self.admins)):
            for slug, desk in theirs.items():
                mine[slug] = Desk(hub, slug, desk.name, desk.token)
        return world

    def word(self, slug, category):
        """The company's first word for a category."""
        return next(words[category] for s, _, words, _ in COMPANIES if s == slug)

    def extra_word(self, slug):
        return next(extra for s, _, _, extra in COMPANIES if s == slug)

    def link(self, left, right):
        inviting, accepting = self.admins[left], self.admins[right]
        invited = inviting.post("partnerships", {"name": accepting.name, "message": "Let us work together"})
        equal(invited["state"], "invited", "the state of a new partnership")
        accepted = accepting.post("partnerships/accept", {"code": invited["invitation"]["code"], "name": inviting.name})
        equal(accepted["id"], invited["id"], "the partnership's id at the acceptor")
        equal(accepted["state"], "active", "the state at the acceptor")
        self.until(
            lambda: inviting.get(f"partnerships/{invited['id']}")["state"] == "active", "the inviter's side is active"
        )
        self.links[left, right] = self.links[right, left] = invited["id"]
        return invited["id"]

    def _map(self, slug, other):
        """Lets the partner's work show under this company's extra word; the checker must agree."""
        admin = self.admins[slug]
        path = f"partnerships/{self.links[slug, other]}/mapping"
        found = admin.get(path)
        mapping = {part: found[part] for part in ("in", "out", "events", "labels", "fields") if found.get(part)}
        mapping["in"]["inProgress"] = self.statuses[slug][self.extra_word(slug)]["id"]
        for status in self.statuses[slug].values():
            mapping.setdefault("out", {}).setdefault(status["id"], status["category"])
        verdict = admin.post(path + "/check", mapping)
        require(verdict["ok"], f"the mapping of {slug} to {other} is refused: {verdict}")
        admin.put(path, mapping)
        equal(admin.get(path)["in"]["inProgress"], mapping["in"]["inProgress"], "the mapping after PUT")

    def until(self, holds, what, patience=None):
        deadline = time.monotonic() + (patience or self.patience)
        while not holds():
            if time.monotonic() > deadline:
                raise Wrong(f"not within {patience or self.patience} s: {what}")
            time.sleep(0.02)

    # What is done to tickets; `a`, `b` are slugs.

    def ticket(self, chain, subject, **fields):
        made = self.desks[chain.first].post("tickets", {"subject": f"{subject} {chain.mark}", **fields})
        chain.tickets[chain.first] = made["id"]
        return made

    def offer(self, chain, a, b, **fields):
        """Offers the chain's ticket and waits until the other desk has its own."""
        made = self.desks[a].post(
            f"tickets/{chain.tickets[a]}/handoffs", {"partnership": self.links[a, b], "message": "Please", **fields}
        )
        handoff = made["id"]
        chain.handoffs.append((a, b, handoff))
        self.until(lambda: self.knows(b, handoff), f"{b} sees the offer {handoff}")
        chain.tickets[b] = self.handoff(b, handoff)["ticket"]["id"]
        return handoff

    def accepted(self, chain, a, b, **fields):
        """Offers, accepts, and waits until both know."""
        handoff = self.offer(chain, a, b, **fields)
        self.move(b, handoff, "accept", {})
        self.both(a, b, handoff, "accepted")
        return handoff

    def move(self, slug, handoff, verb, body=None):
        return self.desks[slug].post(f"handoffs/{handoff}/{verb}", {} if body is None else body)

    def complete(self, slug, handoff, text="Replaced the part"):
        return self.move(slug, handoff, "complete", {"resolution": {"code": "fixed", "text": text}})

    def handoff(self, slug, handoff):
        return self.desks[slug].get(f"handoffs/{handoff}")

    def state(self, slug, handoff):
        return self.handoff(slug, handoff)["state"]

    def knows(self, slug, handoff):
        try:
            return self.handoff(slug, handoff) is not None
        except Refused as refused:
            if refused.status == 404:
                return False
            raise

    def both(self, a, b, handoff, state):
        self.until(
            lambda: self.state(a, handoff) == state == self.state(b, handoff), f"{handoff} is {state} at {a} and {b}"
        )

    def category(self, slug, ticket):
        return self.desks[slug].get(f"tickets/{ticket}")["status"]["category"]

    def shows(self, slug, ticket, category):
        self.until(lambda: self.category(slug, ticket) == category, f"{slug} shows {category}")

    def refused(self, slug, method, path, body, status, what):
        answer = self.desks[slug].call(method, path, body)
        equal(answer.status, status, f"{what}: the status ({answer.raw[:200]!r})")
        require(answer.detail, f"{what}: the refusal has no detail")
        return answer


class Chain:
    """One ticket's way through the desks, as the story remembers it."""

    def __init__(self, world, first="vendor"):
        self.first = first
        self.mark = f"chain-{world.rng.getrandbits(48):012x}"
        self.tickets = {}
        self.handoffs = []
        #: handoff: the state in which the story left it
        self.ends = {}
        #: keep_copy leaves each desk with a chain of its own
        self.parted = False
