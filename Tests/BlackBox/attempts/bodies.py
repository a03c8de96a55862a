"""Bodies that are not JSON, or not the JSON that was asked for."""

JSON = {"Content-Type": "application/json"}

MALFORMED = {
    "no body": b"",
    "an open brace": b"{",
    "a comma too many": b'{"subject":"a",}',
    "single quotes": b"{'subject':'a'}",
    "two documents": b'{"subject":"a"}{"subject":"b"}',
    "a word after it": b'{"subject":"a"} x',
    "NaN": b'{"subject":NaN}',
    "1e400": b'{"subject":"a","fields":{"n":1e400}}',
    "broken UTF-8": b'{"subject":"\xff\xfe"}',
    "a lone surrogate": b'{"subject":"\\ud800"}',
    "a byte order mark": b'\xef\xbb\xbf{"subject":"a"}',
    "a raw control character": b'{"subject":"a\x01b"}',
    "100,000 brackets": b"[" * 100_000,
    "600 levels": b'{"subject":' + b"[" * 600 + b"]" * 600 + b"}",
    "a doubled key": b'{"subject":"a","subject":"b"}',
    "a doubled key, once escaped": b'{"subject":"a","\\u0073ubject":"b"}',
    "a leading zero": b'{"subject":"a","fields":{"n":01}}',
}

INVALID = {
    "an array": [],
    "null": None,
    "a string": "subject",
    "no subject": {},
    "an empty subject": {"subject": ""},
    "a blank subject": {"subject": " \t "},
    "a subject that is a number": {"subject": 5},
    "a subject that is null": {"subject": None},
    "a subject that is a list": {"subject": ["a"]},
    "a subject of 10,000 characters": {"subject": "x" * 10_000},
    "NUL in the subject": {"subject": "a\0b"},
    "a line break in the subject": {"subject": "a\r\nBcc: x@example.com"},
    "an escape in the subject": {"subject": "a\x1b[2Jb"},
    "a text direction override": {"subject": "a\u202egpj.exe"},
    "an unknown field": {"subject": "a", "tenant_id": "b"},
    "a field of the answer": {"subject": "a", "number": 7},
    "an unknown priority": {"subject": "a", "priority": "extreme"},
    "a priority in capitals": {"subject": "a", "priority": "HIGH"},
    "a priority that is a number": {"subject": "a", "priority": 3},
    "an unknown type": {"subject": "a", "type": "miracle"},
    "tags that are a string": {"subject": "a", "tags": "b"},
    "tags that are numbers": {"subject": "a", "tags": [1]},
    "10,000 tags": {"subject": "a", "tags": [f"t{n}" for n in range(10_000)]},
    "a tag of 10,000 characters": {"subject": "a", "tags": ["x" * 10_000]},
    "NUL in the description": {"subject": "a", "description": "a\0b"},
    "a requester without an at sign": {"subject": "a", "requester": {"email": "nobody"}},
    "a requester with a line break": {"subject": "a", "requester": {"email": "a@b.example\r\nBcc: c@d.example"}},
    "a requester with an unknown field": {"subject": "a", "requester": {"email": "a@b.example", "admin": True}},
    "an unknown status": {"subject": "a", "status": "no such status"},
    "an unknown custom field": {"subject": "a", "fields": {"no-such-field": 1}},
    "an impact that is not one": {"subject": "a", "impact": 2**63},
}


def attempt(stage):
    before = stage.tickets()
    for name, raw in MALFORMED.items():
        answer = stage.admin.call("POST", "tickets", raw=raw, headers=JSON)
        stage.refused(f"body: {name}", answer, 400)
    for name, body in INVALID.items():
        raw = b"null" if body is None else None
        answer = stage.admin.call("POST", "tickets", body, raw=raw, headers=JSON)
        stage.refused(f"body: {name}", answer, 422, 400)
    huge = stage.admin.call("POST", "tickets", {"subject": "a", "description": "x" * 20_000_000})
    stage.refused("body: a description of 20 MB", huge, 413)
    stage.report.check("no refused body left a ticket", stage.tickets() == before)
    _pointers(stage)
    _comments(stage)
    _patches(stage)


def _pointers(stage):
    answer = stage.admin.call("POST", "tickets", {"subject": "a", "priority": "extreme"})
    pointers = [error.get("pointer") for error in (answer.json or {}).get("errors", [])]
    stage.report.check("an invalid field is pointed at", "/priority" in pointers, answer.raw)


def _comments(stage):
    path = f"tickets/{stage.ticket}/comments"
    for name, body in {
        "an empty comment": {"body": ""},
        "no text": {},
        "an unknown audience": {"body": "a", "audience": "everyone"},
        "an unknown format": {"body": "a", "format": "html"},
        "NUL in a comment": {"body": "a\0b"},
        "an author of one's own": {"body": "a", "author": {"name": "the boss"}},
    }.items():
        stage.refused(f"comment: {name}", stage.admin.call("POST", path, body), 422, 400)
    stage.refused("comment: 2 MB of text", stage.admin.call("POST", path, {"body": "x" * 2_000_000}), 413, 422)
    stage.report.check("no refused comment is visible", stage.admin.items(path) == [])


def _patches(stage):
    path = f"tickets/{stage.ticket}"
    before = stage.admin.get(path)
    mixed = stage.admin.call("PATCH", path, {"subject": "half of it", "priority": "extreme"})
    stage.refused("patch: one good field, one bad", mixed, 422)
    stage.refused("patch: an unknown field", stage.admin.call("PATCH", path, {"holder": {"here": False}}), 422, 400)
    stage.report.check("a refused patch changed nothing", stage.admin.get(path) == before)
    for name, when in {
        "yesterday": "yesterday",
        "the 30th of February": "2031-02-30T00:00:00Z",
        "a number": 5,
        "no zone": "2031-01-01T00:00:00",
        "the year 99999": "99999-01-01T00:00:00Z",
    }.items():
        answer = stage.admin.call("POST", f"{path}/handoffs", {"partnership": stage.partnership, "resolve_by": when})
        stage.refused(f"time: {name}", answer, 422, 400)
    stage.report.check("no refused offer was made", stage.admin.items("handoffs") == [])
