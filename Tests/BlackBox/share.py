"""Which of the long cases a run plays: all of them, or the quarter that the commit draws.

BATON_SHARE holds the commit's hash, in hexadecimal. Every long case has its place among the four by its name, so commits of
every kind come to play all of them; without the variable each run does.
"""

import os
import zlib

PARTS = 4


def is_drawn(name):
    commit = os.environ.get("BATON_SHARE")
    return not commit or (zlib.crc32(name.encode()) + int(commit[:8], 16)) % PARTS == 0


def long(play):
    """Marks what takes so long that a quarter of such is enough for each commit."""
    play.is_long = True
    return play


def is_left(play, name):
    """Whether another commit's quarter has it; says so."""
    left = getattr(play, "is_long", False) and not is_drawn(name)
    if left:
        print(f"left  {name}: another commit's quarter has it", flush=True)
    return left
