"""What a client answers to the questions of an import. A place that the upload does not have is refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from southgate.domain.errors import Reason, Refused
from southgate.kernel.exchange import registry
from southgate.kernel.exchange.models import StagedRow, Upload
from southgate.kernel.exchange.rest.shaping import units
from southgate.kernel.exchange.web.forms import UNITS

Text = Annotated[str, Field(max_length=300)]
Words = Annotated[str, Field(max_length=5_000)]
MOST = 500


class Answers(Schema):
    """`columns`: layout → title → field ("" for none); `units`, `cells`, `names` by the keys of their questions.

    `rows` are left out of the import, `take` takes such rows back; `blank_doubts` leaves every doubtful cell blank.
    """

    model_config = ConfigDict(extra="forbid")

    columns: dict[Text, dict[Text, Text]] = Field(default_factory=dict, max_length=MOST)
    units: dict[Text, Text] = Field(default_factory=dict, max_length=MOST)
    cells: dict[Text, Words] = Field(default_factory=dict, max_length=MOST)
    names: dict[Text, Text] = Field(default_factory=dict, max_length=MOST)
    rows: list[Text] = Field(default_factory=list, max_length=MOST)
    take: list[Text] = Field(default_factory=list, max_length=MOST)
    blank_doubts: bool | None = None


def read_answers(given: Answers, upload: Upload) -> dict[str, Any]:
    """The answers as the service takes them. Raises Refused with every place that is not in the upload."""
    fields = {what.name for what in registry.ledger_kind(upload.kind).imported}
    reasons = [
        *_columns(given, upload, fields), *_units(given, upload), *_names(given, upload),
        *_cells(given, upload, fields), *_rows([*given.rows, *given.take], upload),
    ]  # fmt: skip
    if reasons:
        raise Refused(reasons)
    kept = upload.answers.get("columns", {})
    answers: dict[str, Any] = {
        "columns": {layout: {**kept.get(layout, {}), **columns} for layout, columns in given.columns.items()},
        "units": given.units,
        "cells": given.cells,
        "names": {key: UUID(id).hex if id else "" for key, id in given.names.items()},
        "rows": given.rows,
        "take": given.take,
    }
    return answers if given.blank_doubts is None else {**answers, "blank_doubts": given.blank_doubts}


def _columns(given: Answers, upload: Upload, fields: set[str]) -> Iterable[Reason]:
    known = {(column["layout"], column["title"]) for column in upload.plan.get("columns", [])}
    for layout, columns in given.columns.items():
        for title, field in columns.items():
            where = f"columns.{layout}.{title}"
            if (layout, title) not in known:
                yield _strange(where)
            elif field and field not in fields:
                yield Reason("没有『%(name)s』这一项", {"name": field}, where=where)


def _units(given: Answers, upload: Upload) -> Iterable[Reason]:
    known = {asked["key"] for asked in units(upload)}
    for key, unit in given.units.items():
        if key not in known:
            yield _strange(f"units.{key}")
        elif unit not in UNITS:
            yield Reason("不认识单位“%(unit)s”", {"unit": unit}, where=f"units.{key}", mend="、".join(UNITS))


def _names(given: Answers, upload: Upload) -> Iterable[Reason]:
    known = {f"{name['kind']}|{name['key']}" for name in upload.plan.get("lacking", [])}
    known |= set(upload.answers.get("names", {}))
    for key, id in given.names.items():
        if key not in known:
            yield _strange(f"names.{key}")
        elif id and not _is_id(id):
            yield Reason("不是 UUID", where=f"names.{key}")


def _cells(given: Answers, upload: Upload, fields: set[str]) -> Iterable[Reason]:
    for key in given.cells:
        number, field, sheet = [*key.split("|", 2), "", ""][:3]
        if field not in fields or not _has(upload, number, sheet):
            yield _strange(f"cells.{key}")


def _rows(keys: Iterable[str], upload: Upload) -> Iterable[Reason]:
    for key in keys:
        number, _, sheet = key.partition("|")
        if not _has(upload, number, sheet):
            yield _strange(f"rows.{key}")


def _has(upload: Upload, number: str, sheet: str) -> bool:
    if not (number.isascii() and number.isdecimal() and len(number) < 8):
        return False
    return StagedRow.objects.filter(upload=upload, number=int(number), sheet=sheet).exists()


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _strange(where: str) -> Reason:
    return Reason("这个文件里没有这个位置", where=where, mend="按最近一次核对的结果填写")
