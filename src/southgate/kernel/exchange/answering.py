"""What people say about an upload: which column is what, which unit, what a doubtful cell means, whose name was meant.

Answers live with the upload; columns and units also with the layout, so that the same layout is asked about once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from southgate.kernel import clock
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.exchange.ledger import Answers
from southgate.kernel.exchange.models import Layout, Upload
from southgate.kernel.exchange.naming import Found, Names
from southgate.kernel.identity.actor import Actor


class AnsweredNames:
    """Names of a zone, with those in front that a person said were meant by others."""

    def __init__(self, kind: Kind, names: Names, answered: Mapping[tuple[str, str], str]) -> None:
        self._names = names
        self._meant = {key: UUID(id) for (k, key), id in answered.items() if k == kind and id}

    def key(self, name: str) -> str:
        return self._names.key(name)

    def prepare(self, wanted: Iterable[tuple[str, Mapping[str, Any]]], *, alike: bool = True) -> None:
        self._names.prepare(wanted, alike=alike)

    def find(self, name: str, details: Mapping[str, Any]) -> Found:
        meant = self._meant.get(self.key(name)) if self._meant else None
        return Found((meant,), self.label(meant)) if meant is not None else self._names.find(name, details)

    def label(self, id: UUID) -> str:
        return self._names.label(id)

    def all_labels(self, most: int) -> Sequence[str]:
        return self._names.all_labels(most)


def answers_of(upload: Upload) -> Answers:
    """The upload's answers over those remembered for its zone's layouts."""
    given = upload.answers
    columns: dict[str, Mapping[str, str]] = {}
    units: dict[str, str] = {}
    for layout in Layout.objects.filter(zone=upload.zone, kind=upload.kind).order_by("confirmed_at"):
        columns[layout.signature] = layout.columns["columns"]
        if layout.signature == upload.layout:
            units.update(layout.columns["units"])
    return Answers(
        columns={**columns, **given.get("columns", {})},
        units={**units, **given.get("units", {})},
        cells={_place(key): text for key, text in given.get("cells", {}).items()},
        rows=frozenset(_row(key) for key in given.get("rows", [])),
        names={_pair(key): id for key, id in given.get("names", {}).items()},
        blank_doubts=bool(given.get("blank_doubts")),
    )


def cell_key(sheet: str, number: int, field: str) -> str:
    return f"{number}|{field}|{sheet}"


def row_key(sheet: str, number: int) -> str:
    return f"{number}|{sheet}"


def _place(key: str) -> tuple[str, int, str]:
    number, field, sheet = key.split("|", 2)
    return sheet, int(number), field


def _row(key: str) -> tuple[str, int]:
    number, sheet = key.split("|", 1)
    return sheet, int(number)


def _pair(key: str) -> tuple[str, str]:
    kind, name = key.split("|", 1)
    return kind, name


def remember_layouts(upload: Upload, by: Actor) -> None:
    """Keep the columns as they now stand for every layout of the upload: publishing confirms them."""
    by_layout: dict[str, dict[str, str]] = {}
    for column in upload.plan.get("columns", []):
        by_layout.setdefault(column["layout"], {})[column["title"]] = column["field"]
    for signature, columns in by_layout.items():
        Layout.objects.update_or_create(
            zone=upload.zone,
            kind=upload.kind,
            signature=signature,
            defaults={
                "columns": {"columns": columns, "units": upload.answers.get("units", {})},
                "person": by.person,
                "confirmed_at": clock.now_micros(),
            },
        )
