"""The ground of faults of several nodes: a server with four linked desks, made once; each fault gets a copy of its own."""

import shutil
import statistics
import threading
import time

from cluster.balancer import Balancer, wait_for
from cluster.node import Node
from cluster.server import Server
from desk import Desk, Unanswered
from faults.trial import Ground, Trial
from ledger import Ledger
from report import require
from world import World


class NodesGround(Ground):
    def __init__(self, folder, report):
        super().__init__(folder, report)
        self.server = Server()

    def prepare(self, rng):
        self.server.start()
        node = Node(self._template, self.server.url)
        node.start_or_fail()
        self._built = World(node, rng)
        self._built.build()
        require(node.terminate() == 0, "the node does not end cleanly")
        starts = []
        for _ in range(3):
            node.start_or_fail()
            starts.append(node.ready_seconds)
            node.terminate()
        self.quiet_start = statistics.median(starts)
        print(f"a quiet start takes {self.quiet_start:.3f} s", flush=True)
        self.server.end()

    def lay(self, place):
        """A node's own directory."""
        place.mkdir(parents=True)
        shutil.copy(self._template / "baton.keys", place)

    def trial(self, code, what):
        return NodesTrial(self, code, what)

    def close(self):
        self.server.stop()


class NodesTrial(Trial):
    def lay(self, seed=1, nodes=2, options=(), server=None, url=None):
        """The nodes, not yet started, and the server, which runs unless one is given."""
        if server is None:
            server = self.ground.server.copy()
            self.afterwards(server.stop)
            server.begin()
        self.server = server
        self.nodes = []
        for number in range(1, nodes + 1):
            place = self.folder / f"node-{number}"
            self.ground.lay(place)
            self.nodes.append(Node(place, url or server.url, options))
        self.hub = self.nodes[0]
        self.balancer = Balancer(self.folder, self.nodes)
        self.world = self.ground.world(self.balancer, seed)
        for desk in [*self.world.desks.values(), *self.world.admins.values()]:
            desk.longest_pause = 0.2
        self.ledger = Ledger(self.world)
        return self.hub

    def start(self, environment=None):
        for node in self.nodes:
            if node.process is None or node.process.poll() is not None:
                require(node.start(environment), f"it does not start: {node.log_tail()}")
        if self.balancer.process is None:
            self.afterwards(self.balancer.stop)
            self.balancer.start()
            wait_for(self.balancer, lambda hub: Desk(hub, "", "", ""))

    def revive(self, node):
        """A start after a death; the time until it is ready again is kept."""
        require(node.start(), f"it does not start: {node.log_tail()}")
        self._starts.append(node.ready_seconds)

    def through(self, node, slug):
        """A desk as it is seen through one node."""
        desk = self.world.desks[slug]
        return Desk(node, slug, desk.name, desk.token)

    def serves_again(self, patience=15):
        """Seconds until each node has written something."""
        started, took = time.monotonic(), []
        for node in self.nodes:
            door = self.through(node, "fourth")
            self.world.until(lambda door=door: _writes(door), f"the node at {node.port} serves again", patience)
            took.append(time.monotonic() - started)
        return max(took)

    def measured(self, node, name):
        """A number of /metrics, all of its labels taken together."""
        said = Desk(node, "", "", "").call("GET", "/metrics").raw.decode()
        found = [line for line in said.splitlines() if line.startswith((name + " ", name + "{"))]
        require(found, f"{name} is not measured")
        return sum(float(line.rsplit(" ", 1)[1]) for line in found)

    def _all_end(self):
        return [node for node in self.nodes if node.process.poll() is not None or node.terminate() != 0]

    def close(self):
        for node in getattr(self, "nodes", []):
            self.afterwards(node.kill)
        super().close()


def _writes(door):
    try:
        return door.call("POST", "tickets", {"subject": "Again"}, once=True).status == 201
    except Unanswered:
        return False


class Reviver:
    """As `with Reviver(trial):`; starts nodes again that end by themselves, as systemd would."""

    def __init__(self, trial):
        self.codes = []
        self._trial = trial
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _watch(self):
        while not self._stop.wait(0.05):
            for node in self._trial.nodes:
                if node.process.poll() is not None:
                    self.codes.append(node.process.returncode)
                    # It may end again, as long as there is no database for it.
                    while not self._stop.is_set() and not node.start():
                        self._stop.wait(0.2)


__all__ = ["NodesGround", "NodesTrial", "Reviver"]
