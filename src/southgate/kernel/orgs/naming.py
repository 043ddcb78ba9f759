"""Names of persons, units, zones and posts, in batches. To whom they may be told the caller decides (`namers`)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from southgate.kernel.book import keeping, rowsql
from southgate.kernel.orgs.models import Person, Post, Unit, Zone


def person_names(ids: Iterable[UUID], zones: Iterable[UUID] | None = None) -> dict[UUID, str]:
    """Names by person; absent when erased or, with `zones`, of a person elsewhere. Two queries a batch."""
    rows = list(rowsql.look_up(Person, ("id", "name_said", "zone_id"), "id", ids))
    near = None if zones is None else set(zones)
    said = {id: word for id, word, zone in rows if word is not None and (near is None or zone in near)}
    words = keeping.read(said.values())
    return {id: words[word] for id, word in said.items() if word in words}


def unit_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(rowsql.look_up(Unit, ("id", "name"), "id", ids))  # type: ignore[arg-type]


def zone_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(rowsql.look_up(Zone, ("id", "name"), "id", ids))  # type: ignore[arg-type]


def post_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(rowsql.look_up(Post, ("id", "title"), "id", ids))  # type: ignore[arg-type]
