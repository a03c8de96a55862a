"""Files: guessed addresses (A21), others' files named as one's own (A22), names that lead somewhere (A20), kinds that bring
headers along (A23)."""

import re
import uuid

from payloads import FILE_NAMES

from .isolation import belongings
from .words import HEADERS, PATHS


def attack(ground):
    theirs = belongings(ground.omega)
    _addresses(ground, theirs)
    _borrowed(ground, theirs)
    _names(ground)
    _kinds(ground)


def _addresses(ground, theirs):
    """A21: the address of a file is its id at its own desk, for who may read it, and nothing else."""
    own = ground.alpha.post("tickets", {"subject": "With a file"})["id"]
    mine = ground.alpha.upload(own, "own.txt", b"own bytes")["id"]
    digest = ground.alpha.call("GET", f"attachments/{mine}").headers["ETag"].strip('"')
    foreign = ground.omega.call("GET", f"attachments/{theirs['attachment']}").headers["ETag"].strip('"')
    absent = ground.alpha.call("GET", f"attachments/{uuid.uuid4()}", once=True)
    wrong = []
    guesses = [
        theirs["attachment"],
        theirs["attachment"].upper(),
        theirs["attachment"].replace("-", ""),
        "{" + theirs["attachment"] + "}",
        "urn:uuid:" + theirs["attachment"],
        foreign,
        digest,
        digest[:32],
        "d41d8cd98f00b204e9800998ecf8427e",
        "1",
        "0",
        "-1",
        "../" + theirs["attachment"],
        f"{own}/{theirs['attachment']}",
        "00000000-0000-0000-0000-000000000000",
        mine[:-1] + ("0" if mine[-1] != "0" else "1"),
        *(f"{mine[:-2]}{n:02x}" for n in range(40) if f"{n:02x}" != mine[-2:]),
        "%2e%2e%2fbaton.keys",
        f"{mine}.txt",
        f"{mine};x",
        f"{mine}%00",
    ]
    for guess in guesses:
        answer = ground.alpha.call("GET", f"attachments/{guess}", once=True)
        if answer.status not in (400, 404) or b"bytes" in answer.raw:
            wrong.append(f"{guess}: {answer.status} {answer.raw[:80]!r}")
    if ground.alpha.call("GET", f"attachments/{theirs['attachment']}", once=True).raw != absent.raw:
        wrong.append("a foreign file is told from an absent one")
    nobody = type(ground.alpha)(ground.hub, "", "", "")
    for query in (
        "",
        "?token=1",
        f"?token={ground.alpha.token}",
        f"?access_token={ground.alpha.token}",
        "?token_type=1",
        f"?api_key={ground.alpha.token}",
        "?expires=99999999999&signature=",
    ):
        for address in (f"/api/v1/attachments/{mine}{query}", f"/desk/alpha/attachments/{mine}{query}"):
            answer = nobody.call("GET", address, headers={"Authorization": None}, once=True)
            if answer.status not in (303, 400, 401, 404) or b"own bytes" in answer.raw:
                wrong.append(f"{address} without a sign-in: {answer.status}")
    ground.tally.tried("A21", "no guessed, forged or foreign address gives a file", len(guesses) + 14, wrong)


def _borrowed(ground, theirs):
    """A22: what is named with a file, a split or an offer has to be on that ticket."""
    own = ground.alpha.post("tickets", {"subject": "With a file"})["id"]
    mine = ground.alpha.upload(own, "own.txt", b"own bytes")["id"]
    wrong = []
    before = len([line for line in ground.alpha.items("audit") if line["action"] == "reference.refuse"])
    other = ground.alpha.post("tickets", {"subject": "Another of our own"})["id"]
    theirs_on_it = ground.alpha.post(f"tickets/{other}/comments", {"body": "elsewhere"})["id"]
    attempts = 0
    for comment in (theirs["comment"], theirs_on_it, str(uuid.uuid4())):
        form = f'--b\r\nContent-Disposition: form-data; name="comment"\r\n\r\n{comment}\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--b--\r\n'
        answers = [
            ground.alpha.call(
                "POST",
                f"tickets/{own}/attachments",
                raw=form.encode(),
                headers={"Content-Type": "multipart/form-data; boundary=b"},
                once=True,
            ),
            ground.alpha.call("POST", f"tickets/{own}/split", {"subject": "a", "comments": [comment]}, once=True),
            ground.alpha.call("PATCH", f"tickets/{own}/comments/{comment}", {"body": "mine now"}, once=True),
            ground.alpha.call("DELETE", f"tickets/{own}/comments/{comment}", once=True),
            ground.alpha.call("POST", f"tickets/{own}/comments/{comment}/release", once=True),
        ]
        attempts += len(answers)
        wrong += [f"{comment}: {answer.status} {answer.raw[:100]!r}" for answer in answers if answer.status != 404]
    for file in (theirs["attachment"], mine, str(uuid.uuid4())):
        answer = ground.alpha.call(
            "POST",
            f"tickets/{other}/handoffs",
            {"partnership": ground.links["alpha", "beta"], "attachments": [file]},
            once=True,
        )
        attempts += 1
        if answer.status not in (404, 422):
            wrong.append(f"an offer with the file {file}: {answer.status}")
    after = len([line for line in ground.alpha.items("audit") if line["action"] == "reference.refuse"])
    if after < before + 6:
        wrong.append(f"only {after - before} lines in the audit log")
    ground.tally.tried(
        "A22",
        "no comment or file of another ticket or desk is taken along, and who tried is written down",
        attempts,
        wrong,
    )


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
