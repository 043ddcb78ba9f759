"""The same definition as SQL and over plain rows: every count and every side of every rate, on generated rows."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.selectors.figures.querying import Tables, counted, values
from southgate.apps.pipeline.tests.signings.rows import (
    PROJECTS,
    SIGNINGS,
    keep_history,
    make_projects,
    make_signings,
    make_zone,
    plain,
)
from southgate.domain.counting.definitions import Definition, Scope, asked, evaluate, why_not
from southgate.domain.counting.rules import Assessment, Exclusions, RateKey, Rules, Weights
from southgate.domain.counting.signed import definitions, rate_definitions
from southgate.domain.counting.tests.made import CITY, RATES, RULES
from southgate.domain.periods import Period, cumulative
from southgate.domain.projects import Nature

pytestmark = pytest.mark.django_db
ALL = replace(CITY, weights=Weights(700_000), assessment=Assessment(2, True, True), rates=RATES)
LIGHT = replace(RULES, rates=RATES, exclusions=Exclusions((Nature.FISCAL,), True))
ONCE = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def everything(rules: Rules, period: Period) -> list[Definition]:
    sides = [side for rate in rate_definitions(rules, period.last) for side in (
        replace(rate.part, key=f"{rate.key}/part"), replace(rate.over, key=f"{rate.key}/over"))]  # fmt: skip
    return [*definitions(rules), *sides]


def rows_of(zones: list[UUID], projects: list[Any], signings: list[Any]) -> list[dict[str, Any]]:
    Signing.objects.all().delete()
    made = make_signings(zones, zones[1], make_projects(zones[0], projects), signings)
    return plain(made)


@pytest.fixture
def zones() -> list[UUID]:
    return [make_zone(number) for number in (1, 2)]


@ONCE
@given(
    projects=st.lists(PROJECTS, min_size=1, max_size=5),
    signings=st.lists(SIGNINGS, max_size=25),
    rules=st.sampled_from([ALL, LIGHT]),
    period=st.sampled_from([cumulative(2026, 9), Period(2026), Period(2026, 10, 10)]),
    column=st.sampled_from(["zone_id", "park_id"]),
)
def test_sql_and_plain_rows_count_alike(
    zones: list[UUID], projects: list[Any], signings: list[Any], rules: Rules, period: Period, column: str
) -> None:
    rows = rows_of(zones, projects, signings)
    scope = Scope(tuple(zones[:1] if column == "zone_id" else zones[1:]), period, column)
    found = everything(rules, period)
    sql = values([(one, asked(one, scope)) for one in found], Tables.at(None))
    assert sql == {one.key: evaluate(one, scope, rows) for one in found}


@ONCE
@given(projects=st.lists(PROJECTS, min_size=1, max_size=5), signings=st.lists(SIGNINGS, max_size=25))
def test_a_past_day_is_counted_by_the_same_rules(zones: list[UUID], projects: list[Any], signings: list[Any]) -> None:
    rows = rows_of(zones, projects, signings)
    keep_history()
    scope = Scope(tuple(zones[:1]), cumulative(2026, 9))
    found = everything(ALL, scope.period)
    sql = values([(one, asked(one, scope)) for one in found], Tables.at(1))
    assert sql == {one.key: evaluate(one, scope, rows) for one in found}


@ONCE
@given(projects=st.lists(PROJECTS, min_size=1, max_size=5), signings=st.lists(SIGNINGS, min_size=1, max_size=25))
def test_the_very_same_rows_count(zones: list[UUID], projects: list[Any], signings: list[Any]) -> None:
    rows = rows_of(zones, projects, signings)
    scope = Scope(tuple(zones[:1]), Period(2026))
    for one in everything(LIGHT, scope.period):
        conditions = asked(one, scope)
        expected = {row["id"] for row in rows if why_not(conditions, row) is None}
        assert set(counted(conditions, Tables.at(None)).values_list("pk", flat=True)) == expected, one.key


def test_one_query_for_all_counts_and_rates(zones: list[UUID], django_assert_num_queries: Any) -> None:
    scope = Scope(tuple(zones[:1]), Period(2026))
    found = everything(ALL, scope.period)
    assert {one.key for one in found} >= {"signed", "listed_firms.global", f"{RateKey.ARRIVED}/part"}
    with django_assert_num_queries(1):
        values([(one, asked(one, scope)) for one in found], Tables.at(None))
