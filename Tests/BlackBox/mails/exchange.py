"""A mail server of the tests' own, which takes everything."""

import socketserver
import threading

from hub import free_port


class Exchange:
    """A mail server that takes everything, and keeps it."""

    def __init__(self):
        self.mails = []
        outer = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self):
                self.wfile.write(b"220 test\r\n")
                data = None
                for line in self.rfile:
                    if data is not None:
                        if line == b".\r\n":
                            outer.mails.append(b"".join(data))
                            data = None
                            self.wfile.write(b"250 taken\r\n")
                        else:
                            data.append(line[1:] if line.startswith(b"..") else line)
                        continue
                    word = line.split()[0].upper() if line.split() else b""
                    if word == b"DATA":
                        data = []
                        self.wfile.write(b"354 go on\r\n")
                    elif word == b"QUIT":
                        self.wfile.write(b"221 bye\r\n")
                        return
                    else:
                        self.wfile.write(b"250 ok\r\n")

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", free_port()), Session)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
