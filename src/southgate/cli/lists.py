"""`southgate lists`: bring in a published list of 500 firms (三类500强), by class and year, from a workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from southgate.apps.pipeline.api.signings import ListFirm, list_firms
from southgate.cli.shell import json_option, saying_why, show
from southgate.domain.counting.published import Firm, firms_in
from southgate.domain.counting.words import CLASS_NAMES, ListedClass
from southgate.domain.errors import Refused
from southgate.kernel import clock
from southgate.kernel.exchange.workbook.open import read_workbook
from southgate.kernel.identity.actor import system_actor


@click.command("lists")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--list", "name", type=click.Choice([one.value for one in ListedClass]), required=True)
@click.option("--year", type=int, required=True, help="the year in which it was published")
@click.option("--source", required=True, help="who published it, under which title, on which day")
@click.option("--dry-run", is_flag=True, help="write nothing, say what was read")
@json_option
@saying_why
def command(file: Path, name: str, year: int, source: str, dry_run: bool, as_json: bool) -> None:
    """Read FILE (xlsx, xls, csv): one row a firm, with a head 企业名称 and, if known, 排名 and 统一社会信用代码."""
    firms = firms_in(read_workbook(file))
    commands = [
        ListFirm(list=ListedClass(name), year=year, name=one.name, rank=one.rank, credit_code=one.credit_code,
                 source=source)
        for one in firms
    ]  # fmt: skip
    title = f"{year} 年{CLASS_NAMES[ListedClass(name)]}"
    if dry_run:
        return show({"read": len(commands)}, as_json, f"{title}：读出 {len(commands)} 家，什么也没有写入")
    data = _write(commands, firms)
    new, known = len(data["ids"]), data["unchanged"]
    show({"new": new, "unchanged": known}, as_json, f"{title}：新列入 {new} 家，原有 {known} 家")
    return None


def _write(commands: list[ListFirm], firms: tuple[Firm, ...]) -> Any:
    """The whole list or nothing; a refusal names the cells of the file."""
    try:
        return list_firms(commands, by=system_actor(), today=clock.today(), command_id=uuid4()).data
    except Refused as refused:
        reasons = [
            replace(reason, where=firms[reason.item].where if reason.item is not None else reason.where)
            for reason in refused.reasons
        ]
        raise Refused(reasons) from refused
