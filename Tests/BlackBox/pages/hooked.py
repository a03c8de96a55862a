"""A connection whose far side sends webhooks: a part of the walk over connections."""

import hashlib
import hmac
import json
import re
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from connection_ground import BASE, problem, until
from report import equal, require

NEW = f"{BASE}/new/webhook"
SECRET = "a secret of webhooks"
SAMPLE = {"event": "e1", "ticket": {"id": 4711, "number": "INC-4711", "subject": "Ice on coil <i>", "status": "open"}}
TYPED = {
    "name": "Any desk",
    "setting.signature": "body",
    "secret.hook_secret": SECRET,
    "setting.ticket_id": "$.ticket.id",
    "setting.ticket_number": "$.ticket.number",
    "setting.subject": "$.ticket.subject",
    "setting.status": "$.ticket.status",
    "setting.event_id": "$.event",
}


def sent(address, said, secret=SECRET):
    """What the hub answers to a signed webhook."""
    body = json.dumps(said).encode()
    proof = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    request = urllib.request.Request(
        address, data=body, headers={"X-Signature": proof, "Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def shown(ground, page):
    """The address that a page shows only once, at the hub of the walk."""
    address = next(values["value"] for tag, values in page.elements if values.get("id") == "hook-address")
    require("/hooks/bah_" in address, address)
    return f"http://127.0.0.1:{ground.hub.port}{urlsplit(address).path}"


LISTED = {**SAMPLE, "notes": [{"key": 1, "text": "Any news?", "by": {"name": "Frank"}}, {"key": 2, "text": "Soon."}]}


def pointed(boss, form):
    """Values of a sample are pointed at, one after the other; a path that somebody typed stays."""
    bare = {key: value for key, value in TYPED.items() if not key.startswith("setting.") or key == "setting.signature"}
    page = boss.send(form, **bare, sample=json.dumps(LISTED))
    equal(page.status, 200, f"a sample without a path ({problem(page)})")
    require("Point at the id of the ticket first" in page.text, page.text)
    values = [one for one in ("e1", "4711", "INC-4711", "Ice on coil <i>", "open", "Any news?", "Frank") if one not in page.text]
    equal(values, [], "values that cannot be pointed at")

    def point(page, **choices):
        again = page.form("set-up")
        again.action += "/sample"
        paths = [text for text in re.findall(r"<code>([^<]*)</code>", page.raw.decode()) if text.startswith("$.")]
        fields = {f"point.{paths.index(path)}": role for role, path in choices.items()}
        return boss.send(again, **fields)

    page = point(page, ticket_id="$.ticket.id", subject="$.ticket.subject")
    equal(page.form("set-up").value("setting.ticket_id"), "$.ticket.id", "the setting that was pointed")
    require("4711 Ice on coil <i>" in page.text and "first: without it" not in page.text, page.text)
    page = point(page, comment_body="$.notes[*].text", status="$.ticket.status")
    page = point(page, comment_author="$.notes[*].by.name", comment_id="$.notes[*].key")
    shown = page.form("set-up")
    equal(
        [shown.value(f"setting.{key}") for key in ("comment", "comment_body", "comment_author", "comment_id", "status")],
        ["$.notes[*]", "$.text", "$.by.name", "$.key", "$.ticket.status"], "what is pointed within comments",
    )  # fmt: skip
    require("comments: 2" in page.text and "status “Open”" in page.text, page.text)
    page = boss.send(form, **{**bare, "setting.ticket_id": "$.ticket.number"}, sample=json.dumps(LISTED))
    equal(page.form("set-up").value("setting.ticket_id"), "$.ticket.number", "what somebody typed")
    page = point(page, ticket_id="$.ticket.id")
    equal(page.form("set-up").value("setting.ticket_id"), "$.ticket.id", "what is pointed at instead")
    for sample in ("{", "[]", '"x"', "null", "[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]", '{"a": 1, "a": 2}'):
        page = boss.send(form, **TYPED, sample=sample)
        equal(page.status, 200, f"the answer to {sample}")
        require("Point at its values" not in page.text or sample == '"x"', f"{sample} has values to point at")


def hooked(ground):
    boss = ground.boss
    form = boss.get(NEW).form("set-up")
    form.action += "/sample"
    page = boss.send(form, **TYPED, sample=json.dumps(SAMPLE))
    equal(page.status, 200, f"trying a sample ({problem(page)})")
    require("INC-4711 Ice on coil <i>" in page.text and "$['ticket']['status']" in page.text, page.text)
    equal(page.form("set-up").value("setting.subject"), "$.ticket.subject", "what was typed")
    require(SECRET not in page.raw.decode(), "the secret comes back in the page")
    pointed(boss, form)
    page = boss.send(form, **{**TYPED, "setting.subject": "no path"}, sample="{}")
    equal(page.status, 422, "a path that is none")
    equal([one["name"] for _, one in page.elements if one.get("aria-invalid")], ["setting.subject"], "where it is wrong")
    equal(len(ground.api.items("connections")), 1, "what trying set up")
    page = boss.send(page.form("set-up"), **TYPED)
    equal(page.status, 200, f"setting it up ({problem(page)})")
    require("Copy it now" in page.text, page.text)
    address = shown(ground, page)
    page = boss.get(page.link("I have put it there"))
    path = urlsplit(page.url).path.removesuffix("/begin")
    require("as soon as their webhook comes in" in page.text and "Nothing has been heard" in page.text, page.text)
    equal(sent(address, SAMPLE, "another"), 401, "a webhook that is wrongly signed")
    equal(sent(address, SAMPLE), 202, "a webhook")
    equal(sent(address, SAMPLE), 202, "the same again")
    page = until(
        lambda: page if "It works: this is what came" in (page := boss.get(f"{path}/begin")).text else None, "it is shown"
    )
    equal(page.text.count("INC-4711 Ice on coil <i>"), 1, "how often it was heard")
    require("bah_" not in boss.get(path).raw.decode(), "the address is shown again")
    page = boss.send(boss.get(path).form("address"))
    require("The one before opens nothing" in page.text, page.text)
    renewed = shown(ground, page)
    equal((sent(address, {**SAMPLE, "event": "e2"}), sent(renewed, {**SAMPLE, "event": "e3"})), (404, 202), "the addresses")
    boss.send(boss.get(f"{path}/end").form("end"), confirm="Any desk")
    equal(sent(renewed, {**SAMPLE, "event": "e4"}), 404, "the address of what is ended")
