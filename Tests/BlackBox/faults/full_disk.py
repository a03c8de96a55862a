"""F03: no room for database, log, attachments, temporary files or the hub's own log file, all on one small disk."""

import os
import pathlib
import subprocess
import time

from faults.traffic import Traffic
from report import require


def on_tmpfs(trial, full):
    _fills(trial, full, "ENOSPC on a tmpfs of 40 MB", _tmpfs)


def on_ext4(trial, full):
    _fills(trial, full, "ENOSPC on an ext4 of 16 MB", _ext4)


def _fills(trial, full, what, mount):
    """Takes all room but a little, so that each time something else is the first not to fit."""
    trial.plans(what)
    trial.needs_root("mounting a small disk")
    disk = trial.folder / "disk"
    disk.mkdir(parents=True)
    mount(trial, disk)
    trial.lay(disk / "hub")
    trial.start()
    with Traffic(trial) as traffic:
        for left in _leftovers(full):
            traffic.wait_for(1)
            filler = _fill(disk, left)
            refused = _until_refused(trial)
            trial.injected[what] += len(refused)
            codes = {answer.status for answer in refused}
            trial.check("I1", f"with {left} bytes left it refuses with 503", codes == {503}, codes)
            hints = all(answer.headers.get("Retry-After") for answer in refused)
            trial.check("I7", "and says when to try again", hints)
            codes = _reads(trial)
            trial.check("I6", f"and reads, {len(codes)} times", set(codes) == {200}, codes)
            alive = trial.hub.process.poll() is None
            trial.check("I6", "and lives", alive, trial.hub.log_tail())
            filler.unlink()
        traffic.wait_for(1)
    # Dead on a full disk, started with room.
    filler = _fill(disk, 0)
    trial.hub.kill()
    trial.injected[what] += 1
    filler.unlink()
    trial.restart()
    # And started where there is none: it may refuse, but must harm nothing.
    filler = _fill(disk, 0)
    trial.hub.kill()
    if not trial.hub.start():
        said = trial.hub.log_tail(600)
        trial.check("I6", "it says in words why it does not start", "Fatal" not in said, said)
    filler.unlink()
    trial.restart()
    trial.stands()


def _reads(trial):
    """For longer than it takes the idle writer to look after its log, for which there is no room, either."""
    codes = []
    for _ in range(20):
        codes.append(trial.world.desks["vendor"].call("GET", "tickets", once=True).status)
        time.sleep(0.04)
    return codes


def _leftovers(full):
    return [0, 4_096, 40_960, 400_000, 8_192, 100_000, 1_000_000, 0, 16_384, 65_536] if full else [0, 40_960]


def _fill(disk, left):
    filler = disk / "filler"
    with open(filler, "wb", buffering=0) as file:
        size = 1 << 20
        while size:
            try:
                while True:
                    room = os.statvfs(disk)
                    if room.f_bfree * room.f_frsize <= left:
                        return filler
                    require(file.write(b"x" * size) == size, "short")
            except Exception:
                size //= 2
    return filler


def _until_refused(trial):
    """Words and files at the fourth desk, which the traffic leaves alone, until some were refused."""
    desk, refused = trial.world.desks["fourth"], []
    ticket = desk.call("POST", "tickets", {"subject": "May fit"}, once=True)
    for number in range(2_000):
        if len(refused) >= 3:
            return refused
        if ticket.status == 201 and number % 8 == 0:
            answer = _upload(desk, ticket.json["id"])
        else:
            answer = desk.call("POST", "tickets", {"subject": "No room", "description": "x" * 20_000}, once=True)
        if answer.status >= 400:
            refused.append(answer)
    return refused


def _upload(desk, ticket):
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="no-room.bin"\r\n\r\n' + b"x" * 200_000
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    return desk.call("POST", f"tickets/{ticket}/attachments", raw=body + b"\r\n--b--\r\n", headers=headers, once=True)


def _tmpfs(trial, disk):
    _run("mount", "-t", "tmpfs", "-o", "size=40m", "baton-small", str(disk))
    trial.afterwards(lambda: _unmount(trial, disk))


def _ext4(trial, disk):
    image = pathlib.Path(str(disk) + ".img")
    with open(image, "wb") as file:
        file.truncate(16 << 20)
    _run("mkfs.ext4", "-q", "-O", "^has_journal", "-m", "0", "-F", str(image))
    _run("mount", "-o", "loop", str(image), str(disk))
    trial.afterwards(lambda: _unmount(trial, disk))


def _unmount(trial, disk):
    trial.hub.kill()
    subprocess.run(["umount", "-l", str(disk)], check=True)


def _run(*command):
    subprocess.run(command, check=True, capture_output=True)


FAULTS = [("F03", "a full tmpfs", on_tmpfs), ("F03", "a full ext4", on_ext4)]
