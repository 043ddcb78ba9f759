"""Work that leads make: clocks that run, offers to be answered, talks that are due to be taken out of the library.

Mine are the leads I am responsible for, those my unit leads, and, while nobody is named, those I wrote down.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from southgate.apps.pipeline.api import leads
from southgate.domain.clocks.leads import Clock, ClockState, Key
from southgate.kernel.calendar.selectors import calendar_for
from southgate.kernel.identity.actor import Actor
from southgate.portal.sources import LIGHT, PROMISE, USUAL, WorkItem, work_source

NEAR = 5
"""Working days before a report is due in which it begins to wait: a week."""
TITLES = {
    Key.NAMED: gettext_noop("明确责任人：%(name)s"),
    Key.JUDGED: gettext_noop("作研判：%(name)s"),
    Key.ANSWERED: gettext_noop("答复推荐方：%(name)s"),
    Key.REPORTED: gettext_noop("写进展报告：%(name)s"),
    Key.BUREAU: gettext_noop("请市级部门提前介入：%(name)s"),
}
ACTIONS: dict[Key, tuple[str, str]] = {
    Key.NAMED: ("leads:person", gettext_noop("去明确")),
    Key.JUDGED: ("leads:judge", gettext_noop("去研判")),
    Key.ANSWERED: ("leads:answer", gettext_noop("去答复")),
    Key.REPORTED: ("leads:report", gettext_noop("写报告")),
    Key.BUREAU: ("leads:bureau", gettext_noop("记介入")),
}
VERBS = {Key.NAMED: "name_person", Key.JUDGED: "judge"}


@work_source("leads")
def lead_work(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Every open clock of my leads that I may act on; a report only when it comes near."""
    timing, calendar = leads.Timing(today), calendar_for(None, today=today)
    rows = list(_mine(by))
    doable = {verb: _ids(by, verb, rows) for verb in ("name_person", "judge", "tell")}
    for row in rows:
        for clock in timing.of(row):
            due = clock.due
            far = clock.key is Key.REPORTED and due is not None and calendar.between(today, due) > NEAR
            if clock.is_open and not far and row.pk in doable[VERBS.get(clock.key, "tell")]:
                yield _item(row, clock)


def _mine(by: Actor) -> Iterable[Any]:
    mine = Q(pk__in=())
    if by.person is not None:
        mine |= Q(responsible_person=by.person) | Q(responsible_person=None, taken_by=by.person)
    if by.units:
        mine |= Q(lead_unit__in=sorted(by.units))
    return leads.visible(by).filter(mine, state="open").order_by("received_on", "id")


def _ids(by: Actor, verb: str, rows: list[Any]) -> set[UUID]:
    return set(leads.visible(by, verb).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))


def _item(row: Any, clock: Clock) -> WorkItem:
    address, action = ACTIONS[clock.key]
    params = {"because": leads.because(clock.because), "distance": leads.distance(clock)}
    return WorkItem(
        title=_(TITLES[clock.key]) % {"name": row.name},
        why=_("%(because)s。%(distance)s") % params if clock.due is not None else params["because"],
        url=reverse(address, args=[row.pk]),
        action=_(action),
        due=clock.due,
        weight=PROMISE if clock.state is ClockState.LATE else USUAL,
    )


@work_source("transfers")
def offered_leads(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Leads that another unit or zone offers, and that I may take or send back."""
    for one in leads.offers(by):
        params = {"name": one.name, "from": f"{one.from_zone}{one.from_unit}", "day": one.offered_on.isoformat()}
        yield WorkItem(
            title=_("接收或退回线索：%(name)s") % params,
            why=_("%(from)s %(day)s 转来；答复以前由对方跟进，时限不停") % params,
            url=reverse("leads:accept", args=[one.id]),
            action=_("去答复"),
            weight=PROMISE,
        )


@work_source("removals")
def removals(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Talks to be taken out of the library: mine that are due, and others' questions that I may decide."""
    for one in leads.asked_removals(by):
        if one.can_decide:
            params = {"name": one.name, "who": one.asked_by, "day": one.asked_on.isoformat(), "why": one.reason}
            yield WorkItem(
                title=_("核准移出在谈项目库：%(name)s") % params,
                why=_("%(who)s %(day)s 提出：%(why)s") % params,
                url=reverse("leads:decide", args=[one.id]),
                action=_("去核准"),
                weight=USUAL,
            )
    for row in leads.due_for_removal(by, today):
        state = row.state
        if state is not None and _is_mine(by, row):
            yield WorkItem(
                title=_("应移出在谈项目库：%(name)s") % {"name": row.name},
                why=_("%(because)s。有进展就记，没有就提出移出") % {"because": leads.because(state.because)},
                url=reverse("pipeline:project", args=[row.id]) + "#panel-talks",
                action=_("去看"),
                due=state.since,
                weight=LIGHT,
            )


def _is_mine(by: Actor, row: leads.TalkRow) -> bool:
    """Of the person who is responsible and of the unit in charge; whoever steers all of them looks at the library."""
    return (row.person_id is not None and row.person_id == by.person) or row.unit_id in by.units
