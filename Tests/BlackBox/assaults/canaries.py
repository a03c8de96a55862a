"""A word in everything that stays at home, and a search for it in every byte that leaves (A34, A39, A40, A65).

Three desks work through a story; every answer that anybody gets is kept, with its headers: the partners', the strangers', the
operator's, the event streams', the mails' and the log's, at its most talkative. Each word may be seen at the desks that it is
for, and nowhere else.
"""

import html
import random
import re
import threading
import urllib.parse

from desk import Desk
from hub import Hub

from . import Ground
from .ears import Overheard, OverheardBrowser, Stream
from .sink import Sink

STORIES = 3
#: Subjects that are more than one line, or markup, to somebody; all are taken, for they are one line of text.
HOSTILE = (
    "The pump, Bcc: all@victims.example, <all@victims.example>",
    "=?UTF-8?Q?=0D=0ABcc:_all@victims.example?=",
    "<img src=//pwn.example>\"',;:() %0d%0aBcc: all@victims.example",
)
#: The headers of our mails, and no other.
MAIL_HEADERS = set(
    "from to subject date message-id references auto-submitted x-auto-response-suppress mime-version content-type".split()
)
REQUESTERS_HEADERS = MAIL_HEADERS | {"reply-to", "in-reply-to", "x-baton-hub"}


def attack(ground):
    sink = Sink()
    hub = Hub(
        ground.hub.data.with_name("canaries"),
        log_level="trace",
        options=["--rate-per-network", "0", "--sign-ins-per-network", "0", *sink.options],
    )
    hub.start_or_fail()
    stage = Stage(hub, ground.tally, sink)
    try:
        for round in range(STORIES * (3 if ground.is_full else 1)):
            stage.story(round)
        stage.flips()
        stage.look_everywhere()
        stage.tell()
    finally:
        stage.close()
        hub.terminate()
        sink.close()


class Stage:
    def __init__(self, hub, tally, sink):
        self.hub, self.tally, self.sink = hub, tally, sink
        #: word: the desks that may see it
        self.words = {}
        #: what a requester may read in a mail, by the requester's address
        self.requesters = {}
        #: who saw it, where: the bytes
        self.seen = []
        self._lock = threading.Lock()
        self.ground = Ground(hub, tally, False)
        for slug, desk in list(self.ground.desks.items()):
            self.ground.desks[slug] = self._heard(desk)
        self.ground.alpha, self.ground.beta, self.ground.gamma, self.ground.omega = self.ground.desks.values()
        self.alpha, self.beta, self.gamma = self.ground.alpha, self.ground.beta, self.ground.gamma
        self.people = {slug: self._browser(slug) for slug in self.ground.desks}
        self.colleagues = {
            slug: self._heard(self.ground.person(slug, "agent")[2]) for slug in ("alpha", "beta", "gamma")
        }
        for left, right in (("alpha", "beta"), ("beta", "gamma")):
            for giver, taker in ((left, right), (right, left)):
                self.ground.desks[giver].put(
                    f"partnerships/{self.ground.links[giver, taker]}/sharing",
                    {
                        "audiences": ["partner", "public"],
                        "attachments": True,
                        "names": "role",
                        "requester": "none",
                        "fields": [],
                        "chain": "none",
                    },
                )
        self.streams = [Stream(hub, slug, person, self.note) for slug, person in self.people.items()]

    def _heard(self, desk):
        return Overheard(desk, self.note)

    def _browser(self, slug):
        email, password, _, _ = self.ground.person(slug, "admin")
        browser = OverheardBrowser(self.hub, slug, self.note)
        browser.sign_in(slug, email, password)
        return browser

    def note(self, who, where, raw):
        with self._lock:
            self.seen.append((who, where, raw))

    def word(self, what, *desks):
        word = f"canary{what}{random.getrandbits(53):016d}"
        self.words[word] = set(desks)
        return word

    # What people do.

    def story(self, round):
        """A ticket goes down to the third desk and comes back; at every step each desk says something to itself."""
        alpha, beta, gamma = self.alpha, self.beta, self.gamma
        alpha.post("customers", {"name": self.word("customer", "alpha"), "note": self.word("customernote", "alpha")})
        phone = self.word("phone", "alpha")
        requester = {
            "email": f"{self.word('mail', 'alpha')}@client.example",
            "name": self.word("person", "alpha"),
            "phone": phone,
        }
        self.requesters[requester["email"]] = {requester["email"].partition("@")[0], requester["name"]}
        top = alpha.post(
            "tickets",
            {
                "subject": HOSTILE[round % len(HOSTILE)],
                "site": {"address": self.word("site", "alpha"), "access": self.word("access", "alpha")},
                "description": "It hums.",
                "requester": requester,
                "tags": [self.word("tag", "alpha")],
                "assignee": alpha.get("me")["agent"]["email"],
            },
        )["id"]
        self._private("alpha", top)
        tickets, handoffs = self.ground.chain_of(top, lambda slug, ticket: self._private(slug, ticket))
        for slug, ticket in tickets.items():
            self._private(slug, ticket)
            self._work(slug, ticket)
            self.ground.settle()
        self._family("alpha", top)
        first, second = handoffs
        ends = round % 3
        if ends == 0:
            gamma.post(f"handoffs/{second}/complete", {"resolution": {"code": "fixed", "text": "Replaced"}})
            self.ground.settle()
            beta.post(f"handoffs/{second}/confirm", {})
            beta.post(f"handoffs/{first}/complete", {"resolution": {"code": "fixed", "text": "Replaced"}})
        elif ends == 1:
            gamma.post(f"handoffs/{second}/return", {"reason": self.word("returned", "beta", "gamma")})
        else:
            alpha.post(f"handoffs/{first}/recall", {"reason": self.word("recalled", "alpha", "beta")})
        self.ground.settle()
        for slug, ticket in tickets.items():
            self._private(slug, ticket)
        self.ground.settle()

    def _private(self, slug, ticket):
        """Whatever may be said at a desk to itself."""
        desk, colleague = self.ground.desks[slug], self.colleagues[slug]
        mine = (slug,)
        note = desk.post(
            f"tickets/{ticket}/comments",
            {
                "body": f"**{self.word('note', *mine)}** [x](https://{self.word('link', *mine)}.example)",
                "audience": "internal",
            },
        )["id"]
        colleague.post(f"tickets/{ticket}/comments", {"body": self.word("colleague", *mine)})
        desk.patch(f"tickets/{ticket}/comments/{note}", {"body": self.word("edited", *mine)})
        desk.upload(ticket, self.word("filename", *mine) + ".txt", self.word("bytes", *mine).encode(), "text/plain")
        desk.upload(
            ticket, self.word("noted", *mine) + ".png", self.word("picture", *mine).encode(), "image/png", comment=note
        )
        gone = desk.post(f"tickets/{ticket}/comments", {"body": self.word("gone", *mine)})["id"]
        desk.delete(f"tickets/{ticket}/comments/{gone}")
        desk.patch(f"tickets/{ticket}", {"tags": [self.word("label", *mine)]})
        page = self.people[slug].get(f"/desk/{slug}/tickets/{ticket}")
        self.people[slug].send(
            page.form("comment"),
            body=self.word("page", *mine),
            files=[("file", self.word("pagefile", *mine), b"x", "text/plain")],
        )

    def _work(self, slug, ticket):
        """What leaves, next to what stays."""
        desk = self.ground.desks[slug]
        for audience in ("partner", "public"):
            desk.post(f"tickets/{ticket}/comments", {"body": f"said to all by {slug}", "audience": audience})
        desk.upload(ticket, "report.txt", b"the report", "text/plain", audience="partner")
        desk.patch(f"tickets/{ticket}", {"priority": "high"})

    def _family(self, slug, ticket):
        """Split, merged, copied: what is internal stays so."""
        desk = self.ground.desks[slug]
        notes = [
            comment["id"]
            for comment in desk.items(f"tickets/{ticket}/comments")
            if comment["audience"] == "internal" and not comment.get("retracted")
        ]
        split = desk.post(f"tickets/{ticket}/split", {"subject": "Another matter", "comments": notes[:2]})["id"]
        self._private(slug, split)
        link = self.ground.links[slug, "beta"]
        desk.post(f"tickets/{split}/handoffs/preview", {"partnership": link, "message": "Please"})
        desk.post(f"tickets/{split}/handoffs", {"partnership": link, "message": "Please"})
        child = desk.post(f"tickets/{ticket}/children", {"subject": "A part of it"})["id"]
        self._private(slug, child)
        desk.post(f"tickets/{child}/handoffs", {"partnership": link})
        stray = desk.post("tickets", {"subject": "The same again", "description": self.word("merged", slug)})["id"]
        self._private(slug, stray)
        desk.call("POST", f"tickets/{stray}/merge", {"into": ticket}, once=True)
        self.ground.settle()

    def flips(self):
        """A40: what is internal is not turned outward by an edit, nor by a partner; what was taken back is gone everywhere."""
        top, handoff, below = self.ground.handed_over()
        alpha, beta = self.alpha, self.beta
        wrong = []
        note = alpha.post(f"tickets/{top}/comments", {"body": self.word("flip", "alpha")})["id"]
        for body in (
            {"audience": "partner"},
            {"audience": "public"},
            {"body": "x", "audience": "partner"},
            {"internal": False},
            {"retracted": False},
        ):
            answer = alpha.call("PATCH", f"tickets/{top}/comments/{note}", body, once=True)
            if answer.status not in (400, 422):
                wrong.append(f"an internal comment was turned outward by {body}: {answer.status}")
        answer = alpha.call("POST", f"tickets/{top}/comments/{note}/release", once=True)
        if answer.status < 400:
            wrong.append(f"an internal comment was released: {answer.status}")
        said = alpha.post(f"tickets/{top}/comments", {"body": "said too much", "audience": "partner"})["id"]
        self.ground.settle()
        copy = next(
            comment for comment in beta.items(f"tickets/{below}/comments") if "said too much" in comment["body"]
        )["id"]
        for comment in {note, said, copy}:
            for method, body in (("PATCH", {"body": "otherwise"}), ("DELETE", None), ("POST", None)):
                path = f"tickets/{below}/comments/{comment}" + ("/release" if method == "POST" else "")
                status = beta.call(method, path, body, once=True).status
                if status < 400:
                    wrong.append(f"the partner may {method} {path}: {status}")
        alpha.delete(f"tickets/{top}/comments/{said}")
        self.ground.settle()
        for answer in (
            beta.call("GET", f"tickets/{below}/comments"),
            beta.call("GET", f"tickets/{below}/timeline"),
            beta.call("GET", "tickets?q=said too much"),
            self.people["beta"].request("GET", f"/desk/beta/tickets/{beta.get(f'tickets/{below}')['number']}"),
        ):
            if b"said too much" in answer.raw:
                wrong.append(f"what was taken back is still there: {answer.raw[:200]!r}")
        status = alpha.call("PATCH", f"tickets/{top}/comments/{said}", {"body": "said too much"}, once=True).status
        self.ground.settle()
        if status < 400 or b"said too much" in beta.call("GET", f"tickets/{below}/comments").raw:
            wrong.append(f"what was taken back came again: {status}")
        beta.post(f"handoffs/{handoff}/return", {"reason": "back"})
        self.tally.tried("A40", "what is internal stays internal, what was taken back stays away", 18, wrong)

    def look_everywhere(self):
        """Each address of each desk; strangers ask the same; then the operator."""
        for slug, desk in self.ground.desks.items():
            self._look(slug, desk, self.people[slug])
        nobody = self._heard(Desk(self.hub, "nobody", "", ""))
        for ticket in self.alpha.items("tickets"):
            for part in ("", "/comments", "/timeline", "/chain", "/attachments"):
                for who in (nobody, self.ground.omega, self.beta):
                    who.call("GET", f"tickets/{ticket['id']}{part}", once=True)
            for slug in ("beta", "omega"):
                self.people[slug].request("GET", f"/desk/alpha/tickets/{ticket['number']}")
        for path in ("/metrics", "/healthz", "/readyz", "/openapi.json", "/sign-in?desk=alpha", "/join"):
            nobody.call("GET", path, once=True)
        operator = OverheardBrowser(self.hub, "operator", self.note)
        operator.come_in_as_operator()
        for path in (
            "/operator",
            "/operator/doctor",
            "/operator/limits",
            *(f"/operator/desks/{slug}" for slug in self.ground.desks),
        ):
            operator.request("GET", path)

    def _look(self, slug, desk, browser):
        for ticket in desk.items("tickets"):
            for part in ("", "/comments", "/timeline", "/chain", "/attachments"):
                desk.call("GET", f"tickets/{ticket['id']}{part}")
            for part in ("", "/timeline", "/hand-over"):
                browser.request("GET", f"/desk/{slug}/tickets/{ticket['number']}{part}")
            for file in desk.items(f"tickets/{ticket['id']}/attachments"):
                desk.call("GET", f"attachments/{file['id']}")
        for kind in ("handoffs", "deliveries", "partnerships"):
            for thing in desk.items(kind):
                desk.call("GET", f"{kind}/{thing['id']}")
                if kind == "deliveries":
                    browser.request("GET", f"/desk/{slug}/deliveries/{thing['id']}")
        for kind in (
            "audit",
            "notices",
            "agents",
            "teams",
            "customers",
            "requesters",
            "statuses",
            "fields",
            "tokens",
            "me",
        ):
            desk.call("GET", kind)
        for route in self.ground.routes:
            if (
                route["face"] == "page"
                and route["method"] == "GET"
                and re.fullmatch(r"/desk/\{desk\}[^{]*", route["path"])
                and not route["path"].endswith("/live")
            ):
                browser.request("GET", route["path"].replace("{desk}", slug))
        for words in ("canary", *(word for word, desks in list(self.words.items())[::5] if slug not in desks)):
            # What was asked for comes back in the answer; what was found must not.
            found = Desk.call(desk, "GET", f"tickets?q={words}")
            if b'"items":[]' not in found.raw and words != "canary":
                self.note(slug, f"tickets?q={words}", words.encode())

    def tell(self):
        """The sweep."""
        self.sink.wait(lambda mails: len(mails) > 0)
        self.ground.settle()
        log = self.hub.log.read_bytes()
        wrong = {"A34": [], "A39": [], "A65": []}
        places = len(self.seen)
        for who, where, raw in self.seen:
            for word in found_in(raw):
                if who not in self.words.get(word, {who}):
                    wrong[
                        "A39"
                        if re.match("canary(note|coll|edit|file|byte|pict|gone|page|flip|link|noted|merged)", word)
                        else "A34"
                    ].append(f"{word} of {self.words[word]} at {who}: {where}")
        mails = list(self.sink.mails)
        for mail in mails:
            for word in found_in(mail.everything()):
                home = {address.rpartition("@")[2].partition(".")[0] for address in mail.to}
                own = self.requesters.get(mail.to[0], ())
                if not home <= self.words.get(word, set()) and word not in own:
                    wrong["A39"].append(f"{word} in a mail to {mail.to}")
        wrong["A65"] += [f"{word} in the log" for word in sorted(found_in(log))]
        secrets = [desk.token for desk in self.ground.desks.values()] + [
            value for person in self.people.values() for value in person.cookies.values() if len(value) > 30
        ]
        wrong["A65"] += [f"the secret {secret[:8]}… in the log" for secret in secrets if secret.encode() in log]
        own = {word for who, _, raw in self.seen for word in found_in(raw) if who in self.words.get(word, ())}
        self.tally.report.check(
            f"{len(own)} of {len(self.words)} canaries sing at home",
            len(own) > len(self.words) * 0.7,
            f"only {len(own)}",
        )
        self.tally.tried(
            "A39", f"no internal word is in {places} answers and {len(mails)} mails", len(self.words), wrong["A39"]
        )
        self.tally.tried(
            "A34",
            "no address, name, tag, note or file that is not shared is at a partner's",
            len(self.words),
            wrong["A34"],
        )
        self.tally.tried(
            "A65",
            f"no canary and no secret is in {len(log):,} bytes of the most talkative log",
            len(self.words) + len(secrets),
            wrong["A65"],
        )
        self._tell_of_mails(mails)

    def _tell_of_mails(self, mails):
        """A07: what somebody wrote is no header of a mail, and nobody else's address."""
        wrong = []
        known = set(self.requesters)
        known |= {address["email"] for slug in self.ground.desks for address in self.ground.desks[slug].items("agents")}
        for mail in mails:
            names = [name.lower() for name in mail.message.keys()]
            expected = REQUESTERS_HEADERS if set(mail.to) <= set(self.requesters) else MAIL_HEADERS
            if set(names) - expected or len(names) != len(set(names)):
                wrong.append(f"a mail to {mail.to} has the headers {names}")
            if len(mail.to) != 1 or not set(mail.to) <= known:
                wrong.append(f"a mail goes to {mail.to}")
            if "<img" in mail.message.get_body(("html",)).get_content():
                wrong.append(f"markup in a mail to {mail.to}")
        self.tally.tried(
            "A07", "what somebody wrote is neither header nor markup nor recipient of a mail", len(mails), wrong
        )

    def close(self):
        for stream in self.streams:
            stream.close()


def found_in(raw):
    """Canaries in bytes, also where they are written in another way: entities, percent signs, base64 of mails is decoded."""
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw
    forms = {text, urllib.parse.unquote(text), html.unescape(text)}
    return {found for form in forms for found in re.findall(r"canary[a-z]+\d{16}", form)}
