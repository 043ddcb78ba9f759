"""A pack with a mistake is told every mistake, each with its place."""

from __future__ import annotations

from southgate.domain.gates.reviews import ReviewRule
from southgate.domain.gates.table import DocumentKind, GateTable, LocalStage, faults
from southgate.domain.gates.tests.tables import KINDS, ROWS, RULE, WORDS, need, table
from southgate.domain.projects import Stage


def places(gate: GateTable) -> list[str]:
    return [path for path, _say, _params in faults(gate, WORDS)]


def test_a_right_table_has_none():
    assert places(table(need("document", kinds=("contract",)))) == []


def test_all_at_once():
    gate = table(
        need("document", "nowhere", "a"),
        need("field", "signed", "a", fields=("enterprise", "colour"), count=2),
        need("money", "signed", "c"),
        need("document", "signed", "d", kinds=("unknown",)),
        need("any", "signed", "e", options=("missing",)),
    )
    assert set(places(gate)) == {
        "need[1].stage", "need[1].kinds", "need[2].key", "need[2].fields", "need[2].count", "need[3]",
        "need[4].kinds", "need[5].options",
    }  # fmt: skip


def test_stages_go_forward_and_keys_stand_once():
    rows = (LocalStage("b", "开工", Stage.STARTED), LocalStage("b", "签约", Stage.SIGNED))
    gate = GateTable(rows, (), (DocumentKind("x", "x"), DocumentKind("x", "x")), RULE)
    assert set(places(gate)) == {"stage[2].stage", "stage[2].key", "document[2].key"}


def test_an_option_is_no_need_of_a_stage_and_holds_no_options():
    gate = table(options=(need("any", "signed", "o", options=("o",)),))
    assert {"option[1].stage", "option[1].check"} <= set(places(gate))


def test_a_review_that_nobody_could_pass():
    gate = GateTable(ROWS, (), KINDS, ReviewRule(0, 2_000_000))
    assert places(gate) == ["review"]
