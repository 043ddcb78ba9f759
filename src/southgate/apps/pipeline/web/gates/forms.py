"""Forms around gates: what was typed becomes one command; what is missing is told by the service, all at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from southgate.apps.pipeline.services.gates.commands import (
    AddDocument,
    AskOverride,
    ConveneReview,
    DecideOverride,
    DecideReview,
    GiveOpinion,
    WithdrawDocument,
)
from southgate.domain.gates.photos import WORKS, PhotoFacts
from southgate.domain.gates.reviews import VERDICT_NAMES, Verdict
from southgate.domain.gates.table import DocumentKind
from southgate.domain.projects import Stage

Choices = list[tuple[str, str]]
NOT_SEEN = {"required": _("没有说明改的是哪一版")}


def _day(label: Any, help: Any = "") -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget, help_text=help)


def _text(label: Any, longest: int, help: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=longest, help_text=help)


def _words(label: Any, longest: int, help: Any = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, max_length=longest, widget=widget, help_text=help)


class DocumentForm(forms.Form):
    """Asks only for what this kind of document needs. Nothing is required here: the service names all that lacks."""

    file = forms.FileField(label=_("文件"), required=False, help_text=_("扫描件或照片，50 MB 以内"))
    number = _text(_("文号或证号"), 80, _("照原件写"))
    issued_on = _day(_("签发或签订日期"), _("照原件写"))
    planned_on = _day(_("计划的日期"), _("材料上写明的那一天"))
    shows_name = forms.BooleanField(label=_("照片上看得到项目名称"), required=False)
    place = _text(_("拍摄地点"), 200, _("写到片区、路名、地块"))
    work = forms.ChoiceField(label=_("拍的是什么"), required=False, help_text=_("平整场地不算开工"))
    started_on = _day(_("开工时间"), _("照片上这项施工开始的日期"))
    shot_on = _day(_("拍摄时间"))
    verifier = _text(_("核验人姓名"), 100)
    verifier_unit = _text(_("核验人单位"), 100)
    verifier_post = _text(_("核验人职务"), 100)
    verifier_phone = _text(_("核验人电话"), 100)

    PHOTO = ("shows_name", "place", "work", "started_on", "shot_on", "verifier", "verifier_unit", "verifier_post",
             "verifier_phone")  # fmt: skip

    def __init__(self, *args: Any, kind: DocumentKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        asked = {"file": kind.file, "number": kind.number, "issued_on": kind.issued, "planned_on": kind.planned}
        asked |= dict.fromkeys(self.PHOTO, kind.photo)
        if not kind.photo and not kind.number:
            asked["number"] = True  # always worth noting where the document has one
        for name, wanted in asked.items():
            if not wanted:
                del self.fields[name]
        if kind.photo:
            options = [(key, gettext(name)) for key, name in WORKS.items()]
            self.fields["work"].choices = [("", gettext("请选")), *options]  # type: ignore[attr-defined]

    def command(self, project: UUID) -> AddDocument:
        said = self.cleaned_data
        photo = PhotoFacts(**{name: said[name] for name in self.PHOTO if name in said})
        return AddDocument(
            project=project, kind=self.kind.key, number=said.get("number", ""), issued_on=said.get("issued_on"),
            planned_on=said.get("planned_on"), photo=photo,
        )  # fmt: skip


class _Seen(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, error_messages=NOT_SEEN)


class WithdrawForm(_Seen):
    reason = _words(_("为什么撤回"), 500, _("原件留在账里，从此不再算数"))

    def command(self, pk: UUID) -> WithdrawDocument:
        return WithdrawDocument(id=pk, seen=self.cleaned_data["seen"], reason=self.cleaned_data["reason"])


class ConveneForm(forms.Form):
    people = forms.MultipleChoiceField(label=_("个人"), required=False, widget=forms.CheckboxSelectMultiple)
    units = forms.MultipleChoiceField(
        label=_("单位"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("由单位里的任一人提意见；一个人在一次评审里只提一次"),
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("people", people), ("units", units)):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
            if not choices:
                del self.fields[name]

    def command(self, pk: UUID) -> ConveneReview:
        said = self.cleaned_data
        people = tuple(UUID(one) for one in said.get("people", ()))
        return ConveneReview(project=pk, people=people, units=tuple(UUID(one) for one in said.get("units", ())))


class OpinionForm(_Seen):
    verdict = forms.ChoiceField(
        label=_("意见"), widget=forms.RadioSelect, error_messages={"required": _("没有选意见")}
    )  # fmt: skip
    text = _words(_("条件或理由"), 1000, _("附条件和不同意要写明"), rows=5)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(verdict.value, gettext(name)) for verdict, name in VERDICT_NAMES.items()]
        self.fields["verdict"].choices = choices  # type: ignore[attr-defined]

    def command(self, pk: UUID) -> GiveOpinion:
        said = self.cleaned_data
        return GiveOpinion(id=pk, seen=said["seen"], verdict=Verdict(said["verdict"]), text=said["text"])


class DecideReviewForm(_Seen):
    passed = forms.ChoiceField(
        label=_("结论"), widget=forms.RadioSelect, error_messages={"required": _("没有选结论")}
    )  # fmt: skip
    text = _words(_("条件，或退回的原因"), 1000, _("通过可以不写；退回要写明改什么"), rows=5)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("yes", gettext("通过")), ("no", gettext("退回"))]
        self.fields["passed"].choices = choices  # type: ignore[attr-defined]

    def command(self, pk: UUID) -> DecideReview:
        said = self.cleaned_data
        return DecideReview(id=pk, seen=said["seen"], passed=said["passed"] == "yes", text=said["text"])


class AskForm(forms.Form):
    reason = _words(_("为什么现在就要转"), 500, _("写明缺的材料什么时候补"), rows=5)

    def command(self, pk: UUID, to: Stage) -> AskOverride:
        return AskOverride(project=pk, to=to, reason=self.cleaned_data["reason"])


class DecideOverrideForm(_Seen):
    granted = forms.ChoiceField(
        label=_("决定"), widget=forms.RadioSelect, error_messages={"required": _("没有选决定")}
    )  # fmt: skip
    text = _words(_("批注"), 500, _("不同意要写明理由"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("yes", gettext("同意放行")), ("no", gettext("不同意"))]
        self.fields["granted"].choices = choices  # type: ignore[attr-defined]

    def command(self, pk: UUID) -> DecideOverride:
        said = self.cleaned_data
        return DecideOverride(id=pk, seen=said["seen"], granted=said["granted"] == "yes", text=said["text"])
