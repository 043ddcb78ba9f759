"""The book's own periodic work."""

from __future__ import annotations

from datetime import date

from southgate.kernel.book import sealing
from southgate.kernel.jobs.periodic import every


@every(60, "book.seal")
def seal_hourly(*, today: date) -> None:
    sealing.seal(reason="hourly")
