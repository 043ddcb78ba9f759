"""Money in place of one project: its vouchers, their sums by use beside the plan, what of it counts by the zone's rule.

Law: sums here are those of the accepted vouchers in 分; on a past day those that were accepted by its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.models.projects import Project, ProjectPast
from southgate.apps.pipeline.policies.vouchers import RULES, OfThisProject, may_enter
from southgate.apps.pipeline.selectors.projects.reading import project_at, project_for
from southgate.apps.pipeline.selectors.vouchers.listing import VoucherRow, shaped
from southgate.apps.pipeline.selectors.vouchers.reading import visible, visible_past
from southgate.apps.pipeline.selectors.vouchers.rules import Ruled, rule_for
from southgate.domain.counting.in_place import Counted, Line, count
from southgate.domain.counting.vouchers import Origin, State, Use, VoucherKind
from southgate.domain.projects import in_cny
from southgate.kernel.identity.actor import Actor

SHOWN = 8
PLAN = {Use.FIXED: "investment_fixed", Use.WORKING: "investment_working", Use.LAND: "investment_land"}


@dataclass(frozen=True, slots=True)
class InPlaceOf:
    """`arrived`: accepted sums in 分 by use; `planned` beside them, None where not known. `rows`: the latest few.

    `stated`: what the office's own ledger says, while there is no accepted voucher.
    """

    project: UUID
    arrived: Mapping[Use, int]
    planned: Mapping[Use, int | None]
    stated: int | None
    counted: Counted
    ruled: Ruled
    rows: tuple[VoucherRow, ...]
    counts: Mapping[State, int]
    may_enter: bool

    @property
    def total(self) -> int:
        return sum(self.arrived.values())

    @property
    def count(self) -> int:
        return sum(self.counts.values())


def in_place_of(by: Actor, project: UUID, *, today: date, position: int | None = None) -> InPlaceOf | None:
    """None for whoever sees the project but not its vouchers (the enterprise). Raises NotFound."""
    row: Project | ProjectPast = project_for(by, project) if position is None else project_at(by, project, position)
    if not RULES.can(by, "view", OfThisProject(_present(row, project))):
        return None
    known: Any = visible(by) if position is None else visible_past(by, position)
    found = list(known.filter(project_id=project).select_related("project").order_by("-paid_on", "id"))
    accepted = [one for one in found if one.state == State.ACCEPTED.value]
    ruled = rule_for(row.zone_id, today)
    return InPlaceOf(
        project=project,
        arrived={use: sum(one.amount_cny for one in accepted if one.use == use.value) for use in Use},
        planned={use: in_cny(getattr(row, name), row.currency, row.rate_millionths) for use, name in PLAN.items()},
        stated=row.money_in_place if not accepted else None,
        counted=count(lines_of(accepted), ruled.rule, industry=row.industry),
        ruled=ruled,
        rows=shaped(_first(found), by),
        counts={state: sum(one.state == state.value for one in found) for state in State},
        may_enter=position is None and may_enter(by, row),
    )


def _present(row: Project | ProjectPast, project: UUID) -> Any:
    """Rights are always today's, also where the row is of a past day."""
    return row if isinstance(row, Project) else Project.objects.get(pk=project)


def _first(rows: list[Any]) -> list[Any]:
    """Those that wait come first."""
    return sorted(rows, key=lambda row: row.state != State.ENTERED.value)[:SHOWN]


def lines_of(rows: Iterable[Any]) -> list[Line]:
    return [
        Line(
            VoucherKind(row.kind),
            Use(row.use),
            Origin(row.origin),
            row.amount_cny,
            row.amount,
            row.currency,
            row.number,
        )
        for row in rows
    ]
