"""What one's role does not allow (A35), and what goes on after one's end (A36)."""

from .bodies import JSON


def attack(ground):
    _light(ground)
    _ended(ground)


def _light(ground):
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
