"""What a signing can be (sources 1.4: 明政办〔2006〕95号)."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.counting.kinds import Known, Wanted, decide, possible, refusals
from southgate.domain.counting.reporting import missed_months
from southgate.domain.counting.words import Form, SigningKind

A, B = UUID(int=1), UUID(int=2)
DAY, LATER = date(2026, 3, 5), date(2026, 9, 8)
FIRST, REPEAT, UPGRADE, INCREASE, OWNER = SigningKind
AGREED = Known(FIRST, Form.AGREEMENT, DAY, A)
CONTRACTED = Known(FIRST, Form.CONTRACT, DAY, A)


@pytest.mark.parametrize(
    ("known", "wanted", "kind"),
    [
        ((), Wanted(Form.AGREEMENT, DAY), FIRST),
        ((AGREED,), Wanted(Form.CONTRACT, LATER, A, A), UPGRADE),
        ((CONTRACTED,), Wanted(Form.CONTRACT, LATER, A, A), REPEAT),
        ((AGREED,), Wanted(Form.AGREEMENT, LATER, A, A), REPEAT),
        ((CONTRACTED,), Wanted(Form.CONTRACT, LATER, A, A, added=True), INCREASE),
        ((CONTRACTED,), Wanted(Form.CONTRACT, LATER, B, A), OWNER),
        ((CONTRACTED,), Wanted(Form.CONTRACT, LATER), REPEAT),
    ],
)
def test_sanming_2006_95_what_a_signing_is(known: tuple[Known, ...], wanted: Wanted, kind: SigningKind) -> None:
    decided = decide(known, wanted)
    assert decided.kind is kind and decided.because
    assert kind in possible(known, wanted)


def test_a_project_that_the_ledger_says_was_signed_is_not_signed_first_again() -> None:
    again = Wanted(Form.CONTRACT, LATER, ledger_signed_to=DAY)
    assert decide((), again).kind is REPEAT
    assert FIRST not in possible((), again)


def test_the_signing_that_the_ledger_speaks_of_is_the_first() -> None:
    month = Wanted(Form.CONTRACT, DAY, ledger_signed_to=date(2026, 3, 31))
    assert decide((), month).kind is FIRST


def test_a_signing_before_the_day_of_the_ledger_is_the_first() -> None:
    """The contract is of the day; the card on the board was moved to signed a day later."""
    moved_late = Wanted(Form.CONTRACT, DAY, ledger_signed_to=LATER)
    assert decide((), moved_late).kind is FIRST


@pytest.mark.parametrize("kind", [FIRST, OWNER, UPGRADE])
def test_an_impossible_kind_is_refused_with_what_the_rule_says(kind: SigningKind) -> None:
    [reason] = refusals(kind, (CONTRACTED,), Wanted(Form.CONTRACT, LATER, A, A))
    assert "重复签约" in str(reason) and reason.where == "kind"


KNOWN = st.builds(Known, st.sampled_from([FIRST, REPEAT, UPGRADE, INCREASE]), st.sampled_from(list(Form)),
                  st.dates(date(2024, 1, 1), date(2026, 1, 1)), st.sampled_from([None, A, B]))  # fmt: skip
WANTED = st.builds(Wanted, st.sampled_from(list(Form)), st.dates(date(2026, 1, 2), date(2026, 12, 31)),
                   st.sampled_from([None, A, B]), st.sampled_from([None, A, B]), st.booleans())  # fmt: skip


@given(st.lists(KNOWN, max_size=4), WANTED)
def test_the_rule_never_proposes_what_is_impossible(known: list[Known], wanted: Wanted) -> None:
    kind = decide(known, wanted).kind
    assert kind in possible(known, wanted)
    assert not refusals(kind, known, wanted)
    assert (kind is FIRST) == (not known)


def test_a_county_rule_reported_every_month_is_not_rushed() -> None:
    noted = [date(2026, month, 9) for month in (2, 3, 4)]
    assert missed_months(date(2026, 1, 20), date(2026, 5, 3), noted) == 0
    assert missed_months(date(2026, 1, 20), date(2026, 5, 3), [date(2026, 5, 3)]) == 3
    assert missed_months(date(2025, 12, 31), date(2026, 1, 1), []) == 0
