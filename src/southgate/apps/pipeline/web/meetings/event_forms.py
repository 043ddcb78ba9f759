"""Forms of events, their lines, and introducers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from southgate.apps.pipeline.fields.meetings import (
    BARRED_NAMES,
    EVENT_KIND_NAMES,
    INTRODUCER_KIND_NAMES,
    PART_NAMES,
)
from southgate.apps.pipeline.services.meetings.commands import RegisterEvent, RegisterIntroducer, Sums
from southgate.apps.pipeline.web.meetings.forms import NOTHING, area, day_input
from southgate.domain.errors import Refused
from southgate.domain.money import MILLION, Unit, parse

Choices = Sequence[tuple[str, str]]


def named(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(key, gettext(name)) for key, name in names.items()]


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class EventForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("类型"), widget=forms.RadioSelect, error_messages={"required": NOTHING})
    name = forms.CharField(label=gettext_lazy("名称"), max_length=120, error_messages={"required": NOTHING})
    held_on = forms.DateField(label=gettext_lazy("哪天"), widget=day_input(), error_messages={"required": NOTHING})
    to_on = forms.DateField(
        label=gettext_lazy("到哪天"), required=False, widget=day_input(), help_text=gettext_lazy("只办一天就不填")
    )
    place = forms.CharField(label=gettext_lazy("地点"), required=False, max_length=120)
    organiser = forms.ChoiceField(label=gettext_lazy("组织单位"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", named(EVENT_KIND_NAMES))
        choose(self, "organiser", [("", "—"), *units])

    def values(self) -> dict[str, Any]:
        said = self.cleaned_data
        names = ("kind", "name", "held_on", "to_on", "place")
        organiser = UUID(said["organiser"]) if said["organiser"] else None
        return {**{name: said[name] for name in names}, "organiser_id": organiser}

    def registration(self, zone: UUID) -> RegisterEvent:
        values = self.values()
        return RegisterEvent(zone=zone, organiser=values.pop("organiser_id"), **values)


class SumsForm(forms.Form):
    """Sums as people type them: 1.06亿元, 3600万美元; a bare number is 万元."""

    announced = forms.CharField(
        label=gettext_lazy("对外公布"), required=False, max_length=30,
        help_text=gettext_lazy("万元；外币写全，如 3600万美元"),
    )  # fmt: skip
    onsite = forms.CharField(label=gettext_lazy("现场签约"), required=False, max_length=30)
    rate = forms.CharField(
        label=gettext_lazy("折算汇率"), required=False, max_length=20,
        help_text=gettext_lazy("只有外币要填：1 单位外币折合多少元，如 7.1"),
    )  # fmt: skip
    rate_on = forms.DateField(label=gettext_lazy("汇率日期"), required=False, widget=day_input())

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        money: dict[str, Any] = {}
        for name in ("announced", "onsite"):
            if typed := (said.get(name) or "").strip():
                try:
                    money[name] = parse(typed, Unit(10_000, "CNY", ""))
                except Refused as refused:
                    self.add_error(name, str(refused))
        if len({one.currency for one in money.values()}) > 1:
            self.add_error("onsite", gettext("两个金额要用同一种币种"))
        self.money = money
        self.millionths = self._rate(said)
        return said

    def _rate(self, said: Mapping[str, Any]) -> int | None:
        if not (typed := (said.get("rate") or "").strip()):
            return None
        try:
            millionths = Decimal(typed) * MILLION
            whole = int(millionths)
        except (InvalidOperation, ValueError, OverflowError):
            whole = 0
        if whole <= 0 or whole != millionths or whole >= MILLION * MILLION:
            self.add_error("rate", gettext("汇率是正数，最多六位小数"))
            return None
        return whole

    def sums(self) -> Sums:
        money = self.money
        currency = next((one.currency for one in money.values()), "CNY")
        minor = {f"{name}_minor": one.minor for name, one in money.items()}
        return Sums(
            **minor, currency=currency, rate_millionths=self.millionths, rate_on=self.cleaned_data.get("rate_on")
        )


class ListedForm(SumsForm):
    part = forms.ChoiceField(label=gettext_lazy("在活动里做什么"), widget=forms.RadioSelect)
    outcome = forms.CharField(
        label=gettext_lazy("后来怎样"), required=False, max_length=500, widget=area(),
        help_text=gettext_lazy("签约、到位、开工由系统算，不用写；写算不出来的"),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("part", "announced", "onsite", "rate", "rate_on", "outcome", "seen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "part", named(PART_NAMES))


class AddManyForm(forms.Form):
    """Names or codes, one a line, as they stand in a programme or a workbook."""

    part = forms.ChoiceField(label=gettext_lazy("在活动里做什么"), widget=forms.RadioSelect)
    names = forms.CharField(
        label=gettext_lazy("项目，一行一个"), max_length=20_000, required=False, widget=area(8),
        help_text=gettext_lazy("写名称或编号；后面可以跟对外公布的金额，如：精密减速器智能工厂 1.06亿元"),
    )  # fmt: skip

    picked = forms.MultipleChoiceField(
        label=gettext_lazy("或从台账里勾选"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, projects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "part", named(PART_NAMES))
        choose(self, "picked", projects)
        if not projects:
            del self.fields["picked"]

    @property
    def lines(self) -> list[str]:
        return [line for line in self.cleaned_data["names"].splitlines() if line.strip()]

    @property
    def chosen(self) -> list[UUID]:
        return [UUID(one) for one in self.cleaned_data.get("picked", ())]


class IntroducerForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("机构还是个人"), widget=forms.RadioSelect, initial="organisation")
    name = forms.CharField(label=gettext_lazy("名称或姓名"), max_length=120, error_messages={"required": NOTHING})
    credit_code = forms.CharField(label=gettext_lazy("统一社会信用代码"), required=False, max_length=30)
    phone = forms.CharField(
        label=gettext_lazy("电话"), required=False, max_length=30,
        help_text=gettext_lazy("按个人信息加密存放；用来核对是不是本园区的人"),
    )  # fmt: skip
    barred_why = forms.ChoiceField(
        label=gettext_lazy("是不是不得引荐的人"), required=False,
        help_text=gettext_lazy("公职人员、国有企业人员、投资方合作方和本园区的人不得作为引荐人；登记下来，下次就认得"),
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("依据"), required=False, max_length=500)
    not_ours = forms.BooleanField(label=gettext_lazy("已核实：同名，不是本园区的人"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "kind", named(INTRODUCER_KIND_NAMES))
        choose(self, "barred_why", [("", gettext("不是")), *named(BARRED_NAMES)])

    def command(self, zone: UUID) -> RegisterIntroducer:
        return RegisterIntroducer(zone=zone, **self.cleaned_data)


class BarForm(forms.Form):
    why = forms.ChoiceField(label=gettext_lazy("属于哪一种"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("依据"), max_length=500, widget=area(),
        error_messages={"required": gettext_lazy("要写明依据")},
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "why", [("", gettext("查明可以引荐")), *named(BARRED_NAMES)])


class IntroduceForm(forms.Form):
    introducer = forms.ChoiceField(label=gettext_lazy("引荐人"), error_messages={"required": NOTHING})
    on = forms.DateField(label=gettext_lazy("哪天引荐的"), widget=day_input(), error_messages={"required": NOTHING})

    def __init__(self, *args: Any, introducers: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "introducer", list(introducers))
