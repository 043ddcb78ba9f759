"""Forms about one enterprise: register (candidates shown first), edit, merge, undo a merge."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from southgate.apps.enterprise import policies, selectors
from southgate.apps.enterprise.fields import FIELDS
from southgate.apps.enterprise.services import merging, recording
from southgate.apps.enterprise.services.commands import (
    EditEnterprise,
    MergeEnterprises,
    RegisterEnterprise,
    UnmergeEnterprise,
)
from southgate.apps.enterprise.web.here import zone_here
from southgate.domain.errors import Reason, Stale
from southgate.kernel.book.writing import Answer
from southgate.kernel.exchange.cells import Look, read_cell
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.orgs.web import meanwhile
from southgate.kernel.panels.answers import AuthedRequest


class EnterpriseForm(forms.Form):
    """What was typed, read by the readers of grid and import."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None, seen: int | None = None) -> None:
        super().__init__(data, initial=initial)
        for field in FIELDS:
            area: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 2})} if field.kind is Kind.WORDS else {}
            made: Any = forms.CharField(
                label=gettext(field.label), required=field.required, max_length=field.longest, **area,
                error_messages={"required": gettext("没有填")},
            )  # fmt: skip
            made.why = gettext(field.why) if field.why else ""
            self.fields[field.name] = made
        if seen is not None:
            self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput, initial=seen)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field in FIELDS:
            if field.name in cleaned:
                cell = read_cell(field, cleaned[field.name], Look())
                if isinstance(cell, Reason):
                    self.add_error(field.name, _said(cell))
                else:
                    cleaned[field.name] = cell.value
        return cleaned

    def values(self, *, only_changed: bool = False) -> dict[str, Any]:
        names = self.changed_data if only_changed else [field.name for field in FIELDS]
        said = self.cleaned_data
        given = {name: said[name] for name in names if name in said and name != "seen"}
        return given if only_changed else {name: value for name, value in given.items() if value}


class MergeForm(forms.Form):
    keep = forms.ChoiceField(label=gettext_lazy("并入哪一条"), error_messages={"required": gettext_lazy("没有选")})
    reason = forms.CharField(
        label=gettext_lazy("怎么知道是同一家"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("合并要写明依据")},
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["keep"].choices = choices  # type: ignore[attr-defined]


class UnmergeForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("为什么撤销"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("撤销合并要写明原因")},
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)


def _said(reason: Reason) -> str:
    say = _(reason.say) % reason.params if reason.params else _(reason.say)
    return f"{say}；{_(reason.mend) % reason.params}" if reason.mend else say


def new_page(request: AuthedRequest) -> HttpResponse:
    zone = zone_here(request)
    policies.require_in(request.actor, "register", zone)
    form = EnterpriseForm(request.POST or None, initial={"name": request.GET.get("name", "")})
    same = [one for given in request.POST.getlist("not_the_same") if (one := _uuid(given))]
    context = {
        "title": _("登记企业"),
        "lead": _("先查有没有登记过；像的会先列出来。"),
        "submit": _("登记企业"),
        "back_url": reverse("enterprise:list"),
        "crumbs": [(_("企业名册"), reverse("enterprise:list"))],
        "another": _("不是同一家"),
        "same": same,
    }
    command = partial(_registration, form, zone, tuple(same))
    return form_page(
        request, form, context, command, recording.register_enterprises, _to_the_new, "enterprise/form.html"
    )


def _registration(form: EnterpriseForm, zone: UUID, same: tuple[UUID, ...]) -> RegisterEnterprise:
    return RegisterEnterprise(zone=zone, values=form.values(), not_the_same=same)


def _to_the_new(answer: Answer) -> HttpResponse:
    return redirect("enterprise:detail", UUID(answer.data["ids"][0]))


def edit_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.enterprise_for(request.actor, pk, "edit")
    known = selectors.record(request.actor, pk)
    form = EnterpriseForm(request.POST or None, initial=dict(known.values), seen=row.version)
    context = {"title": _("改企业资料"), "submit": _("写入改动"), **_around(pk, row.name)}
    command = partial(_edit, form, pk)
    done = done_at(request, context["back_url"], _("已写入"))
    return form_page(
        request, form, context, command, recording.edit_enterprises, done, meanwhile=partial(_meanwhile, request, form)
    )


def _meanwhile(request: AuthedRequest, form: EnterpriseForm, stale: Stale) -> dict[str, Any]:
    """The values that the form was opened with stand in the book, before the first change since."""
    before = stale.changes[0].position - 1 if stale.changes else None
    opened = selectors.record(request.actor, stale.subject, position=before)
    back = reverse("enterprise:detail", args=[stale.subject])
    return meanwhile.panel(stale, form, dict(opened.values), action=request.path, back_url=back)


def _edit(form: EnterpriseForm, pk: UUID) -> EditEnterprise:
    return EditEnterprise(id=pk, seen=form.cleaned_data["seen"], values=form.values(only_changed=True))


def merge_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """This record goes on as another one that looks like it, or that was chosen by name."""
    row = selectors.enterprise_for(request.actor, pk, "merge")
    near = selectors.candidates(request.actor, row.zone_id, row.name, row.credit_code, apart_from=pk)
    named = selectors.by_text(request.actor, row.zone_id, request.GET.get("q", ""), apart_from=pk)
    options = {str(one.id): f"{one.name} {one.credit_code}".strip() for one in near}
    options |= {str(one.id): f"{one.name} {one.credit_code}".strip() for one in named}
    form = MergeForm(request.POST or None, choices=list(options.items()), initial={"seen": row.version})
    context = {
        "title": _("把「%(name)s」并入另一条记录") % {"name": row.name},
        "lead": _("挂在它名下的项目、岗位一起转过去，旧地址会引到新的那条；以后可以撤销。"),
        "submit": _("并入所选的记录"),
        "q": request.GET.get("q", ""),
        **_around(pk, row.name),
    }
    command = partial(_merge, form, request, pk)
    return form_page(request, form, context, command, merging.merge_enterprises, _to_the_kept, "enterprise/merge.html")


def _merge(form: MergeForm, request: AuthedRequest, pk: UUID) -> MergeEnterprises:
    said = form.cleaned_data
    keep = selectors.enterprise_for(request.actor, UUID(said["keep"]), "merge")
    return MergeEnterprises(
        keep=keep.pk, away=pk, seen_keep=keep.version, seen_away=said["seen"], reason=said["reason"]
    )


def _to_the_kept(answer: Answer) -> HttpResponse:
    return redirect("enterprise:detail", UUID(answer.data["ids"][0]))


def unmerge_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = selectors.enterprise_for(request.actor, pk, "merge")
    form = UnmergeForm(request.POST or None, initial={"seen": row.version})
    context = {
        "title": _("撤销「%(name)s」的合并") % {"name": row.name},
        "lead": _("合并时转走、后来没有再动过的，都转回来。"),
        "submit": _("撤销这次合并"),
        **_around(pk, row.name),
    }
    command = partial(_unmerge, form, pk)
    done = done_at(request, reverse("enterprise:detail", args=[pk]), _("合并已撤销"))
    return form_page(request, form, context, command, merging.unmerge_enterprise, done)


def _unmerge(form: UnmergeForm, pk: UUID) -> UnmergeEnterprise:
    return UnmergeEnterprise(id=pk, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])


def _around(pk: UUID, name: str) -> dict[str, Any]:
    url = reverse("enterprise:detail", args=[pk])
    return {"crumbs": [(_("企业名册"), reverse("enterprise:list")), (name, url)], "back_url": url}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
