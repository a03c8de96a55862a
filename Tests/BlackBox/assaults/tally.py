"""How many attempts each case saw, how many of them were repelled, and the table of it at the end."""

from . import cases


class Tally:
    def __init__(self, report):
        self.report = report
        self._rows = {}

    def tried(self, case, title, attempts, wrong):
        """One group of attempts of one case; `wrong` says which of them were not repelled."""
        wrong = list(wrong)
        tried, failed, titles = self._rows.setdefault(case, [0, 0, 0])
        self._rows[case] = [tried + attempts, failed + min(len(wrong), attempts), titles + 1]
        if not attempts:
            wrong.append("nothing was tried")
        self.report.all(f"{case} {title} ({attempts} attempts)", wrong)

    def close(self, is_whole):
        """Prints the table; where every family ran, each case must be tried somewhere, or have a reason why it is not."""
        elsewhere = cases.elsewhere()
        doubled, missing = [], []
        print(f"\n{'case':5}{'tried':>7}{'repelled':>9}  what, and where")
        for case, what in cases.CASES.items():
            tried, failed, _ = self._rows.get(case, (0, 0, 0))
            places = (["attacks"] if tried else []) + sorted(elsewhere.get(case, ()))
            why = cases.NOT_YET.get(case)
            if why and places:
                doubled.append(f"{case} is tried, and said to be not yet: {places}")
            if not places and not why:
                missing.append(f"{case} {what}")
            said = ", ".join(places) or f"not yet: {why}"
            print(f"{case:5}{tried or '':>7}{tried - failed if tried else '':>9}  {what} -- {said}")
        unknown = sorted((set(self._rows) | set(elsewhere)) - set(cases.CASES))
        print(flush=True)
        self.report.all("each case has a number that is known", unknown)
        self.report.all("no case that is tried is said to be for later", doubled)
        if is_whole:
            self.report.all("every case is tried here or in a suite that says its number, or has a reason", missing)
