"""Another desk's things, by whatever way they are named (A28), and what can be learnt of them (A30)."""

import uuid
from urllib.parse import quote

from . import problem


def attack(ground):
    theirs = belongings(ground.omega)
    _in_members(ground, theirs)
    _in_filters(ground, theirs)
    _oracles(ground)


def belongings(desk):
    """One thing of each kind that is another desk's."""
    ticket = desk.post("tickets", {"subject": "Omega's own words", "tags": ["omegas-tag"]})["id"]
    mark = uuid.uuid4().hex[:4]
    return {
        "ticket": ticket,
        "comment": desk.post(f"tickets/{ticket}/comments", {"body": "Omega's own words"})["id"],
        "attachment": desk.upload(ticket, "omega.txt", b"Omega's own bytes")["id"],
        "agent": desk.items("agents")[0]["id"],
        "status": desk.items("statuses")[0]["id"],
        "team": desk.post("teams", {"name": f"Omega's team {mark}"})["id"],
        "customer": desk.post("customers", {"name": f"Omega's customer {mark}"})["id"],
        "requester": desk.post("requesters", {"name": "Omega's Kim", "email": f"kim-{mark}@omega-customer.example"})[
            "id"
        ],
        "partnership": desk.post("partnerships", {"name": "Omega's partner"})["id"],
        "token": desk.post("tokens", {"label": "omega"})["id"],
        "field": desk.post("fields", {"key": f"omega{mark}", "name": "Omega's field", "kind": "text"})["id"],
    }


def same(ground, method, path, body, foreign, absent, what):
    """Why the foreign one is told from an absent one. Both are asked in the same way, one after the other."""
    answers = []
    for value in (foreign, absent):
        sent = _filled(body, value)
        answer = ground.alpha.call(
            method, path.replace("{}", value), sent, headers={"Idempotency-Key": None}, once=True
        )
        if answer.status < 400 and not (method == "GET" and b'"items":[]' in answer.raw):
            yield f"{what}: taken, {answer.status} {answer.raw[:150]!r}"
        elif answer.status >= 400 and (why := problem(answer)):
            yield f"{what}: {why}"
        answers.append((answer.status, answer.raw.replace(value.encode(), b"*"), sorted(answer.headers.keys())))
    if answers[0] != answers[1]:
        yield f"{what}: foreign {answers[0][:2]}, absent {answers[1][:2]}"


def _filled(body, value):
    if isinstance(body, dict):
        return {name: _filled(inner, value) for name, inner in body.items()}
    if isinstance(body, list):
        return [_filled(inner, value) for inner in body]
    return value if body == "{}" else body


def _in_members(ground, theirs):
    ticket = ground.alpha.post("tickets", {"subject": "Alpha's own"})["id"]
    link = ground.links["alpha", "beta"]
    requests = [
        ("POST", "tickets", {"subject": "a", "status": "{}"}, "status"),
        ("POST", "tickets", {"subject": "a", "assignee": "{}"}, "agent"),
        ("POST", "tickets", {"subject": "a", "team": "{}"}, "team"),
        ("POST", "tickets", {"subject": "a", "fields": {"{}": "x"}}, "field"),
        ("PATCH", f"tickets/{ticket}", {"status": "{}"}, "status"),
        ("PATCH", f"tickets/{ticket}", {"assignee": "{}"}, "agent"),
        ("PATCH", f"tickets/{ticket}", {"team": "{}"}, "team"),
        ("POST", f"tickets/{ticket}/merge", {"into": "{}"}, "ticket"),
        ("POST", f"tickets/{ticket}/split", {"subject": "a", "comments": ["{}"]}, "comment"),
        ("POST", f"tickets/{ticket}/split", {"subject": "a", "status": "{}"}, "status"),
        ("POST", f"tickets/{ticket}/children", {"subject": "a", "team": "{}"}, "team"),
        ("POST", f"tickets/{ticket}/handoffs", {"partnership": "{}"}, "partnership"),
        ("POST", f"tickets/{ticket}/handoffs", {"partnership": link, "attachments": ["{}"]}, "attachment"),
        ("POST", f"tickets/{ticket}/handoffs/preview", {"partnership": "{}"}, "partnership"),
        ("POST", f"tickets/{ticket}/handoffs/preview", {"partnership": link, "attachments": ["{}"]}, "attachment"),
        ("POST", "agents", {"email": "new@alpha.example", "name": "New", "role": "light", "teams": ["{}"]}, "team"),
        ("POST", "requesters", {"email": "new@client.example", "name": "New", "customer": "{}"}, "customer"),
        ("POST", "tokens", {"label": "a", "agent": "{}"}, "agent"),
        ("PUT", f"partnerships/{link}/mapping", {"in": {"new": "{}"}, "out": {}}, "status"),
        ("POST", f"partnerships/{link}/mapping/check", {"in": {"new": "{}"}, "out": {}}, "status"),
        ("POST", f"partnerships/{link}/mapping/check", {"in": {}, "out": {"{}": "new"}}, "status"),
        ("PATCH", f"partnerships/{link}", {"receives": {"team": "{}"}}, "team"),
        ("POST", "notices/read", {"ticket": "{}"}, "ticket"),
        *(
            ("GET", f"tickets/{{}}{part}", None, "ticket")
            for part in ("", "/comments", "/timeline", "/chain", "/attachments")
        ),
        ("PATCH", "tickets/{}", {"subject": "taken over"}, "ticket"),
        ("POST", "tickets/{}/comments", {"body": "slipped in"}, "ticket"),
        ("POST", "tickets/{}/merge", {"into": ticket}, "ticket"),
        ("PATCH", f"tickets/{ticket}/comments/{{}}", {"body": "put into a mouth"}, "comment"),
        ("DELETE", f"tickets/{ticket}/comments/{{}}", None, "comment"),
        ("POST", f"tickets/{ticket}/comments/{{}}/release", None, "comment"),
        ("GET", "attachments/{}", None, "attachment"),
        *(
            (method, f"{kind}s/{{}}", {"name": "renamed"} if method == "PATCH" else None, kind)
            for kind in ("agent", "team", "customer", "requester")
            for method in ("GET", "PATCH")
        ),
        ("PATCH", "statuses/{}", {"name": "renamed"}, "status"),
        ("DELETE", "statuses/{}", None, "status"),
        ("PATCH", "fields/{}", {"name": "renamed"}, "field"),
        ("DELETE", "tokens/{}", None, "token"),
        *(("GET", f"partnerships/{{}}{part}", None, "partnership") for part in ("", "/sharing", "/mapping")),
        ("PATCH", "partnerships/{}", {"name": "renamed"}, "partnership"),
        *(("POST", f"partnerships/{{}}/{verb}", {}, "partnership") for verb in ("suspend", "resume")),
        ("POST", "partnerships/{}/end", {"open_handoffs": "settle"}, "partnership"),
    ]
    before = _everything(ground.omega)
    wrong = []
    for method, path, body, kind in requests:
        if path == "notices/read":
            continue
        wrong += same(
            ground,
            method,
            path,
            body,
            theirs[kind],
            str(uuid.uuid4()),
            f"{method} {path.replace(ticket, 'own')} {body or ''}",
        )
    if _everything(ground.omega) != before:
        wrong.append("something of Omega's was changed")
    ground.tally.tried(
        "A28",
        "another desk's thing is answered as one that there is nowhere, by whatever member it is named",
        len(requests),
        wrong,
    )


def _everything(desk):
    return [
        desk.items(kind)
        for kind in ("tickets", "agents", "statuses", "teams", "customers", "requesters", "partnerships", "fields")
    ]


def _in_filters(ground, theirs):
    wrong, attempts = [], 0
    # Many lists need an id of the desk's own; what is refused is refused for an absent one, too.
    for name, kind in (
        ("status", "status"),
        ("assignee", "agent"),
        ("team", "team"),
        ("requester", "requester"),
        ("partnership", "partnership"),
    ):
        wrong += same(ground, "GET", f"tickets?{name}={{}}", None, theirs[kind], str(uuid.uuid4()), f"tickets?{name}")
        attempts += 1
    for path, kind in (
        ("handoffs?partnership={}", "partnership"),
        ("deliveries?partnership={}", "partnership"),
        ("deliveries?ticket={}", "ticket"),
    ):
        wrong += same(ground, "GET", path, None, theirs[kind], str(uuid.uuid4()), path)
        attempts += 1
    for query in (
        "q=Omega's own words",
        "q=omega",
        "tag=omegas-tag",
        "q=kim@omega-customer.example",
        "partner_number=1",
        "requester=kim@omega-customer.example",
    ):
        answer = ground.alpha.call("GET", f"tickets?{query}", once=True)
        attempts += 1
        if b"Omega" in answer.raw or (answer.status == 200 and answer.json["items"] and "number" not in query):
            wrong.append(f"tickets?{query}: {answer.raw[:200]!r}")
    # The place in a list is no key to it: one of Omega's, at Alpha.
    for kind in ("tickets", "agents", "statuses", "teams", "audit", "tokens"):
        foreign = ground.omega.get(kind, limit=1)["next_cursor"]
        for cursor in {foreign or theirs["ticket"], theirs["ticket"]}:
            answer = ground.alpha.call("GET", f"{kind}?limit=200&cursor={quote(cursor, safe='')}", once=True)
            attempts += 1
            if answer.status >= 500 or b"mega" in answer.raw.replace(b"omegas", b""):
                wrong.append(f"{kind} after a place of Omega's: {answer.status} {answer.raw[:200]!r}")
    ground.tally.tried("A28", "no filter, search or place in a list finds another desk's things", attempts, wrong)


def _oracles(ground):
    """A30: what exists at another desk does not show in what is refused, counted or found here."""
    wrong, attempts = [], 0
    for what, known, unknown in (
        (
            "the e-mail of an agent elsewhere",
            {"email": "boss@omega.example"},
            {"email": f"{uuid.uuid4().hex[:4]}@omega.example"},
        ),
        (
            "the e-mail of a partner's agent",
            {"email": "boss@beta.example"},
            {"email": f"{uuid.uuid4().hex[:4]}@beta.example"},
        ),
    ):
        answers = [
            ground.alpha.call("POST", "agents", {**who, "name": "Kim", "role": "light"}, once=True)
            for who in (known, unknown)
        ]
        attempts += 1
        if [answer.status for answer in answers] != [201, 201]:
            wrong.append(f"{what}: {[answer.raw[:100] for answer in answers]}")
        for answer in answers:
            ground.alpha.patch(f"agents/{answer.json['id']}", {"active": False})
    for kind, more in (("teams", {}), ("customers", {}), ("statuses", {"category": "onHold"})):
        body = {"name": "Taken elsewhere", **more}
        ground.omega.post(kind, body)
        answer = ground.alpha.call("POST", kind, body, once=True)
        attempts += 1
        if answer.status != 201:
            wrong.append(f"{kind}: a name that is taken elsewhere: {answer.raw[:100]!r}")
    used = ground.alpha.post("partnerships", {"name": "Somebody"})["invitation"]["code"]
    ground.gamma.post("partnerships/accept", {"code": used})
    codes = [
        used,
        used[:-1] + ("0" if used[-1] != "0" else "1"),
        "bai_" + "0" * (len(used) - 4),
        "bai_",
        "",
        "nonsense",
        used.upper(),
    ]
    answers = {
        (answer.status, answer.raw)
        for answer in (
            ground.omega.call("POST", "partnerships/accept", {"code": code or "x"}, once=True) for code in codes[1:]
        )
    }
    attempts += len(codes)
    if len({status for status, _ in answers}) != 1 or min(status for status, _ in answers) < 400:
        wrong.append(f"codes are told from each other: {answers}")
    browser, _ = ground.signed_in("alpha", "agent")
    for kind in ("agents", "teams", "partners", "requesters"):
        for words in ("omega", "kim@omega-customer.example", "Omega's", "o", "%", "_", "*", ""):
            page = browser.request("GET", f"/desk/alpha/suggestions/{kind}?q={quote(words)}")
            attempts += 1
            if b"omega.example" in page.raw.lower() or b"omega-customer" in page.raw.lower():
                wrong.append(f"suggestions of {kind} for {words!r}: {page.raw[:200]!r}")
    # Numbers of tickets count one's own alone.
    numbers = []
    for _ in range(3):
        numbers.append(ground.omega.post("tickets", {"subject": "counts"})["number"])
        ground.alpha.post("tickets", {"subject": "counts elsewhere"})
        attempts += 1
    if numbers != list(range(numbers[0], numbers[0] + 3)):
        wrong.append(f"Omega's numbers tell of others' tickets: {numbers}")
    ground.tally.tried(
        "A30", "nothing that is refused, counted or suggested tells what exists elsewhere", attempts, wrong
    )
