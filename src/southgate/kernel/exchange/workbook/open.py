"""Opens any workbook in a child process that is limited in memory and time, and turns every failure into
`Unreadable`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Literal, TypeVar

import orjson

from southgate.domain.reading.ledger.grid import Workbook
from southgate.kernel.exchange.workbook.limits import ANSWER, SECONDS, UPLOAD, Unreadable, damaged, unreadable
from southgate.kernel.exchange.workbook.stream import receive

SOURCE = Path(__file__).parents[4]  # the folder that holds the package, so that the child finds it
CHILD = "southgate.kernel.exchange.workbook.child"
SMALLER = "请删去用不到的工作表、行和列，或拆成几个文件"
Road = Literal["styled", "values"]
T = TypeVar("T")


def read_workbook(source: Path | bytes, *, road: Road = "styled", seconds: float = SECONDS) -> Workbook:
    """The workbook in a file or in bytes.

    `road` "styled" reads any ledger with its looks; "values" is the fast one for our own template (xlsx values only).
    Raises `Unreadable` with every reason: not a workbook, locked, damaged, beyond the limits, too slow.
    """
    if isinstance(source, bytes):
        with tempfile.TemporaryFile() as file:
            file.write(source)
            file.seek(0)
            return _read(file, len(source), road, seconds, receive)
    with source.open("rb") as file:
        return _read(file, os.fstat(file.fileno()).st_size, road, seconds, receive)


def read_lines(source: Path, take: Callable[[Iterable[bytes]], T], *, road: Road, seconds: float = SECONDS) -> T:
    """The child's lines (see `stream`) given to `take`, for who does not want the whole workbook in memory."""
    with source.open("rb") as file:
        return _read(file, os.fstat(file.fileno()).st_size, road, seconds, take)


def _read(file: IO[bytes], size: int, road: Road, seconds: float, take: Callable[[Iterable[bytes]], T]) -> T:
    if size > UPLOAD:
        raise unreadable(
            "文件有 %(megabytes)d MB，超过 %(limit)d MB", "请拆成几个文件", megabytes=size >> 20, limit=UPLOAD >> 20
        )
    paths = [str(SOURCE), *filter(None, [os.environ.get("PYTHONPATH")])]
    child = subprocess.Popen(  # noqa: S603 - our own module under our own interpreter, no shell
        [sys.executable, "-s", "-B", "-m", CHILD, road],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(paths), "LANG": "C.UTF-8"},
    )
    late = threading.Event()
    timer = threading.Timer(seconds, _stop, (child, late))
    timer.start()
    try:
        return _receive(child, late, take)
    finally:
        timer.cancel()
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _receive(child: subprocess.Popen[bytes], late: threading.Event, take: Callable[[Iterable[bytes]], T]) -> T:
    assert child.stdout is not None
    try:
        return take(_bounded(child.stdout))
    except (Unreadable, orjson.JSONDecodeError, KeyError, ValueError, TypeError, IndexError) as error:
        child.stdout.close()  # a child that still writes stops at the broken pipe
        status = child.wait()
        if late.is_set() or status in (-signal.SIGXCPU, -signal.SIGKILL):
            raise unreadable("文件读了 %(seconds)d 秒还没读完", SMALLER, seconds=SECONDS) from error
        if status == -signal.SIGABRT:
            raise unreadable("文件太大，内存不够读完", SMALLER) from error
        if isinstance(error, Unreadable):
            raise
        raise damaged("读到一半断了") from error


def _bounded(lines: IO[bytes]) -> Iterator[bytes]:
    left = ANSWER
    for line in lines:
        left -= len(line)
        if left < 0:
            raise unreadable("文件内容太多", SMALLER)
        yield line
