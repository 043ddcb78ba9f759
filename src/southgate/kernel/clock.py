"""The only reader of the clock. Edges ask here and pass `today` down; the book asks for `recorded_at`."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)


_simulated: ContextVar[int | None] = ContextVar("simulated", default=None)


def now_micros() -> int:
    """Microseconds since 1970-01-01 UTC, an integer: floats lose the last digits."""
    simulated = _simulated.get()
    return simulated if simulated is not None else time.time_ns() // 1000


@contextlib.contextmanager
def simulated(micros: int) -> Iterator[None]:
    """Let an invented zone (示例) be written as if on past days. For `southgate generate`, samples and tests alone.

    The book never goes back: what is recorded after a later entry gets that entry's time.
    """
    token = _simulated.set(micros)
    try:
        yield
    finally:
        _simulated.reset(token)


def today() -> date:
    """The legal day, in Asia/Shanghai whatever the server's zone is."""
    return datetime.now(SHANGHAI).date()


def day_of(micros: int) -> date:
    return (_EPOCH + micros * _MICRO).astimezone(SHANGHAI).date()


def moment_of(micros: int) -> datetime:
    return (_EPOCH + micros * _MICRO).astimezone(SHANGHAI)


def end_of(day: date) -> int:
    """First microsecond after `day` in Asia/Shanghai: what was recorded before it was known by that day's end."""
    after = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(days=1)
    return (after - _EPOCH) // _MICRO
