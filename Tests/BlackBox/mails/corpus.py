"""Mails that nobody here made, where they lie beside the repository; what each has to become, and a table of what they did."""

import csv
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[4] / "shared/data/mail"

ASIDE = {"bounce", "delayed", "delivered", "complaint", "auto_reply"}


class File:
    def __init__(self, folder, path, expected):
        self.folder = folder
        self.name = f"{folder}/{path.name}"
        self.content = path.read_bytes()
        #: "report" for what programs say about other mail, "read" for what somebody is to read
        self.expected = expected
        self.found = None

    @property
    def became(self):
        return self.found["kind"] or self.found["reason"] or self.found["state"]

    @property
    def is_right(self):
        return (self.became in ASIDE) == (self.expected == "report")


class Corpus:
    def __init__(self, root=ROOT):
        self.root = root
        self.files = []
        self.is_there = root.is_dir()
        if self.is_there:
            self._read()

    def _read(self):
        reasons = self._reasons()
        seen = set()
        for path in sorted(self.root.rglob("*.eml")):
            folder = str(path.parent.relative_to(self.root))
            file = File(folder, path, self._expected(folder, path.name, reasons))
            # The same mail in two folders is the same mail.
            if file.content not in seen:
                seen.add(file.content)
                self.files.append(file)

    def _reasons(self):
        place = self.root / "bounces/sisimai/_expected.tsv"
        if not place.exists():
            return {}
        with open(place, encoding="utf-8") as table:
            rows = list(csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
        return {row[0]: row[4] for row in reversed(rows) if len(row) >= 6}

    @staticmethod
    def _expected(folder, name, reasons):
        """As the corpus's own facts have it; what they leave open is told by reading the mail."""
        if folder == "bounces/sisimai":
            return "report"
        if folder == "bounces/flufl":
            # A person's answer to another person, in a folder of bounces.
            return "read" if name == "groupwise_03.eml" else "report"
        if folder == "bounces/flanker":
            return "report"
        if folder == "auth/mail-auth":
            return "report" if name.startswith("arf-") else "read"
        beginnings = {
            "mail": ["multipart_report-", "mime-raw_email_with_mimepart_without_content_type"],
            "zammad": ["mail033", "mail052", "mail053", "mail055", "mail063", "mail078.", "mail092"],
        }
        return "report" if any(name.startswith(one) for one in beginnings.get(folder, [])) else "read"

    def score(self):
        return sum(file.is_right for file in self.files), len(self.files)

    def table(self):
        """Folder by folder how many became what, and how many of them rightly; each exception by its name."""
        lines = []
        for folder in sorted({file.folder for file in self.files}):
            files = [file for file in self.files if file.folder == folder]
            kinds = {}
            for file in files:
                kinds[file.became] = kinds.get(file.became, 0) + 1
            right = sum(file.is_right for file in files)
            told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items(), key=lambda pair: -pair[1]))
            lines.append(f"      {folder:24} {right:4} of {len(files):4}   {told}")
            lines += [
                f"        {file.name}: {file.became}, not for {'machines' if file.expected == 'report' else 'people'}"
                if file.became not in ASIDE
                else f"        {file.name}: {file.became}, but people should read it"
                for file in files
                if not file.is_right
            ]
        right, all = self.score()
        return "\n".join([*lines, f"      {'all':24} {right:4} of {all:4}"])
