"""Of whom something is: the project, lead or enterprise that a row names, with the address of its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from southgate.apps.pipeline.models.meetings import Introducer
from southgate.kernel.book import keeping


@dataclass(frozen=True, slots=True)
class Whom:
    kind: str
    id: UUID
    name: str
    confidential: bool = False

    @property
    def url(self) -> str:
        if self.kind == "lead":
            return reverse("leads:lead", args=[self.id])
        return reverse("pipeline:project" if self.kind == "project" else "enterprise:detail", args=[self.id])


def whom(row: Any) -> Whom:
    """Of a lead that became a project the project is named: that is where one goes on."""
    project = row.project or (row.lead.project if row.lead is not None else None)
    if project is not None:
        return Whom("project", project.pk, project.name, project.confidential)
    if row.lead is not None:
        return Whom("lead", row.lead.pk, row.lead.name, row.lead.confidential)
    return Whom("enterprise", row.enterprise.pk, row.enterprise.name)


def words(rows: Iterable[Any], *columns: str) -> Mapping[Any, str]:
    """The kept words of these columns of the rows, in one look-up."""
    found = [getattr(row, column) for row in rows for column in columns]
    ids = {id for id in found if id is not None}
    return keeping.read(ids)


def introducer_names(rows: Iterable[Introducer]) -> dict[UUID, str]:
    """Names by introducer; of one that was erased by law there is none."""
    found = list(rows)
    said = words(found, "name_said")
    return {row.pk: row.name or said.get(row.name_said or row.pk, "") for row in found}
