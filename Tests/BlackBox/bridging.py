"""A ticket's way from a real Request Tracker over a vendor to its partner and back: python3 bridging.py [--data DIR]

Request Tracker is of Debian's packages, on loopback. Both ways are gone: tickets that are born there, and tickets that are
handed over to it; the hub is killed in between.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile

from far import commands
from far.bridged import CANARY, Story
from far.request_tracker import RequestTracker
from hub import Hub
from report import Report


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-bridging-"))
    report = Report()
    far = RequestTracker()
    try:
        far.start()
    except (OSError, RuntimeError) as error:
        report.check("Request Tracker starts", False, error)
        return report.close()
    hub = Hub(folder / "hub", options=["--egress-allow", "127.0.0.0/8"])
    hub.start_or_fail()
    story = Story(hub, far)
    for name, chapter in (
        ("a connection is set up, tried and shown without its secrets", story.set_up),
        ("it is tried from the command line, by a file and by its name", lambda: commands.asked(story)),
        ("what is wrong with it is told, all of it", story.bad_input),
        ("mappings are checked where they are kept in files", lambda: commands.files_of_mappings(story)),
        ("a ticket that is born there comes to the vendor, and on to its partner", story.born_there),
        ("what is said reaches everybody whom it may, by name and once", story.words),
        ("files go both ways", story.files),
        ("it is solved by the partner, and resolved there, with what was done", story.solved),
        ("reopened there, it is not solved; solved again, and closed", story.reopened),
        ("a ticket that is handed over to it is made there, worked on, and comes back solved", story.handed_over),
        ("taken back, it is rejected there; handed back there, it is the vendor's again", story.taken_back),
        ("a status that the mapping does not know waits, and is applied once it does", story.unknown_status),
        ("while it is paused nothing is told; then all is, in order", story.paused),
        ("while the hub is killed every moment nothing is lost or doubled", story.killed),
        ("while the far desk is away all waits, and is told when it is back", story.away),
    ):
        report.group(name, chapter)
    leaks = [words for number in range(1, far.newest() + 1) for words in far.said(number) if CANARY in words[2]]
    report.all("A39: no internal word is there", leaks)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    far.remove()
    if report.failed:
        print(f"data and log: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
