"""A day or a month as people type it into a cell. What could be two days is refused, never guessed."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from southgate.domain.errors import Reason
from southgate.domain.reading.ledger.grid import Day

FIRST_YEAR, LAST_YEAR = 1949, 2100
_EPOCH_1900 = date(1899, 12, 30)
_SERIALS = range(20_000, 80_000)  # 1954 to 2119 as Excel counts days
_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]0{1,2}:00(?::00(?:\.0+)?)?")
_NO_YEAR = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?")
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
_SHORT_YEAR = re.compile(r"\d{2}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}[日号]?|月)?")
MEND = "请写成 2026-03-15；只知道月份就写 2026-03"


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, or with `grain` "m" a month, kept as its last day. `because` says how it was read, where not obvious."""

    day: date
    grain: str
    because: Reason | None = None


def read_day(given: object) -> Moment | Reason:
    """The day that a cell or a typed text means, or why it means none."""
    match given:
        case datetime():
            return Moment(given.date(), "d")
        case date():
            return Moment(given, "d")
        case Day():
            return _from_cell(given)
        case bool():
            return Reason("这里要填日期", mend=MEND)
        case int() | float():
            return _from_number(given)
        case str():
            return _from_text(given)
    return Reason("这里要填日期", mend=MEND)


def _from_cell(cell: Day) -> Moment | Reason:
    day = date.fromisoformat(cell.iso[:10])
    match cell.shown:
        case "day":
            return Moment(day, "d")
        case "month":
            return _month(day.year, day.month)
        case "year":
            return Reason("只写了 %(year)d 年，没有月份", {"year": day.year}, mend=MEND)
        case "month_day":
            return Reason("单元格只显示月和日，看不出年份（存的是 %(iso)s）", {"iso": cell.iso}, mend=MEND)
        case _:
            return Reason("这格是时间，不是日期", mend=MEND)


def _from_number(number: int | float) -> Moment | Reason:
    text = str(int(number)) if float(number).is_integer() else repr(number)
    if packed := _PACKED.fullmatch(text):
        return _day(*map(int, packed.groups()))
    if float(number).is_integer() and int(number) in _SERIALS:
        meant = _EPOCH_1900 + timedelta(days=int(number))
        return Reason(
            "%(text)s 是 Excel 的日期序号，可能是 %(day)s",
            {"text": text, "day": meant.isoformat()},
            mend="把单元格设为日期格式，或直接写日期",
        )
    if re.fullmatch(r"\d{4}\.\d", text):
        return Reason("%(text)s 分不清是 %(month)s 月还是 %(month)s0 月", {"text": text, "month": text[-1]}, mend=MEND)
    if found := _MONTH.fullmatch(text):
        return _month(int(found[1]), int(found[2]))
    return Reason("数字 %(text)s 不是日期", {"text": text}, mend=MEND)


def _from_text(text: str) -> Moment | Reason:
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).strip()
    if found := _WITH_TIME.fullmatch(plain):
        plain = found[1]
    plain = plain.replace(" ", "")
    if found := _FULL.fullmatch(plain) or _PACKED.fullmatch(plain):
        return _day(*map(int, found.groups()))
    if found := _MONTH.fullmatch(plain):
        return _month(int(found[1]), int(found[2]))
    return _why_not(plain, text)


def _why_not(plain: str, text: str) -> Reason:
    params = {"text": text}
    if _YEAR_LAST.fullmatch(plain):
        return Reason("“%(text)s”分不清哪个是月、哪个是日", params, mend=MEND)
    if _SHORT_YEAR.fullmatch(plain):
        return Reason("“%(text)s”的年份没有写全", params, mend=MEND)
    if _NO_YEAR.fullmatch(plain):
        return Reason("“%(text)s”没有写年份", params, mend=MEND)
    if re.search(r"\d{4}", plain) and re.search(r"底|初|中旬|上半年|下半年|季度|左右|前|约|上旬|下旬", plain):
        return Reason("“%(text)s”没有写到月或日", params, mend=MEND)
    return Reason("“%(text)s”不是日期", params, mend=MEND)


def _day(year: int, month: int, day: int) -> Moment | Reason:
    wrong = _wrong_month(year, month)
    if wrong is not None:
        return wrong
    last = calendar.monthrange(year, month)[1]
    if 1 <= day <= last:
        return Moment(date(year, month, day), "d")
    return Reason("%(month)d 月没有 %(day)d 日", {"month": month, "day": day}, mend=MEND)


def _month(year: int, month: int) -> Moment | Reason:
    wrong = _wrong_month(year, month)
    if wrong is not None:
        return wrong
    last = date(year, month, calendar.monthrange(year, month)[1])
    return Moment(last, "m", Reason("只写到月，记作 %(month)s 月内", {"month": f"{year}-{month:02d}"}))


def _wrong_month(year: int, month: int) -> Reason | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Reason(
            "年份 %(year)d 不在 %(first)d 到 %(last)d 之间",
            {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR},
            mend=MEND,
        )
    if not 1 <= month <= 12:
        return Reason("没有 %(month)d 月", {"month": month}, mend=MEND)
    return None


def show_day(day: date, grain: str) -> str:
    """The text that `read_day` reads back: 2026-03-15, or 2026-03 for a month."""
    return day.isoformat()[:7] if grain == "m" else day.isoformat()


GRAINS: Sequence[str] = ("d", "m")
