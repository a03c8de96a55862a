"""A client of LMTP that says what it is told, byte by byte."""

import socket


class LMTPClient:
    def __init__(self, path, patience=60):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(patience)
        self.socket.connect(str(path))
        self.file = self.socket.makefile("rb")
        self.greeting = self.answer()

    def answer(self):
        """The code of the next answer; 0 at the end."""
        while True:
            line = self.file.readline()
            if not line:
                return 0
            if line[3:4] == b" ":
                return int(line[:3])

    def say(self, line):
        self.socket.sendall(line if isinstance(line, bytes) else line.encode() + b"\r\n")
        return self.answer()

    def begin(self, *recipients, sender="anna@far.example"):
        """Up to where the message is expected; the codes of the recipients."""
        self.say("LHLO test")
        self.say(f"MAIL FROM:<{sender}>")
        codes = [self.say(f"RCPT TO:<{recipient}>") for recipient in recipients]
        if self.say("DATA") != 354:
            raise RuntimeError("no message is taken")
        return codes

    def close(self):
        # The connection is open as long as either of both is.
        self.file.close()
        self.socket.close()
