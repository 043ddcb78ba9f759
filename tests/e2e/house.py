"""A fresh house for the journeys: `southgate up --samples` in a folder of its own, as a newcomer starts it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

COMMAND = Path(sys.executable).with_name("southgate")
LEFT_OUT = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY", "SITE_URL")
_PASSWORD = re.compile(r"口令都是 (\S+?)（")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")


@dataclass(frozen=True, slots=True)
class House:
    """`address` ends without a slash; `password` is the one of every sample sign-in."""

    address: str
    password: str
    said: tuple[str, ...]


@contextmanager
def opened(folder: Path) -> Iterator[House]:
    """Runs until the block ends; raises RuntimeError with everything it said when it does not open."""
    command = [str(COMMAND), "up", "--samples", "--port", str(free_port())]
    process = subprocess.Popen(
        command, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        yield _listen(process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    places = {"SOUTHGATE_DATA": "data", "SEAL_DIR": "seals", "BACKUP_DIR": "backups"}
    return {**kept, **{name: str(folder / place) for name, place in places.items()}, "PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _listen(process: subprocess.Popen[str]) -> House:
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line.rstrip())
        if _ADDRESS.fullmatch(said[-1]):
            password = next((found[1] for one in said if (found := _PASSWORD.search(one))), "")
            return House(said[-1].rstrip("/"), password, tuple(said))
    raise RuntimeError("the house did not open:\n" + "\n".join(said))
