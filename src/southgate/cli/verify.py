"""`southgate verify`: the whole book against its digests and seals."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from southgate.cli.shell import json_option, saying_why, show
from southgate.kernel.book import verifying


@click.command("verify")
@click.option("--words/--no-words", default=True, help="open the kept words too, and compare them with their entries")
@json_option
@saying_why
def command(words: bool, as_json: bool) -> None:
    """Check every entry: place, digest, chain, root, seals. Exit status 1 when something was changed."""
    report = verifying.verify(words=words)
    show(asdict(report), as_json, verifying.in_words(report))
    sys.exit(0 if report.ok else 1)
