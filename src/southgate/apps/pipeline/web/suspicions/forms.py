"""Forms of the reviewer's desk: each turns its strings into one command."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from southgate.apps.pipeline.selectors.suspicions.sides import Sight
from southgate.apps.pipeline.services.suspicions.commands import JudgePair, TakeUpPair, Verdict

KEEPS_A, KEEPS_B = "a", "b"


class JudgeForm(forms.Form):
    """One question with three answers; the words of the answers name the two projects."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=gettext_lazy("看过两边以后，你的判断"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("没有选"), "invalid_choice": gettext_lazy("不在可选项里")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("理由"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("判为不是同一个时要写，如：分属两个车间，各有备案证。以后依据没有变化，不会再问"),
    )  # fmt: skip

    def __init__(self, sight: Sight, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sight = sight
        field: Any = self.fields["verdict"]
        field.choices = [
            (KEEPS_A, _("是同一个项目，保留『%(name)s』计数") % {"name": _named(sight.case.a)}),
            (KEEPS_B, _("是同一个项目，保留『%(name)s』计数") % {"name": _named(sight.case.b)}),
            (Verdict.DIFFERENT.value, _("不是同一个项目，都照常计数")),
        ]

    def command(self, pk: UUID) -> JudgePair:
        said = self.cleaned_data
        keeps = {KEEPS_A: self.sight.a.pk, KEEPS_B: self.sight.b.pk}.get(said["verdict"])
        verdict = Verdict.DIFFERENT if keeps is None else Verdict.SAME
        return JudgePair(id=pk, seen=said["seen"], verdict=verdict, keeps=keeps, reason=said["reason"])


def _named(side: Any) -> str:
    return f"{side.name} {side.code}".strip()


class TakeUpForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("为什么撤回"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("没有填")},
        help_text=gettext_lazy("写明哪里判断有误，如：备案证号看错"),
    )  # fmt: skip

    def command(self, pk: UUID) -> TakeUpPair:
        return TakeUpPair(id=pk, seen=self.cleaned_data["seen"], reason=self.cleaned_data["reason"])
