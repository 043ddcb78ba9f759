"""Pages of import and export: who and what, one service or selector, render."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from southgate.domain.errors import Forbidden, NotFound, Reason, Refused
from southgate.kernel.exchange import exporting, services
from southgate.kernel.exchange.models import Upload
from southgate.kernel.exchange.services import Brought, upload_for
from southgate.kernel.exchange.web import handing, pages
from southgate.kernel.exchange.web.forms import answers_from
from southgate.kernel.panels.answers import AuthedRequest, command_id, page, shown


def start(request: AuthedRequest) -> HttpResponse:
    """Choose what is imported, get the template, drop the file."""
    zone = _zone(request)
    if request.method != "POST":
        return page(request, "exchange/start.html", pages.start(request.actor, zone, request.GET.get("kind", "")))
    file = request.FILES.get("file")
    try:
        if file is None:
            raise Refused([Reason("没有选文件", where="file", mend="先选要导入的文件")])
        brought = Brought(file, file.name or "", request.POST.get("kind", ""), zone)
        upload = services.receive(brought, by=request.actor, today=request.today)
    except Refused as refused:
        context = pages.start(request.actor, zone, request.POST.get("kind", ""))
        more = {"reasons": shown(refused.reasons), "refusal_title": _("没有收下")}
        return page(request, "exchange/start.html", {**context, **more}, part="answer", status=422)
    services.read(upload, by=request.actor, today=request.today)
    return _to(request, upload)


@require_GET
def batches(request: AuthedRequest) -> HttpResponse:
    number = pages.page_number(request.GET)
    return page(request, "exchange/batches.html", pages.batches(request.actor, _zone(request), number))


@require_GET
def check(request: AuthedRequest, pk: UUID) -> HttpResponse:
    upload = upload_for(request.actor, pk)
    template, context = pages.check(upload, request.actor, request.GET)
    return page(request, template, context, part="answer")


@require_GET
def progress(request: AuthedRequest, pk: UUID) -> HttpResponse:
    upload = upload_for(request.actor, pk)
    if services.is_working(upload):
        return page(request, "parts/progress.html", {"going": pages.going(upload)})
    return HttpResponse(status=200, headers={"HX-Redirect": reverse("exchange:check", args=[pk])})


@require_POST
def answer(request: AuthedRequest, pk: UUID) -> HttpResponse:
    upload = upload_for(request.actor, pk, "answer")
    given = answers_from(request.POST, upload, pages.field_names(upload))
    services.answer(upload, given, by=request.actor, today=request.today)
    return _to(request, upload, request.POST.get("back", ""))


@require_POST
def again(request: AuthedRequest, pk: UUID) -> HttpResponse:
    upload = upload_for(request.actor, pk, "answer")
    services.read(upload, by=request.actor, today=request.today)
    return _to(request, upload)


@require_POST
def publish(request: AuthedRequest, pk: UUID) -> HttpResponse:
    upload = upload_for(request.actor, pk, "publish")
    services.publish(upload, by=request.actor, today=request.today)
    return _to(request, upload)


def undo(request: AuthedRequest, pk: UUID) -> HttpResponse:
    upload = upload_for(request.actor, pk, "undo")
    if request.method != "POST":
        return page(request, "exchange/undo.html", pages.undo(upload))
    services.undo(upload, by=request.actor, today=request.today)
    return _to(request, upload)


@require_POST
def drop(request: AuthedRequest, pk: UUID) -> HttpResponse:
    services.drop(upload_for(request.actor, pk, "answer"), by=request.actor, today=request.today)
    messages.success(request, _("已放弃这一批，什么都没有写入"))
    return redirect("exchange:start")


@require_GET
def rejected(request: AuthedRequest, pk: UUID) -> FileResponse:
    return handing.rejected(upload_for(request.actor, pk))


@require_GET
def template(request: AuthedRequest, kind: str) -> FileResponse:
    found = services.registry_kind(kind)
    if not found.may(request.actor, "import", _zone(request)):
        raise Forbidden("import")
    return handing.template(found)


def export(request: AuthedRequest, kind: str) -> HttpResponseBase:
    """GET asks in which form, POST writes it: who took what stands in the book."""
    zone = _zone(request)
    if request.method != "POST":
        return page(request, "exchange/export.html", pages.export(request.actor, zone, kind, request.GET))
    taking = exporting.Taking(kind, zone, request.POST.get("form", ""), pages.filters(request.POST))
    return handing.export(taking, by=request.actor, today=request.today, command_id=command_id(request))


def _zone(request: AuthedRequest) -> UUID:
    """The zone one works in; its parks import into it. Raises NotFound for somebody without any."""
    if request.zone is None:
        raise NotFound("zone")
    above: UUID | None = request.zone.parent_id if request.zone.level == "park" else None
    return above or request.zone.id


def _to(request: AuthedRequest, upload: Upload, query: str = "") -> HttpResponse:
    """On to the page of the upload; a script is told so, a browser goes."""
    url = reverse("exchange:check", args=[upload.pk]) + (f"?{query}" if query else "")
    htmx = getattr(request, "htmx", None)
    if htmx and not htmx.boosted:
        return HttpResponse(status=200, headers={"HX-Redirect": url})
    return redirect(url)
