"""Webhooks on their pages, as an admin would go: python3 pages/webhooks.py [--data DIR]"""

import argparse
import pathlib
import sys
import tempfile
from urllib.parse import urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from hub import Hub
from report import Report, equal, require
from settings import BASE, Ground, of, refused, shown


def webhooks(ground):
    boss = ground.boss
    form = boss.get(f"{BASE}/webhooks").form("webhook")
    refused(boss.send(form, url="ftp://a.example/"), 422, "Address:")
    refused(boss.send(form, url="https://a.example/", events=[]), 422, "Told of:")
    page = boss.send(form, url="https://a.example/hook?x=<b>", events=["handoff.*", "ticket.status"])
    refused(page, 422, "Address:")
    equal(page.form("webhook").value("url"), "https://a.example/hook?x=<b>", "what was typed")
    page = boss.send(form, url="https://a.example/hook", events=["handoff.*", "ticket.status"])
    equal(page.status, 200, "the new webhook")
    secret = shown(page)
    require(secret.startswith("whsec_"), secret)
    require(secret not in boss.get(f"{BASE}/webhooks").raw.decode(), "the secret is shown again")
    path = boss.get(f"{BASE}/webhooks").link("https://a.example/hook")
    act = lambda words, **values: boss.send(of(boss.get(path), f"{path}/{words}"), **values)
    require("paused" in act("paused").text, "it is not paused")
    page = act("test")
    require("webhook.test" in page.text and "on its way" in page.text, "the test is not in the log")
    message = page.link("webhook.test")
    page = boss.get(message)
    require('"type":"webhook.test"' in page.text and "Not tried yet" in page.text, "what the test says")
    equal(boss.send(of(page, f"{message}/replay")).status, 200, "sending again")
    page = boss.send(boss.get(path).form("webhook"), url="https://b.example/", events=["*"], internal_comments="true")
    require("Saved" in page.text and page.form("webhook").value("url") == "https://b.example/", "the change")
    require(shown(act("rotate")) != secret, "the new secret is the old one")
    require("The old secret signs too until" in boss.get(path).text, "the old secret's time is not told")
    equal(urlsplit(act("remove").url).path, f"{BASE}/webhooks", "after removing it")
    require("b.example" not in boss.get(f"{BASE}/webhooks").text, "it is still there")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-webhook-pages-"))
    report = Report()
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    ground = Ground(hub)
    report.group("a webhook is set up, tried, changed and removed; its secret is shown once", webhooks, ground)
    report.check("the hub ends cleanly", hub.terminate() == 0)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
