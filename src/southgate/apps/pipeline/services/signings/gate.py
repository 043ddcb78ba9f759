"""Whether the first signing opens the way to 『签约』: the table of needs of the move itself, with this signing in it.

A gate that stays closed does not refuse the signing: it happened. The project waits where it is, and counts nowhere
until somebody mends what is missing and moves it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.apps.pipeline.selectors.gates.standing import standing_of
from southgate.apps.pipeline.services.projects import facts
from southgate.domain.gates.judging import judge
from southgate.domain.gates.standing import Signed
from southgate.domain.projects import Stage, Status, in_cny, move_refusals

Columns = Mapping[str, Any]


def opens(row: Project, signing: Columns, *, today: date) -> bool:
    """Whether the project may move from talks to signed on the day of this signing."""
    on = min(signing["signed_on"], today)
    known = facts.facts_of(facts.columns_of(row))
    if move_refusals(known, Status(row.status), Stage.SIGNED, on=on, today=today, reason=""):
        return False
    money = in_cny(signing.get("amount"), signing["currency"], signing.get("rate_millionths"))
    now = Signed(kind=signing["kind"], form=signing["form"], on=on, amount=money)
    standing = standing_of(row)
    standing = replace(standing, signings=(*standing.signings, now), given=standing.given | {"signed_on"},
                       days={**standing.days, "signed_on": on})  # fmt: skip
    table = gates_for(row.zone_id, today)
    return table.has(Stage.SIGNED) and all(one.met for one in judge(table, standing, Stage.SIGNED, today=today))
