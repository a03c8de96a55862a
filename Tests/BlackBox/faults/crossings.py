"""F26: both desks, or two people of one, move at the same moment; one outcome, the same at both, nothing lost."""

import random
import time

from desk import Refused
from faults.crowd import at_once
from report import Wrong, equal, require


def crossings(trial, full):
    trial.plans(*(what for what, _, _ in MOVES))
    trial.lay()
    trial.start()
    for what, prepare, cross in MOVES:
        outcomes = set()
        for _ in range(25 if full else 4):
            chain = trial.ledger.chain()
            handoff = prepare(trial.world, chain)
            outcome = cross(trial.world, chain, handoff)
            if outcome is not None:
                trial.world.both("vendor", "partner", handoff, outcome)
                chain.ends = {handoff: outcome}
            outcomes.add(outcome)
            trial.injected[what] += 1
            trial.invariants["I4"] += 1
        print(f"   {what}: {sorted(map(str, outcomes))}", flush=True)
    trial.restart()
    trial.stands()


def _offered(world, chain):
    world.ticket(chain, "Crossing")
    return world.offer(chain, "vendor", "partner")


def _accepted(world, chain):
    world.ticket(chain, "Crossing")
    return world.accepted(chain, "vendor", "partner")


def _completed(world, chain):
    handoff = _accepted(world, chain)
    world.complete("partner", handoff)
    world.both("vendor", "partner", handoff, "completed")
    return handoff


def _answers(*works):
    """The status of each; what is broken otherwise comes out. Who is first is a matter of a few milliseconds."""
    found = []
    for result in at_once(*(_a_moment_later(work) for work in works)):
        if isinstance(result, Refused):
            found.append(result.status)
        elif isinstance(result, Exception):
            raise result
        else:
            found.append(result.status if hasattr(result, "status") else 200)
    return found


def _a_moment_later(work):
    def late():
        time.sleep(random.uniform(0, 0.004))
        return work()

    return late


def _recall_complete(world, chain, handoff):
    recall, complete = _answers(
        lambda: world.move("vendor", handoff, "recall", {"reason": "changed our mind"}),
        lambda: world.complete("partner", handoff),
    )
    equal(recall, 200, "the recall")
    require(complete in (200, 409), f"the completion was answered {complete}")
    return "recalled"


def _confirm_rework(world, chain, handoff):
    found = _answers(
        lambda: world.move("vendor", handoff, "confirm"),
        lambda: world.move("vendor", handoff, "rework", {"reason": "not good"}),
    )
    equal(sorted(found), [200, 409], "the two answers")
    return "confirmed" if found[0] == 200 else "accepted"


def _withdraw_accept(world, chain, handoff):
    withdraw, accept = _answers(
        lambda: world.move("vendor", handoff, "withdraw"), lambda: world.move("partner", handoff, "accept", {})
    )
    require(200 in (withdraw, accept) and {withdraw, accept} <= {200, 409}, f"answered {withdraw}, {accept}")
    return "withdrawn" if withdraw == 200 else "accepted"


def _recall_return(world, chain, handoff):
    recall, returned = _answers(
        lambda: world.move("vendor", handoff, "recall", {"reason": "give it back"}),
        lambda: world.move("partner", handoff, "return", {"reason": "take it back"}),
    )
    require(200 in (recall, returned) and {recall, returned} <= {200, 409}, f"answered {recall}, {returned}")
    # Which of the two names it gets is decided by who is heard first, and both desks must hear the same.
    world.until(
        lambda: world.state("vendor", handoff) == world.state("partner", handoff) in ("recalled", "returned"),
        "both desks name the same end",
    )
    return world.state("vendor", handoff)


def _status_status(world, chain, handoff):
    """The delegate sets one category while another of its people sets another; the delegator sees the one that
    stays."""
    desk, path = world.desks["partner"], f"tickets/{chain.tickets['partner']}"
    words = [world.word("partner", category) for category in ("inProgress", "onHold", "waitingForRequester")]
    _all_ok(_answers(*(lambda w=w: desk.patch(path, {"status": w}) for w in words)))
    shown = world.category("partner", chain.tickets["partner"])
    above = {"inProgress": "waitingForPartner"}.get(shown, shown)
    world.shows("vendor", chain.tickets["vendor"], above)
    return "accepted"


def _desk_desk(world, chain, handoff):
    """Both desks change what is theirs to change, and comment, in the same moment."""
    vendor, partner = world.desks["vendor"], world.desks["partner"]
    mine, theirs = chain.tickets["vendor"], chain.tickets["partner"]
    _all_ok(
        _answers(
            lambda: vendor.patch(f"handoffs/{handoff}", {"priority": "urgent", "reason": "the boss"}),
            lambda: partner.patch(f"handoffs/{handoff}", {"eta": "2031-01-04T12:00:00Z", "reason": "parts"}),
            lambda: partner.patch(f"tickets/{theirs}", {"status": world.word("partner", "onHold")}),
            lambda: vendor.patch(f"tickets/{mine}", {"tags": ["crossing"]}),
        )
    )
    world.until(lambda: partner.get(f"tickets/{theirs}")["priority"] == "urgent", "the partner sees the priority")
    world.until(lambda: (world.handoff("vendor", handoff)["eta"] or "").startswith("2031"), "the vendor sees the ETA")
    world.shows("vendor", mine, "onHold")
    return "accepted"


def _assignees(world, chain, handoff):
    """Without If-Match the last one stays, whole; with it, one of those who read the same state is let through."""
    desk, path = world.desks["partner"], f"tickets/{chain.tickets['partner']}"
    agents = [agent["id"] for agent in desk.items("agents")][:2]
    require(len(agents) == 2, "two agents")
    _all_ok(_answers(*(lambda a=a: desk.patch(path, {"assignee": a, "tags": [a]}) for a in agents * 3)))
    _of_one(desk.get(path), agents)
    seen = desk.call("GET", path).headers["ETag"]
    other = lambda a: desk.call("PATCH", path, {"assignee": a, "tags": [a]}, headers={"If-Match": seen})
    found = _answers(*(lambda a=a: other(a) for a in agents * 3))
    current = desk.get(path)
    _of_one(current, agents)
    # A change to what is there already changes nothing, and so keeps the state that the next one has read.
    changed = [status for status in found if status == 200]
    require(set(found) <= {200, 412} and changed, f"answered {found}")
    if desk.call("GET", path).headers["ETag"] != seen:
        require(412 in found, f"all were let through: {found}")
    return "accepted"


def _of_one(ticket, agents):
    found = ticket["assignee"]
    found = found["id"] if isinstance(found, dict) else found
    if found not in agents or ticket["tags"] != [found]:
        raise Wrong(f"a mixture of two changes: {ticket['assignee']} {ticket['tags']}")


def _all_ok(found):
    require(set(found) == {200}, f"answered {found}")


MOVES = [
    ("recall × complete", _accepted, _recall_complete),
    ("recall × return", _accepted, _recall_return),
    ("confirm × rework", _completed, _confirm_rework),
    ("withdraw × accept", _offered, _withdraw_accept),
    ("status × status", _accepted, _status_status),
    ("both desks × both desks", _accepted, _desk_desk),
    ("assignee × assignee", _accepted, _assignees),
]

FAULTS = [("F26", "crossing moves", crossings)]
