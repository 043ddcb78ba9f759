"""Why a day is open or closed, as sentences that pages translate."""

from __future__ import annotations

from southgate.domain.calendar.work import DayReason
from southgate.kernel.book.payloads import Say, Words


def sentences(reason: DayReason) -> tuple[Say, ...]:
    """The reason, and the caveat of a provisional year after it. Names of holidays and weekdays are terms."""
    params = dict(reason.params)
    for name in params.keys() & {"weekday", "name"}:
        params[name] = Words(params[name])
    return tuple(Say(text, params) for text in (reason.say, reason.caveat) if text)
