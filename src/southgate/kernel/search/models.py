"""What can be found by name: one line a subject, kept by the followers of its projection. No part of the book."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Name(models.Model):
    """`text` is the name in its normal form, `initials` its pinyin initials, `code` what it is called by in papers.

    `zone` is the first of the zones it belongs to; the others stand in its postings.

    Beside each line stand its postings (`postings.py`), made by hand for each database.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=32)
    subject = models.UUIDField()
    zone = models.UUIDField()
    text = models.CharField(max_length=300)
    initials = models.CharField(max_length=300)
    code = models.CharField(max_length=64, default="")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["subject", "kind"], name="search_subject")]
        indexes: ClassVar = [
            models.Index(fields=["code"], name="search_code"),
            models.Index(fields=["text"], name="search_text"),
            models.Index(fields=["initials"], name="search_initials"),
        ]
