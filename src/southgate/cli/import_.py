"""`southgate import`: read a ledger file, say what would change, or write it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from southgate.cli import importing
from southgate.cli.ledger_answer import dry_run_answer
from southgate.cli.shell import json_option, saying_why, show
from southgate.cli.who import acting
from southgate.kernel import clock
from southgate.kernel.book import moving


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--zone", default="", help="code of the zone (SL); may be left out where there is one")
@click.option("--as", "login", default="", help="sign-in whose rights count; without it the house itself imports")
@click.option("--kind", default="projects", show_default=True, help="projects or enterprises")
@click.option("--book", is_flag=True, help="FILE is a whole book from `export --book`; this place must be empty")
@click.option("--dry-run", is_flag=True, help="write nothing; with --json and no --zone: how each cell was read")
@json_option
@saying_why
def command(file: Path, zone: str, login: str, kind: str, book: bool, dry_run: bool, as_json: bool) -> None:
    """Read FILE (xlsx, xls, csv), as an office keeps it or from our template, and write it all or not at all."""
    if book:
        with file.open("rb") as lines:
            moved = moving.import_book(lines)
        return show(asdict(moved), as_json, f"{moved.entries} 条记录写入，账根 {moved.root}")
    if dry_run and not zone:
        answer = dry_run_answer(file)
        rows, questions = len(answer["rows"]), len(answer["questions"])
        return show(answer, as_json, f"{rows} 行读出，{questions} 处要问；加 --json 看每一格")
    today = clock.today()
    by, place = acting(login, zone, today)
    staged = importing.dry_run(file, kind=kind, zone=place, by=by, today=today)
    counts = dict(staged.counts) if dry_run or staged.rejected else dict(importing.publish(staged, by=by, today=today))
    for reason in staged.rejected:
        click.echo(f"× {reason.where}：{reason}", err=True)
    data = {"upload": str(staged.upload), "counts": counts, "written": not dry_run and not staged.rejected,
            "rejected": [asdict(reason) for reason in staged.rejected]}  # fmt: skip
    text = "新增 {new}，修改 {changed}，未变 {same}，退回 {rejected}".format(**counts)
    show(data, as_json, text)
    if staged.rejected:
        click.echo("有退回的行，什么也没有写入；改好后再导入，或在网页上先写入其余的行", err=True)
        raise click.exceptions.Exit(2)
    return None
