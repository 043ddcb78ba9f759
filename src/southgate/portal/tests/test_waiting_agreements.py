"""What agreements wait for, and for whom: texts, passages, reviews; commitments due, overdue, reported."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from southgate.apps.pipeline.tests.agreements import agreements as made
from southgate.apps.pipeline.tests.agreements.agreements import FLAGGED, cast, claim
from southgate.kernel.testing import TODAY
from southgate.portal.waiting.agreements import agreement_work, commitment_work

pytestmark = pytest.mark.django_db


def titles(source, by, today=TODAY) -> list[str]:
    return [item.title for item in source(by=by, today=today)]


def test_what_waits_for_whom():
    play = cast()
    id = made.agreement(play, FLAGGED)
    assert "送公平竞争审查：示例项目投资协议" in titles(agreement_work, play.li)
    made.submit(play, id)
    assert titles(agreement_work, play.zhao) == ["审批协议：示例项目投资协议", "判断 2 处条款：示例项目投资协议"]
    assert titles(agreement_work, play.wang) == []


def test_due_for_the_responsible_person_then_for_a_second_one():
    play = cast()
    _, first, _ = made.signed(play)
    assert titles(commitment_work, play.li, date(2026, 10, 1)) == []
    assert titles(commitment_work, play.li, date(2026, 12, 10)) == ["承诺将到期：示例：取得土地后三个月内开工"]
    assert titles(commitment_work, play.li, date(2027, 1, 10)) == ["承诺逾期：示例：取得土地后三个月内开工"]
    claim(first, play.li)
    assert titles(commitment_work, play.li) == []
    assert titles(commitment_work, play.zhao) == ["认定履行：示例：取得土地后三个月内开工"]


def test_the_queries_do_not_grow(django_assert_max_num_queries):
    play = cast()
    for _number in range(4):
        made.signed(play, due_on=TODAY - timedelta(days=3))
    with django_assert_max_num_queries(26):
        assert len(list(commitment_work(by=play.li, today=TODAY))) == 4
