"""The zone that a portfolio is made for: its parks, desks and leaders, and who of its people writes what down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from southgate.cli.generate.made import Desk, Ground, Happening
from southgate.domain.errors import NotFound, Reason, Refused
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.sources import grants_of
from southgate.kernel.orgs.models import Appointment, Zone

DOERS = frozenset({Role.INVESTMENT_OFFICER, Role.LEAD_UNIT, Role.RESPONSIBLE_PERSON})
BUILDERS = "建设"
"""Units whose name holds this take the public works."""


@dataclass(frozen=True, slots=True)
class Held:
    """That a person holds a post of a unit today."""

    role: Role
    unit: UUID
    unit_name: str
    person: UUID


@dataclass(frozen=True, slots=True)
class Crew:
    """`writers` are the investment officers as actors, `officers` the same by unit: they may write anything."""

    zone: UUID
    ground: Ground
    unit_of: Mapping[UUID, UUID]
    officers: Mapping[UUID, tuple[UUID, ...]]
    writers: Mapping[UUID, Actor]

    def writer(self, happening: Happening) -> UUID:
        """Who enters it: whoever did it if he may, else an officer of his unit, else one of the zone."""
        doer = UUID(str(happening.by))
        if doer in self.writers:
            return doer
        unit = self.unit_of[doer]
        near = self.officers.get(unit) or tuple(self.writers)
        return near[doer.int % len(near)]

    def desk_mates(self, person: UUID) -> list[UUID]:
        """The others at the person's desk."""
        return [mate for mate, unit in self.unit_of.items() if unit == self.unit_of[person] and mate != person]


def crew_of(code: str, *, today: date) -> Crew:
    """The crew of the invented zone `code`. Refused: a real zone, or one without officers."""
    zone = _invented(code)
    held = _held(zone, today)
    desks = _desks(held)
    officers = dict.fromkeys(one.person for one in held if one.role is Role.INVESTMENT_OFFICER)
    if not officers:
        raise Refused([Reason("「%(zone)s」没有招商专员", {"zone": zone.name}, "zone", "先任命招商专员")])
    building = {one.unit for one in held if BUILDERS in one.unit_name}
    works = tuple(desk for desk in desks if desk.unit in building)
    parks = Zone.objects.filter(parent=zone, level=Zone.Level.PARK).order_by("code")
    ground = Ground(
        parks=tuple(parks.values_list("pk", flat=True)),
        desks=tuple(desk for desk in desks if desk not in works) or works,
        leaders=tuple(dict.fromkeys(one.person for one in held if one.role is Role.ZONE_LEADER)),
        works_desks=works,
    )
    unit_of = {UUID(str(person)): UUID(str(desk.unit)) for desk in desks for person in desk.people}
    by_unit = {unit: tuple(one for one in officers if unit_of[one] == unit) for unit in set(unit_of.values())}
    return Crew(zone.pk, ground, unit_of, by_unit, {person: _actor(person, today) for person in officers})


def _invented(code: str) -> Zone:
    zone = Zone.objects.filter(code=code.upper(), level=Zone.Level.ZONE).first()
    if zone is None:
        raise NotFound(code)
    if not zone.sample:
        say = "「%(zone)s」不是示例园区，不能写入编造的数据"
        raise Refused([Reason(say, {"zone": zone.name}, "zone", "选示例园区，或另设一个")])
    return zone


def _held(zone: Zone, today: date) -> list[Held]:
    """Everyone who holds a post of a unit in the zone or its parks today."""
    rows = (
        Appointment.objects.filter(Q(to_day=None) | Q(to_day__gte=today), from_day__lte=today, ended_at_once=False)
        .filter(Q(post__zone=zone) | Q(post__zone__parent=zone), post__closed_on=None, post__unit__isnull=False)
        .order_by("post__unit__name", "post__role", "from_day", "pk")
        .values_list("post__role", "post__unit", "post__unit__name", "person")
    )
    return [Held(Role(role), unit, name, person) for role, unit, name, person in rows]


def _desks(held: Iterable[Held]) -> list[Desk]:
    """Each unit that leads projects, with its people; somebody at two desks sits at the first."""
    people: dict[UUID, list[UUID]] = defaultdict(list)
    seated: set[UUID] = set()
    for one in held:
        if one.role in DOERS and one.person not in seated:
            seated.add(one.person)
            people[one.unit].append(one.person)
    return [Desk(unit, tuple(some)) for unit, some in people.items()]


def _actor(person: UUID, today: date) -> Actor:
    grants = grants_of(person, today)
    return Actor(id=person, person=person, unit=next((g.unit for g in grants if g.unit), None), grants=grants)
