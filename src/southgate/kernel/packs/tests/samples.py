"""An invented kind of pack, 示例时限, of which a zone uses one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.writing import Answer
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.orgs.models import Zone
from southgate.kernel.packs import schemas, services
from southgate.kernel.packs.toml import PackText
from southgate.kernel.testing import TODAY


@dataclass(frozen=True, slots=True)
class Limit:
    name: str
    days: int


@dataclass(frozen=True, slots=True)
class Limits:
    limit: tuple[Limit, ...]
    note: str = ""


def read_limits(pack: PackText) -> Limits:
    limits = pack.read(Limits)
    if any(limit.days < 1 for limit in limits.limit):
        raise Refused([Reason("时限至少 1 天", where=pack.where("limit"))])
    return limits


SCHEMA = schemas.register(schemas.Schema("sample.limits/1", "示例时限", read_limits))


def limits(key: str, *days: int, version: int = 1, valid_from: str = "2026-01-01", valid_to: str = "") -> str:
    rows = "".join(f'\n[[limit]]\nname = "事项{number}"\ndays = {day}\n' for number, day in enumerate(days, 1))
    until = f"valid_to = {valid_to}\n" if valid_to else ""
    return f"""[pack]
schema = "sample.limits/1"
key = "{key}"
version = {version}
title = "示例时限 {key}"
valid_from = {valid_from}
{until}
[pack.source]
title = "示例文件"
number = ""
date = 2025-12-01
{rows}"""


def house() -> Actor:
    """The house itself, in every zone there is."""
    return system_actor(Zone.objects.values_list("pk", flat=True))


def load(*texts: str, zone: UUID | None = None, by: Actor | None = None) -> Answer:
    commands = [services.LoadPack(text=text, file="示例.toml", zone=zone) for text in texts]
    return services.load_packs(commands, by=by or house(), today=TODAY, command_id=uuid4())


def choose(
    zone: UUID, key: str, *, by: Actor, from_day: date = TODAY, seen: int = 0, reason: str = "示例理由"
) -> Answer:
    cmd = services.ChoosePack(zone=zone, key=key, from_day=from_day, reason=reason, seen_version=seen)
    return services.choose_packs([cmd], by=by, today=TODAY, command_id=uuid4())


def override(
    zone: UUID, key: str, path: str, value: str, *, by: Actor, from_day: date = TODAY, seen: int = 0
) -> Answer:
    cmd = services.OverrideValue(
        zone=zone, key=key, path=path, value=value, from_day=from_day, reason="示例：按园区承诺压缩", seen_version=seen
    )
    return services.override_values([cmd], by=by, today=TODAY, command_id=uuid4())
