"""`southgate rebuild`: rows are readings of the book; compare them with it, or write them anew."""

from __future__ import annotations

import itertools
import sys
from dataclasses import asdict

import click

from southgate.cli.shell import json_option, saying_why, show
from southgate.kernel.book import comparing, rebuilding

SHOWN = 50


@click.command("rebuild")
@click.option("--check", "check_only", is_flag=True, help="only compare; exit status 1 when something differs")
@click.argument("kinds", nargs=-1)
@json_option
@saying_why
def command(check_only: bool, kinds: tuple[str, ...], as_json: bool) -> None:
    """Replay the book for KINDS (all without any) and compare the tables with it, or write them anew from it."""
    if not check_only:
        written = rebuilding.rebuild(kinds)
        text = "\n".join(f"{kind}: {rows} 行已按总账重写" for kind, rows in written.items())
        show({"written": written}, as_json, text)
        return
    found = [asdict(difference) for difference in itertools.islice(comparing.differences(kinds), SHOWN + 1)]
    lines = [
        f"{d['kind']} {d['subject']} {d['where']} {d['column']}: 表里 {d['stored']}，总账 {d['replayed']}"
        for d in found
    ]
    more = [f"不止 {SHOWN} 处，只列这些"] if len(found) > SHOWN else []
    text = "\n".join([*lines[:SHOWN], *more]) or "各表与总账一致"
    show({"same": not found, "differences": found[:SHOWN], "more": bool(more)}, as_json, text)
    sys.exit(1 if found else 0)
