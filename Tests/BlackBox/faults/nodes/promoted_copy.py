"""F23: the server is lost, and a copy of it that had fallen behind takes over."""

import time

from chapters import short
from cluster.ground import Reviver
from desk import Unanswered
from report import equal, require

ASKED = "a request while only a copy runs that follows"
LOST = "an acknowledged comment that the copy had not got"
PROMOTED = "a copy that took over"
ENDED = "a node that found another history in its database"
#: what a node ends with that has found it
TEMPFAIL = 75


def promoted(trial, full):
    """What the copy had not got is lost, whoever served it; all desks go back to one moment, know it, and go on."""
    trial.plans(ASKED, LOST, PROMOTED, ENDED)
    first = trial.ground.server.copy()
    trial.afterwards(first.stop)
    first.begin()
    second = first.standby()
    trial.afterwards(second.stop)
    second.begin()
    both = f"postgres:///postgres?host={first.folder},{second.folder}&user=postgres"
    trial.lay(server=first, url=both)
    trial.start()
    world, ledger = trial.world, trial.ledger
    short.handed_over_and_back(world, ledger)
    chain = ledger.chain()
    world.ticket(chain, "Falls back")
    handoff = world.accepted(chain, "vendor", "partner")
    ledger.say(chain, "vendor", "partner", {"vendor", "partner"})
    _caught_up(trial, first)
    second.end()
    lost = _said_in_vain(trial, chain, 20 if full else 5)
    first.end("immediate")
    second.begin()
    _no_decision(trial, 60 if full else 20)
    with Reviver(trial) as reviver:
        second.promote()
        trial.injected[PROMOTED] += 1
        took = trial.serves_again(30)
        trial.world.until(lambda: len(reviver.codes) >= len(trial.nodes), "each node has begun anew", 30)
    equal(set(reviver.codes), {TEMPFAIL}, "what the nodes ended with")
    trial.injected[ENDED] += len(reviver.codes)
    trial.check("I6", f"{took:.2f} s after it took over all nodes write again", took < 30)
    _known(trial, second)
    there = [c["body"] for slug, ticket in chain.tickets.items() for c in world.desks[slug].items(f"tickets/{ticket}/comments")]
    trial.check("I4", "what is lost is lost at each desk", not [body for body in lost if body in there], there, len(lost))
    chain.ends = {handoff: "accepted"}
    ledger.say(chain, "partner", "partner", {"vendor", "partner"})
    world.complete("partner", handoff)
    world.both("vendor", "partner", handoff, "completed")
    chain.ends = {handoff: "completed"}
    short.handed_over_and_back(world, ledger)
    trial.server = second
    trial.stands()


def _caught_up(trial, server):
    """Until the copy has all that there is."""
    behind = "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn >= pg_current_wal_lsn()"
    trial.world.until(lambda: server.ask(behind) == "1", "the copy has caught up")


def _said_in_vain(trial, chain, count):
    desk, said = trial.world.desks["vendor"], []
    for number in range(count):
        said.append(f"lost {number} {chain.mark}")
        desk.post(f"tickets/{chain.tickets['vendor']}/comments", {"body": said[-1], "audience": "partner"})
    trial.injected[LOST] += count
    return said


def _no_decision(trial, count):
    """A copy that follows answers nobody, not even who only reads."""
    answered = []
    for number in range(count):
        for node in trial.nodes:
            door = trial.through(node, "vendor")
            method, path, body = (("GET", "tickets", None), ("POST", "tickets", {"subject": "Decided by a copy"}))[number % 2]
            try:
                answer = door.call(method, path, body, once=True)
                if answer.status != 503:
                    answered.append(f"{method}: {answer.status}")
            except Unanswered:
                pass
            trial.injected[ASKED] += 1
        time.sleep(0.05)
    trial.check("I1", "nobody is answered from it", not answered, answered[:3], trial.injected[ASKED])


def _known(trial, server):
    """Each desk has begun anew, has asked its partners, and says so to its admin."""
    for slug, admin in trial.world.admins.items():
        trial.world.until(
            lambda admin=admin: "hub.restore" in [record["action"] for record in admin.items("audit")],
            f"{slug}'s audit log says that the hub went back")
    agreed = lambda: not any(
        handoff["recovering"] for desk in trial.world.desks.values() for handoff in desk.items("handoffs"))
    trial.world.until(agreed, "every desk knows where it is")
    asking = "SELECT count(*) FROM partnerships WHERE recovery IS NOT NULL"
    trial.world.until(lambda: server.ask(asking) == "0", "no partner is asked any more")
    trial.invariants["I7"] += len(trial.world.admins)


FAULTS = [("F23", "a copy that fell behind takes over", promoted)]
