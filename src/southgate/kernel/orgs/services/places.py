"""Zones and units: registered and changed by the system administrator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.domain.errors import Forbidden, Reason, Refused
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import SYSTEM_ID, Actor
from southgate.kernel.orgs import deciding, policies
from southgate.kernel.orgs.entries import UnitChanged, UnitRegistered, ZoneChanged, ZoneRegistered
from southgate.kernel.orgs.models import Post, Unit, Zone


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterZone:
    """`parent` None is a top zone: only the house itself makes one. `sample`: invented data, said on every page."""

    code: str
    name: str
    level: str
    parent: UUID | None = None
    sample: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeZone:
    id: UUID
    seen: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterUnit:
    zone: UUID
    name: str
    from_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeUnit:
    """All columns as they shall be; what is the same is not written. `to_day` None: it still exists."""

    id: UUID
    seen: int
    name: str
    from_day: date
    to_day: date | None = None


@command
def register_zones(draft: Draft, commands: Sequence[RegisterZone], *, by: Actor, today: date) -> Mapping[str, Any]:
    ids = []
    for item, cmd in enumerate(commands):
        above = draft.lock(Zone, cmd.parent) if cmd.parent is not None else None
        if above is not None:
            policies.ZONE.require(by, "divide", above)
        elif by.id != SYSTEM_ID:
            raise Forbidden("divide", "最上级园区由系统安装时建立")
        refuse(
            [
                *deciding.code_faults(cmd.code, item),
                *deciding.name_faults(cmd.name, item=item),
                *deciding.level_faults(cmd.level, above.level if above else None, item),
            ]
        )
        id = draft.new_id()
        values = {
            "code": cmd.code, "name": cmd.name.strip(), "level": cmd.level, "parent_id": cmd.parent,
            "path": f"{above.path}/{id.hex}" if above else id.hex, "sample": cmd.sample,
        }  # fmt: skip
        draft.record(id, ZoneRegistered(set=values), zone=cmd.parent if cmd.level == "park" else id)
        ids.append(id)
    return {"zones": ids}


@command
def change_zones(draft: Draft, commands: Sequence[ChangeZone], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(Zone, {cmd.id: cmd.seen for cmd in commands})
    changed = 0
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.ZONE.require(by, "edit", row)
        refuse(deciding.name_faults(cmd.name, item=item))
        new, old = difference(row, {"name": cmd.name.strip()})
        if new:
            draft.record(cmd.id, ZoneChanged(set=new, was=old), zone=cmd.id)
            changed += 1
    return {"changed": changed}


@command
def register_units(draft: Draft, commands: Sequence[RegisterUnit], *, by: Actor, today: date) -> Mapping[str, Any]:
    ids = []
    for item, cmd in enumerate(commands):
        policies.ZONE.require(by, "add_unit", draft.lock(Zone, cmd.zone))
        refuse([*deciding.name_faults(cmd.name, item=item), *_name_taken(cmd.zone, cmd.name, None, item)])
        id = draft.new_id()
        values = {"zone_id": cmd.zone, "name": cmd.name.strip(), "from_day": cmd.from_day}
        draft.record(id, UnitRegistered(set=values), zone=cmd.zone, occurred_on=min(cmd.from_day, today))
        ids.append(id)
    return {"units": ids}


@command
def change_units(draft: Draft, commands: Sequence[ChangeUnit], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(Unit, {cmd.id: cmd.seen for cmd in commands})
    changed = 0
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.UNIT.require(by, "edit", row)
        refuse(
            [
                *deciding.name_faults(cmd.name, item=item),
                *deciding.days_faults(cmd.from_day, cmd.to_day, item=item),
                *_name_taken(row.zone_id, cmd.name, cmd.id, item),
                *_still_used(row, cmd, item),
            ]
        )
        new, old = difference(row, {"name": cmd.name.strip(), "from_day": cmd.from_day, "to_day": cmd.to_day})
        if new:
            draft.record(cmd.id, UnitChanged(set=new, was=old), zone=row.zone_id)
            changed += 1
    return {"changed": changed}


def difference(row: Any, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(columns as they shall be, as they were), of those that differ."""
    new = {name: value for name, value in values.items() if getattr(row, name) != value}
    return new, {name: getattr(row, name) for name in new}


def refuse(reasons: Sequence[Reason]) -> None:
    if reasons:
        raise Refused(reasons)


def _name_taken(zone: UUID, name: str, id: UUID | None, item: int) -> list[Reason]:
    same = Unit.objects.filter(zone=zone, name=name.strip())
    if (same if id is None else same.exclude(pk=id)).exists():
        return [Reason("同名单位已存在", where="name", mend="换一个名称", item=item)]
    return []


def _still_used(row: Unit, cmd: ChangeUnit, item: int) -> list[Reason]:
    """A unit that ends has no open posts left."""
    if cmd.to_day is None or row.to_day is not None:
        return []
    count = Post.objects.filter(unit=row, closed_on=None).count()
    if not count:
        return []
    return [Reason("这个单位还有 %(count)s 个岗位", {"count": count}, "to_day", "先撤销岗位，再结束单位", item)]
