"""Refused rows on their way back: the same workbook with marks and reasons, ready to be mended and uploaded again.

Our template comes back with the refused rows alone. An office's ledger keeps all its rows (sections and merged
cells give meaning to others); what was written already is found unchanged when it comes in again.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from django.utils.translation import gettext as _

from southgate.domain.errors import Reason, Refused
from southgate.domain.reading.ledger.grid import letters
from southgate.kernel.exchange import registry, work
from southgate.kernel.exchange.coding import Staged
from southgate.kernel.exchange.models import Upload
from southgate.kernel.exchange.rebuilding import Mark, Marks, rebuild
from southgate.kernel.exchange.selectors import rejected_rows
from southgate.kernel.exchange.template import REJECTED_HEAD, Returned, write_template
from southgate.kernel.exchange.workbook.open import SOURCE, read_workbook

LARGEST = 3 << 20
"""Bytes up to which the original itself is marked; openpyxl needs some fifty times a file's size in memory."""
MOST_ROWS = 5_000
SECONDS = 60
NONE_LEFT = Reason("没有退回的行，或已过保存的日子", mend="从原表里找出这些行，再导入一次")
CHILD = "southgate.kernel.exchange.markchild"


def write_rejected(upload: Upload, path: Path) -> None:
    """The workbook to mend, as xlsx."""
    rows = rejected_rows(upload)
    if not rows or not work.path_of(upload.id).exists():
        raise Refused([NONE_LEFT])
    if upload.plan.get("road") == "template":
        kind = registry.ledger_kind(upload.kind)
        write_template(path, kind, [_returned(staged) for staged in rows.values()])
        return
    marks = marks_of(upload, rows)
    original = work.path_of(upload.id)
    small = upload.size <= LARGEST and sum(upload.counts.values()) <= MOST_ROWS
    if not (small and _is_xlsx(original) and mark_original(original, path, marks)):
        rebuild(read_workbook(original), path, marks)


def said(reason: Reason) -> str:
    """A reason and how to mend it, in the reader's language."""
    params = {key: said(value) if isinstance(value, Reason) else value for key, value in reason.params.items()}
    text = _(reason.say) % params if params else _(reason.say)
    mend = (_(reason.mend) % params if params else _(reason.mend)) if reason.mend else ""
    return f"{text}；{mend}" if mend else text


def _wrong(staged: Staged) -> dict[str, str]:
    """What is wrong by field, all reasons of a cell together."""
    wrong: dict[str, str] = {}
    for name, reason in [*((r.where, r) for r in staged.reasons), *((q.field, q.say) for q in staged.questions)]:
        wrong[name] = f"{wrong[name]}\n{said(reason)}" if name in wrong else said(reason)
    return wrong


def _returned(staged: Staged) -> Returned:
    wrong = _wrong(staged)
    return Returned(staged.shown, wrong, "\n".join(wrong.values()))


def marks_of(upload: Upload, rows: Mapping[tuple[str, int], Staged]) -> Marks:
    """Marks by sheet and row; a reason about no column of the sheet stands in the column of reasons alone."""
    places, heads = upload.plan.get("places", {}), upload.plan.get("heads", {})
    marks = Marks(_(REJECTED_HEAD), {name: int(row) for name, row in heads.items()})
    for (sheet, number), staged in rows.items():
        wrong, columns = _wrong(staged), places.get(sheet, {})
        cells = {int(columns[name]): text for name, text in wrong.items() if name in columns}
        lines = [
            f"{letters(int(columns[name]))}{number} {text}" if name in columns else text for name, text in wrong.items()
        ]
        marks.rows.setdefault(sheet, {})[number] = Mark("\n".join(lines), cells)
    return marks


def _is_xlsx(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def mark_original(original: Path, path: Path, marks: Marks) -> bool:
    """Mark the very file in a child with limits; False when it cannot be done (then it is rebuilt)."""
    asked: dict[str, Any] = {
        "head": marks.head,
        "heads": marks.heads,
        "rows": {
            sheet: {str(n): [mark.say, {str(c): text for c, text in mark.cells.items()}] for n, mark in rows.items()}
            for sheet, rows in marks.rows.items()
        },
    }  # fmt: skip
    command = [sys.executable, "-s", "-B", "-m", CHILD, str(original), str(path)]
    environment = {"PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603  (our own module, paths made by this house)
            command, input=orjson.dumps(asked), env=environment, timeout=SECONDS, capture_output=True, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and path.exists()
