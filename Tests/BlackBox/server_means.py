"""What an operator of PostgreSQL does by the server's own means, and whether a hub bears it: python3 server_means.py [--data DIR]

Its connections are encrypted and the server's name is held against its certificate; its owner, who is no superuser, dumps it and
reads it in again; it is put back to an earlier moment from archived logs. Each server is the script's own.
"""

import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

from chapters import short
from cluster.node import Node
from cluster.server import Server
from hub import BINARY, ROOT, free_port
from ledger import Ledger
from report import Report, equal, require
from verify import settle, verify
from world import World


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data")
    options = parser.parse_args()
    folder = pathlib.Path(options.data or tempfile.mkdtemp(prefix="baton-server-means-"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    report = Report()
    report.group("its connections are encrypted, to a server that shows the right name and certificate", encrypted, folder)
    report.group("its owner dumps it, and reads it in again; every desk knows that it was put back", dumped, folder, report)
    report.group("from archived logs it is put back to a moment; every desk knows that it was", put_back, folder)
    if not report.failed and not options.data:
        shutil.rmtree(folder, ignore_errors=True)
    return report.close()


def encrypted(folder):
    port = free_port()
    server = Server(listen_addresses="127.0.0.1", port=port, ssl="on")
    for name in ("ours", "theirs"):
        authority(folder, name)
    certificate(folder, "ours", "localhost")
    server.make(**{"server.crt": folder / "localhost.crt", "server.key": folder / "localhost.key"})
    try:
        server.begin()
        url = f"postgres://postgres@{{}}:{port}/postgres?sslmode=verify-full&sslrootcert={folder}/{{}}.crt"
        for host, known, said in (("localhost", "theirs", "certificate"), ("127.0.0.1", "ours", "127.0.0.1")):
            place = ["--data", str(folder / "never"), "--database", url.format(host, known)]
            refused = subprocess.run([str(BINARY), "migrate", *place], capture_output=True, text=True, timeout=60)
            require(refused.returncode == 1 and said in refused.stderr, f"{refused.returncode}: {refused.stderr}")
        node = Node(folder / "encrypted", url.format("localhost", "ours"))
        node.create_tenant("acme", "Acme", "boss@acme.example")
        node.start_or_fail()
        plain = "SELECT count(*) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE a.application_name = 'baton'"
        require(server.ask(f"{plain} AND s.ssl") != "0", "no connection is encrypted")
        equal(server.ask(f"{plain} AND NOT s.ssl"), "0", "the connections that are not encrypted")
        equal(node.terminate(), 0, "the exit code")
    finally:
        server.stop()


def dumped(folder, report):
    server = Server()
    server.start()
    dump = folder / "hub.dump"
    # The server's user writes it.
    folder.chmod(0o777)
    try:
        roles = ["psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=on", "--file", ROOT / "deploy/postgres/roles.sql"]
        subprocess.run([*roles, server.url], check=True, capture_output=True)
        url = server.url_of("baton").replace("user=postgres", "user=baton")
        node, world, ledger = lived_in(folder / "dumped", url)
        refused = subprocess.run(["pg_dump", "--file", dump, url], capture_output=True, text=True)
        require("row-level security" in refused.stderr, f"a dump that leaves rows out is not refused: {refused.stderr}")
        subprocess.run(
            ["pg_dump", "--enable-row-security", "--format", "custom", "--file", dump, url], check=True,
            env={**os.environ, "PGOPTIONS": "-c app.scope=owner"})
        lost = world.desks["vendor"].post("tickets", {"subject": "Opened after the dump"})["id"]
        equal(node.terminate(), 0, "the exit code")
        server.ask("ALTER DATABASE baton RENAME TO baton_old")
        server.ask("CREATE DATABASE baton OWNER baton ENCODING 'UTF8' TEMPLATE template0")
        subprocess.run(
            ["pg_restore", "--exit-on-error", "--dbname", server.url_of("baton"), dump], check=True)
        said = "BEGIN; SET LOCAL app.scope = 'owner'; UPDATE tenants SET history = 'put back'; COMMIT"
        subprocess.run(["psql", "--no-psqlrc", "--quiet", url, "--command", said], check=True)
        node.start_or_fail()
        equal(world.desks["vendor"].status_of("GET", f"tickets/{lost}"), 404, "the ticket that was opened after the dump")
        began_anew(world)
        short.handed_over_and_back(world, ledger)
        verify(world, ledger, report)
        code, said = node.doctor()
        equal(code, 0, f"the doctor ({said})")
        equal(node.terminate(), 0, "the exit code")
    finally:
        server.stop()


def put_back(folder):
    archive = tempfile.mkdtemp(prefix="baton-archive-", dir="/tmp")
    os.chmod(archive, 0o777)
    server = Server(archive_mode="on", archive_command=f"cp %p {archive}/%f")
    server.start()
    later = None
    try:
        node, world, ledger = lived_in(folder / "put-back", server.url)
        later = server.base(restore_command=f"cp {archive}/%f %p", recovery_target_name="here", recovery_target_action="promote")
        short.handed_over_and_back(world, ledger)
        settle(world, 30)
        server.ask("SELECT pg_create_restore_point('here')")
        lost = world.desks["vendor"].post("tickets", {"subject": "Opened too late"})["id"]
        server.ask("SELECT pg_switch_wal()")
        equal(node.terminate(), 0, "the exit code")
        server.end()
        later.begin()
        world.until(lambda: later.ask("SELECT pg_is_in_recovery()") == "f", "the server is put back", 60)
        again = Node(folder / "put-back", later.url)
        again.start_or_fail()
        moved = world.moved(again, 8)
        equal(moved.desks["vendor"].status_of("GET", f"tickets/{lost}"), 404, "the ticket that was opened too late")
        began_anew(moved)
        ledger.world = moved
        short.handed_over_and_back(moved, ledger)
        code, said = again.doctor()
        equal(code, 0, f"the doctor ({said})")
        equal(again.terminate(), 0, "the exit code")
    finally:
        server.stop()
        if later:
            later.stop()
        shutil.rmtree(archive, ignore_errors=True)


def lived_in(data, url):
    """A node with four desks that have handed something over."""
    node = Node(data, url)
    node.start_or_fail()
    world = World(node, random.Random(6), patience=30)
    world.build()
    ledger = Ledger(world)
    short.handed_over_and_back(world, ledger)
    settle(world, 30)
    return node, world, ledger


def began_anew(world):
    for slug, admin in world.admins.items():
        actions = [record["action"] for record in admin.items("audit")]
        equal(actions.count("hub.restore"), 1, f"how often {slug}'s audit log says that the hub went back")
    knows = lambda: not any(h["recovering"] for desk in world.desks.values() for h in desk.items("handoffs"))
    world.until(knows, "every desk knows where it is")


def authority(folder, name):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
         "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.crt"], check=True, capture_output=True)


def certificate(folder, by, host):
    request = folder / f"{host}.csr"
    subprocess.run(
        ["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={host}", "-keyout", folder / f"{host}.key",
         "-out", request], check=True, capture_output=True)
    names = folder / "names"
    names.write_text(f"subjectAltName=DNS:{host}")
    subprocess.run(
        ["openssl", "x509", "-req", "-in", request, "-CA", folder / f"{by}.crt", "-CAkey", folder / f"{by}.key",
         "-CAcreateserial", "-days", "2", "-extfile", names, "-out", folder / f"{host}.crt"],
        check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
