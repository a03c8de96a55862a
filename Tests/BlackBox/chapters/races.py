"""Both desks move at the same time; each crossing has one outcome, and both reach it."""

import threading

from desk import Refused
from report import equal, require


def recall_against_completion(world, ledger):
    for _ in range(3):
        chain = ledger.chain()
        world.ticket(chain, "Taken back while it was done")
        handoff = world.accepted(chain, "vendor", "partner")
        recall, complete = together(
            lambda h=handoff: world.move("vendor", h, "recall", {"reason": "changed our mind"}),
            lambda h=handoff: world.complete("partner", h),
        )
        equal(recall, 200, "a recall, before or after the completion arrived")
        require(complete in (200, 409), f"the completion was answered {complete}")
        world.both("vendor", "partner", handoff, "recalled")
        world.shows("partner", chain.tickets["partner"], "cancelled")
        chain.ends = {handoff: "recalled"}


def withdrawal_against_acceptance(world, ledger):
    for _ in range(3):
        chain = ledger.chain()
        world.ticket(chain, "Withdrawn while it was accepted")
        handoff = world.offer(chain, "vendor", "partner")
        withdraw, accept = together(
            lambda h=handoff: world.move("vendor", h, "withdraw"),
            lambda h=handoff: world.move("partner", h, "accept", {}),
        )
        require(withdraw in (200, 409), f"the withdrawal was answered {withdraw}")
        require(accept in (200, 409), f"the acceptance was answered {accept}")
        require(200 in (withdraw, accept), "neither move was taken")
        outcome = "withdrawn" if withdraw == 200 else "accepted"
        world.both("vendor", "partner", handoff, outcome)
        chain.ends = {handoff: outcome}


def confirmation_against_rework(world, ledger):
    chain = ledger.chain()
    world.ticket(chain, "Good or not good")
    handoff = world.accepted(chain, "vendor", "partner")
    world.complete("partner", handoff)
    world.both("vendor", "partner", handoff, "completed")
    confirm, rework = together(
        lambda: world.move("vendor", handoff, "confirm"),
        lambda: world.move("vendor", handoff, "rework", {"reason": "not good"}),
    )
    equal(sorted([confirm, rework]), [200, 409], "the two answers")
    outcome = "confirmed" if confirm == 200 else "accepted"
    world.both("vendor", "partner", handoff, outcome)
    chain.ends = {handoff: outcome}


def together(*moves):
    """The status with which each was answered; what is broken otherwise comes out as it is."""
    start = threading.Barrier(len(moves))
    results = [None] * len(moves)

    def run(index, move):
        start.wait()
        try:
            move()
            results[index] = 200
        except Refused as refused:
            results[index] = refused.status
        except Exception as error:
            results[index] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(moves)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for result in results:
        if isinstance(result, Exception):
            raise result
    return results
