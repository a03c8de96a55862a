"""A Postfix of the tests' own: its own configuration, queue and port; what comes in is in one maildir."""

import atexit
import email
import email.policy
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from hub import free_port

#: Of this address it says that nobody has it, as servers do (RFC 3463); one that is refused may be refused for any reason.
GONE = "gone@customers.example"
PROGRAMS = "/usr/lib/postfix/sbin"
NOBODY = 65534

MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = {programs}
meta_directory = /etc/postfix
mail_owner = postfix
setgid_group = postdrop
maillog_file_prefixes = {folder}
maillog_file = {folder}/log
myhostname = mail.test.example
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtputf8_enable = no
virtual_mailbox_domains = {domains}
virtual_mailbox_base = {folder}/boxes
virtual_mailbox_maps = static:all/
virtual_minimum_uid = 1
virtual_uid_maps = static:{nobody}
virtual_gid_maps = static:{nobody}
smtpd_recipient_restrictions =
  check_recipient_access inline:{{ {{ {refused} = REJECT no such person }}, {{ {gone} = 550 5.1.1 nobody has this address }} }},
  permit_mynetworks, reject
relay_domains = {handed}
transport_maps = inline:{{ {handing} }}
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
message_size_limit = 700000000
virtual_mailbox_limit = 0
smtpd_tls_security_level = may
smtpd_tls_cert_file = {folder}/etc/certificate.pem
smtpd_tls_key_file = {folder}/etc/key.pem
smtpd_tls_received_header = yes
"""

MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
lmtp unix - - n - - lmtp
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


class MailServer:
    """It takes mail for the named domains, and refuses one address; mail for others it hands over as `handing` says."""

    def __init__(self, domains, refused, handing=None, services=""):
        """`services`: more lines for master.cf."""
        # Outside of the data, so that its own user may come to it.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="baton-postfix-"))
        self.folder.chmod(0o755)
        self.port = free_port()
        self.process = None
        for name in ("etc", "queue", "data", "boxes"):
            (self.folder / name).mkdir()
        shutil.chown(self.folder / "data", "postfix")
        os.chown(self.folder / "boxes", NOBODY, NOBODY)
        values = {
            "folder": self.folder,
            "programs": PROGRAMS,
            "nobody": NOBODY,
            "domains": ", ".join(domains),
            "refused": refused,
            "gone": GONE,
            "handed": ", ".join(handing or ["handed.invalid"]),
            "handing": ", ".join(f"{domain}={way}" for domain, way in (handing or {"handed.invalid": "discard:"}).items()),
        }
        (self.folder / "etc" / "main.cf").write_text(MAIN.format(**values))
        (self.folder / "etc" / "master.cf").write_text(MASTER.format(port=self.port) + services)
        self._certify()
        atexit.register(self.remove)

    def _certify(self):
        """Nobody vouches for it."""
        etc = self.folder / "etc"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=mail.test.example"]
            + ["-keyout", etc / "key.pem", "-out", etc / "certificate.pem"],
            check=True,
            capture_output=True,
        )

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def start(self, patience=30):
        with open(self.folder / "start.log", "ab") as log:
            self.process = subprocess.Popen(
                ["postfix", "-c", str(self.folder / "etc"), "start-fg"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + patience
        while not self._answers():
            if time.monotonic() > deadline:
                raise RuntimeError("Postfix does not start: " + (self.folder / "start.log").read_text())
            time.sleep(0.05)

    def _answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                return connection.recv(100).startswith(b"220")
        except OSError:
            return False

    def stop(self, patience=20):
        """Ends the master, which is another process than the one that started it, and all that it started."""
        try:
            master = int((self.folder / "queue/pid/master.pid").read_text())
            os.kill(master, signal.SIGTERM)
        except (OSError, ValueError):
            return
        deadline = time.monotonic() + patience
        while self._answers() or pathlib.Path(f"/proc/{master}").exists():
            if time.monotonic() > deadline:
                raise RuntimeError("Postfix does not end")
            if self.process:
                self.process.poll()
            time.sleep(0.05)

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def mails(self):
        """Every mail that came in, as it was delivered, the oldest first."""
        files = sorted((self.folder / "boxes" / "all" / "new").glob("*"), key=lambda path: path.stat().st_mtime_ns)
        return [Mail(path.read_bytes()) for path in files]

    def wait(self, count, patience=30):
        """The mails, once there are so many; a moment longer for those that should not be there."""
        deadline = time.monotonic() + patience
        while len(self.mails()) < count and time.monotonic() < deadline:
            time.sleep(0.05)
        self.settle()
        return self.mails()

    def settle(self):
        """What the server has taken is delivered when a mail of our own that was sent behind it is."""
        name = f"marker-{time.monotonic_ns()}"
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            talk = connection.makefile("rwb")
            talk.readline()
            for line in ("HELO test", "MAIL FROM:<>", f"RCPT TO:<{name}@markers.example>", "DATA"):
                talk.write(line.encode() + b"\r\n")
                talk.flush()
                talk.readline()
            talk.write(f"Subject: {name}\r\n\r\n.\r\nQUIT\r\n".encode())
            talk.flush()
            talk.read()
        new = self.folder / "boxes" / "all" / "new"
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            for path in new.glob("*"):
                if f"Subject: {name}".encode() in path.read_bytes():
                    path.unlink()
                    return
            time.sleep(0.05)
        raise RuntimeError("Postfix delivers nothing")


class Mail:
    def __init__(self, raw):
        self.raw = raw
        self.message = email.message_from_bytes(raw, policy=email.policy.default)

    @property
    def to(self):
        """Whom it was delivered to."""
        return self.message["Delivered-To"]

    @property
    def id(self):
        return self.message["Message-ID"]

    @property
    def subject(self):
        return self.message["Subject"]

    def part(self, kind):
        return self.message.get_body((kind,)).get_content()

    @property
    def text(self):
        return self.part("plain")

    def everything(self):
        """Headers and all parts, decoded."""
        return "\n".join([str(self.message.items()), self.text, self.part("html")])
