"""F10: the wall clock is wrong by an hour or by ten years, goes backwards, or stands still; work goes on in its
order."""

import mmap
import struct
import time
import uuid

from kills import preload
from report import equal

from faults.traffic import Traffic

HOUR, TEN_YEARS = 3_600, 315_576_000
JUMPS = [
    ("an hour ahead", HOUR),
    ("an hour back", -HOUR),
    ("five minutes back", -300),
    ("ten years ahead", TEN_YEARS),
    ("ten years back", -TEN_YEARS),
]
STILL, BACKWARDS = "stands still", "goes backwards"


class Clock:
    """What clockshift.c shares with the test."""

    def __init__(self, trial):
        path = trial.folder / "clock"
        path.write_bytes(bytes(24))
        with open(path, "r+b") as file:
            self._page = mmap.mmap(file.fileno(), 24)
        trial.afterwards(self._page.close)
        self.environment = {"LD_PRELOAD": preload("clockshift"), "BATON_CLOCK": str(path)}

    def set(self, offset=0.0, frozen=0.0):
        self._page[:16] = struct.pack("qq", int(offset * 1e9), int(frozen * 1e9))

    @property
    def told(self):
        return struct.unpack("q", self._page[16:])[0]


def jumps(trial, full):
    trial.plans(*(f"a clock {what}" for what, _ in JUMPS), f"a clock that {STILL}", f"a clock that {BACKWARDS}")
    trial.lay()
    clock = Clock(trial)
    trial.start(clock.environment)
    world, ledger = trial.world, trial.ledger
    talk = ledger.chain()
    world.ticket(talk, "A talk through all times")
    handoff = world.accepted(talk, "vendor", "partner")
    talk.ends = {handoff: "accepted"}
    said = {"vendor": [], "partner": []}

    def live(what):
        """Words in one long talk, and whole stories; what is begun under one time goes on under the next."""
        before = clock.told
        for slug, words in said.items():
            words.append(ledger.say(talk, slug, "partner", {"vendor", "partner"}, what))
        with Traffic(trial, clients=2) as traffic:
            traffic.wait_for(2)
        trial.injected[f"a clock {what}"] += clock.told - before

    key, body = str(uuid.uuid4()), {"subject": "Once in all times"}
    first = world.desks["fourth"].call("POST", "tickets", body, key=key).raw
    for _ in range(3 if full else 1):
        for what, offset in JUMPS:
            clock.set(offset)
            live(what)
            if abs(offset) <= HOUR:
                again = world.desks["fourth"].call("POST", "tickets", body, key=key).raw
                equal(again, first, f"a repeated POST, {what}")
                trial.invariants["I2"] += 1
            if what.endswith("back"):
                # What a dead hub has written under the other time is served by the next one.
                trial.restart(clock.environment)
            clock.set()
            live_now(trial, ledger, talk, said)
        clock.set(frozen=time.time())
        live(f"that {STILL}")
        # A second back, a hundred times over.
        clock.set()
        for step in range(100):
            clock.set(-float(step))
            for slug, words in said.items():
                if step % 10 == 0:
                    words.append(ledger.say(talk, slug, "partner", {"vendor", "partner"}, f"step {step}"))
        live(f"that {BACKWARDS}")
        clock.set()
    for words in said.values():
        ledger.in_order(talk, words)
    trial.restart()
    # Answers that were kept ten years ago, as the clock had it.
    trial.stands(harmless=("answer_kept_too_long",))


def live_now(trial, ledger, talk, said):
    for slug, words in said.items():
        words.append(ledger.say(talk, slug, "partner", {"vendor", "partner"}, "now"))
    with Traffic(trial, clients=1) as traffic:
        traffic.wait_for(1)


FAULTS = [("F10", "wall clocks that are wrong", jumps)]
