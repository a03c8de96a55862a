"""F32: the schema is made by `baton migrate`, which dies at each message to the server; said again, it goes on."""

import os
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

from hub import BINARY
from kills import preload
from report import require
from syscalls import KILLED, Counter

DEAD = "a migration killed at a message to the server"
AT_ONCE = "migrations at once"


def migrations(trial, full):
    trial.plans(DEAD, AT_ONCE)
    trial.folder.mkdir(parents=True)
    server = trial.ground.server.copy()
    trial.afterwards(server.stop)
    server.begin()
    databases = Databases(trial, server)
    messages = databases.make("whole", 0)
    wanted = databases.schema("whole")
    print(f"   {messages} messages make the schema", flush=True)
    require(messages > 100, "a migration says nothing to the server")
    numbers = range(1, messages + 1, 1 if full else max(1, messages // 16))
    with ThreadPoolExecutor(os.cpu_count()) as several:
        found = list(several.map(lambda number: databases.dies(f"at_{number}", number), numbers))
    died = [schema for was_killed, schema in found if was_killed]
    trial.injected[DEAD] += len(died)
    trial.check("I6", f"it died at each of {len(found)} messages", len(died) == len(found), len(died), len(found))
    others = [schema for schema in died if schema != wanted]
    trial.check("I4", "said again, it makes the same schema", not others, others[:1], len(died))
    databases.create("rivals")
    with ThreadPoolExecutor(4) as several:
        codes = list(several.map(lambda _: databases.migrate("rivals", 0)[0], range(4)))
    trial.injected[AT_ONCE] += len(codes)
    doubled = server.ask_of("rivals", "SELECT number FROM schema_migrations GROUP BY number HAVING count(*) > 1")
    trial.check("I2", "four at once make it once", codes == [0] * 4 and not doubled, codes)
    trial.check("I4", "and the same", databases.schema("rivals") == wanted)


class Databases:
    def __init__(self, trial, server):
        self._trial = trial
        self._server = server
        # The server makes one of a template at a time.
        self._making = threading.Lock()

    def create(self, name):
        with self._making:
            self._server.ask(f"CREATE DATABASE {name} TEMPLATE template0")

    def make(self, name, deadly):
        self.create(name)
        code, calls = self.migrate(name, deadly)
        require(code == 0, f"migrate ended with {code}")
        return calls

    def dies(self, name, deadly):
        self.create(name)
        first, _ = self.migrate(name, deadly)
        again, _ = self.migrate(name, 0)
        require(again == 0, f"dead at {deadly}, it ends with {again} the next time")
        schema = self.schema(name)
        with self._making:
            self._server.ask(f"DROP DATABASE {name}")
        return first == KILLED, schema

    def migrate(self, name, deadly):
        """The exit code, and how many messages were sent."""
        counter = Counter(self._trial.folder / f"{name}-{threading.get_ident()}.counter", deadly)
        done = subprocess.run(
            [str(BINARY), "migrate", "--data", str(self._trial.folder / name), "--database", self._server.url_of(name)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            env={
                **os.environ,
                "SWIFT_BACKTRACE": "enable=no",
                "LD_PRELOAD": preload("syscallkill"),
                "BATON_KILL_CALLS": "sends",
                "BATON_KILL_COUNTER": str(counter.path),
            },
        )
        calls = counter.calls
        counter.path.unlink()
        if done.returncode not in (0, KILLED):
            print(done.stderr, flush=True)
        return done.returncode, calls

    def schema(self, name):
        """All that was made, in words that do not name the database; and which migrations ran."""
        dumped = subprocess.run(
            ["pg_dump", "--schema-only", self._server.url_of(name)], check=True, capture_output=True, text=True).stdout
        ran = self._server.ask_of(name, "SELECT string_agg(number::text, ' ' ORDER BY number) FROM schema_migrations")
        lines = [line for line in dumped.splitlines() if not line.startswith(("--", "\\"))]
        return "\n".join(lines + [ran]).replace(f'"{name}.', '"DATABASE.')


FAULTS = [("F32", "migrations that die", migrations)]
