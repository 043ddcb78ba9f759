"""Forms of the pack pages: each turns what was typed into one command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from southgate.kernel.packs.overriding import value_text
from southgate.kernel.packs.services import ChoosePack, LoadPack, OverrideValue, Withdraw
from southgate.kernel.packs.toml import MAX_BYTES

HOUSE, ZONE = "house", "zone"


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day as browsers pick it; typed by hand it is 2026-01-01."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("日期请写成 2026-01-01 的形式"), "required": _("没有填日期")},
        **options,
    )


def reason_field() -> forms.CharField:
    return forms.CharField(
        label=_("理由"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明依据或缘由，例如文件名称和文号。理由会一直和这个决定放在一起"),
        error_messages={"required": _("没有写理由")},
    )


class UploadForm(forms.Form):
    """A pack's file and for whom it holds; without a choice the question is not asked."""

    file = forms.FileField(
        label=_("规则包文件"),
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        help_text=_("UTF-8 编码的 .toml 文本，开头是 [pack] 表。先检查，看过改动再载入"),
        error_messages={"required": _("没有选文件"), "empty": _("文件是空的")},
    )
    scope = forms.ChoiceField(
        label=_("适用于"), widget=forms.RadioSelect, error_messages={"required": _("没有选适用范围")}
    )

    def __init__(self, *args: Any, scopes: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = self.fields["scope"]
        assert isinstance(scope, forms.ChoiceField)
        scope.choices, scope.initial = list(scopes), scopes[0][0]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(_("文件超过 %(size)s 字节"), params={"size": MAX_BYTES})
        return file

    def content(self) -> str:
        """Bytes that are no UTF-8 stay as they are, so that the reader of packs says so."""
        text: str = self.cleaned_data["file"].read().decode("utf-8", "surrogateescape")
        return text


class LoadForm(forms.Form):
    """A pack's text that was checked before, ready to be loaded."""

    text = forms.CharField(strip=False, widget=forms.HiddenInput, max_length=MAX_BYTES)
    file = forms.CharField(required=False, widget=forms.HiddenInput)
    scope = forms.ChoiceField(choices=[(HOUSE, HOUSE), (ZONE, ZONE)], widget=forms.HiddenInput)

    def command(self, zone: UUID | None) -> LoadPack:
        said = self.cleaned_data
        # A browser sends line ends as CRLF; the digest is of the content, the stored text keeps the file's own.
        text = said["text"].replace("\r\n", "\n")
        return LoadPack(text=text, file=said["file"], zone=None if said["scope"] == HOUSE else zone)


class ChooseForm(forms.Form):
    key = forms.ChoiceField(label=_("选用"), error_messages={"required": _("没有选规则包")})
    from_day = day_field(_("自哪天起"))
    reason = reason_field()
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, keys: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = self.fields["key"]
        assert isinstance(key, forms.ChoiceField)
        key.choices = list(keys)

    def command(self, zone: UUID) -> ChoosePack:
        said = self.cleaned_data
        return ChoosePack(
            zone=zone,
            key=said["key"],
            from_day=said["from_day"],
            reason=said["reason"],
            seen_version=said["seen"],
        )


class OverrideForm(forms.Form):
    path = forms.ChoiceField(label=_("改哪一处"), error_messages={"required": _("没有选位置")})
    value = forms.CharField(
        label=_("改为"),
        help_text=_("数字写整数，日期写成 2026-01-01，多个值写成 [1, 2]；文字直接写"),
        error_messages={"required": _("没有填新的值")},
    )
    from_day = day_field(_("自哪天起"))
    reason = reason_field()
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, places: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        path = self.fields["path"]
        assert isinstance(path, forms.ChoiceField)
        path.choices = list(places)

    def command(self, zone: UUID, key: str, present: Any) -> OverrideValue:
        """`present` is the value that stands at the place: where it is text, what was typed needs no quotes."""
        said = self.cleaned_data
        return OverrideValue(
            zone=zone,
            key=key,
            path=said["path"],
            value=typed(said["value"], present),
            from_day=said["from_day"],
            reason=said["reason"],
            seen_version=said["seen"],
        )


class WithdrawForm(forms.Form):
    reason = reason_field()
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def command(self, id: UUID) -> Withdraw:
        return Withdraw(id=id, seen_version=self.cleaned_data["seen"], reason=self.cleaned_data["reason"])


def typed(text: str, present: Any) -> str:
    """What was typed as TOML writes a value: words in place of words get their quotes, 是 and 否 are true and false."""
    if isinstance(present, str) and text[:1] not in {'"', "'"}:
        return json.dumps(text, ensure_ascii=False)
    if isinstance(present, bool):
        return {"是": "true", "否": "false"}.get(text, text)
    return text


def shown_default(value: Any) -> str:
    """The value that stands there, as one would type it."""
    if isinstance(value, str):
        return value
    return value.isoformat() if isinstance(value, date) else value_text(value)
