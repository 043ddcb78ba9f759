"""Pages of admission reviews: all of a project, convene, give an opinion, close."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.fields.projects import BY_NAME
from southgate.apps.pipeline.policies.gates import REVIEWS, OfThis
from southgate.apps.pipeline.selectors.gates.reading import opinion_for, review_for, team_of
from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.apps.pipeline.selectors.gates.showing import behind
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.apps.pipeline.services.gates import reviewing
from southgate.apps.pipeline.web.gates.around import around
from southgate.apps.pipeline.web.gates.forms import Choices, ConveneForm, DecideReviewForm, OpinionForm
from southgate.apps.pipeline.web.projects.forms import Choosers
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of


def reviews_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = project_for(request.actor, pk)
    known = behind(request.actor, pk, today=day_of(request), position=position_of(request))
    context = {**around(row, _("准入评审")), "behind": known, "rule": gates_for(row.zone_id, day_of(request)).review}
    return page(request, "pipeline/gates/reviews.html", context)


def convene_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = project_for(request.actor, pk)
    REVIEWS.require(request.actor, "convene", OfThis(row))
    people, units = _members(request, row)
    form = ConveneForm(request.POST or None, people=people, units=units)
    least = gates_for(row.zone_id, request.today).review.members
    lead = _("选请谁提意见，至少 %(least)s 个成员。意见提齐、合规则，才能写通过。") % {"least": least}
    context = {**around(row, _("提交准入评审")), "submit": _("请成员提意见"), "lead": lead}
    return form_page(
        request,
        form,
        context,
        partial(form.command, pk),
        reviewing.convene_reviews,
        done_at(request, reverse("gates:reviews", args=[pk]), _("已请成员提意见")),
        "pipeline/gates/convene.html",
    )


def _members(request: AuthedRequest, row: Any) -> tuple[Choices, Choices]:
    """People and units of the zone; of a confidential talk its team alone."""
    choosers = Choosers(request.actor, row.zone_id, request.today)
    people = _real(choosers.of(BY_NAME["responsible_person"]))
    if row.confidential:
        team = {str(id) for id in team_of(row)}
        return [(id, name) for id, name in people if id in team], []
    return people, _real(choosers.of(BY_NAME["lead_unit"]))


def _real(choices: Choices) -> Choices:
    """Without the line that chooses nobody."""
    return [(id, name) for id, name in choices if id]


def opinion_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = opinion_for(request.actor, pk, "give")
    form = OpinionForm(request.POST or None, initial={"seen": row.version})
    lead = _("对让『%(name)s』进来的意见，记在账上，写了不能改。") % {"name": row.project.name}
    context = {**around(row.project, _("提评审意见")), "submit": _("提交意见"), "lead": lead}
    return form_page(
        request,
        form,
        context,
        partial(form.command, pk),
        reviewing.give_opinions,
        done_at(request, reverse("gates:reviews", args=[row.project_id]), _("意见已记下")),
    )


def decide_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = review_for(request.actor, pk, "decide")
    form = DecideReviewForm(request.POST or None, initial={"seen": row.version})
    lead = _("意见合规则才能通过；退回以后改了再评审。")
    context = {**around(row.project, _("写评审结论")), "submit": _("写入结论"), "lead": lead}
    return form_page(
        request,
        form,
        context,
        partial(form.command, pk),
        reviewing.decide_reviews,
        done_at(request, reverse("gates:reviews", args=[row.project_id]), _("结论已写入")),
    )
