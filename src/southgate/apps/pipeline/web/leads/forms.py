"""Forms of leads: few fields, big enough for a thumb; what was typed is read as in grid and import."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from southgate.apps.pipeline.fields.leads import BY_NAME
from southgate.apps.pipeline.web.projects.forms import Choices, ProjectForm, day_input
from southgate.domain.money import CURRENCY_WORDS, MILLION
from southgate.kernel.exchange.fields import Kind

NEW = (
    "name", "investor", "source", "investment_planned", "contact", "note", "received_on", "first_contact_on",
    "major", "confidential",
)  # fmt: skip
"""What one knows after the first call; the rest can be added later. The registrar's own unit talked first."""
RATE = ("rate_millionths", "rate_on")
EDIT = (
    "name", "investor", "enterprise", "source", "industry", "chain", "source_region", "park", "investment_planned",
    *RATE, "received_on", "first_contact_on", "first_unit", "lead_unit", "contact", "note", "major",
)  # fmt: skip
LONGEST = 2000
NOT_GIVEN = {"required": gettext_lazy("没有填")}
PERCENT = r"^[0-9]{1,3}(\.[0-9]{1,4})?$"
SHARE_SAY = gettext_lazy("写 0 到 100 之间的数")
FOREIGN = tuple(word for word, code in CURRENCY_WORDS.items() if code != "CNY")


class LeadForm(ProjectForm):
    """Fields of a lead by name. Days are chosen, not typed."""

    known = BY_NAME

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in BY_NAME and BY_NAME[name].kind is Kind.DAY:
                field.widget = day_input()
        if "contact" in self.fields:
            self.fields["contact"].widget.attrs["rows"] = 2


def names_of_new(typed: str) -> tuple[str, ...]:
    """The rate of a foreign sum is asked for where a foreign sum is typed, and nowhere else."""
    return (*NEW, *RATE) if any(word in typed for word in FOREIGN) else NEW


REASON = gettext_lazy("原因")


def reason_field(label: Any = REASON, *, ask: Any = NOT_GIVEN["required"], required: bool = True) -> Any:
    return forms.CharField(
        label=label, required=required, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": ask},
    )  # fmt: skip


class Step(forms.Form):
    """A step: the version that its writer saw; `dated` ones also the day it happened."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": gettext_lazy("没有说明改的是哪一版")}
    )

    def of(self, name: str) -> Any:
        return self.cleaned_data[name]

    def id_of(self, name: str) -> UUID | None:
        given = self.cleaned_data.get(name)
        return UUID(given) if given else None


class Dated(Step):
    occurred_on = forms.DateField(
        label=gettext_lazy("哪天的事"), widget=day_input(), error_messages={"required": gettext_lazy("没有填日期")}
    )


class PersonForm(Dated):
    person = forms.ChoiceField(label=gettext_lazy("责任人"), error_messages={"required": gettext_lazy("没有选")})
    unit = forms.ChoiceField(label=gettext_lazy("责任单位"), required=False)
    field_order = ("person", "unit", "occurred_on", "seen")

    def __init__(self, *args: Any, people: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("（不选）")), *people]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("（不变）")), *units]  # type: ignore[attr-defined]


class ChoiceStep(Dated):
    """A step with one choice and its words."""

    what = forms.ChoiceField(
        label=gettext_lazy("结论"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("没有选")}
    )
    text = reason_field()
    field_order = ("what", "text", "occurred_on", "seen")

    def __init__(self, *args: Any, choices: Choices, labels: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = choices  # type: ignore[attr-defined]
        self.fields["what"].label, self.fields["text"].label = labels


class TextStep(Dated):
    text = reason_field()
    field_order = ("text", "occurred_on", "seen")

    def __init__(self, *args: Any, label: str, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].required = label, required


class ReasonStep(Step):
    reason = reason_field()
    field_order = ("reason", "seen")

    def __init__(self, *args: Any, label: str = "", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = required
        if label:
            self.fields["reason"].label = label


class OfferForm(Step):
    """To whom, with which share of the credit kept. A confidential lead is offered to one person by name."""

    to_zone = forms.ChoiceField(label=gettext_lazy("转给"), error_messages={"required": gettext_lazy("没有选")})
    to_unit = forms.ChoiceField(label=gettext_lazy("本园区的接收单位"), required=False)
    to_person = forms.CharField(label=gettext_lazy("对方接手人的全名"), required=False, max_length=60)
    share = forms.RegexField(
        PERCENT, label=gettext_lazy("保留首谈功劳"), initial="30", max_length=9,
        error_messages={"required": gettext_lazy("没有填"), "invalid": SHARE_SAY},
    )  # fmt: skip
    reason = reason_field(ask=gettext_lazy("转出要写明原因"))
    field_order = ("to_zone", "to_unit", "to_person", "share", "reason", "seen")

    def __init__(self, *args: Any, zones: Choices, units: Choices, confidential: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_zone"].choices = zones  # type: ignore[attr-defined]
        self.fields["to_unit"].choices = [("", _("（由对方定）")), *units]  # type: ignore[attr-defined]
        self.fields["to_unit"].help_text = _("在本园区里转才选；转给别的园区，由对方定单位")
        self.fields["to_person"].help_text = (
            _("保密线索必须指名；别的可以留空") if confidential else _("可以留空，由对方定")
        )
        self.fields["share"].unit = "%"  # type: ignore[attr-defined]
        self.fields["share"].why = _("项目日后签约，签约数按这个比例记给首谈单位，其余记给接手单位。")  # type: ignore[attr-defined]

    def clean_share(self) -> int:
        """Millionths of what was typed as a percentage, exactly."""
        whole, _dot, rest = self.cleaned_data["share"].partition(".")
        millionths = int(whole) * 10_000 + int(rest.ljust(4, "0"))
        if millionths > MILLION:
            raise forms.ValidationError(SHARE_SAY)
        return millionths


class AcceptForm(Step):
    unit = forms.ChoiceField(label=gettext_lazy("接收单位"), error_messages={"required": gettext_lazy("没有选")})
    person = forms.ChoiceField(label=gettext_lazy("责任人"), error_messages={"required": gettext_lazy("没有选")})
    field_order = ("unit", "person", "seen")

    def __init__(self, *args: Any, people: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("（不选）")), *people]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("（不选）")), *units]  # type: ignore[attr-defined]


class GradeForm(Step):
    to = forms.ChoiceField(
        label=gettext_lazy("归为"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("没有选")}
    )
    reason = reason_field(required=False)
    field_order = ("to", "reason", "seen")

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
        self.fields["reason"].help_text = _("第一次归类可以不写；改类要写明")


class DecideForm(Step):
    agree = forms.ChoiceField(
        label=gettext_lazy("结论"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("没有选")}
    )
    reason = reason_field(required=False)
    field_order = ("agree", "reason", "seen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agree"].choices = [("yes", _("同意移出")), ("no", _("不同意"))]  # type: ignore[attr-defined]
        self.fields["reason"].help_text = _("不同意要写明原因")
