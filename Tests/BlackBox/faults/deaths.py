"""F01: kill -9 at each call that makes, moves, cuts or removes a file; those that write and sync are `story.py --syscalls`."""

import shutil
import signal
import threading

from kills import preload
from syscalls import Counter

from chapters import short
from report import require


def names(trial, full):
    """The short story on a hub that dies at the Nth of them, until it outlives the story; its end and beginning, too."""
    what = "a death at a call that changes names"
    trial.plans(what)
    quiet_lives, number, step = 0, 0, 1 if full else 3
    while quiet_lives < 2:
        number += step
        died = _dies_at(trial, number)
        trial.injected[what] += died
        # How many calls a story makes may differ by one or two.
        quiet_lives = 0 if died else quiet_lives + 1
    tried = number // step - quiet_lives
    trial.check("I6", f"it died at each of {tried} calls", trial.injected[what] >= tried - 1, trial.injected[what])


def _dies_at(trial, number):
    trial.lay(seed=number)
    counter = Counter(trial.folder / "counter", number)
    environment = {
        "LD_PRELOAD": preload("syscallkill"),
        "BATON_KILL_CALLS": "names",
        "BATON_KILL_COUNTER": str(counter.path),
    }
    trial.hub.start(environment)
    keeper = Reviver(trial)
    with keeper:
        short.handed_over_and_back(trial.world, trial.ledger)
    if not keeper.deaths:
        # The end of a process tidies up: it may die in that.
        code = trial.hub.terminate()
        require(code in (0, -signal.SIGKILL), f"it ended with {code}")
        keeper.deaths += code != 0
        trial.restart()
    trial.stands()
    shutil.rmtree(trial.hub.data)
    return min(1, keeper.deaths)


class Reviver:
    """Starts the hub plainly once it has died."""

    def __init__(self, trial):
        self.deaths = 0
        self._trial = trial
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self):
        self._thread.start()

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def _watch(self):
        while not self._stop.wait(0.002):
            if self._trial.hub.process.poll() is not None:
                self.deaths += 1
                self._trial.restart()


FAULTS = [("F01", "deaths where names change", names)]
