"""Reads of evidence. Rights are those of the record, asked by whoever calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Sum
from django.urls import reverse

from southgate.kernel.book import keeping
from southgate.kernel.files.models import StoredFile
from southgate.kernel.orgs.naming import person_names


@dataclass(frozen=True, slots=True)
class FileSeen:
    """One file as a page lists it; `going` since when its deletion is asked for."""

    id: UUID
    version: int
    name: str
    url: str
    size: int
    by: str
    day: date
    digest: str
    macros: bool
    scanned: str
    going: date | None
    mark_url: str
    restore_url: str


def files_of(kind: str, subject: UUID, *, marked: bool) -> Sequence[FileSeen]:
    """The files of a record, latest first; those being deleted only with `marked`. Three queries."""
    rows = StoredFile.objects.filter(about_kind=kind, about=subject, purged=False).order_by("-added_on", "-position")
    found = list(rows if marked else rows.filter(marked_on=None))
    words = keeping.read(row.name_said for row in found if row.name_said)
    people = person_names(row.added_by for row in found if row.added_by)
    return [_seen(row, words.get(row.name_said, "") if row.name_said else "", people) for row in found]


def _seen(row: StoredFile, name: str, people: dict[UUID, str]) -> FileSeen:
    return FileSeen(
        row.id, row.version, name, "" if row.marked_on else reverse("files:take", args=[row.id]), row.size,
        people.get(row.added_by, "") if row.added_by else "", row.added_on, row.sha256, row.macros, row.scanned,
        row.marked_on, reverse("files:mark", args=[row.id]), reverse("files:restore", args=[row.id]),
    )  # fmt: skip


def bytes_today(person: UUID | None, today: date) -> int:
    """How much one person has brought today."""
    found = StoredFile.objects.filter(added_by=person, added_on=today).aggregate(total=Sum("size"))
    return int(found["total"] or 0)
