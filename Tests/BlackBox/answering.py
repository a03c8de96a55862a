"""Requesters are written to by mail, through a real mail server: python3 answering.py [--data DIR]

What a requester gets and what never leaves the desk, how an answer finds its way back, what becomes of a mail when the
server is away, when the hub dies, when the server refuses, and what people read of it.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile

from hub import Hub
from mail_marks import CANARY, PARTNERS, REFUSED, DOMAINS
from mail_story import Story
from mailserver import MailServer
from notices import mail_options
from report import Report


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-answering-"))
    report = Report()
    server = MailServer(DOMAINS, REFUSED)
    try:
        server.start()
    except (OSError, RuntimeError) as error:
        report.check("Postfix starts", False, error)
        return report.close()
    hub = Hub(folder / "hub", options=mail_options(server.url))
    hub.start_or_fail()
    story = Story(hub, server)
    for name, chapter in (
        ("a desk with no address but the given one writes from it, and is answered there", story.given),
        ("where nobody asked, nothing is written", story.nobody),
        ("a public comment is mailed in the desk's name; nothing else that is said on the ticket is", story.comment),
        ("an answer finds its way: one thread, an address for each ticket, an id that is the mail's own", story.threads),
        ("the end of the work is told, in the desk's language", story.closing),
        ("A05: a stranger's mail is acknowledged once a day, without a word of it; many strangers' up to a bound", story.strangers),
        ("an answer comes back to its ticket; what a server says of a mail stands beside it, and stops the next", story.back),
        ("A06: automatic mails to one address end after three in an hour, and the ticket says so", story.storm),
        ("A07, A08: nothing that somebody wrote becomes a header or markup of a mail", story.injection),
        ("A37: an admin's words are words; values that look like places are values", story.templates),
        ("the server goes, the hub is killed: what was committed comes, once", story.killed_before),
        ("F38: the hub is killed before the server's last word: the same mail comes again", story.killed_amid),
        ("what the server refuses is told on the ticket, and sent again when somebody says so", story.refused),
        ("an address that a server says nobody has is written to no more", story.gone),
        ("words that were taken back before they were sent are not sent", story.retracted),
        ("the ticket's page tells beside the comment how far its mail has come, files go along", story.page),
        ("an admin reads a mail in new words before anybody gets it", story.settings),
    ):
        report.group(name, chapter)
    everything = [(mail.to, mail.everything().encode() + mail.raw) for mail in server.mails()]
    for canary in (CANARY, PARTNERS):
        leaks = [to for to, said in everything if canary.encode() in said]
        report.all(f"A39: none of {len(everything)} mails has {canary} in it", leaks)
    victims = [to for to, _ in everything if "victims" in to]
    report.all("A07: nobody is written to who was smuggled in", victims)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    server.stop()
    if report.failed:
        print(f"data and log: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
