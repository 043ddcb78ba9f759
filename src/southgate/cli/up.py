"""`southgate up`: from an empty folder, or from yesterday's, to a working zone."""

from __future__ import annotations

import contextlib
import sys

import click
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from southgate.cli import sampling, serving
from southgate.cli.shell import saying_why
from southgate.kernel import clock
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.orgs.models import Zone
from southgate.kernel.packs.services import load_shipped
from southgate.kernel.safety import guard


@click.command("up")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="processes that serve pages")
@click.option("--samples/--no-samples", default=False, help="load the two sample zones when there is no zone yet")
@click.option("--prepare-only", is_flag=True, help="prepare and check, serve nothing")
@saying_why
def command(host: str, port: int, workers: int, samples: bool, prepare_only: bool) -> None:
    """Prepare the database, check the ground, serve pages and jobs until Ctrl+C. The last line is the address."""
    today = clock.today()
    fresh = not connection.introspection.table_names()
    with sampling.entered_earlier(today) if samples and fresh else contextlib.nullcontext():
        prepare()
    if samples and not Zone.objects.exists():
        sampling.load_all(today=today, say=click.echo)
    check_ground()
    if not prepare_only:
        serving.serve(host, port, workers)


def prepare() -> None:
    """Tables and rule packs as this version needs them; nothing is done when nothing is missing."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
        load_shipped(by=system_actor(), today=clock.today())


def check_ground() -> None:
    """Say what is not as it must be; stop when the zone must not open so."""
    findings = guard.check()
    for finding in findings:
        sign = "×" if finding.weight is guard.Weight.REFUSE else "!"
        click.echo(f"{sign} {finding.what}\n  → {finding.how}", err=True)
    if guard.refusals(findings):
        sys.exit(2)
