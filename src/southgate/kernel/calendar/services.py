"""Load a new notice: first show what it moves, then write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.domain.calendar.changes import CalendarChange, changes, doubts
from southgate.domain.calendar.notice import Notice
from southgate.domain.calendar.work import WorkCalendar
from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import command
from southgate.kernel.calendar.movers import Moved, moved
from southgate.kernel.calendar.notices import NOTICE, read_notice
from southgate.kernel.calendar.selectors import notices_for
from southgate.kernel.identity.actor import Actor
from southgate.kernel.packs import deciding, loading, policies
from southgate.kernel.packs.models import Pack
from southgate.kernel.packs.toml import PackText, read_pack


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadNotice:
    """A notice as a pack of schema `calendar.notice/1`; see `composing` for one typed into a form."""

    text: str
    file: str = ""
    zone: UUID | None = None


@dataclass(frozen=True, slots=True)
class NoticePreview:
    """What loading would do: days that turn, years that become final, and dates of the rooms that it moves."""

    pack: PackText
    notice: Notice
    known: bool
    change: CalendarChange
    moved: tuple[tuple[str, tuple[Moved, ...]], ...]


def preview_notice(cmd: LoadNotice, *, by: Actor, today: date) -> NoticePreview:
    """Writes nothing. Raises NotFound, Forbidden, or Refused with everything that stands against loading it."""
    policies.PACK.require(by, "load", Pack(zone_id=cmd.zone))
    pack, notice = _checked(cmd, today)
    known = not deciding.new_editions([(pack, cmd.zone)])
    old, new = calendars(pack, notice, notices_on(pack, cmd.zone, today))
    return NoticePreview(pack, notice, known, changes(old, new), moved(old, new, by))


@command
def load_notices(draft: Draft, commands: Sequence[LoadNotice], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Write the notices as packs; `subscribers` adds what each one changed in the calendar."""
    for cmd in commands:
        policies.PACK.require(by, "load", Pack(zone_id=cmd.zone))
    packs = deciding.every(commands, lambda cmd: _checked(cmd, today)[0])
    return loading.draft_packs(draft, [(pack, cmd.zone) for pack, cmd in zip(packs, commands, strict=True)])


def calendars(pack: PackText, notice: Notice, notices: Mapping[str, Notice]) -> tuple[WorkCalendar, WorkCalendar]:
    """The calendar of the notices, and the one with this notice too; a new edition replaces the old one."""
    return WorkCalendar(tuple(notices.values())), WorkCalendar(tuple({**notices, pack.head.key: notice}.values()))


def notices_on(pack: PackText, zone: UUID | None, today: date) -> dict[str, Notice]:
    """What holds on the first day on which the pack can count."""
    return notices_for(zone, today=max(today, pack.head.valid_from))


def _checked(cmd: LoadNotice, today: date) -> tuple[PackText, Notice]:
    pack = read_pack(cmd.text, cmd.file)
    if pack.head.schema != NOTICE:
        params = {"schema": pack.head.schema, "wanted": NOTICE}
        where = pack.where("pack.schema")
        raise Refused([Reason("这不是放假安排通知：schema 是 %(schema)s，应为 %(wanted)s", params, where)])
    notice = read_notice(pack)
    others = notices_on(pack, cmd.zone, today)
    others.pop(pack.head.key, None)
    idle = doubts(notice, WorkCalendar(tuple(others.values())))
    if idle:
        raise Refused(idle)
    return pack, notice
