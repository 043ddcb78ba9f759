"""What figures and cards are read from: projects that the reader sees and asked for, and rows of a plain statement.

Shared figures never hold a confidential talk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from southgate.apps.pipeline.selectors.projects.filtering import Asked
from southgate.apps.pipeline.selectors.projects.ledger import scope
from southgate.apps.pipeline.selectors.projects.reading import visible
from southgate.kernel.identity.actor import Actor


def counted(by: Actor, zone: UUID, asked: Asked, position: int | None = None) -> QuerySet[Any]:
    """Today by a rule of its own, which asks for nothing but the zone, so that an index alone answers a count."""
    if position is None:
        return visible(by, "count").filter(asked.q, zone_id=zone)
    return scope(by, zone, asked, position).filter(confidential=False)


def rows_together(parts: Iterable[tuple[str, QuerySet[Any]]]) -> list[tuple[Any, ...]]:
    """Rows of all parts, each behind its word, in one statement; as the driver gives them.

    Written by hand around the statements of the ORM, whose own union takes no limit of its parts on SQLite, and which
    takes as long to hand over a hundred thousand rows as the database to find them.
    """
    texts: list[str] = []
    params: list[Any] = []
    for number, (word, part) in enumerate(parts):
        try:
            sql, some = part.query.sql_with_params()
        except EmptyResultSet:  # who sees nothing is told so before the database is asked
            continue
        texts.append(f"SELECT %s, part{number}.* FROM ({sql}) AS part{number}")
        params += [word, *some]
    return _fetched(" UNION ALL ".join(texts), params) if texts else []


def _fetched(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
