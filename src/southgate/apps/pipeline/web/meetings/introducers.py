"""Introducers: the registry, one with what it brought and what the rule would give, and the steps on them."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.fields.meetings import BARRED_NAMES, INTRODUCER_KIND_NAMES
from southgate.apps.pipeline.policies import meetings as policies
from southgate.apps.pipeline.selectors.meetings import choosing, introducers, reading
from southgate.apps.pipeline.selectors.meetings.introducers import IntroducedRow, IntroducerRow
from southgate.apps.pipeline.services.meetings import introducers as writing
from southgate.apps.pipeline.services.meetings.commands import (
    About,
    BarIntroducer,
    Introduce,
    WithdrawIntroduction,
)
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.meetings.event_forms import BarForm, IntroduceForm, IntroducerForm
from southgate.apps.pipeline.web.meetings.feeding import book_of
from southgate.apps.pipeline.web.meetings.forms import ReasonForm
from southgate.apps.pipeline.web.meetings.tabs import tabs
from southgate.domain.errors import Forbidden
from southgate.domain.money import Money
from southgate.kernel.book.writing import Answer
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of
from southgate.kernel.panels.words import day, decimal, number, sum_words


def list_page(request: AuthedRequest) -> HttpResponse:
    zone = here(request).zone
    policies.require_in(policies.INTRODUCERS, request.actor, "view", zone)
    rows = introducers.introducer_rows(request.actor, zone, today=day_of(request))
    context = {
        "title": _("引荐人"),
        "views": tabs(request, "introducers"),
        "rows": [shown(row) for row in rows],
        "may_add": policies.may(policies.INTRODUCERS, request.actor, "register", zone),
    }
    return page(request, "pipeline/meetings/introducers.html", context)


def shown(row: IntroducerRow) -> dict[str, Any]:
    return {
        "row": row,
        "name": row.name or _("（已依法删除）"),
        "kind": _(INTRODUCER_KIND_NAMES[row.kind]),
        "barred": _(BARRED_NAMES[row.barred_why]) if row.barred_why else "",
        "brought": [_brought(one) for one in row.brought],
    }


def _brought(one: IntroducedRow) -> dict[str, Any]:
    """What it brought, with what the rule would give: never payable here."""
    found: dict[str, Any] = {"one": one, "url": one.whom.url}
    given = one.reward
    if given is None:
        return found
    reward = given.reward
    steps = [
        _("%(base)s × %(rate)s‰ = %(gives)s")
        % {"base": sum_words(Money(step.base)), "rate": decimal(step.rate, 3), "gives": sum_words(Money(step.gives))}
        for step in reward.steps
    ]
    return {
        **found,
        "amount": Money(reward.amount) if reward.amount is not None else None,
        "base": Money(reward.base),
        "uplifted": Money(reward.uplifted) if reward.uplifted is not None else None,
        "steps": steps,
        "because": [_said(reason) for reason in reward.because],
        "given": given,
    }


def _said(reason: Any) -> str:
    """A reason of the rule; its sums are read as people say them."""
    params = {name: sum_words(Money(value)) if name == "minor" else value for name, value in reason.params.items()}
    words = {
        "计奖的到位资金没有达到 %(minor)s 分": _("计奖的到位资金没有达到 %(minor)s"),
        "单个项目最高 %(minor)s 分": _("单个项目最高 %(minor)s"),
    }
    return words.get(reason.say, _(reason.say)) % params


def introducer_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    known = introducers.one_introducer(request.actor, pk, today=day_of(request))
    one = shown(known)
    since = _("%(kind)s，%(day)s 登记") % {"kind": one["kind"], "day": day(known.registered_on)}
    context = {
        **one,
        "title": one["name"],
        "code": known.credit_code,
        "tags": [_("不得引荐：%(why)s") % {"why": one["barred"]}] if one["barred"] else [],
        "lead": _("%(since)s，带来 %(count)s 项") % {"since": since, "count": number(len(known.brought))},
        "crumbs": [(_("活动与走访"), reverse("meetings:visits")), (_("引荐人"), reverse("meetings:introducers"))],
        "live": position_of(request) is None,
        "feed": book_of(request, pk),
    }
    return page(request, "pipeline/meetings/introducer.html", context)


def new_page(request: AuthedRequest) -> HttpResponse:
    zone = here(request).zone
    policies.require_in(policies.INTRODUCERS, request.actor, "register", zone)
    form = IntroducerForm(request.POST or None)
    context = {
        "title": _("登记引荐人"),
        "lead": _("要在签约前登记，登记的日期就是今天；签约后补登的不认。"),
        "submit": _("登记引荐人"),
        "back_url": reverse("meetings:introducers"),
        "crumbs": [(_("引荐人"), reverse("meetings:introducers"))],
    }
    command = partial(form.command, zone)
    return form_page(request, form, context, command, writing.register_introducers, _to_the_new)


def _to_the_new(answer: Answer) -> HttpResponse:
    return redirect("meetings:introducer", UUID(answer.data["ids"][0]))


def bar_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.introducer_for(request.actor, pk, "bar")
    form = BarForm(request.POST or None, initial={"seen": row.version, "why": row.barred_why})
    back = reverse("meetings:introducer", args=[pk])
    context = {
        "title": _("能不能引荐"), "submit": _("写入核查结果"), "back_url": back,
        "crumbs": [(_("引荐人"), reverse("meetings:introducers"))],
    }  # fmt: skip
    done = done_at(request, back, _("已写入"))
    return form_page(request, form, context, partial(_bar, form, pk), writing.bar_introducers, done)


def _bar(form: BarForm, pk: UUID) -> BarIntroducer:
    said = form.cleaned_data
    return BarIntroducer(id=pk, seen=said["seen"], why=said["why"], reason=said["reason"])


def introduce_page(request: AuthedRequest, kind: str, pk: UUID) -> HttpResponse:
    """Who brought this lead or project first."""
    if kind not in {"project", "lead"}:
        raise Http404(kind)
    about, zone = choosing.chosen(request.actor, kind, pk)
    if not policies.may(policies.INTRODUCERS, request.actor, "introduce", zone):
        raise Forbidden("introduce")
    options = introducers.choices(request.actor, zone)
    form = IntroduceForm(request.POST or None, introducers=options, initial={"on": request.today})
    context = {
        "title": _("谁引荐的"),
        "lead": _("%(name)s。一个项目只认一个首个引荐人，要在签约前登记。") % {"name": about.name},
        "submit": _("登记引荐"),
        "back_url": reverse("meetings:introducers"),
        "crumbs": [
            (_("引荐人"), reverse("meetings:introducers")),
            (_("先登记引荐人"), reverse("meetings:new-introducer")),
        ],
    }
    done = done_at(request, reverse("meetings:introducers"), _("引荐已登记"))
    command = partial(_introduction, form, About(**{kind: pk}))
    return form_page(request, form, context, command, writing.introduce, done)


def _introduction(form: IntroduceForm, about: About) -> Introduce:
    said = form.cleaned_data
    return Introduce(introducer=UUID(said["introducer"]), about=about, on=said["on"])


def withdraw_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.introduction_for(request.actor, pk, "withdraw")
    form = ReasonForm(request.POST or None, initial={"seen": row.version})
    context = {
        "title": _("作废这条引荐"),
        "lead": _("记错了才作废；作废以后，别人可以是首个引荐人。"),
        "submit": _("作废这条引荐"),
        "back_url": reverse("meetings:introducers"),
        "crumbs": [(_("引荐人"), reverse("meetings:introducers"))],
    }
    done = done_at(request, reverse("meetings:introducers"), _("引荐已作废"))
    command = partial(_withdrawal, form, pk)
    return form_page(request, form, context, command, writing.withdraw_introductions, done)


def _withdrawal(form: ReasonForm, pk: UUID) -> WithdrawIntroduction:
    return WithdrawIntroduction(id=pk, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])
