"""Attachments that are cut off, malformed, or too large: nothing of them is visible."""

import json
import socket
import time

BOUNDARY = "----cut"


def attempt(stage):
    path = f"/api/v1/tickets/{stage.ticket}/attachments"
    part = _part("cut.bin", b"x" * 300_000)
    whole = part + f"\r\n--{BOUNDARY}--\r\n".encode()
    _cut(stage, path, part[:150_000], len(whole), "half of it")
    _cut(stage, path, part, len(whole), "all but the last boundary")
    _cut(stage, path, b"", len(whole), "nothing of it")
    _cut_chunks(stage, path, part[:150_000])
    for name, raw in {
        "no last boundary": part,
        "no boundary at all": b"x" * 1_000,
        "no file": f"--{BOUNDARY}--\r\n".encode(),
        "a part without a name": whole.replace(b'name="file"; ', b""),
        "an empty body": b"",
        "an unknown field": _part("a", b"b", field="sideways") + f"\r\n--{BOUNDARY}--\r\n".encode(),
        "part headers without end": f"--{BOUNDARY}\r\n".encode() + b"X: y\r\n" * 20_000,
        "an audience that is none": _field("audience", "everyone") + whole,
    }.items():
        stage.refused(f"upload: {name}", _upload(stage, raw), 400, 413, 422)
    other = stage.admin.call("POST", path, raw=whole, headers={"Content-Type": "multipart/form-data"})
    stage.refused("upload: no boundary named", other, 400, 415, 422)
    _announced(stage, path)
    _nothing_visible(stage)
    _sizes(stage)
    _repeated(stage)
    _names(stage)


def _part(name, content, field="file"):
    return (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode() + content


def _field(name, value):
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


def _upload(stage, raw, key=None, boundary=BOUNDARY):
    return stage.admin.call(
        "POST",
        f"tickets/{stage.ticket}/attachments",
        raw=raw,
        headers={"Content-Type": f"multipart/form-data; boundary={boundary}"},
        key=key,
    )


def _head(stage, path, *more):
    lines = [
        f"POST {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Authorization: Bearer {stage.admin.token}",
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}",
        *more,
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n"


def _cut(stage, path, sent, length, name):
    with socket.create_connection(("127.0.0.1", stage.hub.port), 10) as line:
        line.sendall(_head(stage, path, f"Content-Length: {length}") + sent)
        # So that it is under way when the line goes.
        time.sleep(0.1)
    stage.report.check(f"upload: cut off after {name}: the hub lives", stage.admin.get("tickets", limit=1) is not None)


def _cut_chunks(stage, path, sent):
    with socket.create_connection(("127.0.0.1", stage.hub.port), 10) as line:
        line.sendall(_head(stage, path, "Transfer-Encoding: chunked") + f"{len(sent):x}\r\n".encode() + sent + b"\r\n")
        time.sleep(0.1)
    stage.report.check("upload: cut off between chunks: the hub lives", stage.admin.get("tickets", limit=1) is not None)


def _announced(stage, path):
    """A length that nobody would take is refused before the bytes come."""
    with socket.create_connection(("127.0.0.1", stage.hub.port), 10) as line:
        line.sendall(_head(stage, path, "Content-Length: 9000000000000") + _part("huge.bin", b"x" * 1_000))
        line.settimeout(5)
        try:
            answer = line.recv(200)
        except TimeoutError:
            answer = b"no answer after 5 s"
    stage.report.check("upload: 9 TB announced -> 413", b" 413 " in answer[:20], answer)


def _nothing_visible(stage):
    shown = json.dumps([stage.admin.items(f"tickets/{stage.ticket}/{part}") for part in ("comments", "timeline")])
    stage.report.check(
        "nothing of a refused upload is visible", "cut.bin" not in shown and "huge.bin" not in shown, shown
    )
    leftovers = [
        path
        for path in stage.hub.data.rglob("*")
        if path.is_file() and path.stat().st_size >= 100_000 and b"x" * 50_000 in path.read_bytes()[:200_000]
    ]
    stage.report.check("nor does a half file stay on the disk", not leftovers, leftovers)


#: api: a file has at most 100 MB
LARGEST = 100 * 1_024 * 1_024


def _sizes(stage):
    end = f"\r\n--{BOUNDARY}--\r\n".encode()
    empty = _upload(stage, _part("empty.txt", b"") + end)
    got = stage.admin.call("GET", f"attachments/{empty.json.get('id')}")
    stage.report.check(
        "upload: a file of no bytes is one", (empty.status, got.status, got.raw) == (201, 200, b""), empty.raw
    )
    two = _part("one.bin", b"1") + b"\r\n" + _part("two.bin", b"2") + end
    stage.refused("upload: two files", _upload(stage, two), 422)
    large = _part("large.bin", b"z" * (LARGEST + 1)) + end
    stage.refused("upload: a byte more than 100 MB", _upload(stage, large), 413)
    kept = [path for path in stage.hub.data.rglob("*") if path.is_file() and path.stat().st_size > 50_000_000]
    stage.report.check("upload: nothing of it stays on the disk", not kept, kept)


def _repeated(stage):
    """The boundary and the order of the parts are no part of what is compared; names and bytes are."""
    end = f"\r\n--{BOUNDARY}--\r\n".encode()
    first = _upload(stage, _field("audience", "partner") + _part("once.bin", b"once") + end, key="upload-once")
    turned = _part("once.bin", b"once") + b"\r\n" + _field("audience", "partner") + end.lstrip()
    again = _upload(stage, turned.replace(BOUNDARY.encode(), b"another"), key="upload-once", boundary="another")
    stage.report.check("upload: the same key and parts give the first answer", again.raw == first.raw, again.raw)
    for name, part in (("other bytes", _part("once.bin", b"else")), ("another name", _part("else.bin", b"once"))):
        answer = _upload(stage, _field("audience", "partner") + part + end, key="upload-once")
        stage.refused(f"upload: the same key, {name}", answer, 422)


def _names(stage):
    for name in ("../../etc/passwd", ".htaccess", "a" * 4_000, "nul\\u0000.txt", "page.html"):
        answer = _upload(stage, _part(name, b"<script>1</script>") + f"\r\n--{BOUNDARY}--\r\n".encode())
        if answer.status >= 400:
            stage.refused(f"upload: named {name[:20]}", answer, 400, 422)
            continue
        got = stage.admin.call("GET", f"attachments/{answer.json['id']}")
        kind = got.headers.get("Content-Disposition") or ""
        stage.report.check(
            f"upload: named {name[:20]}: a download of plain bytes",
            kind.startswith("attachment")
            and got.headers.get("X-Content-Type-Options") == "nosniff"
            and "/" not in kind.split("filename=")[-1].split(";")[0],
            f"{kind} {got.headers.items()}",
        )
