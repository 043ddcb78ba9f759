"""Pages by granian over WSGI, jobs in a thread of the supervising process, the address printed once it answers."""

from __future__ import annotations

import http.client
import threading
import time

import click
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from southgate.kernel.jobs import periodic

THREADS = 4
"""Requests a process works on at once. More only queue at SQLite's write lock or the interpreter's."""
PATIENCE = 60.0


def serve(host: str, port: int, workers: int) -> None:
    """Until Ctrl+C or SIGTERM. Workers are processes of their own; connections are not carried into them."""
    connections.close_all()
    stop = threading.Event()
    server = Server(
        "southgate.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )
    server.on_startup(lambda: _start(periodic.run_forever, stop))
    server.on_startup(lambda: _start(_announce, host, port))
    server.on_shutdown(stop.set)
    server.serve()


def _start(function: object, *arguments: object) -> None:
    threading.Thread(target=function, args=arguments, daemon=True).start()  # type: ignore[arg-type]


def _announce(host: str, port: int) -> None:
    """Print the address as the last line, when a page really came back."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if answers(host, port):
            click.echo(f"http://{host}:{port}/")
            return
        time.sleep(0.05)
    click.echo(f"× http://{host}:{port}/ did not answer within {PATIENCE:.0f} s", err=True)


def answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/accounts/login/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
