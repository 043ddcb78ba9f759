"""Land, jobs, progress, stages."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.reading.ledger.quantities import read_jobs, read_land, read_percent
from southgate.domain.reading.ledger.stages import is_cancelled, read_stage
from southgate.domain.reading.ledger.tables import tables

WORDS = tables()
BLANK = WORDS.blank["quantities"]


def outcome(reading):
    return reading.doubt.kind if reading.doubt else (reading.value, reading.approx)


@pytest.mark.parametrize(
    ("cell", "unit", "result"),
    [
        (45, "亩", (45, False)),
        ("约45亩", "亩", (45, True)),
        ("2.4公顷", "亩", (36, False)),
        (2, "公顷", (30, False)),
        (20000, "平方米", (30, False)),
        ("120亩（一期60亩）", "亩", (120, False)),
        ("租赁厂房3400㎡", "亩", "not_a_number"),
        ("3400㎡", "亩", "not_a_number"),
        ("30-45亩", "亩", "ambiguous_amount"),
        (45, None, "column_unit"),
        ("无", "亩", (None, False)),
    ],
)
def test_land(cell, unit, result):
    assert outcome(read_land(cell, unit, BLANK)) == result


@pytest.mark.parametrize(
    ("cell", "result"),
    [
        (110, (110, False)),
        ("300余人", (300, True)),
        ("约310", (310, True)),
        ("1.2万人", (12000, False)),
        ("100-200人", "ambiguous_amount"),
        ("30.5", "not_a_number"),
        ("若干", "not_a_number"),
        ("—", (None, False)),
    ],
)
def test_jobs(cell, result):
    assert outcome(read_jobs(cell, BLANK)) == result


@pytest.mark.parametrize(
    ("cell", "number_format", "result"),
    [
        (0.3, "0%", (30, False)),
        (1, "0%", (100, False)),
        (0.8, "General", (80, False)),
        (20, "General", (20, False)),
        ("７５％", "General", (75, False)),
        ("约60%", "General", (60, True)),
        ("百分之45", "General", (45, False)),
        ("1%", "General", (1, False)),
        (0, "General", (0, False)),
        (1, "General", "ambiguous_percent"),
        ("1", "General", "ambiguous_percent"),
        (120, "General", "ambiguous_percent"),
        ("40%-50%", "General", "ambiguous_percent"),
        ("主体封顶", "General", "not_a_number"),
    ],
)
def test_progress(cell, number_format, result):
    assert outcome(read_percent(cell, BLANK, number_format)) == result


@pytest.mark.parametrize(
    ("cell", "stage"),
    [
        ("洽谈中", "在谈"),
        ("已拿地", "落地"),
        ("续建", "在建"),
        ("新开工项目", "开工"),
        ("竣工投产", "投产"),
        ("签约（待开工）", "签约"),
        ("签约待开工", "签约"),
        ("2025年新开工项目", "开工"),
        ("达产达效", "达产"),
    ],
)
def test_stages(cell, stage):
    assert read_stage(cell, WORDS).value == stage


def test_an_ended_or_stopped_project_has_no_stage():
    assert read_stage("已终止", WORDS).doubt is None and read_stage("已终止", WORDS).value is None
    assert read_stage("停工", WORDS).doubt.kind == "unknown_stage"
    assert is_cancelled("项目已终止，协议解除", WORDS) and not is_cancelled("拟终止", WORDS)


@given(st.text(max_size=20))
def test_any_text_is_read_asked_or_not_given(text):
    for reading in (
        read_land(text, "亩", BLANK),
        read_jobs(text, BLANK),
        read_percent(text, BLANK),
        read_stage(text, WORDS),
    ):
        assert reading.doubt is None or reading.value is None


@given(st.decimals(min_value=0, max_value=1000, places=2))
def test_hectares_are_fifteen_mu(number):
    assert read_land(f"{number}公顷", "亩", BLANK).value == number * Decimal(15)
