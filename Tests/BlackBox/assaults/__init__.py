"""Attacks of one family each; a case of the list of attacks is named by its number in every title."""

import http.client
import json
import pathlib
import re
import subprocess
import sys
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "pages"))

from browse import Browser
from desk import Desk
from hub import BINARY
from verify import settle

#: What an attack may cost at most, as the list of attacks says: seconds of processor, kilobytes of memory.
MOST_CPU = 1.0
MOST_MEMORY = 64 * 1_024

_SLUGS = {"alpha": "Alpha GmbH", "beta": "Beta Ltd", "gamma": "Gamma SARL", "omega": "Omega Oy"}


class Ground:
    """Alpha hands over to Beta, Beta to Gamma; Omega knows nobody. One hub, and a walk through the chain that is done."""

    def __init__(self, hub, tally, is_full):
        self.hub, self.tally, self.is_full = hub, tally, is_full
        self.desks, self.passwords, self.links = {}, {}, {}
        for slug, name in _SLUGS.items():
            made = hub.create_tenant(slug, name, f"boss@{slug}.example")
            self.desks[slug] = Desk(hub, slug, name, made["token"])
            self.passwords[slug] = made["password"]
        self.alpha, self.beta, self.gamma, self.omega = self.desks.values()
        for left, right in (("alpha", "beta"), ("beta", "gamma")):
            self.links[left, right] = self.links[right, left] = self.link(self.desks[left], self.desks[right])
        self.routes = [json.loads(line) for line in subprocess.check_output([BINARY, "routes", "--json"]).splitlines()]
        self.document = json.loads(self.alpha.bytes("/openapi.json"))

    def settle(self):
        """Until nothing waits to be delivered."""
        settle(self, patience=30.0)

    @property
    def admins(self):
        return self.desks

    def link(self, inviting, accepting):
        invited = inviting.post("partnerships", {"name": accepting.name})
        accepting.post("partnerships/accept", {"code": invited["invitation"]["code"], "name": inviting.name})
        return invited["id"]

    def person(self, slug, role):
        """Somebody new at a desk: e-mail, password, token, id."""
        email = f"{role}-{uuid.uuid4().hex[:8]}@{slug}.example"
        made = self.hub.command("agent", "create", "--tenant", slug, email, "--name", "Kim Kay", "--role", role)
        return email, made["password"], Desk(self.hub, slug, _SLUGS[slug], made["token"]), made["agent"]["id"]

    def signed_in(self, slug, role):
        email, password, desk, _ = self.person(slug, role)
        browser = Browser(self.hub)
        browser.sign_in(slug, email, password)
        return browser, desk

    def handed_over(self, giver="alpha", taker="beta", ticket=None, accepts=True, **body):
        """(ticket at the giver's, handoff, ticket at the taker's)"""
        own = ticket or self.desks[giver].post("tickets", {"subject": "A pump that hums", **body})["id"]
        handoff = self.desks[giver].post(f"tickets/{own}/handoffs", {"partnership": self.links[giver, taker]})["id"]
        self.settle()
        if accepts:
            self.desks[taker].post(f"handoffs/{handoff}/accept", {})
            self.settle()
        return own, handoff, self.desks[taker].get(f"handoffs/{handoff}")["ticket"]["id"]

    def chain_of(self, top, meanwhile=lambda slug, ticket: None):
        """A ticket of Alpha's goes down to Gamma: {slug: ticket}, (the upper handoff, the lower one)"""
        _, first, middle = self.handed_over(ticket=top)
        meanwhile("beta", middle)
        _, second, end = self.handed_over("beta", "gamma", ticket=middle)
        meanwhile("gamma", end)
        return {"alpha": top, "beta": middle, "gamma": end}, (first, second)

    def to_spoil(self, slug):
        """A ticket, a handoff, a partnership and its delivery that nobody works with: they may be changed in any way."""
        desk, mark = self.desks[slug], uuid.uuid4().hex[:8]
        made = self.hub.create_tenant(f"spoilt-{mark}", "Spoilt", f"boss@spoilt-{mark}.example")
        partnership = self.link(desk, Desk(self.hub, f"spoilt-{mark}", "Spoilt", made["token"]))
        ticket = desk.post("tickets", {"subject": "A pump that hums"})["id"]
        handoff = desk.post(f"tickets/{ticket}/handoffs", {"partnership": partnership})["id"]
        self.settle()
        return {
            "ticket": ticket,
            "handoff": handoff,
            "partnership": partnership,
            "delivery": desk.items("deliveries", ticket=ticket)[0]["id"],
            "comment": desk.post(f"tickets/{ticket}/comments", {"body": "words"})["id"],
            "attachment": desk.upload(ticket, "a.txt", b"bytes")["id"],
            "agent": self.person(slug, "agent")[3],
            "status": desk.post("statuses", {"name": f"Spoilt {mark}", "category": "onHold"})["id"],
            "team": desk.post("teams", {"name": f"Spoilt {mark}"})["id"],
            "customer": desk.post("customers", {"name": f"Spoilt {mark}"})["id"],
            "requester": desk.post("requesters", {"name": "Kim", "email": f"kim-{mark}@spoilt.example"})["id"],
            "field": desk.post("fields", {"key": f"spoilt{mark}", "name": f"Spoilt {mark}", "kind": "text"})["id"],
            "token": desk.post("tokens", {"label": "spoilt"})["id"],
        }

    def cost(self, attack):
        """Does it; what the hub took for it: seconds of processor, kilobytes of memory that stay."""
        cpu, memory = cpu_seconds(self.hub), resident(self.hub)
        outcome = attack()
        return outcome, cpu_seconds(self.hub) - cpu, resident(self.hub) - memory

    def wake(self):
        """The hub closes a connection on which nothing was said for long; what is sent once only wants one that is open."""
        for desk in self.desks.values():
            desk.get("me")

    def is_alive(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=30)
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200


def dear(name, cpu, memory=0, factor=1):
    """What was wrong with the cost of an attack, or of so many that were one."""
    if cpu > MOST_CPU * factor:
        yield f"{name} took {cpu:.2f} s of processor"
    if memory > MOST_MEMORY:
        yield f"{name} took {memory // 1_024} MB of memory"


class SideBySide:
    """What attacks cost that go on at once: each bears its share of what the hub computed, by how much it asked."""

    def __init__(self, hub):
        self.hub, self.asked = hub, 0

    def ask(self, question, *words):
        self.asked += 1
        return question(*words)

    def begin(self):
        return cpu_seconds(self.hub), self.asked

    def share(self, begun, asked):
        cpu, before = begun
        return (cpu_seconds(self.hub) - cpu) * asked / max(asked, self.asked - before, 1)


def cpu_seconds(hub):
    """Time that the process has computed, by the kernel's count."""
    fields = pathlib.Path(f"/proc/{hub.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def resident(hub):
    status = pathlib.Path(f"/proc/{hub.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))


def problem(answer):
    """Why this is no refusal in words; nothing where it is one."""
    kind = answer.headers.get("Content-Type") or ""
    if answer.status >= 500:
        return f"{answer.status} {answer.raw[:120]!r}"
    if not kind.startswith("application/problem+json"):
        return f"{answer.status} as {kind!r}: {answer.raw[:120]!r}"
    if any(word in answer.raw for word in (b"SQL", b"GRDB", b"Swift.", b"Fatal", b"/Sources/", b"syntax error")):
        return f"it shows its insides: {answer.raw[:300]!r}"
    return ""
