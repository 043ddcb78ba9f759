"""Editing in the grid: cells in, the rows as they are now out; and what one cell would do, asked while typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from southgate.apps.pipeline.fields.projects import BY_NAME
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.projects import ledger as reading
from southgate.apps.pipeline.selectors.projects.reading import project_for
from southgate.apps.pipeline.services.projects.checking import check_edit
from southgate.apps.pipeline.services.projects.commands import EditProject
from southgate.apps.pipeline.services.projects.recording import edit_projects
from southgate.apps.pipeline.web.here import here
from southgate.apps.pipeline.web.projects import cells
from southgate.apps.pipeline.web.projects import grid as shaping
from southgate.apps.pipeline.web.projects.forms import said
from southgate.apps.pipeline.web.projects.ledger import SUM_ALL_TO, asked_of
from southgate.domain.errors import Reason, Refused, Stale
from southgate.domain.money import Money, Unit
from southgate.kernel import clock
from southgate.kernel.exchange import registry
from southgate.kernel.exchange.cells import Cell, Look, read_cell
from southgate.kernel.exchange.fields import REFERENCES, Field
from southgate.kernel.exchange.typed import other_currency
from southgate.kernel.orgs.naming import person_names
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.words import wan, wan_raw

MOST = 5_000
"""Cells in one request: a pasted block of a hundred rows by fifty columns."""


@dataclass(slots=True)
class Edit:
    """What was typed into the cells of one row."""

    id: UUID
    seen: int
    typed: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)


@require_POST
def edit_cells(request: AuthedRequest) -> HttpResponse:
    """`{"command_id", "edits": [{id, seen, field, value}]}` → 200 rows, 409 stale, 422 reasons (parts/grid.html)."""
    where = here(request)
    body = _body(request)
    edits = _edits(body)
    try:
        _read(edits, request, where.zone)
        commands = [EditProject(id=one.id, seen=one.seen, values=one.values) for one in edits]
        edit_projects(commands, by=request.actor, today=request.today, command_id=_id(body.get("command_id")))
    except Refused as refused:
        return JsonResponse({"reasons": [_reason(reason, edits) for reason in refused.reasons]}, status=422)
    except Stale as stale:
        return JsonResponse({"stale": _stale(stale, edits, request)}, status=409)
    return JsonResponse(_answer(request, where.zone, [one.id for one in edits]))


def _body(request: HttpRequest) -> dict[str, Any]:
    """Raises Refused for what is no JSON object."""
    try:
        body = orjson.loads(request.body)
    except orjson.JSONDecodeError:
        body = None
    if not isinstance(body, dict):
        raise Refused([Reason("请求不是 JSON 对象")])
    return body


def _id(given: Any) -> UUID:
    try:
        return UUID(given)
    except (ValueError, TypeError, AttributeError):
        raise Refused([Reason("没有提交编号", where="command_id", mend="刷新页面后重新提交")]) from None


def _edits(body: Mapping[str, Any]) -> list[Edit]:
    given = body.get("edits")
    if not isinstance(given, list) or not 0 < len(given) <= MOST:
        raise Refused([Reason("一次可改 1 到 %(most)d 格", {"most": MOST}, where="edits", mend="分几次粘贴")])
    edits: dict[UUID, Edit] = {}
    for one in given:
        if not isinstance(one, dict) or not isinstance(one.get("seen"), int) or not isinstance(one.get("field"), str):
            raise Refused([Reason("edits 的每一格要有 id、seen、field、value", where="edits")])
        id, value = _id(one.get("id")), one.get("value")
        edit = edits.setdefault(id, Edit(id, one["seen"]))
        edit.typed[one["field"]] = "" if value is None else str(value)
    return list(edits.values())


def _read(edits: Sequence[Edit], request: AuthedRequest, zone: UUID) -> None:
    """Turn what was typed into values, by the same reader as forms and imports. Raises Refused with every reason."""
    rows = {row.pk: row for row in (project_for(request.actor, edit.id) for edit in edits)}
    names = {kind: ref.names(request.actor, zone) for kind, ref in _references(edits).items()}
    known = {one.name: one for one in policies.readable(request.actor, zone)}
    reasons: list[Reason] = []
    for item, edit in enumerate(edits):
        look = Look(names=names, unit=Unit(10_000, rows[edit.id].currency, ""))
        for name, typed in edit.typed.items():
            what = known.get(name)
            if what is None or not what.editable:
                reasons.append(Reason("这一列不能改", where=name, item=item))
                continue
            cell = read_cell(what, typed, look)
            if isinstance(cell, Reason):
                reasons.append(replace(cell, where=name, item=item))
            elif clash := other_currency(what, cell.also, edit.values.get(what.currency)):
                reasons.append(replace(clash, item=item))
            else:
                edit.values |= {name: cell.value, **cell.also}
    if reasons:
        raise Refused(reasons)


def _references(edits: Sequence[Edit]) -> Mapping[Any, registry.ReferenceKind]:
    used = {name for edit in edits for name in edit.typed if name in BY_NAME and BY_NAME[name].kind in REFERENCES}
    return registry.references_of([BY_NAME[name] for name in used])


def _reason(reason: Reason, edits: Sequence[Edit]) -> dict[str, Any]:
    say = _(reason.say) % reason.params if reason.params else _(reason.say)
    mend = (_(reason.mend) % reason.params if reason.params else _(reason.mend)) if reason.mend else ""
    id = str(edits[reason.item].id) if reason.item is not None else ""
    return {"id": id, "field": reason.where, "say": say, "mend": mend}


def _stale(stale: Stale, edits: Sequence[Edit], request: AuthedRequest) -> list[dict[str, Any]]:
    """For each cell of the stale row: what stands there now, who wrote last and when."""
    edit = next(one for one in edits if one.id == stale.subject)
    row = project_for(request.actor, edit.id)
    fields = [BY_NAME[name] for name in edit.typed]
    now = reading.present(request.actor, [row.pk], fields)[0]
    last = stale.changes[-1] if stale.changes else None
    person = UUID(last.by) if last is not None and last.by else None
    by = person_names([person]).get(person, "") if person is not None else ""
    at = f"{clock.moment_of(last.recorded_at):%H:%M}" if last is not None else ""
    return [
        {"id": str(edit.id), "field": what.name, "yours": edit.typed[what.name], "now": cells.typed(what, now),
         "by": by, "at": at, "version": row.version}
        for what in fields
    ]  # fmt: skip


def _answer(request: AuthedRequest, zone: UUID, ids: Sequence[UUID]) -> dict[str, Any]:
    """The rows as they are now, and the totals of what the filter shows."""
    by, asked = request.actor, asked_of(request, here(request))
    fields = [one for one in policies.readable(by, zone) if one.in_grid]
    rows = reading.present(by, ids, fields, more=shaping.RIGHTS)
    shown = reading.shown(by, zone, asked.columns)
    names = reading.SUMMED if len(ids) and _is_small(request, zone, asked) else ("investment_planned",)
    totals = reading.totals(by, zone, asked, names=names)
    return {"rows": [_row(one, fields) for one in rows], "totals": shaping.total_cells(shown, totals)}


def _is_small(request: AuthedRequest, zone: UUID, asked: Any) -> bool:
    return not reading.scope(request.actor, zone, asked).order_by().values_list("zone_id")[SUM_ALL_TO : SUM_ALL_TO + 1]


def _row(one: Mapping[str, Any], fields: Sequence[Field]) -> dict[str, Any]:
    written = {what.name: cells.cell(what, one) for what in fields}
    return {
        "id": str(one["id"]),
        "version": one["version"],
        "cells": {name: str(cell.html) for name, cell in written.items()},
        "raw": {name: cell.raw for name, cell in written.items() if cell.raw is not None},
    }


@require_POST
def check_cell(request: AuthedRequest) -> HttpResponse:
    """`{id, seen, field, value}` → `{was, will, notes}`: what it would be, what does not add up, what would mend it."""
    where = here(request)
    body = _body(request)
    row = project_for(request.actor, _id(body.get("id")))
    what = {one.name: one for one in policies.readable(request.actor, where.zone)}.get(str(body.get("field")))
    if what is None or not what.editable:
        raise Refused([Reason("这一列不能改", where=str(body.get("field")))])
    now = reading.present(request.actor, [row.pk], [what])[0]
    names = {kind: ref.names(request.actor, where.zone) for kind, ref in registry.references_of([what]).items()}
    cell = read_cell(what, str(body.get("value") or ""), Look(names=names, unit=Unit(10_000, row.currency, "")))
    was = cells.noted(what, now)
    if isinstance(cell, Reason):
        return JsonResponse({"was": was, "notes": [{"say": said(cell)}]})
    reasons, mends = check_edit(row, {what.name: cell.value, **cell.also}, today=request.today)
    notes: list[dict[str, Any]] = [{"say": said(reason)} for reason in reasons]
    for note, mend in zip(notes, mends, strict=False):
        note["mend"] = _mend(mend.field, mend.minor, row.currency)
    return JsonResponse({"was": was, "will": _will(what, now, cell), "notes": notes})


def _will(what: Field, now: Mapping[str, Any], cell: Cell) -> str:
    """The value as it will stand, with the difference; empty where what was typed says it already."""
    if what.kind in REFERENCES or cell.value is None:
        return ""
    after = {**now, what.column: cell.value, what.name: cell.value, **cell.also}
    return cells.noted(what, after) + cells.difference(what, now, after)


def _mend(name: str, minor: int, currency: str) -> dict[str, str]:
    value = wan_raw(Money(minor, currency))
    say = _("%(field)s改为 %(value)s 万元") if currency == "CNY" else _("%(field)s改为 %(value)s 万")
    shown = strip_tags(wan(Money(minor, currency)))
    return {"say": say % {"field": _(BY_NAME[name].label), "value": shown}, "field": name, "value": value}
