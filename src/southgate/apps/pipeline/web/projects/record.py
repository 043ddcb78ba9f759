"""The project page: a sentence, names and money in a strip, stages with days, what is missing, team, the book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from southgate.apps.pipeline.fields.projects import AIM, BY_NAME, MARKS, MONEY, PROGRESS, WHAT
from southgate.apps.pipeline.fields.projects import NAMES as PEOPLE
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.gates.gate import Ahead, GateState, ahead_of
from southgate.apps.pipeline.selectors.gates.reading import subjects_of
from southgate.apps.pipeline.selectors.projects import record as reading
from southgate.apps.pipeline.selectors.projects.record import Record, StagePassed
from southgate.apps.pipeline.web.projects import cells
from southgate.domain.money import Money, Rounding, share
from southgate.domain.projects import STAGE_DATES, STAGE_NAMES, STATUS_NAMES, Stage, Status
from southgate.kernel.book.reading import Line, feed
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.panels.answers import AuthedRequest, day_of, page, position_of
from southgate.kernel.panels.registry import Seen, panels_of
from southgate.kernel.panels.words import day_words, decimal, gap, month_words, sum_exact, sum_words, wan

ENTRIES = 20
GROUPS = (WHAT, PROGRESS, MONEY, AIM, PEOPLE, MARKS)
NAMES = ("liaison_leader", "lead_unit", "responsible_person")
PARTS = ("investment_fixed", "investment_working", "investment_land")
NOT_AGAIN = frozenset({
    "name", "code", "stage", "status", "chain", "rate_on", "investment_planned", *PARTS, "money_in_place", *NAMES,
    *STAGE_DATES.values(), "production_promised_on", "key_project", "confidential", "public_works",
})  # fmt: skip
"""Said in the head or in the strip, so never again below."""


def project_page(request: AuthedRequest, pk: UUID) -> HttpResponse:
    by, position = request.actor, position_of(request)
    known = reading.record(by, pk, today=day_of(request), position=position)
    staff = policies.works_in(by, known.zone)
    ahead = ahead_of(by, pk, today=day_of(request), position=position)
    gate = ahead.gate if staff else None
    context = {
        **_head(known),
        "known": known,
        "strip": strip(known),
        "stages": [rail(one, ahead, gate) for one in known.stages if one.stage in ahead.names or one.state == "now"],
        "place_says": _(ahead.says) if ahead.says else "",
        "rail_label": _("各阶段和用去的天数"),
        "since": _since(known.stages, day_of(request)),
        "needs": needs(known),
        "gate": gate,
        "next_name": _(gate.label) if gate is not None else "",
        "first": next((need for need in gate.missing if need.url), None) if gate is not None else None,
        "bars": bars(known),
        "facts": facts(known),
        "team": reading.team(by, pk, request.today) if staff else (),
        "panels": panels_of("project", Seen(by, pk, day_of(request), position)),
        "feed": book(request, known, position),
    }
    return page(request, "pipeline/projects/project.html", context)


def _head(known: Record) -> dict[str, Any]:
    values, tags = known.values, []
    if values.get("key_project"):
        tags.append(_("重点项目"))
    if values["confidential"]:
        tags.append(_("保密在谈"))
    if values["public_works"]:
        tags.append(_("公共工程"))
    if values["status"] != Status.NORMAL:
        tags.append(_(STATUS_NAMES[Status(values["status"])]))
    return {
        "title": values["name"],
        "code": values["code"],
        "tags": tags,
        "lead": lead(known),
        "crumbs": [
            (_("项目台账"), reverse("pipeline:ledger")),
            (values.get("park_name") or known.zone_name, _park_url(values.get("park_id"))),
        ],
    }


def _park_url(park: UUID | None) -> str:
    return f"{reverse('pipeline:ledger')}?park={park}" if park else ""


def lead(known: Record) -> str:
    """One sentence that a leader could read aloud: who, how much, how far since when, promised until when."""
    values = known.values
    who = values.get("enterprise_name") or (values.get("fund_source") if values["public_works"] else "")
    planned = values.get("investment_planned")
    money = sum_words(Money(planned, values["currency"])) if planned is not None else ""
    parts = []
    if who and money:
        parts.append(_("%(who)s投资 %(sum)s") % {"who": who, "sum": money})
    elif money:
        parts.append(_("计划投资 %(sum)s") % {"sum": money})
    elif who:
        parts.append(who)
    now = next(one for one in known.stages if one.state == "now")
    stage = _(STAGE_NAMES[now.stage])
    if now.day is not None:
        parts.append(_("%(day)s%(stage)s") % {"day": _spoken(now.day.on, now.day.month, known), "stage": stage})
    else:
        parts.append(_("现在%(stage)s") % {"stage": stage})
    promised = values.get("production_promised_on")
    if promised is not None and now.stage not in {Stage.PRODUCTION, Stage.FULL}:
        month = values["production_promised_grain"] == "m"
        parts.append(_("承诺 %(day)s投产") % {"day": _spoken(promised, month, known)})
    return _("，").join(parts) + _("。")


def _spoken(day: Any, month: bool, known: Record) -> str:
    return month_words(day) if month else day_words(day, year=True, weekday=False)


def strip(known: Record) -> list[list[dict[str, Any]]]:
    """Names, promise, money, status: said here once."""
    readable = {field.name for field in known.fields}
    names = [_item(known, name) for name in NAMES if name in readable]
    money = [_money(known, name) for name in ("investment_planned", "money_in_place")]
    state = [{"label": _("状态"), "value": _(STATUS_NAMES[Status(known.values["status"])])}, _item(known, "chain")]
    return [names, [_item(known, "production_promised_on")], money, state]


def _item(known: Record, name: str) -> dict[str, Any]:
    field = BY_NAME[name]
    return {"label": _(field.label), "value": cells.shown(field, known.values)}


def _money(known: Record, name: str) -> dict[str, Any]:
    field, value = BY_NAME[name], known.values.get(name)
    if value is None:
        return {"label": _(field.label), "value": gap("unset")}
    money = Money(value, known.values["currency"] if field.currency else "CNY")
    return {"label": _(field.label), "value": sum_words(money), "exact": sum_exact(money)}


def rail(one: StagePassed, ahead: Ahead, gate: GateState | None) -> dict[str, Any]:
    """A stage as the zone calls it; where two local stages are one canonical one, the one that the project is in.

    A passed one says its day and its days, the next one how much its gate misses.
    """
    name = ahead.label if one.state == "now" else ahead.names.get(one.stage, STAGE_NAMES[one.stage])
    lines = [str(one.day)] if one.day is not None else [_("日期未填")] if one.state != "todo" else []
    if one.days is not None:
        lines.append((_("已 %(days)s 天") if one.state == "now" else _("%(days)s 天")) % {"days": one.days})
    if gate is not None and one.stage is gate.to and gate.missing:
        lines.append(_("还缺 %(n)s 项") % {"n": len(gate.missing)})
    return {"label": _(name), "state": one.state, "lines": lines}


def _since(stages: Sequence[StagePassed], until: date) -> str:
    first = next((one for one in stages if one.day is not None), None)
    if first is None or first.day is None or first.day.on > until:
        return ""
    return _("从%(stage)s到今天 %(days)s 天") % {
        "stage": _(STAGE_NAMES[first.stage]),
        "days": (until - first.day.on).days,
    }


def needs(known: Record) -> list[dict[str, Any]]:
    """What a project this far should say of itself and does not, each with the place to fill it in."""
    url = reverse("pipeline:edit", args=[known.id])
    return [
        {
            "met": False,
            "label": _(BY_NAME[name].label),
            "note": _(BY_NAME[name].why) if BY_NAME[name].why else "",
            "url": f"{url}#id_{name}" if name in known.editable else "",
            "act": _("去填"),
        }
        for name in known.gaps
    ]


def bars(known: Record) -> list[dict[str, Any]]:
    """Planned investment by kind, each with its share of the plan."""
    planned, currency = known.values.get("investment_planned"), known.values["currency"]
    if not planned:
        return []
    found = []
    for name in PARTS:
        value = known.values.get(name)
        if value is not None:
            part = decimal(share(value, planned, Rounding.HALF_UP) // 1000, 1)
            say = format_html("{} / {}", wan(Money(value, currency)), wan(Money(planned, currency)))
            found.append(
                {"label": _(BY_NAME[name].label), "done": value, "of": planned, "say": say, "share": f"{part} %"}
            )
    return found


def facts(known: Record) -> list[dict[str, Any]]:
    """The rest of what is known, by groups; empty ones are left out, the gaps above speak of those that matter."""
    given = [field for field in known.fields if field.name not in NOT_AGAIN and _is_given(known.values, field)]
    return [
        {"label": _(group), "rows": [{"label": _(one.label), "value": _full(known, one)} for one in fields]}
        for group in GROUPS
        if (fields := [field for field in given if field.group == group])
    ]


def _is_given(values: Mapping[str, Any], field: Any) -> bool:
    value = cells.value_of(field, values)
    return value not in (None, "", False)


def _full(known: Record, field: Any) -> str:
    value = known.values.get(field.column)
    if field.name == "rate_millionths":
        return decimal(known.values[field.name], 6)
    if field.kind is Kind.SUM and isinstance(value, int):
        return sum_words(Money(value, known.values["currency"] if field.currency else "CNY"))
    return f"{cells.shown(field, known.values)} {_(field.unit) if field.unit else ''}".strip()


def book(request: AuthedRequest, known: Record, position: int | None) -> dict[str, Any]:
    """The feed of the project and of what stands behind its gates, twenty at a time."""
    before = request.GET.get("before", "")
    kinds = reading.kinds_for(request.actor, known.zone)
    subjects = [known.id, *subjects_of(known.id)]
    found = feed(
        subjects, by=request.actor, before=int(before) if before.isdecimal() else None, until=position, limit=ENTRIES,
        kinds=kinds,
    )  # fmt: skip
    total = reading.count_entries(subjects, position, kinds)
    url = reverse("pipeline:project", args=[known.id])
    older = found.older
    rest = reading.count_entries(subjects, older - 1, kinds) if older is not None else 0
    day = f"&day={request.as_of.isoformat()}" if request.as_of else ""
    return {
        "total": total,
        "days": list(_days(found.lines, request)),
        "look_action": url,
        "look_day": day_of(request),
        "more_url": f"{url}?before={older}{day}" if older is not None else "",
        "more_count": rest,
    }


def _days(lines: Iterable[Line], request: AuthedRequest) -> Iterable[dict[str, Any]]:
    """Grouped by the day each was recorded: that is the day whose evening one can look at again."""
    for day, some in groupby(lines, key=lambda line: line.recorded_at.date()):
        yield {"day": day, "is_today": day == request.today, "entries": [_entry(line) for line in some]}


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
