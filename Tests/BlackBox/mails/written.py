"""Mails with HTML: one as people write them, and many as nobody should."""

import base64

PICTURE = base64.b64encode(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
).decode()

WRITTEN = f"""\
From: Rita Visser <rita@customers.example>\r
To: alpha@desks.example\r
Subject: Chiller 4 =?utf-8?B?4oCT?= dark\r
Message-ID: <written@customers.example>\r
X-Odd-Field: a <b>value</b>\r
MIME-Version: 1.0\r
Content-Type: multipart/related; boundary=edge\r
\r
--edge\r
Content-Type: text/html; charset=utf-8\r
\r
<h1>Chiller 4</h1><p>It is <b>dark</b>: <img src="cid:panel@x" alt="panel"><img src="cid:liar@x" alt="liar-not-shown"></p>
<table border="1"><tr><td>Set</td><td>4 degrees</td></tr></table>
<p><a href="https://customers.example/manual">the manual</a><img src="https://tracker.example/p.gif" alt=""></p>\r
--edge\r
Content-Type: image/png; name="picture.png"\r
Content-ID: <panel@x>\r
Content-Disposition: inline; filename="picture.png"\r
Content-Transfer-Encoding: base64\r
\r
{PICTURE}\r
--edge\r
Content-Type: image/png\r
Content-ID: <liar@x>\r
Content-Disposition: inline\r
\r
<svg onload=alert(1)>\r
--edge--\r
""".encode()

#: What runs where somebody is careless; CANARY stands for a script.
SCRIPTS = (
    "<script>CANARY</script>", "<img src=x onerror=CANARY>", "<svg onload=CANARY>", "<svg><script>CANARY</script></svg>",
    "<body onload=CANARY>", "<iframe srcdoc='<script>parent.CANARY</script>'></iframe>", "<details open ontoggle=CANARY>x",
    "<a href='javascript:CANARY'>x</a>", "<a href=' java\tscript:CANARY'>x</a>", "<a href='&#106;avascript:CANARY'>x</a>",
    "<a href='data:text/html,<script>CANARY</script>'>x</a>", "<a href='vbscript:CANARY'>x</a>",
    "<math><mtext><table><mglyph><style><img src=x onerror=CANARY>", "<form action='javascript:CANARY'><input type=submit>",
    "<noscript><p title='</noscript><img src=x onerror=CANARY>'>", "<template><script>CANARY</script></template>",
    "<!--><script>CANARY</script>-->", "<![CDATA[<script>CANARY</script>]]>", "<object data='javascript:CANARY'>",
    "<embed src='javascript:CANARY'>", "<input autofocus onfocus=CANARY>", "<marquee onstart=CANARY>x</marquee>",
    "<svg><animate onbegin=CANARY attributeName=x>", "<svg><a xlink:href='javascript:CANARY'><text>x</text></a></svg>",
    "<meta http-equiv=refresh content='0;url=javascript:CANARY'>", "<base href='javascript:CANARY//'>",
    "<style>@import 'javascript:CANARY';</style>", "<textarea><script>CANARY</script>", "<xmp><script>CANARY</script></xmp>",
    "<title><img src=x onerror=CANARY></title>", "<select><style></select><img src=x onerror=CANARY></style>",
    "<img src='cid:x\" onerror=\"CANARY'>", "<img alt='\"><script>CANARY</script>' src=cid:y>", "<p title='\" onmouseover=\"CANARY'>x",
)

#: What asks somebody else's server; CANARY stands for its address.
FETCHES = (
    "<img src=CANARY>", "<img src=//CANARY>", "<img srcset='CANARY 1x'>", "<video poster=CANARY>", "<audio src=CANARY autoplay>",
    "<table background=CANARY><tr><td background=CANARY>x</table>", "<link rel=stylesheet href=CANARY>", "<link rel=preload as=image href=CANARY>",
    "<style>body{background:url(CANARY)}</style>", "<p style=\"background:url('CANARY')\">x", "<iframe src=CANARY></iframe>",
    "<object data=CANARY></object>", "<embed src=CANARY>", "<svg><image href=CANARY /></svg>", "<input type=image src=CANARY>",
    "<picture><source srcset=CANARY><img></picture>", "<meta http-equiv=refresh content='0;url=CANARY'>", "<base href=CANARY><img src=a.png>",
    "<style>@import url(CANARY)</style>", "<p style='position:fixed;inset:0'>over all", "<body background=CANARY>",
    "<svg><use href=CANARY#x /></svg>", "<track src=CANARY>", "<html manifest=CANARY>", "<a ping=CANARY href=https://ok.example>x</a>",
)


def hostile(script="alert(1)", address="http://tracker.example/p"):
    """Name and HTML of each, alone and between what mail programs write around it."""
    frames = ("{}", '<div class="WordSection1"><p class="MsoNormal">{}</p></div>', "<table><tr><td>{}", "<blockquote><!-- {} -->{}</blockquote>")
    for kind, many, canary in (("script", SCRIPTS, script), ("fetch", FETCHES, address)):
        for number, text in enumerate(many):
            for place, frame in enumerate(frames):
                yield f"{kind} {number} in {place}", frame.replace("{}", text.replace("CANARY", canary))
