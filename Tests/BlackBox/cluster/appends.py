"""A list-append checker: clients append tokens to lists that they share, through whichever node, and read them.

A list is a ticket; to append is to comment, to read is to read the ticket's timeline, whose numbers are the order of commits.
Each client says one thing after another. What must hold of every such history, however nodes and the database die:

* each token whose append was answered 2xx is in its list exactly once; one that nobody answered at most once;
* a client's own tokens stand in the order in which it said them;
* every read is a beginning of the list as it is in the end: nobody ever saw an order that was not kept, nor a token that
  was lost later (no lost update, no dirty or aborted read);
* a read, through any node, holds all that its client was told to be kept before;
* all nodes read the same in the end, and the partner to whom each list is handed over has the same tokens, each client's in
  its order.
"""

import random
import threading
import time
import uuid

from desk import Desk, Unanswered
from report import Wrong

PATIENCE = 90


def shared_lists(world, ledger, count=4):
    """Tickets that the vendor has handed over to the partner: its own, and the partner's of each."""
    shared = {}
    for _ in range(count):
        chain = ledger.chain()
        world.ticket(chain, "A list")
        chain.ends = {world.accepted(chain, "vendor", "partner"): "accepted"}
        shared[chain.tickets["vendor"]] = chain.tickets["partner"]
    return shared


class Append:
    def __init__(self, client, ticket, token):
        self.client = client
        self.ticket = ticket
        self.token = token
        self.comment = None


class Read:
    def __init__(self, client, ticket, known, seen):
        self.client = client
        self.ticket = ticket
        #: what the client had been told of this list
        self.known = known
        self.seen = seen


class History:
    """What the clients did, and were told."""

    #: appends of one client
    MOST = 5_000

    def __init__(self, nodes, desk, tickets, seed):
        self.nodes = nodes
        self.desk = desk
        self.tickets = tickets
        self.seed = seed
        self.appends = []
        self.reads = []
        self.broken = []

    def play(self, clients, count, is_enough):
        """Each says so many things, and more until enough has happened meanwhile."""
        arguments = [(number, count, is_enough) for number in range(clients)]
        threads = [threading.Thread(target=self._client, args=each) for each in arguments]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.broken:
            raise self.broken[0]

    def _client(self, number, count, is_enough):
        rng = random.Random(f"{self.seed}-{number}")
        doors = [Desk(node, self.desk.slug, self.desk.name, self.desk.token) for node in self.nodes]
        try:
            for turn in range(self.MOST):
                if turn >= count:
                    if is_enough():
                        return
                    time.sleep(0.2)
                ticket = rng.choice(self.tickets)
                append = Append(number, ticket, f"append-{number:02}-{turn:04}-{rng.getrandbits(32):08x}")
                self.appends.append(append)
                append.comment = self._append(append, doors, rng)
                if rng.random() < 0.3:
                    known = [a.comment for a in self.appends if a.client == number and a.ticket == ticket]
                    self.reads.append(Read(number, ticket, known, self.read(rng.choice(doors), ticket)))
        except Exception as error:
            self.broken.append(error)

    def _append(self, append, doors, rng):
        """Says it by one node after another, with one key, until one of them has an answer."""
        body = {"body": append.token, "format": "text", "audience": "partner"}
        key, deadline = str(uuid.uuid4()), time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                answer = rng.choice(doors).call("POST", f"tickets/{append.ticket}/comments", body, key=key, once=True)
            except Unanswered:
                time.sleep(0.03)
                continue
            if answer.status < 300:
                return answer.json["id"]
            if answer.status not in (429, 503):
                raise Wrong(f"{append.token}: {answer.status} {answer.raw[:300]!r}")
            time.sleep(0.1)
        raise Wrong(f"{append.token}: no answer within {PATIENCE} s")

    @staticmethod
    def read(door, ticket):
        """The comments of a ticket's list, in the order of commits."""
        entries = [entry["data"] for entry in door.items(f"tickets/{ticket}/timeline") if entry["kind"] == "commented"]
        return [data["comment"] for data in entries]

    def check(self, report, partner, theirs):
        """`theirs`: the partner's ticket of each of ours."""
        doors = [Desk(node, self.desk.slug, self.desk.name, self.desk.token) for node in self.nodes]
        final = {ticket: self.read(doors[0], ticket) for ticket in self.tickets}
        report.all("each acknowledged token is in its list, once", self._lost(final))
        report.all("each client's tokens stand in its order", self._disorder(final))
        report.all(f"each of {len(self.reads)} reads is a beginning of the list", self._strange(final))
        report.all("each read holds what its client had been told", self._stale())
        for number, door in enumerate(doors[1:], 2):
            others = [ticket for ticket in self.tickets if self.read(door, ticket) != final[ticket]]
            report.all(f"node {number} reads the same lists as node 1", others)
        report.all("the partner has the same tokens, each client's in its order", self._parted(doors[0], partner, theirs))

    def _lost(self, final):
        for append in self.appends:
            found = final[append.ticket].count(append.comment)
            if found != 1:
                yield f"{append.token} is there {found} times"
        known = {append.comment for append in self.appends}
        for ticket, comments in final.items():
            for comment in comments:
                if comment not in known:
                    yield f"nobody was told of {comment} in {ticket}"

    def _disorder(self, final):
        for client in {append.client for append in self.appends}:
            for ticket, comments in final.items():
                said = [a.comment for a in self.appends if a.client == client and a.ticket == ticket]
                if [comment for comment in comments if comment in said] != said:
                    yield f"client {client} in {ticket}"

    def _strange(self, final):
        for read in self.reads:
            if final[read.ticket][: len(read.seen)] != read.seen:
                yield f"client {read.client} read {read.seen[-3:]} at the end of {read.ticket}"

    def _stale(self):
        for read in self.reads:
            if not set(read.known) <= set(read.seen):
                yield f"client {read.client} missed {set(read.known) - set(read.seen)} in {read.ticket}"

    def _parted(self, door, partner, theirs):
        for ticket, other in theirs.items():
            ours = [c["body"].strip() for c in door.items(f"tickets/{ticket}/comments") if "append-" in c["body"]]
            their = [c["body"].strip() for c in partner.items(f"tickets/{other}/comments") if "append-" in c["body"]]
            if sorted(ours) != sorted(their):
                yield f"{ticket}: {len(ours)} here, {len(their)} there"
            for client in {append.client for append in self.appends}:
                said = [a.token for a in self.appends if a.client == client and a.ticket == ticket]
                if [token for token in their if token in said] != said:
                    yield f"client {client} in the partner's {other}"
