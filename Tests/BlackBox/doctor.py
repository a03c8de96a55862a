"""`baton doctor` on each data directory that the stories left: python3 doctor.py DIR..."""

import pathlib
import sys

from hub import Hub
from report import Report


def main():
    report = Report()
    for folder in sys.argv[1:]:
        for data in sorted(path for path in pathlib.Path(folder).glob("*") if path.is_dir()):
            code, words = Hub(data).doctor()
            report.check(f"doctor finds nothing in {data.parent.name}/{data.name}", code == 0, words)
    report.check("there was something to look at", report.passed + report.failed > 0)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
