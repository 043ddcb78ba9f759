"""Names of persons, units, zones and posts, in batches. To whom they may be told the caller decides (`namers`)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from southgate.kernel.book import keeping
from southgate.kernel.orgs.models import Person, Post, Unit, Zone

BATCH = 500


def person_names(ids: Iterable[UUID], zones: Iterable[UUID] | None = None) -> dict[UUID, str]:
    """Names by person; absent when erased or, with `zones`, of a person elsewhere. Two queries a batch."""
    names: dict[UUID, str] = {}
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), BATCH):
        rows = Person.objects.filter(pk__in=wanted[start : start + BATCH], name_said__isnull=False)
        if zones is not None:
            rows = rows.filter(zone__in=set(zones))
        said = dict(rows.values_list("pk", "name_said"))
        words = keeping.read(word for word in said.values() if word is not None)
        names.update({id: words[word] for id, word in said.items() if word is not None and word in words})
    return names


def unit_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Unit.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def zone_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Zone.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def post_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Post.objects.filter(pk__in=set(ids)).values_list("pk", "title"))
