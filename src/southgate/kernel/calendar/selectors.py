"""The working-day calendar in force."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from uuid import UUID

from southgate.domain.calendar.notice import Notice
from southgate.domain.calendar.work import WorkCalendar
from southgate.kernel.calendar.notices import NOTICE, read_notice
from southgate.kernel.packs.selectors import pack_text, packs_for


def notices_for(zone: UUID | None = None, *, today: date) -> dict[str, Notice]:
    """Notices by pack key that hold for the zone on `today`: national ones, the zone's own, and those it chose."""
    return {pack.key: _notice(pack.id, pack.digest) for pack in packs_for(NOTICE, zone=zone, day=today)}


def calendar_for(zone: UUID | None = None, *, today: date) -> WorkCalendar:
    """The calendar to count with on `today`; without a zone, the national one. Built once for the same notices."""
    return WorkCalendar(tuple(notices_for(zone, today=today).values()))


@lru_cache(maxsize=256)
def _notice(id: UUID, digest: str) -> Notice:
    return read_notice(pack_text(id, digest))
