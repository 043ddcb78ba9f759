"""Somebody changed the record while one filled in its form: both texts side by side, to be chosen field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.forms import Form
from django.utils.translation import gettext as _

from southgate.domain.errors import Stale
from southgate.kernel import clock
from southgate.kernel.orgs.naming import person_names

NOT_KEPT = frozenset({"csrfmiddlewaretoken", "command_id", "seen"})


def panel(stale: Stale, form: Form, opened: Mapping[str, Any], *, action: str, back_url: str) -> dict[str, Any]:
    """Context of parts/stale.html. `form` is bound, its initial values are the present ones; `opened` are those that
    its reader saw. A field that he left alone and another changed is chosen as it stands now.
    """
    fields = [_field(form, name, opened) for name in form.changed_data if name in form.initial]
    last = stale.changes[-1] if stale.changes else None
    person = UUID(last.by) if last is not None and last.by else None
    return {
        "by": person_names([person]).get(person) or _("别人") if person is not None else _("别人"),
        "at": f"{clock.moment_of(last.recorded_at):%H:%M}" if last is not None else "",
        "count": len(stale.changes),
        "fields": fields,
        "version": stale.now,
        "action": action,
        "keep": list(_kept(form, {field["key"] for field in fields})),
        "reload_url": back_url,
    }


def _field(form: Form, name: str, opened: Mapping[str, Any]) -> dict[str, Any]:
    yours, now = form[name].data, form.initial.get(name)
    return {
        "key": name,
        "label": form[name].label,
        "was": _text(form, name, opened.get(name)),
        "yours": _text(form, name, yours),
        "yours_value": _sent(yours),
        "now": _text(form, name, now),
        "now_value": _sent(now),
    }


def _sent(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    return "" if value is None else str(value)


def _text(form: Form, name: str, value: Any) -> str:
    """As one reads it: a choice by its label."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    labels = {str(key): str(label) for key, label in getattr(form.fields[name], "choices", ())}
    return labels.get(str(value), _sent(value))


def _kept(form: Form, chosen: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Everything else that was sent, to be sent again."""
    for name, value in form.data.items():
        if name not in chosen and name not in NOT_KEPT:
            yield name, str(value)
