"""Persons: name and phone are kept words; `erasing.py` destroys them for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from southgate.domain.errors import Reason
from southgate.kernel.book import keeping
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs import deciding, policies
from southgate.kernel.orgs.entries import PersonChanged, PersonRegistered, PhoneShown
from southgate.kernel.orgs.models import Person, Zone
from southgate.kernel.orgs.services.places import refuse


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPerson:
    zone: UUID
    name: str = field(repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePerson:
    """`name` and `phone` as they shall be; None leaves one as it is, an empty phone removes it."""

    id: UUID
    seen: int
    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPhone:
    id: UUID
    reason: str


@command
def register_people(draft: Draft, commands: Sequence[RegisterPerson], *, by: Actor, today: date) -> Mapping[str, Any]:
    ids = []
    for item, cmd in enumerate(commands):
        policies.ZONE.require(by, "add_person", draft.lock(Zone, cmd.zone))
        refuse(_faults(cmd.name, cmd.phone, item))
        id = draft.new_id()
        values: dict[str, Any] = {"zone_id": cmd.zone, **_words(id, cmd.name, cmd.phone)}
        draft.record(id, PersonRegistered(set=values), zone=cmd.zone)
        ids.append(id)
    return {"people": ids}


@command
def change_people(draft: Draft, commands: Sequence[ChangePerson], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(Person, {cmd.id: cmd.seen for cmd in commands})
    changed = 0
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.PERSON.require(by, "edit", row)
        refuse([*_gone(row, item), *_faults(cmd.name, cmd.phone, item)])
        new = _new_words(row, cmd)
        if new:
            draft.record(cmd.id, PersonChanged(set=new), zone=row.zone_id)
            changed += 1
    return {"changed": changed}


@command
def show_phones(draft: Draft, commands: Sequence[ShowPhone], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Writes who looked and why; the caller reads the number after it (`selectors.phone_of`)."""
    rows = draft.lock_many(Person, dict.fromkeys((cmd.id for cmd in commands), None))
    for item, cmd in enumerate(commands):
        policies.PERSON.require(by, "show_phone", rows[cmd.id])
        if not cmd.reason.strip():
            refuse([Reason("没有写理由", where="reason", mend="写明为什么要看电话原文", item=item)])
        draft.record(cmd.id, PhoneShown(Said.of(cmd.reason.strip(), label="reason")), zone=rows[cmd.id].zone_id)
    return {"shown": len(commands)}


def _faults(name: str | None, phone: str | None, item: int) -> list[Reason]:
    found = [] if name is None else deciding.name_faults(name, longest=deciding.LONGEST_PERSON_NAME, item=item)
    return found + ([] if phone is None else deciding.phone_faults(phone, item))


def _words(id: UUID, name: str, phone: str) -> dict[str, Said]:
    words = {"name_said": Said.of(name.strip(), person=id, label="name")}
    if phone.strip():
        words["phone_said"] = Said.of(phone.strip(), person=id, label="phone")
    return words


def _new_words(row: Person, cmd: ChangePerson) -> dict[str, Any]:
    """Only what differs: words are compared as text, because each keeping gets a new id."""
    known = keeping.read(id for id in (row.name_said, row.phone_said) if id is not None)
    new: dict[str, Any] = {}
    for column, text, label in (("name_said", cmd.name, "name"), ("phone_said", cmd.phone, "phone")):
        said = getattr(row, column)
        before = known.get(said, "") if said is not None else ""
        if text is not None and text.strip() != before:
            new[column] = Said.of(text.strip(), person=row.pk, label=label) if text.strip() else None
    return new


def _gone(row: Person, item: int) -> list[Reason]:
    return [Reason("这个人的信息已依法删除", where="person", item=item)] if row.erased else []
