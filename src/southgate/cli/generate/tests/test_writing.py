"""A portfolio in the book: only in an invented zone, by its own officers, on past days, with teams for its secrets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from southgate.apps.pipeline.models.projects import Project, ProjectMember
from southgate.cli.generate.command import generate
from southgate.cli.generate.crew import crew_of
from southgate.cli.generate.portfolio import portfolio
from southgate.cli.generate.tests.zones import HELD, SINCE, TODAY, invented
from southgate.domain.errors import NotFound, Refused
from southgate.kernel import clock
from southgate.kernel.book import comparing, verifying
from southgate.kernel.book.models import Entry
from southgate.kernel.identity.roles import Role

pytestmark = pytest.mark.django_db
SIZE = 100
HALF = clock.end_of(SINCE + (TODAY - SINCE) / 2)


def write(size: int = SIZE, *, seed: int = 1, **more: Any) -> dict[str, Any]:
    return generate("ts", size, entries=4, seed=seed, since=SINCE, today=TODAY, **more)


@pytest.fixture
def zone() -> Any:
    return invented()


def test_the_rows_are_what_was_made(zone: Any) -> None:
    write()
    made = {one.project.name: one.project for one in portfolio(
        SIZE, seed=1, today=TODAY, ground=crew_of("TS", today=TODAY).ground, entries=4
    )}  # fmt: skip
    rows = {row.name: row for row in Project.objects.all()}
    assert rows.keys() == made.keys()
    for name, row in rows.items():
        one = made[name]
        assert (row.investment_planned, row.jobs_expected, row.status) == (
            one.investment_planned, one.jobs_expected, one.status,
        )  # fmt: skip
        assert (row.signed_on, row.start_on, row.produced_on) == (one.signed_on, one.start_on, one.produced_on)
        assert row.responsible_person_id == one.responsible_person


def test_three_in_a_hundred_are_secret_and_have_teams(zone: Any) -> None:
    done = write()
    secret = set(Project.objects.filter(confidential=True).values_list("id", flat=True))
    assert done["confidential"] == len(secret) == 3
    assert set(ProjectMember.objects.values_list("project_id", flat=True)) == secret


def test_history_lies_on_past_days(zone: Any) -> None:
    write()
    written = Entry.objects.filter(subject_kind="project")
    days = {clock.day_of(at) for at in written.values_list("recorded_at", flat=True)}
    assert SINCE <= min(days) < SINCE + timedelta(days=7) and max(days) <= TODAY and len(days) > 20
    assert written.filter(recorded_at__lt=HALF).exists() and written.filter(recorded_at__gte=HALF).exists()


def test_officers_write_it_and_the_book_is_whole(zone: Any) -> None:
    write()
    officers = set(crew_of("TS", today=TODAY).writers)
    assert set(Entry.objects.filter(subject_kind="project").values_list("by_person", flat=True)) == officers
    assert verifying.verify().ok
    assert list(comparing.differences(["project", "member", "enterprise"])) == []


def test_a_second_run_adds(zone: Any) -> None:
    write(40)
    write(30)
    names = list(Project.objects.values_list("name", flat=True))
    assert len(names) == len(set(names)) == 70


def test_another_seed_is_refused(zone: Any) -> None:
    write(10)
    with pytest.raises(Refused, match="别的种子"):
        write(10, seed=2)


def test_a_real_zone_is_refused() -> None:
    invented(sample=False)
    with pytest.raises(Refused, match="不是示例园区"):
        write(1)


def test_an_unknown_zone_is_not_found() -> None:
    with pytest.raises(NotFound):
        write(1)


def test_a_zone_without_officers_is_refused() -> None:
    invented(held=tuple(one for one in HELD if one[2] is not Role.INVESTMENT_OFFICER))
    with pytest.raises(Refused, match="没有招商专员"):
        write(1)


def test_progress_is_told_and_ends_at_the_total(zone: Any) -> None:
    said: list[str] = []
    write(10, say=said.append)
    done, total = said[-1].split(" / ")
    assert done == total
