"""Attacks by mail, each by its number: chapters of mail_in.py."""

import json
import time
import uuid

from report import require

from .letters import ANN, CANARY, DOMAIN, TRUSTED, base36, mail, raw, same, seconds, until


class Attacks:
    def quarantined(self, ticket, found, words):
        """On the ticket, for the desk's own eyes; nothing moved."""
        same((found["state"], found["ticket"], found["reason"]), ("filed", ticket, "unverified"))
        comment = next(one for one in self.comments(ticket) if one["id"] == found["comment"])
        same((comment["audience"], comment["author"]["verified"]), ("internal", False), words)
        return comment

    def a01(self):
        ticket = self.filed(mail("Door", "Squeaks."))["ticket"]
        self.agent.patch(f"tickets/{ticket}", {"status": "Resolved"})
        address = self.reply_address(ticket)
        people = len(self.agent.items("requesters"))
        failed = {"Authentication_Results": f"{TRUSTED}; dmarc=fail header.from=customer.example"}
        content = mail("Re: Door", CANARY, to=address, Cc="Mallory <mallory@evil.example>", **failed)
        self.quarantined(ticket, self.filed(content, address), "DMARC failed")
        content = mail("Re: Door", CANARY, sender="Mallory <mallory@evil.example>", to=address)
        self.quarantined(ticket, self.filed(content, address), "a stranger")
        same(len(self.agent.items("requesters")), people, "the requesters")
        same(self.agent.get(f"tickets/{ticket}")["status"]["category"], "resolved", "the ticket's status")
        local, domain = address.split("@")
        code = local.rsplit(".", 1)[1]
        number = self.agent.get(f"tickets/{ticket}")["number"]
        count = len(self.comments(ticket))
        for guess in (number - 1, number + 1, number + 1000):
            if guess < 1:
                continue
            forged = f"{local.split('+')[0]}+r1.{base36(guess)}.{code}@{domain}"
            found = self.filed(mail("Re: Door", CANARY, to=forged), forged)
            require(found["reason"] == "forged" and found["comment"] is None, f"{guess}: {found}")
        same(len(self.comments(ticket)), count)

    def a02(self):
        ticket = self.filed(mail("My account", "Please.", sender="noreply@idp.example"))["ticket"]
        number = self.agent.get(f"tickets/{ticket}")["number"]
        for guess in (f"acme+{number}@{DOMAIN}", f"acme+ticket{number}@{DOMAIN}"):
            found = self.filed(mail("Your code is 123456", CANARY, sender="verify@shop.example", to=guess), guess)
            require(found["ticket"] != ticket, "appended by its number")
        address = self.reply_address(ticket)
        found = self.filed(mail("Your code is 123456", CANARY, sender="verify@shop.example", to=address), address)
        self.quarantined(ticket, found, "a code of a stranger's")
        public = [one for one in self.comments(ticket) if one["audience"] == "public"]
        require(CANARY not in json.dumps(public), "a requester would see it")

    def a03(self):
        ticket = self.filed(mail("Lamp", "Broken."))["ticket"]
        address = self.reply_address(ticket)
        local, domain = address.split("@")
        name, token = local.split("+")
        kind, place, code = token.split(".")
        count = len(self.comments(ticket))
        tokens = [
            f"{kind}.{place}.{code[:-1]}", f"{kind}.{place}.", f"{kind}.{place}", f"r0.{place}.{code}", f"v0.{place}.{code}",
            f"{kind}.{place}.{code[::-1]}", f"{kind.upper()}.{place}.{code}", f"{kind}.0{place}.{code}", f"{kind}.{place}.{code}.{code}",
            f"{kind}.{place}.{'0' * len(code)}",
        ]  # fmt: skip
        for token in tokens:
            forged = f"{name}+{token}@{domain}"
            found = self.filed(mail("Re: Lamp", CANARY, sender="Nadia <nadia@acme.example>", to=forged), forged)
            require(found["ticket"] != ticket, f"{token} was taken")
            author = self.agent.get(f"tickets/{found['ticket']}/timeline")["items"][0]["actor"]
            require(author["kind"] == "requester", f"{token}: spoke as {author}")
        for id in (f"<m1.{place}.1.{code}@{domain}>", f"<r1.{place}.{'1' * len(code)}@{domain}>"):
            content = mail("Re: Lamp", CANARY, sender="Nadia <nadia@acme.example>", References=id, In_Reply_To=id)
            found = self.filed(content)
            require(found["ticket"] != ticket and found["reason"] == "forged", f"{id}: {found}")
        foreign = self.reply_address(ticket).replace("acme+", "other+")
        id = self.deliver(mail("Re: Lamp", CANARY, to=foreign), foreign)["mail"]
        found = until(lambda: self.of_other(id), "the other desk files it")
        same(found["reason"], "forged")
        same(len(self.comments(ticket)), count)

    def of_other(self, id):
        found = self.other.get(f"mails/{id}")
        return found if found["state"] != "waiting" else None

    def a09(self):
        ticket = self.filed(mail("Roof", "Leaks."))["ticket"]
        address = self.reply_address(ticket)
        heads = {
            "two fields": [f"From: {ANN}", "From: mallory@evil.example"],
            "two addresses": [f"From: {ANN}, mallory@evil.example"],
            "a comment": [f"From: {ANN} (mallory@evil.example)"],
            "a route": [f"From: <@evil.example:{ANN}>"],
            "a byte of zero": [f"From: {ANN}\0@evil.example"],
            "several at signs": [f"From: <{ANN}@evil.example>"],
            "another sender": [f"From: {ANN}", "Sender: mallory@evil.example"],
            "a name that is an address": [f'From: "{ANN}" <mallory@evil.example>'],
            "none": ["Subject: x"],
        }
        for what, lines in heads.items():
            found = self.filed(raw(*lines, f"To: {address}", "Subject: Re: Roof", body=CANARY), address)
            self.quarantined(ticket, found, what)
        for what in ("two fields", "two addresses", "several at signs", "none"):
            found = self.filed(raw(*heads[what], "Subject: New", f"X-What: {what}"))
            same(self.agent.get(f"tickets/{found['ticket']}")["requester"], None, what)
            same(found["reason"], "unverified", what)

    def a10(self):
        ticket = self.filed(mail("Gate", "Stuck."))["ticket"]
        address = self.reply_address(ticket)
        passed = "dmarc=pass header.from=acme.example"
        nadia = "Nadia <nadia@acme.example>"

        def send(*results, sender=nadia):
            lines = [f"Authentication-Results: {result}" for result in results]
            return self.filed(raw(*lines, f"From: {sender}", f"To: {address}", "Subject: Re: Gate", f"X-N: {uuid.uuid4()}"), address)

        for results in (
            (), (f"evil.example; {passed}",), (f"{TRUSTED}.evil.example; {passed}",),
            (f"{TRUSTED}; dmarc=fail header.from=acme.example", f"{TRUSTED}; {passed}"),
            (f"{TRUSTED}; dmarc=pass header.from=evil.example",), (f"{TRUSTED}; dkim=pass header.d=acme.example",),
        ):  # fmt: skip
            self.quarantined(ticket, send(*results), results)
        for forged in ("X-Hub-Agent: nadia@acme.example", "X-Loop: 1", "X-Baton-Hub: 1", "X-Agent: 1"):
            content = raw(forged, f"From: {nadia}", f"To: {address}", "Subject: Re: Gate", f"X-N: {uuid.uuid4()}")
            self.quarantined(ticket, self.filed(content, address), forged)
        found = send(f"{TRUSTED}; {passed}")
        same(found["reason"], None)
        comment = self.comments(ticket)[-1]
        same((comment["author"]["kind"], comment["author"]["name"], comment["audience"]), ("agent", "Nadia", "internal"))

    def a15(self):
        id = "<chosen@customer.example>"
        first = mail("One", "Mallory was here first.", sender="mallory@evil.example", id=id)
        second = mail("Two", "The real one.", id=id)
        one, two = self.filed(first), self.filed(second)
        require(one["ticket"] and two["ticket"] and one["ticket"] != two["ticket"], "one was suppressed")
        again = self.deliver(second)
        same((again["outcome"], again["mail"]), ("known", two["id"]))

    def a16(self):
        nested = b"".join(
            b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (depth, depth) for depth in range(10_000)
        )
        bombs = {
            "10,000 parts in parts": b"From: a@b.example\r\nSubject: nested\r\n" + nested + b"\r\nend\r\n",
            "100,000 fields": b"From: a@b.example\r\nSubject: fields\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\nwords\r\n",
            "an endless boundary": b"From: a@b.example\r\nSubject: boundary\r\nContent-Type: multipart/mixed; boundary="
            + b"x" * 200_000 + b"\r\n\r\n" + (b"--" + b"x" * 200_000 + b"\r\n") * 5,
            "40 MB of base64": b"From: a@b.example\r\nSubject: base64\r\nContent-Type: application/zip\r\n"
            b"Content-Transfer-Encoding: base64\r\n\r\n" + (b"QUJD" * 18 + b"\r\n") * 540_000,
            "20,000 parts": b"From: a@b.example\r\nSubject: parts\r\nContent-Type: multipart/mixed; boundary=p\r\n\r\n"
            + b"--p\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 20_000 + b"--p--\r\n",
            "nothing": b"", "one byte": b"\0", "no head": b"\r\n\r\n", "bytes": bytes(range(256)) * 400,
        }  # fmt: skip
        ids = {what: self.deliver(content, sender="")["mail"] for what, content in bombs.items()}
        started = time.monotonic()
        self.filed(mail("Beside", "Other mail goes on."))
        require(time.monotonic() - started < 20, "other mail waited")
        for what, id in ids.items():
            found = self.kept(id)
            require(found["state"] in ("filed", "parked"), f"{what}: {found}")
        same(self.agent.get(f"mails/{ids['nothing']}")["state"], "parked")
        for one in self.agent.items("mails", state="parked"):
            self.agent.post(f"mails/{one['id']}/drop", {})

    def a17(self):
        makers = {
            "quotes in quotes": lambda n: "\n".join(">" * (line % 200) + " words" for line in range(n * 40)),
            "a long address": lambda n: "http://example.com/" + "a/" * (n * 1_000),
            "office words": lambda n: "<p class=MsoNormal><span style='mso-x:1'>x</span><o:p></o:p></p>" * (n * 60),
        }
        for what, make in makers.items():
            times = []
            for size in (100, 200):
                message = mail(what, "x")
                message.set_content(make(size), subtype="html" if "office" in what else "plain")
                id = self.deliver(message)["mail"]
                found = self.kept(id)
                times.append(seconds(found["finished_at"]) - seconds(found["received_at"]))
            # Below a tenth of a second it is the machine that is measured.
            require(times[1] <= max(0.5, 2.3 * times[0] + 0.2), f"{what}: {times}")
