"""Mail by LMTP: from a Postfix, and from clients that mean no good."""

import smtplib
import socket
import time

from chapters.lmtp_client import LMTPClient
from desk import Desk
from hub import Hub
from report import equal, require

#: In bytes, as SIZE says it.
LARGEST = 144 * 1024 * 1024


def message(subject, text="It does not cool.", sender="anna@far.example", to="acme@desks.example", more=""):
    return (
        f"From: Anna <{sender}>\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{time.monotonic_ns()}@far.example>\r\n"
        f"Date: Mon, 23 Nov 2026 10:00:00 +0000\r\n{more}\r\n{text}\r\n"
    )


class HandingOver:
    def __init__(self, data, postfix, path):
        self.postfix = postfix
        self.path = path
        self.hub = Hub(data, options=["--lmtp", f"unix:{path}", "--mail-domain", "desks.example"])
        self.hub.start_or_fail()
        self.acme, self.rival = (
            Desk(self.hub, slug, name, self.hub.create_tenant(slug, name, f"boss@{slug}.example")["token"])
            for slug, name in (("acme", "Acme"), ("rival", "Rival"))
        )

    def run(self, report):
        for name, chapter in (
            ("Postfix hands a mail over by LMTP, and it is a ticket", self.plain),
            ("a mail to two desks is a ticket at each, and to nobody comes back to its sender", self.recipients),
            ("what comes while the hub is away waits, and comes once", self.away),
            ("F38: the hub is killed while mails are handed over: each is a ticket once", self.killed),
            ("A11: no line without its CR ends a message, or begins a command", self.smuggling),
            ("A15: the same mail is known again; another one under its id is kept", self.repeated),
            ("F30: 500 MB are refused while they come, in little memory", self.large),
            ("F30: 50,000 recipients, 100,000 lines of a head", self.many),
            ("one client too many is turned away, and one that breaks off leaves nothing", self.crowd),
            ("the hub ends while a client waits, and its socket goes", self.ends),
        ):
            report.group(name, chapter)
        self.hub.kill()

    def subjects(self, desk):
        return sorted(ticket["subject"] for ticket in desk.items("tickets"))

    def wait(self, desk, wanted, patience=60):
        """Waits for tickets with these subjects, and gives how often each is there."""
        deadline = time.monotonic() + patience
        while True:
            found = self.subjects(desk)
            counts = {subject: found.count(subject) for subject in wanted}
            if all(counts.values()) or time.monotonic() > deadline:
                return counts
            time.sleep(0.1)

    def send(self, text, *recipients):
        with smtplib.SMTP("127.0.0.1", self.postfix.port, timeout=60) as client:
            client.sendmail("anna@far.example", recipients or ["acme@desks.example"], text.encode())

    def plain(self):
        self.send(message("Fridge dark"))
        equal(self.wait(self.acme, ["Fridge dark"]), {"Fridge dark": 1}, "the ticket")
        ticket = next(one for one in self.acme.items("tickets") if one["subject"] == "Fridge dark")
        require("It does not cool." in str(self.acme.get(f"tickets/{ticket['number']}")) + str(
            self.acme.items(f"tickets/{ticket['number']}/comments")), ticket)

    def recipients(self):
        self.send(message("For two"), "acme@desks.example", "rival@desks.example")
        equal(self.wait(self.acme, ["For two"]), {"For two": 1}, "at Acme")
        equal(self.wait(self.rival, ["For two"]), {"For two": 1}, "at Rival")
        self.send(message("For nobody"), "nobody@desks.example")
        deadline = time.monotonic() + 30
        while "550 5.1.1" not in self._log() and time.monotonic() < deadline:
            time.sleep(0.1)
        require("550 5.1.1" in self._log(), self._log()[-500:])
        require("For nobody" not in self.subjects(self.acme), "it came in")

    def _log(self):
        return (self.postfix.folder / "log").read_text()

    def away(self):
        self.hub.terminate()
        self.send(message("While away"))
        time.sleep(1)
        self.hub.start_or_fail()
        equal(self.wait(self.acme, ["While away"]), {"While away": 1}, "the ticket")

    def killed(self):
        wanted = [f"Storm {number}" for number in range(60)]
        for number, subject in enumerate(wanted):
            self.send(message(subject))
            if number % 20 == 10:
                self.hub.kill()
                self.hub.start_or_fail()
        equal(self.wait(self.acme, wanted, 120), dict.fromkeys(wanted, 1), "how often each is there")

    def smuggling(self):
        payloads = [b"\n.\n", b"\n.\r\n", b"\r.\r", b"\r.\r\n", b"\r\n.\n", b"\n\r.\r\n", b"\r\n\0.\r\n", b"\r\n.\r"]
        for number, end in enumerate(payloads):
            inner = end + b"MAIL FROM:<boss@acme.example>\r\nRCPT TO:<acme@desks.example>\r\nDATA\r\nSubject: Smuggled\r\n\r\nx\r\n"
            client = LMTPClient(self.path)
            client.begin("acme@desks.example")
            client.socket.sendall(message(f"Honest {number}").encode() + b"hello" + inner + b".\r\n")
            equal([client.answer(), client.say("NOOP"), client.say("QUIT")], [250, 250, 221], f"answers to {end!r}")
            client.close()
        honest = [f"Honest {number}" for number in range(len(payloads))]
        equal(self.wait(self.acme, honest), dict.fromkeys(honest, 1), "how often each is there")
        require("Smuggled" not in self.subjects(self.acme), "a smuggled mail is a ticket")
        client = LMTPClient(self.path)
        equal(client.say(b"LHLO test\n"), 500, "a command that ends with a line feed alone")
        client.close()

    def repeated(self):
        first = message("Said twice", more="X-Same: yes\r\n")
        other = first.replace("Said twice", "Other words")
        for text in (first, first, other):
            client = LMTPClient(self.path)
            client.begin("acme@desks.example")
            equal(client.say(text.encode() + b".\r\n"), 250, "the answer")
            client.close()
        # Under the id of an earlier one it may be on that one's ticket or on its own; it is kept.
        equal(self.wait(self.acme, ["Said twice"]), {"Said twice": 1}, "the ticket")
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not self._knows("Other words"):
            time.sleep(0.1)
        require(self._knows("Other words"), "the other mail is not kept")

    def _knows(self, subject):
        return any(mail.get("subject") == subject for mail in self.acme.items("mails"))

    def large(self):
        client = LMTPClient(self.path, 300)
        client.say("LHLO test")
        equal(client.say(f"MAIL FROM:<a@far.example> SIZE={500 * 1024 * 1024}"), 552, "a size that is said")
        client.close()
        client = LMTPClient(self.path, 300)
        before = self._resident()
        client.begin("acme@desks.example")
        client.socket.sendall(message("Half a gigabyte").encode())
        block = b"0123456789abcdef" * 4095 + b"\r\n"
        most = 0
        for _ in range(500 * 16):
            client.socket.sendall(block)
            most = max(most, self._resident() - before) if _ % 100 == 0 else most
        equal(client.say(b".\r\n"), 552, "the answer")
        equal(client.say("NOOP"), 250, "what follows")
        client.close()
        require(most < 64 * 1024, f"{most} kB more than before")
        require("Half a gigabyte" not in self.subjects(self.acme), "it came in")

    def _resident(self):
        """In kB."""
        with open(f"/proc/{self.hub.process.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS:"))

    def many(self):
        client = LMTPClient(self.path, 120)
        client.say("LHLO test")
        client.say("MAIL FROM:<a@far.example>")
        codes = []
        for part in range(50):
            client.socket.sendall(b"RCPT TO:<acme@desks.example>\r\n" * 1_000)
            codes += [client.answer() for _ in range(1_000)]
        equal((codes.count(250), codes.count(452)), (100, 49_900), "what the recipients were answered")
        client.close()
        client = LMTPClient(self.path, 120)
        client.begin("acme@desks.example")
        head = "".join(f"X-{number}: {number}\r\n" for number in range(100_000))
        equal(client.say(message("Long head", more=head).encode() + b".\r\n"), 250, "the answer")
        client.close()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if all(mail["state"] != "waiting" for mail in self.acme.items("mails")):
                break
            time.sleep(0.2)
        self.plain_again()

    def plain_again(self):
        """Mail behind what was odd flows."""
        subject = f"Flows {time.monotonic_ns()}"
        self.send(message(subject))
        equal(self.wait(self.acme, [subject]), {subject: 1}, "the ticket")

    def crowd(self):
        clients = [LMTPClient(self.path) for _ in range(100)]
        equal({client.greeting for client in clients}, {220}, "the greetings")
        late = LMTPClient(self.path)
        equal(late.greeting, 421, "the greeting of one more")
        clients[0].begin("acme@desks.example")
        clients[0].socket.sendall(message("Broken off").encode())
        for client in [*clients, late]:
            client.close()
        time.sleep(0.5)
        require("Broken off" not in self.subjects(self.acme), "it came in")
        self.plain_again()

    def ends(self):
        client = LMTPClient(self.path)
        equal(client.say("NOOP"), 250, "an answer")
        equal(self.hub.terminate(), 0, "how the hub ended")
        equal(client.answer(), 421, "what the client hears")
        client.close()
        try:
            LMTPClient(self.path)
        except (FileNotFoundError, ConnectionRefusedError, socket.error):
            return
        raise AssertionError("somebody listens still")
