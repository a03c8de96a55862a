"""What was said, and who may read it: canaries, files, and the chains that the story went through."""

import hashlib
import threading

from report import Wrong, equal
from world import Chain


class Ledger:
    def __init__(self, world):
        self.world = world
        self.chains = []
        self.words = []
        self.files = []
        self.ordered = []
        #: texts that only some desks may know, though they are nobody's comment: a reason, an address
        self.secrets = []
        self._lock = threading.Lock()

    def chain(self, first="vendor"):
        with self._lock:
            chain = Chain(self.world, first)
            self.chains.append(chain)
        return chain

    def number(self, bits=48):
        # Python's generator is not made for threads; the seed shall hold in each run.
        with self._lock:
            return self.world.rng.getrandbits(bits)

    def say(self, chain, slug, audience, readers, text=""):
        """Comments at one desk; `readers` are the desks that must come to see it, once. Internal is the default."""
        body = f"canary-{audience}-{self.number():012x} {text}".strip()
        asked = {"body": body, "format": "text"}
        if audience != "internal":
            asked["audience"] = audience
        made = self.world.desks[slug].post(f"tickets/{chain.tickets[slug]}/comments", asked)
        equal(made["audience"], audience, "the comment's audience")
        word = Word(chain, slug, audience, set(readers) | {slug}, body, made["id"])
        with self._lock:
            self.words.append(word)
        return word

    def attach(self, chain, slug, name, content, readers, audience=None):
        fields = {"audience": audience} if audience else {}
        made = self.world.desks[slug].upload(chain.tickets[slug], name, content, **fields)
        file = File(chain, slug, set(readers) | {slug}, name, made["id"], hashlib.sha256(content).hexdigest())
        with self._lock:
            self.files.append(file)
        return file

    def secret(self, what, knowers):
        """A text to put into a request, which must not be found at any other desk than `knowers`."""
        text = f"secret-{what}-{self.number():012x}"
        with self._lock:
            self.secrets.append((text, set(knowers)))
        return text

    def in_order(self, chain, words):
        with self._lock:
            self.ordered.append((chain, words))


class Word:
    def __init__(self, chain, author, audience, readers, body, comment):
        self.chain = chain
        self.author = author
        self.audience = audience
        self.readers = readers
        self.body = body
        self.comment = comment
        self.retracted = False

    @property
    def canary(self):
        return self.body.split()[0]


class File:
    def __init__(self, chain, author, readers, name, attachment, digest):
        self.chain = chain
        self.author = author
        self.readers = readers
        self.name = name
        self.attachment = attachment
        self.digest = digest

    def id_at(self, desk, ticket):
        """The id under which a desk has the file; None if its ticket does not show it."""
        for path in (f"tickets/{ticket}/comments", f"tickets/{ticket}/timeline"):
            for found in _dictionaries(desk.items(path)):
                if self.name in (found.get("name"), found.get("filename"), found.get("file")) and "id" in found:
                    return found["id"]
        return None

    def check_at(self, desk, ticket):
        found = self.id_at(desk, ticket)
        if found is None:
            raise Wrong(f"{desk.slug} does not show {self.name}")
        equal(hashlib.sha256(desk.bytes(f"attachments/{found}")).hexdigest(), self.digest, f"the bytes at {desk.slug}")


def _dictionaries(value):
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _dictionaries(part)
    elif isinstance(value, list):
        for part in value:
            yield from _dictionaries(part)
