"""Pages of documents: which kinds there are, add one, withdraw one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies.gates import DOCUMENTS, OfThis
from southgate.apps.pipeline.selectors.gates.gate import missing_kinds
from southgate.apps.pipeline.selectors.gates.reading import document_for
from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.apps.pipeline.services.gates import documents
from southgate.apps.pipeline.services.gates.commands import AddDocument
from southgate.apps.pipeline.web.gates.around import around
from southgate.apps.pipeline.web.gates.forms import DocumentForm, WithdrawForm
from southgate.domain.errors import NotFound
from southgate.kernel.book.writing import Answer
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.panels.answers import AuthedRequest, page


def kinds_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Every kind of document the zone knows; those that the next stage waits for come first."""
    row = project_for(request.actor, pk)
    DOCUMENTS.require(request.actor, "add", OfThis(row))
    wanted = missing_kinds(request.actor, pk, today=request.today)
    kinds = gates_for(row.zone_id, request.today).document
    lines = [
        {"kind": kind, "wanted": kind.key in wanted, "url": reverse("gates:add", args=[pk, kind.key])}
        for kind in sorted(kinds, key=lambda one: one.key not in wanted)
    ]
    return page(request, "pipeline/gates/kinds.html", {**around(row, _("补哪一种材料")), "lines": lines})


def add_page(request: AuthedRequest, pk: UUID, kind: str) -> HttpResponse:
    row = project_for(request.actor, pk)
    DOCUMENTS.require(request.actor, "add", OfThis(row))
    known = gates_for(row.zone_id, request.today).document_kind(kind)
    if known is None:
        raise NotFound(kind)
    form = DocumentForm(request.POST or None, request.FILES or None, kind=known)
    title = _("补材料：%(label)s") % {"label": _(known.label)}
    context = {**around(row, title), "submit": _("补上这份材料"), "lead": _(known.help) if known.help else ""}
    return form_page(
        request,
        form,
        {**context, "multipart": known.file, "plain": True},
        partial(form.command, pk),
        _Adding(request),
        done_at(request, context["back_url"], _("已补上材料")),
    )


class _Adding:
    """The service of the form's one command, with the file that came along."""

    def __init__(self, request: AuthedRequest) -> None:
        self.file = request.FILES.get("file")

    def __call__(self, commands: Sequence[AddDocument], *, by: Actor, today: date, command_id: UUID) -> Answer:
        name = self.file.name if self.file is not None else ""
        file: Any = self.file
        return documents.add(file, name or "", commands[0], by=by, today=today, command_id=command_id)


def withdraw_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = document_for(request.actor, pk, "withdraw")
    form = WithdrawForm(request.POST or None, initial={"seen": row.version})
    context = {**around(row.project, _("撤回这份材料")), "submit": _("撤回这份材料")}
    return form_page(
        request,
        form,
        context,
        partial(form.command, pk),
        documents.withdraw_documents,
        done_at(request, context["back_url"], _("已撤回")),
    )
