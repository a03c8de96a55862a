"""Idempotency keys, ETags, cursors and limits."""

import threading
import uuid


def attempt(stage):
    _keys(stage)
    _twins(stage)
    _etags(stage)
    _lists(stage)


def _keys(stage):
    key, body = f"key-{uuid.uuid4()}", {"subject": "Once only"}
    before = stage.tickets()
    first = stage.admin.call("POST", "tickets", body, key=key)
    again = stage.admin.call("POST", "tickets", body, key=key)
    stage.report.check(
        "the same key and body give the first answer", (first.status, first.raw) == (again.status, again.raw), again.raw
    )
    stage.refused("the same key, another body", stage.admin.call("POST", "tickets", {"subject": "Twice"}, key=key), 422)
    other = stage.agent.call("POST", "tickets", {"subject": "Another agent's"}, key=key)
    stage.report.check("another agent's key is another key", other.status == 201, other.raw)
    stage.hub.kill()
    stage.hub.start_or_fail()
    later = stage.admin.call("POST", "tickets", body, key=key)
    stage.report.check("it still does after kill -9 and a start", first.raw == later.raw, later.raw)
    stage.report.check("and made one ticket", stage.tickets() == before + 2)
    for name, odd in (("empty", ""), ("of 10,000 characters", "k" * 10_000)):
        answer = stage.admin.call("POST", "tickets", body, headers={"Idempotency-Key": odd})
        stage.report.check(f"a key {name} does not break the hub", answer.status in (201, 400, 422, 431), answer.status)


def _twins(stage):
    key, answers = f"key-{uuid.uuid4()}", []

    def send():
        answers.append(stage.admin.call("POST", "tickets", {"subject": "Twins"}, key=key))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stage.report.check("eight at once with one key get one answer", len({a.raw for a in answers}) == 1, answers)
    stage.report.check("and it is a ticket", answers[0].status == 201, answers[0].raw)


def _etags(stage):
    path = f"tickets/{stage.ticket}"
    seen = stage.admin.call("GET", path).headers.get("ETag")
    stage.report.check("a ticket has its ETag", bool(seen))
    changed = stage.admin.call("PATCH", path, {"tags": ["one"]}, headers={"If-Match": seen or '"x"'})
    stage.report.check("If-Match of what is there lets through", changed.status == 200, changed.raw)
    for name, match in (("stale", seen or '"x"'), ("made up", '"nonsense"'), ("unquoted", "nonsense")):
        answer = stage.admin.call("PATCH", path, {"tags": ["two"]}, headers={"If-Match": match})
        stage.refused(f"If-Match: {name}", answer, *((412, 400) if name == "unquoted" else (412,)))
    stage.report.check("what failed changed nothing", stage.admin.get(path)["tags"] == ["one"])


def _lists(stage):
    for number in range(3):
        stage.admin.post("tickets", {"subject": f"Page {number}"})
    cursor = stage.admin.get("tickets", limit=1)["next_cursor"]
    stage.report.check("a short page has a cursor", bool(cursor))
    for name, value in {
        "garbage": "garbage",
        "empty base64": "AAAA",
        "altered": (cursor or "x")[:-2] + "!!",
        "SQL": "' OR 1=1 --",
        "of 10,000 characters": "x" * 10_000,
    }.items():
        stage.refused(f"cursor: {name}", stage.admin.call("GET", f"tickets?cursor={_quoted(value)}"), 400, 414, 431)
    for limit in ("0", "201", "-1", "abc", "1.5", "9223372036854775808"):
        stage.refused(f"limit={limit}", stage.admin.call("GET", f"tickets?limit={limit}"), 400, 422)
    # As forms send it: what is left empty is left out.
    stage.report.check("limit= counts as none", stage.admin.call("GET", "tickets?limit=").status == 200)
    for query in ("sort=nonsense", "sort=subject;DROP%20TABLE%20tickets", "category=paused", "status=%00"):
        stage.refused(f"?{query}", stage.admin.call("GET", f"tickets?{query}"), 400, 422)
    for words in ('"', "a AND", "NEAR(", "*", "subject:a", "(", "-", "\u0000", "x" * 5_000):
        answer = stage.admin.call("GET", f"tickets?q={_quoted(words)}")
        stage.report.check(
            f"q={words[:12]!r} is answered {answer.status}", answer.status in (200, 400, 414, 422), answer.raw
        )


def _quoted(text):
    from urllib.parse import quote

    return quote(text, safe="")
