"""Credit through hand-overs: who talked first keeps his part, and all parts together are the whole."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.leads import HandOver, credit

A, B, C = (UUID(int=number) for number in (1, 2, 3))


def test_it_works():
    assert credit(A, []) == {A: 1_000_000}
    assert credit(A, [HandOver(A, B, 300_000)]) == {A: 300_000, B: 700_000}


def test_a_second_hand_over_divides_what_the_giver_had():
    moves = [HandOver(A, B, 300_000), HandOver(B, C, 500_000)]
    assert credit(A, moves) == {A: 300_000, B: 350_000, C: 350_000}


def test_what_does_not_divide_goes_to_the_taker():
    moves = [HandOver(A, B, 333_333), HandOver(B, C, 333_333)]
    assert credit(A, moves) == {A: 333_333, B: 222_222, C: 444_445}


def test_who_keeps_nothing_is_not_named_and_a_lead_may_come_back():
    assert credit(A, [HandOver(A, B, 0)]) == {B: 1_000_000}
    assert credit(A, [HandOver(A, B, 400_000), HandOver(B, A, 500_000)]) == {A: 700_000, B: 300_000}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1_000_000)), max_size=8))
def test_nothing_is_lost_and_who_talked_first_keeps_what_he_kept(steps):
    units = [UUID(int=number) for number in range(1, 5)]
    at, moves = units[0], []
    for to, kept in steps:
        if units[to] != at:
            moves.append(HandOver(at, units[to], kept))
            at = units[to]
    shares = credit(units[0], moves)
    assert sum(shares.values()) == 1_000_000
    assert all(share > 0 for share in shares.values())
    if moves:
        assert shares.get(units[0], 0) >= moves[0].kept_millionths or any(move.giver == units[0] for move in moves[1:])
