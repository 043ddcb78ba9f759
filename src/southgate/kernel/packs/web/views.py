"""Pages that show packs and load them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from southgate.domain.errors import Forbidden, Refused
from southgate.kernel.orgs.web.showing import feed_of
from southgate.kernel.packs import deciding, listing, schemas, services
from southgate.kernel.packs.web import content, forms, shaping
from southgate.kernel.panels.answers import AuthedRequest, command_id, day_of, page, position_of, shown


@require_GET
def pack_list(request: AuthedRequest) -> HttpResponse:
    day, position = day_of(request), position_of(request)
    found = listing.zone_packs(request.actor, request.zone.pk if request.zone else None, day)
    context = {
        "title": _("规则包"),
        "count": found.count,
        "kinds": shaping.kinds(found, position),
        "others": shaping.others(found.others, day, position),
        "may_load": bool(shaping.scopes(request.actor, request.zone)),
    }
    return page(request, "packs/list.html", context, part="lines")


@require_GET
def detail(request: AuthedRequest, pk: UUID) -> HttpResponse:
    day = day_of(request)
    seen = listing.pack_seen(request.actor, pk, request.zone.pk if request.zone else None, day)
    context = {
        "title": seen.row.title,
        "code": seen.row.key,
        "crumbs": [(_("规则包"), reverse("packs:list"))],
        "lead": shaping.standing(seen, request.zone, day),
        "strip": shaping.strip(seen),
        "seen": seen,
        "reasons": shown(seen.faults),
        "tables": content.parts(seen.text, seen.now, seen.schema.labels if seen.schema else {}),
        "overrides": shaping.override_lines(seen, request.actor, day),
        "choices": shaping.choice_lines(seen, request.actor, day),
        "may": shaping.may(request.actor, request.zone, seen),
        "feed": feed_of(seen.subjects, request.actor, request.today, position_of(request)),
    }
    return page(request, "packs/detail.html", context, part="content")


@require_http_methods(["GET", "POST"])
def load(request: AuthedRequest) -> HttpResponse:
    """The form, and by POST the check: everything that stands against the file, or what loading it would change."""
    form = forms.UploadForm(request.POST or None, request.FILES or None, scopes=_scopes(request))
    checked = _checked(request, form) if request.method == "POST" else {}
    context = {"title": _("载入规则包"), "form": form, "crumbs": [(_("规则包"), reverse("packs:list"))], **checked}
    status = 422 if request.method == "POST" and "preview" not in checked else 200
    return page(request, "packs/load.html", context, part="answer", status=status)


def _checked(request: AuthedRequest, form: forms.UploadForm) -> dict[str, object]:
    """The preview of the sent file, or the reasons against it."""
    if not form.is_valid():
        return {}
    file, scope = form.cleaned_data["file"], form.cleaned_data["scope"]
    try:
        found = deciding.preview(form.content(), file.name, shaping.zone_of_scope(scope, request.zone))
    except Refused as refused:
        return {"reasons": shown(refused.reasons), "refusal_title": _("“%(file)s”不能载入") % {"file": file.name}}
    schema = schemas.schemas().get(found.pack.head.schema)
    more = reverse(schema.loads_at) if schema and schema.loads_at else ""
    return {"preview": shaping.preview(found, scope, request.zone), "more_url": more}


@require_POST
def load_now(request: AuthedRequest) -> HttpResponse:
    form = forms.LoadForm(request.POST)
    if not form.is_valid():
        return redirect("packs:load")
    cmd = form.command(request.zone.pk if request.zone else None)
    try:
        answer = services.load_packs([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    except Refused as refused:
        empty = forms.UploadForm(scopes=_scopes(request))
        context = {"title": _("载入规则包"), "form": empty, "reasons": shown(refused.reasons)}
        return page(request, "packs/load.html", context, part="answer", status=422)
    loaded = answer.data["loaded"]
    messages.success(request, _("已载入规则包") if loaded else _("这一版已经载入过，什么都没有变"))
    return redirect(reverse("packs:detail", args=[UUID(loaded[0])]) if loaded else reverse("packs:list"))


def _scopes(request: AuthedRequest) -> list[tuple[str, str]]:
    """Raises Forbidden for someone who may load no pack at all."""
    scopes = shaping.scopes(request.actor, request.zone)
    if not scopes:
        raise Forbidden("load", "载入规则包是系统管理员的事")
    return scopes
