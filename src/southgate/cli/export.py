"""`southgate export`: a ledger as xlsx, csv or Parquet, recorded in the book; or the whole book as lines."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from dataclasses import asdict
from pathlib import Path

import click

from southgate.cli.shell import json_option, saying_why, show
from southgate.cli.who import acting
from southgate.kernel import clock
from southgate.kernel.book import moving
from southgate.kernel.exchange.exporting import Taking, take
from southgate.kernel.exchange.exports import FORMS


@click.command("export")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--zone", default="", help="code of the zone (SL); may be left out where there is one")
@click.option("--as", "login", default="", help="sign-in whose rights count; without it the house itself takes it")
@click.option("--kind", default="projects", show_default=True)
@click.option("--book", is_flag=True, help="the whole book, to move it to another database with its digests")
@json_option
@saying_why
def command(target: Path, zone: str, login: str, kind: str, book: bool, as_json: bool) -> None:
    """Write TARGET (its ending says the form). Who took what, and its digest, is in the book."""
    if target.exists():
        raise click.UsageError(f"{target.name} 已存在，换一个文件名")
    if book:
        with target.open("wb") as out:
            moved = moving.export_book(out)
        return show({**asdict(moved), "file": str(target)}, as_json, f"{moved.entries} 条记录写入 {target}")
    form = target.suffix.lstrip(".").lower()
    if form not in FORMS:
        raise click.UsageError(f"文件名要以 {'、'.join('.' + known for known in FORMS)} 结尾")
    today = clock.today()
    by, place = acting(login, zone, today)
    with tempfile.TemporaryDirectory(prefix="southgate-export-") as folder:
        path, written = take(Taking(kind, place, form, {}), Path(folder), by=by, today=today, command_id=uuid.uuid4())
        shutil.move(path, target)
    data = {"rows": written.rows, "file": str(target), "sha256": written.sha256}
    return show(data, as_json, f"{written.rows} 行写入 {target}（{written.sha256}）")
