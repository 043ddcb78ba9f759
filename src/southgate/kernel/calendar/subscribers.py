"""Whatever door a notice comes through, the calendar says what it changed."""

from __future__ import annotations

from collections.abc import Iterable

from southgate.domain.calendar.changes import changes
from southgate.domain.calendar.notice import Notice
from southgate.kernel.book.drafted import Drafted
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.subscribing import subscribe
from southgate.kernel.calendar.entries import NoticeLoaded, calendar_id
from southgate.kernel.calendar.notices import NOTICE, read_notice
from southgate.kernel.calendar.services import calendars, notices_on
from southgate.kernel.packs.entries import PackLoaded
from southgate.kernel.packs.toml import read_pack


@subscribe("pack.loaded")
def tell_what_changed(draft: Draft, entry: Drafted) -> None:
    loaded: PackLoaded = entry.payload
    if loaded.schema != NOTICE:
        return
    pack = read_pack(loaded.text, loaded.key)
    known = notices_on(pack, loaded.zone, draft.today) | dict(_drafted_before(draft, entry))
    notice = read_notice(pack)
    change = changes(*calendars(pack, notice, known))
    payload = NoticeLoaded(
        pack=entry.subject,
        title=loaded.title,
        source=notice.source.cite(),
        closes=tuple(day.day for day in change.days if not day.is_open),
        opens=tuple(day.day for day in change.days if day.is_open),
        years_final=change.years_final,
    )
    draft.record(calendar_id(loaded.zone), payload, zone=loaded.zone)


def _drafted_before(draft: Draft, entry: Drafted) -> Iterable[tuple[str, Notice]]:
    """Notices that the same command loads before this one, for the same calendar."""
    for other in draft.entries:
        if other is entry:
            return
        loaded = other.payload
        if isinstance(loaded, PackLoaded) and loaded.schema == NOTICE and loaded.zone in (None, entry.payload.zone):
            yield loaded.key, read_notice(read_pack(loaded.text, loaded.key))
