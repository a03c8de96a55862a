"""Moves that the state forbids: 409, and the detail says which state and what is allowed."""

DONE = {"resolution": {"code": "fixed", "text": "done"}}


def attempt(stage):
    handoff = stage.admin.post(f"tickets/{stage.ticket}/handoffs", {"partnership": stage.partnership})["id"]
    _wait(stage.other, handoff)
    _forbidden(
        stage,
        handoff,
        "offered",
        {
            "complete": (stage.other, DONE),
            "return": (stage.other, {"reason": "a"}),
            "confirm": (stage.admin, {}),
            "rework": (stage.admin, {"reason": "a"}),
            "recall": (stage.admin, {"reason": "a"}),
            "accept": (stage.admin, {}),
            "withdraw": (stage.other, {}),
        },
    )
    _incomplete(stage, handoff)
    stage.other.post(f"handoffs/{handoff}/accept", {})
    _wait(stage.admin, handoff, "accepted")
    _forbidden(
        stage,
        handoff,
        "accepted",
        {
            "accept": (stage.other, {}),
            "decline": (stage.other, {"reason": "a"}),
            "withdraw": (stage.admin, {}),
            "confirm": (stage.admin, {}),
            "rework": (stage.admin, {"reason": "a"}),
            "complete": (stage.admin, DONE),
        },
    )
    for name, code in (("an unknown resolution code", "magic"), ("a code in capitals", "FIXED"), ("no code", None)):
        answer = stage.other.call("POST", f"handoffs/{handoff}/complete", {"resolution": {"code": code, "text": "a"}})
        stage.refused(f"complete with {name}", answer, 422, 400)
    stage.other.post(f"handoffs/{handoff}/complete", DONE)
    _wait(stage.admin, handoff, "completed")
    _forbidden(
        stage,
        handoff,
        "completed",
        {"complete": (stage.other, DONE), "return": (stage.other, {"reason": "a"}), "withdraw": (stage.admin, {})},
    )
    stage.admin.post(f"handoffs/{handoff}/confirm", {})
    _forbidden(
        stage,
        handoff,
        "confirmed",
        {
            "recall": (stage.admin, {"reason": "a"}),
            "rework": (stage.admin, {"reason": "a"}),
            "confirm": (stage.admin, {}),
        },
    )
    _statuses(stage)


def _forbidden(stage, handoff, state, moves):
    for verb, (desk, body) in moves.items():
        answer = desk.call("POST", f"handoffs/{handoff}/{verb}", body)
        # The other side's verb may be answered as not one's own.
        allowed = (
            (409, 403) if (desk is stage.admin) == (verb in ("accept", "decline", "complete", "return")) else (409,)
        )
        stage.refused(f"{verb} of what is {state}, by {desk.slug}", answer, *allowed)
    found = stage.admin.get(f"handoffs/{handoff}")["state"]
    stage.report.check(f"it is still {state}", found == state, found)


def _incomplete(stage, handoff):
    for verb, body in (
        ("decline", {}),
        ("decline", {"reason": ""}),
        ("decline", {"reason": 5}),
        ("accept", {"eta": "soon"}),
    ):
        answer = stage.other.call("POST", f"handoffs/{handoff}/{verb}", body)
        stage.refused(f"{verb} with {body}", answer, 422, 400)


def _statuses(stage):
    used = stage.admin.get(f"tickets/{stage.ticket}")["status"]["id"]
    stage.refused("deleting a status in use", stage.admin.call("DELETE", f"statuses/{used}"), 409)
    for body in ({"name": "a", "category": "paused"}, {"name": "", "category": "new"}, {"category": "new"}):
        stage.refused(f"a status {body}", stage.admin.call("POST", "statuses", body), 422, 400)


def _wait(desk, handoff, state=None):
    import time

    for _ in range(250):
        answer = desk.call("GET", f"handoffs/{handoff}")
        if answer.status == 200 and state in (None, answer.json["state"]):
            return
        time.sleep(0.02)
    raise TimeoutError(f"{handoff} is not {state or 'there'} at {desk.slug} after 5 s")
