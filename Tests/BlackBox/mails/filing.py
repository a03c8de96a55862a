"""Where mail goes: chapters of mail_in.py."""

import json
import uuid

from desk import Desk
from report import require

from .letters import ANN, DOMAIN, SUPPORT, TRUSTED, mail, raw, same, until


class Filing:
    def opens(self):
        message = mail("Re: Display dark", "The display stays dark.\n\nOn Monday Bob wrote:\n> It was fine.\n")
        message.add_attachment(b"\x89PNG\r\n\x1a\nabc", maintype="image", subtype="png", filename="dark.png")
        message.add_attachment(b"%PNG no", maintype="image", subtype="png", filename="../../lie.png")
        found = self.filed(message)
        same((found["state"], found["kind"], found["reason"]), ("filed", "reply", None))
        same(found["from"], f"Ann Example <{ANN}>")
        ticket = self.agent.get(f"tickets/{found['ticket']}")
        self.ticket = ticket["id"]
        same((ticket["subject"], ticket["type"]), ("Display dark", "incident"))
        same(ticket["requester"]["email"], ANN)
        require("> It was fine." in ticket["description"], "what was quoted is lost")
        files = self.agent.items(f"tickets/{self.ticket}/attachments")
        types = {file["name"]: file["media_type"] for file in files}
        same(types, {"dark.png": "image/png", "../../lie.png": "application/octet-stream"})
        whole = next(file for file in files if file["name"] == "dark.png")
        same(self.agent.bytes(f"attachments/{whole['id']}"), b"\x89PNG\r\n\x1a\nabc")
        same(self.agent.bytes(f"mails/{found['id']}/original"), message.as_bytes())
        same([one["id"] for one in self.agent.items(f"tickets/{self.ticket}/mails")], [found["id"]])
        for path in (f"mails/{found['id']}", f"mails/{found['id']}/original", f"tickets/{self.ticket}/mails"):
            same(self.other.status_of("GET", path), 404, path)
        timeline = self.agent.items(f"tickets/{self.ticket}/timeline")
        same(timeline[0]["actor"]["kind"], "requester")

    def address(self):
        team = self.acme.post("teams", {"name": "Cooling"})
        made = self.acme.post(
            "addresses", {"address": "Hulp@Acme.example", "team": "Cooling", "type": "request", "language": "nl"}
        )
        same((made["proven_at"], made["team"]), (None, team["id"]))
        same(self.deliver(mail("x", "x", to="hulp@acme.example"), "hulp@acme.example", expect=67)["outcome"], "unknown")
        before = len(self.exchange.mails)
        same(self.agent.status_of("POST", f"addresses/{made['id']}/prove", {}), 403)
        self.acme.post(f"addresses/{made['id']}/prove", {})
        proof = until(lambda: self.exchange.mails[before:], "the proof is sent")[0]
        same(self.acme.status_of("POST", f"addresses/{made['id']}/prove", {}), 409)
        self.deliver(proof.replace(proof.split(b"Subject:")[1].split(b"\r\n")[0].split()[-1], b"0" * 32), "hulp@acme.example", expect=67)
        # Another desk that says to have the address, too, proves nothing by the same mail.
        rival = self.other.post("addresses", {"address": "hulp@acme.example"})
        same(self.deliver(proof, "hulp@acme.example")["outcome"], "proof")
        require(self.acme.get(f"addresses/{made['id']}")["proven_at"], "not proved")
        same(self.other.get(f"addresses/{rival['id']}")["proven_at"], None)
        found = self.filed(raw(f"From: {ANN}", body="Zonder onderwerp"), "HULP@acme.example")
        ticket = self.agent.get(f"tickets/{found['ticket']}")
        same((ticket["subject"], ticket["type"], ticket["team"]["name"]), ("(geen onderwerp)", "request", "Cooling"))
        self.acme.patch(f"addresses/{made['id']}", {"type": None, "sender_name": "Acme helpt"})
        same(self.acme.get(f"addresses/{made['id']}")["type"], None)
        self.other.delete(f"addresses/{rival['id']}")

    def bad_addresses(self):
        for body, pointer in (
            ({"address": "nobody"}, "/address"),
            ({"address": f"rival@{DOMAIN}"}, "/address"),
            ({"address": "a+b@acme.example"}, "/address"),
            ({"address": "hulp@ACME.example"}, "/address"),
            ({"address": "x@acme.example", "team": "Nowhere"}, "/team"),
            ({"address": "x@acme.example", "type": "wish"}, "/type"),
            ({"address": "x@acme.example", "proven_at": "2026-01-01T00:00:00Z"}, "/proven_at"),
            ({}, "/address"),
        ):
            answer = self.acme.call("POST", "addresses", body)
            same(answer.status, 422, body)
            require(pointer in str(answer.json["errors"]), f"{body}: {answer.json}")
        same(self.agent.status_of("POST", "addresses", {"address": "x@acme.example"}), 403)
        given = self.acme.post("addresses", {"address": SUPPORT, "sender_name": "Acme"})
        require(given["proven_at"], "the address that the hub gives is not proved")
        same(self.acme.get("given-address")["address"], SUPPORT)

    def answers(self):
        self.agent.patch(f"tickets/{self.ticket}", {"status": "Resolved"})
        address = self.reply_address(self.ticket)
        found = self.filed(mail("Nothing like before", "Still dark!", to=address), address)
        same((found["state"], found["ticket"], found["reason"]), ("filed", self.ticket, None))
        comment = self.comments(self.ticket)[-1]
        same((comment["body"], comment["audience"], comment["author"]["kind"]), ("Still dark!", "public", "requester"))
        same(comment["id"], found["comment"])
        same(self.agent.get(f"tickets/{self.ticket}")["status"]["category"], "inProgress")
        # The same by the address in the head, where the door knows only the desk's.
        found = self.filed(mail("Re: Display dark", "And now?", to=address))
        same(found["ticket"], self.ticket)
        # Subjects alone are nothing.
        found = self.filed(mail("Re: Display dark", "Is this one?"))
        require(found["ticket"] != self.ticket, "a subject alone appended")

    def follow_up(self):
        self.acme.patch("desk", {"reopen_days": 0})
        same(self.acme.status_of("PATCH", "desk", {"reopen_days": -1}), 422)
        elder = self.filed(mail("Fan loud", "It hums."))["ticket"]
        self.agent.patch(f"tickets/{elder}", {"status": "Closed"})
        address = self.reply_address(elder)
        found = self.filed(mail("Re: Fan loud", "It hums again.", to=address), address)
        require(found["ticket"] != elder, "reopened all the same")
        ticket = self.agent.get(f"tickets/{found['ticket']}")
        require(str(elder) in json.dumps(ticket), f"not linked: {ticket}")
        same(self.agent.get(f"tickets/{elder}")["status"]["category"], "closed")
        self.acme.patch("desk", {"reopen_days": 30})

    def kinds(self):
        ticket = self.filed(mail("Heater", "Cold."))["ticket"]
        address = self.reply_address(ticket)
        before, sent = len(self.comments(ticket)), len(self.exchange.mails)
        report = (
            "Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\nContent-Type: text/plain\r\n\r\n"
            "It failed.\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
            "Final-Recipient: rfc822; ann@customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--r--\r\n"
        )
        bounce = f"From: MAILER-DAEMON@mx.example\r\nTo: {address}\r\nSubject: Undelivered\r\n{report}".encode()
        away = mail("Out of office", "I am away.", to=address, Auto_Submitted="auto-replied")
        for content, kind in ((bounce, "bounce"), (away, "auto_reply")):
            found = self.filed(content, address, sender="")
            same((found["state"], found["kind"], found["ticket"]), ("filed", kind, ticket))
            same(self.comments(ticket)[-1]["audience"], "internal")
        same(len(self.comments(ticket)), before + 2)
        same(self.agent.get(f"tickets/{ticket}")["status"]["category"], "new")
        receipt = (
            "From: ann@customer.example\r\nSubject: Read\r\nContent-Type: multipart/report; boundary=r; "
            "report-type=disposition-notification\r\n\r\n--r\r\nContent-Type: text/plain\r\n\r\nRead.\r\n--r\r\n"
            "Content-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822;ann@customer.example\r\n"
            "Disposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--r--\r\n"
        ).encode()
        for content, kind in (
            (bounce.replace(address.encode(), SUPPORT.encode()), "bounce"),
            (mail("Out of office", "Away.", Auto_Submitted="auto-replied"), "auto_reply"),
            (mail("News", "Buy.", List_Id="<news.shop.example>", Precedence="bulk"), "list"),
            (receipt, "read_receipt"),
            (mail("Pills", "Cheap.", X_Spam_Flag="YES"), "spam"),
        ):
            found = self.filed(content)
            same((found["state"], found["kind"], found["ticket"]), ("set_aside", kind, None))
        same(len(self.exchange.mails), sent, "mails that were sent")

    def forwarded(self):
        inner = mail("Bakery oven", "The oven is cold.", sender="Fleur <fleur@bakery.example>")
        outer = mail("Fwd: Bakery oven", "Please take this.", sender="Nadia <nadia@acme.example>")
        outer["Authentication-Results"] = f"{TRUSTED}; dmarc=pass header.from=acme.example"
        outer.add_attachment(inner)
        found = self.filed(outer)
        same(found["kind"], "forwarded")
        ticket = self.agent.get(f"tickets/{found['ticket']}")
        same((ticket["subject"], ticket["requester"]["email"]), ("Bakery oven", "fleur@bakery.example"))
        words = "See below.\n\n-------- Forwarded Message --------\nSubject: Oven two\nDate: today\nFrom: Fleur <fleur@bakery.example>\nTo: nadia@acme.example\n\nAlso cold.\n"
        proven = {"Authentication_Results": f"{TRUSTED}; dmarc=pass header.from=acme.example"}
        found = self.filed(mail("Fwd: Oven two", words, sender="nadia@acme.example", **proven))
        ticket = self.agent.get(f"tickets/{found['ticket']}")
        same((ticket["subject"], ticket["requester"]["email"]), ("Oven two", "fleur@bakery.example"))
        # Who only says to be an agent asks for nobody else.
        found = self.filed(mail("Fwd: Oven two", words, sender="nadia@acme.example"))
        same(self.agent.get(f"tickets/{found['ticket']}")["requester"]["email"], "nadia@acme.example")

    def lists(self):
        aside = self.agent.items("mails", state="set_aside")
        spam = next(one for one in aside if one["kind"] == "spam")
        same(self.other.status_of("POST", f"mails/{spam['id']}/retry", {}), 404)
        self.agent.post(f"mails/{spam['id']}/retry", {})
        found = self.kept(spam["id"])
        require(found["state"] == "filed" and found["ticket"], found)
        same(self.agent.status_of("POST", f"mails/{spam['id']}/retry", {}), 409)
        same(self.agent.status_of("POST", f"mails/{spam['id']}/drop", {}), 409)
        id = self.deliver(b"\r\n", sender="")["mail"]
        same(self.kept(id)["state"], "parked")
        same([one["id"] for one in self.agent.items("mails", state="parked")], [id])
        self.agent.post(f"mails/{id}/retry", {})
        same(self.kept(id)["reason"], "empty")
        same(self.agent.post(f"mails/{id}/drop", {})["state"], "set_aside")
        same(self.agent.status_of("GET", f"mails/{uuid.uuid4()}"), 404)
        same(self.agent.status_of("GET", "mails?state=lost"), 422)
        light = Desk(self.hub, "acme", "Acme", self.hub.create_agent("acme", "lea@acme.example", "Lea", "light"))
        same(light.status_of("GET", "mails"), 403)
