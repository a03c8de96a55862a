"""Counts checks and says one line for each group of them."""

import sys
import threading
import time
import traceback

from share import is_left


class Report:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self._lock = threading.Lock()

    def check(self, name, holds, detail=""):
        """One check, one line; the detail only where it fails."""
        with self._lock:
            if holds:
                self.passed += 1
                self._say(f"ok    {name}")
            else:
                self.failed += 1
                self._say(f"FAIL  {name}" + (f": {_short(detail)}" if detail != "" else ""))
        return bool(holds)

    def all(self, name, failures):
        """One line for a group: `failures` lists what was wrong in it, and is empty where all was well."""
        failures = list(failures)
        self.check(name, not failures, "; ".join(str(f) for f in failures[:5]) + _more(failures, 5))

    def group(self, name, work, *arguments):
        """Runs `work`, which raises where something is not as it must be, as one check; a long one in its share of the runs."""
        if is_left(work, name):
            return True
        started = time.monotonic()
        try:
            work(*arguments)
        except Exception as error:
            # The place in the script tells more than the message alone.
            traceback.print_exc(file=sys.stderr)
            return self.check(name, False, f"{type(error).__name__}: {error}")
        return self.check(f"{name} ({time.monotonic() - started:.1f} s)", True)

    def close(self):
        """The last line; the exit code of the script."""
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed or not self.passed else 0

    def _say(self, line):
        print(line, flush=True)


class QuietReport(Report):
    """Says nothing, and keeps what failed: for many runs that each make one line of another report."""

    def __init__(self):
        super().__init__()
        self.failures = []

    def _say(self, line):
        if line.startswith("FAIL"):
            self.failures.append(line)


class Wrong(Exception):
    """Something is not as the interface promises."""


def require(holds, detail):
    if not holds:
        raise Wrong(_short(detail))


def equal(found, expected, what):
    if found != expected:
        raise Wrong(_short(f"{what} is {found!r}, expected {expected!r}"))


def _short(detail, limit=700):
    text = str(detail)
    return text if len(text) <= limit else text[:limit] + " …"


def _more(things, shown):
    return f" … and {len(things) - shown} more" if len(things) > shown else ""
