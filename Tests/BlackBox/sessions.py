"""Attacks on sessions and pages: python3 sessions.py [--data DIR]

A29 tenant and host confusion, A36 revocation, A60 fixation, A61 enumeration and guessing, A63 forms from other sites,
A64 open redirects. Each says its number.
"""

import argparse
import http.client
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time
from urllib.parse import urlencode

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "pages"))

from browse import Browser
from desk import Desk
from hub import BINARY, Hub
from report import Report, equal, require

FORM = "application/x-www-form-urlencoded"


class Ground:
    """Two desks, people at one of them."""

    def __init__(self, hub):
        self.hub = hub
        self.alpha = hub.create_tenant("alpha", "Alpha GmbH", "boss@alpha.example")
        self.beta = hub.create_tenant("beta", "Beta Ltd", "boss@beta.example")
        self.admin = Desk(hub, "alpha", "Alpha GmbH", self.alpha["token"])
        self.made = 0

    def person(self, role="agent"):
        """(e-mail, password, id, token) of a new colleague."""
        self.made += 1
        email = f"{role}-{self.made}@alpha.example"
        made = self.hub.command("agent", "create", "--tenant", "alpha", email, "--name", "Kim Kay", "--role", role)
        return email, made["password"], made["agent"]["id"], made["token"]

    def signed_in(self, role="agent"):
        email, password, agent, _ = self.person(role)
        browser = Browser(self.hub)
        browser.sign_in("alpha", email, password)
        return browser, email, password, agent


def a29_confusion(ground):
    browser, *_ = ground.signed_in()
    ticket = ground.admin.post("tickets", {"subject": "Only at alpha"})["number"]
    spoofs = [
        {"X-Tenant": "beta"}, {"X-Forwarded-Host": "beta.example"}, {"Forwarded": "host=beta.example"},
        {"X-Forwarded-Prefix": "/desk/beta"}, {"X-Original-URL": "/desk/beta/tickets"}, {"X-Rewrite-URL": "/desk/beta"},
    ]
    plain = browser.request("GET", f"/desk/alpha/tickets/{ticket}")
    equal(plain.status, 200, "the page without tricks")
    for headers in spoofs:
        page = browser.request("GET", f"/desk/alpha/tickets/{ticket}", headers=headers)
        require(page.status == 200 and "Beta Ltd" not in page.text, f"{headers}: {page.status}")
    for path in ("/desk/beta/tickets", "/desk/nobody/tickets", "/desk/Alpha/tickets", "/desk/alpha%2f..%2fbeta/tickets"):
        page = browser.request("GET", path)
        require(page.status in (303, 404) and "Only at alpha" not in page.text, f"{path}: {page.status}")
    # The cookie of one desk under the name of another opens nothing.
    stolen = Browser(ground.hub)
    stolen.cookies = {"__Host-desk-beta": browser.cookies["__Host-desk-alpha"]}
    equal(stolen.request("GET", "/desk/beta/tickets").status, 303, "alpha's session as beta's")
    both = Browser(ground.hub)
    both.cookies = {"__Host-desk-alpha": browser.cookies["__Host-desk-alpha"] + "; __Host-desk-alpha=x"}
    equal(both.request("GET", "/desk/alpha/tickets").status, 303, "a doubled cookie")


def a36_revocation(ground):
    ways = {
        "signing out": lambda browser, agent: browser.send(browser.page.form(action="/sign-out")),
        "being disabled": lambda browser, agent: ground.admin.patch(f"agents/{agent}", {"active": False}),
        "another role": lambda browser, agent: ground.admin.patch(f"agents/{agent}", {"role": "light"}),
    }
    for name, end in ways.items():
        browser, _, _, agent = ground.signed_in()
        cookies = dict(browser.cookies)
        stream = Stream(ground.hub, cookies)
        require(stream.is_open(), f"{name}: the stream does not open")
        end(browser, agent)
        require(stream.ends_within(1.0), f"{name}: the event stream lives on")
        replay = Browser(ground.hub)
        replay.cookies = cookies
        status = replay.request("GET", "/desk/alpha/tickets").status
        equal(status, 200 if name == "another role" else 303, f"the page after {name}")
    email, password, agent, token = ground.person()
    kim = Desk(ground.hub, "alpha", "Alpha", token)
    equal(kim.status_of("GET", "tickets"), 200, "the token before")
    ground.admin.patch(f"agents/{agent}", {"active": False})
    equal(kim.status_of("GET", "tickets"), 401, "the token of somebody disabled")
    page = Browser(ground.hub).get("/sign-in?desk=alpha")
    equal(sign_in(ground.hub, "alpha", email, password).status, 401, "signing in when disabled")
    require(page.status == 200, "the sign-in page")


class Stream:
    """An event stream, read without waiting for ever."""

    def __init__(self, hub, cookies):
        self.connection = http.client.HTTPConnection("127.0.0.1", hub.port, timeout=5)
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.connection.request("GET", "/desk/alpha/live", headers={"Cookie": cookie, "Accept": "text/event-stream"})
        self.response = self.connection.getresponse()

    def is_open(self):
        return self.response.status == 200 and self.response.readline().startswith(b"retry:")

    def close(self):
        self.response.close()
        self.connection.close()

    def ends_within(self, seconds):
        """Reads to the end; only how long that may take is bounded."""
        self.connection.sock.settimeout(seconds)
        try:
            while self.response.readline():
                pass
            return True
        except OSError:
            return False
        finally:
            self.connection.close()


def a60_fixation(ground):
    email, password, *_ = ground.person()
    preset = "bas_" + "0" * 84
    browser = Browser(ground.hub)
    browser.cookies = {"__Host-desk-alpha": preset}
    browser.sign_in("alpha", email, password)
    first = browser.cookies["__Host-desk-alpha"]
    require(first != preset, "the preset cookie became the session")
    again = Browser(ground.hub)
    again.cookies = {"__Host-desk-alpha": first}
    page = sign_in(ground.hub, "alpha", email, password, cookies=again.cookies)
    line = page.headers["Set-Cookie"]
    require(first not in line, "signing in again kept the session's secret")
    for part in ("__Host-desk-alpha=bas_", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"):
        require(part in line, f"the cookie lacks {part}: {line}")
    require("Domain" not in line, "the cookie has a domain")
    shown = browser.get("/desk/alpha/tickets")
    require(first not in shown.raw.decode() and first not in shown.url, "the session's secret is on a page")
    equal(shown.headers["Referrer-Policy"], "no-referrer", "the referrer policy")
    for address in (f"/desk/alpha/tickets?session={first}", f"/desk/alpha/tickets;{first}"):
        equal(Browser(ground.hub).request("GET", address).status in (303, 404), True, f"a session in {address[:30]}")


def sign_in(hub, desk, email, password, cookies=None, headers=None, **more):
    browser = Browser(hub)
    browser.cookies = dict(cookies or {})
    body = urlencode({"desk": desk, "email": email, "password": password, "next": "", **more}).encode()
    return browser.request("POST", "/sign-in", body, FORM, {"Sec-Fetch-Site": "same-origin", **(headers or {})})


def a61_guessing(ground):
    email, password, *_ = ground.person()
    known = sign_in(ground.hub, "alpha", email, "wrong password 1")
    unknown = sign_in(ground.hub, "alpha", "nobody@alpha.example", "wrong password 1")
    no_desk = sign_in(ground.hub, "no-such-desk", email, "wrong password 1")

    def blotted(page):
        return page.raw.replace(email.encode(), b"*").replace(b"nobody@alpha.example", b"*").replace(
            b'"no-such-desk"', b'"alpha"')

    equal((known.status, unknown.status, no_desk.status), (401, 401, 401), "the statuses")
    require(blotted(known) == blotted(unknown) == blotted(no_desk), "the answers tell who exists")
    statuses = [sign_in(ground.hub, "alpha", email, f"guess number {n}").status for n in range(15)]
    equal(statuses.count(401), 9, "how many more guesses are looked at")
    equal(set(statuses[9:]), {429}, "what follows")
    blocked = sign_in(ground.hub, "alpha", email, password)
    equal(blocked.status, 429, "the right password while blocked")
    require(int(blocked.headers["Retry-After"]) > 0, "no Retry-After")
    equal(sign_in(ground.hub, "alpha", email.upper(), password).status, 429, "the same address in capitals")
    spread = [sign_in(ground.hub, "alpha", "absent@alpha.example", "x" * 12).status for _ in range(12)]
    equal(spread.count(429), 2, "an unknown address is blocked alike")
    equal(sign_in(ground.hub, "alpha", "boss@alpha.example", "x" * 300).status, 413, "a long password")
    huge = Browser(ground.hub)
    try:
        status = huge.request("POST", "/sign-in", b"password=" + b"x" * 10_000_000, FORM).status
    except OSError:
        status = 413  # the connection was closed while we still wrote
    equal(status, 413, "a password of ten megabytes")


def a63_foreign_forms(ground):
    routes = [json.loads(line) for line in subprocess.check_output([BINARY, "routes", "--json"]).splitlines()]
    posts = [route for route in routes if route["face"] == "page" and route["method"] != "GET"]
    browser, *_ = ground.signed_in("admin")
    token = browser.page.form(action="/sign-out").value("_form")
    require(len(token) >= 32, "the form's token is short")
    # The hub's operator may sit at the same browser: a desk's token is worth nothing on the operator's pages.
    browser.come_in_as_operator()
    ticket = ground.admin.post("tickets", {"subject": "Not to be touched"})["number"]
    wrong = []
    for route in posts:
        path = route["path"]
        address = re.sub(r"\{\w+\}", str(ticket), path.replace("{desk}", "alpha"))
        body = urlencode({"_form": token, "body": "x", "language": "nl", "desk": "alpha"}).encode()
        for headers in (
            {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"},
            {"Sec-Fetch-Site": "", "Origin": "https://evil.example"}, {"Sec-Fetch-Site": "", "Origin": "null"},
            {"Sec-Fetch-Site": ""},
        ):
            status = browser.request("POST", address, body, FORM, headers).status
            if status != 403:
                wrong.append(f"{path} {headers}: {status}")
        if route["access"] != "anybody":
            others = [token] if route["access"] == "operator" else []
            for made_up in ("", "0" * 40, token[:-1], token + "0", *others):
                body = urlencode({"_form": made_up, "body": "x"}).encode()
                status = browser.request("POST", address, body, FORM).status
                # A form with files is not urlencoded at all.
                if status not in (403, 415):
                    wrong.append(f"{path} with the token {made_up[:8]!r}: {status}")
            for kind in ("text/plain", "application/json", ""):
                status = browser.request("POST", address, b'{"_form":"x"}', kind).status
                if status not in (403, 415):
                    wrong.append(f"{path} as {kind or 'nothing'}: {status}")
    require(not wrong, "; ".join(wrong[:8]))
    require(len(posts) >= 4, f"only {len(posts)} addresses take forms")
    equal(len(ground.admin.items(f"tickets/{ticket}/comments")), 0, "comments that came in nevertheless")
    # The token of one session is worth nothing in another.
    other, *_ = ground.signed_in("admin")
    body = urlencode({"_form": token, "body": "x"}).encode()
    status = other.request("POST", f"/desk/alpha/tickets/{ticket}/comments", body, FORM).status
    require(status in (403, 415), f"another session's token: {status}")


def a64_redirects(ground):
    email, password, *_ = ground.person()
    for target in (
        "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/desk/beta/tickets",
        "/desk/alpha/../../x", "/desk/alpha\r\nSet-Cookie: a=b", "/desk/alpha//evil.example", "%2f%2fevil.example",
        "/desk/alpha\t//x",
    ):
        page = sign_in(ground.hub, "alpha", email, password, next=target)
        equal((page.status, page.headers["Location"]), (303, "/desk/alpha/tickets"), f"after {target!r}")
        browser = Browser(ground.hub)
        body = urlencode({"language": "en", "back": target}).encode()
        back = browser.request("POST", "/language", body, FORM, {"Sec-Fetch-Site": "same-origin"})
        require(back.headers["Location"].startswith(("/desk/", "/sign-in")), f"{target!r}: {back.headers['Location']}")
        require("evil" not in back.headers["Location"], f"{target!r}: {back.headers['Location']}")
    page = sign_in(ground.hub, "alpha", email, password, next="/desk/alpha/tickets?q=a")
    equal(page.headers["Location"], "/desk/alpha/tickets?q=a", "a path of our own")


def walls_of_the_browser(ground):
    browser, *_ = ground.signed_in("admin")
    for address in ("/desk/alpha/tickets", "/sign-in", "/desk/alpha/nothing"):
        headers = browser.request("GET", address).headers
        policy = headers["Content-Security-Policy"] or ""
        for rule in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
            require(rule in policy, f"{address}: the policy lacks {rule}: {policy}")
        require("unsafe" not in policy, f"{address}: {policy}")
        for name, value in {
            "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
            "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
        }.items():
            equal(headers[name], value, f"{name} of {address}")
        equal(headers["Cache-Control"], "no-store", f"what caches may keep of {address}")


def unsent_text_survives(ground):
    browser, *_ = ground.signed_in()
    ticket = ground.admin.post("tickets", {"subject": "Long story"})["number"]
    page = browser.get(f"/desk/alpha/tickets/{ticket}")
    words = "A long story that somebody typed for half an hour."
    browser.cookies.clear()
    body = urlencode({"_form": "x", "_name": "comment", "body": words, "audience": "internal"}).encode()
    page = browser.request("POST", f"/desk/alpha/tickets/{ticket}/comments", body, FORM)
    equal(page.status, 401, "a comment without a session")
    require(words in page.raw.decode(), "the text is lost")


def the_end_is_quick(ground):
    browser, *_ = ground.signed_in()
    streams = [Stream(ground.hub, browser.cookies) for _ in range(20)]
    require(all(stream.is_open() for stream in streams), "the streams do not open")
    started = time.monotonic()
    equal(ground.hub.terminate(patience=2), 0, "the exit code with 20 open streams")
    require(time.monotonic() - started < 2, "it took longer than two seconds")


def streams_are_bounded(ground):
    browser, *_ = ground.signed_in()
    streams = [Stream(ground.hub, browser.cookies) for _ in range(32)]
    require(all(stream.is_open() for stream in streams), "the streams do not open")
    listening = {"Accept": "text/event-stream"}
    refused = browser.request("GET", "/desk/alpha/live", headers=listening)
    equal((refused.status, refused.headers["Retry-After"]), (429, "30"), "one more of the same session")
    equal(browser.get("/desk/alpha/tickets").status, 200, "a page meanwhile")
    other, *_ = ground.signed_in()
    require(Stream(ground.hub, other.cookies).is_open(), "another session is refused too")
    streams.pop().close()
    deadline = time.monotonic() + 10
    while not Stream(ground.hub, browser.cookies).is_open():
        require(time.monotonic() < deadline, "a stream that was closed leaves no room")
        time.sleep(0.05)


CASES = [
    ("A29 no header, path or cookie leads to another desk", a29_confusion),
    ("A36 what ends a session ends it at once, event streams too", a36_revocation),
    ("A60 a session begins anew at every signing in, and lives in a cookie alone", a60_fixation),
    ("A61 guessing is slow and tells nothing", a61_guessing),
    ("A63 no other site sends our forms", a63_foreign_forms),
    ("A64 nobody is led away", a64_redirects),
    ("pages stand behind the browser's walls", walls_of_the_browser),
    ("text that was typed survives the end of its session", unsent_text_survives),
    ("a session opens so many event streams and no more", streams_are_bounded),
    ("the hub ends within two seconds while pages listen", the_end_is_quick),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-sessions-"))
    report = Report()
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    ground = Ground(hub)
    for title, case in CASES:
        report.group(title, case, ground)
    return report.close()


if __name__ == "__main__":
    sys.exit(main())
