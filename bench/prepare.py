"""Child process: how the zone to be measured comes to be.

`make PROJECTS ENTRIES OUT` fills an empty folder; `give FILE` and `take FILE OUT` carry the book into another database,
which is quicker than to make it there again, and shows that it is the same book.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from southgate.cli import shell

shell.start()

from django.core.management import call_command  # noqa: E402

from bench import deals, people  # noqa: E402
from southgate.cli import up  # noqa: E402
from southgate.cli.generate.command import generate, quickly  # noqa: E402
from southgate.kernel import clock  # noqa: E402
from southgate.kernel.book import moving  # noqa: E402
from southgate.kernel.identity.roles import Role  # noqa: E402

YEARS = 3


def make(projects: str, entries: str, out: str) -> None:
    today = clock.today()
    since = today - timedelta(days=365 * YEARS)
    with clock.simulated(clock.end_of(since - timedelta(days=1)) + 8 * 3_600_000_000):
        up.prepare()
        person = people.set_up(since)
    quickly()
    made = generate(people.CODE, int(projects), entries=int(entries), seed=1, since=since, today=today, say=_say)
    decider = people.holding(Role.STATISTICIAN)
    dealt = deals.write((people.acting(person), people.acting(decider)), today, _say)
    _let_in(person, {**made, **dealt, "entries": entries}, out)


def give(file: str) -> None:
    with Path(file).open("wb") as out:
        moving.export_book(out)


def take(file: str, officer: str, out: str) -> None:
    """The tables stand empty before: what `up` writes into a new book would be in the way."""
    call_command("migrate", verbosity=0, interactive=False)
    began = time.perf_counter()
    with Path(file).open("rb") as lines:
        moved = moving.import_book(lines)
    made = {"seconds": time.perf_counter() - began, "position": moved.position, "moved": True}
    _let_in(UUID(officer), made, out)


def _let_in(person: UUID, made: dict[str, Any], out: str) -> None:
    officer = people.let_in(person, clock.today())
    Path(out).write_text(json.dumps({"officer": asdict(officer), "made": made}, default=str), encoding="utf-8")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    {"make": make, "give": give, "take": take}[sys.argv[1]](*sys.argv[2:])
