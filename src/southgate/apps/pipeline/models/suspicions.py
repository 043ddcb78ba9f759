"""Suspicions that two projects are one, as the book leaves them; beside the book: what each project can be met by."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from southgate.apps.pipeline.models.projects import Project
from southgate.domain.errors import Reason
from southgate.domain.matching.bundles.kinds import Kind
from southgate.domain.money import MILLION
from southgate.kernel.book.models import Row
from southgate.kernel.book.projections import Event, Projection, State, record_fold, register
from southgate.kernel.orgs.models import Person, Zone


def _key(to: Any, **options: Any) -> Any:
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", db_index=False, **options)


OPEN, SAME, DIFFERENT, LAPSED = STATES = ("open", "same", "different", "lapsed")
"""Asked; judged to be one project; judged to be two; no longer founded, before anybody judged it."""


class Suspicion(Row):
    """That projects `a` and `b` (the smaller id first) share something: `kind` and `key` say what.

    `zone` is that of `a`, `other_zone` that of `b`. `strength` in millionths. `evidence` is a list of reasons, each
    `{say, params}`. `keeps`: the project that goes on counting, when both were judged to be the same.
    """

    zone = _key(Zone)
    other_zone = _key(Zone)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    a = _key(Project)
    b = _key(Project)
    key = models.CharField(max_length=160)
    strength = models.IntegerField()
    evidence = models.JSONField(default=list)
    state = models.CharField(max_length=9, default=OPEN, choices=[(state, state) for state in STATES])
    reopened_from = models.CharField(max_length=9, default="")
    keeps = _key(Project, null=True)
    judged_by = _key(Person, null=True)
    judged_on = models.DateField(null=True)
    reason_said = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "kind", "a", "b"], name="suspicion_once"),
            models.CheckConstraint(condition=models.Q(a__lt=models.F("b")), name="suspicion_in_order"),
            models.CheckConstraint(
                condition=models.Q(strength__gt=0) & models.Q(strength__lte=MILLION), name="suspicion_strength"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[SAME, DIFFERENT]) | models.Q(judged_on=None), name="suspicion_judged"
            ),
            models.CheckConstraint(
                condition=(models.Q(state=SAME) & (models.Q(keeps=models.F("a")) | models.Q(keeps=models.F("b"))))
                | (~models.Q(state=SAME) & models.Q(keeps=None)),
                name="suspicion_keeps",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["zone", "state", "-strength", "a", "b"], name="suspicion_desk"),
            models.Index(fields=["a"], name="suspicion_a"),
            models.Index(fields=["b"], name="suspicion_b"),
        ]


class MatchKey(models.Model):
    """One thing that a project can be met by. No part of the book: made again from the rows whenever wanted.

    `source` is the row that says so (the project itself, a signing, a voucher, a file), `project` whose it is.
    """

    id = models.BigAutoField(primary_key=True)
    source = models.UUIDField()
    project = models.UUIDField()
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=140)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["key", "kind", "project"], name="match_key"),
            models.Index(fields=["project"], name="match_project"),
            models.Index(fields=["source"], name="match_source"),
        ]


class MatchDue(models.Model):
    """What still has to be done after the commit. No part of the book.

    `kind` is that of a row whose keys have to be made again (`project`, `voucher`: `source` is its id); or `look`, a
    project to be compared with those it meets; or `key`, a `key` that a project lost or got.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=32)
    source = models.UUIDField(null=True)
    key = models.CharField(max_length=160, default="")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "id"], name="match_due")]


_record = record_fold(Suspicion)


def fold(state: State | None, event: Event) -> State:
    """The suspicion after one entry. Whatever is asked anew forgets how it was judged: the book remembers."""
    new = _record(state, event)
    match event.kind:
        case "suspicion.lapsed":
            new["state"] = LAPSED
        case "suspicion.reopened":
            new.update(_UNJUDGED, reopened_from=event.data["state"])
        case "suspicion.taken_up":
            new.update(_UNJUDGED, reopened_from=new["state"])
        case "suspicion.judged":
            new.update(state=event.data["verdict"], keeps_id=_uuid(event.data.get("keeps")))
            new.update(judged_by_id=event.by_person, judged_on=_day(event), reason_said=_said(event.data.get("reason")))
    return new


_UNJUDGED: State = {"state": OPEN, "keeps_id": None, "judged_by_id": None, "judged_on": None, "reason_said": None}


def _uuid(value: str | None) -> UUID | None:
    return UUID(value) if value else None


def _said(value: dict[str, str] | None) -> UUID | None:
    return UUID(value["said"]) if value else None


def _day(event: Event) -> date:
    return event.occurred_on


register(
    Projection("suspicion", Suspicion, fold, taken=Reason("这个疑点刚由别人记下", mend="刷新页面", where="suspicion"))
)
