"""What two installations must not share, and what no byte from outside may become (A68); names of files on the disk (A20),
and what comes along with a file's kind (A23)."""

import re
import stat

from hub import ROOT, Hub

from .words import HEADERS, PATHS
from payloads import FILE_NAMES

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
    _names(ground)
    _kinds(ground)


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


def _names(ground):
    """A20: a name is a word about a file; where its bytes are, it does not decide."""
    desk = ground.alpha
    ticket = desk.post("tickets", {"subject": "With odd files"})["id"]
    wrong, names = (
        [],
        [
            *FILE_NAMES,
            *PATHS,
            "." * 300,
            "a/b/c",
            "a\\b",
            ".htaccess\u200b",
            "\u202e",
            "nul",
            "COM1.txt",
            "x" * 4_096,
            "-rf",
            "~/.ssh/id",
            "$HOME",
            "a;b",
            "a|b",
            "a\tb",
            "é" * 200,
        ],
    )
    for name in names:
        form = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name.replace(chr(34), "%22")}"\r\n\r\n{len(name)} bytes of it\r\n--b--\r\n'
        answer = desk.call(
            "POST",
            f"tickets/{ticket}/attachments",
            raw=form.encode(),
            headers={"Content-Type": "multipart/form-data; boundary=b"},
            once=True,
        )
        if answer.status >= 400:
            wrong += (
                [f"{name[:40]!r}: {answer.status} {answer.raw[:100]!r}"] if answer.status not in (400, 413, 422) else []
            )
            continue
        got = desk.call("GET", f"attachments/{answer.json['id']}")
        told = got.headers["Content-Disposition"] or ""
        plain = re.fullmatch(
            r'attachment; filename="([^"\\/%]*)"(; filename\*=UTF-8\'\'[A-Za-z0-9!#$&+.^_`|~%-]*)?', told
        )
        if got.status != 200 or not plain or got.headers["X-Content-Type-Options"] != "nosniff":
            wrong.append(f"{name[:40]!r}: {got.status} {told[:120]}")
    odd = [file for file in (ground.hub.data / "blobs").rglob("*") if not re.fullmatch(r"[0-9a-f-]+|tmp", file.name)]
    wrong += [f"on the disk: {file.relative_to(ground.hub.data)}" for file in odd[:5]]
    known = {"baton.sqlite", "baton.sqlite-wal", "baton.sqlite-shm", "baton.keys", "baton.sock", "lock", "blobs"}
    wrong += [f"beside the data: {file.name}" for file in ground.hub.data.iterdir() if file.name not in known]
    ground.tally.tried("A20", "no name leads anywhere on the disk, nor out of its header", len(names), wrong)


def _kinds(ground):
    """A23: what a file says it is comes back as a known kind, or as bytes; never with a line more."""
    desk = ground.alpha
    ticket = desk.post("tickets", {"subject": "With odd kinds"})["id"]
    plain = desk.upload(ticket, "a.txt", b"x", "text/plain")["id"]
    headers = sorted(name.lower() for name in desk.call("GET", f"attachments/{plain}").headers.keys())
    kinds = [
        *(f"text/html{payload[1:]}" for payload in HEADERS if payload.startswith("a")),
        "text/html",
        "text/html; charset=utf-7",
        "image/svg+xml",
        "application/xhtml+xml",
        "text/xml",
        "application/javascript",
        "text/css",
        "application/pdf",
        "image/png\r\n\r\n<script>pwn()</script>",
        "image/png, text/html",
        "IMAGE/PNG",
        "image/png;a=b",
        "a",
        "",
        "/",
        "x" * 5_000,
        "text/html\t",
        "multipart/form-data; boundary=b",
        "message/rfc822",
    ]
    wrong = []
    for field in ("content type", "file name"):
        for kind in kinds:
            name, said = ("a.bin", kind) if field == "content type" else (kind, "text/plain")
            form = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {said}\r\n\r\nx\r\n--b--\r\n'
            answer = desk.call(
                "POST",
                f"tickets/{ticket}/attachments",
                raw=form.encode(),
                headers={"Content-Type": "multipart/form-data; boundary=b"},
                once=True,
            )
            if answer.status >= 500:
                wrong.append(f"{kind[:40]!r}: {answer.status}")
            if answer.status >= 400:
                continue
            for address in (f"/api/v1/attachments/{answer.json['id']}",):
                got = desk.call("GET", address)
                if sorted(each.lower() for each in got.headers.keys()) != headers:
                    wrong.append(f"{kind[:40]!r}: other headers than a harmless file's: {got.headers.items()}")
                if not re.fullmatch(
                    r"[a-z]+/[a-z0-9.+-]+(; charset=utf-8)?", got.headers["Content-Type"] or ""
                ) or re.search("html|svg|xml|javascript|css", got.headers["Content-Type"]):
                    wrong.append(f"{kind[:40]!r} is served as {got.headers['Content-Type']!r}")
                if "sandbox" not in (got.headers["Content-Security-Policy"] or "") or not (
                    got.headers["Content-Disposition"] or ""
                ).startswith("attachment"):
                    wrong.append(f"{kind[:40]!r} may open in the page: {got.headers.items()}")
    ground.tally.tried("A23", "a file's kind and name bring no header along, and open nothing", len(kinds) * 2, wrong)
