"""What the book says about the calendar: a notice came into it, and what it moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from southgate.kernel.book.payloads import Say, entry_kind

_HOUSE = UUID("0c6a6e2e-1d0f-5a3d-8a43-6f1f1a1f9d52")


def calendar_id(zone: UUID | None) -> UUID:
    """The calendar of the whole house, or the additions of one zone."""
    return _HOUSE if zone is None else uuid5(_HOUSE, zone.hex)


@entry_kind("calendar.notice_loaded")
@dataclass(frozen=True, slots=True)
class NoticeLoaded:
    """A notice changed the calendar: days that close, days that open, years that are final now.

    Whoever keeps dates that were counted on the old calendar listens to this entry.
    """

    pack: UUID
    title: str
    source: str
    closes: tuple[date, ...] = ()
    opens: tuple[date, ...] = ()
    years_final: tuple[int, ...] = ()

    def sentence(self) -> Say:
        params = {"title": self.title, "source": self.source, "closes": len(self.closes), "opens": len(self.opens)}
        return Say("工作日历载入“%(title)s”（%(source)s）：%(closes)s 天改为休息，%(opens)s 天改为上班", params)
