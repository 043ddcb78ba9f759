"""Work that comes round: what is due is claimed by a conditional update with a lease, done, then marked.

A missed hour heals itself: a job asks for its next turn after it is done, and whatever lies in the past is due.
After a long outage a job runs once, not once for every missed turn. A job must bear being done twice.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db import InterfaceError, OperationalError, close_old_connections

from southgate.kernel import clock
from southgate.kernel.jobs import outbox
from southgate.kernel.jobs.models import PeriodicJob

MINUTE = 60 * 1_000_000
LEASE = 30 * MINUTE
"""How long a worker may be silent before another takes its job: longer than any job runs."""
PAUSE = 2.0
"""Seconds between two looks at what is due."""

_log = logging.getLogger(__name__)


class Job(Protocol):
    def __call__(self, *, today: date) -> object: ...


@dataclass(frozen=True, slots=True)
class Registered:
    minutes: int
    job: Job


_JOBS: dict[str, Registered] = {}


def every(minutes: int, name: str) -> Callable[[Job], Job]:
    """Register a job under `name` (`book.seal`), one line in a room's `jobs.py`. Raises ValueError for a taken name."""

    def register(job: Job) -> Job:
        if name in _JOBS and _JOBS[name].job is not job:
            raise ValueError(f"job {name} is registered already")
        _JOBS[name] = Registered(minutes, job)
        return job

    return register


def registered() -> dict[str, Registered]:
    return dict(_JOBS)


def run_due(*, today: date) -> list[str]:
    """Do every registered job that is due and free; returns the names of those done without an error."""
    now = clock.now_micros()
    PeriodicJob.objects.bulk_create([PeriodicJob(name=name, next_at=now) for name in _JOBS], ignore_conflicts=True)
    due = PeriodicJob.objects.filter(name__in=_JOBS, next_at__lte=now, lease_until__lte=now).order_by("next_at", "name")
    return [job.name for job in due if claim(job.name, now) and _run(job.name, now + LEASE, today)]


def claim(name: str, now: int) -> bool:
    """Whether this worker may do it: the others found it free too, but only one update meets the condition."""
    free = PeriodicJob.objects.filter(name=name, next_at__lte=now, lease_until__lte=now)
    return free.update(lease_until=now + LEASE) == 1


def _run(name: str, lease: int, today: date) -> bool:
    """Do it and ask for the next turn, unless another worker took it over after the lease ran out."""
    job = _JOBS[name]
    error = ""
    try:
        job.job(today=today)
    except Exception as failure:  # a failing job is reported and waits for its next turn; the others go on
        _log.exception("periodic job %s failed", name)
        error = repr(failure)[:500]
    done = clock.now_micros()
    turn = {"next_at": done + job.minutes * MINUTE, "lease_until": 0, "last_error": error}
    PeriodicJob.objects.filter(name=name, lease_until=lease).update(**turn, **({} if error else {"last_done_at": done}))
    return not error


def run_forever(stop: threading.Event) -> None:
    """The worker of `southgate up`: periodic jobs and the outbox, until `stop` is set. One thread in one process."""
    while not stop.is_set():
        close_old_connections()
        try:
            run_due(today=clock.today())
            idle = outbox.work_off() == 0
        except (OperationalError, InterfaceError):
            _log.exception("the database does not answer; trying again")
            idle = True
        if idle:
            stop.wait(PAUSE)
