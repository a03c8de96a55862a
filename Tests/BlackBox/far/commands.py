"""What the command line says of connectors and connections, to a real far side."""

import json
import subprocess

from hub import BINARY
from report import equal, require


def files_of_mappings(story):
    def check(mapping, *more):
        path = story.hub.data.parent / "mapping.json"
        path.write_text(mapping if isinstance(mapping, str) else json.dumps(mapping))
        command = [str(BINARY), "connector", "check", "requesttracker", str(path), *more]
        said = subprocess.run(command, capture_output=True, text=True, timeout=30)
        return said.returncode, said.stdout + said.stderr

    listed = subprocess.run([str(BINARY), "connector", "list"], capture_output=True, text=True, check=True).stdout
    require("requesttracker" in listed, listed)
    schema = subprocess.run(
        [str(BINARY), "connector", "schema", "requesttracker"], capture_output=True, text=True, check=True
    ).stdout
    equal(json.loads(schema)["mapping"], story.connection["mapping"], "the standard mapping")
    equal(check(story.connection["mapping"])[0], 0, "the exit code for a mapping that holds")
    code, words = check({**story.connection["mapping"], "shows": {"new": "no such"}}, "--json")
    equal(code, 1, "the exit code for one that does not")
    require("/shows/new" in [json.loads(line)["pointer"] for line in words.splitlines()], words)
    for broken in ("{", "[]", '{"statuses": []}'):
        code, words = check(broken)
        require(code == 64 and "is no mapping" in words, words)


def asked(story):
    def test(*words, given=None):
        command = [str(BINARY), "connector", "test", *words]
        said = subprocess.run(command, input=given, capture_output=True, text=True, timeout=60)
        return said.returncode, said.stdout + said.stderr

    name = ("requesttracker", "-", "--egress-allow", "127.0.0.0/8")
    whole = {"settings": story.settings(), "secrets": {"token": story.far.tokens["baton"]}}
    code, words = test(*name, given=json.dumps(whole))
    equal((code, "“baton”" in words), (0, True), f"a test call by a file: {words}")
    code, words = test(*name, "--json", given=json.dumps(whole))
    equal(json.loads(words), {"ok": True, "account": "baton", "unknown": [], "detail": None}, "the same as JSON")
    code, words = test(*name, given=json.dumps({**whole, "secrets": {"token": "1-1-wrong"}}))
    require(code == 1 and "does not accept the key" in words, f"{code}: {words}")
    code, words = test("requesttracker", "-", given=json.dumps(whole))
    require(code == 1 and "not one that this hub may ask" in words, f"A53: {code}: {words}")
    for given, what in (
        (json.dumps({"settings": {}}), "/settings/url is required"),
        ("{", "is no JSON"),
        ("[]", "no object"),
    ):
        code, words = test(*name, given=given)
        require(code == 64 and what in words, f"{code}: {words}")
    desk = ("--tenant", "vendor", "--connection", story.connection["id"], "--data", str(story.hub.data))
    code, words = test(*desk)
    equal((code, "“baton”" in words), (0, True), f"a test call of a connection: {words}")
    code, words = test("--tenant", "partner", *desk[2:])
    require(code == 1 and "has no connection" in words, f"another desk's: {words}")
    for wrong in ((), ("requesttracker",), desk[:2], (*name[:2], *desk)):
        code, words = test(*wrong, given="{}")
        equal(code, 64, f"the exit code for {wrong}: {words}")
    for command in ("test", "replay"):
        said = subprocess.run([str(BINARY), "connector", command, "--help"], capture_output=True, text=True, timeout=30)
        require(said.returncode == 0 and "--connection" in said.stdout, said.stdout)


def replayed(story):
    """What it says of a connection, all that is parked of which is tried again."""
    desk = ("--tenant", "vendor", "--connection", story.connection["id"], "--data", str(story.hub.data), "--json")
    said = subprocess.run([str(BINARY), "connector", "replay", *desk], capture_output=True, text=True, timeout=60, check=True)
    return json.loads(said.stdout)
