"""What the pages of an import show: counts, rows with their cells, columns, questions, what was set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as term

from southgate.domain.errors import Reason
from southgate.domain.reading.ledger.grid import letters
from southgate.kernel.exchange import coding, registry
from southgate.kernel.exchange.answering import cell_key, row_key
from southgate.kernel.exchange.cells import show_cell
from southgate.kernel.exchange.exports import unit_head
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.exchange.ledger import unit_key
from southgate.kernel.exchange.models import StagedRow, State, Upload
from southgate.kernel.exchange.naming import Names
from southgate.kernel.exchange.registry import LedgerKind
from southgate.kernel.exchange.selectors import PAGE, RowSeen
from southgate.kernel.identity.actor import Actor

MARKS = {"rejected": "×", "changed": "≠", "new": "+", "left": "–", "same": "="}
LABELS = {outcome.name.lower(): outcome.label for outcome in StagedRow.Outcome}
FIGURES = frozenset({Kind.SUM, Kind.COUNT, Kind.AREA, Kind.SHARE})
ASIDE = {
    "title": term("标题"), "header": term("表头"), "section": term("分组"), "subtotal": term("小计"),
    "note": term("备注"), "other_sheet": term("别的工作表"), "hidden_sheet": term("隐藏的工作表"),
}  # fmt: skip
LONG = 60
_WHOLE = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class CellSeen:
    """One cell of the check page. `old` is struck through beside `text`; `why`: how it was read; `reasons` refuse it.

    `key` and `raw` let it be mended on the spot; `options` are the answers to its question.
    """

    label: str
    text: str
    figure: bool
    old: str | None = None
    raw: str = ""
    why: Reason | None = None
    reasons: tuple[Reason, ...] = ()
    options: tuple[str, ...] = ()
    key: str = ""
    place: str = ""

    @property
    def is_new(self) -> bool:
        return self.old is not None

    @property
    def note(self) -> Reason | None:
        """How it was read, where the reading is not what the cell says; else resting on the cell tells it."""
        return self.why if self.raw != self.text else None

    @property
    def is_bad(self) -> bool:
        return bool(self.reasons)

    @property
    def is_long(self) -> bool:
        return len(self.text) > LONG


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the check page."""

    number: int
    sheet: str
    outcome: str
    mark: str
    label: str
    cells: tuple[CellSeen, ...]
    reasons: tuple[Reason, ...]
    notes: tuple[Reason, ...]
    key: str


def names_of(kind: LedgerKind, by: Actor, zone: UUID) -> dict[Kind, Names]:
    """Names behind the references of a kind, for one page."""
    return {k: reference.names(by, zone) for k, reference in registry.references_of(kind.fields).items()}


def fields_shown(upload: Upload, rows: Sequence[RowSeen], kind: LedgerKind) -> list[Field]:
    """The fields the workbook has: what names the row first, then what is refused or changes here, then the rest."""
    listed = [f for f in kind.fields if f.name in upload.plan.get("fields", ())]
    loud = {reason.where for row in rows for reason in row.staged.reasons}
    loud |= {question.field for row in rows for question in row.staged.questions}
    loud |= {name for row in rows if row.outcome == "changed" for name in row.staged.old}
    naming = [f for f in listed if f.required or f.kind is Kind.ENTERPRISE]
    return sorted(listed, key=lambda f: (f not in naming, f.name not in loud))


def heads(fields: Iterable[Field]) -> list[dict[str, Any]]:
    return [{"label": _(f.label), "unit": unit_head(f), "figure": f.kind in FIGURES} for f in fields]


def line(row: RowSeen, fields: Sequence[Field], places: Mapping[str, Any], names: Mapping[Kind, Names]) -> Line:
    read = row.staged
    columns = places.get(row.sheet, {})
    cells = tuple(_cell(row, f, columns.get(f.name), names) for f in fields)
    shown = {f.name for f in fields}
    reasons = tuple(reason for reason in read.reasons if reason.where not in shown)
    return Line(
        row.number, row.sheet, row.outcome, MARKS[row.outcome], _(LABELS[row.outcome]), cells, reasons,
        tuple(read.notes), row_key(row.sheet, row.number),
    )  # fmt: skip


def _cell(row: RowSeen, what: Field, column: int | None, names: Mapping[Kind, Names]) -> CellSeen:
    read, raw = row.staged, row.staged.shown.get(what.name, "")
    value = _written(what, read.values, names) if what.name in read.values else ""
    place = f"{letters(column)}{row.number}" if column is not None else ""
    figure = what.kind in FIGURES
    reasons = tuple(reason for reason in read.reasons if reason.where == what.name)
    question = next((q for q in read.questions if q.field == what.name), None)
    key, label = cell_key(row.sheet, row.number, what.name), _(what.label)
    if question is not None:
        reasons, options = (question.say,), question.options
        return CellSeen(label, raw, figure, raw=raw, reasons=reasons, options=options, key=key, place=place)
    if reasons:
        return CellSeen(label, raw or value, figure, raw=raw, reasons=reasons, key=key, place=place)
    old = _written(what, read.old, names) if row.outcome == "changed" and _changes(what, read) else None
    return CellSeen(label, value or raw, figure, old, raw, read.because.get(what.name), key=key, place=place)


def _written(what: Field, values: Mapping[str, Any], names: Mapping[Kind, Names]) -> str:
    """As it will stand, figures with their thousands separated."""
    text = show_cell(what, values, names)
    return _WHOLE.sub(lambda whole: f"{int(whole[0]):,}", text, count=1) if what.kind in FIGURES else text


def _changes(what: Field, read: coding.Staged) -> bool:
    return any(name in read.old for name in (what.name, what.grain, what.currency) if name)


def counts(upload: Upload, current: str) -> list[dict[str, Any]]:
    """Counts first, as tabs."""
    base = reverse("exchange:check", args=[upload.id])
    found = upload.counts
    tabs = [("", _("全部"), sum(found.values()))]
    tabs += [(name, _(LABELS[name]), found.get(name, 0)) for name in ("new", "changed", "same", "left", "rejected")]
    return [
        {"label": label, "value": value, "url": f"{base}?{urlencode({'show': name})}" if name else base,
         "current": name == current, "bad": name == "rejected" and value > 0}
        for name, label, value in tabs if value or name != "left"
    ]  # fmt: skip


def pager(upload: Upload, show: str, number: int) -> dict[str, Any]:
    total = upload.counts.get(show, 0) if show else sum(upload.counts.values())
    base = reverse("exchange:check", args=[upload.id])

    def url(page: int) -> str:
        return f"{base}?{urlencode({'show': show, 'page': page})}"

    last = min(number * PAGE, total)
    return {
        "first": (number - 1) * PAGE + 1 if total else 0, "last": last, "total": total,
        "prev_url": url(number - 1) if number > 1 else "", "next_url": url(number + 1) if last < total else "",
    }  # fmt: skip


def columns(upload: Upload, kind: LedgerKind) -> list[dict[str, Any]]:
    """Where each column of the workbook goes, those that need a look first."""
    listed = []
    for number, column in enumerate(upload.plan.get("columns", [])):
        listed.append(
            {
                "number": number, "title": column["title"], "letter": column["letter"], "sheet": column["sheet"],
                "field": column["field"], "label": _label(kind, column["field"]), "unit": column["unit"],
                "because": coding.reason_in(column["because"]), "settled": column["settled"],
                "hidden": column["hidden"],
            }
        )  # fmt: skip
    return sorted(listed, key=lambda c: (c["settled"], not c["field"]))


def _label(kind: LedgerKind, name: str) -> str:
    return _(kind.field(name).label) if name else _("不导入")


def choices(kind: LedgerKind) -> list[tuple[str, str]]:
    return [("", _("不导入")), *((f.name, _(f.label)) for f in kind.imported)]


def unit_questions(upload: Upload, kind: LedgerKind) -> list[dict[str, Any]]:
    """Columns of sums or areas without a unit: asked about once each."""
    labels = {f.canonical or f.name: _(f.label) for f in kind.fields}
    answered = upload.answers.get("units", {})
    asked = (question for question in upload.plan.get("questions", []) if question[0] == "column_unit")
    return [
        {
            "key": unit_key(field, sheet),
            "sheet": sheet,
            "label": labels.get(field, field),
            "say": coding.reason_in(say),
            "options": options,
            "answer": answered.get(unit_key(field, sheet), ""),
        }
        for _what, sheet, field, say, options, _rows in asked
    ]


def asides(upload: Upload) -> list[dict[str, Any]]:
    """Rows and sheets that were set aside, to be looked at."""
    listed = upload.plan.get("aside", [])
    return [
        {"sheet": sheet, "row": row, "what": _(ASIDE.get(reason, reason)), "text": text}
        for sheet, row, reason, text in listed
    ]


def hidden_notes(upload: Upload) -> list[Reason]:
    found = upload.plan.get("questions", [])
    return [coding.reason_in(say) for what, _s, _f, say, _o, _r in found if what in {"hidden_rows", "hidden_sheet"}]


def lacking(upload: Upload, kind: LedgerKind, names: Mapping[Kind, Names]) -> dict[str, list[dict[str, Any]]]:
    """Names the zone lacks, units and parks first; a known one may have been meant."""
    labels = {f.kind: _(f.label) for f in reversed(kind.fields)}
    listed = []
    for name in upload.plan.get("lacking", []):
        k = Kind(name["kind"])
        known = names.get(k)
        near = [(label, _id_of(known, label)) for label in name["near"]] if known is not None else []
        listed.append({**name, "label": labels.get(k, ""), "near": near, "field": f"name-{k}|{name['key']}"})
    quiet: list[dict[str, Any]] = []
    loud: list[dict[str, Any]] = []
    for name in listed:
        is_quiet = name["kind"] == Kind.ENTERPRISE and name["allowed"] and not name["near"]
        (quiet if is_quiet else loud).append(name)
    loud.sort(key=lambda name: (name["kind"] == Kind.ENTERPRISE, not name["near"]))
    return {"lacking": loud, "lacking_firms": quiet}


def _id_of(names: Names, label: str) -> str:
    found = names.find(label, {})
    return found.ids[0].hex if found.ids else ""


def reasons(upload: Upload) -> list[dict[str, Any]]:
    return [{"reason": coding.reason_in(plain), "rule": ""} for plain in upload.reasons]


def steps(upload: Upload | None) -> list[tuple[str, bool]]:
    done = upload is not None and upload.state in {State.PUBLISHED, State.UNDONE, State.UNDOING}
    return [(_("选文件"), upload is None), (_("核对"), upload is not None and not done), (_("写入"), done)]
