"""A disk that is full for a while: refused with 503, nothing half-written, and well again by itself."""

from kills import preload


def attempt(stage):
    flag = stage.hub.data.with_name("disk-is-full")
    stage.hub.kill()
    started = stage.hub.start({"LD_PRELOAD": preload("diskfull"), "BATON_DISK_FULL": str(flag)})
    if not stage.report.check("the hub starts on a disk with room", started, stage.hub.log_tail()):
        return stage.hub.start_or_fail()
    before = stage.tickets()
    flag.touch()
    try:
        _refuses(stage)
    finally:
        flag.unlink()
    stage.report.check("nothing half-written is visible", stage.tickets() == before)
    made = stage.admin.call("POST", "tickets", {"subject": "There is room again"})
    stage.report.check("it takes tickets again without a restart", made.status == 201, made.raw)
    stage.hub.kill()
    stage.hub.start_or_fail()
    stage.report.check("what it acknowledged is there after kill -9", stage.tickets() == before + 1)


def _refuses(stage):
    answer = stage.admin.call("POST", "tickets", {"subject": "No room"}, once=True)
    stage.refused("full disk: a ticket", answer, 503)
    stage.report.check("it says when to try again", bool(answer.headers.get("Retry-After")), answer.headers.items())
    upload = stage.admin.call(
        "POST",
        f"tickets/{stage.ticket}/attachments",
        once=True,
        raw=b'--b\r\nContent-Disposition: form-data; name="file"; filename="no-room.bin"\r\n\r\n'
        + b"x" * 500_000
        + b"\r\n--b--\r\n",
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )
    stage.refused("full disk: an attachment", upload, 503)
    read = stage.admin.call("GET", f"tickets/{stage.ticket}", once=True)
    stage.report.check("full disk: reading goes on", read.status == 200, read.raw)
