"""Every field of every form, and every query of every page, with every list of payloads; and what was stored, shown.

A payload is words wherever it comes out: no element and no attribute of it, no other header, no redirect away.
"""

import itertools
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode, urlsplit

from browse import Browser, multipart
from payloads import strangers
from tour import DESCRIBED, SECRET

from . import SideBySide, dear
from .words import KINDS

#: What a password costs that is looked at, next to what a form costs that bears none: it is meant to.
_PASSWORD = 5
#: Forms that end what the walk goes on with.
_ENDS = re.compile(r"/(sign-out|sessions/|revoke$|second-step|password|settings/desk$|people/[^/]+/access|end$)")
_URLENCODED = "application/x-www-form-urlencoded"
#: What pages are known to read, besides what their own forms and links name.
_QUERIES = {"q", "done", "next", "desk", "code", "cursor", "after", "before", "sort", "status", "tag", "page"}


def attack(ground):
    walk = Walk(ground)
    walk.prepare()
    walk.look()
    walk.send_all()
    walk.ask_all()
    walk.look_again()


class Walk:
    def __init__(self, ground):
        self.ground = ground
        self.stride = 8 if ground.is_full else 75
        self.offset = itertools.count()
        self.beside = SideBySide(ground.hub)
        self.pages, self.forms, self.queries = {}, {}, {}

    def prepare(self):
        """Somebody at Gamma who may do everything."""
        self.browser, self.desk = self.ground.signed_in("gamma", "admin")
        self.things = {
            **self.ground.to_spoil("gamma"), "desk": "gamma", "session": str(uuid.uuid4()), "asset": "none",
            "mail": str(uuid.uuid4()), "account": str(uuid.uuid4()), "suppressed": str(uuid.uuid4()),
            "address": self.desk.post("addresses", {"address": "help@gamma.example"})["id"],
            "kind": "comment", "language": "en",
        }  # fmt: skip
        body = {"connector": "webhook", "name": "Told", "settings": DESCRIBED, "secrets": {"hook_secret": SECRET}}
        hook = self.desk.post("webhooks", {"url": "https://a.example/", "events": ["*"]})["id"]
        self.things.update(
            connector="webhook", connection=self.desk.post("connections", body)["id"], version="1",
            report=str(uuid.uuid4()), webhook=hook, message=self.desk.post(f"webhooks/{hook}/test", {})["id"],
        )  # fmt: skip
        # Pages speak of tickets by their numbers.
        self.things["ticket"] = str(self.desk.get(f"tickets/{self.things['ticket']}")["number"])

    def look(self):
        """Every page once: its forms, and what its links and forms ask for."""
        for route in self.ground.routes:
            if (
                route["face"] != "page"
                or route["method"] != "GET"
                or route["path"].endswith("/live")
                or route["access"] == "operator"
            ):
                continue
            address = re.sub(r"\{(\w+)\}", lambda found: self.things[found.group(1)], route["path"])
            page = self.browser.request("GET", address)
            if page.status != 200 or not page.elements:
                continue
            self.pages[address] = page
            asked = self.queries.setdefault(address, set(_QUERIES))
            for link, _ in page.links:
                asked |= {pair.partition("=")[0] for pair in urlsplit(link).query.split("&") if pair}
            for form in page.forms:
                if form.method == "get":
                    asked |= {name for name, _ in form.fields}
                elif not _ENDS.search(urlsplit(form.action).path):
                    self.forms.setdefault((re.sub(r"[0-9a-f-]{36}|\d+", "*", form.action), form.name), (address, form))

    def send_all(self):
        tasks = []
        for address, form in self.forms.values():
            names = dict.fromkeys(name for name, _ in form.fields)
            tasks += [(address, form, name) for name in names if name != "_form"]
        self._tell(f"every field of {len(self.forms)} forms", tasks, self._send)

    def ask_all(self):
        tasks = [(address, name) for address, names in self.queries.items() for name in sorted(names)]
        self._tell(f"every query of {len(self.pages)} pages", tasks, self._ask, thin=3)

    def look_again(self):
        """What the payloads became: each page once more, and what is seen of it at the partner's."""
        wrong = []
        for address in self.pages:
            page = self.browser.request("GET", address)
            wrong += [f"{address}: {why}" for why in bad(page, (200, 303, 404))]
        partner, _ = self.ground.signed_in("beta", "admin")
        seen = ["/desk/beta/tickets", "/desk/beta/offers", "/desk/beta/partners", "/desk/beta/notices"]
        for ticket in self.ground.beta.items("tickets")[:40]:
            seen.append(f"/desk/beta/tickets/{ticket['number']}")
        for ticket in self.ground.gamma.items("tickets")[:40]:
            wrong += bad(self.browser.request("GET", f"/desk/gamma/tickets/{ticket['number']}"), (200,))
        for address in seen:
            wrong += [f"{address}: {why}" for why in bad(partner.request("GET", address), (200,))]
        self.ground.tally.tried(
            "A12",
            "what was stored is words on every page, here and at the partner's",
            len(self.pages) + len(seen) + 40,
            wrong,
        )

    def _tell(self, what, tasks, work, thin=1):
        wrong, counts = {name: [] for name in KINDS}, dict.fromkeys(KINDS, 0)
        with ThreadPoolExecutor(3) as workers:
            for name, count, failures in itertools.chain.from_iterable(
                workers.map(lambda task: self._every_list(task, work, thin), tasks)
            ):
                counts[name] += count
                wrong[name] += failures
        for name, (case, _) in KINDS.items():
            self.ground.tally.tried(case, f"{name} in {what}", counts[name], wrong[name])

    def _every_list(self, task, work, thin):
        begun, start, found = self.beside.begin(), next(self.offset), []
        stride = self.stride * thin
        for name, (_, payloads) in KINDS.items():
            # Few of many, but never none of a list over all the places.
            some = payloads[start % stride :: stride]
            failures = [
                f"{task[0]} {task[-1]} = {payload[:50]!r}: {why}"
                for payload in some
                for why in self.beside.ask(work, payload, *task)
            ]
            found.append((name, len(some), failures))
        asked = sum(count for _, count, _ in found)
        times = max(1, asked / 20) * (_PASSWORD if task[0].startswith("/sign-in") else 1)
        found[0][2].extend(dear(str(task[0]), self.beside.share(begun, asked), factor=times))
        return found

    def _send(self, payload, address, form, field):
        # Others change the same thing meanwhile; and each sending is one of its own.
        fresh = {"_once": uuid.uuid4().hex}
        fields = [
            (name, payload if name == field else fresh.get(name, value))
            for name, value in form.fields
            if name != "version" or field == name
        ]
        target = urlsplit(form.action or address)._replace(fragment="").geturl()
        if form.enctype == "multipart/form-data":
            body, kind = multipart(fields, [])
        else:
            body, kind = urlencode(fields).encode(), _URLENCODED
        yield from bad(self._mine().request("POST", target, body, kind))

    def _ask(self, payload, address, name):
        yield from bad(self._mine().request("GET", f"{address}?{name}={quote(payload, safe='')}"))

    def _mine(self):
        """The same session in a browser of its own: cookies that come in are nobody else's."""
        browser = Browser(self.ground.hub)
        browser.cookies, browser.page = dict(self.browser.cookies), True
        return browser


def bad(page, statuses=(200, 201, 303, 400, 401, 403, 404, 409, 412, 413, 415, 422, 429), desk="gamma"):
    """Why this is no whole page of ours, or of a desk's of this name; None is any."""
    if page.status not in statuses:
        yield f"{page.status} {page.raw[:150]!r}"
    if found := strangers(page):
        yield f"{found[:3]} on the page"
    if "X-Pwn" in page.headers:
        yield f"another header came in: {page.headers.items()}"
    away = page.headers["Location"]
    if away and not re.match(rf"/(desk/{desk or '[^/]+'}|sign-in|operator)([/?]|$)", away):
        yield f"it leads to {away}"
    if away and not re.fullmatch("[\x21-\x7e]+", away):
        yield f"it leads to an address with a line or a blank in it: {away!r}"
    if page.headers.get_all("Location") and len(page.headers.get_all("Location")) > 1:
        yield "it leads to two places"
    cookies = [line.partition("=")[0] for line in page.headers.get_all("Set-Cookie") or []]
    if any(name not in (f"__Host-desk-{desk}", "__Host-language") for name in cookies):
        yield f"it sets {cookies}"
