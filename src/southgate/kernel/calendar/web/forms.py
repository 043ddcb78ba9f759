"""A notice as an administrator copies it from the paper: its head, and a line for each holiday."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from southgate.domain.calendar.notice import Holiday
from southgate.domain.calendar.table import FIRST, LAST
from southgate.domain.sources import Source
from southgate.kernel.calendar.composing import TypedNotice
from southgate.kernel.calendar.services import LoadNotice
from southgate.kernel.packs.toml import MAX_BYTES
from southgate.kernel.packs.web.forms import HOUSE, ZONE, day_field

USUAL = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节", "")
"""Names on the empty form, in the order of the year; the last line is for what else a notice may bring."""
_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})月(\d{1,2})日?")


class NoticeForm(forms.Form):
    year = forms.IntegerField(
        label=_("哪一年的安排"),
        min_value=FIRST.year,
        max_value=LAST.year,
        error_messages={"required": _("没有填年份"), "invalid": _("年份写成 2027 的形式")},
    )
    title = forms.CharField(
        label=_("通知标题"),
        max_length=300,
        help_text=_("照原文抄，例如：国务院办公厅关于2026年部分节假日安排的通知"),
        error_messages={"required": _("没有填标题")},
    )
    number = forms.CharField(
        label=_("文号"), max_length=100, required=False, help_text=_("例如：国办发明电〔2025〕7号")
    )
    dated = day_field(_("发布日期"))
    office = forms.CharField(label=_("发布机关"), max_length=100, required=False, initial="国务院办公厅")
    url = forms.URLField(label=_("原文网址"), required=False, max_length=500, assume_scheme="https")
    adjusts = forms.BooleanField(label=_("这份通知只调整已经载入的安排（例如延长假期）"), required=False)
    scope = forms.ChoiceField(
        label=_("适用于"), widget=forms.RadioSelect, error_messages={"required": _("没有选适用范围")}
    )

    def __init__(self, *args: Any, scopes: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope = self.fields["scope"]
        assert isinstance(scope, forms.ChoiceField)
        scope.choices, scope.initial = list(scopes), scopes[0][0]

    def typed(self, holidays: Iterable[Holiday], zone_code: str) -> TypedNotice:
        said = self.cleaned_data
        source = Source(said["title"], said["dated"], said["number"], said["office"], said["url"], not said["number"])
        return TypedNotice(
            year=said["year"],
            source=source,
            holidays=tuple(holidays),
            owner="national" if said["scope"] == HOUSE else zone_code,
            suffix=f"{said['dated']:%Y%m%d}" if said["adjusts"] else "",
        )


class HolidayForm(forms.Form):
    """One line. A line without any date is left out: the names on the empty form are only a help."""

    name = forms.CharField(label=_("节日"), max_length=50, required=False)
    first = day_field(_("放假首日"), required=False)
    last = day_field(_("放假末日"), required=False)
    make_up = forms.CharField(label=_("调休上班"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("make_up") and "first" not in self.errors and not said.get("first"):
            self.add_error("first", _("写了上班日，没有写放假首日"))
        if said.get("first") and not said.get("name"):
            self.add_error("name", _("没有写节日名称"))
        if said.get("first") and not said.get("last"):
            said["last"] = said["first"]
        if said.get("last") and not said.get("first"):
            self.add_error("first", _("只写了末日，没有写首日"))
        return said

    @property
    def is_said(self) -> bool:
        return bool(self.cleaned_data.get("first"))

    def holiday(self, year: int) -> Holiday:
        said = self.cleaned_data
        return Holiday(said["name"], said["first"], said["last"], days_in(said["make_up"], year))


class _HolidayFormSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """The lines of a notice; the days of the make-up column need the year of the notice."""

    year: int | None = None

    def clean(self) -> None:
        if not any(form.is_valid() and form.is_said for form in self.forms) and not any(self.errors):
            raise forms.ValidationError(_("通知里没有任何放假安排"))
        for form in self.forms:
            if form.is_valid() and form.is_said:
                _check_make_up(form, self.year or form.cleaned_data["first"].year)

    def holidays(self, year: int) -> list[Holiday]:
        return [form.holiday(year) for form in self.forms if form.is_said]

    def left_out(self) -> list[str]:
        """Names whose line has no date."""
        return [form.cleaned_data["name"] for form in self.forms if not form.is_said and form.cleaned_data.get("name")]


HolidayLines = forms.formset_factory(
    HolidayForm, formset=_HolidayFormSet, extra=0, min_num=len(USUAL), max_num=20, absolute_max=20
)


def _check_make_up(form: HolidayForm, year: int) -> None:
    try:
        days_in(form.cleaned_data["make_up"], year)
    except ValueError as error:
        form.add_error("make_up", _("“%(text)s”不是日期，写成 1月9日 或 2027-01-09") % {"text": str(error)})


def days_in(text: str, year: int) -> tuple[date, ...]:
    """`1月9日、2027-02-07` as days; a day without its year is in `year`. Raises ValueError naming what is no day."""
    return tuple(_day(part, year) for part in re.split(r"[、，,；;\s]+", text.strip()) if part)


def _day(text: str, year: int) -> date:
    full, short = _FULL.fullmatch(text), _SHORT.fullmatch(text)
    parts = map(int, full.groups()) if full else (year, *map(int, short.groups())) if short else ()
    try:
        return date(*parts)
    except (TypeError, ValueError):
        raise ValueError(text) from None


class NoticeFileForm(forms.Form):
    """A notice as a pack: a file, or the text that another page has checked already."""

    file = forms.FileField(
        label=_("规则包文件"),
        widget=forms.FileInput(attrs={"accept": ".toml"}),
        help_text=_("格式 calendar.notice/1 的 .toml 文本"),
        error_messages={"required": _("没有选文件"), "empty": _("文件是空的")},
    )
    text = forms.CharField(required=False, strip=False, max_length=MAX_BYTES, widget=forms.HiddenInput)
    scope = forms.ChoiceField(choices=[(HOUSE, HOUSE), (ZONE, ZONE)], widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = not self.data.get("text")

    def clean(self) -> dict[str, Any]:
        file = self.cleaned_data.get("file")
        if file and file.size > MAX_BYTES:
            self.add_error("file", forms.ValidationError(_("文件超过 %(size)s 字节"), params={"size": MAX_BYTES}))
        return self.cleaned_data

    def command(self, zone: UUID | None) -> LoadNotice:
        """Bytes that are no UTF-8 stay as they are, so that the reader of packs says so."""
        said = self.cleaned_data
        file = said.get("file")
        text = file.read().decode("utf-8", "surrogateescape") if file else said["text"].replace("\r\n", "\n")
        name = file.name if file else self.data.get("file", "")
        return LoadNotice(text=text, file=name, zone=None if said["scope"] == HOUSE else zone)


def usual_lines() -> list[dict[str, str]]:
    return [{"name": name} for name in USUAL]
