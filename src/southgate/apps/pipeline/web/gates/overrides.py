"""Pages of leave to pass a gate: ask with a reason; the second person decides."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies.gates import OVERRIDES, OfThis
from southgate.apps.pipeline.selectors.gates.gate import gate_of
from southgate.apps.pipeline.selectors.gates.reading import override_for
from southgate.apps.pipeline.selectors.gates.showing import behind
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.apps.pipeline.services.gates import overriding
from southgate.apps.pipeline.web.gates.around import around
from southgate.apps.pipeline.web.gates.forms import AskForm, DecideOverrideForm
from southgate.domain.errors import NotFound
from southgate.domain.projects import STAGES, Stage
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest


def ask_page(request: AuthedRequest, pk: UUID, to: str) -> HttpResponse:
    row = project_for(request.actor, pk)
    OVERRIDES.require(request.actor, "ask", OfThis(row))
    stage = _stage(to)
    gate = gate_of(request.actor, pk, stage, today=request.today)
    form = AskForm(request.POST or None)
    title = _("申请放行，转到『%(stage)s』") % {"stage": _(gate.label)}
    lead = _("缺的材料以后仍要补。由另一位园区领导决定，同意以后只用一次。")
    context = {**around(row, title), "submit": _("申请放行"), "lead": lead, "needs": gate.missing}
    return form_page(
        request,
        form,
        context,
        partial(form.command, pk, stage),
        overriding.ask_overrides,
        done_at(request, context["back_url"], _("已申请，等园区领导决定")),
        "pipeline/gates/ask.html",
    )


def _stage(text: str) -> Stage:
    """Raises NotFound for a word that is no stage."""
    found = next((stage for stage in STAGES if stage.value == text), None)
    if found is None:
        raise NotFound(text)
    return found


def decide_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = override_for(request.actor, pk, "decide")
    known = behind(request.actor, row.project_id, today=request.today)
    form = DecideOverrideForm(request.POST or None, initial={"seen": row.version})
    asked = next(one for one in known.overrides if one.id == pk)
    title = _("放行『%(name)s』转到『%(stage)s』") % {"name": row.project.name, "stage": _(asked.stage_name)}
    context = {**around(row.project, title), "submit": _("写入决定"), "asked": asked}
    return form_page(
        request,
        form,
        context,
        partial(form.command, pk),
        overriding.decide_overrides,
        done_at(request, context["back_url"], _("决定已写入")),
        "pipeline/gates/decide.html",
    )
