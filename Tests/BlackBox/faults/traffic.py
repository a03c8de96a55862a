"""Clients that play the short story over and over, whatever happens to the hub, until they are told to stop."""

import threading

from chapters import short
from report import Wrong, require


class Traffic:
    """As `with Traffic(trial):`; what was begun is played to its end before it is left."""

    def __init__(self, trial, clients=3, words=3, least=1):
        self.trial = trial
        self.words = words
        #: how many stories are the fewest that count as traffic
        self.least = least
        self.stories = 0
        self._errors = []
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._play, daemon=True) for _ in range(clients)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind, error, trace):
        self._stop.set()
        if kind is None:
            for thread in self._threads:
                thread.join()
            if self._errors:
                raise self._errors[0]
            require(self.stories >= self.least, f"only {self.stories} stories were played")

    def wait_for(self, stories):
        """Until so many more were played to their end."""
        goal = self.stories + stories
        self.trial.world.until(lambda: self.stories >= goal or self._errors, f"{stories} more stories are played", 120)
        if self._errors:
            raise Wrong(f"a client gave up: {self._errors[0]}") from self._errors[0]

    def _play(self):
        while not self._stop.is_set() and not self._errors:
            try:
                short.handed_over_and_back(self.trial.world, self.trial.ledger, self.words)
            except Exception as error:
                self._errors.append(error)
                return
            with self._lock:
                self.stories += 1
