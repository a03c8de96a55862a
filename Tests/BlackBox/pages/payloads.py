"""What attackers type, and how to see that none of it became part of a page."""

import pathlib
import re

#: Each carries the word `pwn` wherever it would become an element, an attribute or an address.
SCRIPTS = [
    "<script>pwn()</script>",
    "<ScRiPt src=//pwn.example/x></sCrIpT>",
    "<img src=pwn onerror=pwn()>",
    "<svg onload=pwn()><pwn>",
    "<svg><animate onbegin=pwn() attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=pwn()&gt;\">",
    "<noscript><p title=\"</noscript><img src=pwn onerror=pwn()>\">",
    "</textarea><script>pwn()</script>",
    "</title></style></script><pwn onclick=pwn()>",
    "</option></select><pwn>",
    "\" autofocus onfocus=pwn() x=\"",
    "' autofocus onfocus=pwn() x='",
    "\"\u0301 autofocus onfocus=pwn() x=\"\u0301",
    "\"\u200d onmouseover=pwn() \"\ufe0f>",
    "<\u0338script>pwn()</script>",
    "javascript:pwn()",
    "[click](javascript:pwn())",
    "[click](JaVaScRiPt&colon;pwn())",
    "[click](java\tscript:pwn())",
    "[click](data:text/html;base64,PHNjcmlwdD5wd24oKTwvc2NyaXB0Pg==)",
    "[click](vbscript:pwn())",
    "![x](http://pwn.example/p.png)",
    "[x]: javascript:pwn()\n\n[x]",
    "<javascript:pwn()>",
    "[a](https://ok.example/\"onmouseover=\"pwn())",
    "[a](<https://ok.example/> onclick=pwn())",
    "`<img src=pwn onerror=pwn()>`",
    "```\"><script>pwn()</script>\nx\n```",
    "| a |\n|---|\n| <img src=pwn onerror=pwn()> |",
    "<form action=//pwn.example><button formaction=//pwn.example name=_form>",
    "<iframe srcdoc=\"<script>pwn()</script>\">",
    "<base href=//pwn.example><meta http-equiv=refresh content='0;url=//pwn.example'>",
    "<style>@import '//pwn.example'</style><p style=background:url(//pwn.example)>",
    "<a id=pwn name=pwn href=\"&#106;avascript:pwn()\">x</a>",
    "&lt;script&gt;pwn()&lt;/script&gt;",
    "&#60;img src=pwn onerror=pwn()&#62;",
    "<![CDATA[<script>pwn()</script>]]>",
    "<!--><script>pwn()</script-->",
    "<template><script>pwn()</script></template>",
    "\u2028<script\u2028>pwn()</script\u2028>",
]

#: Names of files that are paths, devices, marks or code elsewhere (A20); browsers escape the quotation mark.
FILE_NAMES = [
    "../../etc/passwd", "..\\..\\windows\\system.ini", "%2e%2e%2fetc%2fpasswd", "/etc/passwd", "C:\\x.txt", "CON", "NUL.txt",
    ".htaccess", ".htaccess\u200b", "a\u202egnp.exe", "<script>pwn()</script>.txt", "\" onclick=pwn() x=\".txt",
    "\"\u0301 onclick=pwn().txt", "<img src=pwn onerror=pwn()>.svg", "' onclick=pwn() '.txt", "x.png.exe", "n" * 255, "javascript:pwn()",
]

#: What our own templates and Markdown make. Whatever else stands in a page came from somebody's words.
TEMPLATES = pathlib.Path(__file__).resolve().parents[3] / "Sources/Web/Resources/Templates"
TAGS = {tag for template in TEMPLATES.rglob("*.mustache") for tag in re.findall(r"<([a-z][a-z0-9]*)", template.read_text())}
TAGS |= set("h3 h4 h5 h6 em br hr code pre blockquote del strong p ul ol li a table thead tbody tr th td".split())
#: Attributes whose words are names or sentences, where a payload may stand as text.
SPOKEN = {"value", "title", "datetime", "placeholder", "aria-label", "download", "data-label", "data-draft"}


def strangers(page):
    """The elements and attributes of a page that no template of ours makes."""
    found = []
    for tag, attributes in page.elements:
        if tag not in TAGS:
            found.append(f"<{tag}>")
        if tag == "script" and not (attributes.get("src") or "").startswith("/assets/"):
            found.append(f"script {attributes}")
        for name, value in attributes.items():
            value = value or ""
            if name.startswith("on") or name in ("style", "srcdoc", "formtarget", "background"):
                found.append(f"{tag} {name}={value}")
            elif name in ("href", "src", "action", "formaction"):
                address = "".join(value.split()).lower()
                allowed = ("/", "#", "?", "https://", "http://", "mailto:") if name == "href" else ("/",)
                if address and not (address.startswith(allowed) and not (name != "href" and address.startswith("//"))):
                    found.append(f"{tag} {name}={value}")
            elif (tag, name) == ("code", "class") and value.startswith("language-"):
                # One word that Markdown keeps of the line above code.
                if any(letter.isspace() for letter in value):
                    found.append(f"{tag} {name}={value}")
            elif "pwn" in name or ("pwn" in value and name not in SPOKEN):
                found.append(f"{tag} {name}={value}")
    return found
