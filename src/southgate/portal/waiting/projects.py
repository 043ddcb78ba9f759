"""Work that the facts of projects make: promises that pass, promises that come near, what was never filled in, and
talks that are kept secret. Mine are the projects I am responsible for, and those my unit leads.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from southgate.apps.pipeline.api import projects as pipeline
from southgate.domain.calendar.work import WorkCalendar
from southgate.domain.projects import STAGE_NAMES, STAGES, Day, ProjectFacts, Stage, Status, gaps
from southgate.kernel import clock
from southgate.kernel.book.models import Entry
from southgate.kernel.calendar.selectors import calendar_for
from southgate.kernel.identity.actor import Actor
from southgate.portal.sources import LIGHT, PROMISE, USUAL, WorkItem, work_source

NEAR = 20
"""Working days before a promised day in which one can still do something about it: about a month."""
REVIEW_DAYS = 90
"""A talk is kept secret on purpose, not by forgetting: once a quarter somebody writes down how it stands."""
BEFORE_PRODUCTION = tuple(stage.value for stage in STAGES[: STAGES.index(Stage.PRODUCTION)])
NAMES = ("responsible_person", "lead_unit", "liaison_leader", "park")
DAYS = ("signed_on", "production_promised_on", "start_on", "produced_on")
"""References and days whose absence `domain.projects.gaps` speaks of."""


@dataclass(frozen=True, slots=True)
class Mine:
    """One of my projects that is not in production yet, as far as work is made of it. `place` is its park or zone."""

    id: UUID
    name: str
    stage: Stage
    owner: str
    place: str
    promised: Day | None
    missing: tuple[str, ...]

    @property
    def where(self) -> str:
        """Whose it is, where, and how far: the beginning of every why."""
        return _("，").join(part for part in (self.owner, self.place, _(STAGE_NAMES[self.stage])) if part)


def page_of(project: UUID) -> str:
    return reverse("pipeline:project", args=[project])


@work_source("projects")
def project_work(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """One query, however many projects: promises first, then what is missing."""
    calendar = calendar_for(None, today=today)
    for mine in my_projects(by):
        if mine.promised is not None:
            yield from _promise(mine, mine.promised, calendar, today)
        if mine.missing:
            yield _missing(mine)


def my_projects(by: Actor) -> list[Mine]:
    """Projects under way that name me as responsible, or a unit in which I hold a post as the one in charge."""
    named = Q(responsible_person=by.person) if by.person is not None else Q(pk__in=())
    led = Q(lead_unit__in=sorted(by.units)) if by.units else Q(pk__in=())
    rows = pipeline.visible(by).filter(named | led, stage__in=BEFORE_PRODUCTION).exclude(status=Status.ENDED.value)
    rows = rows.select_related("enterprise", "park", "zone").order_by("production_promised_on", "id")
    return [_mine(row) for row in rows]


def _mine(row: Any) -> Mine:
    return Mine(
        id=row.pk,
        name=row.name,
        stage=Stage(row.stage),
        owner=row.enterprise.name if row.enterprise_id is not None else "",
        place=row.park.name if row.park_id is not None else row.zone.name,
        promised=_day(row, "production_promised_on"),
        missing=missing(row),
    )


def missing(row: Any) -> tuple[str, ...]:
    """Terms of the fields that a project of this stage should have and lacks, by the rule that its own page shows."""
    days = tuple((name, day) for name in DAYS if (day := _day(row, name)) is not None)
    facts = ProjectFacts(
        name=row.name,
        public_works=row.public_works,
        has_enterprise=row.enterprise_id is not None,
        planned=row.investment_planned,
        fixed=row.investment_fixed,
        days=days,
    )
    given = {name for name in NAMES if getattr(row, f"{name}_id") is not None}
    return tuple(pipeline.BY_NAME[name].label for name in gaps(facts, given, Stage(row.stage)))


def _day(row: Any, name: str) -> Day | None:
    on = getattr(row, name)
    return None if on is None else Day(on, getattr(row, name.replace("_on", "_grain")) == "m")


def _promise(mine: Mine, promised: Day, calendar: WorkCalendar, today: date) -> Iterable[WorkItem]:
    params = {"name": mine.name, "where": mine.where, "day": promised}
    if promised.on < today:
        yield WorkItem(
            title=_("承诺投产日已过：%(name)s") % params,
            why=_("%(where)s。承诺 %(day)s 投产，还没有投产的记录") % params,
            url=page_of(mine.id),
            action=_("记投产，或写明改到哪天"),
            due=promised.on,
            weight=PROMISE,
        )
    elif calendar.between(today, promised.on) <= NEAR:
        yield WorkItem(
            title=_("快到承诺投产日：%(name)s") % params,
            why=_("%(where)s。承诺 %(day)s 投产") % params,
            url=page_of(mine.id),
            action=_("看还差什么"),
            due=promised.on,
            weight=PROMISE,
        )


def _missing(mine: Mine) -> WorkItem:
    params = {"count": len(mine.missing), "name": mine.name, "where": mine.where}
    params["names"] = _("、").join(map(_, mine.missing))
    return WorkItem(
        title=ngettext("补 %(count)s 项：%(name)s", "补 %(count)s 项：%(name)s", len(mine.missing)) % params,
        why=_("%(where)s。未填：%(names)s") % params,
        url=page_of(mine.id),
        action=_("去补"),
        weight=LIGHT,
    )


@work_source("secret_talks")
def secret_talks(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Confidential talks of my team of which nothing was written for a quarter. Two queries."""
    team = Q(pk__in=sorted(by.teams.get("project", frozenset())))
    if by.person is not None:
        team |= Q(responsible_person=by.person) | Q(liaison_leader=by.person)
    rows = list(
        pipeline.visible(by).filter(team, confidential=True).order_by("position").values("id", "name", "position")
    )
    written = dict(
        Entry.objects.filter(position__in=[row["position"] for row in rows]).values_list("position", "recorded_at")
    )
    for row in rows:
        last = clock.day_of(written[row["position"]])
        due = last + timedelta(days=REVIEW_DAYS)
        if (due - today).days <= NEAR:
            params = {"name": row["name"], "day": last.isoformat()}
            yield WorkItem(
                title=_("看一下保密洽谈：%(name)s") % params,
                why=_("%(day)s 以后没有记过事。还要保密就记一笔现状，不必了就解除") % params,
                url=page_of(row["id"]),
                action=_("去看"),
                due=due,
                weight=USUAL,
            )
