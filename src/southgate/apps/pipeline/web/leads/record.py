"""The page of one lead: a sentence, what is due, what is known, hand-overs and credit, the book at the side."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from southgate.apps.pipeline.fields.leads import BY_NAME, FIELDS
from southgate.apps.pipeline.selectors.leads import record as reading
from southgate.apps.pipeline.selectors.leads import wording as words
from southgate.apps.pipeline.selectors.leads.record import Handed, LeadRecord
from southgate.domain.clocks.leads import Clock, ClockState, Key
from southgate.domain.leads import (
    JUDGEMENT_NAMES,
    REPORT_NAMES,
    SOURCE_NAMES,
    STATE_NAMES,
    TRANSFER_NAMES,
    Judgement,
    LeadState,
    ReportKind,
    Source,
)
from southgate.kernel.book.reading import Line, feed
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of
from southgate.kernel.panels.registry import Seen, panels_of
from southgate.kernel.panels.words import day, day_words, decimal, gap, mark

ENTRIES = 20
STRIP = frozenset({
    "name", "investment_planned", "lead_unit", "first_contact_on", "first_unit", "received_on", "confidential",
    "rate_millionths", "rate_on",
})  # fmt: skip
"""Said in the head or in the strip, so never again below."""


@require_GET
def lead_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    position = position_of(request)
    known = reading.record(request.actor, pk, day=day_of(request), position=position)
    context = {
        "title": known.values["name"],
        "code": known.values["code"],
        "tags": _tags(known),
        "lead": sentence(known),
        "crumbs": [(_("招商线索"), reverse("leads:list")), (known.zone_name, "")],
        "known": known,
        "strip": _strip(known),
        "clocks": [_clock(one) for one in known.clocks],
        "unbound": words.because(known.unbound) if known.unbound is not None else "",
        "told": _told(known),
        "facts": _facts(known),
        "handed": [_handed(one) for one in known.handed],
        "credit": [{"name": one.name, "share": words.percent(one.millionths)} for one in known.credit],
        "alike": [_alike(one) for one in known.alike],
        "next": next_step(known),
        "acts": acts(known),
        "panels": panels_of("lead", Seen(request.actor, pk, day_of(request), position)),
        "feed": _book(request, known, position),
    }
    return page(request, "pipeline/leads/lead.html", context)


def _tags(known: LeadRecord) -> list[str]:
    values = known.values
    found = [_("保密")] if values["confidential"] else []
    found += [_("重大线索")] if values["major"] else []
    return found + ([_(STATE_NAMES[known.state])] if known.state is not LeadState.OPEN else [])


def sentence(known: LeadRecord) -> str:
    """One sentence that a leader could read aloud: who, how much, from where, since when, how it was judged."""
    values = known.values
    who = values["enterprise_name"] or values["investor"]
    money = words.planned(values["investment_planned"], values["currency"])
    head = _("%(who)s拟投资 %(sum)s") % {"who": who, "sum": money} if who and money else who or money
    parts = [head] if head else []
    came = {
        "day": day_words(values["received_on"], year=True, weekday=False),
        "source": _(SOURCE_NAMES[Source(values["source"])]),
    }
    parts.append(_("%(day)s收到（%(source)s）") % came)
    if values["judgement"]:
        parts.append(_("研判：%(to)s") % {"to": _(JUDGEMENT_NAMES[Judgement(values["judgement"])])})
    if known.state is LeadState.DROPPED:
        parts.append(_("%(day)s放下") % {"day": day_words(values["dropped_on"], year=True, weekday=False)})
    return _("，").join(parts) + _("。")


def _strip(known: LeadRecord) -> list[list[dict[str, Any]]]:
    values = known.values
    first = values["first_contact_on"]
    talked = words.joined([day(first) if first is not None else "", values["first_unit_name"]])
    money = words.planned(values["investment_planned"], values["currency"])
    return [
        [_item(_("责任人"), values["responsible_person_name"]), _item(_("责任单位"), values["lead_unit_name"])],
        [_item(_("计划投资"), money)],
        [_item(_("收到日期"), day(values["received_on"])), _item(_("首谈"), talked)],
        [_item(_("登记人"), values["taken_by_name"]), _item(_("状态"), _(STATE_NAMES[known.state]))],
    ]


def _item(label: str, value: Any) -> dict[str, Any]:
    return {"label": label, "value": value or gap("unset")}


def _clock(one: Clock) -> dict[str, Any]:
    return {
        "label": _(one.label),
        "due": day(one.due) if one.due is not None else gap("na"),
        "mark": words.clock_mark(one, label=False),
        "met": day(one.met_on) if one.met_on is not None else "",
        "because": words.because(one.because),
        "provisional": one.provisional,
    }


def _told(known: LeadRecord) -> list[dict[str, str]]:
    """The last words of each step, with what kind it was."""
    values = known.values
    judged = _(JUDGEMENT_NAMES[Judgement(values["judgement"])]) if values["judgement"] else ""
    report = _(REPORT_NAMES[ReportKind(values["reported_kind"])]) if values["reported_kind"] else ""
    rows = [
        (_("研判"), judged, values["judged_said"]),
        (_("答复"), "", values["answered_said"]),
        (_("最近一次报告"), report, values["reported_said"]),
        (_("放下的原因"), "", values["dropped_said"]),
    ]
    return [{"label": label, "what": what, "text": text} for label, what, text in rows if text]


def _facts(known: LeadRecord) -> list[dict[str, Any]]:
    found = []
    for field in FIELDS:
        key = field.name if field.kind is Kind.WORDS else field.column
        value = known.values.get(key)
        if field.name in STRIP or value in (None, "", False):
            continue
        shown = known.values.get(f"{field.name}_name", value)
        if field.kind is Kind.CHOICE:
            shown = _(dict(field.choices)[value])
        if field.kind is Kind.FLAG:
            shown = _("是")
        found.append({"label": _(field.label), "value": shown})
    if known.values["currency"] != "CNY" and known.values["rate_millionths"]:
        rate = {"rate": decimal(known.values["rate_millionths"], 6), "day": known.values["rate_on"]}
        found.append({"label": _(BY_NAME["rate_millionths"].label), "value": _("%(rate)s（%(day)s）") % rate})
    return found


def _handed(one: Handed) -> dict[str, Any]:
    params = {"from": f"{one.from_zone}{one.from_unit}", "to": f"{one.to_zone}{one.to_unit}"}
    return {
        "say": _("%(from)s → %(to)s") % params,
        "state": _(TRANSFER_NAMES[one.state]),
        "days": words.joined([
            _("%(day)s 提出") % {"day": day(one.offered_on)},
            _("%(day)s 答复") % {"day": day(one.decided_on)} if one.decided_on is not None else "",
        ]),
        "share": _("保留首谈功劳 %(share)s") % {"share": words.percent(one.share_millionths)},
        "reason": one.reason,
        "answer": one.answer,
        "accept_url": reverse("leads:accept", args=[one.id]) if "answer" in one.can else "",
        "decline_url": reverse("leads:decline", args=[one.id]) if "answer" in one.can else "",
        "withdraw_url": reverse("leads:withdraw", args=[one.id]) if "withdraw" in one.can else "",
    }  # fmt: skip


def _alike(one: reading.Alike) -> dict[str, Any]:
    return {
        "url": reverse("leads:lead", args=[one.id]),
        "name": one.name,
        "code": one.code,
        "talk": words.joined([day(one.first_contact_on), one.first_unit]),
        "state": _(STATE_NAMES[one.state]),
        "mark": mark("normal", _("首谈")) if one.first else "",
    }


def next_step(known: LeadRecord) -> dict[str, str] | None:
    """The one next step of a lead, for a reader who may do it; None when it is not his, or there is none."""
    offered, values, can = known.offered, known.values, known.can
    if offered is not None:
        return _step(_("接收或退回"), "leads:accept", offered.id) if "answer" in offered.can else None
    if known.state is LeadState.DROPPED:
        return _step(_("恢复跟进"), "leads:restore", known.id) if can["drop"] else None
    if known.state is LeadState.PROJECT:
        return None
    steps = [
        (values["responsible_person_id"] is None, "name_person", _("明确责任人"), "leads:person"),
        (values["judged_on"] is None, "judge", _("作研判"), "leads:judge"),
        (values["answered_on"] is None, "tell", _("答复推荐方"), "leads:answer"),
        (values["judgement"] == Judgement.DECLINE, "drop", _("放下这条线索"), "leads:drop"),
        (_report_is_near(known), "tell", _("写进展报告"), "leads:report"),
        (values["judgement"] == Judgement.FOLLOW, "become_project", _("转为项目"), "leads:become"),
    ]
    found = next(((label, name) for waits, verb, label, name in steps if waits and can[verb]), None)
    return _step(*found, known.id) if found is not None else None


def _step(label: str, name: str, pk: UUID) -> dict[str, str]:
    return {"label": label, "url": reverse(name, args=[pk])}


def _report_is_near(known: LeadRecord) -> bool:
    late = {ClockState.LATE, ClockState.TODAY}
    return any(one.key is Key.REPORTED and one.state in late for one in known.clocks)


def acts(known: LeadRecord) -> list[dict[str, str]]:
    """The other steps that are open to the reader, quieter than the next one."""
    if known.state is not LeadState.OPEN:
        return []
    first, can, values = next_step(known), known.can, known.values
    free = known.offered is None
    rows = [
        (can["name_person"], _("换责任人"), "leads:person"),
        (can["judge"], _("作研判") if values["judged_on"] is None else _("改判"), "leads:judge"),
        (can["tell"], _("答复推荐方"), "leads:answer"),
        (can["tell"] and values["judgement"] == Judgement.FOLLOW, _("写进展报告"), "leads:report"),
        (can["tell"] and values["bureau_on"] is None and _asks_for_bureau(known), _("记市级部门介入"), "leads:bureau"),
        (can["become_project"] and free and values["judgement"] == Judgement.FOLLOW, _("转为项目"), "leads:become"),
        (can["hand_over"] and free, _("转给别的单位或园区"), "leads:offer"),
        (can["end_confidentiality"] and values["confidential"], _("解除保密"), "leads:open"),
        (can["drop"] and free, _("放下"), "leads:drop"),
        (can["edit"], _("改资料"), "leads:edit"),
    ]
    found = [_step(label, name, known.id) for open_to, label, name in rows if open_to]
    return [one for one in found if first is None or one["url"] != first["url"]]


def _asks_for_bureau(known: LeadRecord) -> bool:
    return any(one.key is Key.BUREAU for one in known.clocks)


def _book(request: AuthedRequest, known: LeadRecord, position: int | None) -> dict[str, Any]:
    """The feed of the lead and its hand-overs, twenty at a time."""
    before, subjects = request.GET.get("before", ""), [known.id, *known.transfers]
    at = int(before) if before.isdecimal() else None
    found = feed(subjects, by=request.actor, before=at, until=position, limit=ENTRIES)
    url, older = reverse("leads:lead", args=[known.id]), found.older
    on = f"&day={request.as_of.isoformat()}" if request.as_of else ""
    return {
        "total": reading.count_entries(subjects, position),
        "days": list(_days(found.lines, request)),
        "look_action": url,
        "look_day": day_of(request),
        "more_url": f"{url}?before={older}{on}" if older is not None else "",
        "more_count": reading.count_entries(subjects, older - 1) if older is not None else 0,
    }


def _days(lines: Iterable[Line], request: AuthedRequest) -> Iterable[dict[str, Any]]:
    for on, some in groupby(lines, key=lambda line: line.recorded_at.date()):
        yield {"day": on, "is_today": on == request.today, "entries": [_entry(line) for line in some]}


def _entry(line: Line) -> dict[str, Any]:
    recorded = line.recorded_at.date()
    return {
        "sentence": line.sentence,
        "at": f"{line.recorded_at:%H:%M}",
        "by": " ".join(filter(None, (line.by, line.unit))),
        "late_days": (recorded - line.occurred_on).days if line.back_entered else 0,
        "corrects_position": line.corrects,
        "position": line.position,
    }
