"""What comes back in a header: where a form leads to (A64), and what a cookie is called. No line end gets into it (A23)."""

from urllib.parse import quote, urlencode

from browse import Browser

from .forms import bad
from .words import HEADERS, PATHS

_FORM = "application/x-www-form-urlencoded"

#: Addresses that begin as ours do, or that a browser takes for another host's.
AWAY = [
    *(
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "///evil.example",
        "/%09/evil.example",
        "/\t/evil.example",
    ),
    *(
        "javascript:pwn()",
        "JaVaScRiPt:pwn()",
        "java\nscript:pwn()",
        "\x01javascript:pwn()",
        "data:text/html,<script>pwn()</script>",
        "vbscript:pwn()",
    ),
    *(
        "/desk/alpha/../../evil",
        "/desk/alpha/%2e%2e/%2e%2e",
        "/desk/alpha//evil.example",
        "/desk/alpha@evil.example",
        "/desk/alpha.evil.example",
        "/desk/alphabet",
        "/desk/beta/tickets",
    ),
    *(
        "/desk/alpha\\..\\..\\",
        "/desk/alpha/tickets#//evil",
        "/desk/alpha/\u202e",
        "http://127.0.0.1@evil.example/",
        "?next=//evil.example",
        "/sign-in?next=//evil.example",
        " //evil.example",
    ),
]


def attack(ground):
    email, password, _, _ = ground.person("alpha", "agent")
    targets = AWAY + PATHS + [f"/desk/alpha/tickets{payload[1:]}" for payload in HEADERS] + HEADERS
    led, lines, attempts = [], [], 0
    for target in targets if ground.is_full else targets[::2] + HEADERS:
        sent = f"/desk/alpha/tickets{target[1:]}" if target in HEADERS else target
        for address, fields in (
            ("/sign-in", {"desk": "alpha", "email": email, "password": password, "next": sent}),
            ("/language", {"language": "nl", "back": sent}),
        ):
            page = Browser(ground.hub).request(
                "POST", address, urlencode(fields).encode(), _FORM, {"Sec-Fetch-Site": "same-origin"}
            )
            attempts += 1
            found = list(bad(page, (303, 400, 422), desk="alpha" if address == "/sign-in" else None))
            where = lines if target in HEADERS else led
            where += [f"{address} to {sent!r}: {why}" for why in found]
        for address in (
            f"/sign-in?next={quote(sent, safe='')}",
            f"/desk/alpha/tickets?done={quote(sent, safe='')}",
            f"/desk/{quote(sent, safe='')}/tickets",
        ):
            page = Browser(ground.hub).request("GET", address)
            attempts += 1
            lines += [f"{address}: {why}" for why in bad(page, (200, 303, 404, 400), desk=None)]
    ground.tally.tried("A64", "no form and no link leads away", attempts, led)
    ground.tally.tried("A23", "nothing that comes back in a header brings a line along", attempts, lines)
