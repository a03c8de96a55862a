"""Any desk, bridged as its admin describes it: python3 describing.py [--data DIR]

A sample is pointed at, requests are written down; then tickets go both ways, the hub killed in between.
"""

import argparse
import hashlib
import hmac
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from desk import Desk
from far import proved
from far.bridged import until
from far.described_desk import SECRET, TOKEN, DescribedDesk, described, now
from hub import BINARY, Hub
from report import Report, equal, require

CANARY = "canary-9e02-internal"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-describing-"))
    report = Report()
    hub = Hub(folder / "hub", options=["--egress-allow", "127.0.0.0/8"])
    hub.start_or_fail()
    story = Story(hub)
    for name, chapter in (
        ("what a sample says is seen before anything is saved", story.sample),
        ("A43, A44, A57: a recorded webhook is read from the command line, as it would be when it came", story.recorded),
        ("what is wrong with a description is told, all of it", story.bad_input),
        ("the desk is bridged, and its secrets are shown to nobody", story.set_up),
        ("A41, A43, A44, A57: a webhook that is not proved is not taken, and one that comes twice is heard once", story.forged),
        ("A45: a body that is not what it says is refused", story.malformed),
        ("a ticket that is born there is offered, worked on and done", story.born_there),
        ("a ticket that is handed over is made there, and comes back done", story.handed_over),
        ("A42, A52: another connection's secret opens nothing, and no name makes somebody of a stranger", lambda: proved.strangers(story)),
        ("A53, A55, A56, A59: files are fetched from where the hub may go, and by no redirect to elsewhere", lambda: proved.addresses(story)),
        ("F11: the same webhook a thousand times, fifty at once, has one effect and one answer", lambda: proved.doubled(story)),
        ("F12: of sixty-four webhooks in any order each is heard once, and the newest status stands", lambda: proved.reordered(story)),
        ("F21: a status that nobody knows is kept, and applied once the mapping knows it", story.unknown_status),
        ("F21: what a far side said before the hub's own word does not undo it, also where it bears no time", story.overtaken),
        ("F14, F15: a far side that fails is asked again; what it refuses is parked, and said so", story.failing),
        ("while the hub is killed every moment nothing is lost or doubled", story.killed),
    ):
        report.group(name, chapter)
    leaks = [path for _, path, raw in story.far.requests if CANARY.encode() in raw]
    report.all("A39: no internal word is there", leaks)
    code, words = hub.doctor()
    report.check("the doctor finds nothing", code == 0, words)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    story.far.server.shutdown()
    if report.failed:
        print(f"data and log: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


class Story:
    def __init__(self, hub):
        self.hub = hub
        self.far = DescribedDesk()
        self.vendor = Desk(hub, "vendor", "Vendor", hub.create_tenant("vendor", "Vendor", "boss@vendor.example")["token"])
        self.settings = described(self.far.url)

    def read(self, sample, **settings):
        body = {"settings": {**self.settings, **settings}, "sample": sample}
        return self.vendor.post("connectors/webhook/try", body)

    def sample(self):
        sample = json.dumps({"event": {"id": 5, "at": now()}, "ticket": {"id": 4711, "subject": "Pump", "status": "Open"}})
        seen = self.read(sample)
        equal(seen["reports"][0]["ticket"]["id"], "4711", "the ticket's id")
        equal(seen["reports"][0]["subject"], "Pump", "its subject")
        at = next(one for one in seen["found"] if one["setting"] == "status")
        equal((at["place"], at["value"]), ("$['ticket']['status']", "Open"), "where the status stands")
        silent = {one["pointer"] for one in seen["findings"] if not one["refused"]}
        require({"/settings/description", "/settings/priority", "/settings/comment"} <= silent, silent)
        opened = next(one for one in seen["requests"] if one["setting"] == "on_open")
        equal(opened["url"], f"{self.far.url}/tickets", "where a new ticket would go")
        json.loads(opened["body"])
        require(TOKEN not in str(seen), "a secret is shown")
        seen = self.read(sample, ticket_id="$.ticket.number")
        refusing = [one["pointer"] for one in seen["findings"] if one["refused"]]
        equal((seen["reports"], refusing), ([], ["/settings/ticket_id"]), "a sample without what must be there")
        equal([one["pointer"] for one in self.read("no json")["findings"] if one["refused"]], ["/sample"], "no JSON")
        light = Desk(self.hub, "vendor", "Vendor", self.hub.create_agent("vendor", "lea@vendor.example", "Lea", "agent"))
        equal(light.status_of("POST", "connectors/webhook/try", {"settings": {}, "sample": "{}"}), 403, "an agent")
        equal(self.vendor.status_of("POST", "connectors/fax/try", {"settings": {}, "sample": "{}"}), 404, "no such kind")

    def recorded(self):
        folder = self.hub.data.parent
        stamp = str(int(time.time()) - 86_400)
        then = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(int(stamp)))
        ticket = {"id": 4711, "subject": "Pump", "status": "open", "priority": "high"}
        words = {"id": 1, "text": "It is dead.", "public": True, "author": "Frank"}
        body = json.dumps({"event": {"id": 5, "at": then}, "ticket": ticket, "comments": [words]}).encode()
        (folder / "body.json").write_bytes(body)
        secrets = {"hook_secret": SECRET, "token": TOKEN}
        (folder / "settings.json").write_text(json.dumps({"settings": self.settings, "secrets": secrets}))
        code = hmac.new(SECRET.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()

        def replay(*more, sign=code, connector="webhook", body="body.json"):
            command = [str(BINARY), "connector", "replay", connector, str(folder / body)]
            command += ["--settings", str(folder / "settings.json"), *more]
            command += ["--header", f"X-Signature: v1={sign}", "--header", f"X-Time: {stamp}"]
            said = subprocess.run(command, capture_output=True, text=True, timeout=30)
            return said.returncode, said.stdout + said.stderr

        code, said = replay("--at", then)
        equal(code, 0, f"the exit code: {said}")
        for part in ("reports 1 thing", "4711 Pump", "status open means inProgress", "priority high means high",
                     "Frank says (heard as public): It is dead.", "would be opened"):
            require(part in said, f"“{part}” in {said}")
        code, said = replay("--at", then, "--json")
        line = json.loads(said)
        equal((line["mapping"]["status"], line["mapping"]["opens"]), ("inProgress", True), "what the mapping makes of it")
        equal(line["report"]["ticket"]["id"], "4711", "the ticket's id")
        mapping = self.vendor.get("connectors")["items"]
        mapping = next(kind["mapping"] for kind in mapping if kind["connector"] == "webhook")
        statuses = [one for one in mapping["statuses"] if one["id"] != "open"]
        (folder / "mapping.json").write_text(json.dumps({**mapping, "statuses": statuses}))
        code, said = replay("--at", then, "--mapping", str(folder / "mapping.json"))
        require(code == 0 and "would wait until it is" in said, said)
        code, said = replay()
        require(code == 1 and "time is more than five minutes off" in said, f"A43: {said}")
        code, said = replay("--at", then, sign="0" * 64)
        require(code == 1 and "does not prove" in said, f"A57: {said}")
        (folder / "broken.json").write_bytes(body[:-1])
        code, said = replay("--at", then, body="broken.json")
        require(code == 1 and "does not prove" in said, f"A44: {said}")
        for words in (("--at", "yesterday"), ("--header", "nonsense"), ("--mapping", str(folder / "none.json"))):
            equal(replay(*words)[0], 64, f"the exit code for {words}")
        equal(replay(connector="fax")[0], 64, "the exit code for a connector that there is not")
        equal(replay(body="none.json")[0], 64, "the exit code for a file that there is not")

    def bad_input(self):
        for settings, pointer in (
            ({"ticket_id": "ticket.id"}, "/settings/ticket_id"),
            ({"subject": "$["}, "/settings/subject"),
            ({"signature": "none"}, "/settings/signature"),
            ({"on_open": "POST tickets"}, "/settings/on_open"),
            ({"on_comment": "POST /x\nContent-Type: application/json\n\n{{secrets}}"}, "/settings/on_comment"),
            ({"on_status": "POST /x?token={{token}}"}, "/settings/on_status"),
            ({"url": "http://user:word@desk.example"}, "/settings/url"),
            ({"made_ticket_id": ""}, "/settings/made_ticket_id"),
        ):
            body = {
                "connector": "webhook", "name": "Wrong", "settings": {**self.settings, **settings},
                "secrets": {"hook_secret": SECRET, "token": TOKEN},
            }  # fmt: skip
            for path, asked in (("connections", body), ("connectors/webhook/try", {"settings": body["settings"], "sample": "{}"})):
                answer = self.vendor.call("POST", path, asked)
                equal(answer.status, 422, f"{path} with {settings}")
                require(pointer in [error["pointer"] for error in answer.json["errors"]], answer.json)

    def set_up(self):
        body = {
            "connector": "webhook", "name": "Far desk", "settings": self.settings,
            "secrets": {"hook_secret": SECRET, "token": TOKEN},
        }  # fmt: skip
        self.connection = self.vendor.post("connections", body)
        self.far.hook = self.connection["hook_url"]
        equal(self.vendor.post(f"connections/{self.connection['id']}/test", {})["ok"], True, "the try")
        shown = str(self.vendor.get(f"connections/{self.connection['id']}"))
        require(SECRET not in shown and TOKEN not in shown, "a secret is shown")

    def forged(self):
        raw = json.dumps({"event": {"id": "once", "at": now()}, "ticket": {"id": "f1", "subject": "Once", "status": "new"}}).encode()
        equal(self.far.send(raw, secret="a secret of somebody else"), 401, "signed by another")
        equal(self.far.send(raw), 202, "signed")
        equal(self.far.send(raw), 202, "signed again")
        until(lambda: self.handoff("Once"), "it is offered")
        time.sleep(0.5)
        equal(len([1 for one in self.vendor.items("handoffs", direction="in")]), 1, "how often it is offered")

    def malformed(self):
        for raw in (
            b"", b"{", b"null", b"[]", b"{}", b'{"ticket": {"id": "1"}, "ticket": {"id": "2"}}', b"\xef\xbb\xbf{}",
            b'{"ticket": {"id": 1e400}}', b"<html>", b'{"ticket": {"id": "\\ud800"}}', b"[" * 100_000,
        ):  # fmt: skip
            equal(self.far.send(raw), 400, f"{raw[:40]}")

    def handoff(self, subject, direction="in"):
        for one in self.vendor.items("handoffs", direction=direction):
            if self.vendor.get(f"tickets/{one['ticket']['id']}")["subject"] == subject:
                return one
        return None

    def state(self, handoff):
        return self.vendor.get(f"handoffs/{handoff}")["state"]

    def born_there(self):
        far = self.far.open("Pump is dead", "It went off at noon.", "high")
        one = until(lambda: self.handoff("Pump is dead"), "it is offered")
        ticket = self.vendor.get(f"tickets/{one['ticket']['id']}")
        equal((ticket["description"], ticket["priority"]), ("It went off at noon.", "high"), "what it says")
        self.vendor.post(f"handoffs/{one['id']}/accept", {})
        self.far.say(far, "Any news?", True)
        self.far.say(far, "They are angry.", False)
        words = lambda: [(c["audience"], c["author"]["name"], c["body"]) for c in self.vendor.items(f"tickets/{ticket['id']}/comments")]
        until(lambda: len(words()) == 2, "both are heard")
        equal(words(), [("public", "Frank", "Any news?"), ("partner", "Frank", "They are angry.")], "the words")
        self.vendor.post(f"tickets/{ticket['id']}/comments", {"body": CANARY})
        self.vendor.post(f"tickets/{ticket['id']}/comments", {"body": "\"At two\",\n{{token}}", "audience": "partner"})
        told = until(lambda: self.far.tickets[far]["comments"], "our words are there")
        require(told[0][0].endswith(": \"At two\",\n{{token}}") and told[0][1] is False, told)
        self.vendor.post(f"handoffs/{one['id']}/complete", {"resolution": {"code": "fixed", "text": "A new fuse."}})
        until(lambda: self.far.tickets[far]["status"] == "resolved", "it is resolved there")

    def hand_over(self, subject):
        ticket = self.vendor.post("tickets", {"subject": subject, "description": "In rack “4”\\.", "priority": "low"})
        handoff = self.vendor.post(f"tickets/{ticket['number']}/handoffs", {"partnership": self.connection["partnership"]})
        find = lambda: [one["id"] for one in self.far.tickets.values() if one["subject"] == subject]
        far = until(find, f"“{subject}” is there")[0]
        until(lambda: self.state(handoff["id"]) == "accepted", "it is accepted")
        return ticket["id"], handoff["id"], far

    def handed_over(self):
        ticket, handoff, far = self.hand_over("Fan is loud")
        equal(self.far.tickets[far]["text"].splitlines()[0], "In rack “4”\\.", "its words")
        equal(self.far.tickets[far]["priority"], "low", "its priority")
        self.far.set(far, "hold")
        until(lambda: self.vendor.get(f"tickets/{ticket}")["status"]["category"] == "onHold", "it is on hold here")
        self.vendor.patch(f"tickets/{ticket}", {"priority": "urgent"})
        until(lambda: self.far.tickets[far]["priority"] == "urgent", "the priority there")
        self.far.say(far, "A new fan is in.", True)
        self.far.set(far, "resolved")
        until(lambda: self.state(handoff) == "completed", "it is done")

    def unknown_status(self):
        ticket, handoff, far = self.hand_over("Door squeaks")
        self.far.set(far, "waiting for oil")
        path = f"connections/{self.connection['id']}"
        parked = until(lambda: self.vendor.items(f"{path}/reports", state="parked"), "it is kept")
        require("waiting for oil" in parked[0]["reason"], parked)
        mapping = self.vendor.get(path)["mapping"]
        mapping["statuses"].append({"id": "waiting for oil", "name": "Waiting for oil", "category": "onHold"})
        self.vendor.patch(path, {"mapping": mapping})
        self.vendor.post(f"{path}/reports/{parked[0]['id']}/retry", {})
        until(lambda: self.vendor.get(f"tickets/{ticket}")["status"]["category"] == "onHold", "it is applied")

    def overtaken(self):
        path = f"connections/{self.connection['id']}"
        self.vendor.patch(path, {"settings": {**self.settings, "time": None}})
        far = self.far.open("Gate sticks", "Since the frost.")
        handoff = until(lambda: self.handoff("Gate sticks"), "it is offered")["id"]
        self.vendor.post(f"handoffs/{handoff}/accept", {})
        until(lambda: self.far.tickets[far]["status"] == "open", "it is open there")
        self.far.tell(self.far.tickets[far])
        self.vendor.post(f"handoffs/{handoff}/complete", {"resolution": {"code": "fixed", "text": "Oiled."}})
        until(lambda: self.far.tickets[far]["status"] == "resolved", "it is resolved there")
        until(lambda: not self.vendor.items(f"{path}/deliveries", state="waiting"), "the hub knows that it is told")
        words = {"id": "late-1", "text": "Still stuck.", "public": True, "author": "Frank"}
        self.far.tell({**self.far.tickets[far], "status": "open"}, comments=[words])
        ticket = self.vendor.get(f"handoffs/{handoff}")["ticket"]["number"]
        said = lambda: [one["body"] for one in self.vendor.items(f"tickets/{ticket}/comments")]  # noqa: E731
        until(lambda: "Still stuck." in said(), "what was said with it is heard")
        equal(self.vendor.get(f"handoffs/{handoff}")["state"], "completed", "the state after a late word")
        late = [one for one in self.vendor.items(f"{path}/reports", state="done") if one["reason"]]
        require(len(late) == 1 and "may be older" in late[0]["reason"], late)
        # Once its own word has come back, the same is news.
        self.far.tell({**self.far.tickets[far], "status": "resolved"})
        self.far.tell({**self.far.tickets[far], "status": "open"})
        until(lambda: self.vendor.get(f"handoffs/{handoff}")["state"] == "accepted", "it is not solved")
        self.vendor.patch(path, {"settings": self.settings})

    def failing(self):
        ticket, handoff, far = self.hand_over("Belt slips")
        path = f"connections/{self.connection['id']}/deliveries"
        self.far.refusing = 503
        self.vendor.post(f"tickets/{ticket}/comments", {"body": "Later.", "audience": "partner"})
        until(lambda: [1 for one in self.far.requests if b"Later." in one[2]][1:], "it is tried again")
        self.far.refusing = None
        until(lambda: self.far.tickets[far]["comments"], "it gets through")
        self.far.refusing = 422
        self.vendor.post(f"tickets/{ticket}/comments", {"body": "Never.", "audience": "partner"})
        parked = until(lambda: self.vendor.items(path, state="parked"), "it is parked")
        tries = self.vendor.get(f"{path}/{parked[0]['id']}")["attempts"]
        require(tries and tries[-1]["excerpt"], tries)
        equal(tries[-1]["cause"], {"word": "refused", "values": {"status": "422"}}, "why, as a word")
        require("refused it, with HTTP status 422" in tries[-1]["detail"], tries)
        in_dutch = self.vendor.call("GET", f"{path}/{parked[0]['id']}", headers={"Accept-Language": "nl"}).json["attempts"]
        require("HTTP-status 422" in in_dutch[-1]["detail"], in_dutch)
        self.far.refusing = None
        self.vendor.post(f"{path}/{parked[0]['id']}/retry", {})
        until(lambda: len(self.far.tickets[far]["comments"]) == 2, "it gets through once a person says so")

    def killed(self):
        ticket, handoff, far = self.hand_over("Lamp flickers")
        over = threading.Event()

        def kill():
            while not over.wait(1.1):
                self.hub.kill()
                self.hub.start_or_fail()

        killer = threading.Thread(target=kill)
        killer.start()
        try:
            for count in range(12):
                self.vendor.post(f"tickets/{ticket}/comments", {"body": f"Ours {count}.", "audience": "partner"})
                self.far.say(far, f"Theirs {count}.", False)
                time.sleep(0.4)
        finally:
            over.set()
            killer.join()
        ours = lambda: [words.rpartition(" ")[2] for words, _ in self.far.tickets[far]["comments"]]
        theirs = lambda: [c["body"] for c in self.vendor.items(f"tickets/{ticket}/comments") if c["body"].startswith("Theirs")]
        until(lambda: len(ours()) >= 12 and len(theirs()) >= 12, "all is at both", 90)
        time.sleep(2)
        equal(ours(), [f"{count}." for count in range(12)], "ours there, in order and once")
        equal(theirs(), [f"Theirs {count}." for count in range(12)], "theirs here")


if __name__ == "__main__":
    sys.exit(main())
