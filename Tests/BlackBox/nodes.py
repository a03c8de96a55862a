"""Three nodes on one database behind a balancer: python3 nodes.py [--data DIR] [--rounds N] [--seed S] [--appends N]

The whole story of the desks is told through the balancer while one node after another is killed by kill -9, and the database's
server is restarted as after a crash. At rest nothing may be lost, doubled, leaked or out of order, and no request may have been
answered 2xx that did not happen. A list-append checker (cluster/appends.py) looks at concurrent histories, and a page that is
open at one node sees what is said at another. Starts a PostgreSQL and an HAProxy of its own.
"""

import argparse
import pathlib
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "pages"))

from cluster.appends import History, shared_lists
from cluster.balancer import Balancer, wait_for
from cluster.havoc import Havoc
from cluster.node import Node
from cluster.server import Server
from desk import Desk
from hub import BINARY
from ledger import Ledger
from measures.person import Person
from report import Report, equal, require
from story import tell
from verify import settle, verify
from world import World

NODES = 3
#: a lane whose node died is worked on again when its lease has run out
SETTLING = 60


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--appends", type=int, default=60, help="by each of six clients")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-three-nodes-"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report = Report()
    cluster = Cluster(folder, report, options)
    if report.group("three nodes make one database ready at once, and serve it behind a balancer", cluster.start):
        for number in range(options.rounds):
            cluster.round(number)
        report.group("what is said at one node is seen by a page that is open at another", cluster.hear)
        report.group("it is, too, after the server was away", cluster.hear_again)
        report.check("every node was killed", len(cluster.kills) == NODES, cluster.kills)
        report.check(f"the server was restarted ({cluster.server.restarts} times)", cluster.server.restarts > 0)
        code, words = cluster.nodes[1].doctor()
        report.check("the doctor finds nothing", code == 0, words)
        for number, node in enumerate(cluster.nodes, 1):
            report.check(f"node {number} ends cleanly on SIGTERM", node.terminate() == 0)
    cluster.balancer.stop()
    cluster.server.stop()
    if report.failed:
        print(f"data and logs: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


class Cluster:
    def __init__(self, folder, report, options):
        self.report = report
        self.options = options
        self.server = Server()
        self.nodes = [Node(folder / f"node-{number}", self.server.url) for number in range(1, NODES + 1)]
        self.balancer = Balancer(folder, self.nodes)
        self.kills = {}

    def start(self):
        self.server.start()
        migrating = [subprocess.Popen([str(BINARY), "migrate", *node.place]) for node in self.nodes]
        equal([each.wait() for each in migrating], [0] * NODES, "the exit codes of those who migrate")
        first = self.nodes[0]
        # The first desk makes the keys, which every node needs.
        first.create_tenant("first", "First desk", "boss@first.example")
        for node in self.nodes[1:]:
            node.data.mkdir()
            shutil.copy(first.data / "baton.keys", node.data)
        for node in self.nodes:
            node.start_or_fail()
        self.balancer.start()
        wait_for(self.balancer, lambda hub: Desk(hub, "first", "", ""))

    def round(self, number):
        seed = self.options.seed + number
        print(f"-- round {number + 1} of {self.options.rounds}, seed {seed}", flush=True)
        world = self.world = World(self.balancer, random.Random(seed), patience=90)
        ledger = Ledger(world)
        if not self.report.group("four desks are linked through the balancer", world.build, f"-{number}"):
            return
        if not self.report.group("lists are shared with a partner", self.share, world, ledger):
            return
        havoc = Havoc(self.nodes, self.server, random.Random(seed))
        havoc.start()
        tell(world, ledger, self.report)
        history = History(self.nodes, world.desks["vendor"], list(self.shared), seed)
        self.report.group("tokens are appended through every node", history.play, 6, self.options.appends, havoc.is_enough)
        self.report.group("every node comes back after every kill, and none ends by itself", havoc.stop)
        for node, count in havoc.kills.items():
            self.kills[node + 1] = self.kills.get(node + 1, 0) + count
        print(f"killed {dict(self.kills)}, server restarted {self.server.restarts} times", flush=True)
        self.report.group("what waited for dead nodes is done", settle, world, SETTLING)
        verify(world, ledger, self.report)
        self.report.group("the history is one of lists", history.check, self.report, world.desks["partner"], self.shared)

    def share(self, world, ledger):
        self.shared = shared_lists(world, ledger)

    def hear_again(self):
        self.server.restart()
        # Each of a node's connections is made anew when it is needed, without a word to who asks.
        for number, node in enumerate(self.nodes, 1):
            reader = Desk(node, "", "", self.world.desks["fourth"].token)
            answered = [reader.call("GET", "tickets", once=True).status == 200 for _ in range(12)]
            require(sum(answered) >= 6, f"node {number} answered {sum(answered)} of 12 requests")
        self.hear()

    def hear(self):
        """Each node hears of both others."""
        desk = self.world.desks["fourth"]
        slug = desk.slug + f"-{self.options.rounds - 1}"
        ticket = desk.post("tickets", {"subject": "Seen from afar"})["id"]
        for number, node in enumerate(self.nodes):
            reader = Person(Desk(node, slug, "", ""), f"reader-{time.monotonic_ns()}@fourth.example")
            with socket.create_connection(("127.0.0.1", node.port), timeout=30) as stream:
                stream.sendall((
                    f"GET {reader.base}/live HTTP/1.1\r\nHost: 127.0.0.1:{node.port}\r\nAccept: text/event-stream\r\n"
                    f"Cookie: {reader.cookie}\r\n\r\n"
                ).encode())
                heard = b""
                while b"retry:" not in heard:
                    heard += self.more(stream)
                for other in self.nodes[:number] + self.nodes[number + 1:]:
                    writer = Desk(other, slug, "", desk.token)
                    # A node that has lost the server listens again within moments; what is said until then it is not told.
                    self.world.until(lambda: self.told(stream, writer, ticket), f"node {number + 1} hears of it")

    def told(self, stream, writer, ticket):
        said = {"body": f"Heard {time.monotonic_ns()}", "format": "text"}
        made = writer.post(f"tickets/{ticket}/comments", said)
        require(made["id"], "it was not said")
        stream.settimeout(2)
        try:
            heard = b""
            while ticket.encode() not in heard or b"event: " not in heard:
                heard += self.more(stream)
            return True
        except TimeoutError:
            return False

    @staticmethod
    def more(stream):
        more = stream.recv(65_536)
        equal(bool(more), True, "whether the stream is open")
        return more


if __name__ == "__main__":
    sys.exit(main())
