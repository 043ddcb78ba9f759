"""No slip counts twice: under 16 writers who enter and decide about the same slips, and under kill -9 inside the write.

Each on both databases; each with twins whose planted fault it must notice. What is looked at is in `voucher_writers`.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.trust.zones import FULL, Zone

WRITERS, STEPS = (16, 60) if FULL else (6, 12)
KILLS = 200 if FULL else 6
QUIET = ("done", "refused", "stale", "busy")
pytestmark = pytest.mark.trust


def broken(found: dict[str, Any]) -> list[str]:
    """What contradicts the promise; empty when nothing does."""
    wrong = [f"used twice: {found['twice']}"] if found["twice"] else []
    wrong += [f"{found['alone']} decided by who entered them"] if found["alone"] else []
    wrong += [f"sums differ: {sides}" for sides in found["sums"] if sides[0] != sides[1] or sides[1] != sides[2]]
    wrong += found["differences"]
    wrong += [] if found["verified"] else ["the book does not verify"]
    return wrong + [f"{end}: {count}" for end, count in found["ends"].items() if not _quiet(end)]


def _quiet(end: str) -> bool:
    return end == "nothing to decide" or end.endswith(QUIET)


def test_no_slip_counts_twice_and_the_sums_are_those_of_the_accepted(zone: Zone):
    found = zone.run("vouchers", WRITERS, STEPS)
    assert broken(found) == []
    assert found["ends"].get("accept done", 0) > 0 and sum(found["ends"].values()) == WRITERS * STEPS, found["ends"]
    print(f"\nvouchers {zone.vendor}: {WRITERS} × {STEPS}, twice 0, sums equal, {found['vouchers']} entered, "
          f"{found['accepted']} stand, {found['ends']}")  # fmt: skip


def test_without_the_look_of_the_service_the_table_still_refuses(zone: Zone):
    assert broken(zone.run("vouchers", WRITERS, STEPS, fault="slips_not_looked_for")) == []


def test_twin_a_table_that_takes_a_slip_twice_is_noticed(zone: Zone):
    """SQLite lets one writer in at a time, so there the look alone would do: it is taken out too."""
    fault = "slip_used_twice" if zone.vendor == "postgresql" else "slip_used_twice_and_not_looked_for"
    found = zone.run("vouchers", max(WRITERS, 12), STEPS, fault=fault)
    assert found["twice"] != [] and broken(found) != []


def test_without_the_question_of_the_service_the_table_still_wants_a_second_person(zone: Zone):
    found = zone.run("vouchers", WRITERS, STEPS, fault="second_person_not_asked")
    assert broken(found) == []


def test_twin_a_missing_second_person_is_noticed(zone: Zone):
    found = zone.run("vouchers", WRITERS, STEPS, fault="second_person_not_asked_nor_checked")
    assert found["alone"] > 0 and broken(found) != []


def halves(found: dict[str, Any]) -> list[str]:
    wrong = [f"{name}: {found[name]}" for name in ("half", "unequal") if found[name]]
    return wrong + found["differences"] + ([] if found["verified"] else ["the book does not verify"])


def test_a_kill_leaves_a_whole_voucher_or_none(zone: Zone):
    found = zone.run("voucher_kills", KILLS)
    assert halves(found) == []
    assert found["inside"] > 0 or KILLS < 20
    print(f"\nvouchers {zone.vendor}: {KILLS} kills, {found['inside']} inside the write, half 0, "
          f"sums equal, {found['accepted']} accepted")  # fmt: skip


def test_twin_an_acceptance_in_two_transactions_is_noticed(zone: Zone):
    found = zone.run("voucher_kills", 60 if FULL else 24, fault="acceptance_in_two_transactions")
    assert found["half"] + found["unequal"] > 0, found
