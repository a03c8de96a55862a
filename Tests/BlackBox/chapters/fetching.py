"""Mailboxes that are fetched: of a Dovecot, and of a server that does as it is told."""

import socket
import threading
import time

from chapters.handing_over import message
from desk import Desk
from far.imap_server import IMAPServer
from hub import Hub
from mailboxserver import PASSWORD, USER
from report import equal, require
from share import long

#: What a desk might name to have the hub ask its own network.
INSIDE = [
    "127.0.0.1", "localhost", "::1", "127.1", "0x7f000001", "2130706433", "::ffff:127.0.0.1", "169.254.169.254",
    "10.0.0.1", "0.0.0.0", "64:ff9b::7f00:1",
]


class Fetching:
    def __init__(self, data, dovecot):
        self.dovecot = dovecot
        options = ["--mail-domain", "desks.example", "--mail-fetch-every", "1"]
        opened = ["--egress-allow", "127.0.0.0/8", "--egress-ca", dovecot.authority]
        self.hub = Hub(data, options=options + opened)
        self.hub.start_or_fail()
        token = self.hub.create_tenant("acme", "Acme", "boss@acme.example")["token"]
        self.acme = Desk(self.hub, "acme", "Acme", token)
        self.address = self.acme.post("addresses", {"address": "acme@desks.example"})["id"]
        self.closed = Hub(data.with_name(data.name + "-closed"), options=options)

    def run(self, report):
        for name, chapter in (
            ("a mailbox is added, tried, and its mail fetched; what lay there before stays there", self.plain),
            ("by TLS, whose certificate is proved", self.secure),
            ("a wrong password, a wrong folder and a wrong host are told, and end nothing", self.wrong),
            ("F37: the hub is killed while mails are fetched: each is a ticket once, and marked once it is kept", self.killed),
            ("mails are moved once they are kept", self.moved),
            ("F37: the mailbox numbers its mails anew: none comes twice, new ones come", self.renumbered),
            ("F37: one bad mail keeps none waiting, and is named; so is one that is too large", self.bad),
            ("F37: an id that was used before loses no mail", self.reused),
            ("a mailbox is paused, goes on, is changed and removed; its address stays as long as it is there", self.changed),
            ("the password is told to nobody, and lies sealed", self.password),
            ("A56: no mailbox leads into the hub's own network", self.inside),
        ):
            report.group(name, chapter)
        self.hub.kill()
        self.closed.kill()

    def add(self, **changes):
        body = {
            "address": self.address, "host": "127.0.0.1", "port": self.dovecot.port, "security": "none", "user": USER,
            "password": PASSWORD, **changes,
        }
        return self.acme.post("mail-accounts", body)["id"]

    def fetched(self, account, patience=30):
        """Waits until a mailbox was visited well."""
        begun = time.monotonic()
        asked = self.acme.get(f"mail-accounts/{account}")["fetched_at"]
        while time.monotonic() < begun + patience:
            standing = self.acme.get(f"mail-accounts/{account}")
            if standing["fetched_at"] and standing["fetched_at"] != asked:
                return standing
            time.sleep(0.1)
        raise AssertionError(f"it is not visited: {standing}")

    def failed(self, account, patience=30):
        begun = time.monotonic()
        while time.monotonic() < begun + patience:
            standing = self.acme.get(f"mail-accounts/{account}")
            if standing["failing_since"]:
                return standing
            time.sleep(0.1)
        raise AssertionError(f"it does not fail: {standing}")

    def counts(self, wanted, patience=60):
        deadline = time.monotonic() + patience
        while True:
            found = [ticket["subject"] for ticket in self.acme.items("tickets")]
            counts = {subject: found.count(subject) for subject in wanted}
            if all(counts.values()) or time.monotonic() > deadline:
                return counts
            time.sleep(0.2)

    def plain(self):
        self.dovecot.put(message("Before").encode())
        account = self.add(afterwards="seen")
        equal(self.acme.post(f"mail-accounts/{account}/test"), {"ok": True, "mails": 1, "detail": None}, "the test")
        self.fetched(account)
        self.dovecot.put(message("Fetched").encode())
        equal(self.counts(["Fetched"]), {"Fetched": 1}, "the ticket")
        equal(self.counts(["Before"], 0), {"Before": 0}, "what lay there before")
        self.fetched(account)
        equal(["\\Seen" in line for line in self.dovecot.mails()], [False, True], "what is marked as read")
        self.acme.delete(f"mail-accounts/{account}")

    def secure(self):
        account = self.add(port=self.dovecot.secure_port, security="tls")
        equal(self.acme.post(f"mail-accounts/{account}/test")["ok"], True, "by TLS")
        self.acme.patch(f"mail-accounts/{account}", {"port": self.dovecot.port, "security": "starttls"})
        equal(self.acme.post(f"mail-accounts/{account}/test")["ok"], True, "by STARTTLS")
        self.acme.patch(f"mail-accounts/{account}", {"host": "localhost", "password": PASSWORD})
        told = self.acme.post(f"mail-accounts/{account}/test")
        require(not told["ok"] and "another host" in told["detail"], told)
        self.acme.delete(f"mail-accounts/{account}")

    def wrong(self):
        for changes, words, reason in (
            ({"password": "wrong"}, "password", "not_authorised"),
            ({"folder": "Nowhere"}, "no such folder", "no_folder"),
            ({"port": 1}, "does not take connections", "not_connected"),
        ):
            account = self.add(**changes)
            told = self.acme.post(f"mail-accounts/{account}/test")
            require(not told["ok"] and words in told["detail"], told)
            equal(self.failed(account)["reason"], reason, f"why, for {changes}")
            self.acme.delete(f"mail-accounts/{account}")
        body = {"address": self.address, "host": "h", "user": "u", "password": "p", "afterwards": "move"}
        equal(self.acme.status_of("POST", "mail-accounts", body), 422, "moved to no folder")
        equal(self.acme.status_of("POST", "mail-accounts", {**body, "afterwards": "leave", "host": "a b"}), 422, "a host")

    def killed(self):
        account = self.add(afterwards="seen")
        self.fetched(account)
        wanted = [f"Fetched storm {number}" for number in range(40)]
        for number, subject in enumerate(wanted):
            self.dovecot.put(message(subject).encode())
            if number % 10 == 5:
                time.sleep(0.7)
                self.hub.kill()
                self.hub.start_or_fail()
        equal(self.counts(wanted, 120), dict.fromkeys(wanted, 1), "how often each is there")
        self.fetched(account)
        equal(sum("\\Seen" not in line for line in self.dovecot.mails()), 1, "what is not marked as read")
        self.acme.delete(f"mail-accounts/{account}")

    def moved(self):
        self.dovecot.create("Entw&APw-rfe")
        account = self.add(afterwards="move", moves_to="Entwürfe")
        equal(self.acme.post(f"mail-accounts/{account}/test")["ok"], True, "the test")
        self.fetched(account)
        before = len(self.dovecot.mails())
        self.dovecot.put(message("Moved").encode())
        equal(self.counts(["Moved"]), {"Moved": 1}, "the ticket")
        self.fetched(account)
        equal(len(self.dovecot.mails()), before, "what is left")
        equal(len(self.dovecot.mails("Entw&APw-rfe")), 1, "what was moved")
        self.acme.delete(f"mail-accounts/{account}")

    def renumbered(self):
        account = self.add()
        self.fetched(account)
        wanted = [f"Numbered {number}" for number in range(3)]
        for subject in wanted:
            self.dovecot.put(message(subject).encode())
        equal(self.counts(wanted), dict.fromkeys(wanted, 1), "before")
        self.acme.post(f"mail-accounts/{account}/pause")
        self.dovecot.renumber()
        self.dovecot.put(message("Numbered anew").encode())
        self.acme.post(f"mail-accounts/{account}/resume")
        equal(self.counts(["Numbered anew"]), {"Numbered anew": 1}, "the new one")
        self.fetched(account)
        time.sleep(2)
        equal(self.counts(wanted), dict.fromkeys(wanted, 1), "afterwards")
        self.acme.delete(f"mail-accounts/{account}")

    @long
    def bad(self):
        far = IMAPServer()
        account = self.add(port=far.port)
        self.fetched(account)
        numbers = [far.put(message(f"Row {number}").encode()) for number in range(1, 7)]
        far.broken, far.refused = {numbers[1]}, {numbers[3]}
        far.sizes[numbers[4]] = 200 * 1024 * 1024
        wanted = ["Row 1", "Row 3", "Row 6"]
        equal(self.counts(wanted, 120), dict.fromkeys(wanted, 1), "the tickets")
        passed = {(mail["uid"], mail["reason"]) for mail in self.acme.get(f"mail-accounts/{account}")["passed_over"]}
        expected = {(numbers[1], "not_given"), (numbers[3], "not_given"), (numbers[4], "too_large")}
        equal(passed, expected, "what was passed over")
        equal(far.fetched(numbers[4]), 0, "how often the large one was fetched")
        far.put(message("Row 7").encode())
        equal(self.counts(["Row 7"]), {"Row 7": 1}, "what comes behind")
        # Numbered anew, with others in front: what came is known by its bytes.
        far.broken, far.refused, far.sizes = set(), set(), {}
        for number in numbers[1:2] + numbers[3:5]:
            del far.mails[number]
        far.renumber()
        far.put(message("Row 8").encode())
        equal(self.counts(["Row 8"]), {"Row 8": 1}, "under other numbers")
        equal(self.counts(wanted), dict.fromkeys(wanted, 1), "how often each is there")
        self.acme.delete(f"mail-accounts/{account}")
        far.close()

    def reused(self):
        far = IMAPServer()
        account = self.add(port=far.port)
        self.fetched(account)
        first = message("One id")
        far.put(first.encode())
        far.put(first.replace("One id", "The same id").encode())
        equal(self.counts(["One id"]), {"One id": 1}, "the ticket")
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            subjects = {mail.get("subject") for mail in self.acme.items("mails")}
            if {"One id", "The same id"} <= subjects:
                break
            time.sleep(0.2)
        require({"One id", "The same id"} <= subjects, subjects)
        self.acme.delete(f"mail-accounts/{account}")
        far.close()

    def changed(self):
        far = IMAPServer()
        account = self.add(port=far.port)
        self.fetched(account)
        equal(self.acme.post(f"mail-accounts/{account}/pause")["state"], "paused", "paused")
        far.put(message("While paused").encode())
        time.sleep(2.5)
        equal(self.counts(["While paused"], 0), {"While paused": 0}, "while it is paused")
        self.acme.post(f"mail-accounts/{account}/resume")
        equal(self.counts(["While paused"]), {"While paused": 1}, "afterwards")
        equal(self.acme.status_of("PATCH", f"mail-accounts/{account}", {"host": "imap.example"}), 422, "without a password")
        equal(self.acme.status_of("DELETE", f"addresses/{self.address}"), 409, "an address that is fetched for")
        self.acme.delete(f"mail-accounts/{account}")
        equal(self.acme.status_of("GET", f"mail-accounts/{account}"), 404, "what is gone")
        asked = far.connections
        time.sleep(2.5)
        equal(far.connections, asked, "how often it is asked when it is gone")
        far.close()

    def password(self):
        account = self.add()
        self.fetched(account)
        self.acme.patch(f"mail-accounts/{account}", {"folder": "INBOX"})
        told = str(self.acme.get(f"mail-accounts/{account}")) + str(self.acme.items("mail-accounts"))
        told += str(self.acme.items("audit"))
        require(PASSWORD not in told, "the interface tells it")
        require(PASSWORD not in self.hub.log.read_text(), "the log tells it")
        stored = b"".join(path.read_bytes() for path in self.hub.data.glob("baton.sqlite*"))
        require(PASSWORD.encode() not in stored, "it lies open")
        self.acme.delete(f"mail-accounts/{account}")

    def inside(self):
        """Nobody is asked whom the operator did not open to desks."""
        asked = []
        listener = socket.create_server(("127.0.0.1", 0))
        port = listener.getsockname()[1]

        def count():
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                asked.append(1)
                connection.close()

        threading.Thread(target=count, daemon=True).start()
        self.closed.start_or_fail()
        token = self.closed.create_tenant("acme", "Acme", "boss@acme.example")["token"]
        desk = Desk(self.closed, "acme", "Acme", token)
        address = desk.post("addresses", {"address": "acme@desks.example"})["id"]
        details = set()
        for host in INSIDE:
            body = {
                "address": address, "host": host, "port": port, "security": "none", "user": USER, "password": PASSWORD,
            }
            answer = desk.call("POST", "mail-accounts", body)
            if answer.status == 422:
                continue
            require(answer.status == 201, f"{host}: {answer.status}")
            account = answer.json["id"]
            told = desk.post(f"mail-accounts/{account}/test")
            require(not told["ok"], host)
            details.add(told["detail"])
            desk.delete(f"mail-accounts/{account}")
        require(len(details) <= 2, details)
        time.sleep(2)
        equal(asked, [], "what was asked of the inside")
        listener.close()
        equal(self.closed.terminate(), 0, "how the hub ended")
