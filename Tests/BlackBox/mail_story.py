"""What is tried of mails to requesters, in the order of `answering.py`."""

import email.utils
import pathlib
import re
import subprocess
import sys
import time
import urllib.request
import uuid

from desk import Desk
from mail_marks import CANARY, PARTNERS, REFUSED, SUPPORT, HEADERS, SERVERS, HOSTILE, BOUNCE
from mailserver import GONE
from notices import MuteServer, mail_options
from report import equal, require
from tampering import tampered

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "pages"))
from browse import Browser  # noqa: E402


class Story:
    def __init__(self, hub, server):
        self.hub = hub
        self.server = server
        self.acme = Desk(hub, "acme", "Acme", hub.create_tenant("acme", "Acme", "boss@acme.example")["token"])
        self.nadia = Desk(hub, "acme", "Acme", hub.create_agent("acme", "nadia@acme.example", "Nadia", "agent"))
        self.asked = 0
        # Message ids of mails that were piped in.
        self.delivered = []

    def given(self):
        ticket = self._ticket("By the given address")
        self._say(ticket, "from the hub's own domain")
        mail = self._next()
        equal(mail.message["From"], '"Nadia (Acme)" <acme@desks.example>', "whom it is from")
        address = mail.message["Reply-To"]
        require(re.fullmatch(r"acme\+r1\.[0-9a-z]+\.[0-9a-z]{26}@desks\.example", address), address)
        equal(self.nadia.get(f"tickets/{ticket}/reply-address")["address"], address, "the address to answer to")
        self._deliver(address, f"Rita <{self.rita}>", "Re: By the given address", "It found its way.")
        self._heard(ticket, "It found its way.")

    def nobody(self):
        before = len(self.server.mails())
        self._prove(SUPPORT)
        mute = self.nadia.post("tickets", {"subject": "Nobody asked"})["id"]
        self._say(mute, "to nobody")
        equal(self.nadia.get(f"tickets/{mute}/sent-mails"), {"items": []}, "mails of a ticket that nobody asked for")
        self.server.settle()
        equal(self.server.mails()[before:], [], "what was sent")

    def comment(self):
        ticket = self._ticket("The till is dead")
        self._say(ticket, CANARY, "internal")
        self._say(ticket, PARTNERS, "partner")
        comment = self._say(ticket, "It **works** again. Grüße")
        mail = self._next()
        equal(mail.to, self.rita, "who was mailed")
        equal(mail.message["From"], f'"Nadia (Acme)" <{SUPPORT}>', "whom it is from")
        require("The till is dead" in mail.subject, mail.subject)
        require("It **works** again. Grüße" in mail.text, mail.text)
        require("<strong>works</strong>" in mail.part("html"), mail.part("html"))
        names = {name.lower() for name in mail.message.keys()}
        equal(names - SERVERS, HEADERS, "the headers")
        equal(mail.message["Auto-Submitted"], "auto-generated", "what programs read of it")
        sender = mail.message["Return-Path"].strip("<>")
        require(re.fullmatch(r"support\+b1\.[0-9a-z]+\.1\.[0-9a-z]{26}@acme\.example", sender), sender)
        told = self._settled(ticket)[0]
        equal(
            [told[key] for key in ("kind", "comment", "from", "to", "state", "attempts")],
            ["comment", comment["id"], SUPPORT, self.rita, "sent", 1],
            "what the API tells of the mail",
        )

    def threads(self):
        ticket, other = self._ticket("First"), self._ticket("Second")
        mails = []
        for place, word in ((ticket, "one"), (ticket, "two"), (other, "three")):
            self._say(place, word)
            mails.append(self._next())
        first, second, third = mails
        equal(second.message["In-Reply-To"], first.id, "what the second mail answers")
        equal(second.message["References"], first.id, "the second mail's thread")
        equal(third.message["In-Reply-To"], None, "what the other ticket's mail answers")
        replies = [mail.message["Reply-To"] for mail in mails]
        require(replies[0] == replies[1] != replies[2], f"addresses to answer to: {replies}")
        for address in replies:
            require(re.fullmatch(r"support\+r1\.[0-9a-z]+\.[0-9a-z]{26}@acme\.example", address), address)
        equal(len({mail.id for mail in mails}), 3, "the number of ids")
        for mail in mails:
            require(re.fullmatch(r"<m1\.[0-9a-z]+\.[0-9a-z]+\.[0-9a-z]{26}@acme\.example>", mail.id), mail.id)

    def closing(self):
        ticket = self._ticket("ad-canary closing", address="greta@customers.example")
        self.acme.patch("desk", {"language": "nl"})
        self._status(ticket, "Resolved")
        mail = self._next()
        self.acme.patch("desk", {"language": "en"})
        equal(mail.to, "greta@customers.example", "who was mailed")
        require("Uw verzoek is opgelost" in mail.subject, mail.subject)
        require("ad-canary" not in mail.everything(), "A05: an outsider's words in a mail that nobody wrote")
        self._status(ticket, "Closed")
        self.server.settle()
        equal(len(self._settled(ticket)), 1, "mails about the end")

    def strangers(self):
        before, first = len(self.server.mails()), len(self.delivered)
        for number in range(2):
            self._deliver(SUPPORT, "Spam Canary <stranger@customers.example>", f"BUY ad-canary {number}", "visit ad-canary.example")
        mails = self.server.wait(before + 1)[before:]
        equal([mail.to for mail in mails], ["stranger@customers.example"], "who was mailed")
        require("ad-canary" not in mails[0].everything() and "Spam" not in mails[0].everything(), mails[0].everything())
        require("We have your request" in mails[0].subject, mails[0].subject)
        equal(mails[0].message["Return-Path"], "<>", "where a report of it goes")
        equal(mails[0].message["In-Reply-To"], self.delivered[first], "what it answers")
        for number in range(110):
            self._deliver(SUPPORT, f"x <mass{number}@customers.example>", f"ad-canary {number}", "ad-canary")
        self.server.wait(before + 100)
        mails = [mail for mail in self.server.mails() if mail.to.startswith(("mass", "stranger"))]
        equal(len(mails), 100, "acknowledgements within an hour")
        equal([mail.to for mail in mails if "ad-canary" in mail.everything()], [], "mails with an outsider's words")

    def back(self):
        ticket = self._ticket("To and fro")
        self._say(ticket, "Is it on?")
        mail = self._next()
        self._deliver(mail.message["Reply-To"], f"Rita <{self.rita}>", f"Re: {mail.subject}", "It is on now.")
        self._heard(ticket, "It is on now.")
        self._say(ticket, "Then all is well.")
        equal(self._next().message["In-Reply-To"], self.delivered[-1], "what the next mail answers")
        bounce = BOUNCE.format(rita=self.rita, id=mail.id)
        forged = mail.message["Return-Path"].strip("<>").replace("+b1.", "+b1.1")
        self._pipe(forged, "", bounce.replace("Message-ID: <", "Message-ID: <forged-"))
        self._pipe(mail.message["Return-Path"].strip("<>"), "", bounce)
        deadline = time.monotonic() + 20
        while not (listed := self.nadia.items("suppressed-addresses")):
            require(time.monotonic() < deadline, "the address is not suppressed")
            time.sleep(0.05)
        equal([item["address"] for item in listed], [self.rita], "who is written to no more")
        told = self.nadia.get(f"tickets/{ticket}/sent-mails")["items"][0]
        require(told["came_back_at"] and "no such user" in told["came_back_because"], str(told))
        self._say(ticket, "nobody gets this")
        equal(self._settled(ticket)[-1]["withheld"], "suppressed", "why it was not sent")
        equal(self.nadia.status_of("DELETE", f"suppressed-addresses/{listed[0]['id']}"), 403, "an agent who lifts it")
        self.acme.delete(f"suppressed-addresses/{listed[0]['id']}")
        mail = self._settled(ticket)[-1]
        self.nadia.post(f"tickets/{ticket}/sent-mails/{mail['id']}/retry", {})
        require("nobody gets this" in self._next().text, "the mail that was withheld")

    def storm(self):
        address, tickets = "storm@customers.example", []
        for number in range(5):
            ticket = self._ticket(f"Storm {number}", address=address)
            self._status(ticket, "Resolved")
            tickets.append(ticket)
        withheld = [self._settled(ticket)[0]["withheld"] for ticket in tickets]
        equal(withheld, [None, None, None, "muted", "muted"], "which were withheld")
        self.server.settle()
        equal(len([mail for mail in self.server.mails() if mail.to == address]), 3, "the number of mails")
        told = urllib.request.urlopen(f"http://127.0.0.1:{self.hub.port}/metrics", timeout=30).read().decode()
        require('baton_requester_mails_withheld{reason="muted"} 2' in told, "the operator is not told")
        self.before = len(self.server.mails())
        self._say(tickets[-1], "by hand")
        require("by hand" in self._next().text, "what somebody wrote goes all the same")

    def injection(self):
        for index, text in enumerate(HOSTILE):
            body = {"subject": text, "requester": {"email": f"v{index}@customers.example", "name": text}}
            answer = self.nadia.call("POST", "tickets", body)
            if answer.status == 422:
                body = {"subject": "plain", "requester": {"email": f"v{index}@customers.example", "name": "plain"}}
                answer = self.nadia.call("POST", "tickets", body)
            ticket = answer.json["id"]
            self._say(ticket, text)
            mail = self._next()
            equal(mail.to, f"v{index}@customers.example", "who was mailed")
            names = [name.lower() for name in mail.message.keys()]
            equal(set(names) - SERVERS, HEADERS, f"the headers of mail {index}")
            require(all(names.count(name) == 1 for name in HEADERS), f"a header twice: {names}")
            equal(len(email.utils.getaddresses([mail.message["To"]])), 1, "the number of addressees")
            html = mail.part("html")
            require("<img" not in html and "<script" not in html, html)
        for end in ("\r\n", "\r", "\n", "\0", "\u0085"):
            body = {"email": f"{uuid.uuid4()}@customers.example", "name": f"x{end}Bcc: all@victims.example"}
            status = self.nadia.status_of("POST", "requesters", body)
            require(status == 422, f"a name with {end!r} gives {status}")
            words = {"subject": f"x{end}Bcc: all@victims.example", "body": "{comment}"}
            status = self.acme.status_of("PUT", "mail-templates/comment/en", words)
            require(status == 422, f"a template's subject with {end!r} gives {status}")

    def templates(self):
        hostile = "{{number}} ${subject} <OTRS_CONFIG> {password} {% x %} {desk"
        words = {"subject": f"{hostile} {{number}}", "body": f"{hostile}\n\n{{comment}}\n\n<b>{{desk}}</b>"}
        equal(self.nadia.status_of("PUT", "mail-templates/comment/en", words), 403, "an agent who changes words")
        equal(self.acme.status_of("PUT", "mail-templates/comment/en", {**words, "body": "x"}), 422, "no comment in it")
        equal(self.acme.status_of("PUT", "mail-templates/shout/en", words), 404, "a kind that there is not")
        kept = self.acme.put("mail-templates/comment/en", words)
        require(kept["is_own"] and kept["subject"] == words["subject"], str(kept))
        shown = self.acme.post("mail-templates/preview", {**words, "kind": "comment", "language": "en"})
        require(shown["subject"] == "{1042} ${subject} <OTRS_CONFIG> {password} {% x %} {desk 1042".replace(
            "${subject}", "$The till is dead"), shown["subject"])
        require("&lt;b&gt;Acme&lt;/b&gt;" in shown["html"] and "<b>" not in shown["html"], shown["html"])
        ticket = self._ticket("{number} {{agent}}")
        self._say(ticket, "{desk} {comment} ${agent}")
        mail = self._next()
        number = str(self.nadia.get(f"tickets/{ticket}")["number"])
        said = f"{{{number}}} ${{number}} {{{{agent}}}} <OTRS_CONFIG> {{password}} {{% x %}} {{desk"
        require(said in mail.text, mail.text)
        require("{desk} {comment} ${agent}" in mail.text, mail.text)
        equal(self.acme.status_of("DELETE", "mail-templates/comment/en"), 204, "back to the hub's words")
        items = self.acme.get("mail-templates")["items"]
        equal([item["is_own"] for item in items], [False] * 6, "whose words they are")

    def killed_before(self):
        ticket = self._ticket("Killed")
        before = len(self.server.mails())
        self.server.stop()
        for word in ("first", "second", "third"):
            self._say(ticket, f"the {word} word")
        self.hub.kill()
        self.server.start()
        self.hub.start_or_fail()
        mails = self.server.wait(before + 3)[before:]
        equal(len(mails), 3, "the number of mails")
        equal(len({mail.id for mail in mails}), 3, "the number of ids")
        for word in ("first", "second", "third"):
            equal(len([mail for mail in mails if f"the {word} word" in mail.text]), 1, f"mails with the {word} word")

    def killed_amid(self):
        ticket = self._ticket("Killed amid")
        mute = MuteServer()
        self._restart(mail_options(f"smtp://127.0.0.1:{mute.port}"))
        self._say(ticket, "heard twice")
        first = mute.wait()
        before = len(self.server.mails())
        self._restart(mail_options(self.server.url))
        mute.close()
        mails = self.server.wait(before + 1)[before:]
        equal([mail.to for mail in mails], [self.rita], "who was mailed")
        require(f"Message-ID: {mails[0].id}".encode() in first, f"{mails[0].id} is another id")
        reply = re.search(rb"Reply-To: (\S+)", first)[1].decode()
        equal(mails[0].message["Reply-To"], reply, "the address to answer to")

    def refused(self):
        ticket = self._ticket("Refused", address=REFUSED)
        self._say(ticket, "to nobody")
        mail = self._settled(ticket, "parked")[0]
        require("no such person" in mail["reason"], mail["reason"])
        require("parked_mail" in self.hub.doctor()[1], "the doctor says nothing")
        path = f"tickets/{ticket}/sent-mails/{mail['id']}/retry"
        equal(self.acme.status_of("POST", f"tickets/{self._ticket('Other')}/sent-mails/{mail['id']}/retry", {}), 404, "elsewhere")
        self.server.stop()
        equal(self.nadia.post(path, {})["state"], "waiting", "the mail's state")
        equal(self.nadia.status_of("POST", path, {}), 409, "one that is on its way")
        self.server.start()
        self._settled(ticket, "parked")

    def gone(self):
        ticket = self._ticket("Gone", address=GONE)
        self._say(ticket, "to nobody")
        mail = self._settled(ticket, "parked")[0]
        require("nobody has this address" in mail["reason"], mail["reason"])
        deadline = time.monotonic() + 20
        while GONE not in [item["address"] for item in self.nadia.items("suppressed-addresses")]:
            require(time.monotonic() < deadline, "the address is written to still")
            time.sleep(0.05)
        equal([i["address"] for i in self.nadia.items("suppressed-addresses")], [GONE], "refused for another reason")
        self._say(ticket, "to nobody again")
        equal(self._settled(ticket, "parked", "cancelled")[-1]["withheld"], "suppressed", "why it was not sent")

    def retracted(self):
        ticket = self._ticket("Taken back")
        self.server.stop()
        comment = self._say(ticket, "slip of the pen")
        self.nadia.call("DELETE", f"tickets/{ticket}/comments/{comment['id']}")
        self.server.start()
        mail = self._settled(ticket, "cancelled", "sent")[0]
        if mail["state"] == "cancelled":
            equal(mail["withheld"], "retracted", "why it was not sent")
        self.server.settle()
        leaks = [mail.to for mail in self.server.mails() if "slip of the pen" in mail.text]
        equal(leaks, [], "who got words that were taken back")

    def page(self):
        made = self.hub.command("agent", "create", "--tenant", "acme", "vera@acme.example", "--name", "Vera", "--role", "admin")
        vera = Browser(self.hub)
        vera.sign_in("acme", "vera@acme.example", made["password"])
        ticket = self._ticket("On the page")
        address = f"/desk/acme/tickets/{self.nadia.get(f'tickets/{ticket}')['number']}"
        form = vera.get(address).form("comment")
        log = bytes(range(256)) * 40
        files = [("file", "Büro log.txt", log, "text/plain"), ("file", "notes.html", b"<b>x</b>", "text/html")]
        vera.send(form, body="seen on the page", audience="public", files=files)
        mail = self._next()
        carried = {part.get_filename(): part.get_content() for part in mail.message.iter_attachments()}
        equal(sorted(carried), ["Büro log.txt", "notes.html"], "the files that came along")
        equal(mail.message.get_body(("plain",)).get_content_type(), "text/plain", "the words beside the files")
        self._settled(ticket)
        page = vera.get(address)
        require(f"Mailed to {self.rita}, taken by the server" in page.text, page.text[-2000:])
        other = self._ticket("Refused on the page", address=REFUSED)
        address = f"/desk/acme/tickets/{self.nadia.get(f'tickets/{other}')['number']}"
        self._say(other, "nobody gets this")
        mail = self._settled(other, "parked")[0]
        page = vera.get(address)
        require(f"The mail to {REFUSED} failed:" in page.text and "no such person" in page.text, page.text[-2000:])
        page = vera.send(page.form(action=f"{address}/mails/{mail['id']}/retry"))
        equal(page.status, 200, "sending again")
        self._settled(other, "parked")

    def settings(self):
        made = self.hub.command("agent", "create", "--tenant", "acme", "olga@acme.example", "--name", "Olga", "--role", "admin")
        olga = Browser(self.hub, "nl")
        olga.sign_in("acme", "olga@acme.example", made["password"])
        base = "/desk/acme/settings/mails"
        require("Tegengehouden in de afgelopen dag" in olga.get(base).text, "A06: nobody is told that a limit held mails back")
        form = lambda: olga.get(base).form(action=f"{base}/closing/nl")
        require("Uw verzoek is opgelost" in form().value("subject"), form().value("subject"))
        page = olga.send(form(), button=("_do", "preview"), subject="{number} <b>", body="{desk} {subject}\n\n<i>")
        require("1042 <b>" in page.text and "Acme {subject}" in page.text and page.status == 200, page.text[-1500:])
        equal(page.form(action=f"{base}/closing/nl").value("subject"), "{number} <b>", "what was typed")
        equal(olga.send(form(), button=("_do", "save"), subject="", body="x").status, 422, "no subject")
        equal(olga.send(page.form(action=f"{base}/comment/nl"), button=("_do", "save"), subject="x", body="x").status, 422, "no comment")
        page = olga.send(form(), button=("_do", "save"), subject="Klaar {number}", body="Het is af.")
        require("uw eigen woorden" in page.text and page.status == 200, page.text[-1500:])
        self.acme.patch("desk", {"language": "nl"})
        ticket = self._ticket("In own words")
        self._status(ticket, "Resolved")
        mail = self._next()
        self.acme.patch("desk", {"language": "en"})
        require(mail.subject.startswith("Klaar ") and "Het is af." in mail.text, mail.subject)
        olga.send(olga.get(base).form(action=f"{base}/closing/nl/restore"))
        require("uw eigen woorden" not in olga.get(base).text, "the words are still the desk's own")

    def _ticket(self, subject, address=None):
        self.asked += 1
        self.rita = address or f"rita{self.asked}@customers.example"
        self.before = len(self.server.mails())
        return self.nadia.post("tickets", {"subject": subject, "requester": {"email": self.rita, "name": "Rita Visser"}})["id"]

    def _say(self, ticket, words, audience="public"):
        return self.nadia.post(f"tickets/{ticket}/comments", {"body": words, "audience": audience})

    def _status(self, ticket, status):
        self.nadia.patch(f"tickets/{ticket}", {"status": status})

    def _next(self):
        """The one mail that has come since."""
        mails = self.server.wait(self.before + 1)[self.before :]
        equal(len(mails), 1, "the number of mails")
        self.before += 1
        return mails[0]

    def _heard(self, ticket, words, patience=20):
        deadline = time.monotonic() + patience
        while words not in str(self.nadia.items(f"tickets/{ticket}/comments")):
            require(time.monotonic() < deadline, "the answer is not on the ticket")
            time.sleep(0.05)

    def _settled(self, ticket, *states, patience=30):
        """The ticket's mails, once none of them waits."""
        deadline = time.monotonic() + patience
        while True:
            mails = self.nadia.get(f"tickets/{ticket}/sent-mails")["items"]
            if mails and all(mail["state"] in (states or ("sent", "cancelled")) for mail in mails):
                return mails
            require(time.monotonic() < deadline, f"mails that are not settled: {mails}")
            time.sleep(0.05)

    def _deliver(self, to, sender, subject, words):
        """A mail as a mail server would pipe it in."""
        self.delivered.append(f"<{uuid.uuid4()}@customers.example>")
        head = f"From: {sender}\nTo: {to}\nSubject: {subject}\nMessage-ID: {self.delivered[-1]}\n"
        self._pipe(to, sender, f"{head}Date: {email.utils.formatdate()}\n\n{words}\n")

    def _pipe(self, to, sender, mail):
        command = [str(self.hub.binary), "mail", "deliver", "--to", to, "--from", email.utils.parseaddr(sender)[1]]
        done = subprocess.run(command + self.hub.place, input=mail.encode(), capture_output=True, timeout=60)
        require(done.returncode == 0, done.stderr.decode())

    def _prove(self, address):
        """Gives the desk an address, as if a mail had proved it."""
        self.hub.terminate()
        with tampered(self.hub.data) as database:
            desk = database.execute("SELECT tenant_id FROM tenants WHERE slug = 'acme'").fetchone()[0]
            now = int(time.time() * 1000)
            database.execute(
                """INSERT INTO desk_addresses (tenant_id, id, address, folded, proven_at, created_at)
                VALUES (?, ?, ?, ?, ?, ?)""",
                (desk, uuid.uuid4().bytes, address, address, now, now),
            )
        self.hub.start_or_fail()

    def _restart(self, options):
        self.hub.kill()
        self.hub.options = options
        self.hub.start_or_fail()
