"""Forms of visits and follow-ups: what was typed becomes one command, and stays in the form when it is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext, gettext_lazy

from southgate.apps.pipeline.fields.meetings import FINDING_NAMES, FINDING_SAMPLES, VISIT_KIND_NAMES
from southgate.apps.pipeline.services.meetings.commands import About, Found, RecordVisit, ToDo
from southgate.apps.pipeline.services.meetings.visits import MOVES
from southgate.domain.calendar.work import WorkCalendar
from southgate.kernel.panels.words import day_words

Choices = list[tuple[str, str]]
DUE_DAYS = (1, 3, 5, 10, 20)
"""Working days that a follow-up may take, one tap each; any other day can be typed."""
USUAL_DAYS = 3
FOLLOW_UPS = 3
NOTHING = gettext_lazy("没有填")


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def due_choices(cal: WorkCalendar, today: date) -> Choices:
    """「3 个工作日内（11月27日 周五）」, by the official calendar."""
    said = gettext("%(days)d 个工作日内（%(day)s）")
    return [(cal.after(today, days).isoformat(), said % {"days": days, "day": day_words(cal.after(today, days))})
            for days in DUE_DAYS]  # fmt: skip


class VisitForm(forms.Form):
    """One short form. Only what was talked about must be said, in words or by a finding."""

    kind = forms.ChoiceField(label=gettext_lazy("怎么见的"), widget=forms.RadioSelect, initial="went")
    note = forms.CharField(
        label=gettext_lazy("谈了什么"), required=False, max_length=2000, widget=area(3),
        help_text=gettext_lazy("一两句就够；下面勾了发现，这里可以不写"),
    )  # fmt: skip
    on = forms.DateField(label=gettext_lazy("哪天"), widget=day_input(), error_messages={"required": NOTHING})
    with_whom = forms.CharField(
        label=gettext_lazy("和谁谈的"), required=False, max_length=200,
        help_text=gettext_lazy("对方的姓名职务；按个人信息加密存放"),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("在哪里"), required=False, max_length=120)
    event = forms.ChoiceField(label=gettext_lazy("在哪个活动上"), required=False)

    def __init__(
        self, data: Any = None, *, about: About, people: Choices, me: str, due: Choices, events: Choices, today: date
    ) -> None:
        super().__init__(data, initial={"on": today, "kind": "went"})
        self.about = about
        self._choices("kind", [(key, gettext(name)) for key, name in VISIT_KIND_NAMES.items()])
        self._choices("event", [("", gettext("不在活动上")), *events])
        for key, name in FINDING_NAMES.items():
            self.fields[f"has_{key}"] = forms.BooleanField(label=gettext(name), required=False)
            self.fields[f"finding_{key}"] = forms.CharField(
                label=gettext(name), required=False, max_length=500,
                widget=forms.TextInput(attrs={"placeholder": gettext(FINDING_SAMPLES[key])}),
            )  # fmt: skip
        for number in range(FOLLOW_UPS):
            self._follow_up(number, people, me, due)

    def _choices(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _follow_up(self, number: int, people: Choices, me: str, due: Choices) -> None:
        self.fields[f"follow_text_{number}"] = forms.CharField(
            label=gettext("要做什么"), required=False, max_length=500
        )
        self.fields[f"follow_owner_{number}"] = forms.ChoiceField(
            label=gettext("谁办"), required=False, choices=people, initial=me
        )
        self.fields[f"follow_due_{number}"] = forms.ChoiceField(
            label=gettext("什么时候"), required=False, choices=due, initial=due[DUE_DAYS.index(USUAL_DAYS)][0]
        )
        self.fields[f"follow_day_{number}"] = forms.DateField(
            label=gettext("或写明哪天"), required=False, widget=day_input()
        )

    @property
    def findings(self) -> Iterator[tuple[Any, Any]]:
        """The tick and the words of each kind, in their order."""
        for key in FINDING_NAMES:
            yield self[f"has_{key}"], self[f"finding_{key}"]

    @property
    def follow_ups(self) -> Iterator[dict[str, Any]]:
        for number in range(FOLLOW_UPS):
            parts = {name: self[f"follow_{name}_{number}"] for name in ("text", "owner", "due", "day")}
            yield {**parts, "more": number > 0, "given": bool(parts["text"].value())}

    @property
    def more_is_wrong(self) -> bool:
        """Whether something is wrong in the part that is folded away, so that it must be open."""
        return any(self[name].errors for name in ("on", "with_whom", "place", "event"))

    def command(self) -> RecordVisit:
        said = self.cleaned_data
        return RecordVisit(
            about=self.about, kind=said["kind"], on=said["on"], place=said["place"], with_whom=said["with_whom"],
            note=said["note"], findings=tuple(self._found()), follow_ups=tuple(self._to_do()),
            event=UUID(said["event"]) if said["event"] else None,
        )  # fmt: skip

    def _found(self) -> Iterator[Found]:
        """A kind is found when it is ticked, or when words stand beside it."""
        for key in FINDING_NAMES:
            words = self.cleaned_data[f"finding_{key}"].strip()
            if words or self.cleaned_data[f"has_{key}"]:
                yield Found(key, words)

    def _to_do(self) -> Iterator[ToDo]:
        said = self.cleaned_data
        for number in range(FOLLOW_UPS):
            if words := said[f"follow_text_{number}"].strip():
                day = said[f"follow_day_{number}"] or date.fromisoformat(said[f"follow_due_{number}"])
                yield ToDo(words, UUID(said[f"follow_owner_{number}"]), day)

    def clean(self) -> dict[str, Any]:
        """Who does it and until when must be known of what is to be done; a choice that vanished is told as such."""
        said = super().clean() or self.cleaned_data
        for key in MOVES:
            if said.get(f"has_{key}") and not (said.get(f"finding_{key}") or "").strip():
                self.add_error(f"finding_{key}", gettext("谈定的条件、拿到的材料要写明是什么"))
        for number in range(FOLLOW_UPS):
            if not (said.get(f"follow_text_{number}") or "").strip():
                continue
            if not said.get(f"follow_owner_{number}") and f"follow_owner_{number}" not in self.errors:
                self.add_error(f"follow_owner_{number}", gettext("没有选谁办"))
            due = said.get(f"follow_due_{number}") or said.get(f"follow_day_{number}")
            if not due and f"follow_day_{number}" not in self.errors:
                self.add_error(f"follow_day_{number}", gettext("没有选哪天"))
        return said


class _Seen(forms.Form):
    """The version that its writer saw."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput, error_messages={"required": gettext_lazy("没有说明改的是哪一版")}
    )


class CorrectForm(_Seen):
    kind = forms.ChoiceField(label=gettext_lazy("怎么见的"), widget=forms.RadioSelect)
    on = forms.DateField(label=gettext_lazy("哪天"), widget=day_input(), error_messages={"required": NOTHING})
    note = forms.CharField(label=gettext_lazy("谈了什么"), required=False, max_length=2000, widget=area(4))
    with_whom = forms.CharField(label=gettext_lazy("和谁谈的"), required=False, max_length=200)
    place = forms.CharField(label=gettext_lazy("在哪里"), required=False, max_length=120)
    reason = forms.CharField(
        label=gettext_lazy("为什么改"), max_length=500, error_messages={"required": gettext_lazy("更正要写明原因")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(key, gettext(name)) for key, name in VISIT_KIND_NAMES.items()]  # type: ignore[attr-defined]


class ReasonForm(_Seen):
    """A step that needs nothing but its reason."""

    reason = forms.CharField(
        label=gettext_lazy("原因"),
        max_length=500,
        widget=area(),
        error_messages={"required": gettext_lazy("要写明原因")},
    )


class CloseForm(_Seen):
    state = forms.ChoiceField(label=gettext_lazy("办得怎样"), widget=forms.RadioSelect, initial="done")
    result = forms.CharField(
        label=gettext_lazy("结果"),
        max_length=500,
        widget=area(),
        error_messages={"required": gettext_lazy("要写明结果，或不再办的原因")},
    )
    on = forms.DateField(label=gettext_lazy("哪天的事"), widget=day_input(), error_messages={"required": NOTHING})
    field_order = ("state", "result", "on", "seen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("done", gettext("办结")), ("dropped", gettext("不再办"))]  # type: ignore[attr-defined]


class HandOnForm(_Seen):
    owner = forms.ChoiceField(label=gettext_lazy("谁办"))
    due_on = forms.DateField(label=gettext_lazy("哪天前"), widget=day_input(), error_messages={"required": NOTHING})
    reason = forms.CharField(
        label=gettext_lazy("原因"), max_length=500, error_messages={"required": gettext_lazy("转交或改期要写明原因")}
    )
    field_order = ("owner", "due_on", "reason", "seen")

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(people)  # type: ignore[attr-defined]


class AddFollowUpForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("要做什么"), max_length=500, error_messages={"required": NOTHING})
    owner = forms.ChoiceField(label=gettext_lazy("谁办"), error_messages={"required": NOTHING})
    due_on = forms.DateField(label=gettext_lazy("哪天前"), widget=day_input(), error_messages={"required": NOTHING})

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = list(people)  # type: ignore[attr-defined]

    def to_do(self) -> ToDo:
        said = self.cleaned_data
        return ToDo(said["text"], UUID(said["owner"]), said["due_on"])
