"""Packs as they were loaded, and what each zone made of them. All three tables are projections of the book."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from southgate.kernel.book.models import Row
from southgate.kernel.orgs.models import Zone


class Pack(Row):
    """One edition of a rule pack, with its whole text. Never changed: a new edition is a new pack.

    `paper` to `url` are those of its source; `edition` is the pack's own `version`. A pack belongs to the whole
    house (no zone), or to a zone and the parks in it; all editions of a key have the same owner.
    """

    zone = models.ForeignKey(Zone, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    edition = models.IntegerField()
    schema = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    digest = models.CharField(max_length=80)
    text = models.TextField()
    paper = models.CharField(max_length=300)
    number = models.CharField(max_length=100, blank=True)
    dated = models.DateField()
    office = models.CharField(max_length=100, blank=True)
    url = models.CharField(max_length=500, blank=True)
    unverified = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "edition"], name="packs_key_edition")]
        indexes: ClassVar = [models.Index(fields=["schema", "valid_from"], name="packs_schema_from")]


class PackChoice(Row):
    """That a zone (and the parks in it) uses packs of `key` from a day on.

    `slot` is what can be filled once: the schema, or the key itself for kinds of which many hold side by side.
    """

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="+")
    slot = models.CharField(max_length=100)
    schema = models.CharField(max_length=64)
    key = models.CharField(max_length=100)
    from_day = models.DateField()
    withdrawn = models.BooleanField(default=False)
    reason = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["zone", "slot", "from_day"], name="packs_one_choice_a_day")
        ]


class PackOverride(Row):
    """That a zone uses another value at one place of a pack from a day on, and why.

    `path` is `row[2].days`; `value` its JSON text. The reason is kept beside the book.
    """

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    path = models.CharField(max_length=200)
    value = models.TextField()
    from_day = models.DateField()
    withdrawn = models.BooleanField(default=False)
    reason = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["zone", "key", "path", "from_day"], name="packs_one_override_a_day")
        ]
