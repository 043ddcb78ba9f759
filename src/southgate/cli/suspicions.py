"""`southgate suspicions`: compare all projects of the house with each other, and record what changed."""

from __future__ import annotations

from dataclasses import asdict

import click

from southgate.apps.pipeline.services.suspicions.running import run
from southgate.cli.shell import json_option, saying_why, show
from southgate.kernel import clock
from southgate.kernel.identity.actor import system_actor


@click.command("suspicions")
@click.option("--keys", is_flag=True, help="look first whether the kept keys are what the rows say, and mend them")
@json_option
@saying_why
def command(keys: bool, as_json: bool) -> None:
    """Compare every project with those that share a key with it. Judged pairs come back only with new evidence."""
    ran = run(by=system_actor(), today=clock.today(), keys=keys)
    lines = [
        f"新发现 {ran.raised}，依据有变化 {ran.changed}，再次提出 {ran.reopened}，自行消除 {ran.lapsed}",
        *([f"{ran.mended} 条记录的比对依据已按现状重做"] if ran.mended else []),
    ]
    show(asdict(ran), as_json, "\n".join(lines))
