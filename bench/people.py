"""The zone that is measured: six parks, eight units, 60 people with roles; everything in it is invented (示例)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.services import CreateAccount, CreateToken, create_accounts, create_tokens
from southgate.kernel.orgs.models import Appointment, Zone
from southgate.kernel.orgs.services.people import RegisterPerson, register_people
from southgate.kernel.orgs.services.places import RegisterUnit, RegisterZone, register_units, register_zones
from southgate.kernel.orgs.services.posts import Appoint, RegisterPost, appoint, register_posts

CODE = "CS"
PARKS = ("东片区", "南片区", "西片区", "北片区", "中片区", "港片区")
OFFICES = tuple(f"招商{number}局" for number in "一二三四五六")
BUILDING = "建设局"
STAFF = (
    *(("管委会", Role.ZONE_LEADER),) * 4,
    *((office, Role.INVESTMENT_OFFICER) for office in OFFICES for _ in range(5)),
    *((office, role) for office in OFFICES for role in (Role.LEAD_UNIT, Role.RESPONSIBLE_PERSON)),
    *(((BUILDING, Role.INVESTMENT_OFFICER),) * 2),
    (BUILDING, Role.LEAD_UNIT),
    *(
        ("综合办", role)
        for role in (
            Role.WINDOW_CLERK, Role.APPROVALS_AGENT, Role.REVIEWING_DEPARTMENT, Role.SECRETARY, Role.SUPERVISOR,
            Role.STATISTICIAN, Role.POLICY_OFFICER, Role.FINANCE, Role.SYSTEM_ADMINISTRATOR,
            Role.SECURITY_ADMINISTRATOR, Role.AUDITOR,
        )
    ),
)  # fmt: skip
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = ("示安", "示和", "示宁", "示平")


@dataclass(frozen=True, slots=True)
class Officer:
    """Who is measured: an investment officer's sign-in and API token."""

    account: str
    person: str
    username: str
    password: str
    token: str


def set_up(since: date) -> UUID:
    """Everything but projects and sign-ins, as of the first day; returns the first officer.

    The clock is simulated by whoever calls.
    """
    by: dict[str, Any] = {"by": system_actor(), "today": since}
    zone = _zones(by)
    units = _units(zone, since, by)
    people = _people(zone, by)
    posts = [RegisterPost(zone=zone, title=role.value, role=role.value, unit=units[unit]) for unit, role in STAFF]
    made = _ids(register_posts(posts, command_id=uuid4(), **by), "posts")
    held = [Appoint(post=post, person=person, from_day=since) for post, person in zip(made, people, strict=True)]
    appoint(held, command_id=uuid4(), **by)
    return next(one for one, (_, role) in zip(people, STAFF, strict=True) if role is Role.INVESTMENT_OFFICER)


def _ids(answer: Any, name: str) -> list[UUID]:
    return [UUID(id) for id in answer.data[name]]


def _zones(by: dict[str, Any]) -> UUID:
    top = RegisterZone(code=CODE, name="示例测速园区", level="zone", sample=True)
    zone = _ids(register_zones([top], command_id=uuid4(), **by), "zones")[0]
    parks = [
        RegisterZone(code=f"{CODE}-{number}", name=name, level="park", parent=zone, sample=True)
        for number, name in enumerate(PARKS, 1)
    ]
    register_zones(parks, command_id=uuid4(), **by)
    return zone


def _units(zone: UUID, since: date, by: dict[str, Any]) -> dict[str, UUID]:
    names = list(dict.fromkeys(unit for unit, _ in STAFF))
    commands = [RegisterUnit(zone=zone, name=name, from_day=since) for name in names]
    return dict(zip(names, _ids(register_units(commands, command_id=uuid4(), **by), "units"), strict=True))


def _people(zone: UUID, by: dict[str, Any]) -> Sequence[UUID]:
    names = [SURNAMES[n % len(SURNAMES)] + GIVEN[n // len(SURNAMES) % len(GIVEN)] for n in range(len(STAFF))]
    commands = [RegisterPerson(zone=zone, name=name) for name in names]
    return _ids(register_people(commands, command_id=uuid4(), **by), "people")


def holding(role: Role) -> UUID:
    """Somebody whose post carries the role."""
    return UUID(
        str(Appointment.objects.filter(post__role=role.value).order_by("id").values_list("person", flat=True)[0])
    )


def acting(person: UUID) -> Actor:
    """The person as who he is, for what is written past the rights."""
    return Actor(id=person, person=person)


def let_in(person: UUID, today: date) -> Officer:
    """A sign-in and a token for one officer, given today: those of the first day would have run out.

    The others are people with posts, which is what rights are read from.
    """
    by: dict[str, Any] = {"by": system_actor(), "today": today}
    zone = Zone.objects.get(code=CODE).pk
    name, password, secret = "bench-officer", secrets.token_urlsafe(15), "sg_" + secrets.token_urlsafe(32)
    new = CreateAccount(username=name, zone=zone, person=person, password=password, must_change=False)
    account = _ids(create_accounts([new], command_id=uuid4(), **by), "accounts")[0]
    digest = "sha256:" + hashlib.sha256(secret.encode()).hexdigest()
    scopes, until = ("read", "write:project"), today + timedelta(days=300)
    token = CreateToken(account=account, label="bench", digest=digest, scopes=scopes, until=until)
    create_tokens([token], command_id=uuid4(), **by)
    return Officer(account.hex, person.hex, name, password, secret)
