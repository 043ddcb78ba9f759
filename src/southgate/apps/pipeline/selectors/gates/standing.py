"""How projects stand before their gates: the rows and what hangs on them, as plain facts. Any day, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from southgate.apps.pipeline.fields.projects import OWN
from southgate.apps.pipeline.models.gates import (
    Document,
    DocumentPast,
    Opinion,
    OpinionPast,
    Review,
    ReviewPast,
    ReviewState,
)
from southgate.apps.pipeline.models.projects import ProjectColumns
from southgate.apps.pipeline.models.signings import Signing, SigningPast
from southgate.apps.pipeline.selectors.gates.rules import DAYS, SUMS
from southgate.domain.counting.words import Screening
from southgate.domain.gates.standing import Filed, Reviewed, Signed, Standing
from southgate.domain.gates.table import USES
from southgate.domain.projects import Stage
from southgate.kernel.book.reading import as_known_at

Columns = Mapping[str, Any]


def standing_of(row: ProjectColumns, position: int | None = None) -> Standing:
    """One project; `row` is of today, or the history row that held at `position`."""
    columns = columns_of(row)
    return standings([columns], position)[columns["id"]]


def columns_of(row: Any) -> dict[str, Any]:
    """What a standing asks of a project's row."""
    names = [field.attname for field in ProjectColumns._meta.concrete_fields]
    return {"id": row.id, **{name: getattr(row, name) for name in names}}


def standings(projects: Sequence[Columns], position: int | None = None) -> dict[UUID, Standing]:
    """Standings of projects given by their columns (with `id`): four queries, however many."""
    ids = [columns["id"] for columns in projects]
    documents, reviews, signings = _documents(ids, position), _reviews(ids, position), _signings(ids, position)
    return {
        columns["id"]: Standing(
            stage=Stage(columns["stage"]),
            public_works=columns["public_works"],
            given=frozenset(field.name for field in OWN if _is_given(columns[field.column])),
            days={name: columns[name] for name in DAYS if columns[name] is not None},
            sums={name: columns[name] for name in SUMS if columns[name] is not None},
            planned=columns["investment_cny"],
            arrived={use: columns[f"arrived_{use}"] for use in USES},
            documents=tuple(documents[columns["id"]]),
            reviews=tuple(reviews[columns["id"]]),
            signings=tuple(signings[columns["id"]]),
        )
        for columns in projects
    }


def _is_given(value: Any) -> bool:
    """A sum of nothing is given; a flag that is down, or a text without a character, is not."""
    return value is not None and value is not False and value != ""


def _rows(live: Any, past: Any, ids: Iterable[UUID], position: int | None) -> QuerySet[Any]:
    rows = live.objects.all() if position is None else as_known_at(past, position)
    return rows.filter(project_id__in=list(ids))


def _documents(ids: Sequence[UUID], position: int | None) -> dict[UUID, list[Filed]]:
    found: dict[UUID, list[Filed]] = defaultdict(list)
    for row in _rows(Document, DocumentPast, ids, position).filter(withdrawn=False).order_by("added_on", "id"):
        on = row.shot_at_on or row.issued_on or row.added_on
        document = Filed(
            kind=row.kind, on=on, digest=row.sha256, number=row.number, planned_on=row.planned_on, work=row.work
        )
        found[row.project_id].append(document)
    return found


def _reviews(ids: Sequence[UUID], position: int | None) -> dict[UUID, list[Reviewed]]:
    """The latest last: of one kind at most one is open, and it was convened after the others were decided."""
    opinions: dict[UUID, list[bool]] = defaultdict(list)
    for review, verdict in _rows(Opinion, OpinionPast, ids, position).values_list("review_id", "verdict"):
        opinions[review].append(bool(verdict))
    found: dict[UUID, list[Reviewed]] = defaultdict(list)
    rows = list(_rows(Review, ReviewPast, ids, position))
    for row in sorted(rows, key=latest_last):
        given = opinions[row.id]
        reviewed = Reviewed(
            kind=row.kind, state=row.state, on=row.decided_on, opinions=sum(given), members=len(given)
        )  # fmt: skip
        found[row.project_id].append(reviewed)
    return found


def latest_last(row: Any) -> tuple[bool, int]:
    """Where a review stands among those of its project; history rows have no position but that they hold from."""
    return row.state == ReviewState.OPEN, row.known_from if isinstance(row, ReviewPast) else row.position


def _signings(ids: Sequence[UUID], position: int | None) -> dict[UUID, list[Signed]]:
    found: dict[UUID, list[Signed]] = defaultdict(list)
    rows = _rows(Signing, SigningPast, ids, position).filter(withdrawn=False).exclude(state=Screening.REJECTED.value)
    for row in rows.order_by("signed_on", "id"):
        signed = Signed(kind=row.kind, form=row.form, on=row.signed_on, amount=row.amount_cny)
        found[row.project_id].append(signed)
    return found
