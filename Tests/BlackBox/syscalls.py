"""A short story that dies at the Nth durable system call of the process, for each N until it gets through alive."""

import pathlib
import random
import shutil

from hub import Hub
from kills import Keeper, preload
from ledger import Ledger
from report import QuietReport
from verify import verify
from world import World


def each(folder, first, last, report):
    template = folder / "template"
    hub = Hub(template)
    world = World(hub, random.Random(1))
    if not (report.group("the hub starts", hub.start_or_fail) and report.group("four desks are linked", world.build)):
        hub.kill()
        return
    if not report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0):
        return
    library = preload("syscallkill")
    killed = 0
    for number in range(first, last + 1):
        died = _one(folder, template, world, number, library, report)
        killed += died
        if not died:
            print(f"the story makes fewer than {number} durable calls", flush=True)
            break
        shutil.rmtree(folder / f"call-{number}", ignore_errors=True)
    report.check(f"killed at each of {killed} durable system calls", killed > 0)


def _one(folder, template, built, number, library, report):
    """Whether the hub died at that call."""
    data = folder / f"call-{number}"
    # The socket in the data directory is not a file that can be copied.
    shutil.copytree(
        template, data, ignore=lambda place, names: [n for n in names if pathlib.Path(place, n).is_socket()]
    )
    hub = Hub(data)
    world = _moved(built, hub, number)
    ledger = Ledger(world)
    quiet = QuietReport()
    plan = OneDeath()
    # It may die before it listens; the keeper then starts it as it does after any other death.
    hub.start({"LD_PRELOAD": library, "BATON_KILL_SYSCALL": str(number)})
    keeper = Keeper(hub, plan)
    keeper.start()
    quiet.group("the short story", _short, world, ledger)
    if quiet.group("the hub comes back", keeper.stop):
        verify(world, ledger, quiet)
        quiet.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    hub.kill()
    report.all(
        f"died at durable call {number}" if plan.deaths else f"alive past durable call {number - 1}", quiet.failures
    )
    return plan.deaths > 0


class OneDeath:
    """What dies by itself is started again, plainly."""

    deaths = 0

    def environment(self):
        return {}

    def delay(self):
        return 3_600

    def died(self, by_itself):
        self.deaths += 1

    def may_die_by_itself(self):
        return self.deaths == 0


def _short(world, ledger):
    chain = ledger.chain()
    readers = {"vendor", "partner"}
    world.ticket(chain, "Short")
    ledger.say(chain, "vendor", "internal", set())
    handoff = world.accepted(chain, "vendor", "partner")
    ledger.say(chain, "vendor", "partner", readers)
    ledger.attach(chain, "partner", f"short-{ledger.number():012x}.bin", b"\x00\xff" * 3_000, readers, "partner")
    world.complete("partner", handoff)
    world.both("vendor", "partner", handoff, "completed")
    world.move("vendor", handoff, "confirm")
    world.both("vendor", "partner", handoff, "confirmed")
    chain.ends = {handoff: "confirmed"}


def _moved(built, hub, seed):
    """The same desks, asked at another hub's port."""
    world = World(hub, random.Random(seed), patience=30)
    world.statuses, world.links, world.secrets = built.statuses, dict(built.links), built.secrets
    for mine, theirs in ((world.desks, built.desks), (world.admins, built.admins)):
        for slug, desk in theirs.items():
            mine[slug] = type(desk)(hub, slug, desk.name, desk.token)
    return world
