"""The preloaded library that lets calls on the hub's files fail, as the test sets its rule while the hub runs."""

import mmap
import struct

from kills import preload

WRITE, SYNC, OPEN, READ, NAME = 1, 2, 4, 8, 16
FOR_EVER = 1 << 60


class Rules:
    """What diskfault.c shares with the test: kinds of calls, the error, the first and last that fail, seen, struck."""

    def __init__(self, trial):
        path = trial.folder / "rule"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(6 * 8))
        with open(path, "r+b") as file:
            self._page = mmap.mmap(file.fileno(), 6 * 8)
        trial.afterwards(self._page.close)
        self.environment = {
            "LD_PRELOAD": preload("diskfault"),
            "BATON_DISK_FAULT": str(path),
            "BATON_DISK_FAULT_UNDER": str(trial.hub.data),
        }

    def set(self, kinds, error, first=1, last=None):
        """Counts from now on; one call fails unless told otherwise."""
        self.clear()
        self._page[8:] = struct.pack("5q", error, first, first if last is None else last, 0, 0)
        self._page[:8] = struct.pack("q", kinds)

    def clear(self):
        """Nothing fails any more; gives how often it struck."""
        struck = self.struck
        self._page[:8] = struct.pack("q", 0)
        self._page[40:] = struct.pack("q", 0)
        return struck

    @property
    def struck(self):
        return struct.unpack("q", self._page[40:])[0]

    @property
    def seen(self):
        return struct.unpack("q", self._page[32:40])[0]
