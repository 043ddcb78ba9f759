"""Posts and who holds them. Rights follow posts, so this is where rights are given and taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.domain.errors import NotFound, Reason
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs import deciding, policies
from southgate.kernel.orgs.entries import AppointmentEnded, AppointmentMade, PostChanged, PostClosed, PostRegistered
from southgate.kernel.orgs.models import Appointment, Person, Post, Unit, Zone
from southgate.kernel.orgs.services.places import difference, refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPost:
    """`enterprise` is for the two roles of enterprises alone, `unit` for all others (may be left out)."""

    zone: UUID
    title: str
    role: str
    unit: UUID | None = None
    enterprise: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePost:
    """The title alone: another role or unit is another post, so that the past stays readable."""

    id: UUID
    seen: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosePost:
    id: UUID
    seen: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Appoint:
    """Both days included; `to_day` None: until ended."""

    post: UUID
    person: UUID
    from_day: date
    to_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAppointment:
    """`at_once` stops the rights now; else they hold until the end of `to_day`."""

    id: UUID
    seen: int
    to_day: date
    at_once: bool = False
    reason: str = ""


@command
def register_posts(draft: Draft, commands: Sequence[RegisterPost], *, by: Actor, today: date) -> Mapping[str, Any]:
    ids = []
    for item, cmd in enumerate(commands):
        policies.ZONE.require(by, "add_post", draft.lock(Zone, cmd.zone))
        if cmd.unit is not None and not Unit.objects.filter(pk=cmd.unit, zone=cmd.zone).exists():
            raise NotFound(str(cmd.unit))
        has = {"enterprise": cmd.enterprise is not None, "unit": cmd.unit is not None}
        refuse(
            [
                *deciding.name_faults(cmd.title, where="title", item=item),
                *deciding.role_faults(cmd.role, **has, item=item),
            ]
        )
        id = draft.new_id()
        values = {
            "zone_id": cmd.zone, "unit_id": cmd.unit, "enterprise": cmd.enterprise, "title": cmd.title.strip(),
            "role": cmd.role,
        }  # fmt: skip
        draft.record(id, PostRegistered(set=values), zone=cmd.zone)
        ids.append(id)
    return {"posts": ids}


@command
def change_posts(draft: Draft, commands: Sequence[ChangePost], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(Post, {cmd.id: cmd.seen for cmd in commands})
    changed = 0
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.POST.require(by, "edit", row)
        refuse(deciding.name_faults(cmd.title, where="title", item=item))
        new, old = difference(row, {"title": cmd.title.strip()})
        if new:
            draft.record(cmd.id, PostChanged(set=new, was=old), zone=row.zone_id)
            changed += 1
    return {"changed": changed}


@command
def close_posts(draft: Draft, commands: Sequence[ClosePost], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(Post, {cmd.id: cmd.seen for cmd in commands})
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.POST.require(by, "close", row)
        refuse([*_closed(row, item), *_still_held(row, cmd.on, item)])
        draft.record(cmd.id, PostClosed(cmd.on), zone=row.zone_id, occurred_on=min(cmd.on, today))
    return {"closed": len(commands)}


@command
def appoint(draft: Draft, commands: Sequence[Appoint], *, by: Actor, today: date) -> Mapping[str, Any]:
    """The person's row is locked first, so that two appointments of one person are decided one after the other."""
    people = draft.lock_many(Person, dict.fromkeys((cmd.person for cmd in commands), None))
    posts = draft.lock_many(Post, dict.fromkeys((cmd.post for cmd in commands), None))
    made: list[tuple[UUID, Appoint]] = []
    for item, cmd in enumerate(commands):
        person, post = people[cmd.person], posts[cmd.post]
        policies.POST.require(by, "appoint", post)
        policies.PERSON.require(by, "view", person)
        held = [*_held(person.pk, post.pk), *_held_by_batch(made, cmd, posts)]
        refuse(_appointment_faults(cmd, person, post, held, item))
        id = draft.new_id()
        payload = AppointmentMade(post.pk, person.pk, cmd.from_day, cmd.to_day)
        draft.record(id, payload, zone=post.zone_id, occurred_on=min(cmd.from_day, today))
        made.append((id, cmd))
    return {"appointments": [id for id, _ in made]}


@command
def end_appointments(draft: Draft, commands: Sequence[EndAppointment], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(Appointment, {cmd.id: cmd.seen for cmd in commands})
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.APPOINTMENT.require(by, "end", row)
        refuse(_ending_faults(cmd, row, today, item))
        reason = Said.of(cmd.reason.strip(), label="reason") if cmd.reason.strip() else None
        payload = AppointmentEnded(cmd.to_day, reason, cmd.at_once)
        draft.record(cmd.id, payload, zone=row.post.zone_id, occurred_on=min(cmd.to_day, today))
    return {"ended": len(commands)}


def _appointment_faults(
    cmd: Appoint, person: Person, post: Post, held: Sequence[deciding.Held], item: int
) -> list[Reason]:
    found = deciding.days_faults(cmd.from_day, cmd.to_day, item=item)
    if person.erased:
        found.append(Reason("这个人的信息已依法删除，不能任职", where="person", item=item))
    if post.closed_on is not None and (cmd.to_day is None or cmd.to_day >= post.closed_on):
        params = {"on": post.closed_on.isoformat()}
        found.append(Reason("岗位自%(on)s起已撤销", params, "post", "止日应早于撤销日，或任另一岗位", item))
    found += deciding.twice_faults(cmd.from_day, cmd.to_day, held, item)
    return found + deciding.separation_faults(Role(post.role), cmd.from_day, cmd.to_day, held, item)


def _held(person: UUID, post: UUID) -> list[deciding.Held]:
    rows = Appointment.objects.filter(person=person, ended_at_once=False).select_related("post")
    return [deciding.Held(Role(row.post.role), row.from_day, row.to_day, row.post_id == post) for row in rows]


def _held_by_batch(
    made: Sequence[tuple[UUID, Appoint]], cmd: Appoint, posts: Mapping[UUID, Post]
) -> list[deciding.Held]:
    """What earlier commands of the same list give to the same person."""
    return [
        deciding.Held(Role(posts[other.post].role), other.from_day, other.to_day, other.post == cmd.post)
        for _, other in made
        if other.person == cmd.person
    ]


def _ending_faults(cmd: EndAppointment, row: Appointment, today: date, item: int) -> list[Reason]:
    found = deciding.days_faults(row.from_day, cmd.to_day, item=item)
    if row.ended_at_once or (row.to_day is not None and row.to_day < today):
        found.append(Reason("这个任职已经结束", where="to_day", mend="刷新页面查看现状", item=item))
    if cmd.at_once and cmd.to_day > today:
        found.append(Reason("即时结束的止日不能晚于今天", where="to_day", item=item))
    return found


def _closed(row: Post, item: int) -> list[Reason]:
    return [Reason("这个岗位已经撤销", where="post", item=item)] if row.closed_on is not None else []


def _still_held(row: Post, on: date, item: int) -> list[Reason]:
    """Whoever holds it beyond the day it closes."""
    beyond = Appointment.objects.filter(post=row, ended_at_once=False).exclude(to_day__lt=on).count()
    if not beyond:
        return []
    return [Reason("还有 %(count)s 人任此岗位", {"count": beyond}, "on", "先结束任职，再撤销岗位", item)]
