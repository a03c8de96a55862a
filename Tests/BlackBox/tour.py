"""A walk past every route of the interface, each used once as it is meant."""

import time
import uuid

from desk import Desk
from report import equal, require

DONE = {"resolution": {"code": "fixed", "text": "New contactor."}}


class WatchedDesk(Desk):
    """Shows each answer to whoever watches."""

    watch = None

    def call(self, method, path, *rest, **more):
        answer = super().call(method, path, *rest, **more)
        self.watch.see(method, path, answer)
        return answer


class Desks:
    def __init__(self, admin, other):
        self.admin = admin
        self.other = other


def found(hub, watch):
    made = []
    for slug, name in (("north", "North AG"), ("south", "South Ltd")):
        desk = WatchedDesk(hub, slug, name, hub.create_tenant(slug, name, f"boss@{slug}.example")["token"])
        desk.watch = watch
        made.append(desk)
    return Desks(*made)


def walk(desks, ids):
    """Leaves in `ids` one of each thing, by the name of its place in the paths."""
    _people(desks.admin, ids)
    _desk(desks.admin, ids)
    _partnership(desks, ids)
    _tickets(desks.admin, ids)
    _families(desks.admin, ids)
    _handoffs(desks, ids)
    _deliveries(desks.admin, ids)
    _webhooks(desks.admin, ids)
    _mails(desks.admin, ids)
    _mail_accounts(desks.admin, ids)
    _connections(desks.admin, ids)
    _notices(desks)
    _lists(desks.admin)
    _endings(desks, ids)


def _mails(admin, ids):
    made = admin.post("addresses", {"address": "help@tour.example", "language": "nl"})
    ids["address"] = made["id"]
    one = f"addresses/{made['id']}"
    admin.get("addresses")
    admin.get(one)
    admin.patch(one, {"sender_name": "Tour"})
    doomed = admin.post("addresses", {"address": "gone@tour.example"})["id"]
    admin.delete(f"addresses/{doomed}")
    given = admin.get("given-address")["address"]
    aside = admin.hub.mail(given, b"From: ann@customer.example\r\nX-Spam-Flag: YES\r\nSubject: Pills\r\n\r\nx\r\n")["mail"]
    empty = admin.hub.mail(given, b"\r\n")["mail"]
    for mail, state in ((aside, "set_aside"), (empty, "parked")):
        _wait(lambda mail=mail, state=state: admin.get(f"mails/{mail}")["state"] == state, f"a mail that is {state}")
    admin.post(f"mails/{empty}/drop", {})
    admin.post(f"mails/{aside}/retry", {})
    _wait(lambda: admin.get(f"mails/{aside}")["state"] == "filed", "a mail that is filed")
    ids["mail"] = aside
    admin.get("mails", state="filed")
    admin.bytes(f"mails/{aside}/original")
    ticket = admin.get(f"mails/{aside}")["ticket"]
    admin.get(f"tickets/{ticket}/mails")
    admin.get(f"tickets/{ticket}/reply-address")
    # This hub has no mail server to write by.
    admin.get(f"tickets/{ticket}/sent-mails")
    admin.call("POST", f"tickets/{ticket}/sent-mails/{uuid.uuid4()}/retry", {})
    admin.get("suppressed-addresses")
    ids["suppressed"] = str(uuid.uuid4())
    admin.call("DELETE", f"suppressed-addresses/{ids['suppressed']}")
    admin.get("mail-templates")
    ids["mail-templates.kind"], ids["mail-templates.language"] = "comment", "en"
    words = {"subject": "Ticket {number}", "body": "Word of it: {comment}"}
    admin.post("mail-templates/preview", {"kind": "comment", "language": "en", **words})
    admin.put("mail-templates/comment/en", words)
    admin.delete("mail-templates/comment/en")


def _mail_accounts(admin, ids):
    # Nobody is asked at such a host, and it is not to be asked.
    address = admin.post("addresses", {"address": "fetched@tour.example"})["id"]
    body = {"address": address, "host": "127.0.0.1", "port": 9, "security": "none", "user": "tour", "password": SECRET}
    doomed = admin.post("mail-accounts", {**body, "afterwards": "move", "moves_to": "Done", "fetch_existing": True})["id"]
    admin.delete(f"mail-accounts/{doomed}")
    ids["account"] = admin.post("mail-accounts", body)["id"]
    one = f"mail-accounts/{ids['account']}"
    admin.get("mail-accounts")
    admin.get(one)
    admin.patch(one, {"folder": "Support", "afterwards": "seen"})
    admin.post(one + "/test", {})
    admin.post(one + "/resume", {})
    admin.post(one + "/pause", {})


def _webhooks(admin, ids):
    admin.get("webhook-events")
    # Nobody is asked at such an address, and it is not to be asked.
    made = admin.post("webhooks", {"url": "http://127.0.0.1:9/", "events": ["handoff.*"]})
    ids["webhook"] = made["id"]
    one = f"webhooks/{ids['webhook']}"
    admin.get("webhooks")
    admin.get(one)
    admin.patch(one, {"events": ["ticket.status"], "internal_comments": True, "paused": True})
    admin.post(one + "/rotate", {})
    ids["message"] = admin.post(one + "/test", {})["id"]
    admin.get(one + "/messages")
    admin.get(f"{one}/messages/{ids['message']}")
    admin.post(f"{one}/messages/{ids['message']}/replay", {})
    doomed = admin.post("webhooks", {"url": "https://a.example/", "events": ["*"]})["id"]
    admin.delete(f"webhooks/{doomed}")


#: A desk that tells something and is told nothing: no request is written down for it.
DESCRIBED = {
    "signature": "header", "signature_header": "X-Secret", "ticket_id": "$.id", "subject": "$.subject", "status": "$.status",
}  # fmt: skip
SECRET = "open sesame of the tour"


def _connections(admin, ids):
    admin.get("connectors")
    ids["connector"] = "webhook"
    sample = '{"id": "x1", "subject": "Pump", "status": "new"}'
    admin.post("connectors/webhook/try", {"settings": DESCRIBED, "sample": sample})
    body = {"connector": "webhook", "name": "Told", "settings": DESCRIBED, "secrets": {"hook_secret": SECRET}}
    doomed = admin.post("connections", body)["id"]
    admin.delete(f"connections/{doomed}")
    made = admin.post("connections", body)
    ids["connection"] = made["id"]
    one = f"connections/{ids['connection']}"
    admin.get("connections")
    admin.get(one)
    admin.patch(one, {"name": "Told, renamed"})
    admin.post(one + "/pause", {})
    admin.post(one + "/resume", {})
    admin.post(one + "/test", {})
    ids["key"] = admin.post(one + "/address", {})["hook_url"].rpartition("/")[2]
    ids["kind"], ids["thing"] = "tickets", "x1"
    _reports(admin, ids, one)
    _told(admin, ids, one, made["partnership"])
    mailing = {"desk": "other", "senders": "desk@far.example", "address": "new@far.example", "number": "[far #{number}]"}
    mails = {"connector": "mail", "name": "Mails only", "settings": mailing, "secrets": {}}
    ids["mail-addresses.connection"] = admin.post("connections", mails)["id"]
    admin.get(f"connections/{ids['mail-addresses.connection']}/mail-addresses")


def _reports(admin, ids, one):
    for status in ("new", "unheard of", "unheard of as well"):
        raw = f'{{"id": "x1", "subject": "Pump", "status": "{status}"}}'.encode()
        answer = admin.call("POST", f"/hooks/{ids['key']}", raw=raw, headers={"X-Secret": SECRET})
        equal(answer.status, 202, f"the answer to a webhook that says “{status}”")
    ids["report"] = admin.get(one + "/reports", state="parked")["items"][0]["id"]
    admin.post(f"{one}/reports/{ids['report']}/retry", {})
    admin.post(f"{one}/reports/{ids['report']}/drop", {})


def _told(admin, ids, one, partnership):
    ticket = admin.post("tickets", {"subject": "Nobody can be told of it"})
    admin.post(f"tickets/{ticket['number']}/handoffs", {"partnership": partnership})
    deadline = time.monotonic() + 30
    while not (parked := admin.get(one + "/deliveries", state="parked")["items"]):
        require(time.monotonic() < deadline, "what cannot be told is parked within 30 s")
        time.sleep(0.1)
    ids["connections.delivery"] = parked[0]["id"]
    delivery = f"{one}/deliveries/{parked[0]['id']}"
    admin.get(delivery)
    admin.post(delivery + "/retry", {})
    deadline = time.monotonic() + 30
    while admin.get(delivery)["state"] != "parked":
        require(time.monotonic() < deadline, "it is parked again within 30 s")
        time.sleep(0.1)
    admin.post(delivery + "/drop", {})


def _people(admin, ids):
    ids["team"] = admin.post("teams", {"name": "First line"})["id"]
    ids["agent"] = admin.post(
        "agents", {"email": "kim@north.example", "name": "Kim Stone", "role": "light", "teams": [ids["team"]]}
    )["id"]
    ids["customer"] = admin.post("customers", {"name": "Bakery"})["id"]
    ids["requester"] = admin.post(
        "requesters", {"email": "ann@bakery.example", "name": "Ann", "phone": "+49 30 1", "customer": ids["customer"]}
    )["id"]
    for kind in ("team", "agent", "customer", "requester"):
        admin.get(f"{kind}s/{ids[kind]}")
        equal(admin.patch(f"{kind}s/{ids[kind]}", {"name": f"Another {kind}"})["name"], f"Another {kind}", "the name")


def _desk(admin, ids):
    admin.get("/healthz")
    admin.bytes("/metrics")
    admin.get("/openapi.json")
    admin.get("/readyz")
    admin.get("me")
    admin.patch("desk", {"passes_through": True})
    for kind, allowed in (("text", []), ("number", []), ("flag", []), ("day", []), ("choice", ["a", "b"])):
        field = {"key": f"of_{kind}", "name": f"Of {kind}", "kind": kind, **({"allowed": allowed} if allowed else {})}
        ids["field"] = admin.post("fields", field)["id"]
    admin.patch(f"fields/{ids['field']}", {"name": "Of choice, renamed"})
    doomed = admin.post("statuses", {"name": "Soon gone", "category": "onHold"})["id"]
    admin.patch(f"statuses/{doomed}", {"name": "Gone soon", "position": 0})
    admin.delete(f"statuses/{doomed}")
    ids["status"] = admin.items("statuses")[0]["id"]
    key = admin.post("tokens", {"label": "a spare key", "expires_at": "2090-01-01T00:00:00Z"})
    admin.delete(f"tokens/{key['id']}")
    ids["token"] = key["id"]


def _partnership(desks, ids):
    admin, other = desks.admin, desks.other
    invited = admin.post("partnerships", {"name": "South", "message": "Let us work together"})
    declined = admin.post("partnerships", {"name": "Nobody"})["invitation"]["code"]
    other.post("partnerships/decline", {"code": declined})
    ids["partnership"] = other.post("partnerships/accept", {"code": invited["invitation"]["code"]})["id"]
    one = f"partnerships/{ids['partnership']}"
    admin.get(one)
    admin.patch(one, {"name": "South Ltd", "settings": {"holds_public_words": True}})
    admin.post(one + "/suspend")
    admin.post(one + "/resume")
    admin.put(one + "/sharing", {**admin.get(one + "/sharing"), "names": "full"})
    mapping = {part: value for part, value in admin.get(one + "/mapping").items() if value}
    admin.post(one + "/mapping/check", mapping)
    admin.put(one + "/mapping", mapping)
    refused = admin.call("PUT", one + "/mapping", {**mapping, "in": {}})
    equal(refused.status, 422, "a mapping with a hole")


def _tickets(admin, ids):
    made = admin.post(
        "tickets",
        {
            "subject": "Chiller trips",
            "description": "At *noon*",
            "requester": {"email": "bo@bakery.example", "name": "Bo"},
            "impact": "high",
            "team": "Another team",
            "tags": ["cooling"],
            "fields": {"of_text": "x", "of_number": 1.5, "of_flag": True, "of_day": "2031-02-03", "of_choice": "a"},
            "site": {"address": "1 Mill Lane"},
        },
    )
    ids["ticket"] = made["id"]
    one = f"tickets/{ids['ticket']}"
    admin.get(one)
    admin.patch(one, {"priority": "high", "urgency": "high"})
    ids["comment"] = admin.post(one + "/comments", {"body": "Looked at it", "audience": "partner"})["id"]
    admin.patch(f"{one}/comments/{ids['comment']}", {"body": "Looked at it again"})
    gone = admin.post(one + "/comments", {"body": "Not for here"})["id"]
    admin.delete(f"{one}/comments/{gone}")
    ids["attachment"] = admin.upload(ids["ticket"], "plan.txt", b"bytes", "text/plain", audience="partner")["id"]
    equal(admin.bytes(f"attachments/{ids['attachment']}"), b"bytes", "the bytes of the attachment")
    for part in ("comments", "attachments", "timeline"):
        admin.items(f"{one}/{part}")


def _families(admin, ids):
    one = f"tickets/{ids['ticket']}"
    said = admin.post(one + "/comments", {"body": "And the lamp flickers"})["id"]
    split = admin.post(one + "/split", {"subject": "The lamp", "comments": [said]})
    child = admin.post(one + "/children", {"subject": "The valve"})
    admin.upload(split["id"], "lamp.txt", b"lamp", "text/plain")
    equal(admin.get(one)["children"][0]["number"], child["number"], "the child")
    equal(admin.post(f"tickets/{split['id']}/merge", {"into": ids["ticket"]})["merged"], [split["number"]], "merged")
    equal(admin.get(f"tickets/{split['id']}")["merged_into"]["id"], ids["ticket"], "into what")
    for part in ("comments", "attachments", "timeline"):
        admin.items(f"tickets/{split['id']}/{part}")
    admin.patch(f"tickets/{child['id']}", {"status": "Closed"})


def _handoffs(desks, ids):
    admin, other = desks.admin, desks.other
    ids["handoff"] = _accepted(desks, ids, ids["ticket"])
    theirs = other.get(f"handoffs/{ids['handoff']}")["ticket"]["id"]
    _public_words(desks, ids, theirs)
    other.patch(f"handoffs/{ids['handoff']}", {"eta": "2090-01-02T00:00:00Z", "reason": "Parts"})
    other.post(f"handoffs/{ids['handoff']}/complete", DONE)
    _until(admin, ids["handoff"], "completed")
    admin.post(f"handoffs/{ids['handoff']}/rework", {"reason": "It trips still"})
    _until(other, ids["handoff"], "accepted")
    other.post(f"handoffs/{ids['handoff']}/complete", DONE)
    _until(admin, ids["handoff"], "completed")
    admin.post(f"handoffs/{ids['handoff']}/confirm")
    for verb, desk in (("withdraw", admin), ("decline", other)):
        handoff = _offered(desks, ids, admin.post("tickets", {"subject": f"To {verb}"})["id"])
        desk.post(f"handoffs/{handoff}/{verb}", {} if desk is admin else {"reason": "No time"})
    for verb, desk in (("recall", admin), ("return", other)):
        handoff = _accepted(desks, ids, admin.post("tickets", {"subject": f"To {verb}"})["id"])
        desk.post(f"handoffs/{handoff}/{verb}", {"reason": "Not yours"})
    for desk in (admin, other):
        desk.items("handoffs")
        desk.get(f"handoffs/{ids['handoff']}")
    admin.get(f"tickets/{ids['ticket']}/chain")
    other.get(f"tickets/{theirs}/chain")
    for part in ("comments", "attachments", "timeline"):
        other.items(f"tickets/{theirs}/{part}")


def _public_words(desks, ids, theirs):
    """A partner's words to the requester wait until this desk releases them."""
    admin, other = desks.admin, desks.other
    other.put(f"partnerships/{ids['partnership']}/sharing", {"audiences": ["partner", "public"]})
    other.post(f"tickets/{theirs}/comments", {"body": "We are on our way", "audience": "public"})
    path = f"tickets/{ids['ticket']}/comments"
    _wait(lambda: any(c["awaits_release"] for c in admin.items(path)), "the partner's public words arrive")
    said = next(c["id"] for c in admin.items(path) if c["awaits_release"])
    equal(admin.post(f"{path}/{said}/release")["audience"], "public", "the audience of what is released")


def _offered(desks, ids, ticket):
    body = {"partnership": ids["partnership"], "message": "Please", "resolve_by": "2090-01-01T00:00:00Z"}
    desks.admin.post(f"tickets/{ticket}/handoffs/preview", body)
    handoff = desks.admin.post(f"tickets/{ticket}/handoffs", body)["id"]
    _until(desks.other, handoff, "offered")
    return handoff


def _accepted(desks, ids, ticket):
    handoff = _offered(desks, ids, ticket)
    desks.other.post(f"handoffs/{handoff}/accept", {"eta": "2090-01-01T00:00:00Z"})
    _until(desks.admin, handoff, "accepted")
    return handoff


def _deliveries(admin, ids):
    ids["delivery"] = admin.items("deliveries")[0]["id"]
    admin.get(f"deliveries/{ids['delivery']}")
    for verb in ("retry", "drop"):
        equal(admin.call("POST", f"deliveries/{ids['delivery']}/{verb}").status, 409, f"to {verb} what is done")


def _notices(desks):
    told = desks.other.items("notices", state="all", limit=1)
    require(told, "South was offered a ticket, and is told of nothing")
    equal(desks.other.get("notices/count")["unread"], len(desks.other.items("notices")), "the number of the unread")
    desks.other.post("notices/read", {"ids": [told[0]["id"]]})
    desks.other.post("notices/read", {"ticket": str(told[0]["ticket"]["number"])})
    equal(desks.other.post("notices/read", {"all": True}), {"unread": 0}, "what is left")
    equal(desks.other.call("POST", "notices/read", {"all": True, "ids": []}).status, 422, "two ways at once")
    chosen = {"language": "nl", "unassigned": False, "kinds": {"reply": {"page": True, "mail": False}}}
    settings = desks.other.put("me/notices", chosen)
    equal(desks.other.get("me/notices"), settings, "what was chosen")
    equal(settings["kinds"]["reply"], {"page": True, "mail": False}, "the choice for replies")
    desks.other.put("me/notices", {})


def _lists(admin):
    kinds = ("tickets", "agents", "teams", "customers", "requesters", "statuses", "fields", "partnerships", "tokens")
    for kind in (*kinds, "audit"):
        admin.items(kind, limit=1)


def _endings(desks, ids):
    invited = desks.admin.post("partnerships", {"name": "South again"})
    # This hub has no mail server to invite by.
    mail = {"email": "boss@south.example", "greeting": "Hello"}
    equal(desks.admin.call("POST", f"partnerships/{invited['id']}/mail-invitation", mail).status, 409, "a mail by no server")
    extra = invited["invitation"]["code"]
    second = desks.other.post("partnerships/accept", {"code": extra})["id"]
    desks.admin.post(f"partnerships/{second}/end", {"open_handoffs": "settle"})


def _until(desk, handoff, state):
    def reached():
        answer = desk.call("GET", f"handoffs/{handoff}")
        return answer.status == 200 and answer.json["state"] == state

    _wait(reached, f"{desk.slug} sees {handoff} {state}")


def _wait(holds, what, patience=10):
    deadline = time.monotonic() + patience
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {patience} s: {what}")
        time.sleep(0.02)
