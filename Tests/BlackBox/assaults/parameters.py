"""Every parameter of every address for programs, with every list of payloads.

Each payload is weighed against a harmless word of the same length: it is answered alike, or refused in words. What is taken
comes back as it was said, and finds as little as the harmless word does.
"""

import http.client
import itertools
import json
import re
import unicodedata
import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from desk import Unanswered

from . import SideBySide, dear, problem
from .bodies import example, members
from .words import KINDS

#: Things that others may name instead of giving their id.
NAMED = (["statuses"], ["teams"], ["agents"], ["fields"])
REFUSALS = (400, 404, 409, 412, 413, 414, 415, 422, 431)
ANY_ROUTE_HEADERS = [
    "Accept-Language",
    "User-Agent",
    "Referer",
    "X-Forwarded-For",
    "Cookie",
    "Authorization",
    "Idempotency-Key",
    "If-Match",
    "Content-Type",
]


def attack(ground):
    walk = Walk(ground)
    # What is named comes last: a status with the name of a payload would be found by it.
    for place in sorted(ground.document["paths"], key=lambda place: place.split("/")[3:4] in NAMED):
        for method, operation in ground.document["paths"][place].items():
            walk.operation(method.upper(), place, operation)
    walk.headers()
    walk.tell()
    log = ground.hub.log.read_text(errors="replace")
    failures = [line for line in log.splitlines() if '"level":"error"' in line or '"level":"critical"' in line]
    ground.tally.tried("A32", "no statement fails, by the log", walk.attempts, failures)


class Walk:
    def __init__(self, ground):
        self.ground, self.desk = ground, ground.alpha
        self.things = ground.to_spoil("alpha")
        #: of each list every so many; each parameter begins at another place
        self.stride = 1 if ground.is_full else 16
        self.offset = itertools.count()
        self.beside = SideBySide(ground.hub)
        #: what is asked at which parameter, and what should come back where it is taken
        self.places = []
        self.attempts = 0

    def operation(self, method, place, operation):
        for parameter in operation.get("parameters", []):
            name = parameter["name"]
            if parameter["in"] == "path":
                self._try(
                    f"{method} {place} {{{name}}}",
                    lambda value, n=name: self._ask(method, self._address(place, {n: value})),
                )
            elif parameter["in"] == "query":
                twin = self._without_marks if name == "q" else None
                self._try(
                    f"{method} {place}?{name}",
                    lambda value, n=name: self._ask(method, f"{self._address(place)}?{n}={quote(value, safe='')}"),
                    twin=twin,
                )
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            schema = content["application/json"]["schema"]
            for path, _ in members(self.ground, schema):
                self._try(
                    f"{method} {place} {'.'.join(path)}",
                    lambda value, p=path: self._send(method, place, schema, p, value),
                    said=path,
                )
        elif "multipart/form-data" in content:
            for part in ("filename", "content type", "comment", "audience", "name"):
                self._try(
                    f"{method} {place} {part}",
                    lambda value, p=part: self._upload(place, p, value),
                    twin=self._same_marks if part == "content type" else None,
                )

    def headers(self):
        """Of one address each is tried; all addresses come in by the same door."""
        for header in ANY_ROUTE_HEADERS:
            for method, path, body in (
                ("GET", "tickets?limit=1", None),
                ("PATCH", f"tickets/{self.things['ticket']}", {"type": "incident"}),
            ):
                self._try(
                    f"{method} with {header}",
                    lambda value, h=header, m=method, p=path, b=body: self._with_header(m, p, b, h, value),
                    twin=self._same_marks if header == "If-Match" else None,
                )

    def tell(self):
        wrong, counts = {name: [] for name in KINDS}, dict.fromkeys(KINDS, 0)
        with ThreadPoolExecutor(3) as workers:
            for found in workers.map(lambda place: self._every_list(*place), self.places):
                for name, (count, failures) in found.items():
                    counts[name] += count
                    wrong[name] += failures
        self.attempts = sum(counts.values())
        for name, (case, _) in KINDS.items():
            self.ground.tally.tried(
                case, f"{name} in every parameter of every address for programs", counts[name], wrong[name]
            )

    # How each is asked.

    def _try(self, what, ask, said=None, twin=None):
        self.places.append((what, ask, said, twin or self._word))

    def _every_list(self, what, ask, said, twin):
        """Every list at one parameter, and what all of it cost: {kind: (attempts, what was wrong)}"""
        begun, harmless, found = self.beside.begin(), {}, {}
        start, asked = next(self.offset), 0
        for name, (_, payloads) in KINDS.items():
            wrong, count = [], 0
            for payload in payloads[start % self.stride :: self.stride]:
                word = twin(payload)
                key = len(payload) if twin == self._word else word
                if key not in harmless:
                    harmless[key] = self.beside.ask(ask, word)
                answer = self.beside.ask(ask, payload)
                if answer is not None and harmless[key] is not None:
                    count += 1
                    wrong += [
                        f"{what} = {payload[:60]!r}: {why}" for why in judged(payload, answer, harmless[key], said)
                    ]
            found[name] = count, wrong
            asked += count
        asked += len(harmless)
        found["SQL"][1].extend(dear(what, self.beside.share(begun, asked), factor=max(1, asked / 100)))
        return found

    @staticmethod
    def _word(payload):
        """Letters, as many, that nothing here is called."""
        return ("zq" + uuid.uuid4().hex * (len(payload) // 32 + 1))[: len(payload)]

    @staticmethod
    def _same_marks(payload):
        """Where the marks are the meaning: a kind of file is a word, a slash and a word, and `*` is any version."""
        return re.sub(r"[^\W_]", "z", payload)

    @staticmethod
    def _without_marks(payload):
        """What a search looks for: words. The marks between them mean nothing."""
        return " ".join(re.findall(r"\w+", payload)) or "zqxj"

    def _address(self, place, ids=None):
        address = place
        for name, value in {**self.things, **{n: quote(v, safe="") for n, v in (ids or {}).items()}}.items():
            address = address.replace(f"{{{name}}}", value)
        return address

    def _ask(self, method, address):
        return self._raw(method, address, {} if method in ("POST", "PUT", "PATCH") else None)

    def _send(self, method, place, schema, path, value):
        body = example(self.ground, schema, self.things)
        inner = body
        for step in path[:-1]:
            if not isinstance(inner.get(step), dict):
                inner[step] = {}
            inner = inner[step]
        inner[path[-1]] = (
            [value] if (path[-1] in ("tags", "teams", "comments", "attachments", "allowed", "ids")) else value
        )
        return self._raw(method, self._address(place), body)

    def _upload(self, place, part, value):
        texts = {"filename": "a.txt", "content type": "text/plain", "name": "file"}
        fields = {}
        if part in texts:
            texts[part] = value
        else:
            fields[part] = value
        body = b"".join(
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
            for name, text in fields.items()
        )
        body += f'--b\r\nContent-Disposition: form-data; name="{texts["name"]}"; filename="{texts["filename"]}"\r\nContent-Type: {texts["content type"]}\r\n\r\nbytes\r\n--b--\r\n'.encode()
        return self.desk.call(
            "POST",
            self._address(place),
            raw=body,
            headers={"Content-Type": "multipart/form-data; boundary=b"},
            once=True,
        )

    def _with_header(self, method, path, body, header, value):
        try:
            raw = value.encode("latin-1", "ignore").decode("latin-1")
            return self.desk.call(method, path, body, headers={header: raw}, once=True)
        except ValueError:
            # The client itself does not send a line end; `wires` does.
            return None
        except (Unanswered, http.client.HTTPException):
            return None if self.ground.is_alive() else DEAD

    def _raw(self, method, address, body):
        """A hub whose disk others keep busy may say “in a moment”; it says something else when it is asked again."""
        for _ in range(3):
            answer = self.desk.call(method, address, body, headers={"Idempotency-Key": None}, once=True)
            if answer.status != 503 or "Retry-After" not in answer.headers:
                break
        return answer


class DEAD:
    status, raw, headers = 599, b"no answer", {}


def judged(payload, answer, harmless, said=None):
    if answer.status >= 500:
        yield f"{answer.status} {answer.raw[:200]!r}"
        return
    if answer.status >= 400:
        if answer.status not in REFUSALS and answer.status != harmless.status:
            yield f"refused with {answer.status}, a harmless word with {harmless.status}"
        # What is no line of HTTP at all is refused before there is anybody to find words.
        if (why := problem(answer)) and (answer.status, answer.raw) != (400, b""):
            yield why
        return
    if harmless.status == 409:
        return
    if harmless.status >= 400:
        yield f"taken with {answer.status} {answer.raw[:120]!r}, a harmless word is refused: {harmless.raw[:120]!r}"
        return
    if b"X-Pwn" in str(answer.headers).encode() or "X-Pwn" in answer.headers:
        yield f"another header came in: {answer.headers.items()}"
    if "json" not in (answer.headers.get("Content-Type") or ""):
        return
    found, known = json.loads(answer.raw), json.loads(harmless.raw)
    # Blanks alone are nothing said at one address, and a name that nobody bears at another.
    if payload.strip() and shape(found) != shape(known):
        yield f"another shape than a harmless word's: {answer.raw[:200]!r} and {harmless.raw[:200]!r}"
    if said:
        for step in said:
            found = found.get(step) if isinstance(found, dict) else None
        if isinstance(found, str) and not isinstance(found, bool) and plain(found) != plain(payload):
            yield f"it came back as {found[:60]!r}"


def plain(text):
    """As texts are kept: composed, with one kind of line end, without blanks around them."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def shape(answer):
    """Which members there are, and how many things a list has; others change the same things meanwhile."""
    return sorted(answer), len(answer.get("items", []))
