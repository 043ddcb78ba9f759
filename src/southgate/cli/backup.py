"""`southgate backup`: back up the zone and prove it."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click
from django.conf import settings

from southgate.cli.shell import json_option, saying_why, show
from southgate.kernel import clock
from southgate.kernel.safety import backup


@click.command("backup")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--prove/--no-prove", default=True, help="restore it in an empty place and verify its whole book")
@json_option
@saying_why
def command(folder: Path | None, prove: bool, as_json: bool) -> None:
    """Back up into FOLDER (a new one under BACKUP_DIR without it), while others go on working."""
    target = folder or Path(settings.BACKUP_DIR) / f"{clock.moment_of(clock.now_micros()):%Y%m%d-%H%M%S}"
    made = backup.make(target)
    proof = backup.prove(target) if prove else None
    data = {
        "folder": str(target),
        "position": made.position,
        "root": made.root,
        "proof": asdict(proof) if proof else None,
    }
    said = "未验证" if proof is None else ("已恢复验证" if proof.ok else f"恢复验证失败：{proof.findings}")
    show(data, as_json, f"备份到 {target}，总账第 {made.position} 条，{said}")
    sys.exit(0 if proof is None or proof.ok else 1)
