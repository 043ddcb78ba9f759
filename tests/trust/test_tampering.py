"""R8 in full: each column of each sealed entry, and all that can be done to rows; every attack found and placed."""

from __future__ import annotations

from collections import Counter

import pytest

from southgate.kernel.book.tests import tampering
from southgate.kernel.book.tests.kit import made_tables, thing_tables  # noqa: F401
from southgate.kernel.book.verifying import in_words, verify
from tests.trust.zones import FULL

pytestmark = [pytest.mark.trust, pytest.mark.django_db, pytest.mark.usefixtures("thing_tables")]
ENTRIES, STEP, ANEW = (500, 1, 25) if FULL else (40, 9, 1)


def test_every_attack_is_found_and_the_first_bad_entry_named():
    tampering.sealed_book(ENTRIES)
    done: Counter[str] = Counter()
    attacks = list(tampering.attacks([*range(1, ENTRIES, STEP), ENTRIES], ENTRIES, anew=ANEW))
    done.update(attack.name.split()[0] for attack in attacks)
    assert tampering.missed(attacks) == []
    print(f"\nR8: {done.total()} attacks on {ENTRIES} sealed entries, all found and placed: {dict(done)}")
    print(in_words(verify()).splitlines()[-1])
