"""Numbers, codes and names that never repeat."""

from __future__ import annotations

from itertools import chain
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from southgate.cli.generate.numbering import BRANDS, CODES, FIRMS, Scatter, brand_and_trade, credit_code, works_name
from southgate.cli.generate.words import FIRST, SECOND, THIRD, TRADES


def test_the_tables_keep_brand_and_product_apart() -> None:
    signs = [*FIRST, *SECOND, *THIRD]
    products = list(chain.from_iterable(trade.products for trade in TRADES))
    words = [trade.word for trade in TRADES]
    assert len(set(signs)) == len(signs)
    assert len(set(products)) == len(products) and len(set(words)) == len(words)
    assert not {word[0] for word in [*products, *words]} & set(THIRD)


@given(room=st.integers(2, 400), seed=st.integers(0, 50))
def test_a_scatter_is_a_permutation_of_each_run(room: int, seed: int) -> None:
    scatter = Scatter.of(room, Random(seed))
    assert sorted(map(scatter.at, range(2 * room))) == list(range(2 * room))
    assert {scatter.at(number) for number in range(room)} == set(range(room))


@given(number=st.integers(0, CODES - 1), series=st.integers(0, 99))
def test_codes_have_right_check_digits(number: int, series: int) -> None:
    code = credit_code(number, series)
    assert uscc.is_valid(code) and code[:6] == "919900" and code[6:8] == f"{series:02d}"
    assert code[16] == organisation_check(code[8:16])


def organisation_check(body: str) -> str:
    """GB 11714-1997, written the slow way."""
    total = sum(int(sign, 36) * weight for sign, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True))
    return "0123456789X"[(11 - total % 11) % 11]


def test_different_numbers_give_different_codes_and_names() -> None:
    numbers = [*range(3_000), *range(FIRMS, FIRMS + 3_000)]
    assert len({credit_code(number, 1) for number in numbers}) == 6_000
    firms = [brand_and_trade(number) for number in numbers]
    assert len({brand + trade.word for brand, trade in firms}) == 6_000
    assert len({works_name(number) for number in numbers}) == 6_000


def test_brands_have_two_characters_first_and_three_later() -> None:
    assert len(brand_and_trade(0)[0]) == len(brand_and_trade(FIRMS - 1)[0]) == 2
    assert len(brand_and_trade(FIRMS)[0]) == 3
    assert BRANDS * len(TRADES) == FIRMS
