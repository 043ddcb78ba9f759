"""Workbooks that someone brought and that wait for his answers or for being written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.kernel.exchange.models import State, Upload
from southgate.kernel.exchange.policies import RULES
from southgate.kernel.identity.actor import Actor
from southgate.portal.sources import USUAL, WorkItem, work_source

WAITING = (State.CHECKED, State.REFUSED)


@work_source("uploads")
def waiting_uploads(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """One query: one's own uploads alone, since their rows may hold talks that only a team knows."""
    if by.person is None:
        return
    rows = RULES.visible(by, Upload, "publish").filter(state__in=WAITING, person=by.person)
    for row in rows.only("id", "name", "state", "counts").order_by("created_at"):
        yield _item(row)


def _item(row: Upload) -> WorkItem:
    refused = row.state == State.REFUSED
    params = {"name": row.name}
    return WorkItem(
        title=(_("换一份能读的表：%(name)s") if refused else _("核对导入：%(name)s")) % params,
        why=_("这份表读不了，原因列在页上") if refused else _counted(row.counts),
        url=page_of(row.pk),
        action=_("看原因") if refused else _("去核对"),
        weight=USUAL,
    )


def page_of(upload: UUID) -> str:
    return reverse("exchange:check", args=[upload])


def _counted(counts: Any) -> str:
    """New, changed, rejected rows and open questions, those that are not none; nothing is in the book before."""
    names = {
        "new": _("新增 %(n)s 行"),
        "changed": _("变化 %(n)s 行"),
        "rejected": _("退回 %(n)s 行"),
        "questions": _("要答 %(n)s 个问题"),
    }
    said = [say % {"n": counts[key]} for key, say in names.items() if counts.get(key)]
    return _("，").join([*said, _("写入之前什么都没有变")])
