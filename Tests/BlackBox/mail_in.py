"""Mail comes in: python3 mail_in.py [--data DIR]

Everything goes through `baton mail deliver`, beside a running hub, which is killed in between. Attacks go by
their numbers. Where mails that nobody here made lie beside the repository, each goes through the whole, and a table says,
folder by folder, what they became.
"""

import argparse
import itertools
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from desk import Desk
from hub import Hub
from mails.attacks import Attacks
from mails.corpus import Corpus
from mails.exchange import Exchange
from mails.filing import Filing
from mails.letters import DOMAIN, SUPPORT, TRUSTED, mail, same, until
from report import Report, require

def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-mail-in-"))
    report = Report()
    exchange = Exchange()
    hub = Hub(
        folder / "hub",
        options=[
            "--mail-domain", DOMAIN, "--mail-trust", TRUSTED, "--smtp-url", f"smtp://127.0.0.1:{exchange.port}",
            "--smtp-from", "hub@hub.example", "--smtp-tls", "none",
        ],
    )  # fmt: skip
    hub.start_or_fail()
    story = Story(hub, exchange)
    for name, chapter in (
        ("a mail opens a ticket, by who wrote it, with its words and files", story.opens),
        ("an address has a team, a type and a language; it is proved by a mail that comes back", story.address),
        ("what is wrong with an address is told", story.bad_addresses),
        ("an answer that bears the ticket's token is a public reply of its requester, and opens the ticket again", story.answers),
        ("a reply to a ticket that was closed too long ago opens another, linked to it", story.follow_up),
        ("A01: who only knows the reply address is kept for the desk's own eyes; nobody joins", story.a01),
        ("A02: a code that a stranger sends is in no requester's sight", story.a02),
        ("A03, A04: a token that is none, or an older one's, opens a ticket of its own and appends nothing", story.a03),
        ("A09: of a sender whom two programs see as two nothing is believed", story.a09),
        ("A10: only the server before us is believed about senders, by its topmost word", story.a10),
        ("A15: the same id with other words is another mail; the same mail again is known", story.a15),
        ("A16: mails made to break a parser are filed or parked, and others meanwhile", story.a16),
        ("A17: the time is in proportion to the length", story.a17),
        ("bounces, automatic answers, lists, receipts, spam and our own mail are known, and answered by nobody", story.kinds),
        ("an agent who is proved to pass a mail on opens a ticket for who wrote it", story.forwarded),
        ("what was set aside or parked is seen, had again, dropped, and saved as it came", story.lists),
        ("while no hub runs, the mail server is told to keep it", story.offline),
        ("what cannot be taken is said by the codes that mail servers know", story.codes),
        ("while the hub is killed every moment, each mail that was taken becomes one ticket", story.killed),
    ):  # fmt: skip
        report.group(name, chapter)
    corpus = Corpus()
    if corpus.is_there:
        report.group("mails that nobody here made each become what they are", lambda: story.corpus(corpus))
    else:
        print("      the corpus of mails is not beside this repository: none of it is tried")
    story.tidy()
    code, words = hub.doctor()
    report.check("the doctor finds nothing", code == 0, words)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    exchange.close()
    if report.failed:
        print(f"data and log: {folder}", file=sys.stderr)
    elif not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


class Story(Filing, Attacks):
    def __init__(self, hub, exchange):
        self.hub = hub
        self.exchange = exchange
        self.acme, self.other = (
            Desk(hub, slug, name, hub.create_tenant(slug, name, f"boss@{slug}.example")["token"])
            for slug, name in (("acme", "Acme"), ("other", "Other"))
        )
        self.agent = Desk(hub, "acme", "Acme", hub.create_agent("acme", "nadia@acme.example", "Nadia", "agent"))
        self.ticket = None

    # What is done over and over.

    def deliver(self, content, to=SUPPORT, sender="ann@customer.example", expect=0, **more):
        """Takes a mail in; what the command said."""
        content = content if isinstance(content, bytes) else content.as_bytes()
        command = [str(self.hub.binary), "mail", "deliver", "--to", to, "--from", sender, "--json", *self.hub.place]
        done = subprocess.run(command, input=content, capture_output=True, timeout=120, **more)
        if expect is not None:
            same(done.returncode, expect, f"the code of the delivery to {to} ({done.stdout} {done.stderr[-300:]})")
        return json.loads(done.stdout) if done.stdout.startswith(b"{") else {}

    def kept(self, id, patience=60):
        """A mail once it does not wait any more."""
        return until(lambda: self.settled(id), f"mail {id} is settled", patience)

    def settled(self, id):
        found = self.agent.get(f"mails/{id}")
        return found if found["state"] != "waiting" else None

    def filed(self, content, to=SUPPORT, **more):
        return self.kept(self.deliver(content, to, **more)["mail"])

    def comments(self, ticket):
        return self.agent.items(f"tickets/{ticket}/comments")

    def reply_address(self, ticket):
        return self.agent.get(f"tickets/{ticket}/reply-address")["address"]

    def offline(self):
        same(self.hub.terminate(), 0)
        content = mail("While nobody was here", "Later.")
        same(self.deliver(content, expect=75)["outcome"], "later")
        self.hub.start_or_fail()
        same(self.agent.get(f"tickets/{self.filed(content)['ticket']}")["subject"], "While nobody was here")

    def codes(self):
        content = mail("x", "x")
        same(self.deliver(content, f"nobody@{DOMAIN}", expect=67)["outcome"], "unknown")
        same(self.deliver(content, "not an address", expect=67)["outcome"], "unknown")
        huge = b"From: a@b.example\r\n\r\n" + b"x" * (145 * 1024 * 1024)
        same(self.deliver(huge, expect=65)["outcome"], "too_large")
        process = subprocess.Popen(
            [str(self.hub.binary), "mail", "deliver", "--to", SUPPORT, *self.hub.place], stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        before = len(self.agent.items("mails"))
        process.stdin.write(content.as_bytes()[:200])
        process.stdin.flush()
        time.sleep(0.3)
        process.kill()
        process.wait()
        time.sleep(0.5)
        same(len(self.agent.items("mails")), before, "a mail that was cut off is no mail")

    def killed(self, kills=5):
        """Each is delivered until it is taken, by as many at once as a mail server would."""
        taken, lock, is_over = {}, threading.Lock(), threading.Event()
        numbers = itertools.count()

        def work():
            while True:
                with lock:
                    if is_over.is_set():
                        return
                    number = next(numbers)
                message = mail(f"Storm {number}", f"Number {number}.")
                message.add_attachment(b"%PDF-" + bytes([number % 256]) * 5_000, maintype="application", subtype="pdf", filename="a.pdf")
                while True:
                    try:
                        answer = self.deliver(message, expect=None)
                    except subprocess.TimeoutExpired:
                        continue
                    if answer.get("outcome") in ("taken", "known"):
                        break
                    time.sleep(0.05)
                with lock:
                    taken[number] = answer["mail"]

        workers = [threading.Thread(target=work) for _ in range(6)]
        for worker in workers:
            worker.start()
        for _ in range(kills):
            before = len(taken)
            time.sleep(0.35)
            until(lambda: len(taken) > before, "a mail that is taken between two kills")
            self.hub.kill()
            self.hub.start_or_fail()
        is_over.set()
        for worker in workers:
            worker.join()
        count = len(taken)
        same(sorted(taken), list(range(count)))
        for id in taken.values():
            found = self.kept(id, 90)
            if found["state"] == "parked":
                # It was begun with at each of five kills: a person has it filed.
                self.agent.post(f"mails/{id}/retry", {})
                found = self.kept(id)
            same(found["state"], "filed")
        tickets = [one for one in self.agent.items("tickets") if one["subject"].startswith("Storm ")]
        subjects = sorted(one["subject"] for one in tickets)
        same(subjects, sorted(f"Storm {number}" for number in range(count)))
        for one in tickets[:10]:
            same(len(self.agent.items(f"tickets/{one['id']}/attachments")), 1)
        print(f"      {count} mails, {kills} kills")

    def corpus(self, corpus):
        ids = [(file, self.deliver(file.content, sender="").get("mail")) for file in corpus.files]
        for file, id in ids:
            file.found = self.kept(id)
        print(corpus.table())
        parked = [file for file in corpus.files if file.found["state"] == "parked"]
        lost = [file.name for file in parked if file.found["reason"] != "empty"]
        require(not lost, f"parked: {lost[:5]}")
        right, all = corpus.score()
        require(right * 100 >= all * 98, f"{right} of {all} became what they are")

    def tidy(self):
        for one in self.agent.items("mails", state="parked"):
            self.agent.post(f"mails/{one['id']}/drop", {})


if __name__ == "__main__":
    sys.exit(main())
