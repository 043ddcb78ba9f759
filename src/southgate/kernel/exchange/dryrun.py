"""From the stored file to a staged dry run: open it in the child, take the template's or the ledger's road, compare.

Writes staging tables only, in short transactions; the book is not touched. Run again, it replaces what it staged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from southgate.domain.errors import Reason, Refused
from southgate.domain.reading.ledger.answer import LedgerAnswer
from southgate.domain.reading.ledger.grid import Workbook
from southgate.domain.reading.ledger.read import read_any_ledger
from southgate.domain.reading.ledger.tables import tables
from southgate.kernel.book import rowsql
from southgate.kernel.exchange import coding, registry
from southgate.kernel.exchange.answering import AnsweredNames, answers_of
from southgate.kernel.exchange.cells import Look
from southgate.kernel.exchange.comparing import Compared, Comparison, Lacking
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.exchange.ledger import NO_UNIT, UNITS_OF_SUMS, Answers, LedgerLines, confirmed_canonical
from southgate.kernel.exchange.lines import Line, template_lines
from southgate.kernel.exchange.models import StagedRow, Upload
from southgate.kernel.exchange.naming import Names
from southgate.kernel.exchange.registry import LedgerKind
from southgate.kernel.exchange.spooling import Spool, spool
from southgate.kernel.exchange.template import SEARCHED, HeadCheck, find_heads
from southgate.kernel.exchange.workbook.open import read_workbook
from southgate.kernel.identity.actor import Actor

STAGED_COLUMNS = ("upload_id", "sheet", "number", "outcome", "subject", "seen", "payload")
BATCH = 2_000
QUIET_LISTED = 200
NO_TABLE = Reason(
    "没有找到表头：前面的行里看不到“项目名称”“企业名称”一类的列",
    mend="把表头行放在数据上方，或下载模板照着填",
)
NO_ROWS = Reason("表头下面没有可以导入的行", mend="请确认选对了文件")

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class Found:
    """What a workbook turned out to be: its lines, how many at most, and the plan that the check page shows."""

    lines: Iterable[Line]
    total: int
    plan: dict[str, Any] = field(default_factory=dict)
    layouts: tuple[str, ...] = ()


def dry_run(upload: Upload, path: Path, *, by: Actor, progress: Progress) -> dict[str, int]:
    """Stage every row of the file with what it would do; returns the counts by outcome. Raises Refused."""
    kind = registry.ledger_kind(upload.kind)
    answers = answers_of(upload)
    references = registry.references_of(kind.imported)
    names = {k: AnsweredNames(k, ref.names(by, upload.zone), answers.names) for k, ref in references.items()}
    found = find(path, kind, Look(names, lacking="name"), answers)
    lacking = Lacking({k: ref.may_set_up(by, upload.zone) for k, ref in references.items()})
    comparison = Comparison(kind, by, upload.zone, names, lacking)
    comparison.leave(answers.rows)
    counts = _stage(upload, comparison.run(found.lines), found.total, progress)
    if not sum(counts.values()):
        raise Refused([NO_ROWS])
    upload.plan = {**found.plan, **_lacking(lacking, names)}
    upload.layout = found.layouts[0] if found.layouts else ""
    upload.counts, upload.command = counts, uuid4()
    return counts


def find(path: Path, kind: LedgerKind, look: Look, answers: Answers) -> Found:
    """The template's road where the heads are ours, else the ledger's. Raises Refused when it is neither."""
    spooled = spool(path)
    checks = _checks(spooled, kind)
    if checks and not any(check.reasons for check in checks.values()):
        return _template(spooled, checks, look, answers)
    workbook = read_workbook(path)
    answer = read_any_ledger(workbook, tables(), confirmed_canonical(answers, kind.fields))
    if answer.tables:
        return _ledger(workbook, answer, kind, look, answers)
    raise Refused([reason for check in checks.values() for reason in check.reasons] or [NO_TABLE])


def _checks(spooled: Spool, kind: LedgerKind) -> dict[str, HeadCheck]:
    visible = (sheet for sheet in spooled.sheets if not sheet.hidden)
    found = {sheet.name: find_heads(spooled.top(sheet, SEARCHED), kind.imported) for sheet in visible}
    return {name: check for name, check in found.items() if check is not None}


def _template(spooled: Spool, checks: Mapping[str, HeadCheck], look: Look, answers: Answers) -> Found:
    sheets = [sheet for sheet in spooled.sheets if sheet.name in checks]

    def lines() -> Iterator[Line]:
        for sheet in sheets:
            yield from template_lines(sheet.name, spooled.rows(sheet), checks[sheet.name], look, answers.cells)

    used = dict.fromkeys(c.field.name for check in checks.values() for c in check.columns)
    plan = {
        "road": "template",
        "fields": list(used),
        "sheets": [{"name": s.name, "read": s.name in checks, "hidden": s.hidden} for s in spooled.sheets],
        "places": {name: {c.field.name: c.column for c in check.columns} for name, check in checks.items()},
        "heads": {name: check.row for name, check in checks.items()},
    }
    return Found(lines(), sum(sheet.rows for sheet in sheets), plan)


def _ledger(workbook: Workbook, answer: LedgerAnswer, kind: LedgerKind, look: Look, answers: Answers) -> Found:
    lines = LedgerLines(workbook, answer, kind.imported, look, answers)
    places: dict[str, dict[str, int]] = {}
    for column in lines.plans:
        if column.field:
            places.setdefault(column.sheet, {})[column.field] = column.index
    plan: dict[str, Any] = {
        "road": "ledger",
        "fields": [f.name for f in kind.imported if f.name in lines.used],
        "sheets": [{"name": s.sheet, "read": s.role == "ledger", "hidden": s.hidden} for s in answer.sheets],
        "places": places,
        "heads": {table.sheet: table.header_rows[-1] for table in reversed(answer.tables)},
        "columns": [{**asdict(p), "because": coding.reason_out(p.because)} for p in lines.plans],
        "aside": [[s.sheet, s.row, s.reason, s.text[:200]] for s in answer.skip if s.reason != "empty"],
        "questions": [
            [q.kind, q.sheet, q.field, coding.reason_out(q.say), list(q.options), list(q.rows)]
            for q in answer.questions
            if q.kind in {"column_unit", "hidden_sheet", "hidden_rows"}
        ] + [
            ["column_unit", sheet, name, coding.reason_out(NO_UNIT), list(UNITS_OF_SUMS), rows]
            for sheet, name, rows in lines.unit_questions()
        ],
    }  # fmt: skip
    return Found(lines, len(answer.rows), plan, tuple(dict.fromkeys(t.layout for t in answer.tables)))


def _stage(upload: Upload, compared: Iterable[Compared], total: int, progress: Progress) -> dict[str, int]:
    """Replace the staged rows, two thousand at a time: nobody waits long for the database."""
    StagedRow.objects.filter(upload=upload).delete()
    counts = {outcome.name.lower(): 0 for outcome in StagedRow.Outcome}
    batch: list[list[Any]] = []
    done = 0
    for row in compared:
        counts[row.outcome.name.lower()] += 1
        batch.append(_columns(upload.id, row))
        if len(batch) == BATCH:
            done += BATCH
            _flush(batch)
            progress(done, max(total, done))
    _flush(batch)
    return counts


def _columns(upload: UUID, row: Compared) -> list[Any]:
    payload = coding.dump(row.staged)
    return [upload, row.sheet, row.number, int(row.outcome), row.subject, row.seen, payload]


def _flush(batch: list[list[Any]]) -> None:
    with transaction.atomic():
        rowsql.insert(StagedRow, STAGED_COLUMNS, batch)
    batch.clear()


def _lacking(lacking: Lacking, names: Mapping[Kind, Names]) -> dict[str, Any]:
    """Names the zone lacks, for the page: how many rows use each, what it resembles, whether it may be set up.

    New firms that resemble none are thousands in a first ledger: the first of them are listed, all are counted.
    """
    listed: list[dict[str, Any]] = []
    quiet = 0
    for name, rows in lacking.names.values():
        kind = Kind(name.kind)
        near, allowed = names[kind].find(name.name, name.details).near, lacking.allowed.get(kind, False)
        if kind is Kind.ENTERPRISE and allowed and not near:
            quiet += 1
            if quiet > QUIET_LISTED:
                continue
        listed.append(
            {"kind": name.kind, "key": name.key, "name": name.name, "rows": rows, "near": list(near),
             "allowed": allowed}
        )  # fmt: skip
    return {"lacking": listed, "new_firms": quiet}
