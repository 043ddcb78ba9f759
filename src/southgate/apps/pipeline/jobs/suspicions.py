"""What the detector does by itself: a look after each commit that left something to do, and the full run each night."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from southgate.apps.pipeline.services.suspicions import running
from southgate.apps.pipeline.services.suspicions.looking import AFTER
from southgate.kernel import clock
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.jobs.outbox import handles
from southgate.kernel.jobs.periodic import every


@handles(AFTER)
def look_after(data: Mapping[str, Any]) -> None:
    """After a bulk command: its rows wait in `MatchDue`."""
    running.catch_up(by=system_actor(), today=clock.today())


@every(5, "suspicions.look")
def look_again(*, today: date) -> None:
    """The second look at what single commands wrote."""
    running.catch_up(by=system_actor(), today=today)


@every(24 * 60, "suspicions.run")
def run_nightly(*, today: date) -> None:
    running.run(by=system_actor(), today=today)
