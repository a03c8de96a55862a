"""F22: the database's server ends in the midst of commits. What nobody knows then, its key tells."""

import statistics
import threading

from cluster.appends import History, shared_lists
from report import require
from verify import settle

KEPT = "a commit that was kept, of which nobody was told"
ENDED = "a server that ended at once"
BROKEN = "a server that began anew after kill -9 of a backend"

#: whose word a commit waits for, once it is on the disk
WITNESSES = "synchronous_standby_names"
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'baton' AND wait_event = 'SyncRep'"


def stopped(trial, full):
    """Clients append to lists through both nodes, each token under one key until it is answered."""
    trial.plans(KEPT, ENDED, BROKEN)
    trial.lay()
    trial.start()
    lists = shared_lists(trial.world, trial.ledger)
    history = History(trial.nodes, trial.world.desks["vendor"], list(lists), seed=22)
    over = threading.Event()
    players = threading.Thread(target=history.play, args=(6, 10, over.is_set), daemon=True)
    players.start()
    took = []
    try:
        for _ in range(8 if full else 2):
            for end in (_kept, _ended, _broken):
                _goes_on(trial, history)
                end(trial)
                took.append(trial.serves_again())
        _goes_on(trial, history)
    finally:
        over.set()
        players.join(120)
    require(not players.is_alive() and not history.broken, f"a client gave up: {history.broken}")
    settle(trial.world, 60)
    history.check(trial.report, trial.world.desks["partner"], lists)
    trial.invariants["I1"] += len(history.appends)
    trial.invariants["I2"] += len(history.appends)
    unknown = sum(trial.measured(node, "baton_database_unknown_commits_total") for node in trial.nodes)
    say = f"{unknown:.0f} requests were told that nobody knows, and learnt it by their key"
    trial.check("I7", say, unknown >= trial.injected[KEPT], f"{trial.injected[KEPT]} commits were kept untold")
    say = f"after {len(took)} ends all nodes write again, median {statistics.median(took):.2f} s, slowest {max(took):.2f} s"
    trial.check("I6", say, max(took) < 15)
    trial.stands()


def _goes_on(trial, history):
    before = len(history.appends)
    trial.world.until(lambda: len(history.appends) > before + 20 or history.broken, "clients are served")


def _kept(trial):
    """A commit waits for a witness that there is not: it is on the disk when the server ends."""
    trial.server.set(WITNESSES, "nobody")
    trial.world.until(lambda: trial.server.ask(WAITING) != "0", "a commit waits")
    trial.injected[KEPT] += int(trial.server.ask(WAITING))
    trial.server.end("immediate")
    trial.server.unset(WITNESSES)
    trial.server.begin()


def _ended(trial):
    trial.server.restart("immediate")
    trial.injected[ENDED] += 1


def _broken(trial):
    trial.server.kill_backend()
    trial.injected[BROKEN] += 1


FAULTS = [("F22", "the server ends in commits", stopped)]
