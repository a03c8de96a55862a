"""The pages of mail, walked as a person would: python3 pages/mails.py [--data DIR]

Addresses and their proof, mailboxes and their trial in both directions, what came in and waits, a mail as it was written.
"""

import argparse
import email
import email.policy
import pathlib
import re
import sys
import tempfile
import time
from urllib.parse import urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from browse import Browser
from desk import Desk
from far.imap_server import IMAPServer
from hub import Hub
from mails.exchange import Exchange
from mails.written import PICTURE, WRITTEN, hostile
from report import Report, equal, require
from settings import BASE, Ground, of, refused

GIVEN = "alpha@desks.example"
PASSWORD = "canary-44d1-mailbox"


def until(look, what, patience=30):
    deadline = time.monotonic() + patience
    while not (found := look()):
        require(time.monotonic() < deadline, f"it does not happen: {what}")
        time.sleep(0.1)
    return found


class Mails:
    def __init__(self, ground, exchange, mailbox):
        self.ground = ground
        self.boss = ground.boss
        self.exchange = exchange
        self.mailbox = mailbox
        self.kim = ground.signed_in(*ground.person("agent", "Kim Kay"))

    def addresses(self):
        boss, path = self.boss, f"{BASE}/addresses"
        page = boss.get(path)
        require(GIVEN in page.text and "given by the hub" in page.text, "the given address is not shown")
        equal(self.kim.get(path).status, 403, "an agent who looks at addresses")
        refused(boss.send(page.form("new"), address="nobody"), 422, "Address:")
        refused(boss.send(page.form("new"), address="other@desks.example"), 422, "Address:")
        page = boss.send(page.form("new"), address="help@alpha.example")
        require("Not proved" in boss.get(path).text, "what is said of an address that is not proved")
        one = urlsplit(page.url).path
        refused(boss.send(boss.get(path).form("new"), address="Help@alpha.example"), 422, "Address:")
        before = len(self.exchange.mails)
        page = boss.send(page.form("prove"))
        require("The mail with the code was sent at" in page.text, page.text[-1500:])
        refused(boss.send(boss.get(one).form("prove")), 409, "on its way")
        proof = until(lambda: self.exchange.mails[before:], "the proof is sent")[0]
        self.ground.hub.mail("help@alpha.example", proof)
        require("Proved since" in boss.get(one).text, "it is not proved")
        boss.send(boss.get(f"{BASE}/teams").form("new"), name="Cooling")
        form = boss.get(one).form("address")
        refused(boss.send(form, sender_name="x" * 300), 422, "Name that mails leave by")
        team = next(value for value, name in choices(boss.get(one), "team") if name == "Cooling")
        page = boss.send(form, team=team, type="request", language="nl", sender_name="Alpha helps")
        require("Saved" in page.text, page.text[-1500:])
        form = page.form("address")
        equal(
            [form.value(name) for name in ("team", "type", "language", "sender_name")],
            [team, "request", "nl", "Alpha helps"], "what is kept")
        page = boss.send(form, team="", language="", sender_name="")
        equal([page.form("address").value(n) for n in ("team", "language")], ["", ""], "what is taken back")
        page = boss.send(boss.get(path).form("given"))
        require("The hub itself gives this address" in page.text, page.text[-1500:])
        page = boss.send(of(page, f"{urlsplit(page.url).path}/remove"))
        require("given by the hub" in page.text and "Removed" in page.text, "the given address is gone")
        page = boss.send(of(boss.get(one), f"{one}/remove"))
        require("help@alpha.example" not in page.text, "it is still there")

    def mailboxes(self):
        boss, path = self.boss, f"{BASE}/mailboxes"
        require("No mailbox is fetched yet" in boss.get(path).text, "no empty state")
        form = boss.get(f"{path}/new").form("mailbox")
        values = {
            "address": "box@alpha.example", "host": "127.0.0.1", "port": str(self.mailbox.port), "security": "none",
            "user": "box", "password": PASSWORD,
        }
        refused(boss.send(form, **{**values, "port": "a lot"}), 422, "Port:")
        refused(boss.send(form, **{**values, "host": ""}), 422, "Mail server (IMAP):")
        refused(boss.send(form, **{**values, "password": ""}), 422, "Password:")
        page = boss.send(form, **{**values, "afterwards": "move"})
        refused(page, 422, "Folder to move to:")
        require(PASSWORD not in page.raw.decode(), "the password is shown again")
        equal(page.form("mailbox").value("user"), "box", "what was typed")
        page = boss.send(form, **values)
        require("Try it in both directions" in page.text, page.text[-1500:])
        one = urlsplit(page.url).path
        require("It opens" in boss.send(page.form("open")).text, "it does not open")
        self.mailbox.put(b"From: eve@evil.example\r\nSubject: Not yet\r\n\r\nx\r\n")
        before = len(self.exchange.mails)
        page = boss.send(boss.get(one).form("send"))
        require("has not come in yet" in page.text, page.text[-1500:])
        self.mailbox.put(until(lambda: self.exchange.mails[before:], "the mail is sent")[0])
        again = page.link("Look again")
        until(lambda: "the address is proved" in boss.get(again).text, "the address is proved by its mailbox")
        before = len(self.exchange.mails)
        page = boss.send(boss.get(one).form("send"))
        mails = lambda: [mail for mail in self.exchange.mails[before:] if "A trial of" in str(mail)]
        mail = until(mails, "the trial is sent")[0]
        again = page.link("Look again")
        refused(boss.send(boss.get(one).form("send")), 409, "on its way")
        self.mailbox.put(mail)
        until(lambda: "The mail came in at" in boss.get(again).text, "the trial comes in")
        require("A trial of box@alpha.example" in boss.get("/desk/alpha/mails?state=set_aside").text, "it is not set aside")
        require("A trial" not in str(self.ground.api.items("tickets")), "it became a ticket")
        page = boss.send(boss.get(one).form("paused"))
        require("paused" in page.text, page.text[-1500:])
        page = boss.send(page.form("paused"))
        page = boss.send(boss.get(one).form("mailbox"), host="localhost", password="")
        refused(page, 422, "Password:")
        require("Saved" in boss.send(boss.get(one).form("mailbox"), folder="Other").text, "the change")
        self.mailbox.close()
        page = boss.send(boss.get(one).form("open"))
        require("It does not open. The server does not answer" in page.text, page.text[-2500:])
        address = boss.get(f"{BASE}/addresses").link("box@alpha.example")
        refused(boss.send(of(boss.get(address), f"{address}/remove")), 409, "Remove that mailbox first")
        page = boss.send(boss.get(one).form("remove"))
        require("No mailbox is fetched yet" in page.text, "it is still there")

    def waiting(self):
        kim = self.kim
        require("Nothing waits" in kim.get("/desk/alpha/mails").text, "no empty state")
        mail = self.ground.hub.mail(GIVEN, b"\r\n")["mail"]
        one = f"/desk/alpha/mails/{mail}"
        until(lambda: "There is nothing in it" in kim.get("/desk/alpha/mails").text, "the mail is parked")
        require("Mails that wait for a person: 1" in self.boss.get(f"{BASE}/addresses").text, "admins are not told")
        kim.send(kim.get(one).form("retry"))
        until(lambda: "waits for a person" in kim.get(one).text, "it is parked again")
        page = kim.send(kim.get(one).form("drop"))
        require("set aside" in page.text and "A colleague dropped it" in page.text, page.text[-1500:])
        report = b"From: list@lists.example\r\nList-Id: <news.lists.example>\r\nPrecedence: bulk\r\nSubject: News\r\n\r\nNews.\r\n"
        mail = self.ground.hub.mail(GIVEN, report)["mail"]
        one = f"/desk/alpha/mails/{mail}"
        until(lambda: "mail to many" in kim.get(one).text, "the list's mail is set aside")
        require("News" in kim.get("/desk/alpha/mails?state=set_aside").text, "it is not in the list")
        kim.send(kim.get(one).form("retry"))
        until(lambda: "on a ticket" in kim.get(one).text, "it is put on a ticket anyway")
        form = next((form for form in kim.get(one).forms if form.action.endswith("/drop")), None)
        equal(form, None, "a form that drops what is on a ticket")
        equal(kim.get(f"/desk/alpha/mails/{'0' * 8}-0000-7000-8000-{'0' * 12}").status, 404, "a mail that there is not")

    def written(self):
        kim = self.kim
        mail = self.ground.hub.mail(GIVEN, WRITTEN)["mail"]
        one = f"/desk/alpha/mails/{mail}"
        page = until(lambda: (page := kim.get(one)) and "on a ticket" in page.text and page, "it is filed")
        for words in ("Rita Visser", "X-Odd-Field", "a <b>value</b>", "picture.png", "Pictures that lie elsewhere"):
            require(words in page.text, f"“{words}” is not on the page")
        require("frame-src 'self'" in page.headers["content-security-policy"], "the frame is refused by our own policy")
        number = self.ground.api.items("tickets")[-1]["number"]
        shown = kim.get(f"/desk/alpha/tickets/{number}")
        equal(shown.link("Show the original mail"), one, "where the ticket leads to")
        frame = kim.get(f"{one}/html")
        html, policy = frame.raw.decode(), frame.headers["content-security-policy"]
        require("default-src 'none'" in policy and "sandbox allow-popups " in policy, policy)
        require("script-src" not in policy and "unsafe" not in policy, policy)
        require(f"data:image/png;base64,{PICTURE}" in html, "the mail's own picture is not there")
        require("tracker.example" not in re.sub(r'data-remote="[^"]*"', "", html), html)
        require("cid:" not in html and "onload" not in html and "<h1>Chiller 4</h1>" in html, html)
        equal(kim.get(f"{one}/original").headers["content-type"], "message/rfc822", "the original")

    def harmless(self):
        """A12, A13, A14: what a mail's HTML may not do, mail by mail; `browsers/mail_frames.py` looks with a browser."""
        for name, html in hostile():
            said = f"From: x@evil.example\r\nSubject: {name}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n"
            mail = self.ground.hub.mail(GIVEN, said.encode())["mail"]
            frame = self.kim.get(f"/desk/alpha/mails/{mail}/html")
            equal(frame.status, 200, f"the answer for {name}")
            body = frame.raw.decode().split("<body>", 1)[1]
            found = re.search(
                r"<(?:script|style|iframe|object|embed|form|input|svg|math|link|meta|base|template)\b|\son\w+\s*=\s*[\"']"
                r"|(?:href|src)=\"(?!https?:|mailto:|data:image/)|\sstyle=|\s(?:srcset|poster|background)=", body, re.I)
            require(found is None, f"{name}: {found and found[0]} in {body[:300]}")

    def invitations(self):
        boss, before = self.boss, len(self.exchange.mails)
        form = boss.get("/desk/alpha/partners/invite").form("invite")
        page = boss.send(form, name="Beta", email="them@other.example", greeting="Cheap pumps at https://pumps.example")
        require(page.status == 422 and "without an address of the web" in page.text, page.text[-1500:])
        page = boss.send(form, name="Beta", email="nobody", greeting="Hello")
        equal(page.status, 422, "an address that is none")
        page = boss.send(form, name="Beta", message="ad-canary words", email="them@other.example", greeting="It was good to meet you")
        require("The invitation was mailed to them@other.example" in page.text, page.text[-1500:])
        mail = until(lambda: self.exchange.mails[before:], "the invitation is sent")[0]
        said = email.message_from_bytes(mail, policy=email.policy.default)
        text = said.get_body(("plain",)).get_content()
        require("Alpha GmbH" in said["Subject"] and "It was good to meet you" in text, text)
        require("ad-canary" not in mail.decode(), "more of what people wrote is in the mail")
        link = re.search(r"http\S+/join\?code=\S+", text)[0]
        parts = urlsplit(link)
        page = Browser(self.ground.hub).get(f"{parts.path}?{parts.query}")
        require(page.status == 200 and "Answer an invitation" in page.text, page.text)
        partner = self.ground.api.items("partnerships")[-1]["id"]
        before = len(self.exchange.mails)
        page = boss.send(boss.get(f"/desk/alpha/partners/{partner}").form("mail-invitation"), email="them@other.example")
        require("was mailed to" in page.text, page.text[-1500:])
        again = until(lambda: self.exchange.mails[before:], "it is sent again")[0]
        require(parts.query not in again.decode().replace("=\r\n", "").replace("=3D", "="), "the old code is sent again")
        body = {"email": "THEM@other.example"}
        equal(self.ground.api.status_of("POST", f"partnerships/{partner}/mail-invitation", body), 409, "a third mail to one address")
        told = self.ground.api.post(f"partnerships/{partner}/mail-invitation", {"email": "other@other.example", "greeting": None})
        require(told["sent"] and told["partnership"]["invitation"]["url"].startswith("http"), str(told))
        beta = Desk(self.ground.hub, "beta", "Beta", self.ground.hub.create_tenant("beta", "Beta", "boss@beta.example")["token"])
        equal(beta.status_of("POST", "partnerships/accept", {"code": parts.query.removeprefix("code=")}), 404, "the first code")
        code = told["partnership"]["invitation"]["code"]
        equal(beta.post("partnerships/accept", {"code": code})["state"], "active", "the last code")
        equal(self.ground.api.status_of("POST", f"partnerships/{partner}/mail-invitation", body), 409, "who has accepted")
        kim = self.ground.api.hub.create_agent("alpha", "api-kim@alpha.example", "Kim", "agent")
        asked = Desk(self.ground.hub, "alpha", "Alpha", kim)
        equal(asked.status_of("POST", f"partnerships/{partner}/mail-invitation", body), 403, "an agent who invites")
        body["greeting"] = "x\r\nBcc: all@victims.example"
        equal(self.ground.api.status_of("POST", f"partnerships/{partner}/mail-invitation", body), 422, "A07: a line in it")

    def replies(self):
        boss = self.boss
        form = boss.get(f"{BASE}/desk").form("desk")
        equal(form.value("reopen_days"), "30", "the usual rule")
        equal(boss.send(form, reopen_days="-1").status, 422, "less than nothing")
        equal(boss.send(form, reopen_days="soon").status, 422, "no number")
        require("Saved" in boss.send(form, reopen_days="7").text, "the change")
        equal(self.ground.api.get("me")["desk"]["reopen_days"], 7, "the rule")


def choices(page, name):
    """Values and words of a list of a form."""
    list_ = re.search(rf'<select name="{name}".*?</select>', page.raw.decode(), re.S)[0]
    return re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)', list_)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-mail-pages-"))
    report = Report()
    exchange, mailbox = Exchange(), IMAPServer()
    outlet = ["--smtp-url", f"smtp://127.0.0.1:{exchange.port}", "--smtp-from", "Baton <hub@desks.example>", "--smtp-tls", "none"]
    hub = Hub(folder / "hub", options=outlet + ["--mail-fetch-every", "1", "--egress-allow", "127.0.0.0/8"])
    hub.start_or_fail()
    mails = Mails(Ground(hub), exchange, mailbox)
    report.group("addresses: the given one first; one is named, proved by a mail, changed and removed", mails.addresses)
    report.group("mailboxes: set up with an address, tried in both directions, paused, changed, removed", mails.mailboxes)
    report.group("what waits is seen, filed again, dropped; what was set aside is filed anyway", mails.waiting)
    report.group("a mail is shown with its head and parts, and as it was written", mails.written)
    report.group("A12, A13, A14: nothing in a mail's HTML runs, styles or fetches", mails.harmless)
    report.group("A05: a partner is invited by mail, in the hub's words, and so often at most", mails.invitations)
    report.group("for how long a reply reopens a ticket", mails.replies)
    report.check("the hub ends cleanly", hub.terminate() == 0)
    exchange.close()
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
