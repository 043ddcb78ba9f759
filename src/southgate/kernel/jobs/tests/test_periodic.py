"""What is due is done once by one worker; a bad job waits for its next turn and stops nobody."""

from __future__ import annotations

import threading
from datetime import date

import pytest

from southgate.kernel import clock
from southgate.kernel.jobs import periodic
from southgate.kernel.jobs.models import PeriodicJob
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """Two registered jobs, one good and one bad; the list fills as the good one is done."""
    done: list[date] = []
    monkeypatch.setattr(periodic, "_JOBS", {})
    periodic.every(60, "test.good")(lambda *, today: done.append(today))
    periodic.every(5, "test.bad")(lambda *, today: 1 // 0)
    return done


def test_due_jobs_run_once_an_hour(jobs):
    assert periodic.run_due(today=TODAY) == ["test.good"]
    assert periodic.run_due(today=TODAY) == []
    assert jobs == [TODAY]


def test_a_missed_night_heals_with_one_run(jobs):
    periodic.run_due(today=TODAY)
    PeriodicJob.objects.filter(name="test.good").update(next_at=clock.now_micros() - 48 * 60 * periodic.MINUTE)
    assert periodic.run_due(today=TODAY) == ["test.good"]
    assert PeriodicJob.objects.get(name="test.good").next_at > clock.now_micros()
    assert len(jobs) == 2


def test_a_bad_job_is_reported_and_asks_again_later(jobs):
    periodic.run_due(today=TODAY)
    bad = PeriodicJob.objects.get(name="test.bad")
    assert "ZeroDivisionError" in bad.last_error
    assert (bad.last_done_at, bad.lease_until) == (None, 0)
    assert bad.next_at > clock.now_micros()


def test_only_one_worker_claims(jobs):
    now = clock.now_micros()
    PeriodicJob.objects.create(name="test.good", next_at=now)
    assert [periodic.claim("test.good", now), periodic.claim("test.good", now)] == [True, False]
    assert periodic.run_due(today=TODAY) == []


def test_a_dead_workers_job_is_taken_over(jobs):
    now = clock.now_micros()
    PeriodicJob.objects.create(name="test.good", next_at=now - 10, lease_until=now - 1)
    assert periodic.run_due(today=TODAY) == ["test.good"]


def test_a_taken_name_is_refused(jobs):
    with pytest.raises(ValueError, match="registered already"):
        periodic.every(60, "test.good")(lambda *, today: None)


def test_the_loop_stops_when_told(jobs, monkeypatch):
    stop = threading.Event()
    monkeypatch.setattr(periodic, "PAUSE", 0.01)
    monkeypatch.setattr(periodic, "close_old_connections", lambda: None)  # the test's own transaction lives on one
    monkeypatch.setattr(periodic.outbox, "work_off", lambda: stop.set() or 0)
    periodic.run_forever(stop)
    assert len(jobs) == 1
