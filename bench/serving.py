"""The real server on a port of its own, and an officer signed in to it."""

from __future__ import annotations

import http.client
import http.cookies
import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.home import ROOT, Home, NotMeasured

WORKERS = 2
PATIENCE = 60.0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CSRF_FIELD = "csrfmiddlewaretoken"


@dataclass(slots=True)
class Server:
    """A running zone. `began_in` is the time from the command to the first page that answered."""

    home: Home
    port: int
    process: subprocess.Popen[bytes]
    began_in: float = 0.0
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        status, _, body = self.ask("GET", path, headers=headers)
        return status, body

    def ask(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body or None, {**self._cookie(), **(headers or {})})
            answer = connection.getresponse()
            self._keep(answer.headers)
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def _cookie(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}

    def _keep(self, headers: http.client.HTTPMessage) -> None:
        for line in headers.get_all("Set-Cookie") or ():
            for name, morsel in http.cookies.SimpleCookie(line).items():
                self.cookies[name] = morsel.value

    def sign_in(self) -> None:
        """By name and password, as a person does. Raises NotMeasured when the page says no."""
        officer = self.home.facts["officer"]
        status, _, page = self.ask("GET", "/accounts/login/")
        found = TOKEN.search(page.decode())
        if status != 200 or found is None:
            raise NotMeasured(f"the sign-in page answered {status}")
        form = {"login": officer["username"], "password": officer["password"], CSRF_FIELD: found[1]}
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1:{self.port}/"}
        status, _, _ = self.ask("POST", "/accounts/login/", urlencode(form), kind)
        if status not in {200, 302} or "session" not in self.cookies:
            raise NotMeasured(f"signing in answered {status}")

    def by_token(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.home.facts['officer']['token']}"}

    def by_session(self) -> dict[str, str]:
        return self._cookie()

    def load(
        self, paths: Sequence[str], headers: dict[str, str], *, clients: int = 1, seconds: float = 8.0, most: int = 400
    ) -> dict[str, Any]:
        """Send GETs from a process of their own. Raises NotMeasured when an answer was not 200."""
        common = {"Host": f"127.0.0.1:{self.port}", "Accept-Language": "zh-hans", **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in common.items())
        requests = [f"GET {path} HTTP/1.1\r\n{head}\r\n" for path in paths]
        asked = {"host": "127.0.0.1", "port": self.port, "requests": requests, "clients": clients,
                 "seconds": seconds, "most": most}  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-m", "bench.load"], cwd=ROOT, input=json.dumps(asked), capture_output=True, text=True
        )
        if done.returncode != 0:
            raise NotMeasured(done.stderr.strip().splitlines()[-1][:200])
        answer: dict[str, Any] = json.loads(done.stdout)
        if answer["wrong"]:
            raise NotMeasured(f"answers other than 200: {answer['wrong']}")
        return answer


@contextmanager
def served(home: Home) -> Iterator[Server]:
    """`southgate up` until it answers, stopped at the end by its process id."""
    port = _free_port()
    command = [sys.executable, "-m", "southgate.cli.main", "up", "--port", str(port), "--workers", str(WORKERS)]
    log = (home.folder / "server.log").open("wb")
    began = time.perf_counter()
    process = subprocess.Popen(command, env=home.served_env, cwd=ROOT, stdout=log, stderr=log)
    server = Server(home, port, process)
    try:
        server.began_in = _answered(server, began)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
        log.close()


def _answered(server: Server, began: float) -> float:
    while time.perf_counter() - began < PATIENCE:
        if server.process.poll() is not None:
            raise NotMeasured(f"the server ended: {_why(server.home)}")
        try:
            if server.get("/accounts/login/")[0] == 200:
                return time.perf_counter() - began
        except OSError:
            time.sleep(0.02)
    raise NotMeasured(f"the server did not answer within {PATIENCE:.0f} s")


def _why(home: Home) -> str:
    """What the log names as the reason, else its last line."""
    lines = (home.folder / "server.log").read_text(encoding="utf-8", errors="replace").splitlines() or [""]
    return next((line for line in lines if line.startswith("×")), lines[-1])[:200]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
