"""`southgate as-of`: a project, or the ledger, as known at the end of a past day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import click
from django.utils.translation import gettext as _

from southgate.apps.pipeline.api.projects import FIELDS, ask, ledger, project_at, readable, visible
from southgate.cli.shell import json_option, saying_why, show
from southgate.cli.who import acting
from southgate.domain.errors import NotFound
from southgate.kernel import clock
from southgate.kernel.book.reading import position_at
from southgate.kernel.exchange.cells import show_cell
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.exchange.registry import references_of
from southgate.kernel.identity.actor import Actor


@click.command("as-of")
@click.argument("day", type=click.DateTime(formats=["%Y-%m-%d"]))
@click.option("--zone", default="", help="code of the zone (SL); may be left out where there is one")
@click.option("--as", "login", default="", help="sign-in whose rights count; without it the house itself looks")
@click.option("--project", "code", default="", help="code of one project (SL-2026-0011)")
@json_option
@saying_why
def command(day: datetime, zone: str, login: str, code: str, as_json: bool) -> None:
    """What was known at the end of DAY (Asia/Shanghai). Rights are today's, whatever they were then."""
    by, place = acting(login, zone, clock.today())
    position = position_at(day.date())
    head = {"day": f"{day:%Y-%m-%d}", "position": position}
    if code:
        values = _project(by, place, code, position)
        lines = [f"总账第 {position} 条", *_lines(by, place, values)]
        return show({**head, "project": values}, as_json, "\n".join(lines))
    page = ledger(by, place, ask({}, readable(by, place), by), position=position)
    return show(
        {**head, "projects": page.total}, as_json, f"{day:%Y-%m-%d} 日终（总账第 {position} 条）：{page.total} 个项目"
    )


def _lines(by: Actor, zone: UUID, values: Mapping[str, Any]) -> Iterator[str]:
    """Label and value of what was given, as the ledger shows them."""
    names = {kind: reference.names(by, zone) for kind, reference in references_of(FIELDS).items()}
    by_name: dict[str, Any] = {**{field.name: values.get(field.column) for field in FIELDS}, **values}
    for field in FIELDS:
        if values.get(field.column) is not None and field.kind is not Kind.WORDS:
            yield f"{_(field.label)}\t{show_cell(field, by_name, names)}{_(field.unit)}"


def _project(by: Actor, zone: UUID, code: str, position: int) -> dict[str, Any]:
    """Columns of the project's row as known then, that the actor may read, with those that accompany them."""
    found = visible(by).filter(zone=zone, code=code.upper()).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(code)
    row = project_at(by, found, position)
    fields = [field for field in readable(by, zone) if not field.describes]
    also = {name for field in fields for name in (field.grain, field.currency) if name}
    return {name: getattr(row, name) for name in [*(field.column for field in fields), *sorted(also)]}
