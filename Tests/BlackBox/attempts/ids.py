"""Ids that are malformed, absent, or another tenant's: the same answer for all."""

import uuid

from desk import Refused

MALFORMED = ["nonsense", "%00", "-1", "99999999999999999999", "..%2f..%2fetc%2fpasswd", "a" * 2_000, "'%20OR%201=1--"]


def attempt(stage):
    own = _belongings(stage, stage.other)
    for kind, foreign in own.items():
        _same_for_all(stage, kind, foreign)
    _in_bodies(stage, own)
    _in_uploads(stage, own)
    _nothing_happened(stage, own)


def _belongings(stage, desk):
    """One of each thing, at the other tenant."""
    ticket = stage.foreign_ticket
    comment = desk.post(f"tickets/{ticket}/comments", {"body": "beta's own words"})["id"]
    attachment = desk.upload(ticket, "beta.txt", b"beta's own bytes", "text/plain")["id"]
    return {
        "tickets": ticket,
        "comments": comment,
        "attachments": attachment,
        "statuses": desk.items("statuses")[0]["id"],
        "agents": desk.items("agents")[0]["id"],
        "teams": desk.post("teams", {"name": "Team of beta"})["id"],
        "customers": desk.post("customers", {"name": "Customer of beta"})["id"],
        "requesters": desk.post("requesters", {"name": "Kim", "email": "kim@beta.example"})["id"],
        # The partnership with alpha has the same id at both; a third party's would need a third tenant.
        "partnerships": desk.post("partnerships", {"name": "Somebody else"})["id"],
    }


def _routes(stage, kind):
    """Method, path with {} for the id, body: every route that takes an id of that kind."""
    if kind == "tickets":
        yield "GET", "tickets/{}", None
        yield "PATCH", "tickets/{}", {"subject": "taken over"}
        for part in ("comments", "timeline", "chain"):
            yield "GET", "tickets/{}/" + part, None
        yield "POST", "tickets/{}/comments", {"body": "slipped in"}
        yield "POST", "tickets/{}/handoffs", {"partnership": stage.partnership}
        yield "POST", "tickets/{}/merge", {"into": stage.ticket}
        yield "POST", "tickets/{}/split", {"subject": "slipped in"}
        yield "POST", "tickets/{}/children", {"subject": "slipped in"}
    elif kind == "comments":
        yield "PATCH", f"tickets/{stage.ticket}/comments/{{}}", {"body": "put into a mouth"}
        yield "DELETE", f"tickets/{stage.ticket}/comments/{{}}", None
    elif kind == "attachments":
        yield "GET", "attachments/{}", None
    elif kind == "statuses":
        yield "PATCH", "statuses/{}", {"name": "renamed"}
        yield "DELETE", "statuses/{}", None
    elif kind == "partnerships":
        for part in ("", "/sharing", "/mapping"):
            yield "GET", "partnerships/{}" + part, None
        for verb in ("suspend", "resume"):
            yield "POST", "partnerships/{}/" + verb, {}
        yield "POST", "partnerships/{}/end", {"open_handoffs": "settle"}
    else:
        yield "GET", kind + "/{}", None
        yield "PATCH", kind + "/{}", {"name": "renamed"}


def _same_for_all(stage, kind, foreign):
    absent = str(uuid.uuid4())
    for method, path, body in _routes(stage, kind):
        name = f"{method} {path.replace(stage.ticket, 'own').format('{id}')}"
        known = stage.admin.call(method, path.format(absent), body)
        stage.refused(f"{name}: absent", known, 404)
        answer = stage.admin.call(method, path.format(foreign), body)
        stage.report.check(
            f"{name}: another tenant's is answered as an absent one",
            (answer.status, answer.raw) == (known.status, known.raw),
            f"{answer.raw[:200]!r} and {known.raw[:200]!r}",
        )
        wrong = []
        for malformed in MALFORMED:
            answer = stage.admin.call(method, path.format(malformed), body)
            if answer.status not in (404, 400, 414):
                wrong.append(f"{malformed[:30]}: {answer.status}")
        stage.report.all(f"{name}: malformed", wrong)


def _in_bodies(stage, own):
    for field, kind in (("assignee", "agents"), ("team", "teams"), ("status", "statuses")):
        answers = [
            stage.admin.call("POST", "tickets", {"subject": "a", field: value})
            for value in (own[kind], str(uuid.uuid4()))
        ]
        stage.refused(f"{field}: another tenant's", answers[0], 422, 404)
        same = (
            answers[0].raw.replace(own[kind].encode(), b"") == answers[1].raw or answers[0].status == answers[1].status
        )
        stage.report.check(f"{field}: another tenant's is answered as an absent one", same)
    path = f"tickets/{stage.ticket}/handoffs"
    for name, value in (("another tenant's", own["partnerships"]), ("absent", str(uuid.uuid4())), ("malformed", "x")):
        stage.refused(f"partnership: {name}", stage.admin.call("POST", path, {"partnership": value}), 422, 404)


def _in_uploads(stage, own):
    """Another tenant's comment, named with a file or a split, is as absent; who named it is written down."""
    before = len(_lines(stage))
    answers = []
    for value in (own["comments"], str(uuid.uuid4())):
        with_file = _refusal(lambda v=value: stage.admin.upload(stage.ticket, "a.txt", b"a", comment=v))
        split = stage.admin.call("POST", f"tickets/{stage.ticket}/split", {"subject": "a", "comments": [value]})
        answers.append([(answer.status, answer.raw) for answer in (with_file, split)])
        stage.refused("a file for a comment that is not here", with_file, 404)
        stage.refused("a split with a comment that is not here", split, 404)
    stage.report.check("another tenant's comment is answered as an absent one", answers[0] == answers[1], answers)
    stage.report.check("each leaves a line in the audit log", len(_lines(stage)) == before + 4)


def _lines(stage):
    return [line for line in stage.admin.items("audit") if line["action"] == "reference.refuse"]


def _refusal(work):
    try:
        work()
    except Refused as refused:
        return refused.answer
    raise AssertionError("it was taken")


def _nothing_happened(stage, own):
    ticket = stage.other.get(f"tickets/{own['tickets']}")
    stage.report.check("the other tenant's ticket is as it was", ticket["subject"] == "A ticket of beta")
    bodies = [c["body"].strip() for c in stage.other.items(f"tickets/{own['tickets']}/comments")]
    stage.report.check("so are its comments", "slipped in" not in bodies and "beta's own words" in bodies, bodies)
