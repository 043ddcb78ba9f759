"""Evidence as the book leaves it: what belongs to which record, and whether it is being deleted."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from southgate.kernel.book.models import Row
from southgate.kernel.book.projections import Event, Projection, State, blank, register


class StoredFile(Row):
    """One file. `id` is also its name on disk. `marked_on`: deletion asked for; `purged`: the bytes are gone."""

    zone = models.UUIDField()
    about_kind = models.CharField(max_length=32)
    about = models.UUIDField()
    name_said = models.UUIDField(null=True)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    media = models.CharField(max_length=100)
    macros = models.BooleanField(default=False)
    scanned = models.CharField(max_length=16, default="")
    added_by = models.UUIDField(null=True)
    added_on = models.DateField()
    marked_on = models.DateField(null=True)
    purged = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["about_kind", "about"], name="files_about"),
            models.Index(fields=["marked_on"], name="files_marked", condition=~models.Q(marked_on=None)),
            models.Index(fields=["added_by", "added_on"], name="files_by"),
        ]


def fold(state: State | None, event: Event) -> State:
    new = dict(state) if state is not None else blank(StoredFile, event.subject)
    data = event.data
    match event.kind:
        case "file.added":
            new.update(
                zone=event.zone, about_kind=data["about_kind"], about=UUID(data["about"]), size=data["size"],
                name_said=UUID(data["name"]["said"]), sha256=data["sha256"], media=data["media"],
                macros=data["macros"], scanned=data["scanned"], added_by=event.by_person, added_on=event.occurred_on,
            )  # fmt: skip
        case "file.marked":
            new["marked_on"] = event.occurred_on
        case "file.restored":
            new["marked_on"] = None
        case "file.purged":
            new["purged"] = True
    return new


register(Projection("file", StoredFile, fold))
