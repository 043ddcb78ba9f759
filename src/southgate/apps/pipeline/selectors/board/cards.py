"""Cards of the board: a few projects of each stage, the largest sums first, each shaped for reading.

However many stages and projects there are, one statement finds the cards and one reads them. Each stage is a limited
subselect of its own, so that its index gives the first few and nothing is sorted; on a past day each park of a stage
is one, because that is the order of the index of the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from southgate.apps.pipeline.models.projects import GRAINS, Project, ProjectPast
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.board.shared import rows_together
from southgate.apps.pipeline.selectors.projects.ledger import rows_of, shown
from southgate.domain.money import Money
from southgate.domain.projects import STAGE_DATES, Day, Stage, Status
from southgate.kernel.exchange.fields import Field
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.models import Zone

FIELDS = ("name", "enterprise", "investment_planned", "production_promised_on", "responsible_person", "key_project")
RIGHTS = ("zone_id", "park_id", "lead_unit_id", "responsible_person_id", "liaison_leader_id", "enterprise_id")
DAYS = ("stage_on", *(GRAINS[column] for column in STAGE_DATES.values()))
MADE = frozenset({Stage.PRODUCTION, Stage.FULL})
"""Where a promise of production is kept."""
Place = tuple[bool, int, str]
"""Where a card stands in its column: those without a sum last, then the larger sum, then the id."""


@dataclass(frozen=True, slots=True)
class Card:
    """`days` in the stage, None where the day is not known; `overdue` days behind the promise, 0 while it may be kept.

    What the reader may not know (an enterprise its own responsible person) is empty. `movable`: he may move it.
    """

    id: UUID
    version: int
    stage: Stage
    name: str
    firm: str
    public_works: bool
    planned: Money | None
    since: Day | None
    days: int | None
    promised: Day | None
    overdue: int
    responsible: str
    status: Status
    confidential: bool
    key_project: bool
    movable: bool


def first_of_each(
    found: QuerySet[Any], stages: Sequence[Stage], most: int, *, zone: UUID | None = None
) -> dict[Stage, list[Any]]:
    """Keys of the first `most` rows of each stage, in one statement. `zone`: read the history of that zone by park.

    SQLite gives the ids of a statement written by hand as text.
    """
    key = "pk" if zone is None else "past_id"
    parks = [Q()] if zone is None else _parks(zone)
    given, unknown = found.filter(investment_cny__isnull=False), found.filter(investment_cny=None)
    parts = [
        (stage, part)
        for stage in stages
        for park in parks
        for part in (
            given.filter(park, stage=stage).order_by("-investment_cny", "id"),
            unknown.filter(park, stage=stage).order_by("id"),
        )
    ]
    rows = rows_together([(stage.value, part.values_list(key, "investment_cny", "id")[:most]) for stage, part in parts])
    places: dict[Stage, list[tuple[Place, Any]]] = {stage: [] for stage in stages}
    for stage, one, amount, id in rows:
        place = (amount is None, -(amount or 0), str(id))
        places[Stage(stage)].append((place, UUID(one) if isinstance(one, str) else one))
    return {stage: [one for _, one in sorted(some)[:most]] for stage, some in places.items()}


def _parks(zone: UUID) -> list[Q]:
    parks = Zone.objects.filter(parent_id=zone).order_by("pk").values_list("pk", flat=True)
    return [Q(park_id=None), *(Q(park_id=park) for park in parks)]


def cards_of(by: Actor, zone: UUID, keys: Sequence[Any], *, today: date, past: bool = False) -> dict[Any, Card]:
    """Cards by key, of rows that the caller found through `visible`."""
    model: type[Model] = ProjectPast if past else Project
    key = "past_id" if past else "pk"
    fields = shown(by, zone, FIELDS)
    rows = rows_of(model, key, keys, fields, more=(*RIGHTS, *DAYS))
    return {row[key]: card(row, by, fields, today=today, live=not past) for row in rows}


def card(row: Mapping[str, Any], by: Actor, fields: Iterable[Field], *, today: date, live: bool) -> Card:
    """One row of the ledger (`rows_of`) as a card."""
    known = {field.name for field in fields}
    stage, status = Stage(row["stage"]), Status(row["status"])
    since = _day(row, "stage_on", GRAINS[STAGE_DATES[stage]])
    promised = _day(row, "production_promised_on", "production_promised_grain")
    planned = row["investment_planned"]
    return Card(
        id=row["id"],
        version=row["version"],
        stage=stage,
        name=row["name"],
        firm=row["enterprise_name"] or "",
        public_works=row["public_works"],
        planned=None if planned is None else Money(planned, row["currency"]),
        since=since,
        days=(today - since.on).days if since is not None and since.on <= today else None,
        promised=promised,
        overdue=_overdue(promised, stage, status, today),
        responsible=row.get("responsible_person_name", ""),
        status=status,
        confidential=row["confidential"],
        key_project="key_project" in known and row["key_project"],
        movable=live and status is Status.NORMAL and policies.RULES.can(by, "move_stage", SimpleNamespace(**row)),
    )


def _day(row: Mapping[str, Any], column: str, grain: str) -> Day | None:
    return None if row[column] is None else Day(row[column], row[grain] == "m")


def _overdue(promised: Day | None, stage: Stage, status: Status, today: date) -> int:
    """Days behind the promise. A project in production kept it, late or not; what was given up promises nothing."""
    if promised is None or stage in MADE or status is Status.ENDED:
        return 0
    return max(0, (today - promised.on).days)
