"""Ends nodes and the database's server, one after another, and starts them again, until it is told to stop."""

import threading
import time
from collections import Counter

from hub import HubFailed


class Havoc(threading.Thread):
    #: every so many turns it is the server's
    SERVER_EVERY = 5

    def __init__(self, nodes, server, rng, shortest=1.0, longest=3.0):
        super().__init__(daemon=True)
        self.nodes = nodes
        self.server = server
        self.rng = rng
        self.span = (shortest, longest)
        self.kills = Counter()
        self._waiting = []
        self._restarts = server.restarts
        self.broken = None
        self._stopping = threading.Event()

    def run(self):
        turn = 0
        try:
            while not self._stopping.wait(self.rng.uniform(*self.span)):
                turn += 1
                self._all_live()
                if turn % self.SERVER_EVERY == 0:
                    self.server.restart()
                else:
                    self._kill(self._next())
        except Exception as error:
            self.broken = error

    def is_enough(self):
        """Whether everything has died once, or cannot any more."""
        all_died = len(self.kills) == len(self.nodes) and self.server.restarts > self._restarts
        return all_died or self.broken is not None

    def stop(self):
        """Everything runs again, and stays so."""
        self._stopping.set()
        self.join()
        if self.broken:
            raise self.broken
        self._all_live()

    def _next(self):
        """Each in its turn, in an order that changes."""
        if not self._waiting:
            self._waiting = self.rng.sample(range(len(self.nodes)), len(self.nodes))
        return self._waiting.pop()

    def _kill(self, number):
        node = self.nodes[number]
        node.kill()
        self.kills[number] += 1
        started = time.monotonic()
        while not node.start():
            if time.monotonic() - started > 30:
                raise HubFailed(f"node {number + 1} does not come back:\n{node.log_tail()}")

    def _all_live(self):
        """Nobody but this thread ends a node: no loss of the server, and no neighbour's death, may."""
        for number, node in enumerate(self.nodes, 1):
            if node.process.poll() is not None:
                raise HubFailed(f"node {number} ended by itself with {node.process.returncode}:\n{node.log_tail()}")
