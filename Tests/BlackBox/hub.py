"""One hub process on a data directory and a free port: started, killed, started again.

Where BATON_HUBS_IN names a PostgreSQL database (postgres://…?…), each hub is kept there, in a schema of its own.
"""

import atexit
import hashlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("BATON_BINARY", ROOT / ".build/release/baton"))
DATABASE = os.environ.get("BATON_HUBS_IN")


class HubFailed(Exception):
    pass


class Hub:
    def __init__(self, data, log_level=None, options=(), in_directory=False):
        self.data = pathlib.Path(data)
        self.data.parent.mkdir(parents=True, exist_ok=True)
        self.log = self.data.with_name(self.data.name + ".log")
        self.log_level = log_level
        #: more for the command line
        self.options = list(options)
        #: the address of its database; None where it is kept in its directory
        self.database = None if in_directory else database_for(self.data)
        self.place = ["--data", str(self.data)] + (["--database", self.database] if self.database else [])
        self.port = free_port()
        #: the executable that serves; another one where two versions meet
        self.binary = BINARY
        self.process = None
        self.ready_seconds = None
        atexit.register(self.kill)

    def start(self, environment=None, patience=30):
        """Starts the process and waits until it listens; False if it died first, as the environment may tell it."""
        command = [str(self.binary), "serve", *self.place, "--listen", f"127.0.0.1:{self.port}"]
        if self.log_level:
            command += ["--log-level", self.log_level]
        command += self.options
        # The version before knows no mail.
        if self.binary == BINARY and "--mail-domain" not in self.options:
            command += ["--mail-domain", "desks.example"]
        started = time.monotonic()
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command,
                stdout=subprocess.PIPE,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env={**os.environ, "SWIFT_BACKTRACE": "enable=no", **(environment or {})},
            )
        listening = threading.Event()
        threading.Thread(target=self._follow, args=(self.process, listening), daemon=True).start()
        while not listening.wait(0.002):
            if self.process.poll() is not None:
                return False
            if time.monotonic() - started > patience:
                self.kill()
                raise HubFailed(f"not listening after {patience} s; see {self.log}")
        self.ready_seconds = time.monotonic() - started
        return True

    def start_or_fail(self):
        started = self.start()
        # Another process may have got the port since it was found free.
        for _ in range(5):
            if started or "Address already in use" not in self.log_tail(300):
                break
            self.port = free_port()
            started = self.start()
        if not started:
            raise HubFailed(f"ended with {self.process.returncode} before it listened:\n{self.log_tail()}")

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def terminate(self, patience=20):
        """Ends it as an operator would; gives the exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()
            raise HubFailed(f"still running {patience} s after SIGTERM") from None

    def log_tail(self, length=2000):
        if not self.log.exists():
            return ""
        with open(self.log, "rb") as log:
            log.seek(max(0, self.log.stat().st_size - length))
            return log.read().decode("utf-8", "replace")

    def command(self, *arguments):
        """A command of the executable beside the running hub; its answer as JSON."""
        done = subprocess.run(
            [str(self.binary), *arguments, "--json", *self.place], capture_output=True, text=True, timeout=60
        )
        if done.returncode != 0:
            raise HubFailed(f"baton {' '.join(arguments)} ended with {done.returncode}: {done.stderr or done.stdout}")
        return json.loads(done.stdout)

    def mail(self, recipient, content):
        """Takes a mail in, as a mail server pipes it; what the command said."""
        command = [str(self.binary), "mail", "deliver", "--to", recipient, "--json", *self.place]
        done = subprocess.run(command, input=content, capture_output=True, timeout=60)
        if done.returncode != 0:
            raise HubFailed(f"the mail was not taken: {done.returncode} {done.stderr}")
        return json.loads(done.stdout)

    def doctor(self):
        """Exit code and words of `baton doctor`."""
        done = subprocess.run(
            [str(self.binary), "doctor", *self.place], capture_output=True, text=True, timeout=300
        )
        return done.returncode, (done.stdout + done.stderr).strip()

    def in_database(self, statement):
        """What its database answers, as text."""
        command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", self.database, "--command", statement]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def is_half(self):
        """Whether its database holds a copy that has not come to its end."""
        return bool(self.database) and self.in_database("SELECT to_regclass('unfinished_copy') IS NOT NULL") == "t"

    def create_tenant(self, slug, name, email):
        return self.command("tenant", "create", slug, "--name", name, "--admin", email)

    def create_agent(self, slug, email, name, role):
        """An agent's token."""
        self.command("agent", "create", "--tenant", slug, email, "--name", name, "--role", role)
        return self.command("token", "create", "--tenant", slug, "--agent", email)["token"]

    @staticmethod
    def _follow(process, listening):
        # Reads to the end, so that the hub never waits for a full pipe.
        for line in process.stdout:
            if line.startswith(b"baton: listening on http"):
                listening.set()


def database_for(data):
    """The address of a hub's own schema, which is made; None where hubs are kept in their directories."""
    if not DATABASE:
        return None
    schema = "hub_" + hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:16]
    command = f"SET client_min_messages = warning; CREATE SCHEMA IF NOT EXISTS {schema}"
    subprocess.run(["psql", "--no-psqlrc", "--quiet", DATABASE, "--command", command], check=True)
    return f"{DATABASE}&options=-csearch_path%3D{schema}"


def free_port():
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def kinds(said):
    """The kinds of the doctor's findings; what belongs to one is indented, and the last line counts them."""
    lines = [line for line in said.splitlines() if not line.startswith((" ", "baton:"))]
    return {line.split(":")[0] for line in lines}
