"""Measurements of a running hub, each a function that gives its numbers."""

import json
import pathlib
import subprocess
import time

from hub import BINARY

from .line import Line

HERE = pathlib.Path(__file__).resolve().parent


class NotMeasured(Exception):
    pass


def wrk(script, desk, path, connections, seconds, secret=None, more=()):
    """One run; its numbers. Raises where an answer was not a success: such a run says nothing.

    The script gets the desk's token, or the secret that is given, and what else it takes."""
    command = ["wrk", "-t", str(min(4, connections)), "-c", str(connections), "-d", f"{seconds}s", "--timeout", "10s"]
    command += ["-s", str(HERE / script), f"http://127.0.0.1:{desk.hub.port}{path}", "--", secret or desk.token, *more]
    said = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60)
    lines = [line for line in said.stdout.splitlines() if line.startswith("RESULT ")]
    if said.returncode != 0 or not lines:
        raise NotMeasured(said.stderr or said.stdout)
    found = json.loads(lines[-1].removeprefix("RESULT "))
    if found["refused"] or found["broken"]:
        raise NotMeasured(f"{found['refused']} answers were refusals, {found['broken']} requests broke: {found}")
    return {"per_s": found["requests"] / found["seconds"], **found}


def way(desks, tickets, count):
    """Milliseconds from the beginning of a POST of a comment to its visibility at the last desk, `count` times.

    What is measured contains the way of the question to the last desk, so it is a little too high, never too low."""
    first, last = Line(desks[0]), Line(desks[-1])
    times = []
    for number in range(count):
        body = f"way {time.monotonic_ns()} {number}"
        wanted = body.encode()
        started = time.perf_counter()
        first.post(f"tickets/{tickets[0]}/comments", {"body": body, "format": "text", "audience": "partner"})
        while wanted not in last.get(f"tickets/{tickets[-1]}/comments?limit=200"):
            if time.perf_counter() - started > 10:
                raise NotMeasured(f"a comment is not at {desks[-1].slug} after 10 s")
        times.append((time.perf_counter() - started) * 1_000)
    return times


def ready(hub):
    """Seconds from the start of the process to its first answer of /readyz."""
    import http.client

    hub.terminate()
    started = time.perf_counter()
    hub.start_or_fail()
    while True:
        try:
            line = http.client.HTTPConnection("127.0.0.1", hub.port, timeout=5)
            line.request("GET", "/readyz")
            if line.getresponse().status == 200:
                return time.perf_counter() - started
        except OSError:
            pass
        if time.perf_counter() - started > 60:
            raise NotMeasured("not ready after 60 s")


def resident_megabytes(hub, field="VmRSS"):
    for line in pathlib.Path(f"/proc/{hub.process.pid}/status").read_text().splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1_024
    raise NotMeasured(f"the process has no {field}")


def peak_megabytes(hub):
    """The most that was resident since the start."""
    return resident_megabytes(hub, "VmHWM")


def ceilings(runs):
    """What the machine allows: an empty route that decodes the same JSON, bare group commits of the same rows."""
    program = BINARY.with_name("baton-bench")
    if not program.exists():
        return {}
    found = []
    for _ in range(runs):
        said = subprocess.run([str(program), "ceilings"], capture_output=True, text=True, timeout=300)
        if said.returncode != 0:
            raise NotMeasured(said.stderr)
        found.append(json.loads(said.stdout))
    return {key: sorted(one[key] for one in found)[len(found) // 2] for key in found[0]}


def percentile(times, percent):
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
