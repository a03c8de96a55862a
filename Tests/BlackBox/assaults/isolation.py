"""Another desk's things, by whatever way they are named (A28, A21, A22), what can be learnt of them (A30), and what one's role
or another's end does not allow (A35, A36)."""

import uuid
from urllib.parse import quote

from . import problem
from .numbers import JSON

#: Members of bodies that name a thing, and of which kind.
NAMES = {
    "status": "status",
    "assignee": "agent",
    "team": "team",
    "teams": "team",
    "requester": "requester",
    "customer": "customer",
    "partnership": "partnership",
    "attachments": "attachment",
    "comments": "comment",
    "into": "ticket",
    "ids": "ticket",
    "agent": "agent",
    "ticket": "ticket",
    "comment": "comment",
}


def attack(ground):
    theirs = belongings(ground, ground.omega)
    _in_members(ground, theirs)
    _in_filters(ground, theirs)
    _files(ground, theirs)
    _oracles(ground, theirs)
    _rights(ground)
    _ended(ground)


def belongings(ground, desk):
    """One thing of each kind that is another desk's."""
    ticket = desk.post("tickets", {"subject": "Omega's own words", "tags": ["omegas-tag"]})["id"]
    return {
        "ticket": ticket,
        "comment": desk.post(f"tickets/{ticket}/comments", {"body": "Omega's own words"})["id"],
        "attachment": desk.upload(ticket, "omega.txt", b"Omega's own bytes")["id"],
        "agent": desk.items("agents")[0]["id"],
        "status": desk.items("statuses")[0]["id"],
        "team": desk.post("teams", {"name": "Omega's team"})["id"],
        "customer": desk.post("customers", {"name": "Omega's customer"})["id"],
        "requester": desk.post("requesters", {"name": "Omega's Kim", "email": "kim@omega-customer.example"})["id"],
        "partnership": desk.post("partnerships", {"name": "Omega's partner"})["id"],
        "token": desk.post("tokens", {"label": "omega"})["id"],
        "field": desk.post("fields", {"key": "omega", "name": "Omega's field", "kind": "text"})["id"],
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


def _files(ground, theirs):
    """A21, A22: the address of a file is its id at its own desk, for who may read it, and nothing else."""
    own = ground.alpha.post("tickets", {"subject": "With a file"})["id"]
    mine = ground.alpha.upload(own, "own.txt", b"own bytes")["id"]
    digest = ground.alpha.call("GET", f"attachments/{mine}").headers["ETag"].strip('"')
    foreign = ground.omega.call("GET", f"attachments/{theirs['attachment']}").headers["ETag"].strip('"')
    absent = ground.alpha.call("GET", f"attachments/{uuid.uuid4()}", once=True)
    wrong = []
    guesses = [
        theirs["attachment"],
        theirs["attachment"].upper(),
        theirs["attachment"].replace("-", ""),
        "{" + theirs["attachment"] + "}",
        "urn:uuid:" + theirs["attachment"],
        foreign,
        digest,
        digest[:32],
        "d41d8cd98f00b204e9800998ecf8427e",
        "1",
        "0",
        "-1",
        "../" + theirs["attachment"],
        f"{own}/{theirs['attachment']}",
        "00000000-0000-0000-0000-000000000000",
        mine[:-1] + ("0" if mine[-1] != "0" else "1"),
        *(f"{mine[:-2]}{n:02x}" for n in range(40) if f"{n:02x}" != mine[-2:]),
        "%2e%2e%2fbaton.keys",
        f"{mine}.txt",
        f"{mine};x",
        f"{mine}%00",
    ]
    for guess in guesses:
        answer = ground.alpha.call("GET", f"attachments/{guess}", once=True)
        if answer.status not in (400, 404) or b"bytes" in answer.raw:
            wrong.append(f"{guess}: {answer.status} {answer.raw[:80]!r}")
    if ground.alpha.call("GET", f"attachments/{theirs['attachment']}", once=True).raw != absent.raw:
        wrong.append("a foreign file is told from an absent one")
    nobody = type(ground.alpha)(ground.hub, "", "", "")
    for query in (
        "",
        "?token=1",
        f"?token={ground.alpha.token}",
        f"?access_token={ground.alpha.token}",
        "?token_type=1",
        f"?api_key={ground.alpha.token}",
        "?expires=99999999999&signature=",
    ):
        for address in (f"/api/v1/attachments/{mine}{query}", f"/desk/alpha/attachments/{mine}{query}"):
            answer = nobody.call("GET", address, headers={"Authorization": None}, once=True)
            if answer.status not in (303, 400, 401, 404) or b"own bytes" in answer.raw:
                wrong.append(f"{address} without a sign-in: {answer.status}")
    ground.tally.tried("A21", "no guessed, forged or foreign address gives a file", len(guesses) + 14, wrong)
    wrong = []
    before = len([line for line in ground.alpha.items("audit") if line["action"] == "reference.refuse"])
    other = ground.alpha.post("tickets", {"subject": "Another of our own"})["id"]
    theirs_on_it = ground.alpha.post(f"tickets/{other}/comments", {"body": "elsewhere"})["id"]
    attempts = 0
    for comment in (theirs["comment"], theirs_on_it, str(uuid.uuid4())):
        form = f'--b\r\nContent-Disposition: form-data; name="comment"\r\n\r\n{comment}\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--b--\r\n'
        answers = [
            ground.alpha.call(
                "POST",
                f"tickets/{own}/attachments",
                raw=form.encode(),
                headers={"Content-Type": "multipart/form-data; boundary=b"},
                once=True,
            ),
            ground.alpha.call("POST", f"tickets/{own}/split", {"subject": "a", "comments": [comment]}, once=True),
            ground.alpha.call("PATCH", f"tickets/{own}/comments/{comment}", {"body": "mine now"}, once=True),
            ground.alpha.call("DELETE", f"tickets/{own}/comments/{comment}", once=True),
            ground.alpha.call("POST", f"tickets/{own}/comments/{comment}/release", once=True),
        ]
        attempts += len(answers)
        wrong += [f"{comment}: {answer.status} {answer.raw[:100]!r}" for answer in answers if answer.status != 404]
    for file in (theirs["attachment"], mine, str(uuid.uuid4())):
        answer = ground.alpha.call(
            "POST",
            f"tickets/{other}/handoffs",
            {"partnership": ground.links["alpha", "beta"], "attachments": [file]},
            once=True,
        )
        attempts += 1
        if answer.status not in (404, 422):
            wrong.append(f"an offer with the file {file}: {answer.status}")
    after = len([line for line in ground.alpha.items("audit") if line["action"] == "reference.refuse"])
    if after < before + 6:
        wrong.append(f"only {after - before} lines in the audit log")
    ground.tally.tried(
        "A22",
        "no comment or file of another ticket or desk is taken along, and who tried is written down",
        attempts,
        wrong,
    )


def _oracles(ground, theirs):
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
    for kind, name in (("teams", "Omega's team"), ("customers", "Omega's customer"), ("statuses", "Omega's status")):
        body = {"name": name, **({"category": "onHold"} if kind == "statuses" else {})}
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
    browser, desk = ground.signed_in("alpha", "agent")
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


def _rights(ground):
    """A35: every sending address, with a body that would be taken, by who may only read and comment."""
    _, _, light, own = ground.person("alpha", "light")
    ticket = ground.alpha.post("tickets", {"subject": "To be looked at"})["id"]
    internal = ground.alpha.post(f"tickets/{ticket}/comments", {"body": "the admin's"})["id"]
    said = light.post(f"tickets/{ticket}/comments", {"body": "the light agent's"})["id"]
    thing = ground.to_spoil("alpha")
    wrong, attempts = [], 0
    before = ground.alpha.get(f"tickets/{ticket}"), ground.alpha.items("agents")
    for method, path, body in (
        ("POST", "tickets", {"subject": "a"}),
        ("PATCH", f"tickets/{ticket}", {"subject": "b"}),
        ("PATCH", f"tickets/{ticket}", {"status": thing["status"]}),
        ("POST", f"tickets/{ticket}/merge", {"into": thing["ticket"]}),
        ("POST", f"tickets/{ticket}/split", {"subject": "a"}),
        ("POST", f"tickets/{ticket}/children", {"subject": "a"}),
        ("POST", f"tickets/{ticket}/handoffs", {"partnership": thing["partnership"]}),
        ("PATCH", f"tickets/{ticket}/comments/{internal}", {"body": "b"}),
        ("DELETE", f"tickets/{ticket}/comments/{internal}", None),
        ("POST", f"tickets/{ticket}/comments/{said}/release", None),
        *(
            ("POST", f"handoffs/{thing['handoff']}/{verb}", body)
            for verb, body in (
                ("withdraw", {}),
                ("recall", {"reason": "a"}),
                ("accept", {}),
                ("decline", {"reason": "a"}),
            )
        ),
        ("PATCH", f"handoffs/{thing['handoff']}", {"priority": "low"}),
        ("POST", "agents", {"email": "a@b.example", "name": "A", "role": "admin"}),
        ("PATCH", f"agents/{own}", {"role": "admin"}),
        ("PATCH", f"agents/{thing['agent']}", {"active": False}),
        ("POST", "teams", {"name": "Light"}),
        ("PATCH", f"teams/{thing['team']}", {"name": "L"}),
        ("POST", "customers", {"name": "L"}),
        ("PATCH", f"customers/{thing['customer']}", {"name": "L"}),
        ("POST", "requesters", {"email": "l@l.example", "name": "L"}),
        ("PATCH", f"requesters/{thing['requester']}", {"name": "L"}),
        ("POST", "statuses", {"name": "L", "category": "new"}),
        ("PATCH", f"statuses/{thing['status']}", {"name": "L"}),
        ("DELETE", f"statuses/{thing['status']}", None),
        ("POST", "fields", {"key": "l", "name": "L", "kind": "text"}),
        ("PATCH", f"fields/{thing['field']}", {"name": "L"}),
        ("PATCH", "desk", {"idle_minutes": 15}),
        ("POST", "partnerships", {"name": "L"}),
        ("POST", "partnerships/accept", {"code": "bai_x"}),
        ("PATCH", f"partnerships/{thing['partnership']}", {"name": "L"}),
        *(("POST", f"partnerships/{thing['partnership']}/{verb}", {}) for verb in ("suspend", "resume")),
        ("POST", f"partnerships/{thing['partnership']}/end", {"open_handoffs": "settle"}),
        ("PUT", f"partnerships/{thing['partnership']}/sharing", {"audiences": ["partner"]}),
        ("PUT", f"partnerships/{thing['partnership']}/mapping", {"in": {}, "out": {}}),
        ("POST", f"deliveries/{thing['delivery']}/retry", {}),
        ("POST", f"deliveries/{thing['delivery']}/drop", {}),
        ("POST", "tokens", {"label": "a", "agent": thing["agent"]}),
        ("DELETE", f"tokens/{thing['token']}", None),
        ("GET", "audit", None),
        ("GET", "tokens", None),
    ):
        answer = light.call(method, path, body, headers={"Idempotency-Key": None}, once=True)
        attempts += 1
        listed = method == "GET" and answer.status == 200 and path == "tokens"
        if answer.status not in (403, 404) and not listed:
            wrong.append(f"a light agent: {method} {path}: {answer.status} {answer.raw[:100]!r}")
        if listed and any(item.get("agent") not in (None, own) for item in answer.json["items"]):
            wrong.append("a light agent sees the tokens of others")
    if before[0] != ground.alpha.get(f"tickets/{ticket}") or len(before[1]) != len(ground.alpha.items("agents")):
        wrong.append("something was done nevertheless")
    ground.tally.tried("A35", "a light agent changes nothing, by any address", attempts, wrong)


def _ended(ground):
    """A36: a token of somebody who is gone, or of less, does no more from the next request on."""
    _, _, desk, agent = ground.person("alpha", "admin")
    ticket = desk.post("tickets", {"subject": "Was mine"})["id"]
    comment = desk.post(f"tickets/{ticket}/comments", {"body": "Was mine"})["id"]
    requests = [
        ("GET", "me", None),
        ("GET", f"tickets/{ticket}", None),
        ("PATCH", f"tickets/{ticket}", {"subject": "b"}),
        ("PATCH", f"tickets/{ticket}/comments/{comment}", {"body": "b"}),
        ("DELETE", f"tickets/{ticket}/comments/{comment}", None),
        ("POST", "tokens", {"label": "another"}),
        ("POST", "agents", {"email": "x@alpha.example", "name": "X", "role": "admin"}),
        ("GET", "audit", None),
    ]
    wrong = []
    made = desk.post("tokens", {"label": "a second"})["token"]
    second = type(desk)(ground.hub, "alpha", "Alpha", made)
    ground.alpha.patch(f"agents/{agent}", {"role": "light"})
    for method, path, body in requests[2:]:
        answer = desk.call(method, path, body, once=True)
        own = path == "tokens" or "comments" in path
        if answer.status not in ((200, 201, 204, 403) if own else (403,)):
            wrong.append(f"an admin who is a light agent now: {method} {path}: {answer.status}")
    ground.alpha.patch(f"agents/{agent}", {"active": False})
    for who in (desk, second):
        for method, path, body in requests:
            answer = who.call(method, path, body, headers=JSON if body else None, once=True)
            if answer.status != 401:
                wrong.append(f"somebody who is shut out: {method} {path}: {answer.status}")
    ground.tally.tried("A36", "a token is worth what its owner is, at every request", len(requests) * 3 - 2, wrong)
