"""The only reader of the clock. Edges ask here and pass `today` down; the book asks for `recorded_at`."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)


def now_micros() -> int:
    """Microseconds since 1970-01-01 UTC, an integer: floats lose the last digits."""
    return time.time_ns() // 1000


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
