"""What two installations must not share, and what no byte from outside may become (A68)."""

import re
import stat

from hub import ROOT, Hub

#: What would run code or make objects of what comes in. `grep` finds each by its name; none has a place in this house.
_FORBIDDEN = {
    "code from a file": r"\bdlopen\(|\bdlsym\(|\bBundle\(path|load_extension|sqlite3_enable_load_extension",
    "another program": r"\bProcess\(\)|\bposix_spawn|\bpopen\(|(?<![.\w])(?<!case )system\(|\bexecv",
    "objects from bytes": r"NSKeyedUnarchiver|NSUnarchiver|PropertyListDecoder|PropertyListSerialization|NSCoding|XMLParser|XMLDocument",
    "words as code": r"\bNSPredicate\(|\bNSExpression|JSContext|NSRegularExpression",
    "another parser of JSON": r"\bJSONSerialization\.jsonObject",
}


#: Where what the patterns find is the house's own doing: its words, its benchmark.
_OWN = {"Web/Pages/Rendering/Catalogue.swift", "baton-bench/EmptyRoute.swift"}


def attack(ground):
    _keys(ground)
    _sources(ground)


def _keys(ground):
    """A second installation, made in the same way: nothing secret of one is in the other, and nothing of it has a default."""
    other = Hub(ground.hub.data.with_name("second"))
    other.start_or_fail()
    made = other.create_tenant("alpha", "Alpha GmbH", "boss@alpha.example")
    wrong = []
    mine, theirs = (hub.data / "baton.keys" for hub in (ground.hub, other))
    if mine.read_bytes() == theirs.read_bytes():
        wrong.append("both have the same key file")
    parts = [set(re.findall(rb"[0-9A-Za-z+/_-]{32,}", file.read_bytes())) for file in (mine, theirs)]
    if not all(parts) or parts[0] & parts[1]:
        wrong.append(f"the key files share {parts[0] & parts[1]}" if all(parts) else "no key is found in the key file")
    for hub in (ground.hub, other):
        for file in hub.data.rglob("*"):
            if file.is_file() and stat.S_IMODE(file.stat().st_mode) & 0o077:
                wrong.append(f"others may read {file.relative_to(hub.data)}")
    if made["password"] == ground.passwords["alpha"] or made["token"] == ground.alpha.token:
        wrong.append("the same desk got the same secrets")
    token = type(ground.alpha)(other, "alpha", "Alpha", ground.alpha.token)
    if token.call("GET", "me", once=True).status != 401:
        wrong.append("a token of one installation opens the other")
    code = ground.alpha.post("partnerships", {"name": "Elsewhere"})["invitation"]["code"]
    there = type(ground.alpha)(other, "alpha", "Alpha", made["token"])
    if there.call("POST", "partnerships/accept", {"code": code}, once=True).status < 400:
        wrong.append("an invitation of one installation opens at the other")
    other.terminate()
    ground.tally.tried("A68", "two installations share no key, password, token or code", 7, wrong)


def _sources(ground):
    wrong, looked = [], 0
    for file in sorted((ROOT / "Sources").rglob("*.swift")):
        if str(file.relative_to(ROOT / "Sources")) in _OWN:
            continue
        looked += 1
        for number, line in enumerate(file.read_text().splitlines(), 1):
            code = line.partition("//")[0]
            wrong += [
                f"{file.relative_to(ROOT)}:{number} {what}: {code.strip()[:100]}"
                for what, pattern in _FORBIDDEN.items()
                if re.search(pattern, code)
            ]
    ground.tally.tried("A68", "no byte from outside becomes code, a program or an object", looked, wrong)
