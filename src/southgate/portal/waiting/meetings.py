"""Follow-ups of visits that are mine, by the day they are due; events whose day has come and that nobody held."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.api import meetings
from southgate.domain.calendar.work import WorkCalendar
from southgate.kernel.calendar.selectors import calendar_for
from southgate.kernel.identity.actor import Actor
from southgate.portal.sources import URGENT, USUAL, WorkItem, work_source

NEAR = 3
"""Working days before a follow-up is due in which it already waits for its owner."""


@work_source("follow_ups")
def follow_ups(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Mine that are due within a few working days, or past it: one query and the words."""
    if by.person is None:
        return
    calendar = calendar_for(None, today=today)
    for one in meetings.my_follow_ups(by, today=today):
        if one.due_on <= today or calendar.between(today, one.due_on) <= NEAR:
            yield _item(one, calendar, today)


def _item(one: meetings.FollowRow, calendar: WorkCalendar, today: date) -> WorkItem:
    params = {
        "name": one.whom.name,
        "days": calendar.between(one.due_on, today),
    }
    late = one.due_on < today
    why = _("%(name)s走访后的跟进，已过 %(days)d 个工作日") if late else _("%(name)s走访后的跟进")
    return WorkItem(
        title=one.text or _("（已依法删除）"),
        why=why % params,
        url=reverse("meetings:close-follow-up", args=[one.id]),
        action=_("写结果"),
        due=one.due_on,
        weight=URGENT if late else USUAL,
    )


@work_source("events")
def events(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Events of my unit whose day has come: hold the ceremony, or say that it was cancelled."""
    for one in meetings.events_due(by, today=today):
        params = {"name": one.name, "count": one.lines}
        yield WorkItem(
            title=_("办理活动：%(name)s") % params,
            why=_("列了 %(count)d 个项目，还没有登记签约或开工") % params,
            url=reverse("meetings:event", args=[one.id]),
            action=_("去办"),
            due=one.held_on,
            weight=USUAL,
        )
