"""The seven stages in the order and with the names that the zone's pack of gates gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.domain.projects import STAGE_NAMES, STAGES, Stage


def stage_names(zone: UUID, today: date) -> Mapping[Stage, str]:
    """Each stage with its name on that day, in the order of the columns.

    Where a place tells two of its own stages apart in one of ours, both names stand above the column (谋划、洽谈); a
    stage that it does not name keeps our name, so that no project is lost from sight.
    """
    table = gates_for(zone, today)
    order = dict.fromkeys((*(row.stage for row in table.stage), *STAGES))
    own = {stage: [_(row.label) for row in table.stage if row.stage is stage] for stage in order}
    return {stage: _("、").join(own[stage]) or _(STAGE_NAMES[stage]) for stage in order}
