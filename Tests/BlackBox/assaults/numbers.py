"""JSON that two readers understand in two ways (A45), extremes of numbers, times, sizes and depth (A50), members that nobody
asked for (A33): at every address that takes JSON."""

import itertools
import json
import re
import uuid

from . import dear, problem
from .bodies import JSON, example, members, resolve

#: Bodies that are no JSON, or are it in two ways.
BODIES = {
    "a key twice": b'{"%s":1,"%s":2}',
    "a key twice, once escaped": b'{"a":1,"\\u0061":2}',
    "a key twice, one level down": b'{"a":{"b":1,"b":2}}',
    "1e400": b'{"%s":1e400}',
    "-1e400": b'{"%s":-1e400}',
    "1e-400 of nothing": b'{"%s":1e}',
    "NaN": b'{"%s":NaN}',
    "Infinity": b'{"%s":Infinity}',
    "a leading zero": b'{"%s":01}',
    "a plus": b'{"%s":+1}',
    "a hexadecimal number": b'{"%s":0x10}',
    "a number that begins with a point": b'{"%s":.5}',
    "a number that ends with a point": b'{"%s":5.}',
    "10,000 digits": b'{"%s":' + b"9" * 10_000 + b"}",
    "an exponent of 10,000 digits": b'{"%s":1e' + b"9" * 10_000 + b"}",
    "a lone high surrogate": b'{"%s":"\\ud800"}',
    "a lone low surrogate": b'{"%s":"\\udc00"}',
    "surrogates in the wrong order": b'{"%s":"\\udc00\\ud800"}',
    "a surrogate in UTF-8": b'{"%s":"\xed\xa0\x80"}',
    "an overlong slash": b'{"%s":"\xc0\xaf"}',
    "beyond Unicode": b'{"%s":"\xf4\x90\x80\x80"}',
    "half a letter": b'{"%s":"\xe2\x82"}',
    "a byte order mark": b'\xef\xbb\xbf{"%s":1}',
    "UTF-16": '{"a":1}'.encode("utf-16"),
    "UTF-32": '{"a":1}'.encode("utf-32-le"),
    "a raw NUL": b'{"%s":"\0"}',
    "a raw line end": b'{"%s":"\n"}',
    "an escape that is none": b'{"%s":"\\x41"}',
    "an escape cut short": b'{"%s":"\\u00"}',
    "a comment": b'{/* a */"%s":1}',
    "a comma at the end": b'{"%s":1,}',
    "a key without marks": b"{a:1}",
    "single marks": b"{'a':1}",
    "two documents": b'{"%s":1}{"%s":1}',
    "a word behind it": b'{"%s":1} a',
    "a blank that is none": b'{"%s":\xc2\xa01}',
    "a form feed": b'{"%s":\x0c1}',
    "600 levels of lists": b'{"%s":' + b"[" * 600 + b"]" * 600 + b"}",
    "600 levels of objects": b'{"a":' * 600 + b"1" + b"}" * 600,
    "100,000 levels, never closed": b'{"%s":' + b"[" * 100_000,
    "a list": b"[]",
    "a text": b'"a"',
    "null": b"null",
    "nothing but blanks": b"   ",
    "100,000 keys": b"{" + b",".join(b'"k%d":1' % n for n in range(100_000)) + b"}",
}

#: What may stand where any member does, as it is written.
VALUES = [
    *(
        "-0",
        "-0.0",
        "0e9999",
        "1e308",
        "-1e308",
        "5e-324",
        "1e-400",
        "0.1e1",
        "1.0",
        "9007199254740993",
        "2147483648",
        "-2147483649",
        "4294967296",
    ),
    *(
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "340282366920938463463374607431768211456",
    ),
    *(
        "1" + "0" * 308,
        "1" + "0" * 309,
        "0." + "0" * 5_000 + "1",
        "-1",
        "0",
        "1",
        "true",
        "false",
        "null",
        '""',
        "[]",
        "{}",
        "[[]]",
        "[null]",
        "[{}]",
        '{"a":{"b":[1]}}',
    ),
    *(
        json.dumps(when)
        for when in (
            "0000-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
            "9999-12-31T23:59:60Z",
            "10000-01-01T00:00:00Z",
            "99999999-01-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:00:00+99:99",
            "2026-01-01T00:00:00-00:00",
            "2026-01-01T00:00:00." + "9" * 5_000 + "Z",
            "1969-12-31T23:59:59Z",
            "2038-01-19T03:14:08Z",
            "-1",
            "1e400",
            "∞",
            "٣",
        )
    ),
    "[" * 40 + "]" * 40,
    '{"a":' * 40 + "1" + "}" * 40,
    json.dumps(["x"] * 20_000),
    json.dumps({f"k{n}": n for n in range(5_000)}),
]

#: What would be worth having, in a body where it has no place.
STOLEN = {
    "id": str(uuid.uuid4()),
    "tenant": "omega",
    "tenant_id": str(uuid.uuid4()),
    "desk": "omega",
    "role": "admin",
    "is_admin": True,
    "admin": True,
    "internal": False,
    "number": 7,
    "created_at": "2020-01-01T00:00:00Z",
    "updated_at": "2020-01-01T00:00:00Z",
    "version": 99,
    "holder": {"here": True},
    "handoff": str(uuid.uuid4()),
    "link_id": str(uuid.uuid4()),
    "state": "active",
    "password": "x" * 20,
    "token": "bat_" + "0" * 84,
    "secret_hash": "AA==",
    "agent_id": str(uuid.uuid4()),
    "__proto__": {"admin": True},
    "constructor": {"prototype": {"admin": True}},
    "$where": "1",
    "scopes": ["*"],
    "Subject": "capital",
    "subject ": "blank",
}


def attack(ground):
    takers = list(_takers(ground))
    _bodies(ground, takers)
    _values(ground, takers)
    _stolen(ground, takers)
    _queries(ground)


def _takers(ground):
    """Every address that takes JSON: method, address, schema. The things that it names are absent."""
    for place, operations in ground.document["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                yield method.upper(), re.sub(r"\{.*?\}", str(uuid.uuid4()), place), content["schema"]


def _bodies(ground, takers):
    wrong, attempts = [], 0
    for index, (method, address, _) in enumerate(takers):
        # The reader is one for all addresses; each address tries a part of the bodies.
        for name, raw in itertools.islice(BODIES.items(), index % 3, None, 1 if ground.is_full else 3):
            sent = raw.replace(b"%s", b"subject")
            answer, cpu, memory = ground.cost(
                lambda m=method, a=address, r=sent: ground.alpha.call(m, a, raw=r, headers=JSON, once=True)
            )
            attempts += 1
            # JSON it is, but no object; or one with more than there can be.
            if answer.status != 400 and not (
                name in ("null", "a list", "a text", "100,000 keys") and answer.status in (413, 422)
            ):
                wrong.append(f"{method} {address}, {name}: {answer.status} {answer.raw[:100]!r}")
            if why := problem(answer):
                wrong.append(f"{method} {address}, {name}: {why}")
            wrong += dear(f"{name} at {address}", cpu, memory)
    ground.tally.tried(
        "A45", "what two readers would understand in two ways is refused by every address", attempts, wrong
    )


def _values(ground, takers):
    wrong, attempts, offset = [], 0, itertools.count()
    for method, address, schema in takers:
        for path, _ in members(ground, schema):
            stride = 1 if ground.is_full else 6
            for value in VALUES[next(offset) % stride :: stride]:
                raw = value
                for step in reversed(path):
                    raw = "{" + json.dumps(step) + ":" + raw + "}"
                answer, cpu, _ = ground.cost(
                    lambda m=method, a=address, r=raw: ground.alpha.call(m, a, raw=r.encode(), headers=JSON, once=True)
                )
                attempts += 1
                if answer.status >= 400 and (why := problem(answer)):
                    wrong.append(f"{method} {address} {path} = {value[:40]}: {why}")
                wrong += dear(f"{method} {address} {path} = {value[:40]}", cpu)
    ground.tally.tried(
        "A50", "extremes of numbers, times and depth are refused in words, or taken as they are", attempts, wrong
    )


def _stolen(ground, takers):
    """None is ignored: each is told to be unknown, and nothing is done of the rest of the body."""
    wrong, attempts = [], 0
    before = ground.alpha.get("me"), len(ground.alpha.items("agents"))
    for method, address, schema in takers:
        known = resolve(ground, schema).get("properties", {})
        body = example(ground, schema, {"ticket": str(uuid.uuid4())})
        for name, value in STOLEN.items():
            if name in known:
                continue
            answer = ground.alpha.call(method, address, {**body, name: value}, once=True)
            attempts += 1
            # Of a thing that is not there it is told first that it is not.
            if answer.status not in (400, 422, 404) or (answer.status == 404 and "-" not in address):
                wrong.append(f"{method} {address} with {name}: {answer.status} {answer.raw[:100]!r}")
    if before != (ground.alpha.get("me"), len(ground.alpha.items("agents"))):
        wrong.append("the agent became another")
    ground.tally.tried("A33", "a member that nobody asked for is refused at every address", attempts, wrong)
    _stolen_from_own(ground)


def _stolen_from_own(ground):
    """The same at things that are there: they stay as they are."""
    _, _, desk, agent = ground.person("alpha", "agent")
    ticket = desk.post("tickets", {"subject": "Mine"})["id"]
    comment = desk.post(f"tickets/{ticket}/comments", {"body": "Mine"})["id"]
    things = [f"tickets/{ticket}", f"tickets/{ticket}/comments/{comment}", f"agents/{agent}"]
    wrong, attempts = [], 0
    for path in things:
        asking = ground.alpha if path.startswith("agents") else desk
        shown = f"tickets/{ticket}/comments" if "comments" in path else path
        before = asking.get(shown)
        for name, value in STOLEN.items():
            if (path.startswith("agents") and name == "role") or (name in before and before[name] == value):
                continue
            answer = asking.call("PATCH", path, {name: value}, once=True)
            attempts += 1
            if answer.status not in (400, 422):
                wrong.append(f"PATCH {path} with {name}: {answer.status} {answer.raw[:100]!r}")
        if asking.get(shown) != before:
            wrong.append(f"{path} was changed")
    made = ground.alpha.call(
        "POST", "agents", {"email": "risen@alpha.example", "name": "R", "role": "operator"}, once=True
    )
    if made.status != 422:
        wrong.append(f"a role that there is not: {made.status}")
    for body in ({"role": "admin"}, {"active": True, "role": "admin"}):
        answer = desk.call("PATCH", f"agents/{agent}", body, once=True)
        attempts += 1
        if answer.status != 403:
            wrong.append(f"an agent makes itself an admin: {answer.status}")
    ground.tally.tried("A33", "what is one's own takes no member that is not its", attempts + 1, wrong)


def _queries(ground):
    numbers = [
        "0",
        "-1",
        "1e3",
        "201",
        "2147483648",
        "9223372036854775808",
        "99999999999999999999999999",
        "1.5",
        "0x10",
        " ",
        "٣",
        "NaN",
        "5 5",
        "1,2",
        "x" * 5_000,
    ]
    wrong, attempts = [], 0
    for path in ("tickets", "agents", "audit", "notices", "deliveries", "handoffs", "tokens", "requesters"):
        for number in numbers:
            answer, cpu, _ = ground.cost(lambda p=path, n=number: ground.alpha.call("GET", f"{p}?limit={n}", once=True))
            attempts += 1
            if answer.status not in (400, 422):
                wrong.append(f"{path}?limit={number[:30]}: {answer.status}")
            wrong += dear(f"{path}?limit={number[:30]}", cpu)
        cursors = ["", "AAAA", "a" * 4_000, "../", "eyJpZCI6MX0", str(uuid.uuid4()), "-1", "9" * 40, "%00"]
        for cursor in cursors:
            answer = ground.alpha.call("GET", f"{path}?cursor={cursor}", once=True)
            attempts += 1
            if answer.status >= 400 and (why := problem(answer)):
                wrong.append(f"{path}?cursor={cursor[:30]}: {why}")
    ground.tally.tried("A50", "limits and cursors are numbers and places of ours, or refused", attempts, wrong)
