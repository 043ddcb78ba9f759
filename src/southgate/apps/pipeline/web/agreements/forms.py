"""Forms of agreements: strings become one command each; what a rule says is said by the service."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from southgate.apps.pipeline.web.projects.forms import day_input
from southgate.domain.agreements.commitments import Measure
from southgate.domain.agreements.words import (
    CONCLUSION_NAMES,
    DECIDED,
    FLAG_NAMES,
    FORM_NAMES,
    SIDE_NAMES,
    STANDING_NAMES,
)

Choices = list[tuple[str, str]]
NO_DAY = {"required": gettext_lazy("没有填日期")}
EMPTY = {"required": gettext_lazy("没有填")}
UNCHOSEN = {"required": gettext_lazy("没有选")}


def worded(names: Any, only: Iterable[Any] | None = None) -> Choices:
    """Words with their names in the reader's language."""
    return [(word.value, _(name)) for word, name in names.items() if only is None or word in only]


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def chosen(value: str) -> UUID | None:
    return UUID(value) if value else None


class _Seen(forms.Form):
    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": gettext_lazy("没有说明改的是哪一版")}
    )


class SubmitForm(_Seen):
    """A step that asks for nothing but the version its taker saw."""


class AgreementForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("协议名称"), max_length=120, error_messages=EMPTY, help_text=gettext_lazy("照文本的标题写")
    )
    form = forms.ChoiceField(label=gettext_lazy("是哪一种"))
    supplements = forms.ChoiceField(label=gettext_lazy("补充哪一份"), required=False)

    def __init__(self, *args: Any, signed: Choices, seen: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = worded(FORM_NAMES)  # type: ignore[attr-defined]
        self.fields["supplements"].choices = [("", _("（不选）")), *signed]  # type: ignore[attr-defined]
        if not signed:
            del self.fields["supplements"]
        if seen is not None:
            self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput, initial=seen)

    @property
    def supplemented(self) -> UUID | None:
        return chosen(self.cleaned_data.get("supplements", ""))


class NewForm(AgreementForm):
    text = forms.CharField(
        label=gettext_lazy("协议文本"), required=False, max_length=200_000, widget=area(14),
        help_text=gettext_lazy("把全文贴进来，也可以以后再写。要公平竞争审查的条款会标出来"),
    )  # fmt: skip


class EditForm(AgreementForm):
    contract_number = forms.CharField(label=gettext_lazy("合同编号"), required=False, max_length=60)


class TextForm(_Seen):
    text = forms.CharField(
        label=gettext_lazy("协议文本"), max_length=200_000, widget=area(24), error_messages=EMPTY,
        help_text=gettext_lazy("全文贴进来，成为新的一版；原来的版本留着，能看改了哪里"),
    )  # fmt: skip
    kept = forms.ChoiceField(label=gettext_lazy("取自哪份文件"), required=False)

    def __init__(self, *args: Any, kept: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kept"].choices = [("", _("（不选）")), *kept]  # type: ignore[attr-defined]


class ReasonForm(_Seen):
    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=500, widget=area(3),
        error_messages={"required": gettext_lazy("没有写明原因")},
    )  # fmt: skip


class EndForm(ReasonForm):
    occurred_on = forms.DateField(label=gettext_lazy("哪天终止"), widget=day_input(), error_messages=NO_DAY)


class SignForm(_Seen):
    signed_on = forms.DateField(label=gettext_lazy("哪天签订"), widget=day_input(), error_messages=NO_DAY)
    contract_number = forms.CharField(label=gettext_lazy("合同编号"), required=False, max_length=60)
    signing = forms.ChoiceField(
        label=gettext_lazy("计在哪次签约"), required=False,
        help_text=gettext_lazy("签约在签约台账里登记和审核，这里只是连上"),
    )  # fmt: skip

    def __init__(self, *args: Any, signings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signing"].choices = [("", _("（不选）")), *signings]  # type: ignore[attr-defined]


class FlagForm(forms.Form):
    quote = forms.CharField(
        label=gettext_lazy("哪一句"), max_length=1000, widget=area(3), error_messages=EMPTY,
        help_text=gettext_lazy("从最新一版里照抄"),
    )  # fmt: skip
    flag = forms.ChoiceField(label=gettext_lazy("为什么要审查"), widget=forms.RadioSelect, error_messages=UNCHOSEN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["flag"].choices = worded(FLAG_NAMES)  # type: ignore[attr-defined]


class _WithFile(forms.Form):
    """A paper: brought now, or chosen from the agreement's files."""

    file = forms.FileField(label=gettext_lazy("传一份文件"), required=False)
    kept = forms.ChoiceField(label=gettext_lazy("或选已有的文件"), required=False)

    def __init__(self, *args: Any, kept: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kept:
            self.fields["kept"].choices = [("", _("（不选）")), *kept]  # type: ignore[attr-defined]
        else:
            del self.fields["kept"]


class ReviewForm(_WithFile):
    number = forms.CharField(label=gettext_lazy("审查文号"), max_length=60, error_messages=EMPTY)
    office = forms.CharField(label=gettext_lazy("审查机关"), max_length=120, error_messages=EMPTY)
    reviewed_on = forms.DateField(label=gettext_lazy("审查日期"), widget=day_input(), error_messages=NO_DAY)
    conclusion = forms.ChoiceField(
        label=gettext_lazy("结论"), widget=forms.RadioSelect, error_messages=UNCHOSEN,
        help_text=gettext_lazy("『修改后通过』记在照意见改好的那一版上"),
    )  # fmt: skip
    field_order = ("number", "office", "reviewed_on", "conclusion", "file", "kept")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["conclusion"].choices = worded(CONCLUSION_NAMES)  # type: ignore[attr-defined]
        if "kept" not in self.fields:
            self.fields["file"].required = True
            self.fields["file"].error_messages["required"] = _("审查记录要附文件")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("file") and not cleaned.get("kept") and "file" not in self.errors:
            self.add_error("file", _("审查记录要附文件"))
        return cleaned


class PromiseForm(forms.Form):
    """One commitment. `measures` of both sides; the service says when a measure is not of the side."""

    side = forms.ChoiceField(label=gettext_lazy("哪一方的承诺"), widget=forms.RadioSelect, error_messages=UNCHOSEN)
    measure = forms.ChoiceField(label=gettext_lazy("用什么衡量"), error_messages=UNCHOSEN)
    quantity = forms.CharField(
        label=gettext_lazy("数量"), required=False, max_length=20,
        help_text=gettext_lazy("单位写在衡量项目后面；开工、投产这样的事不写数量"),
    )  # fmt: skip
    due_on = forms.DateField(label=gettext_lazy("到哪天为止"), widget=day_input(), error_messages=NO_DAY)
    text = forms.CharField(label=gettext_lazy("协议里怎么写的"), max_length=1000, widget=area(3), error_messages=EMPTY)
    needs = forms.ChoiceField(
        label=gettext_lazy("以企业哪条承诺的履行为前提"), required=False,
        help_text=gettext_lazy("园区兑付奖补一定要选：企业那条有凭证、由另一人认定履行以后，才能兑付"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, measures: Iterable[Measure], needs: Choices, seen: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures = {one.key: one for one in measures}
        self.fields["side"].choices = worded(SIDE_NAMES)  # type: ignore[attr-defined]
        self.fields["measure"].choices = [(key, _measured(one)) for key, one in self.measures.items()]  # type: ignore[attr-defined]
        self.fields["needs"].choices = [("", _("（不选）")), *needs]  # type: ignore[attr-defined]
        if seen is not None:
            self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput, initial=seen)

    def clean_quantity(self) -> int | None:
        """In units of 10^-places of the chosen measure."""
        typed, measure = self.cleaned_data["quantity"].strip(), self.measures.get(self.cleaned_data.get("measure", ""))
        if not typed:
            return None
        places = measure.places if measure is not None else 0
        try:
            scaled = Decimal(typed.replace(",", "").replace("，", "")).scaleb(places)
            whole = int(scaled)
        except (InvalidOperation, ValueError, OverflowError):
            raise forms.ValidationError(_("写成 400 或 1.5 这样的数")) from None
        if whole != scaled:
            raise forms.ValidationError(_("最多 %(places)s 位小数") % {"places": places})
        return whole


def _measured(one: Measure) -> str:
    side, unit = _(SIDE_NAMES[one.side]), f"（{_(one.unit)}）" if one.unit else ""
    return f"{side} · {_(one.title)}{unit}"


class ClaimForm(_WithFile):
    seen = _Seen.base_fields["seen"]
    to = forms.ChoiceField(label=gettext_lazy("怎样了结"), widget=forms.RadioSelect, error_messages=UNCHOSEN)
    occurred_on = forms.DateField(
        label=gettext_lazy("哪天的事"), widget=day_input(), error_messages=NO_DAY,
        help_text=gettext_lazy("写实际履行、确认未履行或同意免除的那一天"),
    )  # fmt: skip
    evidence_number = forms.CharField(
        label=gettext_lazy("凭证编号"), required=False, max_length=60,
        help_text=gettext_lazy("施工许可证号、验收单号、付款凭证号等；已履行要写编号或附文件"),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("说明"), required=False, max_length=500, widget=area(3),
        help_text=gettext_lazy("未履行或免除要写明原因和依据"),
    )  # fmt: skip
    field_order = ("to", "occurred_on", "evidence_number", "file", "kept", "reason", "seen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = worded(STANDING_NAMES, DECIDED)  # type: ignore[attr-defined]
