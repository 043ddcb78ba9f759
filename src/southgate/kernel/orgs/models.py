"""Zones as a tree, units, posts, persons and who holds which post from when to when: projections of the book."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_noop

from southgate.domain.errors import Reason
from southgate.kernel.book.models import Row
from southgate.kernel.book.projections import Event, Projection, State, blank, record_fold, register
from southgate.kernel.identity.roles import Role


class Zone(Row):
    """A node of the tree province › city › zone › park. `path` holds the ids from the top, for subtree look-ups."""

    class Level(models.TextChoices):
        PROVINCE = "province", gettext_noop("省")
        CITY = "city", gettext_noop("市")
        ZONE = "zone", gettext_noop("园区")
        PARK = "park", gettext_noop("片区")

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=100)
    level = models.CharField(max_length=16, choices=Level.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=200, db_index=True)
    sample = models.BooleanField(default=False)
    """Invented sample data (示例): said on every page."""

    class Meta:
        ordering: ClassVar = ["path"]


class Unit(Row):
    """An organisation of a zone (招商一局), with the days between which it exists."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT)
    name = models.CharField(max_length=100)
    from_day = models.DateField()
    to_day = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["zone", "name"], name="orgs_unit_name")]


class Person(Row):
    """A person known to a zone. Name and phone are kept words: the row holds their ids alone."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT)
    name_said = models.UUIDField(null=True)
    phone_said = models.UUIDField(null=True)
    erased = models.BooleanField(default=False)


class Post(Row):
    """A desk that carries a role; whoever is appointed to it has the rights of the role there."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT)
    enterprise = models.UUIDField(null=True)
    title = models.CharField(max_length=100)
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])
    closed_on = models.DateField(null=True)


class Appointment(Row):
    """That a person holds a post from one day to another (inclusive; open = still).

    `ended_at_once`: rights stopped when the entry was written, though the last day is that day.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    ended_at_once = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(to_day=None) | models.Q(to_day__gte=models.F("from_day")), name="orgs_days_in_order"
            )
        ]


def _fold_post(state: State | None, event: Event) -> State:
    new = record_fold(Post)(state, event)
    if event.kind == "post.closed":
        new["closed_on"] = date.fromisoformat(event.data["on"])
    return new


def _fold_person(state: State | None, event: Event) -> State:
    new = record_fold(Person)(state, event)
    if event.kind == "person.erased":
        new.update(name_said=None, phone_said=None, erased=True)
    return new


def _fold_appointment(state: State | None, event: Event) -> State:
    new = dict(state) if state is not None else blank(Appointment, event.subject)
    data = event.data
    if event.kind == "appointment.made":
        new.update(post_id=UUID(data["post"]), person_id=UUID(data["person"]))
        new["from_day"] = date.fromisoformat(data["from_day"])
    new["to_day"] = date.fromisoformat(data["to_day"]) if data.get("to_day") else None
    new["ended_at_once"] = bool(data.get("at_once", False))
    return new


register(
    Projection("zone", Zone, record_fold(Zone), taken=Reason("园区代码已有人使用", where="code", mend="换一个代码"))
)
register(Projection("unit", Unit, record_fold(Unit), taken=Reason("同名单位已存在", where="name", mend="换一个名称")))
register(Projection("person", Person, _fold_person))
register(Projection("post", Post, _fold_post))
register(Projection("appointment", Appointment, _fold_appointment))
