"""A browser without a script: keeps cookies, reads forms from the page, fills them in and sends them."""

import html.parser
import http.client
import sys
import pathlib
from urllib.parse import quote, urlencode, urljoin, urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from report import Wrong  # noqa: E402

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Form:
    """One form of a page: where it goes, and its fields as they stand."""

    def __init__(self, attributes):
        self.action = attributes.get("action") or ""
        self.method = (attributes.get("method") or "get").lower()
        self.enctype = attributes.get("enctype") or "application/x-www-form-urlencoded"
        self.id = attributes.get("id")
        self.fields = []
        self.buttons = []
        # Every choice of a select, and of radio buttons and check boxes, by the field's name.
        self.choices = {}

    @property
    def name(self):
        return self.value("_name")

    def value(self, name):
        return next((value for field, value in self.fields if field == name), None)

    def filled(self, values, button=None):
        """The fields as they are sent; None leaves one out, a list sends it several times."""
        unknown = set(values) - {name for name, _ in self.fields} - set(self.choices) - {n for n, _ in self.buttons}
        if unknown:
            raise Wrong(f"the form {self.name or self.action} has no field {sorted(unknown)}")
        sent = [(name, value) for name, value in self.fields if name not in values]
        for name, value in values.items():
            sent += [(name, each) for each in (value if isinstance(value, list) else [value]) if each is not None]
        return sent + ([button] if button else [])


class Page(html.parser.HTMLParser):
    """What an answer shows."""

    def __init__(self, status, headers, raw, url):
        super().__init__(convert_charrefs=True)
        self.status = status
        self.headers = headers
        self.raw = raw
        self.url = url
        self.title = ""
        self.forms = []
        self.links = []
        self.elements = []
        self._texts = []
        self._open = []
        self._form = None
        self._select = None
        self._area = None
        # Fields that name the form they belong to.
        self._elsewhere = []
        if "html" in (headers.get("Content-Type") or ""):
            self.feed(raw.decode("utf-8"))
            self.close()
        for values in self._elsewhere:
            for form in self.forms:
                if form.id == values["form"]:
                    self._input(form, values)

    @property
    def text(self):
        """The words of the page, with single spaces between them."""
        return " ".join(" ".join(self._texts).split())

    def form(self, name=None, action=None):
        """The form of this `_name`, or whose address ends so."""
        for form in self.forms:
            if (name and form.name == name) or (action and urlsplit(form.action).path.endswith(action)):
                return form
        raise Wrong(f"{self.url} has no form {name or action}; it has {[f.name or f.action for f in self.forms]}")

    def has_form(self, name=None, action=None):
        try:
            return bool(self.form(name, action))
        except Wrong:
            return False

    def link(self, words):
        """The address of the first link that says so."""
        for address, text in self.links:
            if words in text:
                return address
        raise Wrong(f"{self.url} has no link “{words}”")

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.elements.append((tag, values))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "form":
            self._form = Form(values)
            self.forms.append(self._form)
        elif tag == "a":
            self.links.append((values.get("href", ""), ""))
        elif tag == "select":
            self._select = (values.get("name"), [])
        elif tag == "option" and self._select is not None:
            self._select[1].append((values.get("value"), "selected" in values))
        elif tag == "textarea":
            self._area = (values.get("name"), [])
        elif tag == "input" and "form" in values:
            self._elsewhere.append(values)
        elif self._form is not None and tag == "input":
            self._input(self._form, values)
        elif self._form is not None and tag == "button" and values.get("name"):
            self._form.buttons.append((values["name"], values.get("value", "")))

    def _input(self, form, values):
        name, kind = values.get("name"), values.get("type", "text")
        if not name or "disabled" in values or kind in ("submit", "file", "reset"):
            if name and kind == "file":
                form.choices.setdefault(name, [])
            return
        value = values.get("value", "on" if kind in ("checkbox", "radio") else "")
        if kind in ("checkbox", "radio"):
            form.choices.setdefault(name, []).append(value)
            if "checked" not in values:
                return
        form.fields.append((name, value))

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select" and self._select is not None:
            name, options = self._select
            if self._form is not None and name and options:
                self._form.choices.setdefault(name, []).extend(value for value, _ in options)
                chosen = [value for value, is_chosen in options if is_chosen] or [options[0][0]]
                self._form.fields.append((name, chosen[0]))
            self._select = None
        elif tag == "textarea" and self._area is not None:
            name, pieces = self._area
            if self._form is not None and name:
                self._form.fields.append((name, "".join(pieces).removeprefix("\n")))
            self._area = None
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data):
        if self._area is not None:
            self._area[1].append(data)
        if self._open and self._open[-1] == "title":
            self.title += data
        if "a" in self._open and self.links:
            address, text = self.links[-1]
            self.links[-1] = (address, " ".join((text + data).split()))
        if not self._open or self._open[-1] not in ("script", "style", "title"):
            self._texts.append(data)


class Browser:
    """One person's browser."""

    def __init__(self, hub, language="en"):
        self.hub = hub
        self.language = language
        self.cookies = {}
        self.page = None

    def sign_in(self, slug, email, password):
        page = self.get(f"/sign-in?desk={slug}")
        page = self.send(page.form(action="/sign-in"), email=email, password=password)
        if page.status != 200 or not urlsplit(page.url).path.startswith(f"/desk/{slug}/"):
            raise Wrong(f"{email} is not signed in at {slug}: {page.status} {page.url} {page.text[:200]}")
        return page

    def come_in_as_operator(self):
        """By a link of the running hub's."""
        link = self.hub.command("operator", "link")["link"]
        page = self.get(urlsplit(link)._replace(scheme="", netloc="").geturl())
        page = self.send(page.form(action="/operator/sign-in"))
        if page.status != 200 or urlsplit(page.url).path != "/operator":
            raise Wrong(f"the operator is not signed in: {page.status} {page.url} {page.text[:200]}")
        return page

    def get(self, address):
        return self._follow("GET", urljoin(self.page.url if self.page else "/", address))

    def send(self, form, button=None, files=None, **values):
        """Sends a form as the browser would; underscores at the end of a name keep it from being a word of Python."""
        values = {name.rstrip("_") if name.endswith("_") else name: value for name, value in values.items()}
        fields = form.filled(values, button)
        address = urljoin(self.page.url if self.page else "/", form.action or self.page.url)
        if form.method == "get":
            return self._follow("GET", urlsplit(address)._replace(query=urlencode(fields)).geturl())
        if form.enctype == "multipart/form-data":
            return self._follow("POST", address, *multipart(fields, files or []))
        return self._follow("POST", address, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def request(self, method, address, body=None, content_type=None, headers=None):
        """One request, whatever it answers; redirects are not followed."""
        sent = {
            "Accept": "text/html,application/xhtml+xml",
            "Accept-Language": self.language,
            "Sec-Fetch-Site": "same-origin" if method == "POST" or self.page else "none",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **({"Content-Type": content_type} if content_type else {}),
            **(headers or {}),
        }
        sent = {name: value for name, value in sent.items() if value}
        connection = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=30)
        try:
            connection.request(method, quote(address, safe="/?&=%:+,#"), body=body, headers=sent)
            response = connection.getresponse()
            page = Page(response.status, response.headers, response.read(), address)
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _, rest = line.partition("=")
            value = rest.split(";")[0]
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return page

    def _follow(self, method, address, body=None, content_type=None):
        for _ in range(5):
            page = self.request(method, urlsplit(address)._replace(fragment="").geturl(), body, content_type)
            page.url = address
            if page.status not in (301, 302, 303, 307, 308):
                self.page = page
                return page
            method, body, content_type = "GET", None, None
            address = urljoin(address, page.headers["Location"])
        raise Wrong(f"{address} leads round in circles")


def multipart(fields, files):
    boundary = "----browse7d83f1"
    body = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    )
    for name, filename, content, kind in files:
        body += (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
            f"Content-Type: {kind}\r\n\r\n"
        ).encode() + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
