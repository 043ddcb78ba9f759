"""A subject of every kind of column, with history: what the tests of the book write when no room is needed.

Its tables belong to no installed app, so no migration and no flush ever meets them; `tables` makes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import connection, models

from southgate.domain.errors import Reason, Refused
from southgate.kernel.book import projections
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.models import PastRow, Row
from southgate.kernel.book.payloads import Ref, Said, Say, Sum, Words, entry_kind
from southgate.kernel.book.projections import Event, Projection, State, record_fold
from southgate.kernel.book.writing import Answer, bulk_command, command
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.testing import TODAY


class ThingColumns(models.Model):
    zone_id = models.UUIDField(null=True)
    name = models.CharField(max_length=100)
    size = models.BigIntegerField(null=True)
    day = models.DateField(null=True)
    flag = models.BooleanField(default=False)
    note_said = models.UUIDField(null=True)
    stage = models.CharField(max_length=16, default="talks")

    class Meta:
        abstract = True


class Thing(Row, ThingColumns):
    class Meta:
        app_label = "bookkit"
        constraints: ClassVar = [models.UniqueConstraint(fields=["name"], name="bookkit_name")]


class ThingPast(PastRow, ThingColumns):
    class Meta:
        app_label = "bookkit"
        indexes: ClassVar = [models.Index(fields=["id", "known_from"], name="bookkit_past")]


@entry_kind("thing.registered")
@dataclass(frozen=True, slots=True)
class ThingRegistered:
    set: Mapping[str, Any]

    def sentence(self) -> Say:
        return Say("登记「%(name)s」", {"name": self.set["name"]})


@entry_kind("thing.changed")
@dataclass(frozen=True, slots=True)
class ThingChanged:
    set: Mapping[str, Any]
    was: Mapping[str, Any] = field(default_factory=dict)
    unit: str = ""

    def sentence(self) -> Say:
        params = {"size": Sum(self.set.get("size") or 0), "flag": bool(self.set.get("flag"))}
        params |= {"unit": Ref("unit", self.unit), "note": self.set.get("note_said")} if self.unit else {}
        say = "%(unit)s改为%(size)s，备注%(note)s，重点%(flag)s" if self.unit else "改为%(size)s，重点%(flag)s"
        return Say(say, params)


@entry_kind("thing.stage_moved")
@dataclass(frozen=True, slots=True)
class StageMoved:
    to: str
    on: date

    def sentence(self) -> Say:
        return Say("自%(on)s转入%(to)s", {"on": self.on, "to": Words(self.to)})


def fold(state: State | None, event: Event) -> State:
    new = record_fold(Thing)(state, event)
    if event.kind == "thing.stage_moved":
        new["stage"] = event.data["to"]
    return new


PROJECTION = Projection(
    "thing", Thing, fold, past=ThingPast, taken=Reason("同名已存在", where="name", mend="换一个名称")
)


@dataclass(frozen=True, slots=True)
class Change:
    """`id` None registers a new one; `note` becomes kept words, `to` moves the stage."""

    id: UUID | None = None
    seen: int | None = None
    set: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    person: UUID | None = None
    to: str = ""
    unit: str = ""
    occurred_on: date | None = None
    supersedes: int | None = None


def _change(draft: Draft, commands: Sequence[Change], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(Thing, {cmd.id: cmd.seen for cmd in commands if cmd.id is not None})
    ids = []
    for cmd in commands:
        values = dict(cmd.set)
        if cmd.note:
            values["note_said"] = Said.of(cmd.note, person=cmd.person, label="note")
        if values.get("name") == "":
            raise Refused([Reason("名称不能为空", where="name", mend="填写名称")])
        id = cmd.id or draft.new_id()
        dated = {"occurred_on": cmd.occurred_on, "supersedes": cmd.supersedes, "zone": values.get("zone_id")}
        if cmd.to:
            draft.record(id, StageMoved(cmd.to, cmd.occurred_on or today), **dated)
        elif cmd.id is None:
            draft.record(id, ThingRegistered(values), **dated)
        else:
            was = {name: getattr(rows[id], name) for name in cmd.set}
            draft.record(id, ThingChanged(values, was, cmd.unit), **dated)
        ids.append(id)
    return {"ids": ids}


change = command(_change)
change_many = bulk_command(_change)


def write(*commands: Change, bulk: bool = False, by: Actor | None = None, command_id: UUID | None = None) -> Answer:
    service = change_many if bulk else change
    return service(list(commands), by=by or system_actor(), today=TODAY, command_id=command_id or uuid4())


def new_thing(name: str, **values: Any) -> UUID:
    return UUID(write(Change(set={"name": name, **values})).data["ids"][0])


def create_tables() -> None:
    with connection.schema_editor() as editor:
        for model in (Thing, ThingPast):
            if model._meta.db_table not in connection.introspection.table_names():
                editor.create_model(model)


@pytest.fixture(scope="session")
def made_tables(django_db_setup: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        create_tables()


@pytest.fixture
def thing_tables(made_tables: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Things exist for one test: elsewhere nobody finds a kind whose tables are not there."""
    monkeypatch.setitem(projections._PROJECTIONS, "thing", PROJECTION)
