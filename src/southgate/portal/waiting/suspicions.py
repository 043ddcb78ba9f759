"""Pairs of projects that wait for a reviewer, and what a judgement left to be done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.api import suspicions as pipeline
from southgate.domain.matching.bundles.kinds import KIND_NAMES
from southgate.kernel.identity.actor import Actor
from southgate.portal.sources import LIGHT, USUAL, WorkItem, work_source


@work_source("suspicions")
def pairs_to_judge(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """The strongest few by name; when more wait, one line that leads to the desk."""
    found = pipeline.to_judge(by)
    if found.more:
        yield WorkItem(
            title=_("复核可能是同一个项目的几对"),
            why=_("有共同的地址、合同、凭证等。由没有经手过的人判断，判断只记在账上"),
            url=reverse("suspicions:desk"),
            action=_("去复核"),
            weight=LIGHT,
        )
        return
    for case in found.cases:
        params = {"a": case.a.name, "b": case.b.name, "kinds": _("、").join(_(KIND_NAMES[one]) for one in case.kinds)}
        yield WorkItem(
            title=_("看一下『%(a)s』和『%(b)s』是不是同一个项目") % params,
            why=_("%(kinds)s。由没有经手过的人判断") % params,
            url=reverse("suspicions:pair", args=[case.id]),
            action=_("看两边"),
            weight=LIGHT,
        )


@work_source("suspicions_settled")
def signings_to_settle(*, by: Actor, today: date) -> Iterable[WorkItem]:
    """Two projects were judged to be one, and both still count: their signings are put right by who may."""
    for one in pipeline.to_settle(by, today=today):
        params = {"name": one.project_name, "keeps": one.keeps_name}
        yield WorkItem(
            title=_("更正签约：『%(name)s』") % params,
            why=_("已判为与『%(keeps)s』是同一个项目，它的签约还在计数") % params,
            url=reverse("figures:signing", args=[one.signing]),
            action=_("去更正"),
            weight=USUAL,
        )
