"""`python -m bench`: prepares the zone once, measures every goal of speed on it, prints the table with its floors."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import click

from bench import machine, measures, postgres
from bench.home import OUT, NotMeasured, prepared
from bench.measures import Bench
from bench.table import Line, markdown

NAMES = (*measures.SERVED, *measures.ALONE)
DATABASE = "southgate_bench"


@click.command()
@click.option("--postgres", "on_postgres", is_flag=True, help="on a PostgreSQL started for it, instead of the default")
@click.option("--only", multiple=True, type=click.Choice(NAMES), help="these lines alone")
@click.option("--projects", default=100_000, show_default=True, help="size of the zone")
@click.option("--entries", default=10, show_default=True, help="entries a project, about")
@click.option("--fresh", is_flag=True, help="prepare the zone anew")
@click.option("--json", "as_json", is_flag=True)
def main(on_postgres: bool, only: tuple[str, ...], projects: int, entries: int, fresh: bool, as_json: bool) -> None:
    """Never fails on a slow figure: whoever reads the table judges it."""
    name = "postgres" if on_postgres else "sqlite"
    try:
        with _address(on_postgres, f"{name}-{projects}x{entries}") as url:
            bench = Bench(prepared(name, url, projects, entries, fresh=fresh))
            lines = measures.measure(bench, only or NAMES, _say)
            about = _about(bench)
    except NotMeasured as why:
        lines, about = [Line(name, name, "", f"not measured: {why}")], {}
    if as_json:
        print(json.dumps({"about": about, "lines": [asdict(line) for line in lines]}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(f"{key}: {value}" for key, value in about.items()))
        print("\n" + markdown(lines))


@contextmanager
def _address(on_postgres: bool, folder: str) -> Iterator[str]:
    if not on_postgres:
        yield ""
        return
    with postgres.started(OUT / f"{folder}-cluster", DATABASE) as url:
        yield url


def _about(bench: Bench) -> dict[str, str]:
    facts, made = bench.facts, bench.home.facts["made"]
    counts = facts["counts"]
    return {
        "day": time.strftime("%Y-%m-%d"),
        "machine": machine.machine(),
        "other load while measuring": machine.load(),
        "database": f"{facts['version']}, {facts['bytes'] / 2**30:.2f} GB",
        "data": ", ".join(f"{value:,} {name.replace('_', ' ')}" for name, value in counts.items()),
        "role": f"{measures.ROLE} with {counts['confidential_of_mine']} confidential talks of his own, not a superuser",
        "query": measures.QUERY,
        "made by": f"southgate generate, {made['projects']:,} projects in {made['seconds']:.0f} s",
    }


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
