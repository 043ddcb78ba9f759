"""`southgate generate`: a believable portfolio of any size in an invented zone (示例), with its history."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from typing import Any

import click
from django.db import connection

from southgate.apps.pipeline.api.projects import Project
from southgate.cli.generate.crew import Crew, crew_of
from southgate.cli.generate.made import Enterprise, Made
from southgate.cli.generate.portfolio import portfolio
from southgate.cli.generate.schedule import events_of, slots_of
from southgate.cli.generate.writing import SOURCE, Book
from southgate.cli.shell import json_option, saying_why, show
from southgate.domain.errors import Reason, Refused
from southgate.kernel import clock
from southgate.kernel.book import statistics
from southgate.kernel.book.models import Head

YEARS = 3
"""How long the zone is taken to have used the system, where nobody says."""
EVERY = 0.5
"""Seconds between two lines of progress."""
FIELD = "source"


@click.command("generate")
@click.option("--projects", default=1_000, show_default=True, type=click.IntRange(1, 2_000_000))
@click.option("--entries", default=10, show_default=True, type=click.IntRange(1, 100), help="entries a project, about")
@click.option("--seed", default=1, show_default=True, help="the same seed makes the same portfolio")
@click.option("--zone", required=True, help="code of the invented zone")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="first day of the book; 3 years ago without it")
@json_option
@saying_why
def command(projects: int, entries: int, seed: int, zone: str, since: datetime | None, as_json: bool) -> None:
    """Write projects with their firms, teams and history into an invented zone; 3 in 100 are confidential talks.

    A second run with the same seed adds to the first. What happened before the first day is entered on it.
    """
    today = clock.today()
    start = since.date() if since is not None else today - timedelta(days=365 * YEARS)
    quickly()
    done = generate(zone, projects, entries=entries, seed=seed, since=start, today=today, say=_say)
    counts = f"{done['projects']} 个项目、{done['enterprises']} 家企业已写入，总账到第 {done['position']} 条"
    show(done, as_json, f"{counts}（{done['seconds']:.0f} 秒）")


def generate(
    zone: str, size: int, *, entries: int, seed: int, since: date, today: date, say: Any = lambda text: None
) -> dict[str, Any]:
    """Make and write; returns what was written. `say` hears the progress as text."""
    began = time.perf_counter()
    crew, source = crew_of(zone, today=today), SOURCE % seed
    made, firms = _made(crew, size, seed=seed, today=today, entries=entries, start=_written(crew, source))
    events = events_of(made, crew, since=since)
    book = Book(crew, source, firms)
    book.write(slots_of(events), _counter(len(events), say))
    statistics.refresh()
    position = Head.objects.values_list("position", flat=True).get()
    return {
        "zone": zone.upper(), "seed": seed, "projects": len(book.ids), "confidential": len(book.talks),
        "enterprises": len(book.firms), "since": since, "position": position,
        "seconds": round(time.perf_counter() - began, 1),
    }  # fmt: skip


QUICKLY = {
    "sqlite": ("PRAGMA synchronous=NORMAL", "PRAGMA wal_autocheckpoint=50000", "PRAGMA cache_size=-262144"),
    "postgresql": ("SET synchronous_commit = off",),
}
"""Commits do not wait for the disk; SQLite writes its pages back seldom and keeps 256 MB of them at hand."""


def quickly() -> None:
    """Invented data may be lost when the power fails, though never torn."""
    with connection.cursor() as cursor:
        for sql in QUICKLY[connection.vendor]:
            cursor.execute(sql)


def _made(
    crew: Crew, size: int, *, seed: int, today: date, entries: int, start: int
) -> tuple[list[Made], dict[int, Enterprise]]:
    made = list(portfolio(size, seed=seed, today=today, ground=crew.ground, start=start, entries=entries))
    return made, {one.enterprise.number: one.enterprise for one in made if one.enterprise is not None}


def _written(crew: Crew, source: str) -> int:
    """How many projects of this seed stand in the zone. Refused when another seed's do: names and codes would meet."""
    rows = Project.objects.filter(zone_id=crew.zone, source__startswith=SOURCE.partition("%")[0])
    sources = set(rows.values_list(FIELD, flat=True).distinct())
    if sources - {source}:
        mend = "用原来的种子继续，或另设一个示例园区"
        raise Refused(
            [Reason("这个园区里已有别的种子编造的项目：%(have)s", {"have": "、".join(sorted(sources))}, "seed", mend)]
        )
    return rows.count()


def _counter(total: int, say: Any) -> Any:
    state = {"done": 0, "said": time.perf_counter()}

    def progress(count: int) -> None:
        state["done"] += count
        if time.perf_counter() - state["said"] >= EVERY or state["done"] == total:
            state["said"] = time.perf_counter()
            say(f"{state['done']:,} / {total:,}")

    return progress


def _say(text: str) -> None:
    click.echo(f"\r{text}", err=True, nl=False)
