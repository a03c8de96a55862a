"""Notices and their mails, through a real mail server: python3 notices.py [--data DIR]

Two desks on one hub. Who is mailed and who is not, what stands in a mail and what never does, what becomes of it when
the server is away, when the hub dies, when the server refuses.
"""

import argparse
import pathlib
import shutil
import socket
import sys
import tempfile
import threading
import time

from desk import Desk
from hub import Hub
from mailserver import MailServer
from report import Report, equal, require

CANARY = "canary-0f3c-internal"
REFUSED = "refused@south.example"
DOMAINS = ("north.example", "south.example", "victims.example", "markers.example")
#: What stands before an address of mail or in a subject to make another header; none of it may.
HOSTILE = ("=?UTF-8?Q?=0D=0ABcc:_all@victims.example?=", "x\u2028Bcc: all@victims.example", "<img src=x>\"',;:()")
HEADERS = {"from", "to", "subject", "date", "message-id", "references", "auto-submitted", "x-auto-response-suppress"}
#: Added on the way.
SERVERS = {"return-path", "x-original-to", "delivered-to", "received", "mime-version", "content-type"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-notices-"))
    report = Report()
    server = MailServer(DOMAINS, REFUSED)
    try:
        server.start()
    except (OSError, RuntimeError) as error:
        report.check("Postfix starts", False, error)
        return report.close()
    hub = Hub(folder / "hub", options=mail_options(server.url))
    hub.start_or_fail()
    story = Story(hub, server)
    for name, chapter in (
        ("an offer is mailed to those who want it, and to nobody else", story.offer),
        ("a comment's words are mailed to whom the ticket is assigned", story.replies),
        ("replies in quick succession come in one mail", story.folding),
        ("a mail is in the person's language", story.language),
        ("A07, A08: nothing that somebody wrote becomes a header or markup of a mail", story.injection),
        ("the server goes and comes again: the mail comes, too", story.outage),
        ("the hub is killed before the server's last word: the mail comes again, as the same mail", story.killed),
        ("a silent server does not keep the hub from ending", story.silent),
        ("what the server refuses for good is parked, and the doctor says so", story.refused),
        ("the way to a server that offers it is encrypted; one that proves nothing gets nothing", story.encryption),
        ("without a server there is no mail, and the page tells all the same", story.unconfigured),
    ):
        report.group(name, chapter)
    leaks = [mail.to for mail in server.mails() if CANARY in mail.everything() or CANARY.encode() in mail.raw]
    report.all(f"A39: none of {len(server.mails())} mails has an internal word in it", leaks)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    server.stop()
    if report.failed:
        print(f"data and log: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


def mail_options(url, tls="none"):
    return ["--smtp-url", url, "--smtp-from", "Baton <support@baton.example>", "--smtp-tls", tls]


class Story:
    def __init__(self, hub, server):
        self.hub = hub
        self.server = server
        self.north, self.south = (
            Desk(hub, slug, name, hub.create_tenant(slug, name, f"boss@{slug}.example")["token"])
            for slug, name in (("north", "North AG"), ("south", "South Ltd"))
        )
        self.sam = self._agent("sam@south.example", "Sam", "agent")
        self.sue = self._agent("sue@south.example", "Sue", "light")
        invited = self.north.post("partnerships", {"name": "South"})
        code = invited["invitation"]["code"]
        self.partnership = self.south.post("partnerships/accept", {"code": code})["id"]

    def _agent(self, address, name, role):
        return Desk(self.hub, "south", "South Ltd", self.hub.create_agent("south", address, name, role))

    def offer(self):
        self.sam.put("me/notices", {"kinds": {"offered": {"page": True, "mail": False}}})
        self._offered("The till is dead")
        mails = self.server.wait(1)
        equal([mail.to for mail in mails], ["boss@south.example"], "who was mailed")
        equal(mails[0].subject, "[South Ltd #1] New offer: The till is dead", "the subject")
        require(f"http://127.0.0.1:{self.hub.port}/desk/south/tickets/1" in mails[0].text, mails[0].text)
        equal(self.sam.get("notices/count"), {"unread": 1}, "what Sam sees on the page")
        equal([item["kind"] for item in self.sam.items("notices")], ["offered"], "what it is about")
        equal(self.sue.get("notices/count"), {"unread": 0}, "what Sue sees, who only reads")
        equal(self.sam.post("notices/read", {"ticket": "1"}), {"unread": 0}, "what is left")

    def replies(self):
        north, south = self._handed_over("Printer")
        before = len(self.server.mails())
        self.north.post(f"tickets/{north}/comments", {"body": CANARY, "audience": "internal"})
        self.north.post(f"tickets/{north}/comments", {"body": "It smokes. Grüße", "audience": "partner"})
        mails = self.server.wait(before + 1)[before:]
        equal([mail.to for mail in mails], ["sam@south.example"], "who was mailed")
        require("> It smokes. Grüße" in mails[0].text, mails[0].text)
        require("North AG" in mails[0].text, mails[0].text)
        other = self._assigned("Scanner")
        self.south.post(f"tickets/{other}/comments", {"body": CANARY, "audience": "internal"})
        mail = self.server.wait(before + 2)[-1]
        equal(mail.to, "sam@south.example", "who was mailed")
        require("wrote an internal comment" in mail.text, mail.text)
        require(south, "the ticket's number")

    def folding(self):
        ticket = self._assigned("Folding")
        self.server.stop()
        for word in ("first", "second", "third"):
            self.south.post(f"tickets/{ticket}/comments", {"body": f"the {word} word", "audience": "partner"})
        before = len(self.server.mails())
        self.server.start()
        texts = [mail.text for mail in self.server.wait(before + 1)[before:]]
        require(1 <= len(texts) <= 2, f"{len(texts)} mails for three words")

    def language(self):
        self.sam.put("me/notices", {"language": "nl", "kinds": {"assigned": {"page": True, "mail": True}}})
        before = len(self.server.mails())
        self._assigned("Kassa", drains=False)
        mail = self.server.wait(before + 1)[-1]
        require("Aan u toegewezen: Kassa" in mail.subject, mail.subject)
        self.sam.put("me/notices", {})
        self.south.patch("desk", {"language": "nl"})
        self._offered("Kassa")
        mails = self.server.wait(before + 3)[before + 1 :]
        require(all("Nieuw aanbod: Kassa" in mail.subject for mail in mails), mails[0].subject)
        equal({mail.to for mail in mails}, {"boss@south.example", "sam@south.example"}, "who was mailed")
        self.south.patch("desk", {"language": "en"})

    def injection(self):
        refused = 0
        for index, text in enumerate(HOSTILE):
            before = len(self.server.mails())
            answer = self.north.call("POST", "tickets", {"subject": text})
            if answer.status == 422:
                refused += 1
                continue
            self.north.post(f"tickets/{answer.json['id']}/handoffs", {"partnership": self.partnership, "message": text})
            mails = self.server.wait(before + 1)[before:]
            equal({mail.to for mail in mails}, {"boss@south.example", "sam@south.example"}, "who was mailed")
            for mail in mails:
                names = {name.lower() for name in mail.message.keys()}
                equal(names - SERVERS, HEADERS, f"the headers of mail {index}")
                require("<img" not in mail.part("html"), "markup in a mail")
        for end in ("\r\n", "\r", "\n", "\0", "\u0085"):
            status = self.north.status_of("POST", "tickets", {"subject": f"x{end}Bcc: all@victims.example"})
            require(status == 422, f"a subject with {end!r} gives {status}")
        victims = [mail.to for mail in self.server.mails() if "victims" in mail.to]
        equal(victims, [], "who should not have been mailed")
        require(refused < len(HOSTILE), "everything was refused: nothing was tried")

    def outage(self):
        ticket = self._assigned("Outage")
        before, said = len(self.server.mails()), self._refusals()
        self.server.stop()
        self.south.post(f"tickets/{ticket}/comments", {"body": "while nobody listened", "audience": "partner"})
        self._wait_until_refused(said)
        self.server.start()
        mails = self.server.wait(before + 1)[before:]
        equal([mail.to for mail in mails], ["sam@south.example"], "who was mailed")
        require("while nobody listened" in mails[0].text, mails[0].text)

    def killed(self):
        ticket = self._assigned("Killed")
        mute = MuteServer()
        self._restart(mail_options(f"smtp://127.0.0.1:{mute.port}"))
        self.south.post(f"tickets/{ticket}/comments", {"body": "heard twice", "audience": "partner"})
        first = mute.wait()
        before = len(self.server.mails())
        self._restart(mail_options(self.server.url))
        mute.close()
        mails = self.server.wait(before + 1)[before:]
        equal([mail.to for mail in mails], ["sam@south.example"], "who was mailed")
        require(f"Message-ID: {mails[0].id}".encode() in first, f"{mails[0].id} is another id")

    def silent(self):
        ticket = self._assigned("Silent")
        mute = MuteServer()
        self._restart(mail_options(f"smtp://127.0.0.1:{mute.port}"))
        self.south.post(f"tickets/{ticket}/comments", {"body": "into the void", "audience": "partner"})
        mute.wait()
        equal(self.hub.terminate(patience=20), 0, "the exit code")
        mute.close()
        before = len(self.server.mails())
        self._restart(mail_options(self.server.url))
        require("into the void" in self.server.wait(before + 1)[-1].text, "the mail that waited")

    def refused(self):
        agent = self._agent(REFUSED, "Ruth", "agent")
        ticket = self._assigned("Refused", agent)
        self.south.post(f"tickets/{ticket}/comments", {"body": "to nobody", "audience": "partner"})
        deadline = time.monotonic() + 20
        while "parked_mail" not in (said := self.hub.doctor()[1]) and time.monotonic() < deadline:
            time.sleep(0.1)
        require("baton: 1 findings" in said, f"what the doctor says of parked mails ({said})")
        require("a mail is parked" in self.hub.log_tail(20_000), "the log says nothing")
        require("550" in self.hub.log_tail(20_000) or "554" in self.hub.log_tail(20_000), "the log does not say why")

    def encryption(self):
        ticket = self._assigned("Sealed")
        before = len(self.server.mails())
        self._restart(mail_options(self.server.url, "opportunistic"))
        self.south.post(f"tickets/{ticket}/comments", {"body": "sealed words", "audience": "partner"})
        mail = self.server.wait(before + 1)[-1]
        require("using TLS" in " ".join(mail.message.get_all("Received")), mail.message["Received"])
        other = self._assigned("Unproved")
        said = self._refusals()
        self._restart(mail_options(self.server.url, "require"))
        self.south.post(f"tickets/{other}/comments", {"body": "unproved words", "audience": "partner"})
        self._wait_until_refused(said)
        self.server.settle()
        equal(len(self.server.mails()), before + 1, "the number of mails")
        # It waits, and is not lost.
        self._restart(mail_options(self.server.url))
        require("unproved words" in self.server.wait(before + 2)[-1].text, "the mail that waited")

    def unconfigured(self):
        ticket = self._assigned("Quiet")
        before = len(self.server.mails())
        self._restart([])
        unread = self.sam.get("notices/count")["unread"]
        self.south.post(f"tickets/{ticket}/comments", {"body": "on the page only", "audience": "partner"})
        equal(self.sam.get("notices/count")["unread"], unread + 1, "what Sam sees on the page")
        equal(self.hub.log_tail(20_000).count("no mail server is configured"), 1, "what the log says")
        self._restart(mail_options(self.server.url))
        self.server.settle()
        equal(len(self.server.mails()), before, "the number of mails")

    def _refusals(self):
        """How many mails the hub could not hand over at first, by its log."""
        return self.hub.log.read_text().count("a mail was not taken")

    def _wait_until_refused(self, before, patience=30):
        deadline = time.monotonic() + patience
        while self._refusals() == before:
            require(time.monotonic() < deadline, "the hub does not try")
            time.sleep(0.05)

    def _restart(self, options):
        self.hub.kill()
        self.hub.options = options
        self.hub.start_or_fail()

    def _offered(self, subject):
        ticket = self.north.post("tickets", {"subject": subject})["id"]
        handoff = self.north.post(f"tickets/{ticket}/handoffs", {"partnership": self.partnership})["id"]
        return ticket, handoff

    def _handed_over(self, subject):
        """North's ticket at South, Sam's; the mails about it are in."""
        before = len(self.server.mails())
        ticket, handoff = self._offered(subject)
        deadline = time.monotonic() + 20
        while self.south.status_of("GET", f"handoffs/{handoff}") == 404 and time.monotonic() < deadline:
            time.sleep(0.02)
        self.south.post(f"handoffs/{handoff}/accept", {"assignee": "sam@south.example"})
        self.server.wait(before + 1)
        return ticket, self.south.get(f"handoffs/{handoff}")["ticket"]

    def _assigned(self, subject, agent=None, drains=True):
        """South's own ticket, somebody's."""
        address = (agent or self.sam).get("me")["agent"]["email"]
        ticket = self.south.post("tickets", {"subject": subject, "assignee": address})["id"]
        if drains:
            self.server.settle()
        return ticket


class MuteServer:
    """Takes one mail, and never says that it has."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._taken = threading.Event()
        self._bytes = b""
        self._connections = []
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        connection, _ = self._socket.accept()
        self._connections.append(connection)
        talk = connection.makefile("rwb")
        self._say(talk, b"220 mute")
        while line := talk.readline():
            if line.upper().startswith(b"DATA"):
                self._say(talk, b"354 go on")
                break
            self._say(talk, b"250 yes")
        while not self._bytes.endswith(b"\r\n.\r\n"):
            if not (line := talk.readline()):
                return
            self._bytes += line
        self._taken.set()

    @staticmethod
    def _say(talk, line):
        talk.write(line + b"\r\n")
        talk.flush()

    def wait(self, patience=30):
        """The mail as it came."""
        require(self._taken.wait(patience), f"no mail within {patience} s")
        return self._bytes

    def close(self):
        self._socket.close()
        for connection in self._connections:
            connection.close()


if __name__ == "__main__":
    sys.exit(main())
