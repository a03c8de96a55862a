"""A PostgreSQL server of one's own, that may be ended in any way: its own directory, a socket there and no port."""

import atexit
import os
import pathlib
import shutil
import signal as signals
import subprocess
import tempfile
import time


class NoServer(Exception):
    pass


class Server:
    def __init__(self, **settings):
        """The settings are the server's own, as in postgresql.conf."""
        programs = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        if not programs:
            raise NoServer("PostgreSQL is not installed")
        self.programs = programs[-1]
        # A socket's path has to be short.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="baton-nodes-", dir="/tmp"))
        self.folder.chmod(0o755)
        self.as_postgres = []
        # It refuses to run as root.
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
            self.as_postgres = ["runuser", "-u", "postgres", "--"]
        # The machine's own memory outlives the server, so what is not yet on the disk is not lost with it.
        self.settings = {
            "listen_addresses": "", "unix_socket_directories": self.folder, "fsync": "off", **settings,
        }
        self.url = self.url_of("postgres")
        self.restarts = 0
        atexit.register(self.remove)

    # Coming to be.

    def start(self):
        self.make()
        self.begin()

    def make(self, **files):
        """Its directory, with files of its own in it."""
        self._run("initdb", "-D", "cluster", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        for name, source in files.items():
            target = self.folder / "cluster" / name
            shutil.copy(source, target)
            target.chmod(0o600)
            if self.as_postgres:
                shutil.chown(target, "postgres", "postgres")

    def copy(self, **settings):
        """Another one, not yet started, with the same databases; this one must have ended in good order."""
        other = Server(**settings)
        subprocess.run(["cp", "-a", self.folder / "cluster", other.folder], check=True)
        return other

    def standby(self, **settings):
        """A copy that follows this one, not yet started."""
        other = Server(**settings)
        other._run(
            "pg_basebackup", "-D", "cluster", "-h", str(self.folder), "-U", "postgres", "--write-recovery-conf",
            "--checkpoint=fast", "--no-sync")
        return other

    def base(self, **recovery):
        """What this one was, from which another comes that goes on by archived logs, as the settings for that say."""
        other = Server(**recovery)
        other._run("pg_basebackup", "-D", "cluster", "-h", str(self.folder), "-U", "postgres", "--checkpoint=fast", "--no-sync")
        signal = other.folder / "cluster/recovery.signal"
        signal.touch()
        if self.as_postgres:
            shutil.chown(signal, "postgres", "postgres")
        return other

    # Running.

    def begin(self):
        said = " ".join(f"-c {name}='{value}'" for name, value in self.settings.items())
        self._control("start", "-l", "server.log", "-t", "60", "-o", said)

    def end(self, how="fast"):
        self._control("stop", "-m", how)

    def restart(self, how="immediate"):
        """As after a crash, unless told otherwise: nobody is told, and what was not committed is gone."""
        self._control("restart", "-l", "server.log", "-t", "60", "-m", how)
        self.restarts += 1

    def promote(self):
        self._control("promote", "-t", "60")

    def kill_backend(self):
        """A process that works for a node dies; the server ends all the others, and begins anew."""
        before = self.ask("SELECT pg_postmaster_start_time(), min(backend_start) FROM pg_stat_activity")
        pid = self.ask("SELECT pid FROM pg_stat_activity WHERE application_name = 'baton' ORDER BY random() LIMIT 1")
        os.kill(int(pid), signals.SIGKILL)
        deadline = time.monotonic() + 60
        while True:
            try:
                if self.ask("SELECT pg_postmaster_start_time(), min(backend_start) FROM pg_stat_activity") != before:
                    return
            except subprocess.CalledProcessError:
                # It is recovering.
                pass
            if time.monotonic() > deadline:
                raise NoServer("it does not come back")
            time.sleep(0.01)

    def url_of(self, database):
        port = f"&port={self.settings['port']}" if "port" in self.settings else ""
        return f"postgres:///{database}?host={self.folder}&user=postgres{port}"

    def ask(self, statement):
        return self.ask_of("postgres", statement)

    def ask_of(self, database, statement):
        """What the server answers to its superuser, as text."""
        url = self.url_of(database)
        command = ["psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", url, "--command", statement]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def logged(self, words):
        """In how many lines of its log these stand."""
        return sum(words in line for line in (self.folder / "server.log").read_text(errors="replace").splitlines())

    def set(self, name, value):
        """A setting that holds at once, and stays."""
        self.ask(f"ALTER SYSTEM SET {name} = '{value}'")
        self.ask("SELECT pg_reload_conf()")

    def unset(self, name):
        """While it does not run."""
        path = self.folder / "cluster/postgresql.auto.conf"
        path.write_text("".join(line for line in path.read_text().splitlines(True) if not line.startswith(name)))

    def stop(self):
        if (self.folder / "cluster").exists():
            self._control("stop", "-m", "immediate", check=False)
            self.remove()

    def remove(self):
        if self.folder.exists():
            if (self.folder / "cluster/postmaster.pid").exists():
                self._control("stop", "-m", "immediate", check=False)
            shutil.rmtree(self.folder, ignore_errors=True)

    def _control(self, verb, *arguments, check=True):
        self._run("pg_ctl", "-D", "cluster", "-w", *arguments, verb, check=check)

    def _run(self, program, *arguments, check=True):
        command = [*self.as_postgres, str(self.programs / program), *arguments]
        # Its output goes to a file: the server would hold a pipe open for as long as it runs.
        with open(self.folder / "pg_ctl.log", "ab") as log:
            done = subprocess.run(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if check and done.returncode != 0:
            raise NoServer(f"{program} ended with {done.returncode}; see {self.folder}/pg_ctl.log")

