"""What board and funnel ask in their address: where one works, conditions as sentences, the form for others."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from southgate.apps.pipeline.fields.projects import BY_NAME, STATUSES
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.projects.filtering import ME, Asked
from southgate.apps.pipeline.web.board.tabs import OWN
from southgate.apps.pipeline.web.here import Here, here
from southgate.apps.pipeline.web.projects.forms import Choosers, day_input
from southgate.apps.pipeline.web.projects.ledger import chips
from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels.answers import AuthedRequest


def here_and_asked(request: AuthedRequest, read: Any) -> tuple[Here, Asked]:
    """Where one works and what the address asks. Opened without any condition, a page shows the park one works in."""
    where, query = here(request), dict(request.GET.lists())
    if where.park is not None and not query.keys() - {"day"}:
        query["park"] = [str(where.park)]
    return where, read(query, request.actor, where.zone)


def chips_for(route: str, asked: Asked, by: Actor) -> list[dict[str, str]]:
    """Each condition as a sentence that can be taken away, on this page."""
    return [{**one, "remove_url": _moved(route, one["remove_url"])} for one in chips(asked, by)]


def _moved(route: str, url: str) -> str:
    query = url.partition("?")[2]
    return f"{reverse(route)}?{query}" if query else f"{reverse(route)}?status="


class ConditionForm(forms.Form):
    """The conditions that people change all day; sent by GET, its names are the keys of the address."""

    park = forms.ChoiceField(label=gettext_lazy("片区"), required=False)
    lead_unit = forms.ChoiceField(label=gettext_lazy("责任单位"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    responsible_person = forms.BooleanField(
        label=gettext_lazy("我是责任人"), required=False, widget=forms.CheckboxInput(attrs={"value": ME})
    )
    key_project = forms.BooleanField(
        label=gettext_lazy("只看重点项目"), required=False, widget=forms.CheckboxInput(attrs={"value": "1"})
    )

    def __init__(self, *, asked: Asked, choosers: Choosers) -> None:
        given = {key: values[0] for key, values in asked.given.items() if key in self.base_fields and len(values) == 1}
        ticked = {"responsible_person": given.get("responsible_person") == ME, "key_project": "key_project" in given}
        super().__init__(initial={**given, **ticked}, auto_id="f_%s")
        for name in ("park", "lead_unit"):
            self._choose(name, choosers.of(BY_NAME[name]))
        self._choose("status", [(value, _(label)) for value, label in STATUSES])
        known = {field.name for field in policies.readable(choosers.by, choosers.zone.pk)}
        for name in ("responsible_person", "key_project"):
            if name not in known:
                del self.fields[name]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", _("全部")), *choices]  # type: ignore[attr-defined]

    def shown(self) -> frozenset[str]:
        """Names whose present value the form shows, so that sending it says all about them."""
        return frozenset(self.fields)


class PeriodForm(ConditionForm):
    """The same, and the period of a funnel."""

    talk_on_from = forms.DateField(label=gettext_lazy("首次洽谈从"), required=False, widget=day_input())
    talk_on_to = forms.DateField(label=gettext_lazy("首次洽谈到"), required=False, widget=day_input())
    signed_on_from = forms.DateField(label=gettext_lazy("签约从"), required=False, widget=day_input())
    signed_on_to = forms.DateField(label=gettext_lazy("签约到"), required=False, widget=day_input())


def kept(asked: Asked, form: ConditionForm) -> list[tuple[str, str]]:
    """What sending the form must not forget: conditions it has no field for, several values of one, another person."""
    found = []
    for key, values in asked.address(**dict.fromkeys(OWN)).items():
        other = key == "responsible_person" and values != (ME,)
        if key not in form.fields or len(values) > 1 or other:
            found += [(key, one) for one in values]
    return found
