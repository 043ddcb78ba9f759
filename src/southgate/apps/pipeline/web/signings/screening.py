"""甄别 and withdrawal: the second person's step, with what he should look at beside it."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.selectors.signings import reading
from southgate.apps.pipeline.services.signings.commands import ScreenSigning, WithdrawSigning
from southgate.apps.pipeline.services.signings.screening import screen_signings, withdraw_signings
from southgate.apps.pipeline.web.signings import record, showing
from southgate.apps.pipeline.web.signings.forms import ReasonForm, ScreenForm
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest

TEMPLATE = "pipeline/signings/screen.html"


def screen_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.signing_for(request.actor, pk, "screen")
    [known] = reading.lines([row], request.actor)
    form = ScreenForm(request.POST or None, initial={"seen": row.version})
    others = [one for one in reading.of_project(request.actor, row.project_id) if one.id != pk]
    context = {
        **_around(known, _("甄别签约")),
        "lead": record.lead(known) + _("登记人：%(name)s。") % {"name": known.reported_by},
        "submit": _("写入甄别意见"),
        "facts": record.facts(request, row, known),
        "others": [showing.line(one) for one in others],
    }
    command = partial(_verdict, form, pk)
    done = done_at(request, reverse("figures:signing", args=[pk]), _("甄别意见已写入"))
    return form_page(request, form, context, command, screen_signings, done, TEMPLATE)


def _verdict(form: ScreenForm, pk: UUID) -> ScreenSigning:
    said = form.cleaned_data
    return ScreenSigning(id=pk, seen=said["seen"], confirm=said["verdict"] == "confirm", reason=said["reason"])


def withdraw_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.signing_for(request.actor, pk, "withdraw")
    [known] = reading.lines([row])
    form = ReasonForm(request.POST or None, initial={"seen": row.version})
    context = {
        **_around(known, _("撤回签约登记")),
        "lead": _("撤回以后这条签约不再计数，账上留着它和撤回的原因；项目的阶段不会自己退回。"),
        "submit": _("撤回这条签约"),
    }
    command = partial(_withdrawal, form, pk)
    done = done_at(request, reverse("figures:signing", args=[pk]), _("已撤回"))
    return form_page(request, form, context, command, withdraw_signings, done)


def _withdrawal(form: ReasonForm, pk: UUID) -> WithdrawSigning:
    return WithdrawSigning(id=pk, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])


def _around(known: reading.Line, title: str) -> dict[str, Any]:
    url = reverse("figures:signing", args=[known.id])
    return {
        "title": title,
        "back_url": url,
        "crumbs": [(_("签约登记"), reverse("figures:signings")), (known.project_name, url)],
    }
