"""What may come in that should not: each module tries one kind."""

import json
import random

from desk import Desk
from report import Report


class Stage:
    """Two linked desks, a handoff between them, and agents of each role, for attempts to be made at."""

    def __init__(self, hub, report):
        self.hub = hub
        self.report: Report = report
        mark = f"{random.getrandbits(32):08x}"
        alpha = hub.create_tenant("alpha", "Alpha GmbH", f"boss-{mark}@alpha.example")
        beta = hub.create_tenant("beta", "Beta Ltd", f"boss-{mark}@beta.example")
        self.admin = Desk(hub, "alpha", "Alpha GmbH", alpha["token"])
        self.other = Desk(hub, "beta", "Beta Ltd", beta["token"])
        self.agent = self._person("agent", mark)
        self.light = self._person("light", mark)
        self.partnership = self.invite(self.admin, self.other)
        self.ticket = self.admin.post("tickets", {"subject": "A ticket of alpha"})["id"]
        self.foreign_ticket = self.other.post("tickets", {"subject": "A ticket of beta"})["id"]

    def _person(self, role, mark):
        token = self.hub.create_agent("alpha", f"{role}-{mark}@alpha.example", f"Alpha {role}", role)
        return Desk(self.hub, "alpha", "Alpha GmbH", token)

    def invite(self, inviting, accepting):
        invited = inviting.post("partnerships", {"name": accepting.name})
        accepting.post("partnerships/accept", {"code": invited["invitation"]["code"], "name": inviting.name})
        return invited["id"]

    def refused(self, name, answer, *statuses):
        """The status is one of those, the body a problem that says what to do."""
        wrong = []
        if answer.status not in statuses:
            wrong.append(f"status {answer.status}, expected {' or '.join(map(str, statuses))}: {answer.raw[:200]!r}")
        elif not (answer.headers.get("Content-Type") or "").startswith("application/problem+json"):
            wrong.append(f"content type {answer.headers.get('Content-Type')}")
        else:
            wrong += _problem(answer)
        return self.report.all(f"{name} -> {answer.status}", wrong)

    def tickets(self, desk=None):
        return len((desk or self.admin).items("tickets"))


def _problem(answer):
    try:
        problem = json.loads(answer.raw)
    except ValueError:
        return [f"not JSON: {answer.raw[:100]!r}"]
    wrong = [f"no {part}" for part in ("type", "title", "status", "detail") if not problem.get(part)]
    if problem.get("status") != answer.status:
        wrong.append(f"the body says {problem.get('status')}")
    if any(word in str(problem) for word in ("SQLite", "GRDB", "Swift.", "Fatal", "/Sources/")):
        wrong.append(f"it shows its insides: {problem}")
    return wrong
