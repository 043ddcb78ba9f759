"""A PostgreSQL of our own: found on this machine, started in a temporary folder on a free port, stopped by its pid."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

NO_POSTGRES = "PostgreSQL is not here: what needs it is skipped (Debian: apt-get install postgresql)"
USER = "southgate"
PATIENCE = 60.0
_FAST = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
"""A test cluster is thrown away: it need not survive a power cut, and disks here are slow."""


def find_postgres() -> Path | None:
    """The folder with `initdb`, newest version first; None when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: -float(path.parts[-3]))
    if found:
        return found[0].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


@contextmanager
def started_postgres() -> Iterator[str]:
    """Address of an empty database whose user may create more; the server ends with the block."""
    binaries = find_postgres()
    if binaries is None:
        raise RuntimeError(NO_POSTGRES)
    folder = Path(tempfile.mkdtemp(prefix="southgate-pg-"))
    data, port = folder / "data", _free_port()
    folder.chmod(0o755)
    if _root():
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    try:
        encoding = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        _run([binaries / "initdb", "-D", data, "-U", USER, "-A", "trust", *encoding])
        server = _start(binaries, data, port)
        try:
            _await(port)
            yield f"postgresql://{USER}@127.0.0.1:{port}/postgres"
        finally:
            _stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(binaries: Path, data: Path, port: int) -> subprocess.Popen[bytes]:
    options = ("listen_addresses=127.0.0.1", f"port={port}", f"unix_socket_directories={data}", "max_connections=200")
    command = [binaries / "postgres", "-D", data]
    for option in (*options, *_FAST):
        command += ["-c", option]
    with (data.parent / "log").open("wb") as log:
        return subprocess.Popen(_as_postgres(command), stdout=log, stderr=log, start_new_session=True)


def _stop(server: subprocess.Popen[bytes]) -> None:
    """SIGINT ends it without waiting for clients; what does not end so is killed."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(timeout=20)


def _await(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user=USER, dbname="postgres").close()
            return
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _run(command: list[object]) -> None:
    done = subprocess.run(_as_postgres(command), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: {done.stdout[-500:]}{done.stderr[-500:]}")


def _as_postgres(command: list[object]) -> list[str]:
    """PostgreSQL refuses to run as root; its own account is there wherever the package is. It ends when we do."""
    plain = [str(part) for part in command]
    if not _root():
        return plain
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=INT", *plain]


def _root() -> bool:
    return os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
