"""Who is written to where requesters are mailed, what must never leave a desk, and what hostile people put into mails."""

CANARY = "canary-77ab-internal"
PARTNERS = "canary-5c1d-partners"
REFUSED = "refused@customers.example"
DOMAINS = ("customers.example", "victims.example", "markers.example")
SUPPORT = "support@acme.example"
HEADERS = {
    "from", "to", "subject", "date", "message-id", "reply-to", "auto-submitted", "x-auto-response-suppress",
    "x-baton-hub",
}  # fmt: skip
#: Where there is something to answer.
THREADING = {"in-reply-to", "references"}
#: Added on the way.
SERVERS = {"return-path", "x-original-to", "delivered-to", "received", "mime-version", "content-type"}
#: What stands in names, subjects and words to make another header, markup or a place of a template; none of it may.
HOSTILE = (
    "=?UTF-8?Q?=0D=0ABcc:_all@victims.example?=",
    "x\u2028Bcc: all@victims.example",
    '<img src=//x>"\'',
    '"><script>alert(1)</script>',
    "{{agent}} ${number} {desk} <OTRS_CONFIG_x> {% raw %}",
)

#: What a server says of a mail that it cannot deliver (RFC 3464).
BOUNCE = """\
From: Mail Delivery System <MAILER-DAEMON@customers.example>
To: sender
Subject: Undelivered Mail Returned to Sender
Message-ID: <bounce@customers.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I could not deliver your mail.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.customers.example

Final-Recipient: rfc822; {rita}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 no such user

--b
Content-Type: message/rfc822

Message-ID: {id}
Subject: x

x
--b--
"""
