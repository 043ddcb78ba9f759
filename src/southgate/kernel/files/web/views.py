"""Pages of evidence: add, take, mark for deletion, restore."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from southgate.domain.errors import NotFound, Reason, Refused
from southgate.kernel.files import services, storing
from southgate.kernel.files.content import WHAT_MAY_COME
from southgate.kernel.files.holders import holder_of
from southgate.kernel.files.services import MarkFile, RestoreFile, TakeFile, file_for
from southgate.kernel.panels.answers import AuthedRequest, command_id, page, shown


def add(request: AuthedRequest, kind: str, about: UUID) -> HttpResponse:
    holder = holder_of(kind)
    holder.zone_of(request.actor, about, "edit")
    context = _form(request, kind, about)
    if request.method != "POST":
        return page(request, "files/add.html", context)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise Refused([Reason("没有选文件", where="file", mend="先选要传的文件")])
        services.add(
            file, file.name or "", kind, about, by=request.actor, today=request.today, command_id=command_id(request)
        )
    except Refused as refused:
        more = {"reasons": shown(refused.reasons), "refusal_title": _("没有收下")}
        return page(request, "files/add.html", {**context, **more}, part="answer", status=422)
    messages.success(request, _("已收下文件"))
    return _to(request, holder.page(about))


@require_GET
def take(request: AuthedRequest, pk: UUID) -> FileResponse:
    """The bytes as an attachment, never rendered; that they were taken stands in the book first."""
    row, name = file_for(request.actor, pk)
    if not storing.path_of(pk).exists():
        raise NotFound(str(pk))
    services.record_taking([TakeFile(pk)], by=request.actor, today=request.today, command_id=uuid4())
    stream = storing.path_of(pk).open("rb")
    answer = FileResponse(stream, as_attachment=True, filename=name or pk.hex, content_type="application/octet-stream")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "no-store"
    answer["X-SHA256"] = row.sha256
    return answer


def mark(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """GET says what a deletion does and asks why; POST marks."""
    row, name = file_for(request.actor, pk, "edit")
    back = holder_of(row.about_kind).page(row.about)
    if request.method != "POST":
        context = {"title": _("删除文件"), "name": name, "version": row.version, "days": services.KEPT_DAYS}
        return page(request, "files/mark.html", {**context, "back": back})
    cmd = MarkFile(pk, _version(request), request.POST.get("reason", ""))
    services.mark_files([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    messages.success(request, _("已申请删除，%(days)d 天内可以恢复") % {"days": services.KEPT_DAYS})
    return redirect(back)


@require_POST
def restore(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row, _name = file_for(request.actor, pk, "edit")
    cmd = RestoreFile(pk, _version(request))
    services.restore_files([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    messages.success(request, _("文件已恢复"))
    return redirect(holder_of(row.about_kind).page(row.about))


def _version(request: AuthedRequest) -> int:
    text = request.POST.get("version", "")
    if not text.isdigit():
        raise Refused([Reason("表单里没有版本号", where="version", mend="刷新页面后重新提交")])
    return int(text)


def _form(request: AuthedRequest, kind: str, about: UUID) -> dict[str, object]:
    limit = storing.LARGEST >> 20
    upload = {
        "action": request.path, "name": "file", "accept": "", "max_bytes": storing.LARGEST, "result": "#answer",
        "submit": _("传上来"), "label": _("选一个文件，或拖到这里"), "keep": [],
        "help": _("可以收：%(what)s，单个 %(limit)d MB 以内") % {"what": _(WHAT_MAY_COME), "limit": limit},
    }  # fmt: skip
    return {
        "title": _("传文件"),
        "crumbs": [(_("返回"), holder_of(kind).page(about))],
        "upload": upload,
        "scans": bool(storing.scanner()),
    }


def _to(request: AuthedRequest, url: str) -> HttpResponse:
    htmx = getattr(request, "htmx", None)
    if htmx and not htmx.boosted:
        return HttpResponse(status=200, headers={"HX-Redirect": url})
    return redirect(url)
