"""Which subjects of the book belong to an agreement."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from southgate.apps.pipeline.models.agreements import Clause, Commitment, FairReview
from southgate.kernel.book.models import Entry

PARTS: tuple[Any, ...] = (Clause, FairReview, Commitment)
"""What has a story of its own. A text has one entry only, and the agreement's own says the same."""


def of_agreement(pk: UUID) -> list[UUID]:
    """The agreement with its passages, reviews and commitments. The caller has checked that they may be seen."""
    return [pk, *(id for part in PARTS for id in part.objects.filter(agreement=pk).values_list("pk", flat=True))]


def count_entries(subjects: list[UUID], until: int | None) -> int:
    found = Entry.objects.filter(subject__in=subjects)
    return (found if until is None else found.filter(position__lte=until)).count()
