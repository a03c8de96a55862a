"""Every route of /openapi.json that takes JSON, with bodies that none takes and with odd values in each member."""

import json
import re
import uuid

JSON = {"Content-Type": "application/json"}

BODIES = {
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a number": b"9223372036854775808",
    "half": b'{"a"',
    "5,000 levels": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "a doubled key": b'{"a":1,"a":2}',
    "broken UTF-8": b'{"\xff":1}',
    "a role and a tenant": b'{"role":"admin","tenant_id":"x"}',
}

VALUES = [
    *(None, True, -1, 2**63 - 1, 1e308, 1.5, "", " ", "\0", "\u202e", "a\r\nX: y", "x" * 300_000, "\U0001f600"),
    *([], [None], [[]], ["x"] * 5_000, {}, {"a": {"b": 1}}, "0001-01-01T00:00:00Z", "9999-12-31T23:59:60Z", "%s"),
    str(uuid.uuid4()),
]


def attempt(stage):
    document = json.loads(stage.admin.bytes("/openapi.json"))
    stage.report.check("the document has routes", len(document["paths"]) > 30)
    for place, operations in document["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                _try(stage, method.upper(), place, operation["requestBody"], _members(document, content["schema"]))
    stage.report.check("the hub is alive after all of it", stage.admin.call("GET", "/healthz").status == 200)


def _members(document, schema):
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return list(schema.get("properties", {}))


def _try(stage, method, place, body, members):
    """The things named are absent: what matters is that the answer is a refusal in words, never a failure."""
    address = re.sub(r"\{.*?\}", str(uuid.uuid4()), place)
    wrong = []
    for name, raw in BODIES.items():
        if raw or body["required"]:
            answer = stage.admin.call(method, address, raw=raw, headers=JSON)
            wrong += _wrong(name, answer)
            if answer.status < 400:
                wrong.append(f"{name}: taken, {answer.status}")
    for member in members:
        for value in VALUES:
            answer = stage.admin.call(method, address, {member: value})
            wrong += _wrong(f"{member}: {str(value)[:20]!r}", answer)
    stage.report.all(f"{method} {place}: {len(members)} members, {len(VALUES)} odd values each", wrong)


def _wrong(name, answer):
    if answer.status < 400:
        return []
    kind = answer.headers.get("Content-Type") or ""
    if answer.status >= 500 or not kind.startswith("application/problem+json") or len(answer.detail) < 10:
        return [f"{name}: {answer.status} {kind} {answer.raw[:200]!r}"]
    return []
