"""Agreements that wait: texts to approve, passages to judge, texts of mine that are stuck; commitments that come due,
are overdue, or were reported and wait for a second person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.api import agreements
from southgate.domain.agreements.words import SIDE_NAMES, STANDING_NAMES, Side, Standing, State
from southgate.domain.calendar.work import WorkCalendar
from southgate.kernel.calendar.selectors import calendar_for
from southgate.kernel.identity.actor import Actor
from southgate.portal.sources import PROMISE, USUAL, WorkItem, work_source

NEAR = 20
"""Working days before a commitment is due in which one can still do something about it: about a month."""
NEAR_DAYS = 45
"""As many calendar days hold NEAR working days, the longest holidays included."""
MOST = 30


def page_of(agreement: UUID) -> str:
    return reverse("agreements:agreement", args=[agreement])


@work_source("agreements")
def agreement_work(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Texts and passages: four queries, however many."""
    yield from (_approve(row) for row in agreements.to_approve(by).order_by("submitted_on", "id")[:MOST])
    yield from _judge(by)
    yield from _stuck(by)


def _approve(row: Any) -> WorkItem:
    params = {"title": row.title, "name": row.project.name, "n": row.text_number}
    return WorkItem(
        title=_("审批协议：%(title)s") % params,
        why=_("%(name)s，第 %(n)s 版，要由写的人、提交的人以外的人审批") % params,
        url=page_of(row.pk),
        action=_("去审批"),
        weight=USUAL,
    )


def _judge(by: Actor) -> Iterable[WorkItem]:
    """One line an agreement, with how many passages of it wait."""
    rows = list(agreements.to_judge(by).order_by("agreement_id", "first")[: MOST * 10])
    counts = Counter(row.agreement_id for row in rows)
    for id, row in {row.agreement_id: row for row in rows}.items():
        params = {"title": row.agreement.title, "name": row.agreement.project.name, "count": counts[id]}
        yield WorkItem(
            title=_("判断 %(count)s 处条款：%(title)s") % params,
            why=_("%(name)s。判断不涉及公平竞争审查，或者送审查、挂记录") % params,
            url=f"{page_of(id)}#passages",
            action=_("去看条款"),
            weight=USUAL,
        )


def _stuck(by: Actor) -> Iterable[WorkItem]:
    """Texts that I wrote and that were returned, or whose review is missing."""
    rows = list(agreements.my_texts(by)[:MOST])
    flags, reviewed = agreements.open_flags([row.pk for row in rows]), agreements.reviewed(rows)
    for row in rows:
        params = {"title": row.title, "name": row.project.name, "count": flags.get(row.pk, 0)}
        if row.state == State.RETURNED:
            yield WorkItem(
                title=_("改协议：%(title)s") % params, why=_("%(name)s，审批退回，意见在页上") % params,
                url=page_of(row.pk), action=_("去改"), weight=USUAL,
            )  # fmt: skip
        elif params["count"] and row.pk not in reviewed:
            yield WorkItem(
                title=_("送公平竞争审查：%(title)s") % params,
                why=_("%(name)s，%(count)s 处条款待审查，记录挂上这一版才能批准") % params,
                url=page_of(row.pk), action=_("挂审查记录"), weight=USUAL,
            )  # fmt: skip


@work_source("commitments")
def commitment_work(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """What was promised in signed agreements of my projects, and reports that I may decide."""
    calendar = calendar_for(None, today=today)
    due = [
        row for row in agreements.mine(by, today + timedelta(days=NEAR_DAYS))[:MOST] if _is_near(row, calendar, today)
    ]
    to_decide = list(agreements.to_decide(by)[:MOST])
    texts = {one.id: one.text for one in _shaped(due, today) + _shaped(to_decide, today)}
    yield from (_due(row, texts[row.pk], today) for row in due)
    yield from (_decide(row, texts[row.pk]) for row in to_decide)


def _shaped(rows: list[Any], today: date) -> list[Any]:
    zones = {row.zone_id for row in rows}
    return [one for zone in zones for one in agreements.shaped([r for r in rows if r.zone_id == zone], zone, today)]


def _is_near(row: Any, calendar: WorkCalendar, today: date) -> bool:
    return row.due_on < today or calendar.between(today, row.due_on) <= NEAR


def _due(row: Any, text: str, today: date) -> WorkItem:
    params = {"name": row.project.name, "side": _(SIDE_NAMES[Side(row.side)]), "text": text}
    late = row.due_on < today
    return WorkItem(
        title=(_("承诺逾期：%(text)s") if late else _("承诺将到期：%(text)s")) % params,
        why=_("%(name)s，%(side)s的承诺。履行了就报凭证，没有履行就写明原因") % params,
        url=f"{page_of(row.agreement_id)}#commitments",
        action=_("报告履行"),
        due=row.due_on,
        weight=PROMISE,
    )


def _decide(row: Any, text: str) -> WorkItem:
    params = {"name": row.project.name, "text": text, "to": _(STANDING_NAMES[Standing(row.claimed)])}
    return WorkItem(
        title=_("认定履行：%(text)s") % params,
        why=_("%(name)s，报告『%(to)s』，要由另一人看凭证认定") % params,
        url=f"{page_of(row.agreement_id)}#commitments",
        action=_("去认定"),
        weight=USUAL,
    )
