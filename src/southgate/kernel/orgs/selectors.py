"""Zones, units, persons and posts as pages and imports read them; the actor comes first, rows come as frozen views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from southgate.domain.errors import NotFound
from southgate.kernel.book import keeping
from southgate.kernel.identity.accounts import AccountOf, accounts_of
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.rules import Rules
from southgate.kernel.orgs import policies
from southgate.kernel.orgs.models import Appointment, Person, Post, Unit, Zone
from southgate.kernel.orgs.naming import person_names

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class ZoneNode:
    """A zone in its tree: `depth` counts from the topmost zone that the reader sees."""

    id: UUID
    version: int
    code: str
    name: str
    level: str
    depth: int
    sample: bool


@dataclass(frozen=True, slots=True)
class PostHeld:
    """One appointment with its days, `now` when it gives rights on the day asked for."""

    id: UUID
    version: int
    post: UUID
    zone: UUID
    title: str
    role: Role
    unit: str
    person: UUID
    name: str
    from_day: date
    to_day: date | None
    at_once: bool
    now: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: UUID
    version: int
    name: str
    phone: str
    erased: bool
    posts: tuple[PostHeld, ...]
    account: AccountOf | None


@dataclass(frozen=True, slots=True)
class PostRow:
    id: UUID
    version: int
    title: str
    role: Role
    zone: str
    unit: str
    closed_on: date | None
    holders: tuple[PostHeld, ...]


def _one(rules: Rules, by: Actor, verb: str, rows: QuerySet[Any], pk: UUID) -> Any:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise NotFound(str(pk))
    rules.require(by, verb, row)
    return row


def zone_for(by: Actor, pk: UUID, verb: str = "view") -> Zone:
    """Raises NotFound or Forbidden, like all `…_for` here."""
    row: Zone = _one(policies.ZONE, by, verb, Zone.objects.all(), pk)
    return row


def unit_for(by: Actor, pk: UUID, verb: str = "view") -> Unit:
    row: Unit = _one(policies.UNIT, by, verb, Unit.objects.select_related("zone"), pk)
    return row


def person_for(by: Actor, pk: UUID, verb: str = "view") -> Person:
    row: Person = _one(policies.PERSON, by, verb, Person.objects.select_related("zone"), pk)
    return row


def post_for(by: Actor, pk: UUID, verb: str = "view") -> Post:
    row: Post = _one(policies.POST, by, verb, Post.objects.select_related("zone", "unit"), pk)
    return row


def appointment_for(by: Actor, pk: UUID, verb: str = "view") -> Appointment:
    rows = Appointment.objects.select_related("post__unit")
    row: Appointment = _one(policies.APPOINTMENT, by, verb, rows, pk)
    return row


def zone_tree(by: Actor) -> list[ZoneNode]:
    """Every zone the reader sees, each below its upper one."""
    rows = list(policies.ZONE.visible(by, Zone).order_by("path"))
    shown = {row.path for row in rows}
    nodes = []
    for row in sorted(rows, key=lambda row: row.path):
        steps = row.path.split("/")
        depth = sum("/".join(steps[:number]) in shown for number in range(1, len(steps)))
        nodes.append(ZoneNode(row.pk, row.version, row.code, row.name, row.level, depth, row.sample))
    return nodes


def zones_under(zone: Zone) -> list[UUID]:
    """The zone itself and everything under it."""
    return list(Zone.objects.filter(Q(pk=zone.pk) | Q(path__startswith=f"{zone.path}/")).values_list("pk", flat=True))


def units(by: Actor, zone: Zone, day: date | None = None) -> QuerySet[Unit]:
    """Units of the zone and of the zones under it; with a day, those that exist then."""
    rows = policies.UNIT.visible(by, Unit).filter(zone__in=zones_under(zone)).select_related("zone")
    if day is not None:
        rows = rows.filter(from_day__lte=day).exclude(to_day__lt=day)
    return rows.order_by("zone__path", "name")


def posts(by: Actor, zone: Zone, day: date) -> list[PostRow]:
    """Posts with everyone who ever held them, the newest appointment first."""
    rows = list(
        policies.POST.visible(by, Post)
        .filter(zone__in=zones_under(zone))
        .select_related("zone", "unit")
        .order_by("zone__path", "unit__name", "title", "pk")
    )
    held = _held(Appointment.objects.filter(post__in=[row.pk for row in rows]), day)
    of_post: dict[UUID, list[PostHeld]] = defaultdict(list)
    for one in held:
        of_post[one.post].append(one)
    return [
        PostRow(
            row.pk, row.version, row.title, Role(row.role), row.zone.name, row.unit.name if row.unit else "",
            row.closed_on, tuple(of_post[row.pk]),
        )
        for row in rows
    ]  # fmt: skip


def holders(by: Actor, post: Post, day: date) -> list[PostHeld]:
    """Everyone who ever held the post, the newest appointment first."""
    return _held(policies.APPOINTMENT.visible(by, Appointment).filter(post=post), day)


def people(by: Actor, zone: Zone, day: date, q: str = "") -> list[PersonRow]:
    """Persons of the zone and of the zones under it, by name; phones are masked. `q` is any part of a name."""
    rows = list(policies.PERSON.visible(by, Person).filter(zone__in=zones_under(zone)))
    names = person_names([row.pk for row in rows])
    wanted = [row for row in rows if not q or q.casefold() in names.get(row.pk, "").casefold()]
    return sorted(_person_rows(by, wanted, names, day), key=lambda row: (row.erased, row.name, row.id))


def person_row(by: Actor, person: Person, day: date) -> PersonRow:
    return _person_rows(by, [person], person_names([person.pk]), day)[0]


def _person_rows(by: Actor, rows: list[Person], names: Mapping[UUID, str], day: date) -> list[PersonRow]:
    ids = [row.pk for row in rows]
    phones = keeping.read(row.phone_said for row in rows if row.phone_said is not None)
    accounts = accounts_of(ids) if by.zones_with(policies.SECURITY | policies.AUDIT) else {}
    held: dict[UUID, list[PostHeld]] = defaultdict(list)
    for one in _held(policies.APPOINTMENT.visible(by, Appointment).filter(person__in=ids), day):
        held[one.person].append(one)
    return [
        PersonRow(
            row.pk, row.version, names.get(row.pk, ""), masked(phones.get(row.phone_said or NOBODY, "")), row.erased,
            tuple(held[row.pk]), accounts.get(row.pk),
        )
        for row in rows
    ]  # fmt: skip


def _held(rows: QuerySet[Appointment], day: date) -> list[PostHeld]:
    found = list(rows.select_related("post__unit").order_by("-from_day", "pk"))
    names = person_names({row.person_id for row in found})
    return [
        PostHeld(
            id=row.pk,
            version=row.version,
            post=row.post_id,
            zone=row.post.zone_id,
            title=row.post.title,
            role=Role(row.post.role),
            unit=row.post.unit.name if row.post.unit else "",
            person=row.person_id,
            name=names.get(row.person_id, ""),
            from_day=row.from_day,
            to_day=row.to_day,
            at_once=row.ended_at_once,
            now=in_force(row, day),
        )
        for row in found
    ]


def in_force(row: Appointment, day: date) -> bool:
    """Whether it gives rights on the day."""
    if row.ended_at_once or row.from_day > day:
        return False
    return row.to_day is None or row.to_day >= day


def masked(phone: str) -> str:
    """138****1234: what lists, exports and logs may show of a number."""
    if len(phone) < 7:
        return "*" * len(phone)
    return f"{phone[:3]}****{phone[-4:]}"


def phone_of(by: Actor, pk: UUID) -> str:
    """The whole number. Whoever is not the person himself has written why before (`show_phones`)."""
    row = person_for(by, pk, "show_phone")
    return keeping.read([row.phone_said]).get(row.phone_said, "") if row.phone_said is not None else ""


def people_on(by: Actor, zone: Zone, day: date) -> list[tuple[UUID, str, str]]:
    """(person, name, unit) of everyone who holds a post there on the day, for choices in forms; by unit and name."""
    rows = policies.APPOINTMENT.visible(by, Appointment).filter(post__zone__in=zones_under(zone))
    held = {(one.person, one.name, one.unit) for one in _held(rows, day) if one.now and one.name}
    return sorted(held, key=lambda one: (one[2], one[1], one[0]))


def units_named(zone: UUID) -> Mapping[str, tuple[UUID, ...]]:
    """Unit ids by name, in the zone and the zones under it: what an import matches its cells with."""
    found: dict[str, list[UUID]] = defaultdict(list)
    for id, name in Unit.objects.filter(zone__in=_under(zone)).order_by("from_day", "pk").values_list("pk", "name"):
        found[name].append(id)
    return {name: tuple(ids) for name, ids in found.items()}


def people_named(zone: UUID) -> Mapping[str, tuple[UUID, ...]]:
    """Person ids by name, in the zone and the zones under it. Two persons of one name are two ids: never guess."""
    ids = list(Person.objects.filter(zone__in=_under(zone), erased=False).order_by("pk").values_list("pk", flat=True))
    found: dict[str, list[UUID]] = defaultdict(list)
    for id, name in person_names(ids).items():
        found[name].append(id)
    return {name: tuple(sorted(same)) for name, same in found.items()}


def zones_named(zone: UUID) -> Mapping[str, tuple[UUID, ...]]:
    """Ids of the zone and those under it, by name and by code."""
    found: dict[str, list[UUID]] = defaultdict(list)
    for id, name, code in Zone.objects.filter(pk__in=_under(zone)).order_by("path").values_list("pk", "name", "code"):
        for word in {name, code}:
            found[word].append(id)
    return {word: tuple(ids) for word, ids in found.items()}


def _under(zone: UUID) -> Iterable[UUID]:
    row = Zone.objects.filter(pk=zone).first()
    if row is None:
        raise NotFound(str(zone))
    return zones_under(row)
