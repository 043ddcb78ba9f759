"""Work that gates make: opinions to give, reviews to close, leave to decide on, deadlines after signing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.api import gates
from southgate.domain.projects import STAGE_NAMES
from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels import words
from southgate.portal.sources import PROMISE, USUAL, WorkItem, work_source

NEAR = 30
"""Calendar days before a deadline in which one can still do something about it."""


@work_source("reviews")
def review_work(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Opinions first, then reviews in which everybody has spoken. Two queries."""
    for one in gates.opinions_due(by):
        yield WorkItem(
            title=_("提评审意见：%(name)s") % {"name": one.name},
            why=_("%(day)s 提交准入评审，等你的意见") % {"day": _day(one.since)},
            url=reverse("gates:opinion", args=[one.id]),
            action=_("提意见"),
            weight=USUAL,
        )
    for one in gates.reviews_due(by):
        yield WorkItem(
            title=_("写评审结论：%(name)s") % {"name": one.name},
            why=_("成员的意见都提齐了"),
            url=reverse("gates:decide-review", args=[one.id]),
            action=_("写评审结论"),
            weight=USUAL,
        )


@work_source("overrides")
def override_work(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Leave to pass that another person asked for. One query."""
    for one in gates.overrides_due(by):
        stage = _(STAGE_NAMES[one.to]) if one.to is not None else ""
        yield WorkItem(
            title=_("决定放行：%(name)s") % {"name": one.name},
            why=_("%(day)s 申请缺材料先转到『%(stage)s』") % {"day": _day(one.since), "stage": stage},
            url=reverse("gates:decide-override", args=[one.id]),
            action=_("决定"),
            weight=USUAL,
        )


@work_source("signing_deadlines")
def deadline_work(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Deadlines after signing of my projects that are near or past."""
    for one in gates.running_deadlines(by, today=today):
        left = one.state.days_left
        if left is None or left > NEAR:
            continue
        params = {"name": one.name, "what": _(one.state.deadline.label), "day": one.state.due.isoformat()}
        late = left < 0
        yield WorkItem(
            title=(_("签约后的时限已过：%(name)s") if late else _("签约后的时限快到：%(name)s")) % params,
            why=_("最迟 %(day)s %(what)s，还没有办成") % params,
            url=f"{reverse('pipeline:project', args=[one.project])}#panel-gates",
            action=_("看还差什么"),
            due=one.state.due,
            weight=PROMISE,
        )


def _day(day: date | None) -> str:
    return words.day_words(day, weekday=False) if day is not None else ""
