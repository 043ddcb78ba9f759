"""Forms of vouchers: what stands on the slip, in the order in which one reads it; made for a phone."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from southgate.apps.pipeline.selectors.vouchers.listing import Asked
from southgate.apps.pipeline.web.projects.forms import day_input, said
from southgate.domain.counting.vouchers import KIND_NAMES, ORIGIN_NAMES, USE_NAMES
from southgate.domain.errors import Refused
from southgate.domain.money import MINOR_DIGITS, Money, Unit, parse

NOT_GIVEN = {"required": gettext_lazy("没有填")}
NOT_CHOSEN = {"required": gettext_lazy("没有选"), "invalid_choice": gettext_lazy("不在可选项里")}
CURRENCIES = tuple(MINOR_DIGITS)
SLIP = "image/*,.pdf,.ofd"
"""A phone offers its camera for it, a desk its files."""


def _words(names: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(key.value, _(name)) for key, name in names.items()]


class VoucherForm(forms.Form):
    """`values()` after `is_valid()`: what the slip says, by name. Business rules are the service's."""

    slip = forms.FileField(
        label=gettext_lazy("凭证影像"), required=False, widget=forms.FileInput(attrs={"accept": SLIP}),
        help_text=gettext_lazy("手机上直接拍照；也可以传 PDF、OFD。没有影像先登记，补上以后才能认定"),
        error_messages={"empty": gettext_lazy("文件是空的"), "invalid": gettext_lazy("没有收到文件，重新选一次")},
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("凭证种类"), error_messages=NOT_CHOSEN)
    number = forms.CharField(
        label=gettext_lazy("凭证号"), max_length=80, error_messages=NOT_GIVEN,
        help_text=gettext_lazy("照凭证抄；空格、横线、全角半角、大小写都不算差别"),
    )  # fmt: skip
    issuer = forms.CharField(
        label=gettext_lazy("出具单位"), max_length=120, error_messages=NOT_GIVEN,
        help_text=gettext_lazy("开出凭证的银行、税务、单位或事务所"),
    )  # fmt: skip
    payer = forms.CharField(label=gettext_lazy("付款方"), max_length=120, error_messages=NOT_GIVEN)
    paid_on = forms.DateField(
        label=gettext_lazy("到账日期"), widget=day_input(),
        error_messages={"required": gettext_lazy("没有填日期"), "invalid": gettext_lazy("日期写成 2026-11-24")},
    )  # fmt: skip
    amount = forms.CharField(
        label=gettext_lazy("金额"), max_length=40, error_messages=NOT_GIVEN,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=gettext_lazy("照凭证写到分，如 5,000,000.00；也可以写 500万元"),
    )  # fmt: skip
    currency = forms.ChoiceField(label=gettext_lazy("币种"), error_messages=NOT_CHOSEN)
    rate = forms.CharField(
        label=gettext_lazy("折算汇率"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=gettext_lazy("只有外币要填：1 单位外币折合多少元，如 7.1"),
    )  # fmt: skip
    rate_on = forms.DateField(
        label=gettext_lazy("汇率日期"), required=False, widget=day_input(),
        error_messages={"invalid": gettext_lazy("日期写成 2026-11-24")},
    )  # fmt: skip
    use = forms.ChoiceField(label=gettext_lazy("资金用途"), widget=forms.RadioSelect, error_messages=NOT_CHOSEN)
    origin = forms.ChoiceField(label=gettext_lazy("内资或外资"), widget=forms.RadioSelect, error_messages=NOT_CHOSEN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [("", _("（不选）")), *_words(KIND_NAMES)]
        fields["use"].choices, fields["origin"].choices = _words(USE_NAMES), _words(ORIGIN_NAMES)
        fields["currency"].choices = [(code, code) for code in CURRENCIES]
        fields["amount"].unit = _("元")
        fields["number"].why = _("一张凭证在全系统只用一次，凭号码、出具单位和影像认得出来。")
        fields["use"].why = _("到位资金按固定资产、流动资金、用地分开计；哪些计入，由本区选用的口径定。")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, read in (("amount", self._amount), ("rate", self._rate)):
            if name in cleaned:
                try:
                    cleaned[name] = read(cleaned)
                except forms.ValidationError as error:
                    self.add_error(name, error)
        return cleaned

    def _amount(self, cleaned: Mapping[str, Any]) -> Money:
        """In whole units of the currency unless it says another one; a unit of another currency is a slip."""
        currency = cleaned.get("currency") or "CNY"
        try:
            money = parse(cleaned["amount"], Unit(1, currency, ""))
        except Refused as refused:
            raise forms.ValidationError([said(reason) for reason in refused.reasons]) from None
        if money.currency != currency:
            raise forms.ValidationError(_("金额写的币种和所选币种不同"))
        return money

    def _rate(self, cleaned: Mapping[str, Any]) -> int | None:
        text = cleaned["rate"].strip()
        if not text:
            return None
        try:
            millionths = Decimal(text) * 1_000_000
            whole = int(millionths)
        except (InvalidOperation, ValueError, OverflowError):
            raise forms.ValidationError(_("汇率写成 7.1 这样的数")) from None
        if whole != millionths:
            raise forms.ValidationError(_("汇率是正数，最多六位小数"))
        return whole

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        names = ("kind", "number", "issuer", "payer", "paid_on", "currency", "rate_on", "use", "origin")
        values = {name: given[name] for name in names}
        return {**values, "amount": given["amount"].minor, "rate_millionths": given["rate"]}


class CorrectForm(VoucherForm):
    """What was typed, to be put right; a slip given here takes the place of the one before."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("为什么更正"), max_length=500, error_messages=NOT_GIVEN,
        help_text=gettext_lazy("如：金额抄错一位"),
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why it is not accepted, or no longer."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=500, error_messages=NOT_GIVEN,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("写明哪里不对、怎样才能认定，登记的人照着更正"),
    )  # fmt: skip


class FilterForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("凭证种类"), required=False)
    use = forms.ChoiceField(label=gettext_lazy("资金用途"), required=False)

    def __init__(self, asked: Asked) -> None:
        super().__init__(initial={"kind": asked.kind or "", "use": asked.use or ""}, auto_id="f_%s")
        fields: Any = self.fields
        fields["kind"].choices = [("", _("（不选）")), *_words(KIND_NAMES)]
        fields["use"].choices = [("", _("（不选）")), *_words(USE_NAMES)]
