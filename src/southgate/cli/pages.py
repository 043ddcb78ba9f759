"""The program that serves pages: imported once, then its workers are forked, each with the pages in it already.

It is none of the command's own: it holds no database connection, and none may cross a fork.
"""

from __future__ import annotations

import importlib
import json
import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

APPLICATION, ADDRESSES = "southgate.config.wsgi", "southgate.config.urls"
THREADS = 4
"""Requests a process works on at once. More only queue at SQLite's write lock or the interpreter's."""


def main() -> None:
    """Wait for a line that says where to listen; the end of the input means that the zone must not open."""
    for module in (APPLICATION, ADDRESSES):
        importlib.import_module(module)
    told = sys.stdin.readline()
    if told:
        Server(
            f"{APPLICATION}:application",
            interface=Interfaces.WSGI,
            blocking_threads=THREADS,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
            **json.loads(told),
        ).serve()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
