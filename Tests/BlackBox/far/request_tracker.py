"""A Request Tracker of the tests' own, from Debian's packages: its own configuration, SQLite file, port and token."""

import atexit
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

from hub import free_port

LIBRARY = "/usr/share/request-tracker5/lib"
SERVER = "/usr/share/request-tracker5/libexec/rt-server"

SITE = """\
Set($rtname, 'far');
Set($Organization, 'far.example');
Set($CorrespondAddress, 'rt@far.example');
Set($CommentAddress, 'rt-comment@far.example');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($WebBaseURL, 'http://127.0.0.1:{port}');
Set($WebPath, '');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/var/rt5');
{mail}Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($LogToFile, undef);
Set($MasonDataDir, '{folder}/mason');
Set($MasonSessionDir, '{folder}/session');
Set($WebSessionClass, 'Apache::Session::File');
1;
"""

#: Two people: the hub's own user, and an agent of the far desk's; each with a token.
PEOPLE = """\
use lib '{library}';
use RT -init;
my $system = RT->SystemUser;
for my $person (['baton', 'Baton'], ['frank', 'Frank Farmer']) {{
  my $user = RT::User->new($system);
  $user->Create(Name => $person->[0], RealName => $person->[1], EmailAddress => "$person->[0]\\@far.example",
    Privileged => 1);
  $user->PrincipalObj->GrantRight(Right => 'SuperUser', Object => $RT::System);
  my $token = RT::AuthToken->new($system);
  my ($ok, $words, $secret) = $token->Create(Owner => $user->Id, Description => 'tests');
  print "$person->[0] $secret\\n";
}}
"""


class RequestTracker:
    queue = "General"
    #: how its mails leave, as lines of its configuration
    mail = "Set($MailCommand, 'testfile');\n"

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="baton-far-"))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.tokens = {}
        self.process = None
        for name in ("var", "mason", "session", "none"):
            (self.folder / name).mkdir()
        site = self.folder / "RT_SiteConfig.pm"
        site.write_text(SITE.format(port=self.port, folder=self.folder, mail=self.mail))
        self.environment = {
            **os.environ,
            "RT_SITE_CONFIG": str(site),
            "RT_SITE_CONFIG_DIR": str(self.folder / "none"),
        }
        atexit.register(self.stop)

    def start(self):
        self._run("rt-setup-database-5", "--action", "init", "--skip-create")
        script = self.folder / "people.pl"
        script.write_text(PEOPLE.format(library=LIBRARY))
        for line in self._run("perl", str(script)).splitlines():
            name, _, token = line.partition(" ")
            self.tokens[name] = token
        self.serve()

    def serve(self):
        log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen(
            # A worker that is replaced after its hundredth request keeps the others waiting for half a minute.
            [SERVER, "--server", "Starlet", "--host", "127.0.0.1", "--port", str(self.port), "--max-workers", "4"]
            + ["--max-requests", "1000000"],
            env=self.environment,
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                self.ask("GET", "rt")
                return
            except (OSError, urllib.error.URLError):
                time.sleep(0.2)
        raise RuntimeError("Request Tracker does not answer")

    def stop(self):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(20)
        self.process = None

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, *command):
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stdout[-500:]} {done.stderr[-500:]}")
        return done.stdout

    def ask(self, method, path, body=None, by="frank", **query):
        """One request as one of its people."""
        address = f"{self.url}/REST/2.0/{path}"
        if query:
            address += "?" + urllib.parse.urlencode(query)
        request = urllib.request.Request(
            address,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"token {self.tokens[by]}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def open(self, subject, words, requester="rita@far.example", **more):
        """A new ticket; its number."""
        ticket = {
            "Queue": self.queue,
            "Subject": subject,
            "Requestor": requester,
            "Content": words,
            "ContentType": "text/plain",
            **more,
        }
        return int(self.ask("POST", "ticket", ticket)["id"])

    def ticket(self, number):
        return self.ask("GET", f"ticket/{number}")

    def status(self, number):
        return self.ticket(number)["Status"]

    def set(self, number, **values):
        return self.ask("PUT", f"ticket/{number}", values)

    def reply(self, number, words):
        self.ask("POST", f"ticket/{number}/correspond", {"Content": words, "ContentType": "text/plain"})

    def comment(self, number, words):
        self.ask("POST", f"ticket/{number}/comment", {"Content": words, "ContentType": "text/plain"})

    def attach(self, number, name, content, kind="comment"):
        import base64

        self.ask(
            "POST",
            f"ticket/{number}/{kind}",
            {
                "Content": f"see {name}",
                "ContentType": "text/plain",
                "Attachments": [
                    {
                        "FileName": name,
                        "FileType": "application/octet-stream",
                        "FileContent": base64.b64encode(content).decode(),
                    }
                ],
            },
        )

    def said(self, number):
        """What people wrote: (kind, who, words), oldest first; kind is Create, Correspond or Comment."""
        history = self.ask("GET", f"ticket/{number}/history", fields="Type,Creator", per_page=100)
        found = []
        for item in history["items"]:
            if item["Type"] not in ("Create", "Correspond", "Comment"):
                continue
            parts = self.ask(
                "GET", f"transaction/{item['id']}/attachments", fields="Content,ContentType,Filename", per_page=50
            )
            words = [
                part.get("Content") or ""
                for part in parts["items"]
                if part["ContentType"] == "text/plain" and not part.get("Filename")
            ]
            found.append((item["Type"], item["Creator"]["id"], "\n".join(words).strip()))
        return found

    def files(self, number):
        """The files on a ticket, by their names."""
        import base64

        listed = self.ask("GET", f"ticket/{number}/attachments", fields="Filename", per_page=100)
        found = {}
        for item in listed["items"]:
            if item.get("Filename"):
                whole = self.ask("GET", f"attachment/{item['id']}")
                found[item["Filename"]] = base64.b64decode(whole["Content"])
        return found

    def newest(self):
        """The number of the newest ticket; 0 where there is none."""
        listed = self.ask("GET", "tickets", query="id > 0", orderby="id", order="DESC", per_page=1)
        return int(listed["items"][0]["id"]) if listed["items"] else 0
