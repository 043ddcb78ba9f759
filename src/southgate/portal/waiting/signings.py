"""Signings that wait for a second person, and rejected ones that their reporter has to look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.api import signings as pipeline
from southgate.domain.counting.words import KIND_NAMES, Screening, SigningKind
from southgate.domain.money import Money
from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels.words import sum_words
from southgate.portal.sources import LIGHT, USUAL, WorkItem, work_source

MOST = 20
"""Named one by one; when more wait, one line says how many there are and leads to the list."""
REMINDED = 30
"""Days after which a rejected signing that nobody registered anew is taken for done with."""


@work_source("signings_to_screen")
def signings_to_screen(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Two queries at most; the longest wait first."""
    rows = pipeline.to_screen(by)
    found = list(rows[: MOST + 1])
    if len(found) > MOST:
        yield _many(rows.count())
        return
    for row in found:
        yield _screen(row)


def _many(count: int) -> WorkItem:
    return WorkItem(
        title=_("甄别 %(count)d 条签约") % {"count": count},
        why=_("别人登记的签约，要由第二个人甄别，确认了才计数"),
        url=f"{reverse('figures:signings')}?state=reported",
        action=_("去甄别"),
        weight=USUAL,
    )


def _screen(row: Any) -> WorkItem:
    sum = sum_words(Money(row.amount, row.currency)) if row.amount is not None else _("没有金额")
    kind, on = _(KIND_NAMES[SigningKind(row.kind)]), row.reported_on.isoformat()
    params = {"name": row.project.name, "kind": kind, "day": on, "sum": sum}
    return WorkItem(
        title=_("甄别签约：%(name)s，%(kind)s") % params,
        why=_("%(sum)s，%(day)s 登记，要由第二个人确认才计数") % params,
        url=reverse("figures:screen", args=[row.pk]),
        action=_("去甄别"),
        weight=USUAL,
    )


@work_source("signings_rejected")
def signings_rejected(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """What I reported and somebody rejected, within a month: correct it, or leave it be."""
    if by.person is None:
        return
    since = today - timedelta(days=REMINDED)
    rows = pipeline.visible(by).filter(
        reported_by=by.person, state=Screening.REJECTED.value, withdrawn=False, decided_on__gte=since
    )
    for row in rows.select_related("project").order_by("decided_on", "id")[:MOST]:
        yield WorkItem(
            title=_("签约被退回：%(name)s") % {"name": row.project.name},
            why=_("%(day)s 退回，原因写在里面；更正了重新甄别，确实不是就撤回") % {"day": row.decided_on.isoformat()},
            url=reverse("figures:signing", args=[row.pk]),
            action=_("去看"),
            weight=LIGHT,
        )
