"""`southgate seal`: seal the head of the book outside the data folder."""

from __future__ import annotations

from dataclasses import asdict

import click

from southgate.cli.shell import json_option, saying_why, show
from southgate.kernel.book import sealing


@click.command("seal")
@json_option
@saying_why
def command(as_json: bool) -> None:
    """Write position, count and root of the book into SEAL_DIR. What was sealed cannot be changed unseen."""
    sealed = sealing.seal(reason="manual")
    show(asdict(sealed), as_json, f"已封存到第 {sealed.position} 条，账根 {sealed.root}")
