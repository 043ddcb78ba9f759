"""Tasks of a year: the list, setting one, changing it, taking it back."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.selectors.figures.figure import Asked, ask
from southgate.apps.pipeline.selectors.signings import reading
from southgate.apps.pipeline.services.signings.commands import ChangeTask, SetTask, WithdrawTask
from southgate.apps.pipeline.services.signings.tasks import change_tasks, set_tasks, withdraw_tasks
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.signings import showing
from southgate.apps.pipeline.web.signings.forms import ReasonForm, TargetForm, TaskForm
from southgate.apps.pipeline.web.signings.tabs import tabs
from southgate.domain.errors import Reason, Refused
from southgate.domain.periods import Period, up_to
from southgate.kernel.identity.web.acting import done_at, form_page
from southgate.kernel.orgs.selectors import units, zone_for
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of


def tasks_page(request: AuthedRequest) -> HttpResponse:
    where, year = here(request), _year(request)
    zone = where.park or where.zone
    what = ask(request.actor, zone, Period(year))
    titles = {one.key: one for one in what.counts}
    may = request.as_of is None and policies.may_set(request.actor, zone)
    rows = reading.tasks(request.actor, zone, year, position_of(request))
    context = {
        "title": _("任务"),
        "views": tabs("tasks"),
        "years": [{"label": str(one), "url": f"{reverse('figures:tasks')}?year={one}", "current": one == year}
                  for one in range(day_of(request).year + 1, day_of(request).year - 3, -1)],
        "year": year,
        "rows": [_row(row, titles) for row in rows],
        "may_set": may,
    }  # fmt: skip
    return page(request, "pipeline/signings/tasks.html", context)


def _year(request: AuthedRequest) -> int:
    text = request.GET.get("year", "") or str(day_of(request).year)
    if not text.isdecimal() or not 1980 <= int(text) <= 2099:
        raise Refused([Reason("“%(text)s”不是年份", {"text": text[:10]}, where="year")])
    return int(text)


def _row(row: Any, titles: Any) -> dict[str, Any]:
    known = titles.get(row.definition)
    return {
        "url": reverse("figures:task", args=[row.pk]),
        "title": _(known.title) if known is not None else row.definition,
        "holder": row.unit.name if row.unit is not None else _("全园区"),
        "target": showing.value_words(row.target, known.unit.value) if known is not None else str(row.target),
        "source": row.source,
    }


def new_page(request: AuthedRequest) -> HttpResponse:
    where = here(request)
    zone = where.park or where.zone
    policies.require_set(request.actor, zone)
    what = ask(request.actor, zone, up_to(request.today))
    form = TaskForm(
        request.POST or None,
        initial={"year": request.today.year, "definition": request.GET.get("definition", "signed")},
        definitions=[(one.key, _(one.title)) for one in what.counts],
        units=_units(request, zone) if where.park is None else [],
        measured={one.key: one.unit.value for one in what.counts},
    )
    context = {**_around(_("下达任务")), "lead": _("完成多少由系统按签约算，不用填。"), "submit": _("下达任务")}
    done = done_at(request, reverse("figures:tasks"), _("任务已写入"))
    return form_page(request, form, context, partial(_task, form, zone), set_tasks, done)


def _units(request: AuthedRequest, zone: UUID) -> list[tuple[str, str]]:
    found = units(request.actor, zone_for(request.actor, zone), request.today)
    return [(str(unit.pk), unit.name) for unit in found]


def _task(form: TaskForm, zone: UUID) -> SetTask:
    said = form.cleaned_data
    unit = UUID(said["unit"]) if said["unit"] else None
    return SetTask(
        zone=zone, definition=said["definition"], year=said["year"], target=said["target"], source=said["source"],
        unit=unit,
    )  # fmt: skip


def change_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.task_for(request.actor, pk, "set")
    what = ask(request.actor, row.zone_id, Period(row.year))
    title, unit = _of(row.definition, what)
    form = TargetForm(request.POST or None, unit=unit, initial={"seen": row.version})
    said = {"title": _(title), "year": row.year, "target": showing.value_words(row.target, unit)}
    context = {
        **_around(_("调整任务")),
        "lead": _("%(year)d 年%(title)s，现在的任务是 %(target)s。原来的数留在这本账里。") % said,
        "submit": _("写入新任务"),
        "withdraw_url": reverse("figures:withdraw-task", args=[pk]),
    }
    done = done_at(request, reverse("figures:tasks"), _("任务已调整"))
    template = "pipeline/signings/task.html"
    return form_page(request, form, context, partial(_change, form, pk), change_tasks, done, template)


def _of(key: str, what: Asked) -> tuple[str, str]:
    """A definition that the zone's rules make no more keeps its key, and counts pieces."""
    return next(((one.title, one.unit.value) for one in what.counts if one.key == key), (key, "projects"))


def _change(form: TargetForm, pk: UUID) -> ChangeTask:
    said = form.cleaned_data
    return ChangeTask(id=pk, seen=said["seen"], target=said["target"], reason=said["reason"])


def withdraw_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.task_for(request.actor, pk, "set")
    form = ReasonForm(request.POST or None, initial={"seen": row.version})
    context = {**_around(_("撤销任务")), "lead": _("撤销以后指标旁边不再有这个任务。"), "submit": _("撤销这个任务")}
    done = done_at(request, reverse("figures:tasks"), _("任务已撤销"))
    return form_page(request, form, context, partial(_withdrawal, form, pk), withdraw_tasks, done)


def _withdrawal(form: ReasonForm, pk: UUID) -> WithdrawTask:
    return WithdrawTask(id=pk, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])


def _around(title: str) -> dict[str, Any]:
    url = reverse("figures:tasks")
    return {"title": title, "back_url": url, "crumbs": [(_("任务"), url)]}
