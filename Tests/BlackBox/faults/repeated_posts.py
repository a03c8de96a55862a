"""F11: the same POST a thousand times, fifty of them at once, with deaths in between: one effect, one answer."""

import uuid

from chapters import short
from faults.crowd import at_once
from report import require


def posts(trial, full):
    what = "a repeated POST"
    trial.plans(what, "kill -9 among repeated POSTs")
    trial.lay()
    trial.start()
    world, ledger = trial.world, trial.ledger
    short.handed_over_and_back(world, ledger)
    chain = ledger.chain()
    times = 1_000 if full else 150

    def same(name, slug, path, body):
        """One key, over and over; the first answer, as every other must be."""
        key, answers = f"again-{uuid.uuid4()}", []
        send = lambda: world.desks[slug].call("POST", path, body, key=key)
        while len(answers) < times:
            batch = min(50, times - len(answers))
            answers += at_once(*[send] * batch)
            if len(answers) in (50, 100):
                trial.restart()
                trial.injected["kill -9 among repeated POSTs"] += 1
        broken = [answer for answer in answers if isinstance(answer, Exception)]
        require(not broken, f"{name}: {broken[:1]}")
        trial.injected[what] += len(answers)
        found = {(answer.status, answer.raw) for answer in answers}
        trial.check("I2", f"{name}: {len(answers)} times, one answer", len(found) == 1, found, len(answers))
        first = answers[0]
        require(first.status in (200, 201), f"{name}: {first.status} {first.raw}")
        return first.json

    chain.tickets["vendor"] = same("a ticket", "vendor", "tickets", {"subject": f"Once {chain.mark}"})["id"]
    ticket = f"tickets/{chain.tickets['vendor']}"
    word = f"canary-again-{ledger.number():012x}"
    for audience in ("internal", "partner"):
        same(
            f"a comment, {audience}",
            "vendor",
            f"{ticket}/comments",
            {"body": f"{audience} {word}", "audience": audience},
        )
    offer = same("an offer", "vendor", f"{ticket}/handoffs", {"partnership": world.links["vendor", "partner"]})
    handoff = offer["id"]
    chain.handoffs.append(("vendor", "partner", handoff))
    world.until(lambda: world.knows("partner", handoff), "the partner sees the offer")
    chain.tickets["partner"] = world.handoff("partner", handoff)["ticket"]["id"]
    same("an acceptance", "partner", f"handoffs/{handoff}/accept", {})
    world.both("vendor", "partner", handoff, "accepted")
    solved = {"resolution": {"code": "fixed", "text": "done"}}
    same("a completion", "partner", f"handoffs/{handoff}/complete", solved)
    world.both("vendor", "partner", handoff, "completed")
    same("a confirmation", "vendor", f"handoffs/{handoff}/confirm", {})
    world.both("vendor", "partner", handoff, "confirmed")
    chain.ends = {handoff: "confirmed"}
    for slug, expected in (("vendor", ["internal", "partner"]), ("partner", ["partner"])):
        bodies = [c["body"] for c in world.desks[slug].items(f"tickets/{chain.tickets[slug]}/comments")]
        spoken = [body.split()[0] for body in bodies if word in body]
        trial.check("I2", f"each comment is at the {slug} once", spoken == expected, spoken)
    trial.restart()
    trial.stands()


FAULTS = [("F11", "repeated POSTs", posts)]
