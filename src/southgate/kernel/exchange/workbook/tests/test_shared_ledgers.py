"""The four shared ledgers, scored by their own score.py; skipped where they are not beside the project."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from southgate.domain.reading.ledger.answer import as_json
from southgate.domain.reading.ledger.read import read_any_ledger
from southgate.domain.reading.ledger.tables import tables
from southgate.kernel.exchange.workbook.open import read_workbook

SHARED = Path(__file__).parents[6].parent / "shared" / "ledgers"
NAMES = ("a1-key-projects.xlsx", "a2-signed-by-park.xlsx", "a3-under-construction.xls", "a4-leads.csv")
ENOUGH_CELLS, ENOUGH = 0.97, 0.95

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/ledgers is not beside the project"),
]


@pytest.mark.parametrize("name", NAMES)
def test_read_as_a_careful_officer_would(name):
    spec = importlib.util.spec_from_file_location("ledger_score", SHARED / "score.py")
    assert spec is not None and spec.loader is not None
    scoring = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scoring)
    expected = json.loads((SHARED / f"{Path(name).stem}.expected.json").read_text(encoding="utf-8"))
    answer = as_json(read_any_ledger(read_workbook(SHARED / name), tables()))
    differences: list[str] = []
    result = scoring.score(answer, expected, differences)
    assert result["cells"]["silent_guesses"] == 0, differences
    assert result["cells"]["right"] >= ENOUGH_CELLS * result["cells"]["expected"], differences
    for part in ("skip", "questions"):
        assert min(result[part]["precision"], result[part]["recall"]) >= ENOUGH, differences
