"""An invented zone with people who hold posts, to be written into; in the database."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from southgate.kernel import clock
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs.services.people import RegisterPerson, register_people
from southgate.kernel.orgs.services.places import RegisterUnit, RegisterZone, register_units, register_zones
from southgate.kernel.orgs.services.posts import Appoint, RegisterPost, appoint, register_posts

TODAY, SINCE = date(2026, 11, 24), date(2026, 1, 5)
HELD = (
    ("管委会", "赵处", Role.ZONE_LEADER), ("招商一局", "李经理", Role.INVESTMENT_OFFICER),
    ("招商一局", "王科", Role.INVESTMENT_OFFICER), ("招商一局", "周示", Role.RESPONSIBLE_PERSON),
    ("建设局", "郑示", Role.LEAD_UNIT),
)  # fmt: skip


def invented(code: str = "TS", *, sample: bool = True, held: tuple[Any, ...] = HELD) -> UUID:
    """The zone with two parks, as of the first day; returns its id."""
    with clock.simulated(clock.end_of(SINCE) - 20 * 3_600_000_000):
        by: dict[str, Any] = {"by": system_actor(), "today": SINCE}
        top = RegisterZone(code=code, name=f"示例{code}", level="zone", sample=sample)
        zone = _made(register_zones([top], command_id=uuid4(), **by), "zones")[0]
        parks = [RegisterZone(code=f"{code}-{n}", name=f"{n}片区", level="park", parent=zone) for n in "EW"]
        register_zones(parks, command_id=uuid4(), **by)
        if held:
            _fill(zone, held, by)
    return zone


def _fill(zone: UUID, held: tuple[Any, ...], by: dict[str, Any]) -> None:
    names = list(dict.fromkeys(unit for unit, _, _ in held))
    units = [RegisterUnit(zone=zone, name=name, from_day=SINCE) for name in names]
    ids = dict(zip(names, _made(register_units(units, command_id=uuid4(), **by), "units"), strict=True))
    people = [RegisterPerson(zone=zone, name=name) for _, name, _ in held]
    persons = _made(register_people(people, command_id=uuid4(), **by), "people")
    posts = [RegisterPost(zone=zone, title=role.value, role=role.value, unit=ids[unit]) for unit, _, role in held]
    made = _made(register_posts(posts, command_id=uuid4(), **by), "posts")
    appointments = [Appoint(post=post, person=one, from_day=SINCE) for post, one in zip(made, persons, strict=True)]
    appoint(appointments, command_id=uuid4(), **by)


def _made(answer: Any, name: str) -> list[UUID]:
    return [UUID(id) for id in answer.data[name]]
