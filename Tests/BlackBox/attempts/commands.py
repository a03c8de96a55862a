"""What an operator may get wrong: told in a sentence, with an exit code, without the names of our types."""

import os
import re
import shutil
import socket
import subprocess
import time

from hub import BINARY


def attempt(stage):
    _refused_beside_the_hub(stage)
    _second_hub(stage)
    _key_file(stage)
    _ends_in_time(stage)


def _refused_beside_the_hub(stage):
    data = ["--data", str(stage.hub.data)]
    mail = ["--admin", "x@new.example"]
    serve, server = ["serve", *data], ["--smtp-url", "smtp://mail.example.com", "--smtp-from", "a@b.example"]
    password = ["--smtp-user", "u", "--smtp-password-file", "/etc/hostname"]
    person = ["agent", "create", "--tenant", "alpha", "x@y.example", "--name", "X"]
    for name, arguments, said in (
        ("no command of ours", ["explode"], "explode"),
        ("no slug", ["tenant", "create"], "<slug>"),
        ("a slug taken", ["tenant", "create", "alpha", "--name", "A", *mail, *data], "already"),
        ("a slug in capitals", ["tenant", "create", "ALPHA", "--name", "A", *mail, *data], "slug"),
        ("no address", ["tenant", "create", "new", "--name", "A", "--admin", "nobody", *data], "nobody"),
        ("an unknown tenant", ["token", "create", "--tenant", "nix", "--agent", "x@new.example", *data], "nix"),
        ("an unknown agent", ["token", "create", "--tenant", "alpha", "--agent", "x@new.example", *data], "x@new"),
        ("an unknown role", [*person, "--role", "boss", *data], "role"),
        ("an address to listen on that is none", ["serve", "--listen", "nonsense"], "HOST:PORT"),
        ("a mail server that is none", [*serve, *server, "--smtp-url", "http://x"], "--smtp-url"),
        ("mail from nobody", [*serve, *server[:2]], "--smtp-from"),
        ("a sender without a server", [*serve, *server[2:]], "--smtp-url"),
        ("a sender with a header in it", [*serve, *server, "--smtp-from", "a@b.example\r\nBcc: c@d.e"], "address"),
        ("a password in the open", [*serve, *server, *password, "--smtp-tls", "none"], "require"),
        ("a password file that is not there", [*serve, *server, *password[:3], "/no-such-file"], "read"),
        ("no way of encrypting", [*serve, *server, "--smtp-tls", "perhaps"], "opportunistic"),
        ("a range that is none", [*serve, "--egress-allow", "10.1.2.3/8"], "--egress-allow"),
        ("authorities that are not there", [*serve, "--egress-ca", "/no-such-file"], "read"),
        ("authorities that are none", [*serve, "--egress-ca", "/etc/hostname"], "PEM"),
        ("no such hub", ["doctor", "--data", str(stage.hub.data.with_name("no-hub"))], "no hub"),
    ):
        _refused(stage, name, arguments, said)
    made = stage.hub.data.with_name("no-hub").exists()
    stage.report.check("command: looking for a hub makes none", not made)
    help_text = _run(["tenant", "create", "--help"])
    stage.report.check("command: help is given", help_text.returncode == 0 and "--admin" in help_text.stdout)


def _second_hub(stage):
    other = stage.hub.data.with_name("other hub")
    listen = ["--listen", f"127.0.0.1:{stage.hub.port}"]
    same = ["serve", "--data", str(stage.hub.data), *listen]
    _refused(stage, "a second hub on the same data", same, "another process")
    _refused(stage, "a port in use", ["serve", "--data", str(other), *listen], "cannot listen")
    nowhere = ["--listen", "no-such-host.invalid:80"]
    _refused(stage, "a host that is none", ["serve", "--data", str(other), *nowhere], "cannot listen")


def _key_file(stage):
    """On a copy, for the hub that runs keeps its own."""
    data = stage.hub.data.with_name("copy")
    other = stage.hub.data.with_name("other hub")
    stage.hub.terminate()
    shutil.copytree(stage.hub.data, data)
    keys = data / "baton.keys"
    good = keys.read_bytes()
    for name, change, said in (
        ("is missing", keys.unlink, "no key file"),
        ("is another hub's", lambda: shutil.copy(other / "baton.keys", keys), "not the key file"),
        ("is cut short", lambda: keys.write_bytes(good[:-20]), "not a key"),
        ("is empty", lambda: keys.write_bytes(b""), "not begin"),
        ("may be read by all", lambda: (keys.write_bytes(good), keys.chmod(0o644)), "chmod"),
    ):
        change()
        _refused(stage, f"the key file {name}", ["serve", "--data", str(data), "--listen", "127.0.0.1:0"], said)
        keys.write_bytes(good)
        keys.chmod(0o600)
    shutil.rmtree(data)
    stage.hub.start_or_fail()


def _ends_in_time(stage):
    """Whatever is under way: an upload, a body that does not come, a download that nobody takes."""
    token = f"Authorization: Bearer {stage.admin.token}\r\n"
    json = "Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
    form = "Content-Type: multipart/form-data; boundary=bb\r\nContent-Length: 1000000\r\n\r\n--bb\r\n"
    part = 'Content-Disposition: form-data; name="file"; filename="half"\r\n\r\n' + "h" * 200_000
    large = stage.admin.upload(stage.ticket, "large.bin", b"l" * 20_000_000)["id"]
    requests = (
        f"POST /api/v1/tickets/{stage.ticket}/attachments HTTP/1.1\r\nHost: x\r\n{token}{form}{part}",
        f"POST /api/v1/teams HTTP/1.1\r\nHost: x\r\n{token}{json}",
        f"GET /api/v1/attachments/{large} HTTP/1.1\r\nHost: x\r\n{token}\r\n",
        "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /hea",
    )
    lines = []
    for request in requests:
        line = socket.create_connection(("127.0.0.1", stage.hub.port), 10)
        line.sendall(request.encode())
        lines.append(line)
    time.sleep(0.3)
    started = time.monotonic()
    code = stage.hub.terminate()
    took = time.monotonic() - started
    name = f"SIGTERM amid {len(lines)} requests: ends with {code} after {took:.1f} s"
    stage.report.check(name, code == 0 and took < 2)
    for line in lines:
        line.close()
    stage.hub.start_or_fail()
    halves = [path for path in stage.hub.data.rglob("*") if path.is_file() and path.stat().st_size == 200_000]
    stage.report.check("nothing of the half upload is left", not halves, halves)


def _refused(stage, name, arguments, said):
    done = _run(arguments)
    words = done.stderr
    # Log lines are JSON; the refusal is for people.
    told = " ".join(line for line in words.splitlines() if not line.startswith("{"))
    fine = done.returncode not in (0, None) and said in told and not _shows_insides(told)
    stage.report.check(f"command: {name} -> exit {done.returncode}", fine, words or done.stdout)


def _shows_insides(words):
    insides = ("NSCocoa", "Error Domain", 'unavailable("', "Fatal", "errno", ".swift")
    # An address in memory begins a word; a name by chance, such as a key's, may have the same two characters within.
    return any(inside in words for inside in insides) or re.search(r"\b0x", words) is not None


def _run(arguments):
    environment = {**os.environ, "SWIFT_BACKTRACE": "enable=no"}
    try:
        return subprocess.run(
            [str(BINARY), *arguments], capture_output=True, text=True, timeout=20, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(arguments, None, "", "still running after 20 s")
