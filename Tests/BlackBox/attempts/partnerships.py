"""Invitations that are used, declined or made up; mappings with holes."""

from desk import Desk


def attempt(stage):
    _invitations(stage)
    _mappings(stage)
    _sharing(stage)


def _invitations(stage):
    third = stage.hub.create_tenant("gamma", "Gamma SA", "boss@gamma.example")
    gamma = Desk(stage.hub, "gamma", "Gamma SA", third["token"])
    code = stage.admin.post("partnerships", {"name": "Gamma SA"})["invitation"]["code"]
    stage.refused("accepting one's own invitation", _accept(stage.admin, code), 409, 422)
    first = gamma.post("partnerships/accept", {"code": code})
    again = gamma.call("POST", "partnerships/accept", {"code": code})
    stage.report.check(
        "accepting twice by the same desk gives the same partnership, or 409",
        again.status == 409 or (again.status < 300 and again.json["id"] == first["id"]),
        again.raw,
    )
    stage.refused("accepting what another desk accepted", _accept(stage.other, code), 409, 404)
    declined = stage.admin.post("partnerships", {"name": "Gamma again"})["invitation"]["code"]
    stage.report.check(
        "an invitation is declined", gamma.call("POST", "partnerships/decline", {"code": declined}).status < 300
    )
    stage.refused("accepting what was declined", _accept(gamma, declined), 409, 404)
    for name, made_up in (
        ("made up", "no-such-code"),
        ("empty", ""),
        ("altered", code[:-1] + "x"),
        ("with NUL", "a\0b"),
    ):
        stage.refused(f"an invitation code {name}", _accept(gamma, made_up), 404, 409, 422, 400)
    stage.report.check(
        "it says when it expires",
        bool(stage.admin.post("partnerships", {"name": "Delta"})["invitation"].get("expires_at")),
    )


def _accept(desk, code):
    return desk.call("POST", "partnerships/accept", {"code": code})


def _mappings(stage):
    path = f"partnerships/{stage.partnership}/mapping"
    good = stage.admin.get(path)
    parts = {part: good[part] for part in ("in", "out", "events", "labels") if good.get(part)}
    by_category = {status["category"]: status["id"] for status in stage.admin.items("statuses")}
    holes = {
        "a wire word without an image": _without(parts, "in", "onHold"),
        "an own status without an image": _without(parts, "out", next(iter(parts["out"]))),
        "resolved shown as cancelled": _with(parts, "in", "resolved", by_category["cancelled"]),
        "the partner's work shown as our own": _with(parts, "in", "inProgress", by_category["inProgress"]),
        "work shown as resolved": _with(parts, "in", "inProgress", by_category["resolved"]),
    }
    for name, mapping in holes.items():
        answer = stage.admin.call("PUT", path, mapping)
        stage.refused(f"mapping: {name}", answer, 422)
        verdict = stage.admin.call("POST", path + "/check", mapping)
        findings = verdict.json.get("findings", []) if verdict.status == 200 else []
        stage.report.check(
            f"mapping: {name}: the checker shows a finding",
            findings
            and not verdict.json["ok"]
            and all(f["rule"] in ("total", "satisfiable", "stable", "honest") and f["detail"] for f in findings),
            verdict.raw,
        )
    for name, mapping in {
        "a status that is absent": _with(parts, "in", "onHold", "00000000-0000-7000-8000-000000000000"),
        "a word that is no category": _with(parts, "in", "paused", by_category["onHold"]),
        "a list for an object": {**parts, "in": []},
        "an unknown part": {**parts, "sideways": {}},
        "nothing": {},
    }.items():
        stage.refused(f"mapping: {name}", stage.admin.call("PUT", path, mapping), 422, 400)
    stage.report.check("no refused mapping was kept", stage.admin.get(path) == good)


def _without(parts, part, key):
    return {**parts, part: {k: v for k, v in parts[part].items() if k != key}}


def _with(parts, part, key, value):
    return {**parts, part: {**parts[part], key: value}}


def _sharing(stage):
    path = f"partnerships/{stage.partnership}/sharing"
    good = stage.admin.get(path)
    for name, change in {
        "internal": {"audiences": ["internal", "partner"]},
        "names": {"names": "all"},
        "chain": {"chain": True},
        "attachments": {"attachments": "yes"},
        "an unknown rule": {"passwords": True},
    }.items():
        stage.refused(f"sharing: {name}", stage.admin.call("PUT", path, {**good, **change}), 422, 400)
    stage.report.check("no refused sharing was kept", stage.admin.get(path) == good)
