"""HAProxy before the nodes, with the configuration that deploy/postgres has, on free ports."""

import atexit
import re
import socket
import subprocess
import time

from hub import ROOT, HubFailed, free_port

SHIPPED = ROOT / "deploy/postgres/haproxy.cfg"


class Balancer:
    """Stands where a hub stands to those who ask; commands go to the first node."""

    def __init__(self, folder, nodes):
        self.nodes = nodes
        self.port = free_port()
        self.config = folder / "haproxy.cfg"
        self.log = folder / "haproxy.log"
        self.asked = folder / "haproxy.sock"
        self.process = None

    def start(self):
        self.config.write_text(self._config())
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                ["haproxy", "-db", "-f", str(self.config)], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        atexit.register(self.stop)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()

    def check(self):
        if self.process.poll() is not None:
            raise HubFailed(f"the balancer ended with {self.process.returncode}; see {self.log}")

    def alive(self):
        """How many nodes it takes for alive."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(10)
            line.connect(str(self.asked))
            line.sendall(b"show stat nodes 4 -1\n")
            said = b""
            while more := line.recv(65_536):
                said += more
        return sum(row.split(",")[17].startswith("UP") for row in said.decode().splitlines() if row.startswith("nodes,"))

    def create_tenant(self, *arguments):
        return self.nodes[0].create_tenant(*arguments)

    def create_agent(self, *arguments):
        return self.nodes[0].create_agent(*arguments)

    def _config(self):
        """What is shipped, but for its own user, its certificate, addresses, and room for more than a test may open."""
        text = re.sub(r"(?m)^ +(user|group|chroot|log|maxconn) .*\n", "", SHIPPED.read_text())
        text = re.sub(r"(?m)^( +bind) .*$", rf"\1 127.0.0.1:{self.port}", text)
        text = text.replace("global\n", f"global\n  stats socket {self.asked} mode 600 level operator\n", 1)
        servers = [f"  server node{number} 127.0.0.1:{node.port}\n" for number, node in enumerate(self.nodes, 1)]
        return re.sub(r"(?m)(^ +server .*\n)+", "".join(servers), text)


def wait_for(balancer, desk, patience=10):
    """Until the balancer has found the nodes."""
    deadline = time.monotonic() + patience
    while desk(balancer).call("GET", "/readyz").status != 200:
        balancer.check()
        if time.monotonic() > deadline:
            raise HubFailed("the balancer finds no node")
        time.sleep(0.05)
