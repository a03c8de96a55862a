"""Attacks on a bridge by webhooks, and crowds of them: parts of describing.py, whose story they are played in."""

import http.server
import json
import random
import socket
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from report import equal, require

from .bridged import until
from .described_desk import SECRET, TOKEN


def said(ticket, text, author="Frank", **beside):
    words = {"id": uuid.uuid4().hex, "text": text, "public": True, "author": author}
    return json.dumps({"event": {"id": uuid.uuid4().hex}, "ticket": {"id": ticket}, "comments": [words], **beside}).encode()


def bodies(story, ticket):
    return [(one["author"], one["body"], one["origin"]) for one in story.vendor.items(f"tickets/{ticket}/comments")]


def strangers(story):
    """One connection's secret opens no other one, and a name or an address makes nobody somebody here."""
    ticket, _, far = story.hand_over("Roof leaks")
    other = story.vendor.post(
        "connections",
        {
            "connector": "webhook", "name": "Other desk", "settings": story.settings,
            "secrets": {"hook_secret": "another sesame", "token": TOKEN},
        },
    )  # fmt: skip
    equal(story.far.send(said(far, "By the other's secret."), secret="another sesame"), 401, "the other's secret here")
    hook = story.far.hook
    for wrong in (hook[:-1] + ("a" if hook[-1] != "a" else "b"), hook[:-8], hook + "x"):
        story.far.hook = wrong
        equal(story.far.send(said(far, "At a guessed address.")), 404, f"a guessed address")
    story.far.hook = other["hook_url"]
    equal(story.far.send(said(far, "About another's ticket."), secret="another sesame"), 202, "the other's own webhook")
    equal(story.far.send(said(far, "By the first one's secret."), secret=SECRET), 401, "the first one's secret there")
    story.far.hook = hook
    people = len(story.vendor.items("agents"))
    equal(story.far.send(said(far, "I am the boss.", author="boss")), 202, "a colleague's name")
    until(lambda: [1 for _, body, _ in bodies(story, ticket) if body == "I am the boss."], "it is heard")
    heard = bodies(story, ticket)
    equal([body for _, body, _ in heard], ["I am the boss."], "what is on the ticket")
    author, _, origin = heard[0]
    equal((author["desk"], origin), ("Far desk", "partner"), "whose words they are")
    equal(len(story.vendor.items("agents")), people, "how many colleagues there are")
    unmatched = story.vendor.items(f"connections/{other['id']}/reports", state="unmatched")
    equal([one["external"] for one in unmatched], [far], "what the other one could not place")
    story.vendor.delete(f"connections/{other['id']}")


class Forbidden:
    """A server on an address that the hub may not ask, which counts who comes; and one that sends others there."""

    def __init__(self):
        self.line = socket.create_server(("::1", 0), family=socket.AF_INET6)
        self.came = []
        threading.Thread(target=self._take, daemon=True).start()
        target = f"http://[::1]:{self.line.getsockname()[1]}/secret"

        class Sender(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(302)
                self.send_header("Location", target)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.sender = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sender)
        threading.Thread(target=self.sender.serve_forever, daemon=True).start()
        self.direct, self.by_way = target, f"http://127.0.0.1:{self.sender.server_port}/file"

    def _take(self):
        while True:
            try:
                line, address = self.line.accept()
            except OSError:
                return
            self.came.append(address)
            line.close()

    def close(self):
        self.sender.shutdown()
        self.line.close()


def addresses(story):
    """Files that a webhook names are fetched by the same way out as all else: none from where it may not lead."""
    path = f"connections/{story.connection['id']}"
    files = {"file": "$.files[*]", "file_url": "$.url", "file_name": "$.name"}
    story.vendor.patch(path, {"settings": {**story.settings, **files}})
    ticket, _, far = story.hand_over("Wall is wet")
    ground = Forbidden()
    try:
        named = [
            ground.direct, ground.by_way, "http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "http://0xa.1/",
            "gopher://127.0.0.1/x", "http://[::ffff:10.0.0.1]/",
        ]  # fmt: skip
        files = [{"url": url, "name": f"{number}.txt"} for number, url in enumerate(named)]
        equal(story.far.send(said(far, "See these.", files=files)), 202, "a webhook with such files")
        parked = lambda: story.vendor.items(f"{path}/deliveries", state="parked")  # noqa: E731
        until(lambda: len(parked()) >= len(named) - 1, "they are given up")
        time.sleep(1)
        equal(ground.came, [], "who came where the hub may not go")
        equal(story.vendor.items(f"tickets/{ticket}/attachments"), [], "the files that were had")
        tries = [story.vendor.get(f"{path}/deliveries/{one['id']}")["attempts"][-1] for one in parked()]
        require(all("root:" not in str(one) for one in tries), "A59: an answer is shown")
        refused = [one for one in tries if one["cause"]["word"] == "refused_address"]
        require(len(refused) >= 3 and len({str(one["cause"]) + one["excerpt"] for one in refused}) == 1, tries)
        for one in parked() + story.vendor.items(f"{path}/deliveries", state="waiting"):
            story.vendor.call("POST", f"{path}/deliveries/{one['id']}/drop", {})
    finally:
        ground.close()
        story.vendor.patch(path, {"settings": {**story.settings, "file": "", "file_url": "", "file_name": ""}})


def doubled(story):
    ticket, _, far = story.hand_over("Floor shakes")
    raw = said(far, "It does.")
    with ThreadPoolExecutor(50) as crowd:
        answers = set(crowd.map(lambda _: story.far.send(raw), range(1_000)))
    equal(answers, {202}, "the answers")
    until(lambda: bodies(story, ticket), "it is heard")
    equal(len(bodies(story, ticket)), 1, "how often")


def reordered(story):
    ticket, _, far = story.hand_over("Window rattles")
    begun = time.time()
    webhooks = []
    for number in range(64):
        moment = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(begun + number)) + ".000Z"
        words = {"id": f"{far}-{number}", "text": f"Word {number}.", "public": True, "author": "Frank"}
        status = "hold" if number == 63 else ("open", "pending")[number % 2]
        body = {"event": {"id": f"{far}/{number}", "at": moment}, "ticket": {"id": far, "status": status}, "comments": [words]}
        webhooks.append(json.dumps(body).encode())
    random.Random(12).shuffle(webhooks)
    with ThreadPoolExecutor(8) as crowd:
        equal(set(crowd.map(story.far.send, webhooks)), {202}, "the answers")
    heard = lambda: [body for _, body, _ in bodies(story, ticket)]  # noqa: E731
    until(lambda: len(heard()) >= 64, "all is heard")
    equal(sorted(heard()), sorted(f"Word {number}." for number in range(64)), "what is heard")
    category = lambda: story.vendor.get(f"tickets/{ticket}")["status"]["category"]  # noqa: E731
    until(lambda: category() == "onHold", "the newest status stands")
    time.sleep(1)
    equal(category(), "onHold", "the status that stands")
