"""A lead becomes one project, however many try at the same moment; on both databases."""

from __future__ import annotations

import pytest

from tests.trust.zones import FULL, Zone

WRITERS = 16 if FULL else 4
pytestmark = pytest.mark.trust


@pytest.mark.parametrize("seen", ["same", "any"])
def test_one_lead_one_project(zone: Zone, seen: str):
    found = zone.run("become", WRITERS, seen)
    assert found["ends"].count("done") == 1 and set(found["ends"]) <= {"done", "stale", "refused"}
    assert len(found["ends"]) == WRITERS
    assert (found["projects"], found["state"], found["linked"], found["became"]) == (1, "project", True, 1)
