"""A server of IMAP that does as it is told: it breaks at certain mails, numbers them anew, and notes what it was asked."""

import re
import socketserver
import threading
import time


class IMAPServer:
    def __init__(self):
        self.validity = 100
        #: by number
        self.mails = {}
        self.next = 1
        #: numbers at which the connection is ended in the midst of the answer
        self.broken = set()
        #: numbers that it refuses to give
        self.refused = set()
        #: sizes that it says, where they are not true
        self.sizes = {}
        self.commands = []
        self.connections = 0
        self.lock = threading.Lock()
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                with outer.lock:
                    outer.connections += 1
                outer.serve(self.rfile, self.wfile)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def put(self, message):
        with self.lock:
            number = self.next
            self.mails[number] = message
            self.next += 1
        return number

    def renumber(self):
        """The same mails under other numbers."""
        with self.lock:
            self.validity += 1
            messages = list(self.mails.values())
            self.next = len(messages) + 1
            self.mails = dict(enumerate(messages, start=1))

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def fetched(self, number):
        return sum(1 for command in self.commands if command.startswith(f"UID FETCH {number} (BODY.PEEK"))

    def serve(self, reading, writing):
        def say(text):
            writing.write(text if isinstance(text, bytes) else text.encode() + b"\r\n")

        say("* OK ready")
        for line in reading:
            tag, _, command = line.decode("utf-8", "replace").strip().partition(" ")
            with self.lock:
                self.commands.append(command)
            verb = command.upper()
            if verb == "CAPABILITY":
                say("* CAPABILITY IMAP4rev1")
            elif verb.startswith("SELECT"):
                say(f"* {len(self.mails)} EXISTS")
                say(f"* OK [UIDVALIDITY {self.validity}] numbers")
                say(f"* OK [UIDNEXT {self.next}] next")
            elif match := re.match(r"UID FETCH (\d+):\* \(UID RFC822\.SIZE\)", verb):
                known = sorted(self.mails)
                for place, number in enumerate(known, start=1):
                    if number >= int(match[1]) or number == known[-1]:
                        size = self.sizes.get(number, len(self.mails[number]))
                        say(f"* {place} FETCH (UID {number} RFC822.SIZE {size})")
            elif match := re.match(r"UID FETCH (\d+) \(INTERNALDATE\)", verb):
                # Everything came since it is asked.
                arrived = time.strftime("%d-%b-%Y %H:%M:%S +0000", time.gmtime())
                say(f'* 1 FETCH (UID {match[1]} INTERNALDATE "{arrived}")')
            elif match := re.match(r"UID FETCH (\d+) \(BODY", verb):
                number = int(match[1])
                if number in self.refused:
                    say(f"{tag} NO not this one")
                    continue
                message = self.mails.get(number)
                if message is not None:
                    say(f"* 1 FETCH (UID {number} BODY[] {{{len(message)}}}")
                    if number in self.broken:
                        say(message[: len(message) // 2])
                        return
                    say(message + b")\r\n")
            elif verb == "LOGOUT":
                say("* BYE")
                say(f"{tag} OK bye")
                return
            say(f"{tag} OK done")
