"""Leads and their hand-overs between units and zones, as the book leaves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db import models

from southgate.apps.enterprise.api import Enterprise
from southgate.apps.pipeline.models.projects import Project
from southgate.domain.errors import Reason
from southgate.domain.leads import Judgement, LeadState, ReportKind, Source, TransferState
from southgate.domain.matching.initials import initials
from southgate.domain.matching.names import firm_key, project_forms
from southgate.domain.projects import in_cny
from southgate.kernel.book.models import PastRow, Row
from southgate.kernel.book.projections import Event, Projection, State, blank, record_fold, register, to_column
from southgate.kernel.orgs.models import Person, Unit, Zone


def _key(to: Any, **options: Any) -> Any:
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", db_index=False, **options)


def _day() -> Any:
    return models.DateField(null=True)


def _text(longest: int, **options: Any) -> Any:
    return models.CharField(max_length=longest, default="", **options)


def _said() -> Any:
    return models.UUIDField(null=True)


def _one_of(values: Any, longest: int, **options: Any) -> Any:
    return models.CharField(max_length=longest, choices=[(one.value, one.value) for one in values], **options)


class LeadColumns(models.Model):
    """A possible project. Sums in minor units of `currency`, `investment_cny` in 分.

    `zone` and `lead_unit` are where it is now; `first_zone`, `first_unit` and `first_contact_on` say who talked first
    (首谈) and never change by a hand-over. `taken_by` wrote it down. `named_on`, `judged_on` and `answered_on` are the
    first time each was done, `reported_on` the last; `judgement` expert waits for outside experts, so it has no
    `judged_on` yet. `bureau_on`: the city's bureau joined. Derived by the fold: `name_key`, `investor_key`, `initials`,
    `investment_cny`.
    """

    zone = _key(Zone)
    park = _key(Zone, null=True)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    name_key = models.CharField(max_length=120)
    initials = _text(120)
    source = _one_of(Source, 10, default=Source.WALK_IN.value)
    investor = _text(120)
    investor_key = _text(120)
    enterprise = _key(Enterprise, null=True)
    industry = _text(100)
    chain = _text(100)
    source_region = _text(100)
    investment_planned = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="CNY")
    rate_millionths = models.BigIntegerField(null=True)
    rate_on = _day()
    investment_cny = models.BigIntegerField(null=True)
    first_contact_on = _day()
    first_zone = _key(Zone)
    first_unit = _key(Unit, null=True)
    received_on = models.DateField()
    taken_by = _key(Person, null=True)
    lead_unit = _key(Unit, null=True)
    responsible_person = _key(Person, null=True)
    named_on = _day()
    judged_on = _day()
    judgement = _one_of(Judgement, 7, default="", blank=True)
    judged_said = _said()
    answered_on = _day()
    answered_said = _said()
    reported_on = _day()
    reported_kind = _one_of(ReportKind, 8, default="", blank=True)
    reported_said = _said()
    bureau_on = _day()
    experts_needed = models.BooleanField(default=False)
    major = models.BooleanField(default=False)
    confidential = models.BooleanField(default=False)
    state = _one_of(LeadState, 7, default=LeadState.OPEN.value)
    dropped_on = _day()
    restored_on = _day()
    became_on = _day()
    dropped_said = _said()
    contact_said = _said()
    note_said = _said()

    class Meta:
        abstract = True


class Lead(LeadColumns, Row):
    project = models.OneToOneField(Project, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code"], name="lead_code"),
            models.CheckConstraint(
                condition=models.Q(state=LeadState.PROJECT.value, project__isnull=False)
                | (~models.Q(state=LeadState.PROJECT.value) & models.Q(project=None)),
                name="lead_project_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=LeadState.DROPPED.value) | models.Q(dropped_on__isnull=False),
                name="lead_dropped_on",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["zone", "state", "received_on", "id"], name="lead_state"),
            models.Index(fields=["zone", "name_key"], name="lead_name_key"),
            models.Index(fields=["zone", "investor_key"], name="lead_investor_key"),
            models.Index(fields=["responsible_person", "state"], name="lead_responsible"),
            models.Index(fields=["lead_unit", "state"], name="lead_by_unit"),
            models.Index(fields=["enterprise"], name="lead_enterprise"),
        ]


class LeadPast(LeadColumns, PastRow):
    project = _key(Project, null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id", "known_from"], name="lead_past"),
            models.Index(fields=["zone", "state", "received_on", "id"], name="lead_past_state"),
        ]


class LeadTransfer(Row):
    """One offer to hand a lead to another unit or zone, and what became of it.

    `share_millionths`: the part of his credit that the giver keeps. `to_person` is who may see and take a
    confidential one. Of one lead one offer at a time is open.
    """

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="transfers")
    from_zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="+")
    to_zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="+")
    from_unit = _key(Unit, null=True)
    to_unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="+")
    to_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    share_millionths = models.IntegerField()
    offered_on = models.DateField()
    offered_by = _key(Person, null=True)
    accepted_on = _day()
    declined_on = _day()
    withdrawn_on = _day()
    decided_by = _key(Person, null=True)
    reason_said = _said()
    answer_said = _said()
    state = _one_of(TransferState, 9, default=TransferState.OFFERED.value)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["lead"], condition=models.Q(state=TransferState.OFFERED.value), name="lead_offered_once"
            ),
            models.CheckConstraint(
                condition=models.Q(share_millionths__gte=0, share_millionths__lte=1_000_000), name="lead_share"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=TransferState.ACCEPTED.value)
                | models.Q(offered_by=None)
                | ~models.Q(decided_by=models.F("offered_by")),
                name="lead_taken_by_another",
            ),
        ]


class LeadNumber(models.Model):
    """The last running number given to a lead code of a zone and year. Gaps are no harm: a code is only a name."""

    zone = models.ForeignKey(Zone, on_delete=models.CASCADE, related_name="+")
    year = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["zone", "year"], name="pipeline_lead_number")]


_record = record_fold(Lead)


def fold(state: State | None, event: Event) -> State:
    """The lead after one entry. What was done first keeps its day; a report's day is the last one's."""
    new = _record(state, event)
    data = event.data
    match event.kind:
        case "lead.registered":
            new["first_zone_id"] = new["zone_id"]
        case "lead.person_named":
            _put(new, data, "responsible_person", "lead_unit")
            new["named_on"] = new["named_on"] or event.occurred_on
        case "lead.judged":
            _judge(new, event)
        case "lead.answered":
            new["answered_on"] = new["answered_on"] or event.occurred_on
            new["answered_said"] = words(data.get("text"))
        case "lead.reported":
            new["reported_on"] = max(new["reported_on"] or event.occurred_on, event.occurred_on)
            new["reported_kind"], new["reported_said"] = data["what"], words(data.get("text"))
        case "lead.bureau_joined":
            new["bureau_on"] = new["bureau_on"] or event.occurred_on
        case "lead.confidentiality_ended":
            new["confidential"] = False
        case "lead.handed_over":
            _put(new, data, "zone", "lead_unit", "responsible_person")
            if data["zone"] != data["was_zone"]:
                new.update(park_id=None, enterprise_id=None, investor=data.get("investor") or new["investor"])
            new["named_on"] = new["named_on"] or event.occurred_on
        case _:
            _end(new, event)
    return _derived(state, new)


def _put(new: State, data: Mapping[str, Any], *names: str) -> None:
    for name in names:
        if data.get(name) is not None:
            new[f"{name}_id"] = UUID(data[name])


def words(value: Any) -> UUID | None:
    found: UUID | None = to_column(None, value)
    return found


def _judge(new: State, event: Event) -> None:
    """Asking for outside experts is no judgement yet: it may only make the time for it longer."""
    new["judgement"], new["judged_said"] = event.data["to"], words(event.data.get("reason"))
    if event.data["to"] == Judgement.EXPERT:
        new["experts_needed"] = True
    else:
        new["judged_on"] = new["judged_on"] or event.occurred_on


def _end(new: State, event: Event) -> None:
    match event.kind:
        case "lead.dropped":
            new["state"], new["dropped_on"] = LeadState.DROPPED.value, event.occurred_on
            new["dropped_said"] = words(event.data.get("reason"))
        case "lead.restored":
            new["state"], new["dropped_on"], new["dropped_said"] = LeadState.OPEN.value, None, None
            new["restored_on"] = event.occurred_on
        case "lead.became_project":
            new["state"], new["project_id"] = LeadState.PROJECT.value, UUID(event.data["project"])
            new["became_on"] = event.occurred_on


def _derived(state: State | None, new: State) -> State:
    if state is None or state["name"] != new["name"]:
        new["name_key"] = project_forms(new["name"], "", frozenset()).key[:120]
        new["initials"] = initials(new["name"])[:120]
    if state is None or state["investor"] != new["investor"]:
        new["investor_key"] = firm_key(new["investor"])[:120]
    new["investment_cny"] = in_cny(new["investment_planned"], new["currency"], new["rate_millionths"])
    return new


def fold_transfer(state: State | None, event: Event) -> State:
    """An offer, then its one answer."""
    new = dict(state) if state is not None else blank(LeadTransfer, event.subject)
    data = event.data
    if event.kind == "transfer.offered":
        new["lead_id"] = UUID(data["lead"])
        _put(new, data, "from_zone", "to_zone", "from_unit", "to_unit", "to_person")
        new.update(share_millionths=data["share_millionths"], offered_on=event.occurred_on)
        new.update(offered_by_id=event.by_person, reason_said=words(data["reason"]))
        return new
    answer = event.kind.removeprefix("transfer.")
    _put(new, data, "to_unit")
    new.update(state=answer, decided_by_id=event.by_person, answer_said=words(data.get("reason")))
    new[f"{answer}_on"] = event.occurred_on
    return new


register(
    Projection("lead", Lead, fold, past=LeadPast, taken=Reason("这条线索的编号或项目已用于另一条线索", where="code"))
)
register(
    Projection("transfer", LeadTransfer, fold_transfer, taken=Reason("这条线索已交出，正等对方答复", where="lead"))
)
