"""What an edit would meet, before it is sent: nothing is locked, nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.services.projects import drafting, facts
from southgate.domain.errors import Reason
from southgate.domain.projects import Mend, mends


def check_edit(row: Project, values: Mapping[str, Any], *, today: date) -> tuple[list[Reason], list[Mend]]:
    """Reasons against the record as it would be, and changes of other fields that would settle its sums."""
    before = facts.columns_of(row)
    columns = drafting.columns_from(values, before)
    changed = {name for name, value in columns.items() if before[name] != value}
    after = {**before, **columns}
    wrong = facts.wrong(after, changed, today=today) + facts.against_vouchers(changed, row.voucher_count)
    return wrong, mends(facts.facts_of(after), changed)
