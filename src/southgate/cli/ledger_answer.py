"""`southgate import FILE --dry-run --json` for any office ledger: the file in, the answer of the ledger schema out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from southgate.domain.reading.ledger.answer import as_json
from southgate.domain.reading.ledger.read import read_any_ledger
from southgate.domain.reading.ledger.tables import tables
from southgate.kernel.exchange.workbook.open import read_workbook


def dry_run_answer(path: Path) -> dict[str, Any]:
    """What an import of this file would do, in the ledger schema. Raises `Unreadable` when the file is no workbook."""
    return {"file": path.name, **as_json(read_any_ledger(read_workbook(path), tables()))}
