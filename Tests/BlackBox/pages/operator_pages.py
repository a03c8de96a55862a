"""The page of who runs the hub: python3 operator_pages.py [--data DIR]"""

import argparse
import pathlib
import re
import sys
import tempfile
import time
import uuid
from urllib.parse import urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from browse import Browser  # noqa: E402
from hub import Hub, HubFailed  # noqa: E402
from partner_stage import Stage, parked_file, plain, settle  # noqa: E402
from report import Report, equal, require  # noqa: E402
from tampering import tampered  # noqa: E402

CANARY = "canary" + uuid.uuid4().hex
PAGES = ("/operator", "/operator/desks/acme", "/operator/desks/fieldworks", "/operator/doctor", "/operator/limits")


def a_link(hub):
    """The path of a new link."""
    made = hub.command("operator", "link")
    link = made["link"]
    require(link.startswith(f"http://127.0.0.1:{hub.port}/operator/sign-in?code=bal_"), link)
    require(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", made["expires_at"]), made["expires_at"])
    return urlsplit(link)._replace(scheme="", netloc="").geturl()


def by_link(stage):
    """The link is looked at as often as one likes, and opens once."""
    link = a_link(stage.hub)
    browser = Browser(stage.hub)
    for _ in range(3):
        equal(browser.get(link).status, 200, "the link that is looked at")
    require(not browser.cookies, "looking begins no session")
    form = browser.page.form(action="/operator/sign-in")
    page = browser.request(
        "POST", form.action, f"code={form.value('code')}".encode(), "application/x-www-form-urlencoded")
    equal(page.status, 303, "the button")
    cookie = page.headers["Set-Cookie"]
    for part in ("__Host-operator=bao_", "HttpOnly", "Secure", "SameSite=Lax", "Path=/"):
        require(part in cookie, f"the cookie lacks {part}")
    equal(browser.get("/operator").status, 200, "the overview")
    for again in (Browser(stage.hub), browser):
        page = again.get(link)
        require(page.status == 404 and "does not open any more" in page.text, "a link that was used")
        require(not page.has_form(action="/operator/sign-in"), "a used link has no button")
    late = Browser(stage.hub)
    page = late.request("POST", form.action, f"code={form.value('code')}".encode(), "application/x-www-form-urlencoded")
    require(page.status == 404 and not late.cookies, "a second push of the button")
    for wrong in ("bal_" + "0" * 52, "bas_" + "0" * 84, "nonsense"):
        require(late.get(f"/operator/sign-in?code={wrong}").status == 404, wrong)
    require("baton operator link" in late.get("/operator/sign-in").text, "without a link the page says how to get one")


def strangers(stage):
    """Whoever is signed in at a desk is nobody here, and the operator is nobody at a desk."""
    for browser in (stage.browser("acme"), Browser(stage.hub)):
        for address in PAGES:
            page = browser.request("GET", address)
            equal((page.status, page.headers["Location"]), (303, "/operator/sign-in"), address)
        for address in ("/operator/doctor", "/operator/desks/acme/retry", "/operator/sign-out"):
            equal(browser.request("POST", address, b"", "application/x-www-form-urlencoded").status, 401, address)
    token = stage.desks["acme"].token
    page = Browser(stage.hub).request("GET", "/operator", headers={"Authorization": f"Bearer {token}"})
    equal(page.status, 303, "a token")
    operator = Browser(stage.hub)
    operator.come_in_as_operator()
    for address in ("/desk/acme/tickets", "/desk/acme/settings/people"):
        page = operator.request("GET", address)
        require(page.status == 303 and page.headers["Location"].startswith("/sign-in"), address)
    # The same secret under a desk's name, and a desk's under the operator's.
    operator.cookies["__Host-desk-acme"] = operator.cookies["__Host-operator"]
    equal(operator.request("GET", "/desk/acme/tickets").status, 303, "the operator's secret at a desk")
    acme = stage.browser("acme")
    acme.cookies["__Host-operator"] = acme.cookies["__Host-desk-acme"]
    equal(acme.request("GET", "/operator").status, 303, "a desk's secret at the operator's page")


def foreign_forms(stage):
    """A form is taken from this session's own pages only."""
    operator, other = Browser(stage.hub), Browser(stage.hub)
    operator.come_in_as_operator()
    other.come_in_as_operator()
    token = other.get("/operator/doctor").form(action="/operator/doctor").value("_form").encode()
    own = operator.get("/operator/doctor").form(action="/operator/doctor").value("_form").encode()
    kind = "application/x-www-form-urlencoded"
    for address in ("/operator/doctor", "/operator/desks/acme/retry", "/operator/sign-out"):
        for body in (b"", b"_form=", b"_form=" + token):
            equal(operator.request("POST", address, body, kind).status, 403, f"{address} {body}")
        for site in ("cross-site", "same-site", "none"):
            page = operator.request("POST", address, b"_form=" + own, kind, {"Sec-Fetch-Site": site})
            equal(page.status, 403, f"{address} from {site}")
    equal(operator.get("/operator").status, 200, "the session goes on")
    operator.send(operator.page.form(action="/operator/sign-out"))
    equal(operator.request("GET", "/operator").status, 303, "after signing out")
    equal(other.get("/operator").status, 200, "the other session")


def numbers(page):
    """What the page tells, by its names."""
    pairs = re.findall(r"<dt>(.*?)</dt><dd>(.*?)(?:<small>.*?)?</dd>", page.raw.decode(), re.DOTALL)
    return {plain(name): plain(amount) for name, amount in pairs}


def counts(stage):
    """What is done at the desks is counted at once, and told in no words of theirs."""
    acme, fieldworks = stage.desks["acme"], stage.desks["fieldworks"]
    operator = stage.operator = Browser(stage.hub)
    operator.come_in_as_operator()
    before = numbers(operator.get("/operator/desks/acme"))
    equal(before["Open tickets"], "0 of 0", "tickets of a new desk")
    code = acme.post("partnerships", {"name": f"Fieldworks {CANARY}"})["invitation"]["code"]
    fieldworks.post("partnerships/accept", {"code": code, "name": f"Acme {CANARY}"})
    settle(acme), settle(fieldworks)
    stage.partnership = acme.items("partnerships")[0]["id"]
    requester = {"name": f"Kim {CANARY}", "email": f"kim@{CANARY}.example"}
    body = {"subject": f"s {CANARY}", "description": f"d {CANARY}", "tags": [CANARY], "requester": requester}
    ticket = acme.post("tickets", body)
    stage.ticket = ticket["number"]
    acme.post("tickets", {"subject": "A second one"})
    acme.post(f"tickets/{ticket['id']}/comments", {"body": f"c {CANARY}", "audience": "partner"})
    acme.upload(ticket["id"], f"{CANARY}.txt", CANARY.encode() * 100, "text/plain")
    handoff = acme.post(
        f"tickets/{ticket['id']}/handoffs", {"partnership": stage.partnership, "message": f"m {CANARY}"})
    settle(acme)
    other = next(h for h in fieldworks.items("handoffs") if h["state"] == "offered")
    fieldworks.post(f"handoffs/{other['id']}/accept")
    settle(fieldworks)
    require(acme.get(f"handoffs/{handoff['id']}")["state"] == "accepted", "the handoff is accepted")
    after = numbers(operator.get("/operator/desks/acme"))
    told = {name: after[name] for name in ("Open tickets", "Tickets under way with partners", "Files", "People")}
    expected = {"Open tickets": "2 of 2", "Tickets under way with partners": "1", "Files": "1", "People": "1"}
    equal(told, expected, "what is counted")
    equal(numbers(operator.get("/operator/desks/fieldworks"))["Open tickets"], "1 of 1", "at the partner")
    signed_in = int(after["Signed in"])
    stage.browser("acme")
    equal(int(numbers(operator.get("/operator/desks/acme"))["Signed in"]), signed_in + 1, "a session more")
    require("Everything arrived" in operator.page.text, "nothing is stuck")
    hub = numbers(operator.get("/operator"))
    equal((hub["State"], hub["Desks"], hub["Failed deliveries"]), ("Ready", "3", "0"), "the hub")
    require(re.search(r"\d (GB|MB)", hub["Free on the disk"]) and hub["Last backup"] == "none since the start", hub)
    with tempfile.TemporaryDirectory() as folder:
        stage.hub.command("backup", "--to", folder)
    require("ago" in numbers(operator.get("/operator"))["Last backup"], "the backup is told")


def lists(stage):
    """The desks are searched and sorted; slips in the address do no harm."""
    operator = stage.operator
    page = operator.get("/operator")
    page = operator.send(next(f for f in page.forms if f.method == "get"), q="field", sort="name")
    require("fieldworks" in page.text and "sparks" not in page.text and "1 to 1 of 1" in page.text, page.text)
    page = operator.get("/operator?sort=tickets")
    require(page.text.index("acme") < page.text.index("fieldworks") < page.text.index("sparks"), page.text)
    require("There is no such desk" in operator.get("/operator?q=nobody").text, "an empty list")
    for odd in ("?page=0", "?page=-3", "?page=99999999999", "?sort=nothing", "?q=%00%3Cb%3E"):
        equal(operator.get("/operator" + odd).status, 200, odd)
    for absent in ("nobody", "Acme", "..%2F", "%3Cb%3E"):
        equal(operator.get(f"/operator/desks/{absent}").status, 404, absent)
    page = Browser(stage.hub, "nl")
    page.come_in_as_operator()
    require("Alleen aantallen" in page.get("/operator/desks/acme").text, "the page in Dutch")


def stuck(stage):
    """What failed is shown first, with its age, and tried again; the desk's own log tells who did."""
    desk, operator = stage.desks["acme"], stage.operator
    acme = stage.browser("acme")
    _, blob = parked_file(stage, acme, f"{CANARY}.pdf", CANARY.encode())
    page = operator.get("/operator")
    first = next(words for address, words in page.links if address.startswith("/operator/desks/"))
    equal(first, "Acme Cooling", "the desk that hurts stands first")
    require("Needs somebody" in page.text and numbers(page)["Failed deliveries"].startswith("1, for "), page.text)
    page = operator.get("/operator/desks/acme")
    require("All tries were spent" in page.text and "Going out" in page.text and "File" in page.text, page.text)
    stage.seen = [page.raw]
    blob.with_suffix(".away").rename(blob)
    page = operator.send(page.form(action="/retry"))
    require("being tried again" in page.text, page.text)
    settle(desk)
    page = operator.get("/operator/desks/acme")
    equal(numbers(page)["Failed deliveries"], "0", "what failed")
    require(not page.has_form(action="/retry"), "nothing is left to try")
    entry = next(e for e in desk.items("audit") if e["source"] == "operator")
    equal((entry["action"], entry["address"]), ("delivery.retry", "127.0.0.1"), "the desk's log")
    require("The hub’s operator" in acme.get("/desk/acme/settings/audit").text, "the log's page")


def missing(stage):
    """A message that did not come, and a mail that failed, are told; the storage is written to as no caller could."""
    hub, operator = stage.hub, Browser(stage.hub)
    require("3" == numbers(stage.operator.get("/operator"))["Desks"], "before")
    hub.terminate()
    with tampered(hub.data) as storage:
        row = storage.execute(
            "SELECT tenant_id, id FROM deliveries WHERE state = 'done' AND direction = 'in'").fetchone()
        storage.execute("UPDATE deliveries SET state = 'missing', created_at = 0 WHERE tenant_id = ? AND id = ?", row)
    hub.start_or_fail()
    operator.come_in_as_operator()
    equal(numbers(operator.get("/operator"))["Missing messages"].split(",")[0], "1", "missing messages")
    page = examined(operator)
    require("has not come, and others wait for it" in page.text and "of desk" in page.text, page.text)
    require(row[0].hex() not in page.text.replace("-", ""), "desks are named, not numbered")
    hub.terminate()
    with tampered(hub.data) as storage:
        storage.execute("UPDATE deliveries SET state = 'done' WHERE tenant_id = ? AND id = ?", row)
    hub.start_or_fail()


def examined(operator):
    """The doctor's page when its round is over."""
    page = operator.get("/operator/doctor")
    page = operator.send(page.form(action="/operator/doctor"))
    deadline = time.monotonic() + 60
    while "The doctor is at work" in page.text:
        require(time.monotonic() < deadline, "the doctor does not end")
        time.sleep(0.1)
        page = operator.get("/operator/doctor")
    return page


def healthy(stage):
    operator = stage.operator = Browser(stage.hub)
    operator.come_in_as_operator()
    page = examined(operator)
    require("Nothing wrong was found" in page.text and "it took" in page.text, page.text)


def no_content(stage):
    """No word that anybody wrote is on any page, and no secret in the log."""
    operator = stage.operator
    pages = stage.seen + [operator.get(address).raw for address in PAGES]
    for raw in pages:
        require(CANARY.encode() not in raw, "a canary is on the operator's page")
        require(b"boss@" not in raw, "somebody's address is on the operator's page")
        require(len(raw) < 60_000, f"a page of {len(raw)} bytes")
    log = stage.hub.log_tail(10_000_000)
    for secret in ("bal_", "bao_", CANARY):
        require(secret not in log, f"{secret} is in the log")
    for words in ("the operator signed in", "the operator asked for the doctor", "failed deliveries tried again"):
        require(words in log, f"the log does not say that {words}")


def restarted(stage):
    """A restart signs the operator out and ends the links; a new link opens the page again."""
    hub, operator = stage.hub, stage.operator
    link = a_link(hub)
    hub.kill()
    try:
        hub.command("operator", "link")
        require(False, "a link is made where no hub runs")
    except HubFailed as failure:
        require("No hub runs on this directory" in str(failure), failure)
    hub.start_or_fail()
    equal(operator.request("GET", "/operator").status, 303, "the session after kill -9")
    equal(operator.get(link).status, 404, "the link after kill -9")
    operator.cookies.clear()
    equal(operator.come_in_as_operator().status, 200, "the page by a new link")
    equal(numbers(operator.get("/operator/desks/acme"))["Open tickets"], "2 of 2", "what was counted")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-operator-"))
    report = Report()
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    stage = Stage(hub)
    stage.seen = []
    report.group("a link opens once, by its button", by_link, stage)
    report.group("nobody of a desk comes in, and the operator into no desk", strangers, stage)
    report.group("a form from elsewhere is refused", foreign_forms, stage)
    report.group("what is done is counted at once", counts, stage)
    report.group("desks are found and sorted", lists, stage)
    report.group("what failed stands first, and is tried again", stuck, stage)
    report.group("what is missing is told, and the doctor finds it", missing, stage)
    report.group("the doctor finds nothing else", healthy, stage)
    report.group("no word of anybody's is on any page", no_content, stage)
    report.group("after kill -9 a new link opens the page again", restarted, stage)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
