"""R3: no acknowledged edit is lost and every loser hears that he is stale; positions are visible in their order;
a command id has one effect. Each on both databases, each with a twin whose planted fault it must notice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.trust.zones import FULL, Zone

WRITERS, EDITS = (16, 100) if FULL else (4, 10)
pytestmark = pytest.mark.trust


def lost(found: dict[str, Any]) -> list[str]:
    """What contradicts the promise; empty when none was lost."""
    wrong = []
    if found["acknowledged"] != found["entries"]:
        wrong.append("acknowledged edits are not the entries of the book")
    if found["version"] != 1 + len(found["acknowledged"]):
        wrong.append("the version does not count the acknowledged edits")
    if set(found["ends"]) - {"stale"}:
        wrong.append(f"a loser heard something else than stale: {found['ends']}")
    if len(found["acknowledged"]) + sum(found["ends"].values()) != WRITERS * EDITS:
        wrong.append("some edits had no end")
    return wrong


def test_no_edit_is_lost(zone: Zone):
    found = zone.run("edits", WRITERS, EDITS)
    assert lost(found) == []
    assert (found["industry"], found["verified"]) == (found["entries"][-1][1], True)
    count = len(found["acknowledged"])
    print(
        f"\nR3 {zone.vendor}: {WRITERS} × {EDITS}, acknowledged {count}, stale {found['ends'].get('stale', 0)}, lost 0"
    )


@pytest.mark.parametrize("fault", ["version_ignored", "acknowledged_before_commit"])
def test_twin_a_lost_edit_is_noticed(zone: Zone, fault: str):
    assert lost(zone.run("edits", WRITERS, EDITS, fault=fault)) != []


def crossed(found: dict[str, int]) -> list[str]:
    """Ends that no writer may meet: all but done and stale."""
    return [f"{end}: {count}" for end, count in found.items() if not end.endswith((" done", " stale"))]


def test_many_at_once_and_one_by_one_do_not_wait_for_each_other_for_ever(zone: Zone):
    found = zone.run("crossing", 20 if FULL else 4)
    assert crossed(found) == []
    assert found["one done"] > 0
    print(f"\ncrossing writers, {zone.vendor}: {found}")


def test_twin_a_head_that_is_taken_before_the_rows_is_noticed(postgres_zone: Zone):
    assert crossed(postgres_zone.run("crossing", 20 if FULL else 12, fault="rows_not_locked_first")) != []


def out_of_order(found: dict[str, Any]) -> list[str]:
    wrong = []
    if found["seen"] != found["before"]:
        wrong.append("a reader saw a position while an earlier one was still open")
    if not found["waited"]:
        wrong.append("the second writer did not wait for the first")
    if found["after"] != list(range(1, len(found["after"]) + 1)):
        wrong.append("positions have gaps")
    if [type(end) for end in found["ends"].values()] != [int, int]:
        wrong.append(f"a writer failed: {found['ends']}")
    elif found["ends"]["first"] >= found["ends"]["second"]:
        wrong.append("commit order is not position order")
    return wrong


def test_positions_are_visible_in_their_order(postgres_zone: Zone):
    assert out_of_order(postgres_zone.run("interleave")) == []


def test_twin_a_head_that_is_not_locked_is_noticed(postgres_zone: Zone):
    assert out_of_order(postgres_zone.run("interleave", fault="head_not_locked")) != []


def effects(answers: list[Any]) -> list[str]:
    """What contradicts one effect a command id."""
    *same, altered = answers
    wrong = []
    if len({(one.get("position"), *one.get("ids", ())) for one in same}) != 1:
        wrong.append("the same submission had several answers")
    if sorted(one.get("repeated", False) for one in same) != [False, True, True]:
        wrong.append("a repeat was not known as one")
    if altered != {"refused": ["command_id"]}:
        wrong.append("another body under the same id was not refused")
    return wrong


def test_a_command_id_has_one_effect(zone: Zone):
    assert effects(zone.run("repeats")) == []


def test_twin_a_command_id_that_is_not_claimed_is_noticed(zone: Zone):
    assert effects(zone.run("repeats", fault="command_id_not_claimed")) != []
