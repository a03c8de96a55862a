"""What a disk may hold after the power was cut at some moment of what disklog.c wrote down."""

import struct
from collections import Counter, defaultdict

WRITE, CUT, SYNC, SYNCED, FAILED, CREATE, RENAME, LINK, UNLINK, MKDIR, ANSWER = range(1, 12)
NAMES = (CREATE, RENAME, LINK, UNLINK, MKDIR)
SECTOR = 512


def read_notes(path):
    """Every note: kind, inode, number, bytes."""
    raw, notes, place = path.read_bytes(), [], 0
    while place < len(raw):
        kind, length, inode, number = struct.unpack_from("IIQQ", raw, place)
        place += 24
        notes.append((kind, inode, number, raw[place : place + length]))
        place += length
    return notes


class Disk:
    """Starts as what lay there, all of it durable; then goes through the notes. `after_cut` asks what a cut would leave."""

    def __init__(self, root):
        self.root = root
        self._names = {}
        self._durable = {}
        #: by inode: what was written since, in order; what a failed sync has made doubtful comes first
        self._pending = defaultdict(list)
        self._changes = []
        self._durable_changes = 0
        self._begun = {}
        #: by number: how many have had it. The number of one that is gone is given anew, while a cut may still bring
        #: back the name of the first.
        self._lives = Counter()
        for path in root.rglob("*"):
            if path.is_file():
                inode = path.stat().st_ino, 0
                self._names[str(path)] = inode
                self._durable[inode] = path.read_bytes()
        self._files = set(self._names.values())

    def go_on(self, note, rng):
        kind, inode, number, raw = note
        if kind in (CREATE, MKDIR):
            self._lives[inode] += 1
        inode = inode, self._lives[inode]
        if kind in (WRITE, CUT):
            self._pending[inode].append((kind, number, raw, False))
        elif kind == SYNC:
            self._begun[number] = (inode, len(self._pending[inode]), len(self._changes))
        elif kind == SYNCED:
            _, writes, changes = self._begun.pop(number)
            self._make_durable(inode, writes, rng)
            if inode not in self._files:
                # A directory. A journal keeps the order of names: what came before what is durable is durable, too.
                self._durable_changes = max(self._durable_changes, changes)
        elif kind == FAILED:
            _, writes, _ = self._begun.pop(number)
            # The system takes these pages for clean now: some of them reach the disk, some never will.
            pending = self._pending[inode]
            pending[:writes] = [(k, n, r, True) for k, n, r, _ in pending[:writes]]
        elif kind in NAMES:
            self._changes.append((kind, inode, raw.decode().split("\0")))
            if kind == CREATE:
                self._files.add(inode)

    def _make_durable(self, inode, count, rng):
        pending = self._pending[inode]
        content = bytearray(self._durable.get(inode, b""))
        for kind, number, raw, is_doubtful in pending[:count]:
            if not is_doubtful or rng.random() < 0.5:
                _apply(content, kind, number, raw)
        if inode in self._files:
            self._durable[inode] = bytes(content)
        del pending[:count]
        # Syncs that began before count from the new beginning.
        self._begun = {
            number: (of, max(0, writes - count) if of == inode else writes, changes)
            for number, (of, writes, changes) in self._begun.items()
        }

    def after_cut(self, target, rng):
        """Lays down what the disk could hold: of the rest some writes, whole or torn, and some first names."""
        names = dict(self._names)
        first = rng.randint(self._durable_changes, len(self._changes))
        for change in self._changes[:first]:
            _rename(names, *change)
        target.mkdir()
        for path in names:
            place = target / path[len(str(self.root)) + 1 :]
            place.parent.mkdir(parents=True, exist_ok=True)
            if names[path] is None:
                place.mkdir(exist_ok=True)
                continue
            place.write_bytes(self._content(names[path], rng))
            place.chmod(0o600)

    @property
    def uncertain(self):
        """How many writes and names a cut may take, or tear."""
        return sum(map(len, self._pending.values())) + len(self._changes) - self._durable_changes

    def _content(self, inode, rng):
        content = bytearray(self._durable.get(inode, b""))
        share = rng.choice((0, 0.2, 0.5, 0.9, 1))
        for kind, number, raw, _ in self._pending[inode]:
            if rng.random() < share:
                _apply(content, kind, number, raw if rng.random() < 0.7 else None, rng, raw)
        return bytes(content)


def _apply(content, kind, number, raw, rng=None, torn=None):
    if kind == CUT:
        content[number:] = bytes(max(0, number - len(content)))
        return
    pieces = [(number, raw)] if raw is not None else _torn(number, torn, rng)
    for place, piece in pieces:
        if len(content) < place + len(piece):
            content.extend(bytes(place + len(piece) - len(content)))
        content[place : place + len(piece)] = piece


def _torn(number, raw, rng):
    """Some of the sectors that a write touches."""
    pieces, place = [], 0
    while place < len(raw):
        size = SECTOR - (number + place) % SECTOR
        if rng.random() < 0.5:
            pieces.append((number + place, raw[place : place + size]))
        place += size
    return pieces


def _rename(names, kind, inode, paths):
    if kind == CREATE:
        names[paths[0]] = inode
    elif kind == RENAME:
        if paths[0] in names:
            names[paths[1]] = names.pop(paths[0])
    elif kind == LINK:
        if paths[0] in names:
            names[paths[1]] = names[paths[0]]
    elif kind == UNLINK:
        names.pop(paths[0], None)
    else:
        names[paths[0]] = None
