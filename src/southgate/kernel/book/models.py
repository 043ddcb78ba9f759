"""Tables of the book. Entries, said words and commands; rows of the rooms are projections of them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class PositionField(models.BigIntegerField):  # type: ignore[type-arg]
    """A position as primary key: on SQLite the row id itself, so entries lie in their order and need no second tree."""

    def db_type(self, connection: Any) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class Head(models.Model):
    """The one counter row: locked last in each writing transaction, so commit order is position order."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    position = models.BigIntegerField(default=0)
    recorded_at = models.BigIntegerField(default=0)
    root = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="book_one_head")]


class Entry(models.Model):
    """That something happened to one subject. Never changed, never deleted: triggers refuse it."""

    position = PositionField(primary_key=True)
    subject_kind = models.CharField(max_length=32)
    subject = models.UUIDField()
    seq = models.IntegerField()
    kind = models.CharField(max_length=64)
    version = models.SmallIntegerField()
    payload = models.TextField()
    occurred_on = models.DateField()
    recorded_at = models.BigIntegerField()
    zone = models.UUIDField(null=True)
    by_person = models.UUIDField(null=True)
    for_unit = models.UUIDField(null=True)
    command = models.UUIDField()
    supersedes = models.BigIntegerField(null=True)
    previous = models.CharField(max_length=80)
    digest = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subject", "seq"], name="book_subject_seq"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["recorded_at"], name="book_recorded_at"),
            models.Index(fields=["zone", "kind", "position"], name="book_zone_kind"),
        ]


class Kept(models.Model):
    """Words or personal data that an entry refers to (`said`). Erasure destroys the row: salt, key and text.

    `key` is the row's own key under the house's master key, `label` the field it fills (name, phone, reason …).
    """

    id = models.UUIDField(primary_key=True)
    subject = models.UUIDField(db_index=True)
    person = models.UUIDField(null=True, db_index=True)
    label = models.CharField(max_length=32)
    key = models.BinaryField()
    ciphertext = models.BinaryField()

    class Meta:
        db_table = "book_said"


class Command(models.Model):
    """A command that was carried out, with its answer: the same again gives the same answer."""

    id = models.BigAutoField(primary_key=True)
    actor = models.UUIDField()
    command = models.UUIDField()
    request = models.CharField(max_length=80)
    answer = models.TextField(default="")
    position = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["actor", "command"], name="book_actor_command")]


class Row(models.Model):
    """Base of a projection: today's state of one subject. `version` is the seq of its last entry."""

    id = models.UUIDField(primary_key=True)
    version = models.IntegerField()
    position = models.BigIntegerField()

    class Meta:
        abstract = True


class PastRow(models.Model):
    """Base of a history row: the state as known from one position until another (exclusive; open = still so).

    A table of it needs an index that begins with `id`: each new entry closes the row before by it.
    """

    past_id = models.BigAutoField(primary_key=True)
    id = models.UUIDField()
    version = models.IntegerField()
    known_from = models.BigIntegerField()
    known_to = models.BigIntegerField(null=True)

    class Meta:
        abstract = True
