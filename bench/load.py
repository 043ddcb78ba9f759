"""Child process: sends requests over kept connections and says how long each took.

It is a process of its own, so that its work is not mixed into the server's; on two cores both still share them.
A plain socket loop: a client library would cost as much as the server that it measures.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field
from typing import Any

END = b"\r\n\r\n"


@dataclass
class Client:
    """One connection with one request on its way at a time."""

    sock: socket.socket
    at: int
    sent: float = 0.0
    got: bytearray = field(default_factory=bytearray)

    def whole(self) -> bool:
        """Whether the answer has come in whole. Raises ValueError for an answer without a length."""
        head = self.got.find(END)
        if head < 0:
            return False
        for line in self.got[:head].split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                return len(self.got) >= head + len(END) + int(value)
        raise ValueError(f"no length: {bytes(self.got[:200])!r}")


@dataclass
class Load:
    """What to send: `requests` in turn, for `seconds` at most and `most` times at most."""

    host: str
    port: int
    requests: list[bytes]
    clients: int
    seconds: float
    most: int
    took: list[float] = field(default_factory=list)
    wrong: dict[str, int] = field(default_factory=dict)
    sizes: list[int] = field(default_factory=list)

    def run(self) -> dict[str, Any]:
        chooser = selectors.DefaultSelector()
        began = time.perf_counter()
        for number in range(self.clients):
            sock = socket.create_connection((self.host, self.port), timeout=60)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            client = Client(sock, number)
            chooser.register(sock, selectors.EVENT_READ, client)
            self._send(client)
        until, open_ = began + self.seconds, self.clients
        while open_:
            for key, _ in chooser.select(timeout=60):
                client = key.data
                if not self._receive(client):
                    continue
                if time.perf_counter() < until and len(self.took) + open_ <= self.most:
                    self._send(client)
                else:
                    chooser.unregister(client.sock)
                    client.sock.close()
                    open_ -= 1
        lasted = time.perf_counter() - began
        return {"took": self.took, "lasted": lasted, "wrong": self.wrong, "bytes": max(self.sizes, default=0)}

    def _send(self, client: Client) -> None:
        client.got.clear()
        client.at += self.clients
        client.sent = time.perf_counter()
        client.sock.sendall(self.requests[client.at % len(self.requests)])

    def _receive(self, client: Client) -> bool:
        piece = client.sock.recv(1 << 18)
        if not piece:
            raise ConnectionError(f"the server hung up: {bytes(client.got[:200])!r}")
        client.got += piece
        if not client.whole():
            return False
        self.took.append(time.perf_counter() - client.sent)
        self.sizes.append(len(client.got))
        status = bytes(client.got[9:12]).decode()
        if status != "200":
            self.wrong[status] = self.wrong.get(status, 0) + 1
        return True


def main() -> None:
    asked = json.load(sys.stdin)
    asked["requests"] = [one.encode() for one in asked["requests"]]
    json.dump(Load(**asked).run(), sys.stdout)


if __name__ == "__main__":
    main()
