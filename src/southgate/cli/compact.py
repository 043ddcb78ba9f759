"""`southgate compact`: rewrite the database's files, so that nothing of what was erased is left in them."""

from __future__ import annotations

import sys

import click
from django.utils.translation import gettext as _

from southgate.cli.shell import json_option, saying_why, show
from southgate.kernel.book import erasures
from southgate.kernel.orgs import erasing  # noqa: F401  (registers the tables that hold a person's words)


@click.command("compact")
@json_option
@saying_why
def command(as_json: bool) -> None:
    """After an erasure: on PostgreSQL run it as the owner of the tables. Exit status 1 when something is left."""
    left = [_(what) for what in erasures.compact()]
    show({"left": left}, as_json, "\n".join(left) or _("已重写，被删除的内容没有留下痕迹"))
    sys.exit(1 if left else 0)
