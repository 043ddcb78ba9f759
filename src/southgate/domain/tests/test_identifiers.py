"""The unified social credit code: right, or a plain reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from southgate.domain.identifiers import CODE_ALPHABET, check_credit_code

GOOD = "91990001MAK6RCCGQ3"  # 示例: area 990001 does not exist
body = st.builds(
    lambda d, r: d + r,
    st.from_regex(r"[0-9]{8}", fullmatch=True),
    st.text(sorted(CODE_ALPHABET), min_size=9, max_size=9),
)


@pytest.mark.parametrize(
    "written",
    [GOOD, GOOD.lower(), "91990001 MAK6RCCGQ3", "９１９９０００１MAK6RCCGQ3", "\t" + GOOD, f'="{GOOD}"', "'" + GOOD],
)
def test_one_code_in_many_writings(written):
    assert check_credit_code(written).code == GOOD


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (GOOD[:17], "只有 17 位，少 1 位"),
        (GOOD + "1", "有 19 位，多 1 位"),
        (GOOD[:-1] + "4", "校验位不符"),
        (GOOD[:-1] + "O", "不该出现的字符 O"),
        ("A1990001MAK6RCCGQ3", "前 8 位应为数字"),
        ("9.19900E+17", "科学计数法"),
        (9.19900198008229e17, "存成了数值"),
        (919900198008229000, "存成了数值"),
        ("", "只有 0 位"),
    ],
)
def test_a_wrong_code_says_why(written, why):
    check = check_credit_code(written)
    assert check.code is None
    assert check.wrong is not None and why in str(check.wrong)


@given(body)
def test_every_code_with_its_check_digit_is_right(start):
    assert check_credit_code(start + uscc.calc_check_digit(start)).code == start + uscc.calc_check_digit(start)


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text):
    check = check_credit_code(text)
    assert (check.code is None) != (check.wrong is None)
