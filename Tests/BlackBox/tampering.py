"""The database of a hub that is stopped, changed past Baton."""

import contextlib
import sqlite3
import subprocess

from hub import BINARY


@contextlib.contextmanager
def tampered(data):
    """An open transaction on it; its pages then get the sums that no other tool writes."""
    with contextlib.closing(sqlite3.connect(data / "baton.sqlite")) as database, database:
        yield database
    renew_sums(data)


def renew_sums(data):
    subprocess.run([str(BINARY), "doctor", "--renew-sums", "--data", str(data)], capture_output=True, timeout=60, check=True)
