"""Which packs are in force for a zone on a day, and the packs an actor may look at.

Law: of one key the highest edition that holds by the day counts, and when that one has ended, none.
Of a kind that a zone uses one at a time, the nearest choice counts (park, zone, city, province); without a choice
the only national pack of the kind, and without exactly one, none. Of an additive kind all national ones count, those
of the zone and the zones above it, and those chosen there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from southgate.domain.errors import NotFound
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.models import Zone
from southgate.kernel.packs import policies, schemas
from southgate.kernel.packs.models import Pack, PackChoice, PackOverride
from southgate.kernel.packs.overriding import Override, overridden, value_of
from southgate.kernel.packs.toml import PackHead, PackText, read_pack

NATIONAL = "national."
"""Keys of packs that hold in every zone unless it chooses another."""


@dataclass(frozen=True, slots=True)
class InForce:
    """A pack as a zone uses it on a day, with the overrides that count, the farthest zone's first.

    `chosen_by` is the id of the choice, None for a national pack or the zone's own.
    """

    id: UUID
    key: str
    digest: str
    overrides: tuple[tuple[str, str], ...] = ()
    chosen_by: UUID | None = None

    @property
    def published(self) -> PackText:
        """As published, without the zone's overrides."""
        return pack_text(self.id, self.digest)

    @property
    def head(self) -> PackHead:
        return self.published.head

    @property
    def value(self) -> Any:
        """The typed content with the overrides, as the schema reads it."""
        return _value(self.id, self.digest, self.overrides)


@dataclass(frozen=True, slots=True)
class _Edition:
    id: UUID
    key: str
    edition: int
    valid_to: date | None
    digest: str
    zone: UUID | None


def lineage(zone: UUID | None) -> tuple[UUID, ...]:
    """The zone and the zones above it, nearest first; empty for the whole house."""
    if zone is None:
        return ()
    row = Zone.objects.filter(pk=zone).values_list(*policies.STEPS).first()
    if row is None:
        raise NotFound(str(zone))
    return tuple(id for id in row if id is not None)


def pack_for(schema: str, *, zone: UUID | None, day: date) -> InForce | None:
    """The pack of a kind that the zone uses on the day; None when there is none, or no single one.

    What the zone, or one above it, chose; else the one national pack; else the kind's own default.
    """
    line = lineage(zone)
    editions = _editions(schema, day)
    for choice in _choices(line, schema, day):
        if choice.key in editions:
            return _in_force(editions[choice.key], line, day, choice.pk)
    national = [edition for key, edition in editions.items() if key.startswith(NATIONAL) and edition.zone is None]
    if len(national) == 1:
        return _in_force(national[0], line, day, None)
    known = schemas.schemas().get(schema)
    default = editions.get(known.default) if known is not None else None
    return _in_force(default, line, day, None) if default is not None else None


def packs_for(schema: str, *, zone: UUID | None, day: date) -> tuple[InForce, ...]:
    """All packs of an additive kind that hold for the zone on the day, ordered by key."""
    line = lineage(zone)
    chosen = {choice.key: choice.pk for choice in reversed(_choices(line, schema, day))}
    found = [
        edition
        for key, edition in sorted(_editions(schema, day).items())
        if key in chosen or edition.zone in line or (edition.zone is None and key.startswith(NATIONAL))
    ]
    changed = _overrides(line, [edition.key for edition in found], day)
    return tuple(
        InForce(edition.id, edition.key, edition.digest, changed.get(edition.key, ()), chosen.get(edition.key))
        for edition in found
    )


def pack_of_key(key: str, *, day: date) -> Pack | None:
    """The edition of a key that holds on the day."""
    row = Pack.objects.filter(key=key, valid_from__lte=day).order_by("-edition").first()
    return row if row is not None and (row.valid_to is None or day <= row.valid_to) else None


def overrides_in_force(line: Sequence[UUID], key: str, day: date) -> tuple[tuple[str, str], ...]:
    """(path, JSON text) of each override that counts; the nearest zone last, so that it wins."""
    return _overrides(line, [key], day).get(key, ())


@lru_cache(maxsize=256)
def pack_text(id: UUID, digest: str) -> PackText:
    """A stored pack, parsed once: an edition never changes, and the digest is part of the question."""
    row = Pack.objects.only("text", "key", "edition").get(pk=id, digest=digest)
    return read_pack(row.text, f"{row.key}/{row.edition}")


def packs(by: Actor) -> QuerySet[Pack]:
    """Loaded packs that the actor may look at: newest edition of each key first, without their texts."""
    return policies.PACK.visible(by, Pack).defer("text").order_by("schema", "key", "-edition")


def pack(by: Actor, id: UUID) -> Pack:
    """One pack with its text. Raises NotFound when it is absent or hidden."""
    row: Pack | None = policies.PACK.visible(by, Pack).filter(pk=id).first()
    if row is None:
        raise NotFound(str(id))
    return row


def choices(by: Actor) -> QuerySet[PackChoice]:
    return policies.CHOICE.visible(by, PackChoice).select_related("zone").order_by("zone__path", "slot", "-from_day")


def overrides(by: Actor) -> QuerySet[PackOverride]:
    rows = policies.CHOICE.visible(by, PackOverride).select_related("zone")
    return rows.order_by("zone__path", "key", "path", "-from_day")


def _editions(schema: str, day: date) -> dict[str, _Edition]:
    """The edition of each key that holds on the day."""
    rows = Pack.objects.filter(schema=schema, valid_from__lte=day).order_by("edition")
    latest = {
        key: _Edition(id, key, edition, valid_to, digest, zone)
        for id, key, edition, valid_to, digest, zone in rows.values_list(
            "id", "key", "edition", "valid_to", "digest", "zone"
        )
    }
    return {key: found for key, found in latest.items() if found.valid_to is None or day <= found.valid_to}


def _choices(line: Sequence[UUID], schema: str, day: date) -> list[PackChoice]:
    """The choice in force for each zone and slot; the nearest zone first."""
    rows = PackChoice.objects.filter(Q(zone__in=line), schema=schema, from_day__lte=day, withdrawn=False)
    latest = {(row.zone_id, row.slot): row for row in rows.order_by("from_day")} if line else {}
    return sorted(latest.values(), key=lambda row: line.index(row.zone_id))


def _overrides(line: Sequence[UUID], keys: Sequence[str], day: date) -> dict[str, tuple[tuple[str, str], ...]]:
    """The overrides that count for each key, in one query; none is asked for the whole house."""
    found: dict[tuple[UUID, str, str], PackOverride] = {}
    rows = PackOverride.objects.filter(zone__in=line, key__in=keys, from_day__lte=day, withdrawn=False)
    for row in rows.order_by("from_day") if line and keys else ():
        found[row.zone_id, row.key, row.path] = row
    of_key: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in sorted(found.values(), key=lambda row: (-line.index(row.zone_id), row.path)):
        of_key[row.key] = (*of_key.get(row.key, ()), (row.path, row.value))
    return of_key


def _in_force(edition: _Edition, line: Sequence[UUID], day: date, chosen_by: UUID | None) -> InForce:
    overrides = overrides_in_force(line, edition.key, day)
    return InForce(edition.id, edition.key, edition.digest, overrides, chosen_by)


@lru_cache(maxsize=256)
def _value(id: UUID, digest: str, changed: tuple[tuple[str, str], ...]) -> Any:
    return schemas.read(overridden(pack_text(id, digest), _typed(changed)))


def _typed(changed: Iterable[tuple[str, str]]) -> list[Override]:
    return [Override(path, value_of(text)) for path, text in changed]
