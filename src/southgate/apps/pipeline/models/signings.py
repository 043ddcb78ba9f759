"""Signings of projects, the firms of the 500 lists by year, and the tasks that counts are compared with."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from southgate.apps.enterprise.api import Enterprise
from southgate.apps.pipeline.models.meetings import Event
from southgate.apps.pipeline.models.projects import Project
from southgate.domain.counting.words import Form, ListedClass, Screening, SigningKind
from southgate.domain.errors import Reason
from southgate.domain.matching.names import firm_key, plain
from southgate.domain.months import months_taken
from southgate.domain.projects import in_cny
from southgate.kernel.book import projections
from southgate.kernel.book.models import PastRow, Row
from southgate.kernel.book.projections import Projection, State, record_fold, register
from southgate.kernel.orgs.models import Person, Unit, Zone

CLASS_CHOICES = [(word.value, word.value) for word in ListedClass]


def _key(to: Any, **options: Any) -> Any:
    """A key without an index of its own: the composite indexes below begin with what counts ask for."""
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", db_index=False, **options)


def _day() -> Any:
    return models.DateField(null=True)


def _choice(words: Any, default: str) -> Any:
    return models.CharField(max_length=12, default=default, choices=[(word.value, word.value) for word in words])


def _text(longest: int) -> Any:
    return models.CharField(max_length=longest, default="")


class ListedFirm(Row):
    """A firm on one of the 500 lists of a year, as the imported list says. The same for every zone of the house."""

    list = models.CharField(max_length=8, choices=CLASS_CHOICES)
    year = models.SmallIntegerField()
    rank = models.SmallIntegerField(null=True)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    credit_code = _text(18)
    source = _text(300)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["list", "year", "name_key"], condition=models.Q(withdrawn=False), name="listed_firm_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["year", "name_key"], name="listed_firm_name")]


class SigningColumns(models.Model):
    """`amount` in minor units of `currency`: the contract sum; of an increase, the added sum alone.

    `carved_from`: the fiscal project inside which this attracted part lies.
    `introduced_on`, `unreported_months`: since when the house knows the project, and in how many whole months since
    nobody wrote anything about it. `municipal`: brought by a unit of the city. `recognised_number`: under which number
    a platform above accepted it. `credit`: unit id (hex) → share in millionths, where the first talk was elsewhere.
    `replaced_by`: the confirmed owner change after which the project counts there. `listed_key`: one key a firm, the
    same on the lists of two years. `reason_said`: why it was rejected or withdrawn. Derived by the fold: `amount_cny`,
    `contract_key`, `assessed_months` (started months from introduction to the decision).
    """

    zone = _key(Zone)
    park = _key(Zone, null=True)
    project = _key(Project)
    kind = _choice(SigningKind, SigningKind.FIRST.value)
    form = _choice(Form, Form.CONTRACT.value)
    signed_on = models.DateField()
    signed_grain = models.CharField(max_length=1, default="d")
    event = _key(Event, null=True)
    enterprise = _key(Enterprise, null=True)
    enterprise_was = _key(Enterprise, null=True)
    contract_number = _text(60)
    contract_key = _text(60)
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="CNY")
    rate_millionths = models.BigIntegerField(null=True)
    rate_on = _day()
    amount_cny = models.BigIntegerField(null=True)
    reinvestment = models.BooleanField(default=False)
    municipal = models.BooleanField(default=False)
    carved_from = _key(Project, null=True)
    recognised_number = _text(60)
    listed_firm = _key(ListedFirm, null=True)
    listed_class = models.CharField(max_length=8, default="", choices=CLASS_CHOICES)
    listed_key = _text(120)
    listed_share_millionths = models.IntegerField(null=True)
    listed_evidence_said = models.UUIDField(null=True)
    lead_unit = _key(Unit, null=True)
    credit = models.JSONField(default=dict)
    introduced_on = _day()
    unreported_months = models.SmallIntegerField(default=0)
    assessed_months = models.SmallIntegerField(null=True)
    replaced_by = models.UUIDField(null=True)
    state = _choice(Screening, Screening.REPORTED.value)
    reported_by = _key(Person, null=True)
    reported_on = _day()
    decided_by = _key(Person, null=True)
    decided_on = _day()
    reason_said = models.UUIDField(null=True)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        abstract = True


STANDS = models.Q(withdrawn=False)
UNDECIDED = models.Q(state=Screening.REPORTED.value)


class Signing(SigningColumns, Row):
    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(
                    kind=SigningKind.FIRST.value,
                    withdrawn=False,
                    state__in=[Screening.REPORTED.value, Screening.CONFIRMED.value],
                ),
                name="signing_first_once",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("reported_by")),
                name="signing_second_person",
            ),
            models.CheckConstraint(
                condition=(UNDECIDED & models.Q(decided_on=None)) | (~UNDECIDED & ~models.Q(decided_on=None)),
                name="signing_decided",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["zone", "state", "kind", "signed_on", "project"], condition=STANDS, name="signing_counted"
            ),
            models.Index(
                fields=["park", "state", "kind", "signed_on", "project"], condition=STANDS, name="signing_counted_park"
            ),
            models.Index(fields=["zone", "signed_on", "id"], name="signing_day"),
            models.Index(fields=["project", "signed_on"], name="signing_project"),
            models.Index(fields=["zone", "reported_on"], condition=UNDECIDED & STANDS, name="signing_to_screen"),
            models.Index(fields=["event"], condition=~models.Q(event=None), name="signing_event"),
            models.Index(fields=["contract_key"], condition=~models.Q(contract_key=""), name="signing_contract"),
        ]


class SigningPast(SigningColumns, PastRow):
    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id", "known_from"], name="signing_past"),
            models.Index(
                fields=["zone", "state", "kind", "signed_on", "known_from", "known_to"],
                condition=STANDS,
                name="signing_past_counted",
            ),
        ]


class Task(Row):
    """The target of a count for a year: of the zone, or of one unit. `target` is a count, or 分 for money."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    definition = models.CharField(max_length=60)
    year = models.SmallIntegerField()
    target = models.BigIntegerField()
    source = _text(300)
    withdrawn = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["zone", "definition", "year"],
                condition=models.Q(unit=None, withdrawn=False),
                name="task_of_zone_once",
            ),
            models.UniqueConstraint(
                fields=["zone", "definition", "year", "unit"],
                condition=models.Q(withdrawn=False) & ~models.Q(unit=None),
                name="task_of_unit_once",
            ),
            models.CheckConstraint(condition=models.Q(target__gt=0), name="task_above_zero"),
        ]


_signing = record_fold(Signing)
_firm = record_fold(ListedFirm)
_task = record_fold(Task)


def fold_signing(state: State | None, event: projections.Event) -> State:
    """The signing after one entry: registered, changed, confirmed, rejected or withdrawn."""
    new = _signing(state, event)
    match event.kind:
        case "signing.registered":
            new["reported_by_id"] = event.by_person
        case "signing.confirmed" | "signing.rejected":
            new["state"] = Screening(event.kind.partition(".")[2]).value
            new["decided_by_id"], new["decided_on"] = event.by_person, event.occurred_on
            new["reason_said"] = _words(event, "reason")
            since = new["introduced_on"]
            new["assessed_months"] = months_taken(since, event.occurred_on) if since is not None else None
        case "signing.replaced":
            new["replaced_by"] = UUID(event.data["by"])
        case "signing.restored":
            new["replaced_by"] = None
        case "signing.reopened":
            new["state"], new["reported_by_id"] = Screening.REPORTED.value, event.by_person
            new["reported_on"] = event.occurred_on
            new.update(dict.fromkeys(("decided_by_id", "decided_on", "reason_said", "assessed_months")))
        case "signing.withdrawn":
            new["withdrawn"], new["reason_said"] = True, _words(event, "reason")
    new["amount_cny"] = in_cny(new["amount"], new["currency"], new["rate_millionths"])
    new["contract_key"] = plain(new["contract_number"])[:60]
    return new


def _words(event: projections.Event, name: str) -> Any:
    said = event.data.get(name)
    return projections.to_column(Signing._meta.get_field("reason_said"), said) if said else None


def fold_firm(state: State | None, event: projections.Event) -> State:
    new = _firm(state, event)
    if event.kind == "listed_firm.withdrawn":
        new["withdrawn"] = True
    new["name_key"] = firm_key(new["name"])[:120]
    return new


def fold_task(state: State | None, event: projections.Event) -> State:
    new = _task(state, event)
    if event.kind == "task.withdrawn":
        new["withdrawn"] = True
    return new


register(
    Projection(
        "signing",
        Signing,
        fold_signing,
        past=SigningPast,
        taken=Reason("项目已有首次签约，一个项目只计一次", where="kind", mend="登记为重复签约、升格或增资"),
    )
)
register(Projection("listed_firm", ListedFirm, fold_firm, taken=Reason("这家企业已在这一年的这张名单上", where="name")))
register(
    Projection("task", Task, fold_task, taken=Reason("这个指标这一年已有任务", where="definition", mend="改那一条任务"))
)
