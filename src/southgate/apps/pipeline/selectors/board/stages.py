"""The seven stages as the zone calls them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from southgate.domain.projects import STAGE_NAMES, STAGES, Stage


def stage_names(zone: UUID, today: date) -> Mapping[Stage, str]:
    """Each stage with its name on that day, in the order of the columns."""
    return {stage: _(STAGE_NAMES[stage]) for stage in STAGES}
