"""When a review may be passed, by the rule of the pack."""

from __future__ import annotations

import pytest

from southgate.domain.gates.reviews import ReviewRule, Verdict, not_enough, not_passed

YES, IF, NO = Verdict.AGREE, Verdict.CONDITIONS, Verdict.AGAINST
RULE = ReviewRule(members=3, share_millionths=666_666)
LENIENT = ReviewRule(members=3, share_millionths=500_000, everyone=False, against=1)
STRICT = ReviewRule(members=3, share_millionths=1_000_000, conditions_agree=False)


@pytest.mark.parametrize(
    ("verdicts", "rule", "reasons"),
    [
        ([YES, YES, YES], RULE, 0),
        ([YES, YES, IF], RULE, 0),
        ([YES, YES, None], RULE, 1),  # two of three are two thirds, but one has not spoken
        ([YES, YES, YES, None], RULE, 1),
        ([YES, YES, NO], RULE, 1),
        ([NO, NO, NO], RULE, 2),
        ([YES, YES], RULE, 1),
        ([YES, YES, NO], LENIENT, 0),
        ([YES, None, NO], LENIENT, 1),
        ([YES, YES, NO, NO], LENIENT, 1),
        ([YES, YES, IF], STRICT, 1),
        ([YES, YES, YES], STRICT, 0),
    ],
)
def test_the_rule(verdicts, rule, reasons):
    assert len(not_passed(verdicts, rule)) == reasons


def test_every_reason_at_once():
    found = [str(one) for one in not_passed([YES, None, NO], RULE)]
    assert found == [
        "还有 1 个成员没有提意见",
        "有 1 个成员不同意，最多只能有 0 个",
        "3 个成员里 1 个同意，不到 66.6666%",
    ]


def test_too_few_members():
    assert [str(one) for one in not_enough(2, RULE)] == ["评审成员只有 2 个，至少要 3 个"]
    assert not_enough(3, RULE) == []
