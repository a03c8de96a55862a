"""What the hub writes to its log, at its most talkative: python3 logs.py [--data DIR]

Canaries go in wherever something can be said: tokens, passwords, subjects, comments, file names, addresses, headers. None
may come out in the log, in what the doctor says, or at /metrics; and each line stays one line, whatever comes in.
"""

import argparse
import http.client
import json
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import unicodedata
import uuid

from attempts import Stage
from desk import Desk
from hub import BINARY, Hub
from report import Report, equal, require
from verify import settle

#: ends a line, colours a terminal, turns text around, hides in it, fills a disk
SHAPES = {
    "plain": "{}",
    "a line end": '{}\r\n{{"at":"2020-01-01T00:00:00Z","level":"error","from":"baton","message":"forged {}"}}',
    "colours": "\x1b[31m{}\x1b[0m\x1b]0;{}\x07",
    "turned text": "\u202e{}\u2066\u200b\ufeff",
    "a megabyte": "{}" + "x" * 1_000_000,
}


class Canaries:
    def __init__(self):
        self.planted = []

    def new(self, what):
        canary = f"canary{what}{uuid.uuid4().hex}"
        self.planted.append(canary)
        return canary

    def found_in(self, text):
        folded = text.lower()
        return sorted({canary for canary in self.planted if canary.lower() in folded})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-logs-"))
    report, canaries = Report(), Canaries()
    hub = Hub(folder / "hub", log_level="trace")
    hub.start_or_fail()
    stage = Stage(hub, report)
    canaries.planted += [stage.admin.token, stage.other.token, stage.agent.token, stage.light.token]
    for name, shape in SHAPES.items():
        report.group(f"a desk works with words that are {name}", works, stage, canaries, shape)
        report.group(f"what cannot be read is {name}", strange, stage, canaries, shape)
    report.group("commands of the operator", commands, hub, canaries)
    gone = {}
    report.group("a failure inside, over a ticket with canaries", fails, stage, canaries, gone)
    metrics = stage.admin.bytes("/metrics").decode()
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    log = hub.log.read_text(errors="surrogateescape")
    doctor = hub.doctor()[1]
    for place, aside in gone.items():
        aside.rename(place)
    report.check(f"the log has something to look at ({len(log)} characters)", log.count("\n") > 50)
    report.all("A65: no canary is in the log", canaries.found_in(log))
    report.all("A65: no canary is at /metrics", canaries.found_in(metrics))
    report.all("A65: no canary is in what the doctor says", canaries.found_in(doctor))
    report.all("A65: each line of the log is one whole line of JSON, with nothing that a terminal obeys", crooked(log))
    if not options.data and not report.failed:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


def works(stage, canaries, shape):
    """Everything that people can say; some of it is refused, which is not the matter here."""

    def word(what):
        return shape.replace("{}", canaries.new(what)).replace("{{", "{").replace("}}", "}")

    desk = stage.admin
    address = f"{canaries.new('mail')}@client.example"
    desk.call("POST", "requesters", {"email": address, "name": word("name"), "phone": word("phone")})
    desk.call("POST", "agents", {"email": f"{canaries.new('agent')}@alpha.example", "name": word("agent"), "role": "agent"})
    for kind in ("teams", "customers"):
        desk.call("POST", kind, {"name": word(kind)})
    made = desk.call(
        "POST",
        "tickets",
        {"subject": word("subject"), "description": word("text"), "tags": [word("tag")], "requester": {"email": address}},
    )
    subject = canaries.new("subject")
    ticket = made.json["id"] if made.status == 201 else desk.post("tickets", {"subject": subject})["id"]
    desk.call("PATCH", f"tickets/{ticket}", {"subject": word("subject"), "site": {"address": word("site")}})
    for audience in ("internal", "partner", "public"):
        desk.call("POST", f"tickets/{ticket}/comments", {"body": word(audience), "audience": audience})
    upload(desk, ticket, word("file"), word("bytes"))
    offer = {"partnership": stage.partnership, "message": word("offer")}
    handoff = desk.post(f"tickets/{ticket}/handoffs", {**offer, "message": canaries.new("offer")})["id"]
    desk.call("POST", f"tickets/{ticket}/handoffs", offer)
    desk.call("POST", f"handoffs/{handoff}/recall", {"reason": word("reason")})
    desk.call("GET", f"tickets?q={canaries.new('search')}")
    desk.call("POST", "tickets", {"subject": canaries.new("subject")}, key=canaries.new("key"))
    desk.call("POST", "partnerships", {"name": word("partner"), "message": word("invitation")})


def upload(desk, ticket, name, content):
    form = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n{content}\r\n--b--\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    desk.call("POST", f"tickets/{ticket}/attachments", raw=form.encode(), headers=headers)


def strange(stage, canaries, shape):
    """What is no request, or none that is answered; on the wire as it is."""
    for what in ("token", "invitation", "path", "query", "method", "header", "body", "agent"):
        word = shape.replace("{}", canaries.new(what))
        head = {
            "token": f"GET /api/v1/me HTTP/1.1\r\nAuthorization: Bearer {word}",
            "invitation": f"POST /api/v1/partnerships/accept HTTP/1.1\r\nX-Code: {word}",
            "path": f"GET /api/v1/{word} HTTP/1.1",
            "query": f"GET /api/v1/tickets?{word}={word} HTTP/1.1",
            "method": f"{word} /api/v1/tickets HTTP/1.1",
            "header": f"GET /healthz HTTP/1.1\r\n{word}: {word}",
            "body": "POST /api/v1/tickets HTTP/1.1\r\nContent-Type: application/json",
            "agent": f"GET /healthz HTTP/1.1\r\nUser-Agent: {word}\r\nReferer: {word}\r\nX-Forwarded-For: {word}",
        }[what]
        token = "" if what == "token" else f"\r\nAuthorization: Bearer {stage.admin.token}"
        body = f'{{"subject":"{word}","{word}":1'.encode() if what == "body" else b""
        request = f"{head}{token}\r\nHost: x\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        with socket.create_connection(("127.0.0.1", stage.hub.port), 10) as line:
            try:
                line.sendall(request)
                while line.recv(65_536):
                    pass
            except OSError:
                pass
    equal(stage.admin.call("GET", "/healthz").status, 200, "the hub afterwards")


def commands(hub, canaries):
    name, slug = canaries.new("company"), "made-by-hand"
    made = hub.create_tenant(slug, name, f"{canaries.new('boss')}@made.example")
    canaries.planted += [made["token"], made["password"]]
    agent = hub.command("agent", "create", "--tenant", slug, f"{canaries.new('mail')}@made.example", "--name", name)
    canaries.planted += [agent["token"], agent["password"]]
    for arguments in (["token", "create", "--tenant", canaries.new("slug"), "--agent", "a@b.example"], ["token"]):
        subprocess.run([str(BINARY), *arguments, "--data", str(hub.data)], capture_output=True, timeout=30, check=False)
    # What is no request at all, on the hub's own socket.
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(hub.data / "baton.sock"))
        line.sendall(f'{{"createToken":{{"tenant":"{canaries.new("socket")}"}}}}\n'.encode())
        line.recv(1_000)


def fails(stage, canaries, gone):
    """The bytes of a file are put aside behind the hub's back: it says so, by ids and hashes alone."""
    desk, name = stage.admin, canaries.new("file")
    ticket = desk.post("tickets", {"subject": canaries.new("subject")})["id"]
    content = canaries.new("bytes").encode()
    attachment = desk.upload(ticket, name, content, audience="partner")["id"]
    settle(Settling(stage))
    for path in (stage.hub.data / "blobs").rglob("*"):
        if path.is_file() and path.read_bytes() == content:
            gone[path] = path.rename(stage.hub.data.with_name(f"aside-{len(gone)}"))
    connection = http.client.HTTPConnection("127.0.0.1", stage.hub.port, timeout=10)
    connection.request("GET", f"/api/v1/attachments/{attachment}", headers={"Authorization": f"Bearer {desk.token}"})
    require(connection.getresponse().status >= 500, "a file whose bytes are gone is served")
    require("unexpected failure" in stage.hub.log_tail(), "the failure is not in the log")


class Settling:
    """The two desks of a stage, as `settle` wants them."""

    def __init__(self, stage):
        self.admins: dict[str, Desk] = {"alpha": stage.admin, "beta": stage.other}


def crooked(log):
    for number, line in enumerate(log.split("\n")[:-1], 1):
        try:
            entry = json.loads(line)
        except ValueError:
            yield f"line {number} is no JSON: {line[:200]!r}"
            continue
        if not {"at", "level", "from", "message"} <= entry.keys() or "forged" in line:
            yield f"line {number}: {line[:200]!r}"
        if len(line) > 20_000:
            yield f"line {number} has {len(line)} characters"
        odd = {character for character in line if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs")}
        if odd or re.search("[\ud800-\udfff]", line):
            yield f"line {number} has {odd}"


if __name__ == "__main__":
    sys.exit(main())
