"""F09, F29 and F31: more at once than the hub can do; whoever waits is served or told so, and others do not wait
long."""

import socket
import sqlite3
import threading

from chapters import short
from faults.crowd import Meanwhile, at_once
from faults.traffic import Traffic
from report import require


def clients(trial, full):
    """Five hundred at once, every fifth so slow that it never gets to the end of what it says."""
    trial.plans("a client at the same time", "a slow client")
    trial.lay()
    trial.start()
    many = 500 if full else 200
    slow = [_slow(trial, number) for number in range(many // 5)]
    trial.injected["a slow client"] += len(slow)
    desk, quiet = trial.world.desks["vendor"], trial.world.desks["fourth"]

    def one(number):
        made = desk.call("POST", "tickets", {"subject": f"Crowd {number}"})
        require(made.status == 201, f"{made.status} {made.raw}")
        seen = desk.call("GET", f"tickets/{made.json['id']}")
        require(seen.status == 200, f"{seen.status}")
        return made.json["id"]

    healthy = lambda: require(quiet.call("GET", "/healthz", once=True).status == 200, "/healthz")
    ready = lambda: require(quiet.call("GET", "/readyz", once=True).status == 200, "/readyz")
    other = lambda: quiet.post("tickets", {"subject": "Of another tenant"})
    with (
        Meanwhile(healthy) as health,
        Meanwhile(ready) as readiness,
        Meanwhile(other) as others,
        Traffic(trial, clients=1),
    ):
        rounds = 4 if full else 2
        ids = []
        for _ in range(rounds):
            drip(slow)
            ids += at_once(*(lambda n=n: one(n) for n in range(many)))
            trial.injected["a client at the same time"] += many
    broken = [found for found in ids if isinstance(found, Exception)]
    trial.check("I6", f"all {len(ids)} were answered", not broken, broken[:2], len(ids))
    held = {ticket["id"] for ticket in desk.items("tickets")}
    lost = [found for found in ids if found not in held]
    trial.check("I1", "and what was answered is there", not lost, lost[:3], len(ids))
    for name, found in (("/healthz", health), ("/readyz", readiness), ("another tenant", others)):
        say = f"{name} was served {found.done} times meanwhile, the slowest in {found.slowest:.2f} s"
        trial.check("I6", say, found.done > 0 and not found.errors, found.errors[:2], found.done)
    for connection in slow:
        connection.close()
    trial.restart()
    trial.stands()


def _slow(trial, number):
    """Half a request, of three kinds: a head that never ends, a body that does not come, an answer that nobody
    reads."""
    connection = socket.create_connection(("127.0.0.1", trial.hub.port), 10)
    token = trial.world.desks["vendor"].token
    head = f"POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
    if number % 3 == 0:
        connection.sendall(head.encode())
    elif number % 3 == 1:
        connection.sendall((head + "Content-Type: application/json\r\nContent-Length: 9000\r\n\r\n{").encode())
    else:
        question = f"GET /api/v1/tickets?limit=200 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n"
        connection.sendall(question.encode() * 50)
    return connection


def drip(connections):
    for connection in connections:
        try:
            connection.send(b"X")
        except OSError:
            # The hub has had enough of it, which is its right.
            continue


def storm(trial, full):
    """One desk opens and hands over tickets by the thousand; another desk's work goes on beside it."""
    what = "a ticket of the storm"
    trial.plans(what, "a handoff of the storm")
    trial.lay()
    trial.start()
    world = trial.world
    total, handed = (10_000, 2_000) if full else (1_200, 200)
    desk, partnership = world.desks["vendor"], world.links["vendor", "partner"]
    numbers, lock = iter(range(total)), threading.Lock()
    acked, offers, broken = [], [], []

    def blow():
        while not broken:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            try:
                made = desk.post("tickets", {"subject": f"Storm {number}"})["id"]
                acked.append(made)
                if number % (total // handed) == 0:
                    offers.append(desk.post(f"tickets/{made}/handoffs", {"partnership": partnership})["id"])
            except Exception as error:
                broken.append(error)

    one = lambda: _between(trial)
    with Meanwhile(one) as beside:
        at_once(*[blow] * 32)
        during = beside.done
    require(not broken, f"{broken[:1]}")
    trial.injected[what] += len(acked)
    trial.injected["a handoff of the storm"] += len(offers)
    say = f"{during} stories of two other desks were played meanwhile, the slowest in {beside.slowest:.2f} s"
    trial.check("I6", say, during > 0 and not beside.errors, beside.errors[:1], max(during, 1))
    held = {ticket["id"] for ticket in desk.items("tickets")}
    lost = [found for found in acked if found not in held]
    trial.check("I1", f"all {len(acked)} tickets are kept", not lost, lost[:3], len(acked))
    there = lambda: {handoff["id"] for handoff in world.desks["partner"].items("handoffs")}
    world.until(lambda: there() >= set(offers), "every offer of the storm arrives", 120)
    trial.check("I2", f"all {len(offers)} offers arrived, once", len(there()) == len(set(offers)), "", len(offers))
    trial.restart()
    trial.stands()


def _between(trial):
    """A whole handoff between two desks that have no part in the storm."""
    world, chain = trial.world, trial.ledger.chain("subcontractor")
    world.ticket(chain, "Beside the storm")
    handoff = world.accepted(chain, "subcontractor", "fourth")
    trial.ledger.say(chain, "fourth", "partner", {"subcontractor", "fourth"})
    chain.ends = {handoff: "accepted"}


def writers(trial, full):
    """Sixty-four writers, while another process holds the database's write lock again and again: all, or 503."""
    what = "SQLITE_BUSY by a foreign lock"
    trial.plans(what, "a writer of 64")
    trial.lay()
    trial.start()
    desk = trial.world.desks["fourth"]
    short.handed_over_and_back(trial.world, trial.ledger)
    acked, refused, strange = [], [], []
    stop = threading.Event()

    def write():
        while not stop.is_set():
            answer = desk.call("POST", "tickets", {"subject": "Storm of writers"}, once=True)
            if answer.status == 201:
                acked.append(answer.json["id"])
            elif answer.status == 503 and answer.headers.get("Retry-After"):
                refused.append(answer)
                stop.wait(0.05)
            else:
                strange.append(answer)

    threads = [threading.Thread(target=write, daemon=True) for _ in range(64)]
    for thread in threads:
        thread.start()
    trial.injected["a writer of 64"] += len(threads)
    # Its own connection: opened once, never checkpointing, so that it does nothing but hold the lock.
    foreign = sqlite3.connect(trial.hub.data / "baton.sqlite", isolation_level=None, timeout=5)
    foreign.execute("PRAGMA wal_autocheckpoint = 0")
    try:
        for _ in range(12 if full else 4):
            foreign.execute("BEGIN IMMEDIATE")
            before = len(refused)
            trial.world.until(lambda n=before: len(refused) > n, "writers are refused")
            foreign.execute("ROLLBACK")
            trial.injected[what] += len(refused) - before
            before = len(acked)
            trial.world.until(lambda n=before: len(acked) > n + 64, "writers are served again")
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        foreign.close()
    trial.check("I6", f"{len(acked)} were served, {len(refused)} told to come again", not strange, strange[:2])
    trial.restart()
    held = [ticket["id"] for ticket in desk.items("tickets")]
    lost = set(acked) - set(held)
    trial.check("I1", "what was answered is there", not lost, list(lost)[:3], len(acked))
    extra = len(held) - len(acked)
    trial.check("I2", "and nothing else", extra == 0, f"{extra} tickets more than were answered", len(acked))
    trial.stands()


FAULTS = [
    ("F09", "a storm of writers", writers),
    ("F29", "five hundred clients", clients),
    ("F31", "a storm of tickets", storm),
]
