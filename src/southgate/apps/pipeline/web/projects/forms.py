"""Forms of projects: what was typed becomes values by the same readers that grid and import use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _

from southgate.apps.enterprise import api as enterprise
from southgate.apps.pipeline.fields.projects import BY_NAME, STAGES, STATUSES
from southgate.apps.pipeline.selectors.projects.filtering import Asked
from southgate.domain.errors import Reason
from southgate.domain.money import Unit
from southgate.kernel.exchange.cells import Look, read_cell
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.exchange.typed import other_currency
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.models import Zone
from southgate.kernel.orgs.selectors import people_on, units, zone_for

Choices = list[tuple[str, str]]
CHOSEN = frozenset({Kind.PARK, Kind.UNIT, Kind.PERSON, Kind.CHOICE})
NEW = (
    "name", "enterprise", "public_works", "fund_source", "park", "industry", "chain", "source_region", "stage",
    "talk_on", "signed_on", "landed_on", "start_on", "investment_planned", "rate_millionths", "rate_on",
    "investment_fixed", "investment_working", "investment_land", "production_promised_on", "liaison_leader",
    "lead_unit", "responsible_person", "key_project", "confidential", "progress_note",
)  # fmt: skip
EDIT = (
    "name", "enterprise", "public_works", "fund_source", "park", "industry", "chain", "source_region", "land_mode",
    "land_thousandths", "talk_on", "signed_on", "landed_on", "start_on", "building_on", "produced_on",
    "full_output_on", "production_promised_on", "progress_millionths", "investment_planned", "rate_millionths",
    "rate_on", "investment_fixed", "investment_working", "investment_land", "money_in_place", "output_expected",
    "tax_expected", "jobs_expected", "liaison_leader", "liaison_leader_post", "lead_unit", "responsible_person",
    "responsible_post", "key_project", "late_marked", "confidential", "progress_note", "source",
)  # fmt: skip
"""Stage and status have forms of their own: they ask for a day and a reason."""
LONGEST = {Kind.WORDS: 5000, Kind.TEXT: 300}


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class Choosers:
    """Lists to choose from in a zone, each fetched once when a form asks for it."""

    def __init__(self, by: Actor, zone: UUID, today: date) -> None:
        self.by, self.zone, self.today = by, zone_for(by, zone), today

    def of(self, field: Field) -> Choices:
        match field.kind:
            case Kind.PARK:
                parks = Zone.objects.filter(parent=self.zone).order_by("code")
                return [(str(park.pk), park.name) for park in parks]
            case Kind.UNIT:
                return [(str(unit.pk), unit.name) for unit in units(self.by, self.zone, self.today)]
            case Kind.PERSON:
                people = people_on(self.by, self.zone, self.today)
                return list({str(id): f"{name}（{unit}）" if unit else name for id, name, unit in people}.items())
        return [(value, gettext(label)) for value, label in field.choices]


class ProjectForm(forms.Form):
    """Fields of a project by name, in the order people think. `values()` after `is_valid()`.

    `known` are the fields of the record that the form is about: a lead's form has its own.
    """

    known: Mapping[str, Field] = BY_NAME

    def __init__(
        self, data: Any = None, *, names: Iterable[str], choosers: Choosers, initial: Mapping[str, Any] | None = None,
        currency: str = "CNY", seen: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, initial=dict(initial or {}))
        self.choosers, self.currency = choosers, currency
        self.cells: dict[str, Any] = {}
        for name in names:
            self.fields[name] = _form_field(self.known[name], choosers, self.initial)
        if seen is not None:
            self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput, initial=seen)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        look = Look(
            names={Kind.ENTERPRISE: enterprise.EnterpriseNames(self.choosers.by, self.choosers.zone.pk)},
            unit=Unit(10_000, self.currency, ""),
        )
        for name in self.fields:
            field = self.known.get(name)
            if field is None or name not in cleaned:
                continue
            try:
                read = _read(field, cleaned[name], look)
                if clash := other_currency(field, read, self.cells.get(field.currency)):
                    raise forms.ValidationError(said(clash))
                self.cells |= read
            except forms.ValidationError as error:
                self.add_error(name, error)
        return cleaned

    def values(self, *, only_changed: bool = False) -> dict[str, Any]:
        """Values by field name with what accompanies them; of an edit only what was typed anew."""
        names = set(self.changed_data) if only_changed else set(self.fields)
        also = {extra for name in names if name in self.known for extra in _also(self.known[name])}
        found = {name: value for name, value in self.cells.items() if name in names | also}
        return found if only_changed else {name: value for name, value in found.items() if value not in (None, "")}

    @property
    def seen(self) -> int:
        return int(self.cleaned_data["seen"])


def fix(form: ProjectForm, name: str, why: str) -> None:
    """Show a field of the form as it stands, and why it is not typed."""
    if name in form.fields:
        field: Any = form.fields[name]
        field.disabled = True
        shown = form.initial.get(name) or gettext("未填")
        field.known = format_html("{} {}。{}", shown, getattr(field, "unit", ""), why)


def _also(field: Field) -> tuple[str, ...]:
    return tuple(filter(None, (field.grain, field.currency)))


def _form_field(field: Field, choosers: Choosers, initial: Mapping[str, Any]) -> forms.Field:
    made: Any
    common: dict[str, Any] = {"label": gettext(field.label), "required": field.required}
    if field.required:
        common["error_messages"] = {"required": gettext("没有填")}
    if field.kind in CHOSEN:
        made = forms.ChoiceField(choices=_with_present(field, choosers.of(field), initial), **common)
    elif field.kind is Kind.FLAG:
        made = forms.BooleanField(**{**common, "required": False})
    elif field.name == "rate_on":
        made = forms.DateField(widget=day_input(), **common)
    else:
        area: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 4})} if field.kind is Kind.WORDS else {}
        made = forms.CharField(max_length=LONGEST.get(field.kind, 200), **common, **area)
    made.why, made.unit = gettext(field.why) if field.why else "", gettext(field.unit) if field.unit else ""
    if field.kind is Kind.DAY and field.grain:
        made.help_text = gettext("写到日，如 2026-03-15；只知道月份就写 2026-03")
    if field.kind is Kind.SUM:
        made.help_text = gettext("万元；外币或其他单位写全，如 3600万美元、1.06亿元") if field.currency else ""
    if field.name == "rate_millionths":
        made.help_text = gettext("只有外币要填：1 单位外币折合多少元，如 7.1")
    return made  # type: ignore[no-any-return]


def _with_present(field: Field, options: Choices, initial: Mapping[str, Any]) -> Choices:
    """The present value stays choosable though it is in no list any more (a person who left)."""
    present = str(initial.get(field.name) or "")
    if present and present not in dict(options):
        options = [(present, str(initial.get(f"{field.name}_name") or gettext("（不便显示）"))), *options]
    return options if field.kind is Kind.CHOICE else [("", gettext("（不选）")), *options]


def _read(field: Field, typed: Any, look: Look) -> dict[str, Any]:
    """Raises ValidationError in the reader's language."""
    if field.kind in CHOSEN and field.kind is not Kind.CHOICE:
        return {field.name: UUID(typed) if typed else None}
    if field.kind in {Kind.FLAG, Kind.CHOICE} or field.name == "rate_on":
        return {field.name: typed}
    if field.name == "rate_millionths":
        return {field.name: _rate(typed)}
    cell = read_cell(field, typed, look)
    if isinstance(cell, Reason):
        raise forms.ValidationError(said(cell))
    return {field.name: cell.value, **cell.also}


def _rate(typed: str) -> int | None:
    if not typed.strip():
        return None
    try:
        millionths = Decimal(typed.strip()) * 1_000_000
        whole = int(millionths)
    except (InvalidOperation, ValueError, OverflowError):
        raise forms.ValidationError(gettext("汇率写成 7.1 这样的数")) from None
    if whole != millionths or not 0 < whole < 10**12:
        raise forms.ValidationError(gettext("汇率是正数，最多六位小数"))
    return whole


def said(reason: Reason) -> str:
    """A reason with its mend, in the reader's language."""
    say = _(reason.say) % reason.params if reason.params else _(reason.say)
    mend = (_(reason.mend) % reason.params if reason.params else _(reason.mend)) if reason.mend else ""
    return f"{say}；{mend}" if mend else say


class FilterForm(forms.Form):
    """加条件: sent by GET to the ledger; its field names are the keys of the address."""

    q = forms.CharField(label=gettext_lazy("名称含"), required=False, max_length=60)
    stage = forms.MultipleChoiceField(
        label=gettext_lazy("阶段"), required=False, widget=forms.CheckboxSelectMultiple, choices=STAGES
    )
    status = forms.MultipleChoiceField(
        label=gettext_lazy("状态"), required=False, widget=forms.CheckboxSelectMultiple, choices=STATUSES
    )
    park = forms.MultipleChoiceField(label=gettext_lazy("片区"), required=False, widget=forms.CheckboxSelectMultiple)
    industry = forms.CharField(label=gettext_lazy("行业"), required=False, max_length=100)
    investment_planned_min = forms.CharField(label=gettext_lazy("计划投资不少于"), required=False, max_length=30)
    investment_planned_max = forms.CharField(label=gettext_lazy("计划投资不多于"), required=False, max_length=30)
    production_promised_on_from = forms.DateField(label=gettext_lazy("承诺投产从"), required=False, widget=day_input())
    production_promised_on_to = forms.DateField(label=gettext_lazy("承诺投产到"), required=False, widget=day_input())

    def __init__(self, *, asked: Asked, by: Actor, zone: UUID) -> None:
        first = {key: values[0] for key, values in asked.given.items() if key in self.base_fields and values}
        many = {key: list(asked.given.get(key, ())) for key in ("stage", "status", "park")}
        super().__init__(initial={**first, **many}, auto_id="f_%s")
        parks = Zone.objects.filter(parent_id=zone).order_by("code").values_list("pk", "name")
        self.fields["park"].choices = [(str(id), name) for id, name in parks]  # type: ignore[attr-defined]
        for name, choices in (("stage", STAGES), ("status", STATUSES)):
            self.fields[name].choices = [(value, gettext(label)) for value, label in choices]  # type: ignore[attr-defined]
        for name in ("investment_planned_min", "investment_planned_max"):
            self.fields[name].unit = gettext("万元")  # type: ignore[attr-defined]


class ViewForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("视图叫什么"), max_length=30, error_messages={"required": gettext_lazy("没有填")}
    )


class ColumnsForm(forms.Form):
    columns = forms.MultipleChoiceField(
        label=gettext_lazy("要看的列"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, data: Any = None, *, fields: Sequence[Field], chosen: Sequence[str]) -> None:
        super().__init__(data, initial={"columns": list(chosen)})
        options = [(field.name, gettext(field.label)) for field in fields if field.name != "name"]
        self.fields["columns"].choices = options  # type: ignore[attr-defined]

    def clean_columns(self) -> list[str]:
        return ["name", *self.cleaned_data["columns"]]


class _Step(forms.Form):
    """A step of one project: the version that its writer saw, the day it happened."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": gettext_lazy("没有说明改的是哪一版")}
    )
    occurred_on = forms.DateField(
        label=gettext_lazy("哪天的事"), widget=day_input(), error_messages={"required": gettext_lazy("没有填日期")}
    )


class StageForm(_Step):
    to = forms.ChoiceField(label=gettext_lazy("转到"))
    reason = forms.CharField(
        label=gettext_lazy("原因"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("退回前一阶段要写明"),
    )  # fmt: skip
    field_order = ("to", "occurred_on", "reason", "seen")

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


class StatusForm(_Step):
    to = forms.ChoiceField(label=gettext_lazy("改为"))
    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("改状态要写明原因")},
    )  # fmt: skip
    field_order = ("to", "occurred_on", "reason", "seen")

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


class OpenForm(_Step):
    """解除保密."""

    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("解除保密要写明原因")},
    )  # fmt: skip


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("什么事"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("和谁、办了什么、结果怎样、下一步等谁"),
        error_messages={"required": gettext_lazy("没有填")},
    )  # fmt: skip
    occurred_on = forms.DateField(
        label=gettext_lazy("哪天的事"), widget=day_input(), error_messages={"required": gettext_lazy("没有填日期")}
    )


class JoinForm(forms.Form):
    person = forms.ChoiceField(label=gettext_lazy("人员"), error_messages={"required": gettext_lazy("没有选")})
    from_day = forms.DateField(
        label=gettext_lazy("从哪天起"), widget=day_input(), error_messages={"required": gettext_lazy("没有填日期")}
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = choices  # type: ignore[attr-defined]
