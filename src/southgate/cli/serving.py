"""Pages by granian over WSGI, jobs in a thread beside it, the address printed once a page really came back."""

from __future__ import annotations

import http.client
import signal
import sys
import threading
import time
from types import FrameType

import click

from southgate.cli import ahead
from southgate.kernel.jobs import periodic

PATIENCE = 60.0


def serve(host: str, port: int, workers: int) -> None:
    """Until Ctrl+C or SIGTERM; raises SystemExit with the server's status when it ends by itself.

    The server is a program of its own (`pages`): forked from here, its workers would inherit SQLite's locks.
    """
    stop = threading.Event()
    server = ahead.go(host, port, workers)

    def end(number: int, frame: FrameType | None) -> None:
        stop.set()
        server.terminate()

    signal.signal(signal.SIGTERM, end)
    threading.Thread(target=periodic.run_forever, args=(stop,), daemon=True).start()
    threading.Thread(target=_announce, args=(host, port), daemon=True).start()
    try:
        status = server.wait()
    except KeyboardInterrupt:  # the terminal told the server too
        status = server.wait()
    stopped = stop.is_set()
    stop.set()
    sys.exit(0 if stopped or status in (0, -signal.SIGINT) else status)


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
