"""Pages of the working-day calendar: a year at a glance, and the loading of a new notice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from southgate.domain.errors import Forbidden, NotFound, Refused
from southgate.kernel.calendar import services, typing_in
from southgate.kernel.calendar.services import LoadNotice, preview_notice
from southgate.kernel.calendar.web import forms, previewing, showing
from southgate.kernel.packs.web import shaping
from southgate.kernel.panels.answers import AuthedRequest, command_id, day_of, page, shown


@require_GET
def this_year(request: AuthedRequest) -> HttpResponse:
    return redirect("calendar:year", day_of(request).year)


@require_GET
def year_page(request: AuthedRequest, year: int) -> HttpResponse:
    if not showing.is_counted(year):
        raise NotFound(str(year))
    zone, day = request.zone.pk if request.zone else None, day_of(request)
    seen = showing.year_shown(year, zone, by=request.actor, today=day)
    context = {
        "title": _("%(year)s 年工作日历") % {"year": year},
        "seen": seen,
        "day": day,
        "may_load": bool(shaping.scopes(request.actor, request.zone)),
    }
    return page(request, "calendar/year.html", context, part="year")


@require_http_methods(["GET", "POST"])
def load(request: AuthedRequest) -> HttpResponse:
    """The form of a notice; by POST what the notice would move."""
    scopes = _scopes(request)
    form = forms.NoticeForm(request.POST or None, scopes=scopes, initial=previewing.start(request.GET, request.today))
    lines: Any = forms.HolidayLines(request.POST or None, initial=forms.usual_lines(), prefix="day")
    if request.method == "GET":
        return _page(request, form, lines, {}, 200)
    form_ok = form.is_valid()
    lines.year = form.cleaned_data.get("year")
    if not (lines.is_valid() and form_ok):
        return _page(request, form, lines, {}, 422)
    code = request.zone.code if request.zone else ""
    typed = form.typed(lines.holidays(form.cleaned_data["year"]), code)
    zone = shaping.zone_of_scope(form.cleaned_data["scope"], request.zone)
    cmd = LoadNotice(text=typing_in.text_for(typed), file=_("照通知填写"), zone=zone)
    return _preview(request, form, lines, cmd, lines.left_out())


@require_POST
def load_file(request: AuthedRequest) -> HttpResponse:
    """A notice as a pack: its file, or its text from the page of packs."""
    scopes = _scopes(request)
    form = forms.NoticeForm(scopes=scopes, initial=previewing.start({}, request.today))
    lines = forms.HolidayLines(initial=forms.usual_lines(), prefix="day")
    file = forms.NoticeFileForm(request.POST, request.FILES)
    if not file.is_valid():
        return _page(request, form, lines, {"file_form": file}, 422)
    return _preview(request, form, lines, file.command(request.zone.pk if request.zone else None), [])


@require_POST
def load_now(request: AuthedRequest) -> HttpResponse:
    file = forms.NoticeFileForm(request.POST)
    if not file.is_valid():
        return redirect("calendar:load")
    cmd = file.command(request.zone.pk if request.zone else None)
    try:
        answer = services.load_notices([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    except Refused as refused:
        form = forms.NoticeForm(scopes=_scopes(request), initial=previewing.start({}, request.today))
        lines = forms.HolidayLines(initial=forms.usual_lines(), prefix="day")
        return _page(request, form, lines, {"reasons": shown(refused.reasons)}, 422)
    loaded = bool(answer.data["loaded"])
    messages.success(request, _("已载入通知，工作日历已按它计算") if loaded else _("这份通知已经载入过，什么都没有变"))
    return redirect("calendar:year", previewing.year_of(cmd, request.today))


def _preview(
    request: AuthedRequest, form: forms.NoticeForm, lines: Any, cmd: LoadNotice, left_out: list[str]
) -> HttpResponse:
    """What the notice moves, or every reason against it."""
    try:
        found = preview_notice(cmd, by=request.actor, today=request.today)
    except Refused as refused:
        say = {"reasons": shown(refused.reasons), "refusal_title": _("这份通知不能载入")}
        return _page(request, form, lines, say, 422)
    context = {"preview": previewing.preview(found, cmd, left_out, by=request.actor, today=request.today)}
    return _page(request, form, lines, context, 200)


def _page(request: AuthedRequest, form: Any, lines: Any, more: dict[str, Any], status: int) -> HttpResponse:
    scope = form["scope"].value() or form.fields["scope"].initial
    context = {
        "title": _("载入放假安排通知"),
        "form": form,
        "lines": lines,
        "file_form": forms.NoticeFileForm(initial={"scope": scope}),
        **more,
    }
    return page(request, "calendar/load.html", context, part="answer", status=status)


def _scopes(request: AuthedRequest) -> list[tuple[str, str]]:
    """Raises Forbidden for someone who may load no notice at all."""
    scopes = shaping.scopes(request.actor, request.zone)
    if not scopes:
        raise Forbidden("load", "载入放假安排通知是系统管理员的事")
    return scopes
