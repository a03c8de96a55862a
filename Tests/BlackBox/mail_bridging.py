"""A ticket's way from a Request Tracker that offers nothing but mail, over a vendor to its partner and back: python3 mail_bridging.py [--full] [--data DIR]

Request Tracker and Postfix are of Debian's packages, on loopback, and know nothing of the hub but its addresses. Both ways are gone, and
the hub is killed in between; --full goes them with every turn that a desk may take.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile

from far.bridged import CANARY
from far.mailed import MailedStory
from far.mailing_tracker import MailingTracker
from hub import Hub
from mailserver import MailServer
from report import Report


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-mail-bridging-"))
    report = Report()
    # Apart from the data, so that the mail server's own user may come to it.
    sockets = pathlib.Path(tempfile.mkdtemp(prefix="baton-lmtp-"))
    sockets.chmod(0o755)
    try:
        far = MailingTracker()
        postfix = MailServer(
            ["markers.example"], "refused@markers.example",
            {"desks.example": f"lmtp:unix:{sockets}/lmtp", "far.example": "rtgate:"}, far.services,
        )
        postfix.start()
        far.send_through(postfix)
        far.start()
    except Exception as error:
        report.check("Request Tracker, its extension and Postfix start", False, error)
        return report.close()
    hub = Hub(
        folder / "hub",
        options=[
            "--lmtp", f"unix:{sockets}/lmtp", "--mail-domain", "desks.example", "--smtp-url", postfix.url,
            "--smtp-from", "Baton <hub@desks.example>", "--smtp-tls", "none",
        ],
    )
    hub.start_or_fail()
    story = MailedStory(hub, far)
    chapters = [
        ("a connection is set up, and has addresses that only its owner sees", story.set_up),
        ("what is wrong with it is told", story.bad_input),
        ("a ticket that is born there comes to the vendor, and on to its partner", story.born_there),
        ("what is said reaches everybody whom it may, by name and once, several times over", story.words),
        ("files go both ways", story.files),
        ("it is solved by the partner, and resolved there, with what was done", story.solved),
        ("reopened there, it is not solved; solved again", story.reopened),
        ("A01, A03, A09, A10: mails that are not the desk's move and say nothing", story.strangers),
        ("a ticket that is handed over to it by mail is made there, worked on, and comes back solved", story.handed_over),
        ("F38: while the hub is killed every moment nothing is lost or doubled", story.killed),
    ]
    if options.full:
        chapters += [
            ("taken back, it is rejected there; handed back there, it is the vendor's again", story.taken_back),
            ("while it is paused nothing is told; then all is, in order", story.paused),
            ("while the far desk is away all waits, and is told when it is back", story.away),
        ]
    for name, chapter in chapters:
        report.group(name, chapter)
    leaks = [words for number in range(1, far.newest() + 1) for words in far.said(number) if CANARY in words[2]]
    report.all("A39: no internal word is there", leaks)
    report.check("no ticket was made there twice", far.newest() <= (5 if options.full else 3) + 1, far.newest())
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    code, words = hub.doctor()
    report.check("the doctor finds nothing", code == 0, words)
    far.remove()
    postfix.remove()
    shutil.rmtree(sockets, ignore_errors=True)
    if report.failed:
        print(f"data and log: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
