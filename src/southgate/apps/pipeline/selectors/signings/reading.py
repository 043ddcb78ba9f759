"""The one road to signings, tasks and the 500 lists: what an actor sees, and from an id to a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from southgate.apps.pipeline.models.projects import STANDS, Project
from southgate.apps.pipeline.models.signings import ListedFirm, Signing, SigningPast, Task
from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.domain.counting.words import (
    CLASSES,
    FORM_NAMES,
    KIND_NAMES,
    SCREENING_NAMES,
    Form,
    ListedClass,
    Screening,
    SigningKind,
)
from southgate.domain.errors import Forbidden, NotFound
from southgate.domain.money import Money
from southgate.domain.projects import STAGE_NAMES, Stage
from southgate.kernel.book.reading import as_known_at, state_at
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.rules import Rules
from southgate.kernel.orgs.naming import person_names, unit_names

PAGE = 50


def visible(by: Actor, verb: str = "view") -> QuerySet[Signing]:
    return policies.SIGNINGS.visible(by, Signing, verb)


def visible_past(by: Actor, position: int) -> QuerySet[SigningPast]:
    """Signings as known at `position`, of those that the actor may see today: rights are always today's."""
    return as_known_at(SigningPast, position).filter(Exists(visible(by).filter(pk=OuterRef("id"))))


def signing_for(by: Actor, pk: UUID, verb: str = "view") -> Signing:
    """The row. Raises NotFound when unseen, Forbidden when seen but not allowed."""
    row: Signing = _one(policies.SIGNINGS, Signing, by, pk, verb)
    return row


def signing_at(by: Actor, pk: UUID, position: int) -> SigningPast:
    """The row as it was known at `position`. Raises NotFound also for a signing registered later."""
    row = visible_past(by, position).filter(id=pk).select_related(*NAMED).first()
    if row is None:
        raise NotFound(str(pk))
    return row


def task_for(by: Actor, pk: UUID, verb: str = "view") -> Task:
    row: Task = _one(policies.TASKS, Task, by, pk, verb)
    return row


def listed_for(by: Actor, pk: UUID, verb: str = "view") -> ListedFirm:
    row: ListedFirm = _one(policies.LISTS, ListedFirm, by, pk, verb)
    return row


def _as_of(rows: Iterable[Task], position: int) -> Iterator[Task]:
    """A zone has a handful of tasks a year, so each is folded from the book."""
    for row in rows:
        state = state_at("task", row.pk, position)
        if state is not None and not state["withdrawn"]:
            row.target, row.source = state["target"], state["source"]
            yield row


def version_of(by: Actor, pk: UUID) -> int | None:
    """The version that stands now of a signing, a task or a listed firm; None when the actor sees it no more."""
    for rules, model in ((policies.SIGNINGS, Signing), (policies.TASKS, Task), (policies.LISTS, ListedFirm)):
        found: int | None = rules.visible(by, model).filter(pk=pk).values_list("version", flat=True).first()
        if found is not None:
            return found
    return None


def _one(rules: Rules, model: Any, by: Actor, pk: UUID, verb: str) -> Any:
    row = rules.visible(by, model, verb).filter(pk=pk).first()
    if row is not None:
        return row
    if verb != "view" and rules.visible(by, model).filter(pk=pk).exists():
        raise Forbidden(verb)
    raise NotFound(str(pk))


@dataclass(frozen=True, slots=True)
class Line:
    """One signing as lists and pages show it, its words as msgids. `can` is empty on a past day."""

    id: UUID
    version: int
    project: UUID
    project_name: str
    kind: str
    kind_key: str
    form: str
    form_key: str
    state: str
    state_key: str
    withdrawn: bool
    signed_on: date
    by_month: bool
    amount: Money | None
    amount_cny: int | None
    enterprise: str
    contract_number: str
    event: str
    lead_unit: str
    listed: str
    reinvestment: bool
    replaced: bool
    reported_by: str
    reported_on: date | None
    decided_by: str
    decided_on: date | None
    reason_said: UUID | None
    unreported_months: int
    can: frozenset[str] = frozenset()


VERBS = ("screen", "correct", "withdraw")


def lines(rows: Sequence[Any], by: Actor | None = None) -> list[Line]:
    """Rows (of today or of a past day) with the names they refer to; `by` asks what he may do to each."""
    persons = person_names({id for row in rows for id in (row.reported_by_id, row.decided_by_id)} - {None})
    units = unit_names({row.lead_unit_id for row in rows} - {None})
    return [_line(row, persons, units, _can(row, by) if by is not None else frozenset()) for row in rows]


def _can(row: Signing, by: Actor) -> frozenset[str]:
    if row.withdrawn:
        return frozenset()
    found = {verb for verb in VERBS if policies.SIGNINGS.can(by, verb, row)}
    mine = by.person is None or by.person == row.reported_by_id
    return frozenset(found - {"screen"} if row.state != Screening.REPORTED or mine else found)


def _line(row: Any, persons: Mapping[UUID, str], units: Mapping[UUID, str], can: frozenset[str]) -> Line:
    return Line(
        id=row.id, version=row.version, project=row.project_id, project_name=row.project.name,
        kind=KIND_NAMES[SigningKind(row.kind)], kind_key=row.kind, form=FORM_NAMES[Form(row.form)],
        form_key=row.form,
        state=SCREENING_NAMES[Screening(row.state)], state_key=row.state, withdrawn=row.withdrawn,
        signed_on=row.signed_on, by_month=row.signed_grain == "m",
        amount=Money(row.amount, row.currency) if row.amount is not None else None, amount_cny=row.amount_cny,
        enterprise=row.enterprise.name if row.enterprise is not None else "", contract_number=row.contract_number,
        event=row.event.name if row.event is not None else "", lead_unit=units.get(row.lead_unit_id, ""),
        listed=row.listed_class, reinvestment=row.reinvestment, replaced=row.replaced_by is not None,
        reported_by=persons.get(row.reported_by_id, ""), reported_on=row.reported_on,
        decided_by=persons.get(row.decided_by_id, ""), decided_on=row.decided_on, reason_said=row.reason_said,
        unreported_months=row.unreported_months, can=can,
    )  # fmt: skip


NAMED = ("project", "enterprise", "event")


def of_project(by: Actor, project: UUID, position: int | None = None) -> list[Line]:
    """Signings of a project that the actor sees, the oldest first; withdrawn ones too: they stay in the book."""
    rows: Any = visible(by) if position is None else visible_past(by, position)
    found = rows.filter(project_id=project).select_related(*NAMED).order_by("signed_on", "id")
    return lines(list(found), by if position is None else None)


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of signings."""

    lines: tuple[Line, ...]
    total: int
    number: int


def listed(
    by: Actor, zone: UUID, *, state: str = "", park: UUID | None = None, number: int = 1, position: int | None = None
) -> Listed:
    """Signings of a zone, the newest first; `state` is a word of screening, or empty for all that stand or stood."""
    rows: Any = visible(by) if position is None else visible_past(by, position)
    rows = rows.filter(zone_id=zone, **({"state": state, "withdrawn": False} if state else {}))
    rows = rows.filter(park_id=park) if park is not None else rows
    start = (number - 1) * PAGE
    found = rows.select_related(*NAMED).order_by("-signed_on", "-id")[start : start + PAGE]
    return Listed(tuple(lines(list(found), by if position is None else None)), rows.count(), number)


def to_screen(by: Actor) -> QuerySet[Signing]:
    """What waits for a second person, and may be screened by this one."""
    if by.person is None:
        return Signing.objects.none()
    return (
        visible(by, "screen")
        .filter(state=Screening.REPORTED.value, withdrawn=False)
        .exclude(reported_by_id=by.person)
        .select_related("project")
        .order_by("reported_on", "id")
    )


def not_registered(by: Actor, zone: UUID) -> QuerySet[Project]:
    """Projects that the ledger says are signed, and of which no signing is registered: they count nowhere yet."""
    known = Signing.objects.filter(project_id=OuterRef("pk"), withdrawn=False)
    rows = policies.projects_for(by, "register").filter(STANDS, zone_id=zone).exclude(stage=Stage.TALKS.value)
    return rows.filter(~Exists(known), public_works=False).order_by("-signed_on", "id")


def project_to_sign(by: Actor, pk: UUID) -> Project:
    """The project whose signing the actor registers. Raises NotFound or Forbidden."""
    row = project_for(by, pk)
    policies.require_project(by, "register", row)
    return row


def stage_name(row: Project) -> str:
    return STAGE_NAMES[Stage(row.stage)]


@dataclass(frozen=True, slots=True)
class List:
    """One list of one year: how many of its 500 firms are known."""

    list: ListedClass
    year: int
    count: int

    @property
    def whole(self) -> bool:
        return self.count >= 500


def lists(by: Actor) -> list[List]:
    """Which lists are known, the newest first, the highest class first. An actor without a post sees none."""
    rows = policies.LISTS.visible(by, ListedFirm).filter(withdrawn=False)
    found = [List(ListedClass(one), year, count)
             for one, year, count in rows.values_list("list", "year").annotate(many=Count("pk"))]  # fmt: skip
    return sorted(found, key=lambda one: (-one.year, CLASSES.index(one.list)))


def firms(by: Actor, list: ListedClass, year: int, text: str = "") -> QuerySet[ListedFirm]:
    rows = policies.LISTS.visible(by, ListedFirm).filter(list=list.value, year=year, withdrawn=False)
    return rows.filter(Q(name__contains=text) | Q(credit_code=text)).order_by("rank", "name", "id")


def firms_as_of(by: Actor, on: date, years: Mapping[str, int], most: int = 2000) -> Iterable[ListedFirm]:
    """Firms of the lists as of a day, for a form to choose from."""
    rows = policies.LISTS.visible(by, ListedFirm).filter(withdrawn=False)
    newest = Q(pk__in=())
    for one, year in years.items():
        newest |= Q(list=one, year=year)
    return rows.filter(newest).order_by("name", "id")[:most]


def tasks(by: Actor, zone: UUID, year: int, position: int | None = None) -> list[Task]:
    """Tasks of a zone and its units for a year: the zone's own first; of a past day with the targets of then."""
    rows = policies.TASKS.visible(by, Task).filter(zone_id=zone, year=year).select_related("unit")
    rows = rows.order_by("definition", "unit__name", "id")
    found = list(rows.filter(withdrawn=False)) if position is None else list(_as_of(rows, position))
    return sorted(found, key=lambda row: (row.unit_id is not None, row.definition))
