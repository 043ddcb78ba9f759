"""Each kind of check, met and unmet, as a table; what is asked on the way, what is said, which day."""

from __future__ import annotations

from datetime import date

import pytest

from southgate.domain.gates.judging import judge, local_stage, needs_of, unknown_stage
from southgate.domain.gates.table import Condition, GateTable, LocalStage, Only, Year
from southgate.domain.gates.tests.tables import KINDS, RULE, TODAY, document, need, reviewed, signed, standing, table
from southgate.domain.projects import Stage

PHOTO = need("document", kinds=("photo",), count=2, works=("piling", "structure"))
SHOT = document("photo", "a", work="piling")
PLAN = need("document", kinds=("plan",), year=Year.THIS)
QUARTER = need("money", share_millionths=250_000)
PAID = need("money", uses=("land",), least=1)
CASES = [
    (need("field", fields=("enterprise",)), standing(), False),
    (need("field", fields=("enterprise",)), standing(given=frozenset({"enterprise"})), True),
    (need("field", fields=("enterprise", "x")), standing(given=frozenset({"enterprise"})), False),
    (need("day", fields=("signed_on",)), standing(), False),
    (need("day", fields=("signed_on",)), standing(days={"signed_on": date(2025, 1, 1)}), True),
    (need("day", fields=("signed_on",), year=Year.THIS), standing(days={"signed_on": date(2025, 12, 31)}), False),
    (need("day", fields=("signed_on",), year=Year.THIS), standing(days={"signed_on": date(2026, 1, 1)}), True),
    (need("day", fields=("signed_on",), year=Year.LATER), standing(days={"signed_on": date(2026, 12, 31)}), False),
    (need("day", fields=("signed_on",), year=Year.LATER), standing(days={"signed_on": date(2027, 1, 1)}), True),
    (need("day", fields=("signed_on",), year=Year.EARLIER), standing(days={"signed_on": date(2025, 12, 31)}), True),
    (need("sum", fields=("investment_cny",)), standing(), False),
    (need("sum", fields=("investment_cny",)), standing(sums={"investment_cny": 0}), True),
    (need("sum", fields=("investment_cny",), least=100), standing(sums={"investment_cny": 99}), False),
    (need("sum", fields=("investment_cny",), least=100), standing(sums={"investment_cny": 100}), True),
    (need("document", kinds=("contract",)), standing(documents=(document("agreement"),)), False),
    (need("document", kinds=("contract", "agreement")), standing(documents=(document("agreement"),)), True),
    (PHOTO, standing(documents=(SHOT,)), False),
    (PHOTO, standing(documents=(SHOT, SHOT)), False),
    (PHOTO, standing(documents=(SHOT, document("photo", "b", work="levelling"))), False),
    (PHOTO, standing(documents=(SHOT, document("photo", "b", work="structure"))), True),
    (PLAN, standing(documents=(document("plan", planned_on=date(2027, 1, 1)),)), False),
    (PLAN, standing(documents=(document("plan", planned_on=date(2026, 12, 31)),)), True),
    (PLAN, standing(documents=(document("plan"),)), False),
    (need("review", kinds=("admission",)), standing(), False),
    (need("review", kinds=("admission",)), standing(reviews=(reviewed("open"),)), False),
    (need("review", kinds=("admission",)), standing(reviews=(reviewed("passed"),)), True),
    (need("review", kinds=("admission",)), standing(reviews=(reviewed("passed"), reviewed("returned"))), False),
    (need("review", kinds=("admission",)), standing(reviews=(reviewed("returned"), reviewed("passed"))), True),
    (need("review", kinds=("admission",)), standing(reviews=(reviewed("passed"), reviewed("open"))), True),
    (need("signing"), standing(), False),
    (need("signing", forms=("contract",)), standing(signings=(signed("agreement"),)), False),
    (need("signing", forms=("contract",)), standing(signings=(signed("contract"),)), True),
    (need("signing", kinds=("increase",)), standing(signings=(signed(),)), False),
    (QUARTER, standing(planned=400, arrived={"fixed": 99}), False),
    (QUARTER, standing(planned=400, arrived={"fixed": 60, "working": 40}), True),
    (QUARTER, standing(planned=400, signings=(signed(amount=800),), arrived={"fixed": 100}), False),
    (QUARTER, standing(arrived={"fixed": 100}), False),
    (PAID, standing(arrived={"fixed": 100}), False),
    (PAID, standing(arrived={"land": 1}), True),
]


@pytest.mark.parametrize(("one", "stands", "met"), CASES)
def test_each_check(one, stands, met):
    (state,) = judge(table(one), stands, Stage.SIGNED, today=TODAY)
    assert state.met is met


def test_one_of_several_is_enough():
    either = need("any", options=("by_contract", "by_photos"))
    options = (
        need("document", "", "by_contract", kinds=("contract",)),
        need("document", "", "by_photos", kinds=("photo",), count=2),
    )
    gate = table(either, options=options)
    (none,) = judge(gate, standing(documents=(document("photo"),)), Stage.SIGNED, today=TODAY)
    (one,) = judge(gate, standing(documents=(document("photo"), document("contract", "b"))), Stage.SIGNED, today=TODAY)
    assert (none.met, one.met) == (False, True)
    assert [option.met for option in one.options] == [True, False]


def test_the_way_asks_for_everything_passed_and_the_way_back_for_nothing():
    gate = table(*(need("field", stage, stage, fields=("x",)) for stage in ("signed", "landed", "started")))
    assert [one.key for one in needs_of(gate, standing(), Stage.STARTED)] == ["signed", "landed", "started"]
    assert [one.key for one in needs_of(gate, standing(Stage.SIGNED), Stage.STARTED)] == ["landed", "started"]
    assert needs_of(gate, standing(Stage.STARTED), Stage.SIGNED) == []


def test_public_works_need_no_investor():
    gate = table(
        need("field", key="a", fields=("x",), only=Only.INVESTED), need("field", key="b", fields=("x",)),
        need("field", key="c", fields=("x",), only=Only.PUBLIC_WORKS),
    )  # fmt: skip
    assert [one.key for one in needs_of(gate, standing(), Stage.SIGNED)] == ["a", "b"]
    assert [one.key for one in needs_of(gate, standing(public_works=True), Stage.SIGNED)] == ["b", "c"]


def test_a_refusal_says_how_it_stands():
    gate = table(need("review", key="admission", kinds=("admission",)))
    returned = standing(reviews=(reviewed("returned", on=date(2026, 11, 20), opinions=2, members=3),))
    (state,) = judge(gate, returned, Stage.SIGNED, today=TODAY)
    assert str(state.refusal()) == "缺admission（2026-11-20 退回，意见 2 条）"
    assert (state.refusal().where, state.refusal().mend) == ("admission", "补admission")
    waiting = standing(reviews=(reviewed("open", opinions=1, members=3),))
    (state,) = judge(gate, waiting, Stage.SIGNED, today=TODAY)
    assert str(state.refusal()) == "缺admission（评审中，意见 1 / 3）"


def test_met_since_the_day_of_the_last_paper_that_was_needed():
    documents = (document("photo", "a", work="piling", on=date(2026, 11, 3)),
              document("photo", "b", work="piling", on=date(2026, 11, 9)),
              document("photo", "c", work="piling", on=date(2026, 11, 20)))  # fmt: skip
    (state,) = judge(table(PHOTO), standing(documents=documents), Stage.SIGNED, today=TODAY)
    assert state.on == date(2026, 11, 9)


def test_a_place_without_the_stage_lets_nobody_in():
    gate = GateTable(
        (LocalStage("talks", "在谈", Stage.TALKS), LocalStage("go", "开工", Stage.STARTED)), (), KINDS, RULE
    )
    assert [str(one) for one in unknown_stage(gate, Stage.LANDED)] == ["本园区的阶段里没有『落地』"]
    assert unknown_stage(gate, Stage.STARTED) == []
    assert (gate.after(Stage.TALKS), gate.after(Stage.STARTED)) == (Stage.STARTED, None)


def test_local_stages_are_told_apart_by_their_conditions():
    rows = (
        LocalStage("idea", "谋划", Stage.TALKS),
        LocalStage("talk", "洽谈", Stage.TALKS, when=(Condition("talk_on"),)),
        LocalStage("sign", "签约", Stage.SIGNED, also=(Stage.LANDED,)),
    )
    gate = GateTable(rows, (), KINDS, RULE)

    def name(stage: Stage, **days: date) -> str:
        found = local_stage(gate, standing(stage, days=days), today=TODAY)
        assert found is not None
        return found.label

    assert name(Stage.TALKS) == "谋划"
    assert name(Stage.TALKS, talk_on=date(2026, 1, 1)) == "洽谈"
    assert name(Stage.LANDED) == "签约"
    assert name(Stage.BUILDING) == "签约", "the last that it has passed"
