"""A PostgreSQL for the measured zone: its cluster is kept beside it, every commit reaches the disk.

As a child (`python -m bench.postgres copy`) it makes the copy that is written into.
"""

from __future__ import annotations

import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from bench.home import APP, NotMeasured
from tests.trust.postgres import NO_POSTGRES, USER, find_postgres

PATIENCE = 60.0
SETTINGS = ("shared_buffers=512MB", "max_connections=200", "max_wal_size=4GB", "fsync=on", "synchronous_commit=on")


@contextmanager
def started(cluster: Path, name: str) -> Iterator[str]:
    """Address of database `name` in the cluster kept at `cluster`; the server ends with the block."""
    binaries = find_postgres()
    if binaries is None:
        raise NotMeasured(NO_POSTGRES)
    port = _free_port()
    if not (cluster / "PG_VERSION").exists():
        _create(binaries, cluster)
    options = ["-c", f"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={cluster}"]
    for setting in SETTINGS:
        options += ["-c", setting]
    with (cluster.parent / "postgres.log").open("ab") as log:
        command = _as_postgres([str(binaries / "postgres"), "-D", str(cluster), *options])
        server = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        try:
            _await(server, port, name)
            yield f"postgresql://{USER}@127.0.0.1:{port}/{name}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=120)


def _create(binaries: Path, cluster: Path) -> None:
    cluster.parent.mkdir(parents=True, exist_ok=True)
    cluster.mkdir()
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(cluster, account.pw_uid, account.pw_gid)
    command = [
        str(binaries / "initdb"),
        "-D",
        str(cluster),
        "-U",
        USER,
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    done = subprocess.run(_as_postgres(command), capture_output=True, text=True)
    if done.returncode != 0:
        raise NotMeasured(f"initdb: {done.stderr.strip()[-200:]}")


def _as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return command
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]


def _await(server: subprocess.Popen[bytes], port: int, name: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise NotMeasured("PostgreSQL ended: see postgres.log; its account must be able to reach the folder")
        try:
            with psycopg.connect(host="127.0.0.1", port=port, user=USER, dbname="postgres", autocommit=True) as server_:
                known = server_.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
                if known is None:
                    server_.execute(f"CREATE DATABASE {name}")
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    raise NotMeasured(f"PostgreSQL did not answer within {PATIENCE:.0f} s")


def empty(url: str) -> None:
    """An empty database, and the role that serves it and owns nothing."""
    base, _, name = url.rpartition("/")
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone() is None:
            connection.execute(f"CREATE ROLE {APP} LOGIN")


def copy(url: str) -> None:
    base, _, name = url.rpartition("/")
    with psycopg.connect(f"{base}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}_copy WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}_copy TEMPLATE {name}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    {"copy": copy, "empty": empty}[sys.argv[1]](os.environ["DATABASE_URL"])
    print("{}")
