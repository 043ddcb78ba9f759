"""The book's own periodic work."""

from __future__ import annotations

from datetime import date

from southgate.kernel.book import sealing, statistics
from southgate.kernel.jobs.periodic import every


@every(60, "book.seal")
def seal_hourly(*, today: date) -> None:
    sealing.seal(reason="hourly")


@every(24 * 60, "book.statistics")
def refresh_daily(*, today: date) -> None:
    statistics.refresh()
