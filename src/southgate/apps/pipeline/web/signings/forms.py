"""Forms of signings and tasks: what was typed becomes one command; the rules are the service's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from southgate.apps.pipeline.selectors.figures.figure import Asked
from southgate.apps.pipeline.web.here import Here
from southgate.apps.pipeline.web.projects.forms import day_input, said
from southgate.apps.pipeline.web.signings.showing import periods
from southgate.domain.counting.definitions import Unit as Measured
from southgate.domain.counting.words import FORM_NAMES, KIND_NAMES
from southgate.domain.errors import Refused
from southgate.domain.money import MILLION, Money, Unit, parse
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import zone_names
from southgate.kernel.orgs.selectors import units, zone_for, zones_under

NOTHING = {"required": gettext_lazy("没有填"), "invalid": gettext_lazy("读不懂，照下面的样子写")}
Choices = Sequence[tuple[str, str]]


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


def named(names: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(key.value, _(name)) for key, name in names.items()]


class ScopeForm(forms.Form):
    """Which place, which period, which unit: sent by GET."""

    period = forms.ChoiceField(label=gettext_lazy("时期"))
    zone = forms.ChoiceField(label=gettext_lazy("哪里"))
    unit = forms.ChoiceField(label=gettext_lazy("责任单位"), required=False)

    def __init__(self, what: Asked, *, by: Actor, where: Here, today: date) -> None:
        initial = {"period": what.period.key, "zone": str(what.zone), "unit": str(what.scope.unit or "")}
        super().__init__(initial=initial, auto_id="s_%s")
        zone = zone_for(by, where.zone)
        names = zone_names(zones_under(zone))
        below = sorted((name, str(id)) for id, name in names.items() if id != zone.pk)
        choose(self, "period", periods(today.year, what.period))
        choose(self, "zone", [(str(zone.pk), zone.name), *((id, name) for name, id in below)])
        found = [(str(unit.pk), unit.name) for unit in units(by, zone, today)]
        choose(self, "unit", [("", _("全部单位")), *found])


class SigningForm(forms.Form):
    """A signing in the order in which one thinks of it; a correction adds `seen` and `reason`."""

    signed_on = forms.CharField(
        label=gettext_lazy("哪天签的"), max_length=20, error_messages=NOTHING,
        help_text=gettext_lazy("写到日，如 2026-03-15；只知道月份就写 2026-03"),
    )  # fmt: skip
    form = forms.ChoiceField(label=gettext_lazy("签的是"), widget=forms.RadioSelect, initial="contract")
    kind = forms.ChoiceField(
        label=gettext_lazy("性质"), required=False,
        help_text=gettext_lazy("不选就由系统按以前的签约判断；选得不对会说明原因"),
    )  # fmt: skip
    added = forms.BooleanField(label=gettext_lazy("是在已签合同上追加投资，金额只写追加的部分"), required=False)
    amount = forms.CharField(
        label=gettext_lazy("签约金额"), required=False, max_length=40,
        help_text=gettext_lazy("万元；外币或其他单位写全，如 3600万美元、1.06亿元"),
    )  # fmt: skip
    rate = forms.CharField(
        label=gettext_lazy("折算汇率"), required=False, max_length=20,
        help_text=gettext_lazy("只有外币要填：1 单位外币折合多少元，如 7.1；不知道就空着，先不计钱"),
    )  # fmt: skip
    rate_on = forms.DateField(label=gettext_lazy("汇率日期"), required=False, widget=day_input())
    contract_number = forms.CharField(label=gettext_lazy("合同编号"), required=False, max_length=60)
    enterprise = forms.CharField(
        label=gettext_lazy("签约企业"), required=False, max_length=120,
        help_text=gettext_lazy("和项目现在的企业相同就不填；更换业主时写新业主在企业名册里的名称"),
    )  # fmt: skip
    event = forms.ChoiceField(label=gettext_lazy("在哪个活动上签的"), required=False)
    lead_unit = forms.ChoiceField(
        label=gettext_lazy("责任单位"), required=False, help_text=gettext_lazy("不选就用项目的责任单位")
    )
    reinvestment = forms.BooleanField(label=gettext_lazy("返投项目"), required=False)
    municipal = forms.BooleanField(label=gettext_lazy("市直单位引进的"), required=False)
    carved_code = forms.CharField(
        label=gettext_lazy("所在财政项目的编号"), required=False, max_length=40,
        help_text=gettext_lazy("这是财政项目里引进的部分、单列为一个项目时才填"),
    )  # fmt: skip
    recognised_number = forms.CharField(
        label=gettext_lazy("上级平台认定编号"), required=False, max_length=60,
        help_text=gettext_lazy("只计上级平台认定的项目的地方才填"),
    )  # fmt: skip
    listed_name = forms.CharField(
        label=gettext_lazy("控股的500强企业"), required=False, max_length=120,
        help_text=gettext_lazy("按签约那年名单上的全称写；在两张名单上的，列最高的一类"),
    )  # fmt: skip
    share = forms.CharField(label=gettext_lazy("控股比例"), required=False, max_length=20)
    listed_evidence = forms.CharField(
        label=gettext_lazy("控股依据"), required=False, max_length=500, widget=area(2),
        help_text=gettext_lazy("股权结构图、章程、工商登记的出处"),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Choices, events: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "form", named(FORM_NAMES))
        choose(self, "kind", [("", _("按规则判断")), *named(KIND_NAMES)])
        choose(self, "event", [("", _("（不在活动上）")), *events])
        choose(self, "lead_unit", [("", _("（不选）")), *units])
        fields: Any = self.fields
        fields["amount"].unit, fields["share"].unit = _("万元"), "%"
        fields["kind"].why = _("一个项目只在首次签约时计一次；重复签约照样登记，但任何时候都不计。")
        fields["listed_evidence"].why = _("没有控股依据的不计入三类500强。")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        readers = (("signed_on", _day), ("amount", _money), ("rate", _rate), ("share", _share))
        for name, read in readers:
            text = (cleaned.get(name) or "").strip()
            try:
                cleaned[name] = read(text) if text else None
            except forms.ValidationError as error:
                self.add_error(name, error)
        return cleaned

    def values(self) -> dict[str, Any]:
        """Values by name as a command takes them; names that must be looked up stay with the view."""
        given = self.cleaned_data
        on, grain = given["signed_on"]
        money: Money | None = given["amount"]
        return {
            "signed_on": on, "signed_grain": grain, "form": given["form"],
            "amount": money.minor if money is not None else None,
            "currency": money.currency if money is not None else "CNY",
            "rate_millionths": given["rate"], "rate_on": given["rate_on"],
            "contract_number": given["contract_number"], "event": _uuid(given["event"]),
            "lead_unit": _uuid(given["lead_unit"]), "reinvestment": given["reinvestment"],
            "municipal": given["municipal"], "recognised_number": given["recognised_number"],
            "listed_share_millionths": given["share"], "listed_evidence": given["listed_evidence"],
        }  # fmt: skip


class CorrectForm(SigningForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("为什么更正"), max_length=500, widget=area(), error_messages=NOTHING,
        help_text=gettext_lazy("写明依据；原来的值留在这本账里，更正后重新甄别"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["added"], self.fields["enterprise"]


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None


def _day(text: str) -> tuple[date, str]:
    """A day, or a month kept as its last day."""
    try:
        if len(text) == 7:
            first = date.fromisoformat(f"{text}-01")
            return _month_end(first), "m"
        return date.fromisoformat(text), "d"
    except ValueError:
        raise forms.ValidationError(_("日期写成 2026-03-15，月份写成 2026-03")) from None


def _month_end(first: date) -> date:
    return date.fromordinal(date(first.year + first.month // 12, first.month % 12 + 1, 1).toordinal() - 1)


def _money(text: str) -> Money:
    try:
        return parse(text, Unit(10_000, "CNY", "万元"))
    except Refused as refused:
        raise forms.ValidationError([said(reason) for reason in refused.reasons]) from None


def _scaled(text: str, say: str) -> int:
    try:
        scaled = Decimal(text.rstrip("%").strip()) * MILLION
        whole = int(scaled)
    except (InvalidOperation, ValueError, OverflowError):
        raise forms.ValidationError(say) from None
    if whole != scaled or not 0 < whole < MILLION * MILLION:
        raise forms.ValidationError(say)
    return whole


def _rate(text: str) -> int:
    return _scaled(text, _("汇率是正数，写成 7.1 这样，最多六位小数"))


def _share(text: str) -> int:
    """Per cent as typed, in millionths."""
    hundredfold = _scaled(text, _("比例写成 51 或 51.5，单位是 %"))
    if hundredfold % 100:
        raise forms.ValidationError(_("比例最多四位小数"))
    return hundredfold // 100


class ScreenForm(forms.Form):
    verdict = forms.ChoiceField(
        label=gettext_lazy("甄别意见"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("没有选")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("原因"), required=False, max_length=500, widget=area(),
        help_text=gettext_lazy("退回要写明；登记的人会看到"),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "verdict", [("confirm", _("属实，按登记的性质计数")), ("reject", _("不属实，退回"))])


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("原因"),
        max_length=500,
        widget=area(),
        error_messages={"required": gettext_lazy("要写明原因")},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class TaskForm(forms.Form):
    definition = forms.ChoiceField(label=gettext_lazy("指标"))
    year = forms.IntegerField(label=gettext_lazy("年份"), min_value=1980, max_value=2099, error_messages=NOTHING)
    target = forms.CharField(
        label=gettext_lazy("全年任务"), max_length=40, error_messages=NOTHING,
        help_text=gettext_lazy("个数直接写；金额写单位，如 300亿元"),
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=gettext_lazy("下达给"), required=False, help_text=gettext_lazy("不选就是全园区的任务；任务不分解到企业")
    )
    source = forms.CharField(
        label=gettext_lazy("依据"), max_length=300, error_messages=NOTHING,
        help_text=gettext_lazy("下达任务的文件和文号"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, definitions: Choices, units: Choices, measured: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measured = measured
        choose(self, "definition", definitions)
        choose(self, "unit", [("", _("全园区")), *units])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            unit = self.measured.get(cleaned.get("definition", ""), Measured.PROJECTS)
            cleaned["target"] = target_of(cleaned.get("target", ""), unit)
        except forms.ValidationError as error:
            self.add_error("target", error)
        return cleaned


class TargetForm(forms.Form):
    target = forms.CharField(label=gettext_lazy("全年任务"), max_length=40, error_messages=NOTHING)
    reason = forms.CharField(
        label=gettext_lazy("为什么调整"), max_length=500, widget=area(), error_messages=NOTHING,
        help_text=gettext_lazy("写明调整任务的文件或会议"),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit

    def clean_target(self) -> int:
        return target_of(self.cleaned_data["target"], self.unit)


def target_of(text: str, unit: str) -> int:
    """What was typed as the figure counts it: a number, 分, or millionths of a score."""
    if unit == Measured.MONEY:
        return _money(text.strip()).minor
    if unit == Measured.SCORE:
        return _scaled(text, _("写一个数，如 12 或 12.5"))
    if not text.strip().isdecimal() or len(text.strip()) > 12:
        raise forms.ValidationError(_("写一个整数"))
    return int(text)
