"""Lines of an event: many at once by their names or by ticks, one changed or taken off; the ceremony itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from southgate.apps.pipeline.selectors.meetings import events, matching, reading
from southgate.apps.pipeline.selectors.meetings.events import EventRecord, Line
from southgate.apps.pipeline.selectors.meetings.matching import Matched
from southgate.apps.pipeline.services.meetings import ceremony
from southgate.apps.pipeline.services.meetings import events as writing
from southgate.apps.pipeline.services.meetings.commands import (
    ChangeListed,
    HoldCeremony,
    ListAtEvent,
    Listing,
    Sums,
    TakeOff,
)
from southgate.apps.pipeline.web.meetings.event_forms import AddManyForm, ListedForm
from southgate.apps.pipeline.web.meetings.events import around, shown
from southgate.apps.pipeline.web.meetings.forms import ReasonForm
from southgate.domain.counting.words import FORM_NAMES
from southgate.domain.errors import Reason, Refused, Stale
from southgate.domain.money import Money
from southgate.kernel.book.writing import Answer
from southgate.kernel.identity.web.acting import MEANWHILE, done_at, form_page, send
from southgate.kernel.panels.answers import AuthedRequest, page
from southgate.kernel.panels.answers import shown as shown_reasons
from southgate.kernel.panels.words import decimal, wan_raw

PARTS = {"signing": "signing", "start": "start"}


def add_many_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.event_for(request.actor, pk, "list")
    known = events.event_record(request.actor, pk, today=request.today)
    part = PARTS.get(row.kind, "presented")
    picks = matching.to_pick(request.actor, row.zone_id, part)
    form = AddManyForm(request.POST or None, projects=picks, initial={"part": part})
    context = around(known, _("列入项目"), _("列入活动"), _("一次列入多个；有一行不对，全部不写入，逐行说明。"))
    command = partial(_lines, request, form, row.zone_id, pk)
    return form_page(request, form, context, command, writing.list_at_events, partial(_listed, request, pk))


def _lines(request: AuthedRequest, form: AddManyForm, zone: UUID, pk: UUID) -> ListAtEvent:
    """Raises Refused with every line that names no project."""
    found = matching.matched(request.actor, zone, form.lines)
    wrong = [reason for one in found for reason in one.wrong]
    if wrong or not (found or form.chosen):
        raise Refused(wrong or [Reason("没有写项目，也没有勾选", where="names", mend="写名称或编号，一行一个")])
    part = form.cleaned_data["part"]
    lines = [_listing(one, part) for one in found] + [Listing(project=id, part=part) for id in form.chosen]
    return ListAtEvent(event=pk, lines=tuple(lines))


def _listing(one: Matched, part: str) -> Listing:
    if one.sum is None:
        return Listing(project=one.project, part=part)
    sums = Sums(announced_minor=one.sum.minor, currency=one.sum.currency)
    return Listing(project=one.project, part=part, sums=sums)


def _listed(request: AuthedRequest, pk: UUID, answer: Answer) -> HttpResponse:
    count = len(answer.data["ids"])
    say = ngettext("已列入 %(count)d 个项目", "已列入 %(count)d 个项目", count) % {"count": count}
    messages.success(request, say)
    return redirect("meetings:event", pk)


def change_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.listed_for(request.actor, pk, "change")
    known = events.event_record(request.actor, row.event_id, today=request.today)
    line = next(one for one in known.lines if one.id == pk)
    form = ListedForm(request.POST or None, initial=_initial(line, row))
    context = around(known, line.whom.name, _("写入改动"))
    done = done_at(request, context["back_url"], _("已写入"))
    return form_page(request, form, context, partial(_change, form, pk), writing.change_listed, done)


def _initial(line: Line, row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"seen": line.version, "part": line.part, "outcome": line.outcome, "rate_on": row.rate_on}
    for name in ("announced", "onsite"):
        minor = getattr(line, name)
        if minor is not None:
            unit = "" if line.currency == "CNY" else f"万{line.currency}"
            found[name] = wan_raw(Money(minor, line.currency)) + unit
    found["rate"] = decimal(row.rate_millionths, 6) if row.rate_millionths else ""
    return found


def _change(form: ListedForm, pk: UUID) -> ChangeListed:
    said = form.cleaned_data
    return ChangeListed(id=pk, seen=said["seen"], part=said["part"], sums=form.sums(), outcome=said["outcome"])


def take_off_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    row = reading.listed_for(request.actor, pk, "change")
    known = events.event_record(request.actor, row.event_id, today=request.today)
    form = ReasonForm(request.POST or None, initial={"seen": row.version})
    line = next(one for one in known.lines if one.id == pk)
    context = around(known, _("从活动里去掉"), _("从活动里去掉"), line.whom.name)
    done = done_at(request, context["back_url"], _("已去掉"))
    return form_page(request, form, context, partial(_off, form, pk), writing.take_off, done)


def _off(form: ReasonForm, pk: UUID) -> TakeOff:
    return TakeOff(id=pk, seen=form.cleaned_data["seen"], reason=form.cleaned_data["reason"])


def ceremony_page(request: AuthedRequest, pk: UUID, part: str) -> HttpResponse:
    """现场签约 or 开工 of all that are ticked; a refusal stands beside each project it is about."""
    row = reading.event_for(request.actor, pk, "list")
    known = events.event_record(request.actor, pk, today=request.today)
    ready = [
        line for line in known.lines if line.part == part and line.whom.kind == "project" and _is_ahead(line, part)
    ]
    ticked = [line.id for line in ready]
    if request.method != "POST":
        return _ceremony(request, known, part, ready, ticked, row.version)
    ticked = [line.id for line in ready if str(line.id) in request.POST.getlist("listed")]
    seen = request.POST.get("seen", "")
    form = request.POST.get("form", "contract")
    version = int(seen) if seen.isdecimal() else 0
    cmd = HoldCeremony(event=pk, seen=version, part=part, listed=tuple(ticked), form=form)
    try:
        answer = send(request, ceremony.hold_ceremonies, cmd)
    except Refused as refused:
        return _ceremony(request, known, part, ready, ticked, row.version, refused.reasons)
    except Stale as stale:
        return _ceremony(request, known, part, ready, ticked, stale.now, [MEANWHILE], status=409)
    return _held(request, pk, part, len(answer.data["projects"]))


def _is_ahead(line: Line, part: str) -> bool:
    """Not signed here yet, not started yet: what the ceremony is for."""
    return not line.standing.here if part == "signing" else line.started_on is None


def _ceremony(
    request: AuthedRequest, known: EventRecord, part: str, ready: list[Line], ticked: list[UUID], version: int,
    reasons: Iterable[Reason] = (), status: int = 422,
) -> HttpResponse:  # fmt: skip
    """Reasons of a line stand beside it; those of the event as a whole above."""
    beside: dict[UUID, list[Reason]] = defaultdict(list)
    above = []
    for reason in reasons:
        if reason.item is not None and reason.item < len(ticked):
            beside[ticked[reason.item]].append(reason)
        else:
            above.append(reason)
    refused = bool(beside or above)
    context = {
        **around(known, _("现场签约") if part == "signing" else _("现场开工"), ""),
        "lead": known.name,
        "part": part,
        "seen": version,
        "forms": [(one.value, _(name)) for one, name in FORM_NAMES.items()],
        "form_now": request.POST.get("form", "contract"),
        "reasons": shown_reasons(above),
        "refused": len(beside),
        "lines": [
            {**shown(line), "ticked": line.id in ticked and line.id not in beside, "reasons": beside[line.id]}
            for line in ready
        ],
        "act": _act(part, len(ticked) - len(beside)),
    }
    return page(request, "pipeline/meetings/ceremony.html", context, status=status if refused else 200)


def _act(part: str, count: int) -> str:
    params: Mapping[str, int] = {"count": count}
    if part == "signing":
        return ngettext("登记勾选项目的签约", "登记勾选项目的签约", count) % params
    return ngettext("登记勾选项目的开工", "登记勾选项目的开工", count) % params


def _held(request: AuthedRequest, pk: UUID, part: str, count: int) -> HttpResponse:
    say = _("%(count)d 个项目已签约") if part == "signing" else _("%(count)d 个项目已开工")
    messages.success(request, say % {"count": count})
    return redirect(f"{reverse('meetings:event', args=[pk])}#lines")
