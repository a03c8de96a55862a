"""Mail comes in: python3 mailing.py [--data DIR]

By LMTP from a Postfix, and from mailboxes of a Dovecot, into desks of one hub that dies meanwhile: each mail is a ticket
once. What may not come in does not, and one bad mail keeps no other one waiting.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile

from chapters.fetching import Fetching
from chapters.handing_over import HandingOver
from mailboxserver import MailboxServer
from mailserver import MailServer
from report import Report


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-mailing-"))
    report = Report()
    # Apart from the data, so that the mail server's own user may come to it.
    sockets = pathlib.Path(tempfile.mkdtemp(prefix="baton-lmtp-"))
    sockets.chmod(0o755)
    postfix = MailServer(
        ["markers.example"], "refused@markers.example", {"desks.example": f"lmtp:unix:{sockets}/lmtp"}
    )
    dovecot = MailboxServer()
    try:
        postfix.start()
        dovecot.start()
    except (OSError, RuntimeError) as error:
        report.check("Postfix and Dovecot start", False, error)
        return report.close()
    HandingOver(folder / "handed", postfix, sockets / "lmtp").run(report)
    Fetching(folder / "fetched", dovecot).run(report)
    postfix.stop()
    dovecot.stop()
    shutil.rmtree(sockets, ignore_errors=True)
    if report.failed:
        print(f"data and logs: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
