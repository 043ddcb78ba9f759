"""The whole book as the auditor reads it, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from southgate.kernel import clock
from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import read_typed
from southgate.kernel.book.sentences import names_of, render
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs import policies

BOOK_PAGE = 50
NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class BookLine:
    """One entry as the auditor reads it; `by` is empty for the house itself."""

    position: int
    at: datetime
    kind: str
    sentence: str
    by: str


@dataclass(frozen=True, slots=True)
class BookPage:
    """`older` is what `before` must be for the next page, None at the first entry."""

    lines: tuple[BookLine, ...]
    older: int | None


def book(by: Actor, kind: str = "", before: int | None = None) -> BookPage:
    """The book as the auditor reads it, newest first; `kind` is how the kind of entry begins (`account.`)."""
    rows = policies.ENTRY.visible(by, Entry).filter(kind__startswith=kind)
    if before is not None:
        rows = rows.filter(position__lt=before)
    found = list(rows.order_by("-position")[: BOOK_PAGE + 1])
    shown = found[:BOOK_PAGE]
    sentences = render([read_typed(row.kind, row.version, row.payload).sentence() for row in shown], by)
    names = names_of("person", [row.by_person for row in shown if row.by_person], by)
    lines = [
        BookLine(row.position, clock.moment_of(row.recorded_at), row.kind, said, names.get(row.by_person or NOBODY, ""))
        for row, said in zip(shown, sentences, strict=True)
    ]
    return BookPage(tuple(lines), shown[-1].position if len(found) > BOOK_PAGE else None)
