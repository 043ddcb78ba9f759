"""What a voucher is: the same slip typed otherwise is the same, sums are whole 分, refusals come all at once."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.counting.vouchers import VoucherFacts, in_cny, issuer_key, key_of, refusals

TODAY = date(2026, 11, 24)
GIVEN = {
    "kind": "bank_slip", "use": "fixed", "origin": "domestic", "number": "B-2026-0001", "issuer": "示例银行云澜支行",
    "payer": "示例精密传动有限公司", "paid_on": date(2026, 11, 3), "amount": 50_000_000, "currency": "CNY",
    "rate_millionths": None, "rate_on": None,
}  # fmt: skip


def wheres(**changed):
    return sorted(reason.where for reason in refusals(VoucherFacts(**{**GIVEN, **changed}), today=TODAY))


@pytest.mark.parametrize(
    "typed", ["b20260001", "Ｂ－２０２６－０００１", " B 2026 0001 ", "B—2026–0001", "b_2026/0001", "B2026０００1"]
)
def test_the_same_slip_typed_otherwise_is_the_same(typed):
    assert key_of(typed) == key_of("B-2026-0001")


@pytest.mark.parametrize("typed", ["B-2026-0010", "B-2026-001", "C-2026-0001", "B-2026-00011"])
def test_another_number_is_another(typed):
    assert key_of(typed) != key_of("B-2026-0001")


def test_an_issuer_is_the_same_with_and_without_its_legal_form():
    assert issuer_key("示例银行股份有限公司（云澜）支行") == issuer_key("示例银行 云澜支行")
    assert issuer_key("有限公司") == "有限公司"


@given(st.text(alphabet="AbZ09中－—- 　ＡｂＺ０９①②ß", max_size=30))
def test_a_key_is_its_own_key(text):
    assert key_of(key_of(text)) == key_of(text)


@given(st.text(max_size=40), st.sampled_from([" ", "　", "-", "－", "—", "\u200b", "/", "."]), st.integers(0, 40))
def test_signs_and_spaces_never_matter(text, sign, at):
    assert key_of(text[:at] + sign + text[at:]) == key_of(text[:at] + text[at:])


def test_a_plain_voucher_is_one():
    assert wheres() == []


def test_everything_wrong_is_said_at_once():
    found = wheres(kind="", use="x", origin="", number="--", issuer=" ", payer="", paid_on=None, amount=0)
    assert found == ["amount", "issuer", "kind", "number", "origin", "paid_on", "payer", "use"]


def test_money_that_has_not_come_is_none():
    assert wheres(paid_on=date(2026, 11, 25)) == ["paid_on"]


def test_a_foreign_sum_has_its_rate_and_the_rate_its_day():
    assert wheres(currency="USD") == ["rate", "rate_on"]
    assert wheres(currency="USD", rate_millionths=7_100_000, rate_on=date(2026, 11, 2)) == []
    assert wheres(rate_millionths=1, rate_on=TODAY) == ["rate"]
    assert wheres(currency="XYZ") == ["currency"]


def test_a_foreign_sum_in_yuan():
    """12055 万美元 at 6.697, the rate that report S2's own sums imply (130.6 / 19.5): 80732.335 万元."""
    assert in_cny(1_205_500_000_0, "USD", 6_697_000) == 8_073_233_500_0
    with pytest.raises(ValueError, match="without a rate"):
        in_cny(1, "USD", None)


@given(st.lists(st.tuples(st.integers(1, 10**12), st.integers(1, 10**8)), max_size=20))
def test_sums_are_rounded_once(pairs):
    """Each voucher is off by half a 分 at most, however many: the sum of whole 分 is not rounded again."""
    exact = sum((Fraction(amount * rate, 1_000_000) for amount, rate in pairs), Fraction(0))
    total = sum(in_cny(amount, "USD", rate) for amount, rate in pairs)
    assert abs(total - exact) <= Fraction(len(pairs), 2)
