"""Desks, browsers and event streams of which every answer is kept."""

import http.client
import threading

from browse import Browser
from desk import Desk


class Overheard(Desk):
    """A desk all of whose answers are kept."""

    def __init__(self, desk, note):
        super().__init__(desk.hub, desk.slug, desk.name, desk.token)
        self._note = note

    def _send(self, method, path, raw, headers, repeated):
        answer = super()._send(method, path, raw, headers, repeated)
        self._note(self.slug, f"{method} {path}", answer.raw + str(answer.headers).encode())
        return answer


class OverheardBrowser(Browser):
    def __init__(self, hub, slug, note):
        super().__init__(hub)
        self.slug, self._note = slug, note

    def request(self, method, address, *arguments, **more):
        page = super().request(method, address, *arguments, **more)
        self._note(self.slug, f"{method} {address}", page.raw + str(page.headers).encode())
        return page


class Stream(threading.Thread):
    """Listens to a desk's events as long as the story goes on."""

    def __init__(self, hub, slug, browser, note):
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection("127.0.0.1", hub.port, timeout=120)
        cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        self.connection.request("GET", f"/desk/{slug}/live", headers={"Cookie": cookie, "Accept": "text/event-stream"})
        self.response = self.connection.getresponse()
        self.slug, self._note = slug, note
        self.start()

    def run(self):
        try:
            while line := self.response.readline():
                self._note(self.slug, "events", line)
        except (OSError, ValueError, AttributeError):
            pass

    def close(self):
        if self.connection.sock:
            self.connection.sock.close()
