"""Posts and appointments: list with days, found a post, appoint, end, close."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.orgs import selectors
from southgate.kernel.orgs.services import posts as services
from southgate.kernel.orgs.web import forms, showing
from southgate.kernel.orgs.web.here import may, person_choices, unit_choices, zone_choices, zone_here
from southgate.kernel.orgs.web.parts import post_page
from southgate.kernel.panels.answers import AuthedRequest, day_of, page

READ_WRITE = ["GET", "POST"]


@require_GET
def posts(request: AuthedRequest) -> HttpResponse:
    zone = zone_here(request)
    rows, pager = showing.cut(request, selectors.posts(request.actor, zone, day_of(request)))
    context = {
        "title": _("岗位与任职"),
        "lead": zone.name,
        "grid": showing.posts_grid(rows, pager["first"]),
        "page": pager,
        "may_add": may(request, "add_post"),
        "add_url": reverse("orgs:new-post"),
    }
    return page(request, "orgs/posts.html", context)


@require_http_methods(READ_WRITE)
def new_post(request: AuthedRequest) -> HttpResponse:
    zone = zone_here(request, "add_post")
    choices = {
        "zone": zone_choices(request, "add_post"),
        "unit": unit_choices(request, zone),
        "role": forms.role_choices(),
    }
    form = forms.PostForm(request.POST or None, choices=choices)
    back = reverse("orgs:posts")
    context = {"title": _("设立岗位"), "submit": _("设立岗位"), "back_url": back}
    return form_page(request, form, context, form.command, services.register_posts, done_at(request, back, _("已设立")))


@require_GET
def post(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.post_for(request.actor, pk)
    return page(request, "orgs/post.html", post_page(request, row))


@require_http_methods(READ_WRITE)
def change_post(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.post_for(request.actor, pk, "edit")
    form = forms.PostTitleForm(request.POST or None, initial={"seen": row.version, "title": row.title})
    back = reverse("orgs:post", args=[pk])
    context = {"title": _("更改岗位名称"), "submit": _("写入更改"), "back_url": back}
    done = done_at(request, back, _("已更改"))
    return form_page(request, form, context, lambda: form.command(row), services.change_posts, done)


@require_http_methods(READ_WRITE)
def close_post(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.post_for(request.actor, pk, "close")
    form = forms.PostCloseForm(request.POST or None, initial={"seen": row.version, "on": request.today})
    back = reverse("orgs:post", args=[pk])
    context = {"title": _("撤销岗位“%(title)s”") % {"title": row.title}, "submit": _("撤销岗位"), "back_url": back}
    done = done_at(request, back, _("岗位已撤销"))
    return form_page(request, form, context, lambda: form.command(row), services.close_posts, done)


@require_http_methods(READ_WRITE)
def appoint(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.post_for(request.actor, pk, "appoint")
    choices = {"person": person_choices(request, row.zone)}
    form = forms.AppointForm(request.POST or None, choices=choices, initial={"from_day": request.today})
    back = reverse("orgs:post", args=[pk])
    context = {"title": _("任命“%(title)s”") % {"title": row.title}, "submit": _("任命"), "back_url": back}
    done = done_at(request, back, _("已任命，权限按起止日生效"))
    return form_page(request, form, context, lambda: form.command(row), services.appoint, done)


@require_http_methods(READ_WRITE)
def end_appointment(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.appointment_for(request.actor, pk, "end")
    form = forms.EndForm(request.POST or None, initial={"seen": row.version, "to_day": request.today})
    back = reverse("orgs:post", args=[row.post_id])
    context = {"title": _("结束任职：%(title)s") % {"title": row.post.title}, "submit": _("结束任职"), "back_url": back}
    done = done_at(request, back, _("任职已结束"))
    return form_page(request, form, context, lambda: form.command(row), services.end_appointments, done)
