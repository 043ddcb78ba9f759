"""The server's program is started before anything else: it imports the pages while the zone is prepared and checked.

It listens only when it is told where; when the zone must not open it hears nothing and ends.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys

_started: list[subprocess.Popen[bytes]] = []


def start() -> None:
    program = [sys.executable, "-m", "southgate.cli.pages"]
    _started[:] = [subprocess.Popen(program, stdin=subprocess.PIPE)]  # noqa: S603  (our own interpreter, no shell)


def go(host: str, port: int, workers: int) -> subprocess.Popen[bytes]:
    """Let it listen. One that has died already says so by its status."""
    if not _started:
        start()
    [server] = _started
    assert server.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        server.stdin.write(json.dumps({"address": host, "port": port, "workers": workers}).encode() + b"\n")
        server.stdin.close()
    return server
