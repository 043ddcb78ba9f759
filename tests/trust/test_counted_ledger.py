"""Counts are a consequence: a ledger of more than a thousand signings, a third of which must not count, fed through the
services; every count equals what was worked out without the product, and taking away any single rule shows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from southgate.apps.pipeline.selectors.figures.figure import ask, figures
from southgate.apps.pipeline.selectors.figures.querying import Tables, values
from southgate.apps.pipeline.selectors.figures.rows import opened
from southgate.apps.pipeline.tests.projects.projects import with_teams
from southgate.domain.counting.definitions import asked
from southgate.domain.periods import cumulative
from southgate.kernel.book.comparing import differences
from tests.trust import counted_ledger as ledgers
from tests.trust.counted_loader import Fed, feed

pytestmark = [pytest.mark.trust, pytest.mark.django_db]
LEDGER = ledgers.make()
PERIOD = cumulative(ledgers.YEAR, ledgers.MONTHS)
RULES = (
    "other_zone", "last_year", "later", "withdrawn", "unconfirmed", "rejected", "confidential", "in_talks",
    "project_withdrawn", "replaced", "repeat", "upgrade", "increase", "carved", "below_floor",
    "below_municipal_floor", "no_sum", "no_rate", "not_large", "not_listed", "other_class", "first", "owner_change",
    "no_control",
    *(f"nature.{nature}" for nature in ledgers.NATURES),
)  # fmt: skip
"""Every rule that leaves something out of a count of this zone."""


@pytest.fixture(scope="module")
def fed(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Fed]:
    """Fed once, and rolled back after the last test."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        yield feed(LEDGER)
        transaction.set_rollback(True)


def test_the_ledger_knows_nothing_of_the_product() -> None:
    tree = ast.parse(Path(ledgers.__file__).read_text(encoding="utf-8"))
    names = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [name for name in names if name.startswith("southgate")]


def test_a_third_of_more_than_a_thousand_must_not_count() -> None:
    out = [one for one in LEDGER.signings if one.why]
    assert len(LEDGER.signings) >= 1_000 and 3 * len(out) >= len(LEDGER.signings)


def test_every_count_equals(fed: Fed) -> None:
    found = figures(ask(fed.home.wang, fed.home.zone, PERIOD), LEDGER.expected)
    assert {one.key: one.value for one in found} == LEDGER.expected


def test_every_row_is_told_apart_by_the_reason_it_was_made_for(fed: Fed) -> None:
    """As 王科 sees it, who is in the team of every secret talk; the other zone he does not see at all."""
    what = ask(fed.home.wang, fed.home.zone, PERIOD)
    groups = {group.key: group.count for group in opened(with_teams(fed.home.wang), what, "signed").groups}
    expected: dict[str, int] = {}
    for one in LEDGER.signings:
        if one.why != "other_zone":
            expected[one.why or "counted"] = expected.get(one.why or "counted", 0) + 1
    assert groups == expected


@pytest.mark.parametrize("rule", RULES)
def test_without_any_single_rule_the_counts_are_wrong(fed: Fed, rule: str) -> None:
    what = ask(fed.home.wang, fed.home.zone, PERIOD)
    loose = []
    for one in what.counts:
        kept = tuple(condition for condition in asked(one, what.scope) if condition.key != rule)
        loose.append((one, kept))
    assert values(loose, Tables.at(None)) != LEDGER.expected


def test_the_rules_tried_are_all_the_rules(fed: Fed) -> None:
    what = ask(fed.home.wang, fed.home.zone, PERIOD)
    known = {condition.key for one in what.counts for condition in asked(one, what.scope)}
    assert known == set(RULES)


def test_every_row_follows_from_the_book(fed: Fed) -> None:
    assert not list(differences(["signing"]))
