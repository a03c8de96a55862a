"""Pages that listen: their event streams, and how soon they see what somebody else did."""

import http.client
import resource
import socket
import time

from hub import HubFailed

from . import NotMeasured, resident_megabytes


#: a session may open a few more
OF_SESSION = 25


def open_streams(hub, people, count):
    """So many event streams of these people, each on a connection of its own, all answered."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < count + 200:
        raise NotMeasured(f"this process may open {hard} files only")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, count + 200), hard))
    opened = []
    for number in range(count):
        person = people[number % len(people)]
        line = socket.create_connection(("127.0.0.1", hub.port), timeout=10)
        line.sendall((
            f"GET {person.base}/live HTTP/1.1\r\nHost: 127.0.0.1:{hub.port}\r\nAccept: text/event-stream\r\n"
            f"Cookie: {person.cookie}\r\n\r\n"
        ).encode())
        opened.append(line)
    for line in opened:
        beginning = b""
        while b"retry:" not in beginning:
            more = line.recv(4_096)
            if not more:
                raise NotMeasured(f"a stream was not opened: {beginning[:200]}")
            beginning += more
    return opened


def weight(hub, people, count):
    """Megabytes that so many streams take beside what the hub took before, and the seconds that it takes to end with them."""
    before = resident_megabytes(hub)
    opened = open_streams(hub, people, count)
    # A beat of the feed goes through all of them.
    time.sleep(1)
    taken = resident_megabytes(hub) - before
    started = time.perf_counter()
    try:
        hub.terminate()
    except HubFailed as error:
        raise NotMeasured(str(error)) from error
    ended = time.perf_counter() - started
    for line in opened:
        line.close()
    return taken, ended


def seen(author, ticket, reader, count):
    """Milliseconds from the beginning of one person's comment until another one's open page shows it, `count` times."""
    [stream] = open_streams(author.hub, [reader], 1)
    pages = http.client.HTTPConnection("127.0.0.1", author.hub.port, timeout=10)
    path = f"{reader.base}/tickets/{ticket}"
    times = []
    for number in range(count):
        body = f"seen {time.monotonic_ns()} {number}"
        started = time.perf_counter()
        author.post(f"tickets/{ticket}/comments", {"body": body, "format": "text", "audience": "internal"})
        while True:
            # The page looks again when its stream tells of the ticket.
            if b"event: " not in stream.recv(65_536):
                continue
            pages.request("GET", path, headers={"Cookie": reader.cookie, "Accept": "text/html"})
            if body.encode() in pages.getresponse().read():
                break
            if time.perf_counter() - started > 10:
                raise NotMeasured("a comment is not on the page after 10 s")
        times.append((time.perf_counter() - started) * 1_000)
    stream.close()
    return times
