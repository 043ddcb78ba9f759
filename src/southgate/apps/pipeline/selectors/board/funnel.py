"""What the funnel is counted from: standings by stage and finished stays, of what the reader sees and asked for.

A funnel is a shared figure: it never holds a confidential talk, whoever reads it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, Sum

from southgate.apps.pipeline.selectors.board.shared import counted, rows_together
from southgate.apps.pipeline.selectors.board.stages import stage_words
from southgate.apps.pipeline.selectors.projects.filtering import Asked
from southgate.domain.counting.funnel import Counted, Standing, Stays, Step, funnel
from southgate.domain.errors import Reason, Refused
from southgate.domain.projects import STAGE_DATES, STAGES, Stage, Status
from southgate.kernel.book.models import Head
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import unit_names, zone_names

GROUPS = ("park", "lead_unit")
MOST_GROUPS = 50
PERIODS = {STAGE_DATES[stage]: stage for stage in (Stage.TALKS, Stage.SIGNED)}
"""Days by which a period is asked for, each with the stage from which on a project should have it."""
PAIRS = tuple(pairwise(STAGES))


@dataclass(frozen=True, slots=True)
class Group:
    """The funnel of one park or unit; `key` and `name` are empty for projects that name none."""

    key: UUID | None
    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Funnel:
    """`undated`: projects that are left out because a period was asked for and their day is not known.

    `groups` are the largest first; `more_groups` were left out.
    """

    steps: tuple[Step, ...]
    names: Mapping[Stage, str]
    undated: int
    groups: tuple[Group, ...]
    more_groups: int
    position: int


class DaysBetween(Func):
    """Days from the second date to the first, a whole number on both databases."""

    output_field = IntegerField()
    arity = 2

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "CAST(julianday(%(expressions)s) AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=") - julianday(", **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(%(expressions)s)", arg_joiner=" - ", **extra)


def group_asked(text: str) -> str:
    """Raises Refused."""
    if text and text not in GROUPS:
        params = {"name": text[:30], "expected": "、".join(GROUPS)}
        raise Refused([Reason("不能按『%(name)s』分组", params, where="by", mend="可选：%(expected)s")])
    return text


def funnel_of(
    by: Actor, zone: UUID, asked: Asked, *, today: date, position: int | None = None, group: str = ""
) -> Funnel:
    """The funnel of what the filter shows, as a whole and, with `group`, by park or unit."""
    found = counted(by, zone, asked, position)
    steps = funnel(Counted(standings_of(found), stays_of(found)))
    groups = _groups(found, group) if group else []
    at = Head.objects.values_list("position", flat=True).get() if position is None else position
    return Funnel(
        steps=steps,
        names=stage_words(zone, today).names,
        undated=_undated(by, zone, asked, position),
        groups=tuple(groups[:MOST_GROUPS]),
        more_groups=max(0, len(groups) - MOST_GROUPS),
        position=at,
    )


def standings_of(found: QuerySet[Any]) -> dict[Stage, Standing]:
    """How many stand in each stage now. The few without a rate are asked for apart: their index knows them."""
    rows = found.values_list("stage").order_by("stage").annotate(**_COUNTED)
    rateless = found.filter(_FOREIGN, stage__in=[stage.value for stage in STAGES]).values_list("stage")
    foreign = dict(rateless.order_by("stage").annotate(many=Count("pk")))
    return {
        Stage(stage): Standing(many, ended, amount or 0, foreign.get(stage, 0)) for stage, many, ended, amount in rows
    }


_FOREIGN = Q(investment_cny=None, investment_planned__isnull=False)
_COUNTED = {
    "many": Count("pk"), "ended": Count("pk", filter=Q(status=Status.ENDED.value)), "amount": Sum("investment_cny"),
}  # fmt: skip


def stays_of(found: QuerySet[Any]) -> dict[Stage, Stays]:
    """Finished stays of each stage by their days; those without both days are absent.

    The days are taken apart here and not grouped in SQL: six groupings of the same rows cost three times as much.
    """
    spans = [DaysBetween(F(STAGE_DATES[after]), F(STAGE_DATES[stage])) for stage, after in PAIRS]
    left = found.exclude(stage=STAGES[0].value).order_by().values_list("stage", *spans)
    rows: dict[str, list[tuple[int | None, ...]]] = {}
    for _, stage, *days in rows_together([("", left)]):
        rows.setdefault(stage, []).append(tuple(days))
    return _stays(rows)


def _stays(rows: Mapping[str, list[tuple[int | None, ...]]]) -> dict[Stage, Stays]:
    """A project has left the stages before the one it stands in; days written for later ones are no stay."""
    stays: dict[Stage, Counter[int | None]] = {stage: Counter() for stage, _ in PAIRS}
    for stage, some in rows.items():
        left = STAGES[: STAGES.index(Stage(stage))]
        for passed, days in zip(left, zip(*some, strict=True), strict=False):
            stays[passed].update(days)
    return {stage: {days: many for days, many in some.items() if days is not None} for stage, some in stays.items()}


def _groups(found: QuerySet[Any], group: str) -> list[Group]:
    """The same by park or unit, without days; the one whose projects are most comes first."""
    column = f"{group}_id"
    standings: dict[UUID | None, dict[Stage, Standing]] = {}
    for key, stage, many, ended, amount in found.order_by().values_list(column, "stage").annotate(**_COUNTED):
        standings.setdefault(key, {})[Stage(stage)] = Standing(many, ended, amount or 0)
    namer = zone_names if group == "park" else unit_names
    names = namer(key for key in standings if key is not None)
    groups = [Group(key, names.get(key, "") if key else "", funnel(Counted(some))) for key, some in standings.items()]
    return sorted(groups, key=lambda one: (one.key is None, -one.steps[0].reached, one.name, str(one.key)))


def _undated(by: Actor, zone: UUID, asked: Asked, position: int | None) -> int:
    """Projects of the same other conditions that should have the day of the asked period and do not."""
    limits = [one for one in asked.conditions if one.field.name in PERIODS and one.test in {"from", "to"}]
    if not limits:
        return 0
    others = tuple(one for one in asked.conditions if one not in limits)
    found = counted(by, zone, replace(asked, conditions=others), position)
    missing = Q()
    for name in {one.field.name for one in limits}:
        beyond = STAGES[STAGES.index(PERIODS[name]) :]
        missing |= Q(**{name: None}, stage__in=[stage.value for stage in beyond])
    return found.filter(missing).count()
