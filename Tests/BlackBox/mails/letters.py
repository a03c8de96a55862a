"""What the chapters about mail share: mails as bytes, and what is looked at."""

import email.message
import email.policy
import time
import uuid
from datetime import datetime

from report import equal, require

DOMAIN = "desks.example"
SUPPORT = f"acme@{DOMAIN}"
ANN = "ann@customer.example"
TRUSTED = "mx.acme.example"
CANARY = "canary-93d1-stranger"


def until(look, what, patience=40):
    """Looks until something holds; what it found."""
    deadline = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        require(time.monotonic() < deadline, f"{what} within {patience} s")
        time.sleep(0.05)


def same(found, expected, what="it"):
    equal(found, expected, what)


def mail(subject, text, sender=f"Ann Example <{ANN}>", to=SUPPORT, id=None, **fields):
    """A mail's bytes; a field's underscores are dashes."""
    message = email.message.EmailMessage(policy=email.policy.SMTP)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    message["Message-ID"] = id or f"<{uuid.uuid4().hex}@customer.example>"
    message["Date"] = "Mon, 23 Nov 2026 10:00:00 +0000"
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def raw(*lines, body="Words."):
    return "\r\n".join([*lines, "", body, ""]).encode()


def seconds(time_text):
    return datetime.fromisoformat(time_text.replace("Z", "+00:00")).timestamp()


def base36(number):
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text or "0"
