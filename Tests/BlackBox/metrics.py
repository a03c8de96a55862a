"""What an operator's tools see at /metrics, judged by promtool: python3 metrics.py [--data DIR]"""

import argparse
import http.client
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import uuid

from attempts import Stage
from desk import Desk
from hub import ROOT, Hub
from report import Report, Wrong, equal, require

RULES = ROOT / "deploy/prometheus/baton.rules.yml"
TOKEN = "metrics-" + uuid.uuid4().hex


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-metrics-"))
    report = Report()
    # What a shell gives as the usual limit of open files is no reason to turn anybody away.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, most))
    hub = Hub(folder / "hub")
    hub.start_or_fail()
    stage = Stage(hub, report)
    report.group("promtool finds nothing to say of a hub that has just begun", judged, hub)
    report.group("requests are counted by route, and nothing of a tenant's is a label", requests, stage)
    report.group("what goes to the partner is counted, and what waits", deliveries, stage)
    report.group("the writer, the files and the process are told", insides, hub)
    report.check("as many files may be open as the system allows", told(hub)["process_max_fds"] == most)
    report.group("promtool finds nothing to say of a hub that has worked", judged, hub)
    report.group("each alarm looks at something that is told", alarms, hub)
    report.group("a caller sent on by a proxy is told what any unknown address is told", closed, hub)
    report.check("the hub ends cleanly on SIGTERM", hub.terminate() == 0)
    report.group("with a token file, the token alone opens", with_token, hub, folder)
    if not options.data and not report.failed:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


def fetch(hub, headers=None, path="/metrics"):
    connection = http.client.HTTPConnection("127.0.0.1", hub.port, timeout=10)
    connection.request("GET", path, headers=headers or {})
    response = connection.getresponse()
    answer = response.status, response.headers.get("Content-Type"), response.read()
    connection.close()
    return answer


def told(hub):
    """Every sample, by its name with its labels."""
    status, kind, text = fetch(hub)
    equal(status, 200, "the status of /metrics")
    equal(kind, "text/plain; version=0.0.4; charset=utf-8", "the content type")
    lines = [line for line in text.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def judged(hub):
    text = fetch(hub)[2]
    verdict = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, timeout=60, check=False)
    words = (verdict.stdout + verdict.stderr).decode().strip()
    require(verdict.returncode == 0 and not words, f"promtool: {verdict.returncode} {words}")


def requests(stage):
    hub, canary = stage.hub, "canary" + uuid.uuid4().hex
    before = told(hub)
    made = stage.admin.post("tickets", {"subject": canary, "tags": [canary]})
    stage.admin.get(f"tickets/{made['id']}")
    for _ in range(3):
        stage.admin.call("GET", f"tickets/{uuid.uuid4()}")
        stage.admin.call("GET", f"/api/v1/{canary}/{uuid.uuid4()}")
    stage.admin.get("tickets", q=canary)
    after = told(hub)

    def grown(route, status, method="GET"):
        name = f'baton_http_requests_total{{method="{method}",route="{route}",status="{status}"}}'
        return after.get(name, 0) - before.get(name, 0)

    equal(grown("/api/v1/tickets", "2xx", "POST"), 1, "tickets opened")
    equal(grown("/api/v1/tickets/{ticket}", "2xx"), 1, "tickets shown")
    equal(grown("/api/v1/tickets/{ticket}", "4xx"), 3, "absent tickets asked for")
    equal(grown("none", "4xx", "any"), 3, "unknown addresses asked for")
    labels = '{method="GET",route="/api/v1/tickets/{ticket}"}'
    equal(after["baton_http_request_duration_seconds_count" + labels], 4, "requests timed")
    require(after["baton_http_request_duration_seconds_sum" + labels] > 0, "requests take time")
    words = "\n".join(after)
    for secret in (canary, made["id"], "alpha", "beta", "example"):
        require(secret not in words, f"{secret} is a label")


def deliveries(stage):
    before = told(stage.hub)
    delivered = 'baton_relay_attempts_total{outcome="delivered"}'
    stage.admin.post(f"tickets/{stage.ticket}/handoffs", {"partnership": stage.partnership})
    deadline = time.monotonic() + 10
    while told(stage.hub)[delivered] <= before[delivered]:
        if time.monotonic() > deadline:
            raise Wrong("no delivery was counted within 10 s")
        time.sleep(0.02)
    now = told(stage.hub)
    for direction in ("in", "out"):
        for state in ("waiting", "parked"):
            labels = f'{{direction="{direction}",state="{state}"}}'
            equal(now["baton_delivery_oldest_age_seconds" + labels], 0, "the age of the oldest" + labels)
            equal(now["baton_deliveries" + labels], 0, "deliveries" + labels)
    equal(now["baton_tenants"], 2, "the desks")
    require(now["baton_tickets"] >= 4, f"{now['baton_tickets']} tickets are counted")


def insides(hub):
    now = told(hub)
    for name in (
        "process_cpu_seconds_total",
        "process_resident_memory_bytes",
        "process_virtual_memory_bytes",
        "process_open_fds",
        "process_max_fds",
        "baton_database_size_bytes",
        "baton_disk_free_bytes",
        "baton_writer_group_writes_sum",
        "baton_writer_group_duration_seconds_sum",
    ):
        require(now.get(name, 0) > 0, f"{name} is {now.get(name)}")
    for name in ("baton_database_wal_size_bytes", "baton_event_streams", "baton_writer_failed_groups_total"):
        require(name in now, f"{name} is not told")
    equal(now['baton_writer_group_writes_bucket{le="+Inf"}'], now["baton_writer_group_writes_count"], "groups")
    require(abs(now["process_start_time_seconds"] - time.time()) < 600, "the process began long ago")
    require(any(re.fullmatch(r'baton_build_info\{version="[^"]+"\}', name) for name in now), "no build is named")


def alarms(hub):
    require("baton_last_backup_timestamp_seconds" not in told(hub), "a backup is told that nobody made")
    with tempfile.TemporaryDirectory() as folder:
        hub.command("backup", "--to", folder)
    made = told(hub)["baton_last_backup_timestamp_seconds"]
    require(abs(made - time.time()) < 600, f"the backup was made at {made}")
    verdict = subprocess.run(["promtool", "check", "rules", str(RULES)], capture_output=True, timeout=60, check=False)
    equal(verdict.returncode, 0, f"promtool's exit code ({verdict.stderr.decode()})")
    names = {name.split("{")[0] for name in told(hub)}
    asked = set(re.findall(r"\b(?:baton|process)_\w+", RULES.read_text()))
    require(len(asked) > 5, f"the alarms ask for {asked}")
    equal(sorted(asked - names), [], "what the alarms ask for and nobody tells")


def closed(hub):
    unknown = fetch(hub, path="/no-such-address")
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"):
        equal(fetch(hub, {header: "192.0.2.1"}), unknown, f"the answer with {header}")
    equal(fetch(hub, {"Host": "desk.example"}), unknown, "the answer under another name")
    stranger = Desk(hub, "", "", "bat_nobody").call("GET", "/metrics", once=True)
    equal(stranger.status, 200, "the answer to a neighbour with a header of no meaning")


def with_token(hub, folder):
    file = folder / "metrics.token"
    file.write_text(TOKEN + "\n")
    hub.options = ["--metrics-token-file", str(file)]
    hub.start_or_fail()
    unknown = fetch(hub, path="/no-such-address")
    equal(fetch(hub), unknown, "the answer without a token")
    equal(fetch(hub, {"Authorization": f"Bearer {TOKEN}x"}), unknown, "the answer to a wrong token")
    equal(fetch(hub, {"Authorization": f"Bearer {TOKEN}", "Host": "desk.example"})[0], 200, "with the token")
    require(TOKEN not in hub.log_tail(1_000_000), "the token is in the log")
    equal(hub.terminate(), 0, "the exit code")
    file.write_text("short\n")
    require(not hub.start(), "the hub starts with a token that can be guessed")
    require("metrics.token" in hub.log_tail(), "the refusal does not name the file")


if __name__ == "__main__":
    sys.exit(main())
