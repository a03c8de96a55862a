"""A Dovecot of the tests' own: its own configuration, mailboxes and port; one user, one password."""

import atexit
import imaplib
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

from hub import free_port

PASSWORD = "canary-7d1e-password"
USER = "support"

CONFIGURATION = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
ssl = {ssl}
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
listen = 127.0.0.1
mail_location = maildir:{folder}/mail/%u
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 1
first_valid_gid = 1
default_internal_user = {nobody}
default_login_user = {nobody}
default_internal_group = {group}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {secure_port}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
service anvil {{
  chroot =
}}
"""


class MailboxServer:
    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="baton-dovecot-"))
        self.folder.chmod(0o755)
        self.port, self.secure_port = free_port(), free_port()
        self.process = None
        nobody = pwd.getpwnam("dovenull")
        for name in ("mail", "home", "run", "state"):
            (self.folder / name).mkdir()
        for name in ("mail", "home"):
            shutil.chown(self.folder / name, "dovecot", "dovecot")
        owner = pwd.getpwnam("dovecot")
        self._certify()
        (self.folder / "dovecot.conf").write_text(
            CONFIGURATION.format(
                folder=self.folder, ssl="yes", uid=owner.pw_uid, gid=owner.pw_gid, nobody=nobody.pw_name,
                group="dovecot", password=PASSWORD, port=self.port, secure_port=self.secure_port,
            )
        )
        atexit.register(self.remove)

    def _certify(self):
        """An authority of the tests' own, which a hub trusts by --egress-ca."""
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
            + ["-addext", "subjectAltName=IP:127.0.0.1"]
            + ["-keyout", self.folder / "key.pem", "-out", self.folder / "certificate.pem"],
            check=True,
            capture_output=True,
        )

    @property
    def authority(self):
        return str(self.folder / "certificate.pem")

    def start(self, patience=30):
        with open(self.folder / "start.log", "ab") as log:
            self.process = subprocess.Popen(
                ["/usr/sbin/dovecot", "-F", "-c", str(self.folder / "dovecot.conf")],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )
        deadline = time.monotonic() + patience
        while True:
            try:
                self.session().logout()
                return
            except (OSError, imaplib.IMAP4.error) as error:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    texts = [path.read_text() for path in self.folder.glob("*log")]
                    raise RuntimeError(f"Dovecot does not start: {error}: " + "\n".join(texts)[-1500:]) from error
            time.sleep(0.05)

    def session(self):
        """A client of the tests' own, logged in."""
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        client.login(USER, PASSWORD)
        return client

    def put(self, message, folder="INBOX"):
        client = self.session()
        answer, said = client.append(folder, None, None, message)
        client.logout()
        if answer != "OK":
            raise RuntimeError(f"Dovecot took no mail: {said}")

    def create(self, folder):
        client = self.session()
        client.create(folder)
        client.logout()

    def mails(self, folder="INBOX"):
        """What lies there: for each mail its flags."""
        client = self.session()
        client.select(folder, readonly=True)
        _, found = client.fetch("1:*", "(FLAGS)")
        client.logout()
        return [line.decode() for line in found if line]

    def renumber(self, folder="INBOX"):
        """The index is lost, as after a restore from a backup: the mails have other numbers under another validity."""
        box = self.folder / "mail" / USER
        for path in box.glob("dovecot*"):
            if path.is_file():
                path.unlink()
        # Its validity is the time at which the list is made anew.
        time.sleep(1.1)

    def stop(self, patience=20):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)
