"""One version of a text, and what it changed against the one before."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from southgate.apps.pipeline.models.agreements import AgreementText
from southgate.apps.pipeline.selectors.agreements.reading import agreement_for
from southgate.domain.agreements.difference import Piece, difference
from southgate.domain.errors import NotFound
from southgate.kernel.book import keeping
from southgate.kernel.identity.actor import Actor


@dataclass(frozen=True, slots=True)
class Compared:
    """`pieces`: against version `number` - 1, or the whole text as it is for the first one."""

    agreement: UUID
    title: str
    project_name: str
    number: int
    latest: int
    sha256: str
    pieces: tuple[Piece, ...]


def version_of(by: Actor, pk: UUID, number: int, *, position: int | None = None) -> Compared:
    """Raises NotFound for a version that there is not, or was not yet."""
    row = agreement_for(by, pk)
    if not 1 <= number <= row.text_number:  # the database would not even take a larger one
        raise NotFound(f"{pk}/{number}")
    texts = AgreementText.objects.filter(agreement=row, number__in=(number - 1, number))
    if position is not None:
        texts = texts.filter(position__lte=position)
    rows = {text.number: text for text in texts}
    if number not in rows:
        raise NotFound(f"{pk}/{number}")
    words = keeping.read(text.text_said for text in rows.values() if text.text_said is not None)
    known = {text.number: words.get(text.text_said, "") if text.text_said else "" for text in rows.values()}
    pieces = difference(known.get(number - 1, known[number]), known[number])
    return Compared(pk, row.title, row.project.name, number, row.text_number, rows[number].sha256, pieces)
