"""A PostgreSQL server of one's own, that may be ended in any way: its own directory, a socket there and no port."""

import atexit
import os
import pathlib
import shutil
import subprocess
import tempfile


class NoServer(Exception):
    pass


class Server:
    def __init__(self):
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
        self.url = f"postgres:///postgres?host={self.folder}&user=postgres"
        self.restarts = 0

    def start(self):
        cluster = ["-D", "cluster"]
        self._run("initdb", *cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        # The machine's own memory outlives the server, so what is not yet on the disk is not lost with it.
        settings = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        self._run("pg_ctl", *cluster, "-l", "server.log", "-w", "-t", "60", "-o", settings, "start")
        atexit.register(self.stop)

    def restart(self):
        """As after a crash: nobody is told, and what was not committed is gone."""
        self._run("pg_ctl", "-D", "cluster", "-l", "server.log", "-w", "-t", "60", "-m", "immediate", "restart")
        self.restarts += 1

    def stop(self):
        if self.folder.exists():
            self._run("pg_ctl", "-D", "cluster", "-m", "immediate", "-w", "stop", check=False)
            shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program, *arguments, check=True):
        command = [*self.as_postgres, str(self.programs / program), *arguments]
        # Its output goes to a file: the server would hold a pipe open for as long as it runs.
        with open(self.folder / "pg_ctl.log", "ab") as log:
            done = subprocess.run(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        if check and done.returncode != 0:
            raise NoServer(f"{program} ended with {done.returncode}; see {self.folder}/pg_ctl.log")
