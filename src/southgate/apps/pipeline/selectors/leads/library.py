"""The talks library: projects in talks with grade and colour, filtered by both; today or on a past day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from southgate.apps.pipeline.models.projects import STANDS, ProjectPast
from southgate.apps.pipeline.models.talks import TalkRemoval
from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.selectors.leads.reading import removals, talk_for, talks
from southgate.apps.pipeline.selectors.leads.rules import library_rules
from southgate.domain.colours.talks import ORDER, TalkColour, TalkRules, TalkState, last_days, talk_state
from southgate.domain.leads import RemovalState
from southgate.domain.projects import Stage, Status
from southgate.kernel.book import keeping
from southgate.kernel.book.reading import as_known_at
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names, unit_names

SIZE = 50
UNKNOWN, REMOVED, PAUSED = "unknown", "removed", "paused"
"""Beside the colours: no first talk is known; taken out; paused, so not timed."""
VERBS = ("grade", "progress", "ask_removal", "restore")


@dataclass(frozen=True, slots=True)
class Asked:
    """`colour` is one of a TalkColour, `unknown`, `removed`, `paused` or empty; `grade` A, B, C, `none` or empty."""

    colour: str = ""
    grade: str = ""
    q: str = ""
    page: int = 1
    size: int = SIZE
    park: UUID | None = None


@dataclass(frozen=True, slots=True)
class TalkRow:
    id: UUID
    version: int
    code: str
    name: str
    firm: str
    grade: str
    state: TalkState | None
    status: Status
    removed_on: date | None
    unit: str
    unit_id: UUID | None
    person: str
    person_id: UUID | None
    investment_planned: int | None
    currency: str
    confidential: bool


@dataclass(frozen=True, slots=True)
class Library:
    """A page of the library. `counts` by colour key over what the grade and the name show; `ruled`: the zone has
    a pack of it."""

    rows: tuple[TalkRow, ...]
    total: int
    page: int
    size: int
    counts: Mapping[str, int]
    ruled: bool


def library(by: Actor, zone: UUID, asked: Asked, *, day: date, position: int | None = None) -> Library:
    """Projects in talks of the zone that the actor sees, those longest without progress first."""
    rules = library_rules(zone, day)
    rows = _scope(by, zone, asked, position)
    found = rows.filter(_of_colour(asked.colour, day, rules))
    start = (asked.page - 1) * asked.size
    page = found.order_by(F("last").asc(nulls_first=True), "id")[start : start + asked.size]
    counts = {key: rows.filter(_of_colour(key, day, rules)).count() for key in keys(rules)}
    return Library(
        _rows(list(page.select_related("enterprise")), day, rules), found.count(), asked.page, asked.size, counts,
        rules is not None,
    )  # fmt: skip


def keys(rules: TalkRules | None) -> tuple[str, ...]:
    colours = tuple(colour.value for colour in ORDER) if rules is not None else ()
    return (*colours, UNKNOWN, PAUSED, REMOVED)


def _scope(by: Actor, zone: UUID, asked: Asked, position: int | None) -> QuerySet[Any]:
    if position is None:
        rows: QuerySet[Any] = talks(by)
    else:
        rows = as_known_at(ProjectPast, position).filter(STANDS)
        rows = rows.filter(Exists(talks(by).filter(pk=OuterRef("id"))))
    rows = rows.filter(zone=zone, stage=Stage.TALKS.value).exclude(status=Status.ENDED.value)
    if asked.park is not None:
        rows = rows.filter(park=asked.park)
    if asked.grade:
        rows = rows.filter(talk_grade="" if asked.grade == "none" else asked.grade)
    if asked.q:
        rows = rows.filter(name__icontains=asked.q)
    found: QuerySet[Any] = rows.annotate(last=Coalesce("progress_on", "talk_on"))
    return found


def _of_colour(key: str, day: date, rules: TalkRules | None) -> Q:
    """A colour is a range of days of progress, so that a list by it is one query."""
    standing = Q(removed_on=None, status=Status.NORMAL.value)
    match key:
        case "":
            return Q(removed_on=None)
        case "removed":
            return Q(removed_on__isnull=False)
        case "paused":
            return Q(removed_on=None, status=Status.PAUSED.value)
        case "unknown":
            return standing & Q(last=None)
    if rules is None:
        return Q(pk__in=())
    first, latest = last_days(TalkColour(key), day, rules)
    found = standing & Q(last__isnull=False)
    found &= Q(last__gte=first) if first is not None else Q()
    return found & (Q(last__lte=latest) if latest is not None else Q())


def _rows(rows: list[Any], day: date, rules: TalkRules | None) -> tuple[TalkRow, ...]:
    units = unit_names(row.lead_unit_id for row in rows if row.lead_unit_id is not None)
    persons = person_names(row.responsible_person_id for row in rows if row.responsible_person_id is not None)
    return tuple(
        TalkRow(
            id=row.id, version=row.version, code=row.code, name=row.name,
            firm=row.enterprise.name if row.enterprise_id is not None else "", grade=row.talk_grade,
            state=state_of(row, day, rules), status=Status(row.status), removed_on=row.removed_on,
            unit=units.get(row.lead_unit_id, ""), unit_id=row.lead_unit_id,
            person=persons.get(row.responsible_person_id, ""), person_id=row.responsible_person_id,
            investment_planned=row.investment_planned, currency=row.currency, confidential=row.confidential,
        )
        for row in rows
    )  # fmt: skip


def state_of(row: Any, day: date, rules: TalkRules | None) -> TalkState | None:
    """The colour of a project in talks; None for one that is not timed (removed, paused, no first talk, no rules)."""
    last = row.progress_on or row.talk_on
    if rules is None or last is None or row.removed_on is not None or row.status != Status.NORMAL.value:
        return None
    return talk_state(last, day, rules)


@dataclass(frozen=True, slots=True)
class Removal:
    """A question that waits. `mine`: the reader asked it, so he does not decide it."""

    id: UUID
    version: int
    project: UUID
    name: str
    reason: str
    asked_by: str
    asked_on: date
    mine: bool
    can_decide: bool


def asked_removals(by: Actor, project: UUID | None = None) -> tuple[Removal, ...]:
    """Questions that wait for a second person, of projects that the reader sees; the oldest first."""
    rows = removals(by).filter(state=RemovalState.ASKED.value)
    rows = rows.filter(project=project) if project is not None else rows
    found = list(rows.select_related("project").order_by("asked_on", "id")[:SIZE])
    said = keeping.read(row.reason_said for row in found if row.reason_said is not None)
    names = person_names(row.asked_by_id for row in found if row.asked_by_id is not None)
    return tuple(_removal(by, row, said, names) for row in found)


def _removal(by: Actor, row: TalkRemoval, said: Mapping[UUID, str], names: Mapping[UUID, str]) -> Removal:
    mine = by.person is not None and by.person == row.asked_by_id
    return Removal(
        id=row.id, version=row.version, project=row.project_id, name=row.project.name,
        reason=said.get(row.reason_said, "") if row.reason_said else "",
        asked_by=names.get(row.asked_by_id, "") if row.asked_by_id else "", asked_on=row.asked_on, mine=mine,
        can_decide=not mine and by.person is not None and policies.REMOVALS.can(by, "decide", row),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Talk:
    """One project in the library, for its page and its forms."""

    row: TalkRow
    zone: UUID
    can: Mapping[str, bool]
    removal: Removal | None


def talk(by: Actor, pk: UUID, *, day: date, position: int | None = None) -> Talk | None:
    """A project in talks, or removed from the library; None when it is in no library. Raises NotFound when unseen."""
    today = talk_for(by, pk)
    row: Any = today if position is None else as_known_at(ProjectPast, position).filter(STANDS, id=pk).first()
    if row is None or row.stage != Stage.TALKS.value or row.status == Status.ENDED.value:
        return None
    live = position is None
    waiting = asked_removals(by, pk) if live else ()
    return Talk(
        row=_rows([row], day, library_rules(row.zone_id, day))[0],
        zone=row.zone_id,
        can={verb: live and policies.TALKS.can(by, verb, today) for verb in VERBS},
        removal=waiting[0] if waiting else None,
    )


def due_for_removal(by: Actor, day: date) -> list[TalkRow]:
    """Projects that the reader may ask to take out and that are due, nobody having asked yet; of each zone of his."""
    asked = TalkRemoval.objects.filter(state=RemovalState.ASKED.value).values("project_id")
    rows = talks(by, "ask_removal").filter(stage=Stage.TALKS.value, status=Status.NORMAL.value, removed_on=None)
    rows = rows.exclude(pk__in=asked).annotate(last=Coalesce("progress_on", "talk_on"))
    zones = Counter(rows.values_list("zone_id", flat=True))
    found: list[TalkRow] = []
    for zone in sorted(zones):
        rules = library_rules(zone, day)
        due = rows.filter(_of_colour(TalkColour.REMOVE.value, day, rules), zone=zone)
        found += _rows(list(due.select_related("enterprise").order_by("last", "id")[:SIZE]), day, rules)
    return found
