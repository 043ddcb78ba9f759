"""S1: `can()` = `visible()` = `rights.csv`, every cell executed; and seen to fail when a rule is broken."""

from __future__ import annotations

import pytest

from southgate.kernel.identity.roles import EXCLUSIVE, ROLE_NAMES, Role
from southgate.kernel.identity.rules import EVERYTHING, RULE_BOOK, InZone, Rules
from tests.rights import matrix

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", matrix.kinds())
def test_the_three_agree(kind):
    count, found = matrix.differences(kind, RULE_BOOK[kind], matrix.make_world(), matrix.allowed_cells())
    assert count and not found, "\n".join(map(str, found[:40]))


@pytest.mark.parametrize("kind", matrix.kinds())
def test_every_line_of_the_table_is_executed(kind):
    executed = matrix.executed_cells(kind, RULE_BOOK[kind], matrix.make_world())
    assert {cell for cell in matrix.allowed_cells() if cell[0] == kind} <= executed


def test_every_registered_kind_is_proven_or_waits_openly():
    assert matrix.waiting() <= set(RULE_BOOK), "a kind that waits no more leaves the list"
    assert {cell[0] for cell in matrix.allowed_cells()} <= set(RULE_BOOK)


@pytest.mark.parametrize("fault", ["select", "allows"])
def test_a_broken_rule_is_found(fault, monkeypatch):
    broken = (lambda self, by: EVERYTHING) if fault == "select" else (lambda self, by, row: True)
    monkeypatch.setattr(InZone, fault, broken)
    _, found = matrix.differences("unit", RULE_BOOK["unit"], matrix.make_world(), matrix.allowed_cells())
    assert found


def test_a_verb_nobody_reviewed_is_found():
    known = RULE_BOOK["unit"]
    wider = Rules({**known.verbs, "sell": known.verbs["view"]}, "unit", known.model)
    _, found = matrix.differences("unit", wider, matrix.make_world(), matrix.allowed_cells())
    assert {difference.cell[2] for difference in found} == {"sell"}


def test_no_administrator_works_for_the_zone():
    """三员分立: what an administrator may do to business objects is nothing; the table says so too."""
    house = {
        "zone",
        "unit",
        "person",
        "post",
        "appointment",
        "account",
        "entry",
        "pack",
        "pack_choice",
        "pack_override",
    }
    administrators = {role.value for role in EXCLUSIVE}
    assert not [cell for cell in matrix.allowed_cells() if cell[0] not in house and cell[4] in administrators]
    auditor = {cell for cell in matrix.allowed_cells() if cell[4] == Role.AUDITOR}
    assert {cell[2] for cell in auditor if cell[3] != "own" and cell[3] != "own_elsewhere"} <= {"view", "look_inside"}
    assert set(ROLE_NAMES) == set(Role)
