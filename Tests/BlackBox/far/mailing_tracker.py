"""The same Request Tracker, reached and heard by mail alone: a Postfix pipes into its gateway, and takes what it sends.

Its commands by mail are an extension of Debian's that lies beside its packages; it is fetched once, and not installed.
"""

import os
import pathlib
import shutil
import subprocess
import tempfile
import textwrap

from far.request_tracker import LIBRARY, RequestTracker
from hub import ROOT

EXTENSION = "librt-extension-commandbymail-perl"

#: A mail that comes twice is taken once, as `formail -D` would do it; what the gateway does not take is brought again.
GATE = """\
#!/usr/bin/python3
import email, fcntl, subprocess, sys
action = "comment" if sys.argv[1] == "rt-comment" else "correspond"
raw = sys.stdin.buffer.read()
name = email.message_from_bytes(raw)["Message-ID"] or ""
with open("{folder}/known", "a+") as known:
    fcntl.flock(known, fcntl.LOCK_EX)
    known.seek(0)
    if name and name in known.read().splitlines():
        sys.exit(0)
    done = subprocess.run(
        ["rt-mailgate-5", "--queue", "General", "--action", action, "--url", "{url}", "--timeout", "60"], input=raw)
    if done.returncode:
        sys.exit(75)
    known.write(name + "\\n")
"""

SENDING = """\
#!/usr/bin/python3
import email, email.utils, smtplib, sys
message = email.message_from_bytes(sys.stdin.buffer.read())
people = [address for field in ("To", "Cc", "Bcc") for _, address in email.utils.getaddresses(message.get_all(field, []))]
del message["Bcc"]
sender = email.utils.parseaddr(message.get("From", ""))[1]
with smtplib.SMTP("127.0.0.1", {port}, timeout=60) as client:
    client.sendmail(sender, people, message.as_bytes())
"""

MAIL = """\
Set($MailCommand, 'sendmailpipe');
Set($SendmailPath, '{folder}/sending');
Set($RTAddressRegexp, '^rt(-comment)?\\@far\\.example$');
Set(@MailPlugins, qw(Auth::MailFrom Action::CommandByMail));
Plugin('RT::Extension::CommandByMail');
"""

#: As the connector's README tells the admin: who writes, who is told, and by which template.
WATCHING = r"""
use lib '{library}';
use RT -init;
my $system = RT->SystemUser;
my $queue = RT::Queue->new($system);
$queue->Load('General');
my %people;
for my $person (['hub', 'Baton', '{writing}'], ['hub-watch', 'Baton watches', '{secret}']) {{
  my $user = RT::User->new($system);
  my ($ok, $words) = $user->Create(Name => $person->[0], RealName => $person->[1], EmailAddress => $person->[2], Privileged => 1);
  die $words unless $ok;
  $people{{$person->[0]}} = $user;
}}
for my $right (qw(SeeQueue ShowTicket CreateTicket ReplyToTicket CommentOnTicket ModifyTicket)) {{
  my ($ok, $words) = $people{{hub}}->PrincipalObj->GrantRight(Right => $right, Object => $queue);
  die $words unless $ok;
}}
my ($added, $why) = $queue->AddWatcher(Type => 'AdminCc', PrincipalId => $people{{'hub-watch'}}->PrincipalId);
die $why unless $added;
my $template = RT::Template->new($system);
my ($made, $fault) = $template->Create(Queue => 0, Name => 'Baton', Type => 'Perl', Content => <<'END');
RT-Attach-Message: yes
Baton-Status: {{$Ticket->Status}}

{{$Transaction->CreatedAsString}}: Request {{$Ticket->id}} was acted upon.
 Transaction: {{$Transaction->Description}}
       Queue: {{$Ticket->QueueObj->Name}}
     Subject: {{$Transaction->Subject || $Ticket->Subject || "(No subject given)"}}
       Owner: {{$Ticket->OwnerObj->Name}}
  Requestors: {{$Ticket->RequestorAddresses}}
      Status: {{$Ticket->Status}}
 Ticket <URL: {{RT->Config->Get('WebURL')}}Ticket/Display.html?id={{$Ticket->id}} >


{{$Transaction->Content()}}
END
die $fault unless $made;
my $scrips = RT::Scrips->new($system);
$scrips->UnLimit;
while (my $scrip = $scrips->Next) {{
  next unless $scrip->Description =~ /^On (Create|Correspond|Comment) Notify (Owner and )?AdminCcs/;
  my ($ok, $words) = $scrip->SetTemplate('Baton');
  die $words unless $ok;
}}
my $scrip = RT::Scrip->new($system);
my ($ok, $words) = $scrip->Create(Queue => 0, Description => 'On Status Change Notify AdminCcs',
  ScripCondition => 'On Status Change', ScripAction => 'Notify AdminCcs', Template => 'Baton');
die $words unless $ok;
print "watched\n";
"""


def extension():
    """The folder of the extension's modules, which is fetched if it is not there yet."""
    kept = ROOT / ".build" / "command-by-mail"
    found = list(kept.rglob("RT/Extension/CommandByMail.pm"))
    if not found:
        kept.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["apt-get", "download", EXTENSION], cwd=folder, check=True, capture_output=True, timeout=120)
            package = next(pathlib.Path(folder).glob("*.deb"))
            subprocess.run(["dpkg", "-x", package, kept], check=True, capture_output=True, timeout=60)
        found = list(kept.rglob("RT/Extension/CommandByMail.pm"))
    return found[0].parents[2]


class MailingTracker(RequestTracker):
    """Its Postfix is told by `services` how mail comes in, and must be given to `send_through` before it starts."""

    def __init__(self):
        self.gate = pathlib.Path(tempfile.mkdtemp(prefix="baton-gate-"))
        self.gate.chmod(0o777)
        self.mail = MAIL.format(folder=self.gate)
        super().__init__()
        self.environment["PERL5LIB"] = str(extension())
        (self.gate / "known").touch()
        (self.gate / "known").chmod(0o666)
        self._program("gate", GATE.format(folder=self.gate, url=self.url))

    @property
    def services(self):
        return textwrap.dedent(f"""\
            rtgate unix - n n - 4 pipe
              flags=Rq user=nobody argv={self.gate}/gate ${{user}}
            """)

    def send_through(self, postfix):
        self._program("sending", SENDING.format(port=postfix.port))

    def watch(self, writing, secret):
        """Sets up there what the connector's README says."""
        script = self.folder / "watching.pl"
        script.write_text(WATCHING.format(library=LIBRARY, writing=writing, secret=secret))
        self._run("perl", str(script))
        # A running server would keep the scrips that it has read.
        self.stop()
        self.serve()

    def said(self, number):
        """The same in two questions, however much was said."""
        history = self.ask("GET", f"ticket/{number}/history", fields="Type,Creator", per_page=100)
        fields = "Content,ContentType,Filename,TransactionId"
        words = {}
        for part in self.ask("GET", f"ticket/{number}/attachments", fields=fields, per_page=100)["items"]:
            if part["ContentType"] == "text/plain" and not part.get("Filename"):
                of = part["TransactionId"]
                words.setdefault(str(of["id"] if isinstance(of, dict) else of), []).append(part.get("Content") or "")
        return [
            (item["Type"], item["Creator"]["id"], "\n".join(words.get(str(item["id"]), [])).strip())
            for item in history["items"]
            if item["Type"] in ("Create", "Correspond", "Comment")
        ]

    def _program(self, name, text):
        path = self.gate / name
        path.write_text(text)
        path.chmod(0o755)

    def remove(self):
        super().remove()
        shutil.rmtree(self.gate, ignore_errors=True)
