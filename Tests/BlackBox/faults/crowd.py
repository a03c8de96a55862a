"""Many clients at the same moment."""

import threading
import time


def at_once(*works):
    """Runs all of them from one moment on; what each gave, or the exception that it raised."""
    start = threading.Barrier(len(works))
    results = [None] * len(works)

    def run(index, work):
        start.wait()
        try:
            results[index] = work()
        except Exception as error:
            results[index] = error

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


class Meanwhile:
    """As `with Meanwhile(work) as served:`; works over and over until the block ends. Failures come out then."""

    def __init__(self, work, pause=0.0):
        self.done = 0
        self.slowest = 0.0
        self.errors = []
        self._work = work
        self._pause = pause
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, kind, error, trace):
        self._stop.set()
        self._thread.join()

    def _run(self):
        while not self._stop.is_set():
            started = time.monotonic()
            try:
                self._work()
                self.done += 1
            except Exception as error:
                self.errors.append(error)
            self.slowest = max(self.slowest, time.monotonic() - started)
            self._stop.wait(self._pause)
