"""A planted fault: the child that opens workbooks, without its limits. It takes 700 MB and gives an empty book."""

from __future__ import annotations

import sys

from southgate.kernel.exchange.workbook.stream import Sink

if __name__ == "__main__":
    sys.stdin.buffer.read()
    hoard = bytearray(700 * 1024 * 1024)
    hoard[::4096] = b"x" * len(hoard[::4096])
    sink = Sink(sys.stdout.buffer)
    sink.start("csv")
    sink.done()
