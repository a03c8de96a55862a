"""The known attacks on service desks by their numbers, and what became of each: tried here, elsewhere, or not yet."""

import pathlib
import re

TESTS = pathlib.Path(__file__).resolve().parents[2]

CASES = {
    "A01": "taking over a ticket by a copied-in address",
    "A02": "a ticket opened as somebody who sends codes by mail",
    "A03": "an agent's reply forged by a Message-ID",
    "A04": "going back to an older form of id",
    "A05": "acknowledgements as a relay for spam",
    "A06": "storms of automatic answers",
    "A07": "headers smuggled into outgoing mail",
    "A08": "markup in names in outgoing mail",
    "A09": "senders that two parsers read in two ways",
    "A10": "forged results of authentication",
    "A11": "smuggled mails",
    "A12": "scripts in what people write",
    "A13": "styles that cover the page or tell on the reader",
    "A14": "pictures that tell that a mail was read",
    "A15": "a Message-ID used again to suppress a mail",
    "A16": "mails that are bombs",
    "A17": "patterns that never end",
    "A18": "links for a new password that lead to the attacker",
    "A19": "files that say they are something else",
    "A20": "file names that are paths or devices",
    "A21": "guessed or forged addresses of files",
    "A22": "another's file or comment, named as one's own",
    "A23": "a content type that brings headers along",
    "A24": "reading the hub's files by way of a rendered page",
    "A25": "formulas in exported tables",
    "A26": "archives that unpack elsewhere, or never end",
    "A27": "secrets in files",
    "A28": "another desk's ids at every address and in every member",
    "A29": "headers, hosts and paths that name another desk",
    "A30": "finding out what exists elsewhere",
    "A31": "a broken request that leaves its desk behind on a connection",
    "A32": "SQL in every parameter",
    "A33": "members that nobody was asked for",
    "A34": "members that a lesser reader should not get",
    "A35": "doing what one's role does not allow",
    "A36": "what goes on after a session, a role or a token has ended",
    "A37": "templates in every parameter",
    "A38": "a desk that takes all there is",
    "A39": "an internal comment in any byte that leaves",
    "A40": "turning what is internal outward",
    "A41": "messages of hubs with another key, or none",
    "A42": "a partner's message about what is not the partner's",
    "A43": "messages played again, or elsewhere",
    "A44": "parts of a message that its signature leaves out",
    "A45": "JSON that two readers understand in two ways",
    "A46": "a subcontractor who asks up the chain",
    "A47": "statuses and handoffs that go round in circles",
    "A48": "stolen and reused invitations",
    "A49": "a partnership that has ended",
    "A50": "extremes of numbers, times and depth",
    "A51": "redirects that take a credential along",
    "A52": "secrets that are the same everywhere",
    "A53": "addresses of the hub's own network",
    "A54": "names that change their address",
    "A55": "redirects into the hub's own network",
    "A56": "the same by mail servers, sign-in providers and pictures",
    "A57": "webhooks that nobody signed",
    "A58": "secrets guessed by the time of a comparison",
    "A59": "answers of foreign servers, shown",
    "A60": "a session that was there before the sign-in",
    "A61": "guessing names and passwords",
    "A62": "forged sign-ins by a provider",
    "A63": "forms that other sites send",
    "A64": "links and redirects that lead away",
    "A65": "lines forged in the log, and secrets in it",
    "A66": "requests smuggled behind others",
    "A67": "parsers that stumble, and slow clients",
    "A68": "keys that two installations share, code and objects from outside",
}

#: What there is nothing of yet to be attacked; a case leaves this list with the first test that bears its number.
NOT_YET = {
    "A18": "no password is reset by mail",
    "A24": "nothing is rendered to a document",
    "A25": "nothing is exported as a table: every answer is JSON or a page",
    "A26": "no archive is unpacked",
    "A27": "nothing looks into files yet",
    "A62": "people sign in by password alone",
}

_NUMBER = re.compile(r"\bA\d\d\b")
#: A title stands in quotation marks; Swift's suites and tests, and what a script's report is told.
_TITLE = re.compile(r'"((?:[^"\\\n]|\\.)*\bA\d\d\b(?:[^"\\\n]|\\.)*)"')


def elsewhere():
    """case: the files that have a check whose title bears its number."""
    found = {}
    roots = (TESTS, TESTS.parent / "connectors", TESTS.parent / "Sources" / "ConnectorConformance")
    for file in sorted(one for root in roots for kind in ("*.swift", "*.py") for one in root.rglob(kind)):
        if file.parent.name == "assaults":
            continue
        for title in _TITLE.findall(_without_docstrings(file)):
            for number in _NUMBER.findall(title):
                found.setdefault(number, set()).add(str(file.relative_to(TESTS.parent)))
    return found


def _without_docstrings(file):
    text = file.read_text()
    return re.sub(r'"""[\s\S]*?"""', "", text) if file.suffix == ".py" else text
