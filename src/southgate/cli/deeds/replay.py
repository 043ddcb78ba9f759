"""What the people of a sample zone did beside its ledger (示例), done again through the same services as the pages.

A deed is one table of `deeds.toml`: `days_before`, `by`, `do`, and what that kind of deed needs. Deeds are done in
their order, each on the evening of its day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from southgate.cli import happenings
from southgate.cli.deeds import deals, talks
from southgate.cli.deeds.scene import Scene
from southgate.domain.errors import Reason, Refused
from southgate.kernel import clock

Deed = Callable[[Scene, Mapping[str, Any]], None]
DEEDS: Mapping[str, Deed] = {**talks.DEEDS, **deals.DEEDS}


def replay(path: Path, zone: UUID, *, today: Any) -> int:
    """Do the deeds of `path`; returns how many. Raises Refused, and says which deed it was."""
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["deed"]
    for number, deed in enumerate(listed, 1):
        day = today - timedelta(days=deed["days_before"])
        moment = clock.now_micros() if day == today else clock.end_of(day) - happenings.BEFORE_MIDNIGHT + 1000 + number
        with clock.simulated(moment):
            _do(Scene(zone, happenings.officer(deed["by"], day), day, number), deed)
    return len(listed)


def _do(scene: Scene, deed: Mapping[str, Any]) -> None:
    try:
        DEEDS[deed["do"]](scene, deed)
    except Refused as refused:
        where = {"number": scene.number, "do": deed["do"]}
        raise Refused([Reason("样例第 %(number)d 件事（%(do)s）不成", where), *refused.reasons]) from refused
