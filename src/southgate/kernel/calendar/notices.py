"""Holiday notices as packs: schema `calendar.notice/1`.

[notice]
year = 2026                       # the year it makes final; left out for a regional holiday
provisional = false               # true for an expectation that is not published
[[holiday]]
name = "元旦"
first = 2026-01-01                # closed from … to …, both included
last = 2026-01-03
make_up = [2026-01-04]            # weekend days that work instead
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_noop as _

from southgate.domain.calendar.notice import Holiday, Notice, problems
from southgate.domain.calendar.table import FIRST, LAST
from southgate.domain.errors import Reason, Refused
from southgate.kernel.packs.schemas import Schema, register
from southgate.kernel.packs.toml import PackText

NOTICE = "calendar.notice/1"


@dataclass(frozen=True, slots=True)
class _NoticeShape:
    year: int | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class _HolidayShape:
    name: str
    first: date
    last: date
    make_up: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class _PackShape:
    notice: _NoticeShape
    holiday: tuple[_HolidayShape, ...]


def read_notice(pack: PackText) -> Notice:
    """The notice of a pack. Raises Refused with every fault, each with file and line."""
    shape = pack.read(_PackShape)
    holidays = tuple(Holiday(h.name, h.first, h.last, h.make_up) for h in shape.holiday)
    notice = Notice(pack.head.source, holidays, shape.notice.year, shape.notice.provisional)
    faults = [*_outside(shape, pack)] or [replace(r, where=pack.where(r.where)) for r in problems(notice)]
    if faults:
        raise Refused(faults)
    return notice


def _outside(shape: _PackShape, pack: PackText) -> list[Reason]:
    """Days before any record or beyond this century are slips; checked first, so that nothing walks over millennia."""
    params = {"first": FIRST.isoformat(), "last": LAST.isoformat()}
    say = "日期不在 %(first)s 至 %(last)s 之间"
    return [
        Reason(say, params, pack.where(f"holiday[{number}]"), "核对年份")
        for number, holiday in enumerate(shape.holiday, 1)
        if not all(FIRST <= day <= LAST for day in (holiday.first, holiday.last, *holiday.make_up))
    ]


LABELS = {
    "notice": _("通知"),
    "year": _("年份"),
    "provisional": _("暂定"),
    "holiday": _("放假安排"),
    "name": _("节日"),
    "first": _("放假首日"),
    "last": _("放假末日"),
    "make_up": _("调休上班"),
}
SCHEMA = register(
    Schema(
        NOTICE,
        _("放假安排通知"),
        read_notice,
        additive=True,
        overridable=False,
        labels=LABELS,
        loads_at="calendar:load",
    )
)
