"""What a notice would move, put into words: the days that turn, the dates of the rooms, and the button that does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from southgate.domain.calendar.changes import DayChange
from southgate.kernel.book.sentences import render
from southgate.kernel.calendar.movers import Moved
from southgate.kernel.calendar.notices import read_notice
from southgate.kernel.calendar.services import LoadNotice, NoticePreview
from southgate.kernel.calendar.web.showing import reasons_in_words
from southgate.kernel.identity.actor import Actor
from southgate.kernel.packs.selectors import pack_of_key
from southgate.kernel.packs.toml import read_pack
from southgate.kernel.packs.web.forms import HOUSE, ZONE


@dataclass(frozen=True, slots=True)
class TurnedDay:
    day: date
    was: str
    now: str
    why: str


@dataclass(frozen=True, slots=True)
class MovedLine:
    """`now` None: the date stays as promised, and the room only points at it."""

    name: str
    was: date
    now: date | None
    why: str


def start(asked: Mapping[str, str], today: date) -> dict[str, Any]:
    """What the empty form begins with: next year, as the notice comes in November."""
    year = asked.get("year", "")
    return {"year": year if year.isdigit() else today.year + 1, "office": "国务院办公厅"}


def preview(found: NoticePreview, cmd: LoadNotice, left_out: list[str], *, by: Actor, today: date) -> dict[str, Any]:
    closes, opens = _turned(found, False), _turned(found, True)
    counts = {"closes": len(closes), "opens": len(opens), "title": found.pack.head.title}
    return {
        "head": found.pack.head,
        "source": found.notice.source,
        "known": found.known,
        "holidays": found.notice.holidays,
        "say": _sentences(found, left_out, today),
        "days": _days(found, by),
        "moved": [(_(title), _moved(rows, by)) for title, rows in found.moved],
        "act": _("载入通知：%(closes)s 天改为休息，%(opens)s 天改为上班") % counts,
        "text": found.pack.text,
        "file": cmd.file,
        "scope": HOUSE if cmd.zone is None else ZONE,
    }


def _turned(found: NoticePreview, is_open: bool) -> list[DayChange]:
    return [day for day in found.change.days if day.is_open is is_open]


def _sentences(found: NoticePreview, left_out: list[str], today: date) -> list[str]:
    """What follows from loading, one matter a line."""
    said = []
    replaced = pack_of_key(found.pack.head.key, day=max(today, found.pack.head.valid_from))
    if replaced is not None and not found.known:
        said.append(
            _("代替已载入的“%(title)s”第 %(edition)s 版") % {"title": replaced.title, "edition": replaced.edition}
        )
    for year in found.change.years_final:
        said.append(_("%(year)s 年不再暂按周末推算，改按通知") % {"year": year})
    if not found.change.days:
        said.append(_("没有哪一天因此改变"))
    if left_out:
        said.append(_("没有填日期、没有算进去的节日：%(names)s") % {"names": _("、").join(map(_, left_out))})
    return said


def _days(found: NoticePreview, by: Actor) -> list[TurnedDay]:
    days = found.change.days
    words = reasons_in_words([day.because for day in days], by)
    names = {True: _("上班"), False: _("休息")}
    return [
        TurnedDay(day.day, names[day.was_open], names[day.is_open], why) for day, why in zip(days, words, strict=True)
    ]


def _moved(rows: tuple[Moved, ...], by: Actor) -> list[MovedLine]:
    words = render([row.because for row in rows], by)
    return [MovedLine(row.name, row.was, row.now, why) for row, why in zip(rows, words, strict=True)]


def year_of(cmd: LoadNotice, today: date) -> int:
    """The year to show after loading: the one the notice is about."""
    notice = read_notice(read_pack(cmd.text, cmd.file))
    return notice.year or next((day.year for day in notice.days()), today.year)
