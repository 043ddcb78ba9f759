"""How zones, units, posts and persons are named in the sentences of the book. Staff see who did what, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from southgate.kernel.book.sentences import name_kind
from southgate.kernel.orgs import naming


@name_kind("zone")
def zones(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    return naming.zone_names(ids)


@name_kind("unit")
def units(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    return naming.unit_names(ids)


@name_kind("post")
def posts(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    return naming.post_names(ids)


@name_kind("person")
def persons(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    """Names are kept words; an erased person has none any more."""
    return naming.person_names(ids)
