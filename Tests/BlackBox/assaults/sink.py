"""A mail server that takes everything and keeps every byte that was said to it."""

import email
import email.policy
import socket
import threading
import time


class Sink:
    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.mails, self._heard, self._lock = [], [], threading.Lock()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def options(self):
        """For the hub's command line."""
        return [
            "--smtp-url",
            f"smtp://127.0.0.1:{self.port}",
            "--smtp-from",
            "Baton <support@baton.example>",
            "--smtp-tls",
            "none",
        ]

    @property
    def heard(self):
        with self._lock:
            return b"".join(self._heard)

    def close(self):
        self._socket.close()

    def wait(self, holds, patience=20):
        """Until what came in is what was waited for; whether it is."""
        deadline = time.monotonic() + patience
        while not (found := holds(self.mails)) and time.monotonic() < deadline:
            time.sleep(0.02)
        return found

    def _listen(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection):
        with connection, connection.makefile("rwb") as talk:
            self._say(talk, b"220 sink")
            to, lines = [], None
            while line := talk.readline():
                with self._lock:
                    self._heard.append(line)
                if lines is not None:
                    if line != b".\r\n":
                        lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
                        continue
                    with self._lock:
                        self.mails.append(Mail(to, b"".join(lines)))
                    to, lines = [], None
                elif line.upper().startswith(b"RCPT TO:"):
                    to.append(line.decode("utf-8", "replace").partition("<")[2].partition(">")[0])
                elif line.upper().startswith(b"DATA"):
                    lines = []
                    self._say(talk, b"354 go on")
                    continue
                elif line.upper().startswith(b"QUIT"):
                    self._say(talk, b"221 bye")
                    return
                self._say(talk, b"250 yes")

    @staticmethod
    def _say(talk, line):
        talk.write(line + b"\r\n")
        talk.flush()


class Mail:
    def __init__(self, to, raw):
        self.to, self.raw = to, raw
        self.message = email.message_from_bytes(raw, policy=email.policy.default)

    def everything(self):
        """The bytes as they came, and all parts decoded."""
        parts = [part.get_content() for part in self.message.walk() if part.get_content_maintype() == "text"]
        return self.raw + "\n".join([*parts, *map(str, self.message.values())]).encode()
