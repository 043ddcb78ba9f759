"""What the people of a sample zone did beside its ledger (示例), done again through the same services as the pages.

A deed is one table of `deeds.toml`: `days_before`, `by`, `do`, and what that kind of deed needs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from southgate.cli import happenings
from southgate.cli.deeds import deals, talks
from southgate.cli.deeds.scene import Scene
from southgate.cli.happenings import Told
from southgate.domain.errors import Reason, Refused

Deed = Callable[[Scene, Mapping[str, Any]], None]
DEEDS: Mapping[str, Deed] = {**talks.DEEDS, **deals.DEEDS}


def deeds(path: Path, zone: UUID) -> list[Told]:
    """The deeds of `path`, each to be done on its day."""
    listed = tomllib.loads(path.read_text(encoding="utf-8"))["deed"]
    return [Told(deed["days_before"], partial(_do, zone, number, deed)) for number, deed in enumerate(listed, 1)]


def _do(zone: UUID, number: int, deed: Mapping[str, Any], day: date) -> None:
    """Raises Refused, and says which deed it was."""
    scene = Scene(zone, happenings.officer(deed["by"], day), day, number)
    try:
        DEEDS[deed["do"]](scene, deed)
    except Refused as refused:
        where = {"number": number, "do": deed["do"]}
        raise Refused([Reason("样例第 %(number)d 件事（%(do)s）不成", where), *refused.reasons]) from refused
