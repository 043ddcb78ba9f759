"""Child process: an empty folder becomes the zone to be measured. Arguments: projects, entries a project, out file."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from southgate.cli import shell

shell.start()

from bench import people  # noqa: E402
from southgate.cli import up  # noqa: E402
from southgate.cli.generate.command import generate, quickly  # noqa: E402
from southgate.kernel import clock  # noqa: E402

YEARS = 3


def main(projects: int, entries: int, out: Path) -> None:
    today = clock.today()
    since = today - timedelta(days=365 * YEARS)
    with clock.simulated(clock.end_of(since - timedelta(days=1)) + 8 * 3_600_000_000):
        up.prepare()
        person = people.set_up(since)
    quickly()
    made = generate(people.CODE, projects, entries=entries, seed=1, since=since, today=today, say=_say)
    officer = people.let_in(person, today)
    out.write_text(json.dumps({"officer": asdict(officer), "made": made}, default=str), encoding="utf-8")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
