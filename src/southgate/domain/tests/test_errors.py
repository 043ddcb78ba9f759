"""Where a reason speaks of, as a page shows it."""

from __future__ import annotations

import pytest

from southgate.domain.errors import Reason


@pytest.mark.parametrize(
    ("where", "place"),
    [("person", ""), ("signed_on", ""), ("", ""), ("重点!H12", "重点!H12"), ("need[2].kinds", "need[2].kinds")],
)
def test_the_bare_key_of_a_field_is_not_for_readers(where: str, place: str) -> None:
    assert Reason("要填", where=where).place == place
