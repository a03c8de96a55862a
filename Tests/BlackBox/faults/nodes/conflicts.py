"""F24: transactions that others are in the way of: deadlocks, and serialisation that fails."""

import subprocess
import threading

from cluster.appends import History, shared_lists
from report import require
from verify import settle

FAILED = "a serialisation that failed"
DEADLOCK = "a deadlock of which a node was the victim"
#: the first try, and five more
MOST_TRIES = 6

DEADLOCK_FOUND = "ERROR:  deadlock detected"

#: Counts outside of transactions, so that what is undone counts as well.
TRAP = """
CREATE SEQUENCE struck; CREATE SEQUENCE doomed; GRANT USAGE ON struck, doomed TO PUBLIC;
CREATE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.body LIKE 'doomed%' THEN
    PERFORM nextval('doomed');
    RAISE EXCEPTION 'in the way' USING ERRCODE = '40001';
  ELSIF random() < 0.3 THEN
    PERFORM nextval('struck');
    RAISE EXCEPTION 'in the way' USING ERRCODE = '40001';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER trap BEFORE INSERT ON comments FOR EACH ROW EXECUTE FUNCTION trap();
"""
COUNT = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {}"


def conflicts(trial, full):
    """Clients append to lists through two nodes, while a third of what they write is in somebody's way."""
    trial.plans(FAILED, DEADLOCK)
    server = trial.ground.server.copy(deadlock_timeout="50ms")
    trial.afterwards(server.stop)
    server.begin()
    trial.lay(server=server)
    trial.start()
    lists = shared_lists(trial.world, trial.ledger)
    server.ask(TRAP)
    over = threading.Event()
    history = History(trial.nodes, trial.world.desks["vendor"], list(lists), seed=24)
    players = threading.Thread(target=history.play, args=(6, 60 if full else 20, over.is_set), daemon=True)
    players.start()
    try:
        for number in range(40 if full else 8):
            ticket = list(lists)[number % len(lists)]
            trial.injected[DEADLOCK] += _deadlock(trial, ticket)
        tries = _doomed(trial, next(iter(lists)))
    finally:
        over.set()
        players.join(120)
    require(not players.is_alive() and not history.broken, f"a client gave up: {history.broken}")
    trial.injected[FAILED] += int(server.ask(COUNT.format("struck")))
    # Once more where it was first tried together with what others wrote at that moment.
    once = tries in (MOST_TRIES, MOST_TRIES + 1)
    trial.check("I6", "what always fails is tried six times by itself, and then refused", once, tries)
    settle(trial.world, 60)
    history.check(trial.report, trial.world.desks["partner"], lists)
    trial.invariants["I1"] += len(history.appends)
    trial.invariants["I2"] += len(history.appends)
    trial.invariants["I3"] += len(history.reads)
    trial.stands()


def _doomed(trial, ticket):
    """How often a write is tried that fails each time."""
    door = trial.through(trial.nodes[0], "vendor")
    answer = door.call("POST", f"tickets/{ticket}/comments", {"body": "doomed"}, once=True)
    require(answer.status == 503 and answer.headers.get("Retry-After"), f"{answer.status} {answer.raw}")
    return int(trial.server.ask(COUNT.format("doomed")))


def _deadlock(trial, ticket):
    """Takes the ticket's row, waits until a node that has the desk's row waits for it, and asks for the desk's, and for no
    other way out. Gives how often a node lost."""
    before = trial.server.logged(DEADLOCK_FOUND)
    command = ["psql", "--no-psqlrc", "--quiet", "--output", "/dev/null", trial.server.url]
    rival = f"""
    SET deadlock_timeout = '1h';
    BEGIN;
    SELECT 1 FROM tickets WHERE id = '{ticket}' FOR UPDATE;
    DO $$ BEGIN
      FOR turn IN 1..2000 LOOP
        EXIT WHEN EXISTS (SELECT 1 FROM pg_locks l WHERE NOT l.granted AND pg_backend_pid() = ANY (pg_blocking_pids(l.pid)));
        PERFORM pg_sleep(0.002);
      END LOOP;
    END $$;
    SELECT 1 FROM tenants t JOIN tickets k ON k.tenant_id = t.tenant_id WHERE k.id = '{ticket}' FOR UPDATE OF t;
    COMMIT;
    """
    said = subprocess.run(command, input=rival, capture_output=True, text=True, timeout=60)
    require(said.returncode == 0 and "ERROR" not in said.stderr, said.stderr)
    return trial.server.logged(DEADLOCK_FOUND) - before


FAULTS = [("F24", "deadlocks and failed serialisation", conflicts)]
