"""Packs as an officer looks at them: what a zone uses on a day, what else is loaded, and one pack with all its past."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from southgate.domain.errors import NotFound, Reason, Refused
from southgate.kernel.book import keeping
from southgate.kernel.identity.actor import Actor
from southgate.kernel.packs import policies, schemas, selectors
from southgate.kernel.packs.models import Pack, PackChoice, PackOverride
from southgate.kernel.packs.overriding import Override, differences, overridden, value_of
from southgate.kernel.packs.selectors import InForce
from southgate.kernel.packs.toml import PackText


@dataclass(frozen=True, slots=True)
class KindInForce:
    """The packs of one kind that a zone uses on a day, the newest paper first."""

    schema: str
    title: str
    additive: bool
    packs: tuple[tuple[Pack, InForce], ...]


@dataclass(frozen=True, slots=True)
class ZonePacks:
    """What holds for a zone on a day, and the newest edition of every other pack that the actor may look at."""

    kinds: tuple[KindInForce, ...]
    others: tuple[Pack, ...]

    @property
    def count(self) -> int:
        return sum(len(kind.packs) for kind in self.kinds)


def zone_packs(by: Actor, zone: UUID | None, day: date) -> ZonePacks:
    """A fixed number of queries for each kind of pack, however many packs there are."""
    rows = {row.pk: row for row in selectors.packs(by)}
    kinds = tuple(_kind(schema, rows, zone, day) for schema in schemas.schemas().values())
    used = {row.key for kind in kinds for row, _ in kind.packs}
    newest: dict[str, Pack] = {}
    for row in rows.values():
        newest.setdefault(row.key, row)
    others = tuple(row for key, row in newest.items() if key not in used)
    return ZonePacks(tuple(kind for kind in kinds if kind.packs), others)


def _kind(schema: schemas.Schema, rows: Mapping[UUID, Pack], zone: UUID | None, day: date) -> KindInForce:
    found: Iterable[InForce | None]
    if schema.additive:
        found = selectors.packs_for(schema.name, zone=zone, day=day)
    else:
        found = (selectors.pack_for(schema.name, zone=zone, day=day),)
    packs = [(rows[one.id], one) for one in found if one is not None and one.id in rows]
    packs.sort(key=lambda pair: pair[0].dated, reverse=True)
    return KindInForce(schema.name, schema.title, schema.additive, tuple(packs))


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a pack and what it changed against the one before it."""

    row: Pack
    differences: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice or an override with its reason in words; `reason` None when it was erased by law.

    `counts`: it holds on the day asked about.
    """

    row: PackChoice | PackOverride
    reason: str | None
    counts: bool


@dataclass(frozen=True, slots=True)
class PackSeen:
    """One pack as `zone` reads it on a day. `faults`: overrides that no longer fit this edition."""

    row: Pack
    schema: schemas.Schema | None
    text: PackText
    now: PackText
    faults: tuple[Reason, ...]
    editions: tuple[Edition, ...]
    choices: tuple[Decision, ...]
    overrides: tuple[Decision, ...]
    in_force: InForce | None

    @property
    def subjects(self) -> tuple[UUID, ...]:
        """Whose entries tell the pack's story here: its own, and what the zone and those above decided about it."""
        return (self.row.pk, *(one.row.pk for one in self.choices), *(one.row.pk for one in self.overrides))


def pack_seen(by: Actor, id: UUID, zone: UUID | None, day: date) -> PackSeen:
    """Raises NotFound for a pack that is absent or hidden."""
    row = selectors.pack(by, id)
    schema = schemas.schemas().get(row.schema)
    text = selectors.pack_text(row.pk, row.digest)
    in_force = next((one for one in _all_in_force(schema, zone, day) if one.id == row.pk), None)
    now, faults = _as_zone_reads(text, in_force)
    line = selectors.lineage(zone)
    overrides = [one for one in selectors.overrides(by).filter(key=row.key) if one.zone_id in line]
    choices = [one for one in selectors.choices(by).filter(key=row.key) if one.zone_id in line]
    kept = [*(one.reason for one in overrides), *(one.reason for one in choices)]
    words = keeping.read(id for id in kept if id is not None)
    counting = _counting(overrides, day) | ({in_force.chosen_by} if in_force is not None else set())
    return PackSeen(
        row=row,
        schema=schema,
        text=text,
        now=now,
        faults=faults,
        editions=tuple(_editions(by, row.key)),
        choices=tuple(_decisions(choices, words, counting)),
        overrides=tuple(_decisions(overrides, words, counting)),
        in_force=in_force,
    )


def _all_in_force(schema: schemas.Schema | None, zone: UUID | None, day: date) -> Sequence[InForce]:
    if schema is None:
        return ()
    if schema.additive:
        return selectors.packs_for(schema.name, zone=zone, day=day)
    one = selectors.pack_for(schema.name, zone=zone, day=day)
    return () if one is None else (one,)


def _as_zone_reads(text: PackText, in_force: InForce | None) -> tuple[PackText, tuple[Reason, ...]]:
    if in_force is None or not in_force.overrides:
        return text, ()
    try:
        return overridden(text, [Override(path, value_of(value)) for path, value in in_force.overrides]), ()
    except Refused as refused:
        return text, refused.reasons


def _editions(by: Actor, key: str) -> Iterable[Edition]:
    """Newest first; each compared with the one before it."""
    rows = list(policies.PACK.visible(by, Pack).filter(key=key).defer("text").order_by("-edition"))
    texts = [selectors.pack_text(row.pk, row.digest).tables for row in rows]
    for number, row in enumerate(rows):
        before = texts[number + 1] if number + 1 < len(rows) else None
        yield Edition(row, tuple(differences(before, texts[number])) if before is not None else ())


def _counting(rows: Sequence[PackOverride], day: date) -> set[UUID | None]:
    """Ids of the overrides that hold on the day: for each zone and place the last one begun and not withdrawn."""
    last: dict[tuple[UUID, str], UUID | None] = {}
    for row in sorted(rows, key=lambda row: row.from_day):
        if row.from_day <= day and not row.withdrawn:
            last[row.zone_id, row.path] = row.pk
    return set(last.values())


def _decisions(
    rows: Sequence[PackChoice] | Sequence[PackOverride], words: Mapping[UUID, str], counting: set[UUID | None]
) -> Iterable[Decision]:
    return (Decision(row, words.get(row.reason) if row.reason else None, row.pk in counting) for row in rows)


def decision(by: Actor, model: type[PackChoice] | type[PackOverride], id: UUID, verb: str) -> PackChoice | PackOverride:
    """One choice or override to be taken back. Raises NotFound, or Forbidden for someone who only sees it."""
    row: PackChoice | PackOverride | None = (
        policies.CHOICE.visible(by, model).select_related("zone").filter(pk=id).first()
    )
    if row is None:
        raise NotFound(str(id))
    policies.CHOICE.require(by, verb, row)
    return row


def choosable(by: Actor, zone: UUID, day: date) -> tuple[Pack, ...]:
    """The edition of each key that the zone may choose on the day, ordered by kind and title."""
    line = selectors.lineage(zone)
    rows = [
        row for row in selectors.packs(by) if row.valid_from <= day and (row.zone_id is None or row.zone_id in line)
    ]
    newest: dict[str, Pack] = {}
    for row in rows:
        newest.setdefault(row.key, row)
    known = schemas.schemas()
    fit = [row for row in newest.values() if row.schema in known and (row.valid_to is None or day <= row.valid_to)]
    return tuple(sorted(fit, key=lambda row: (row.schema, row.title)))
