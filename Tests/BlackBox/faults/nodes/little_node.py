"""F33: little memory for one of two nodes. Its files are in the database, so it asks for little itself."""

from faults.little_memory import limited

#: beyond what it has taken when it is ready
LIMIT = 24 << 20


def little(trial, full):
    limited(trial, full, LIMIT)


FAULTS = [("F33", "little memory", little)]
