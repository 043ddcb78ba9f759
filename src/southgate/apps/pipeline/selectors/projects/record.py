"""One project as its page reads it: the record, its names and words, its stages with days, its team; any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from southgate.apps.pipeline.entries.projects import FOR_THE_ENTERPRISE
from southgate.apps.pipeline.fields.projects import OWN
from southgate.apps.pipeline.models.projects import GRAINS, Project, ProjectMember, ProjectPast
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.projects.ledger import row_of
from southgate.apps.pipeline.selectors.projects.reading import project_at, project_for, visible
from southgate.domain.errors import NotFound
from southgate.domain.projects import STAGE_DATES, STAGE_NAMES, STAGES, Day, ProjectFacts, Stage, gaps
from southgate.kernel.book.models import Entry
from southgate.kernel.exchange.fields import Field
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names


@dataclass(frozen=True, slots=True)
class StagePassed:
    """A stage on the rail: the day it was reached (None: not known, or not reached), the days spent in it."""

    stage: Stage
    day: Day | None
    state: str
    days: int | None

    @property
    def name(self) -> str:
        return STAGE_NAMES[self.stage]


@dataclass(frozen=True, slots=True)
class Member:
    person: UUID
    name: str
    from_day: date
    to_day: date | None


@dataclass(frozen=True, slots=True)
class Record:
    """`values` by attribute name with `<field>_name` and words, only for `fields`: those that the reader may know.

    `editable` are names of fields he may change today; empty on a past day.
    """

    id: UUID
    zone: UUID
    zone_name: str
    version: int
    fields: tuple[Field, ...]
    values: Mapping[str, Any]
    stages: tuple[StagePassed, ...]
    gaps: tuple[str, ...]
    editable: frozenset[str]
    can: Mapping[str, bool]

    @property
    def stage(self) -> Stage:
        return Stage(self.values["stage"])

    @property
    def next_stage(self) -> Stage | None:
        at = STAGES.index(self.stage)
        return STAGES[at + 1] if at + 1 < len(STAGES) else None


VERBS = ("edit", "move_stage", "set_status", "end_confidentiality", "steer_team", "note")


def record(by: Actor, pk: UUID, *, today: date, position: int | None = None) -> Record:
    """The project today, or as known at `position`. Raises NotFound."""
    row: Project | ProjectPast = project_for(by, pk) if position is None else project_at(by, pk, position)
    fields = tuple(field for field in policies.readable(by, row.zone_id) if not field.describes)
    values = row_of(row, fields)
    values["investment_cny"], values["rate_millionths"] = row.investment_cny, row.rate_millionths
    values["voucher_count"] = row.voucher_count
    known = {field.name for field in fields}
    live = position is None
    return Record(
        id=pk,
        zone=row.zone_id,
        zone_name=row.zone.name,
        version=row.version,
        fields=fields,
        values=values,
        stages=passed(row, today),
        gaps=tuple(name for name in _gaps(row) if name in known),
        editable=policies.editable(by, row) if live else frozenset(),
        can={verb: live and policies.RULES.can(by, verb, row) for verb in VERBS},
    )


def _gaps(row: Any) -> list[str]:
    given = {field.name for field in OWN if getattr(row, field.column) not in {None, ""}}
    facts = ProjectFacts(
        name=row.name, public_works=row.public_works, has_enterprise=row.enterprise_id is not None,
        planned=row.investment_planned, fixed=row.investment_fixed, days=tuple(_days(row).items()),
    )  # fmt: skip
    return gaps(facts, given, Stage(row.stage))


def _days(row: Any) -> dict[str, Day]:
    return {
        name: Day(getattr(row, name), getattr(row, grain) == "m")
        for name, grain in GRAINS.items()
        if getattr(row, name) is not None
    }


def passed(row: Any, today: date) -> tuple[StagePassed, ...]:
    """The seven stages with the days spent in each: until the day of the next one, or until today in the present one.

    Where the next stage's day is not known, neither is how long this one took.
    """
    at, days = STAGES.index(Stage(row.stage)), _days(row)
    known = [days.get(STAGE_DATES[stage]) for stage in STAGES[: at + 1]]
    ends = [*(day.on if day is not None else None for day in known[1:]), today]
    found = [
        StagePassed(STAGES[number], day, "now" if number == at else "done", _spent(day, ends[number]))
        for number, day in enumerate(known)
    ]
    return (*found, *(StagePassed(stage, None, "todo", None) for stage in STAGES[at + 1 :]))


def _spent(day: Day | None, until: date | None) -> int | None:
    if day is None or until is None or until < day.on:
        return None
    return (until - day.on).days


def team(by: Actor, pk: UUID, today: date) -> tuple[Member, ...]:
    """Members of a project that the actor sees: those of today first, by the day they joined."""
    if not visible(by).filter(pk=pk).exists():
        raise NotFound(str(pk))
    rows = list(
        ProjectMember.objects.filter(Q(to_day=None) | Q(to_day__gte=today), project_id=pk)
        .order_by("from_day", "id")
        .values_list("person_id", "from_day", "to_day")
    )
    names = person_names(person for person, _, _ in rows)
    return tuple(Member(person, names.get(person, ""), first, last) for person, first, last in rows)


def count_entries(subjects: Sequence[UUID], until: int | None, kinds: frozenset[str] | None) -> int:
    """How many entries a project and what belongs to it have up to a position, of kinds that the reader may know."""
    found = Entry.objects.filter(subject__in=subjects)
    if until is not None:
        found = found.filter(position__lte=until)
    return (found if kinds is None else found.filter(kind__in=kinds)).count()


def kinds_for(by: Actor, zone: UUID) -> frozenset[str] | None:
    """Kinds of entries that the reader's feed may show; None means all. The firm itself reads no internal ones."""
    return None if policies.works_in(by, zone) else FOR_THE_ENTERPRISE
