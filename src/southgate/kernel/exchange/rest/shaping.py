"""Uploads and their dry run as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from southgate.domain.errors import Reason
from southgate.kernel import clock
from southgate.kernel.exchange import coding, services
from southgate.kernel.exchange.answering import cell_key, row_key
from southgate.kernel.exchange.cells import show_cell
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.exchange.ledger import unit_key
from southgate.kernel.exchange.models import Upload
from southgate.kernel.exchange.naming import Names
from southgate.kernel.exchange.registry import LedgerKind
from southgate.kernel.exchange.selectors import RowSeen
from southgate.kernel.exchange.web.showing import ASIDE
from southgate.kernel.identity.web.errors import filled, reason_data


def kind(one: LedgerKind) -> dict[str, Any]:
    fields = [{"name": f.name, "label": _(f.label), "kind": f.kind.value, "required": f.required} for f in one.imported]
    return {"kind": one.key, "title": _(one.title), "fields": fields}


def line(upload: Upload) -> dict[str, Any]:
    return {
        "id": upload.pk,
        "kind": upload.kind,
        "name": upload.name,
        "state": str(upload.state),
        "working": services.is_working(upload),
        "done": upload.done,
        "total": upload.total,
        "counts": upload.counts,
        "size": upload.size,
        "sha256": upload.sha256,
        "created_at": clock.moment_of(upload.created_at),
        "before": upload.before,
    }


def whole(upload: Upload) -> dict[str, Any]:
    plan: Mapping[str, Any] = upload.plan
    return {
        **line(upload),
        "reasons": [reason_data(coding.reason_in(plain)) for plain in upload.reasons],
        "columns": [_column(one) for one in plan.get("columns", [])],
        "units": units(upload),
        "names": [_name(one) for one in plan.get("lacking", [])],
        "aside": [
            {"sheet": sheet, "row": row, "what": _(ASIDE.get(why, why)), "text": text}
            for sheet, row, why, text in plan.get("aside", [])
        ],
    }


def _column(one: Mapping[str, Any]) -> dict[str, Any]:
    names = ("sheet", "letter", "title", "layout", "field", "unit", "settled", "hidden")
    return {**{name: one[name] for name in names}, "because": said(coding.reason_in(one["because"]))}


def units(upload: Upload) -> list[dict[str, Any]]:
    """Columns whose unit has to be said."""
    given = upload.answers.get("units", {})
    found = []
    for what, sheet, field, say, options, _rows in upload.plan.get("questions", []):
        if what == "column_unit":
            key = unit_key(field, sheet)
            found.append(
                {"key": key, "field": field, "sheet": sheet, "say": said(coding.reason_in(say)),
                 "options": list(options), "answer": given.get(key, "")}
            )  # fmt: skip
    return found


def _name(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"key": f"{one['kind']}|{one['key']}", "kind": one["kind"], "name": one["name"], "near": list(one["near"])}


def row(one: RowSeen, fields: Sequence[Field], names: Mapping[Kind, Names]) -> dict[str, Any]:
    staged = one.staged
    given = [what for what in fields if what.name in staged.values or what.name in staged.shown]
    return {
        "sheet": one.sheet,
        "number": one.number,
        "outcome": one.outcome,
        "key": row_key(one.sheet, one.number),
        "cells": {what.name: _cell(one, what, names) for what in given},
        "reasons": [reason_data(reason) for reason in staged.reasons],
        "questions": [
            {"field": asked.field, "say": said(asked.say), "options": list(asked.options),
             "key": cell_key(one.sheet, one.number, asked.field)}
            for asked in staged.questions
        ],
        "notes": [said(note) for note in staged.notes],
    }  # fmt: skip


def _cell(one: RowSeen, what: Field, names: Mapping[Kind, Names]) -> dict[str, Any]:
    staged, because = one.staged, one.staged.because.get(what.name)
    changes = one.outcome == "changed" and any(name in staged.old for name in (what.name, what.grain, what.currency))
    return {
        "value": show_cell(what, staged.values, names) if what.name in staged.values else "",
        "raw": staged.shown.get(what.name, ""),
        "old": show_cell(what, staged.old, names) if changes else None,
        "because": said(because) if because is not None else "",
        "key": cell_key(one.sheet, one.number, what.name),
    }


def said(reason: Reason) -> str:
    return filled(reason.say, reason.params)
