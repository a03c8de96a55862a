"""What partners may try with each other: asking up the chain (A46), going round in circles (A47), invitations that are not
theirs (A48), and a partnership that has ended (A49)."""

import random
import threading
import uuid

from desk import Desk

from . import problem

#: Categories that a mapping may name.
WORDS = ["new", "inProgress", "waitingForRequester", "waitingForPartner", "onHold", "resolved", "closed", "cancelled"]


def attack(ground):
    _asking_up(ground)
    _circles(ground)
    _ping_pong(ground)
    _invitations(ground)
    _ended(ground)


def _asking_up(ground):
    alpha, beta, gamma = ground.alpha, ground.beta, ground.gamma
    top = alpha.post(
        "tickets", {"subject": "Only for Beta", "requester": {"email": "ida@client.example", "name": "Ida Bakker"}}
    )["id"]
    said = alpha.post(f"tickets/{top}/comments", {"body": "Alpha to its partners", "audience": "partner"})["id"]
    file = alpha.upload(top, "plan.txt", b"Alpha's plan", audience="partner")["id"]
    tickets, (upper, lower) = ground.chain_of(top)
    other = alpha.post("tickets", {"subject": "Another of Alpha's"})["id"]
    copies = [comment["id"] for comment in beta.items(f"tickets/{tickets['beta']}/comments")]
    files = [attachment["id"] for attachment in beta.items(f"tickets/{tickets['beta']}/attachments")]
    link = ground.links["alpha", "beta"]
    wrong = []
    requests = [
        ("GET", f"tickets/{ticket}{part}", None)
        for ticket in (top, tickets["beta"], other)
        for part in ("", "/comments", "/timeline", "/chain", "/attachments")
    ]
    requests += [("GET", f"attachments/{each}", None) for each in (file, *files)]
    requests += [("GET", f"handoffs/{upper}", None), ("PATCH", f"handoffs/{upper}", {"priority": "urgent"})]
    requests += [("POST", f"handoffs/{upper}/{verb}", body) for verb, body in MOVES.items()]
    requests += [("GET", f"partnerships/{link}{part}", None) for part in ("", "/sharing", "/mapping")]
    requests += [
        (
            "PUT",
            f"partnerships/{link}/sharing",
            {"audiences": ["partner", "public"], "requester": "contact", "names": "full"},
        ),
        ("POST", f"partnerships/{link}/suspend", {}),
    ]
    requests += [
        ("POST", f"tickets/{tickets['gamma']}/handoffs", {"partnership": link}),
        ("POST", f"tickets/{top}/handoffs", {"partnership": ground.links["beta", "gamma"]}),
    ]
    requests += [
        (method, f"tickets/{ticket}/comments/{comment}", body)
        for ticket in (top, tickets["gamma"])
        for comment in (said, *copies)
        for method, body in (("PATCH", {"body": "otherwise"}), ("DELETE", None))
    ]
    requests += [("POST", f"tickets/{ticket}/comments", {"body": "slipped in"}) for ticket in (top, tickets["beta"])]
    for method, path, body in requests:
        answer = gamma.call(method, path, body, once=True)
        if (
            answer.status not in (404, 422)
            or b"Alpha's plan" in answer.raw
            or (answer.status == 422 and "handoffs" not in path)
        ):
            wrong.append(f"{method} {path}: {answer.status} {answer.raw[:120]!r}")
    ground.tally.tried("A46", "a subcontractor gets nothing of the upper desk's by its ids", len(requests), wrong)
    _sides(ground, upper, lower)
    # What the middle desk got is not handed on by it alone: neither hops nor fields.
    shown = (
        gamma.call("GET", f"tickets/{tickets['gamma']}").raw
        + gamma.call("GET", f"tickets/{tickets['gamma']}/chain").raw
    )
    wrong = [
        f"Gamma sees {word}"
        for word in (b"ida@client.example", b"boss@alpha.example", top.encode(), link.encode(), upper.encode())
        if word in shown
    ]
    invited = gamma.post("partnerships", {"name": "Omega"})
    ground.omega.post("partnerships/accept", {"code": invited["invitation"]["code"]})
    answer = gamma.call(
        "POST",
        f"tickets/{tickets['gamma']}/handoffs",
        {"partnership": invited["id"], "attachments": files[:1] or [file]},
        once=True,
    )
    if answer.status not in (404, 422):
        wrong.append(f"a file of the upper desk's goes on by its id: {answer.status}")
    ground.tally.tried("A46", "what the middle desk was given is not given on", 6, wrong)


MOVES = {
    "accept": {},
    "decline": {"reason": "no"},
    "return": {"reason": "no"},
    "complete": {"resolution": {"code": "fixed", "text": "done"}},
    "withdraw": {},
    "recall": {"reason": "no"},
    "rework": {"reason": "no"},
    "confirm": {},
}


def _sides(ground, upper, lower):
    """Each side of a handoff has moves of its own; the other side's are refused, and change nothing."""
    wrong, attempts = [], 0
    for handoff, giver, taker in ((upper, ground.alpha, ground.beta), (lower, ground.beta, ground.gamma)):
        before = giver.get(f"handoffs/{handoff}")["state"]
        for desk, verbs in (
            (giver, ("accept", "decline", "return", "complete")),
            (taker, ("withdraw", "recall", "rework", "confirm")),
        ):
            for verb in verbs:
                answer = desk.call("POST", f"handoffs/{handoff}/{verb}", MOVES[verb], once=True)
                attempts += 1
                if answer.status not in (403, 404, 409):
                    wrong.append(f"{desk} may {verb}: {answer.status}")
        ground.settle()
        if (giver.get(f"handoffs/{handoff}")["state"], taker.get(f"handoffs/{handoff}")["state"]) != (before, before):
            wrong.append(f"{handoff} is no longer {before}")
    ground.tally.tried("A46", "no side makes the other side's moves", attempts, wrong)


def _circles(ground):
    """A chain comes to no desk twice, a family has no ring."""
    wrong = []
    top = ground.alpha.post("tickets", {"subject": "Round and round"})["id"]
    tickets, _ = ground.chain_of(top)
    back = ground.link(ground.gamma, ground.alpha)
    for desk, ticket, link in (
        (ground.gamma, "gamma", back),
        (ground.gamma, "gamma", ground.links["gamma", "beta"]),
        (ground.beta, "beta", ground.links["beta", "alpha"]),
    ):
        answer = desk.call("POST", f"tickets/{tickets[ticket]}/handoffs", {"partnership": link}, once=True)
        if answer.status != 409 and answer.status != 422:
            wrong.append(f"{desk} offers it to a desk that is in the chain: {answer.status} {answer.raw[:100]!r}")
    for owner in (ground.alpha, ground.beta):
        answer = owner.call(
            "POST",
            f"tickets/{tickets[owner.slug]}/handoffs",
            {
                "partnership": ground.links["beta", owner.slug]
                if owner is ground.alpha
                else ground.links["beta", "gamma"]
            },
            once=True,
        )
        if answer.status not in (409, 422):
            wrong.append(f"{owner} gives away what it has given away: {answer.status}")
    one, two = (ground.alpha.post("tickets", {"subject": f"Ring {n}"})["id"] for n in range(2))
    rings = [
        ground.alpha.call("POST", f"tickets/{one}/merge", {"into": one}, once=True).status,
        ground.alpha.call("POST", f"tickets/{one}/merge", {"into": two}, once=True).status,
    ]
    rings.append(ground.alpha.call("POST", f"tickets/{two}/merge", {"into": one}, once=True).status)
    if rings[0] < 400 or rings[1] >= 400 or rings[2] < 400:
        wrong.append(f"merging in a ring: {rings}")
    ground.tally.tried("A47", "no chain comes to a desk twice, no ticket is merged in a ring", 8, wrong)


def _ping_pong(ground):
    """Whatever mappings two desks agree on, one change of a status comes to rest."""
    wrong, rng = [], random.Random(47)
    rounds = 40 if ground.is_full else 12
    taken = 0
    top, _, below = ground.handed_over()
    good = {
        slug: ground.desks[slug].get(f"partnerships/{ground.links['alpha', 'beta']}/mapping")
        for slug in ("alpha", "beta")
    }
    for round in range(rounds):
        for slug in ("alpha", "beta"):
            desk, statuses = ground.desks[slug], ground.desks[slug].items("statuses")
            mapping = {part: dict(good[slug][part]) for part in ("in", "out")}
            # One word at another place, or a few: some of that the checker takes, some it refuses.
            for _ in range(rng.choice((1, 1, 1, 3))):
                part = rng.choice(("in", "out"))
                mapping[part].update(
                    {rng.choice(WORDS): rng.choice(statuses)["id"]}
                    if part == "in"
                    else {rng.choice(statuses)["id"]: rng.choice(WORDS)}
                )
            answer = desk.call("PUT", f"partnerships/{ground.links['alpha', 'beta']}/mapping", mapping, once=True)
            if answer.status >= 400 and (answer.status not in (409, 422) or problem(answer)):
                wrong.append(f"round {round}: {answer.status} {answer.raw[:100]!r}")
            taken += answer.status < 400
        before = _sent(ground)
        for slug, ticket in (("alpha", top), ("beta", below)):
            for status in rng.sample(ground.desks[slug].items("statuses"), 2):
                ground.desks[slug].call("PATCH", f"tickets/{ticket}", {"status": status["id"]}, once=True)
        ground.settle()
        # Four changes; each may be told once to the other side, and be answered once.
        if _sent(ground) - before > 8:
            wrong.append(f"round {round}: {_sent(ground) - before} messages for four changes")
    for slug in ("alpha", "beta"):
        ground.desks[slug].call(
            "PUT",
            f"partnerships/{ground.links['alpha', 'beta']}/mapping",
            {part: good[slug][part] for part in ("in", "out")},
        )
    if not taken:
        wrong.append("no mapping was taken: nothing was tried")
    ground.tally.tried(
        "A47", f"statuses come to rest under {taken} odd mappings, the others are refused", rounds * 2, wrong
    )


def _sent(ground):
    return sum(len(desk.items("deliveries", direction="out")) for desk in (ground.alpha, ground.beta))


def _invitations(ground):
    """A code opens once, for one desk, and tells nothing; whoever is beaten to it gets nothing."""
    wrong, attempts = [], 0
    thieves = []
    for index in range(6):
        slug = f"thief-{uuid.uuid4().hex[:8]}"
        thieves.append(
            Desk(ground.hub, slug, slug, ground.hub.create_tenant(slug, slug, f"boss@{slug}.example")["token"])
        )
    for round in range(20 if ground.is_full else 5):
        code = ground.alpha.post("partnerships", {"name": "Whoever"})["invitation"]["code"]
        answers, start = [], threading.Barrier(len(thieves))

        def take(thief, code=code, answers=answers, start=start):
            start.wait()
            answers.append(thief.call("POST", "partnerships/accept", {"code": code}, once=True).status)

        workers = [threading.Thread(target=take, args=(thief,)) for thief in thieves]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        attempts += len(thieves)
        if sorted(status < 400 for status in answers) != [False] * (len(thieves) - 1) + [True]:
            wrong.append(f"a race of {len(thieves)} for a code: {answers}")
    held = [sum(1 for p in thief.items("partnerships") if p["state"] == "active") for thief in thieves]
    active = sum(1 for p in ground.alpha.items("partnerships") if p["name"] == "Whoever" and p["state"] == "active")
    if sum(held) != active:
        wrong.append(f"the thieves hold {held}, Alpha knows of {active}")
    code = ground.alpha.post("partnerships", {"name": "Nobody"})["invitation"]["code"]
    for guess in (
        code[:-1],
        code + "0",
        code[:-1] + "x",
        code.swapcase(),
        " " + code,
        code + "\n",
        code + "\0",
        "%" * len(code),
        "_" * len(code),
        code[:4] + "0" * (len(code) - 4),
        "' OR '1'='1",
    ):
        for verb in ("accept", "decline"):
            status = thieves[0].call("POST", f"partnerships/{verb}", {"code": guess}, once=True).status
            attempts += 1
            # Blanks around what was copied are not part of the code.
            if status < 400 and guess.strip() != code:
                wrong.append(f"{verb} of {guess!r}: {status}")
    gone = ground.alpha.post("partnerships", {"name": "Gone"})
    ground.alpha.call("POST", f"partnerships/{gone['id']}/end", {"open_handoffs": "settle"}, once=True)
    status = thieves[1].call("POST", "partnerships/accept", {"code": gone["invitation"]["code"]}, once=True).status
    if status < 400:
        wrong.append(f"an invitation that was taken back opens: {status}")
    shown = (
        ground.alpha.call("GET", f"partnerships/{gone['id']}").raw
        + ground.alpha.call("GET", "partnerships").raw
        + ground.alpha.call("GET", "audit").raw
    )
    if gone["invitation"]["code"].encode() in shown:
        wrong.append("a code is shown again")
    ground.tally.tried("A48", "a code opens once, for one desk", attempts + 2, wrong)


def _ended(ground):
    """From the end on nothing leaves for the former partner, in either direction, and nothing waits for ever."""
    wrong, attempts = [], 0
    slug = f"former-{uuid.uuid4().hex[:8]}"
    former = Desk(ground.hub, slug, slug, ground.hub.create_tenant(slug, slug, f"boss@{slug}.example")["token"])
    link = ground.link(ground.alpha, former)
    tickets = []
    for _ in range(4):
        ticket = ground.alpha.post("tickets", {"subject": "While we were partners"})["id"]
        tickets.append((ticket, ground.alpha.post(f"tickets/{ticket}/handoffs", {"partnership": link})["id"]))
    _until_known(ground, former, tickets)
    for _, handoff in tickets[:2]:
        former.post(f"handoffs/{handoff}/accept", {})
    ground.settle()
    # What is said while it is suspended waits; the end cancels it.
    ground.alpha.post(f"partnerships/{link}/suspend", {})
    for ticket, _ in tickets:
        ground.alpha.post(f"tickets/{ticket}/comments", {"body": "said too late", "audience": "partner"})
    ground.alpha.post(f"partnerships/{link}/end", {"open_handoffs": "settle"})
    after = ground.alpha.upload(tickets[0][0], "late.txt", b"too late", audience="partner")["id"]
    for ticket, handoff in tickets:
        below = former.get(f"handoffs/{handoff}")["ticket"]["id"]
        for desk, path, body in (
            (ground.alpha, f"tickets/{ticket}/handoffs", {"partnership": link}),
            (former, f"tickets/{below}/handoffs", {"partnership": link}),
            (former, f"handoffs/{handoff}/complete", MOVES["complete"]),
            (former, f"handoffs/{handoff}/accept", {}),
            (former, f"handoffs/{handoff}/return", MOVES["return"]),
            (ground.alpha, f"handoffs/{handoff}/recall", MOVES["recall"]),
            (ground.alpha, f"partnerships/{link}/resume", {}),
            (former, f"partnerships/{link}/resume", {}),
        ):
            answer = desk.call("POST", path, body, once=True)
            attempts += 1
            if answer.status < 400:
                wrong.append(f"{desk} {path}: {answer.status}")
        ground.alpha.post(f"tickets/{ticket}/comments", {"body": "said after the end", "audience": "partner"})
        former.post(f"tickets/{below}/comments", {"body": "asked after the end", "audience": "partner"})
        attempts += 2
    ground.settle()
    here = b"".join(ground.alpha.call("GET", f"tickets/{ticket}/comments").raw for ticket, _ in tickets)
    there = b"".join(
        former.call("GET", f"tickets/{former.get(f'handoffs/{handoff}')['ticket']['id']}/comments").raw
        for _, handoff in tickets
    )
    if b"asked after the end" in here or b"said too late" in there or b"said after the end" in there:
        wrong.append("words went over the ended partnership")
    if former.call("GET", f"attachments/{after}", once=True).status != 404:
        wrong.append("a file is fetched over the ended partnership")
    waiting = [
        delivery for delivery in ground.alpha.items("deliveries", partnership=link) if delivery["state"] == "waiting"
    ]
    if waiting:
        wrong.append(f"{len(waiting)} deliveries wait for ever")
    if not any(delivery["state"] == "cancelled" for delivery in ground.alpha.items("deliveries", partnership=link)):
        wrong.append("no delivery is shown as cancelled")
    ground.tally.tried(
        "A49", "nothing goes over a partnership that has ended, and what waited is cancelled visibly", attempts, wrong
    )


def _until_known(ground, desk, tickets):
    """The desk is none of the ground's own: it is asked until it has every offer."""
    ground.settle()
    for _, handoff in tickets:
        while desk.call("GET", f"handoffs/{handoff}").status == 404:
            ground.settle()
