"""Vouchers that wait for a second person, and rejected ones that wait to be put right by who entered them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.api import vouchers as pipeline
from southgate.domain.counting.vouchers import KIND_NAMES, State, VoucherKind
from southgate.domain.money import Money
from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels.words import sum_words
from southgate.portal.sources import LIGHT, USUAL, WorkItem, work_source

MOST = 20
"""Named one by one; when more wait, one line says how many there are and leads to the list."""
REMINDED = 30
"""Days after which a rejected voucher that nobody put right is taken for done with."""


@work_source("vouchers")
def vouchers_to_accept(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Two queries at most: those with a slip that the actor may decide and had no part in, the longest wait first."""
    if by.person is None or not by.roles & pipeline.JUDGES:
        return
    mine = Q(entered_by=by.person) | Q(changed_by=by.person)
    rows = pipeline.visible(by, "decide").filter(state=State.ENTERED.value, file__isnull=False).exclude(mine)
    found = list(rows.select_related("project").order_by("entered_on", "id")[: MOST + 1])
    if len(found) > MOST:
        yield _many(rows.count())
        return
    for row in found:
        yield _accept(row)


def _many(count: int) -> WorkItem:
    return WorkItem(
        title=_("认定 %(count)d 张凭证") % {"count": count},
        why=_("别人登记的到位资金凭证，要由第二个人对着影像认定才计入"),
        url=reverse("vouchers:list"),
        action=_("去认定"),
        weight=USUAL,
    )


def _accept(row: Any) -> WorkItem:
    params = {
        "name": row.project.name, "kind": _(KIND_NAMES[VoucherKind(row.kind)]), "number": row.number,
        "sum": sum_words(Money(row.amount, row.currency)), "day": row.entered_on.isoformat(),
    }  # fmt: skip
    return WorkItem(
        title=_("认定凭证：%(name)s，%(sum)s") % params,
        why=_("%(kind)s %(number)s，%(day)s 登记，要由第二个人对着影像认定才计入") % params,
        url=page_of(row.pk),
        action=_("去认定"),
        weight=USUAL,
    )


def page_of(voucher: UUID) -> str:
    return reverse("vouchers:voucher", args=[voucher])


@work_source("vouchers_back")
def vouchers_to_mend(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """What the actor entered: rejected and not entered anew, or still without the photo that an acceptance needs."""
    if by.person is None:
        return
    anew = pipeline.Voucher.objects.filter(corrects=OuterRef("pk"))
    mine = pipeline.visible(by, "correct").filter(entered_by=by.person)
    rejected = Q(state=State.REJECTED.value, decided_on__gte=today - timedelta(days=REMINDED)) & ~Exists(anew)
    rows = mine.filter(rejected | Q(state=State.ENTERED.value, file__isnull=True)).select_related("project")
    for row in rows.order_by("entered_on", "id")[:MOST]:
        yield _mend(row)


def _mend(row: Any) -> WorkItem:
    params = {"name": row.project.name, "number": row.number}
    if row.state == State.ENTERED.value:
        return WorkItem(
            title=_("补凭证影像：%(number)s，%(name)s") % params, why=_("没有影像就不能认定，这笔钱不计入到位资金"),
            url=page_of(row.pk), action=_("去补"), weight=LIGHT,
        )  # fmt: skip
    return WorkItem(
        title=_("凭证被退回：%(number)s，%(name)s") % params, why=_("看原因，更正后重新登记"),
        url=page_of(row.pk), action=_("看原因"), weight=USUAL,
    )  # fmt: skip
