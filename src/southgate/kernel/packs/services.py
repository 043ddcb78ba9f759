"""Load packs; let a zone choose one, or put another value into it with a reason; take either back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import Answer, command
from southgate.kernel.identity.actor import Actor
from southgate.kernel.packs import deciding, entries, loading, policies, selectors
from southgate.kernel.packs.models import Pack, PackChoice, PackOverride
from southgate.kernel.packs.overriding import value_text
from southgate.kernel.packs.shipped import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPack:
    """A pack's text. `zone` None means the whole house; `file` only names it in messages."""

    text: str
    file: str = ""
    zone: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosePack:
    """`seen_version` is 0 when the zone had no choice for that slot and day yet."""

    zone: UUID
    key: str
    from_day: date
    reason: str
    seen_version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OverrideValue:
    """`value` as TOML writes it: 5, true, "文字", 2026-01-01."""

    zone: UUID
    key: str
    path: str
    value: str
    from_day: date
    reason: str
    seen_version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """Take back a choice or an override."""

    id: UUID
    seen_version: int
    reason: str


@command
def load_packs(draft: Draft, commands: Sequence[LoadPack], *, by: Actor, today: date) -> Mapping[str, Any]:
    """All packs or none. An edition that is known with the same content is passed over; its count is answered."""
    for cmd in commands:
        policies.PACK.require(by, "load", Pack(zone_id=cmd.zone))
    packs = deciding.every(commands, lambda cmd: deciding.checked(cmd.text, cmd.file))
    return loading.draft_packs(draft, [(pack, cmd.zone) for pack, cmd in zip(packs, commands, strict=True)])


def load_shipped(*, by: Actor, today: date) -> Answer:
    """Load every shipped pack that the book does not know yet. The same product loads the same once."""
    packs = shipped()
    once = uuid5(by.id, "".join(pack.digest for pack in packs))
    return load_packs([LoadPack(text=p.text, file=p.file) for p in packs], by=by, today=today, command_id=once)


@command
def choose_packs(draft: Draft, commands: Sequence[ChoosePack], *, by: Actor, today: date) -> Mapping[str, Any]:
    for cmd in commands:
        policies.CHOICE.require(by, "choose", PackChoice(zone_id=cmd.zone))
    chosen = deciding.every(commands, _choice)
    for cmd, payload in zip(commands, chosen, strict=True):
        id = entries.choice_id(cmd.zone, payload.slot, cmd.from_day)
        _unseen_or_locked(draft, PackChoice, id, cmd.seen_version)
        draft.record(id, payload, zone=cmd.zone)
    return {"chosen": [entries.choice_id(p.zone, p.slot, p.from_day) for p in chosen]}


@command
def override_values(draft: Draft, commands: Sequence[OverrideValue], *, by: Actor, today: date) -> Mapping[str, Any]:
    for cmd in commands:
        policies.CHOICE.require(by, "override", PackOverride(zone_id=cmd.zone))
    made = deciding.every(commands, _override)
    for cmd, payload in zip(commands, made, strict=True):
        id = entries.override_id(cmd.zone, cmd.key, cmd.path, cmd.from_day)
        _unseen_or_locked(draft, PackOverride, id, cmd.seen_version)
        draft.record(id, payload, zone=cmd.zone)
    return {"overridden": [entries.override_id(p.zone, p.key, p.path, p.from_day) for p in made]}


@command
def withdraw_choices(draft: Draft, commands: Sequence[Withdraw], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(PackChoice, {cmd.id: cmd.seen_version for cmd in commands})
    for cmd in commands:
        policies.CHOICE.require(by, "choose", rows[cmd.id])
    reasons = deciding.every(commands, lambda cmd: deciding.still(rows[cmd.id].withdrawn, cmd.reason))
    for cmd, reason in zip(commands, reasons, strict=True):
        row = rows[cmd.id]
        title = deciding.title_of(row.key, row.from_day)
        payload = entries.ChoiceWithdrawn(row.zone_id, title, row.from_day, Said.of(reason, label="reason"))
        draft.record(row.id, payload, zone=row.zone_id)
    return {"withdrawn": [cmd.id for cmd in commands]}


@command
def withdraw_overrides(draft: Draft, commands: Sequence[Withdraw], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(PackOverride, {cmd.id: cmd.seen_version for cmd in commands})
    for cmd in commands:
        policies.CHOICE.require(by, "override", rows[cmd.id])
    reasons = deciding.every(commands, lambda cmd: deciding.still(rows[cmd.id].withdrawn, cmd.reason))
    for cmd, reason in zip(commands, reasons, strict=True):
        row = rows[cmd.id]
        said = Said.of(reason, label="reason")
        title = deciding.title_of(row.key, row.from_day)
        payload = entries.OverrideWithdrawn(row.zone_id, title, row.path, row.from_day, said)
        draft.record(row.id, payload, zone=row.zone_id)
    return {"withdrawn": [cmd.id for cmd in commands]}


def _choice(cmd: ChoosePack) -> entries.PackChosen:
    pack, schema = deciding.usable(cmd.zone, cmd.key, cmd.from_day)
    slot = pack.key if schema.additive else pack.schema
    said = Said.of(deciding.given(cmd.reason), label="reason")
    return entries.PackChosen(cmd.zone, slot, pack.schema, pack.key, pack.title, cmd.from_day, said)


def _override(cmd: OverrideValue) -> entries.ValueOverridden:
    pack, schema = deciding.usable(cmd.zone, cmd.key, cmd.from_day)
    if not schema.overridable:
        mend = "这类规则按原文执行；如有新文件，请载入新的规则包"
        raise Refused([Reason("“%(title)s”不允许园区改动", {"title": pack.title}, "key", mend)])
    line = selectors.lineage(cmd.zone)
    before = selectors.overrides_in_force(line, cmd.key, cmd.from_day)
    value, instead_of = deciding.other_value(pack, before, cmd.path, cmd.value)
    said = Said.of(deciding.given(cmd.reason), label="reason")
    texts = (value_text(value), value_text(instead_of))
    return entries.ValueOverridden(cmd.zone, cmd.key, pack.title, cmd.path, *texts, cmd.from_day, said)


def _unseen_or_locked(draft: Draft, model: Any, id: UUID, seen: int) -> None:
    """Made anew for the same day: the writer must have seen what stands there. Raises Stale or NotFound."""
    if seen or model.objects.filter(pk=id).exists():
        draft.lock(model, id, seen=seen)
