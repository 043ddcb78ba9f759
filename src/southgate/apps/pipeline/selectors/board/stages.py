"""The seven stages in the order and with the names that the zone's pack of gates gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.domain.projects import STAGE_NAMES, STAGES, Stage


@dataclass(frozen=True, slots=True)
class StageWords:
    """`names` of all seven in the order of the columns; `known` are those that the place has, the only ones to move to.

    Where a place tells two of its own stages apart in one of ours, both names stand above the column (谋划、洽谈).
    """

    names: Mapping[Stage, str]
    known: frozenset[Stage]

    def next(self, stage: Stage) -> Stage | None:
        """The stage that the place has after this one; None at the end."""
        order = list(self.names)
        return next((one for one in order[order.index(stage) + 1 :] if one in self.known), None)


def stage_words(zone: UUID, today: date) -> StageWords:
    """The words of that day. A stage that the place does not have keeps our name, so that no project is lost."""
    table = gates_for(zone, today)
    order = dict.fromkeys((*(row.stage for row in table.stage), *STAGES))
    own = {stage: [_(row.label) for row in table.stage if row.stage is stage] for stage in order}
    names = {stage: _("、").join(own[stage]) or _(STAGE_NAMES[stage]) for stage in order}
    return StageWords(names, frozenset(stage for stage in order if own[stage]))
