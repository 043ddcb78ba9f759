"""Agreements with their texts, flagged passages, fair-competition reviews, and what both sides promised.

Texts, quotes and reasons are kept words: the rows hold their ids alone. That a second person decides is kept by the
database too.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from southgate.apps.enterprise.api import Enterprise
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing
from southgate.domain.agreements.words import AgreementForm, ClauseState, Conclusion, Flag, Found, Side, Standing, State
from southgate.domain.errors import Reason
from southgate.kernel.book import projections
from southgate.kernel.book.models import PastRow, Row
from southgate.kernel.book.projections import Event, Projection, record_fold, register
from southgate.kernel.orgs.models import Person, Zone


def _key(to: Any, **options: Any) -> Any:
    """A key without an index of its own: the composite indexes below begin with what lists ask for."""
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", db_index=False, **options)


def _person() -> Any:
    return _key(Person, null=True)


def _said() -> Any:
    return models.UUIDField(null=True)


def _day() -> Any:
    return models.DateField(null=True)


def _word(words: Any, first: str) -> Any:
    return models.CharField(max_length=16, default=first, choices=[(word.value, word.value) for word in words])


def _another(second: str, *first: str) -> Q:
    """That the person in `second` is none of those in `first`."""
    apart = Q()
    for name in first:
        apart &= Q(**{second: None}) | Q(**{name: None}) | ~Q(**{second: F(name)})
    return apart


class Agreement(Row):
    """`text_number`: the latest version of its text, 0 while there is none. `written_by`: whose text that is.

    `approved_*` say of the latest text that a second person approved it; a new text takes them back. `supplements`:
    the signed one that a supplement changes.
    """

    zone = _key(Zone)
    project = _key(Project)
    title = models.CharField(max_length=120)
    form = _word(AgreementForm, AgreementForm.AGREEMENT.value)
    enterprise = _key(Enterprise, null=True)
    signing = _key(Signing, null=True)
    supplements = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", db_index=False, null=True)
    contract_number = models.CharField(max_length=60, default="")
    state = _word(State, State.DRAFT.value)
    text_number = models.IntegerField(default=0)
    written_by = _person()
    submitted_by = _person()
    submitted_on = _day()
    approved_by = _person()
    approved_on = _day()
    returned_said = _said()
    signed_on = _day()
    ended_on = _day()
    ended_said = _said()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["zone", "contract_number"],
                condition=~Q(contract_number="") & ~Q(state=State.ENDED.value),
                name="agreement_number",
            ),
            models.CheckConstraint(
                condition=_another("approved_by", "submitted_by", "written_by"), name="agreement_second_person"
            ),
            models.CheckConstraint(
                condition=~Q(form=AgreementForm.SUPPLEMENT.value) | Q(supplements__isnull=False),
                name="agreement_supplement_of",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SIGNED.value) | Q(signed_on__isnull=False, approved_by__isnull=False),
                name="agreement_signed_after_approval",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "id"], name="agreement_project"),
            models.Index(fields=["zone", "state", "id"], name="agreement_state"),
            models.Index(fields=["enterprise"], name="agreement_enterprise"),
            models.Index(fields=["signing"], name="agreement_signing"),
        ]


class AgreementText(Row):
    """One version of an agreement's text. `sha256`: of the words as UTF-8. `file`: the paper they were taken from."""

    zone = _key(Zone)
    agreement = _key(Agreement)
    number = models.IntegerField()
    text_said = _said()
    file = models.UUIDField(null=True)
    sha256 = models.CharField(max_length=64)
    length = models.IntegerField()
    on = models.DateField()
    written_by = _person()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["agreement", "number"], name="agreement_text_number")]


class Clause(Row):
    """A passage of a text that may need the fair-competition review. `first`, `last`: where it stands (last excluded).

    `rule`: the key of the pack's rule that found it, "" when a person did. `added_by`: that person, or whose text it
    was. `text_number`: the latest version that says it.
    """

    zone = _key(Zone)
    agreement = _key(Agreement)
    text_number = models.IntegerField()
    key = models.CharField(max_length=40)
    rule = models.CharField(max_length=40, default="")
    flag = _word(Flag, Flag.TAX_LINKED.value)
    quote_said = _said()
    first = models.IntegerField()
    last = models.IntegerField()
    found_by = _word(Found, Found.RULE.value)
    added_by = _person()
    state = _word(ClauseState, ClauseState.OPEN.value)
    judged_by = _person()
    judged_on = _day()
    reason_said = _said()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_another("judged_by", "added_by"), name="clause_second_person"),
            models.CheckConstraint(
                condition=~Q(state=ClauseState.CLEARED.value) | Q(judged_by__isnull=False, reason_said__isnull=False),
                name="clause_cleared_with_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agreement", "first"], name="clause_agreement"),
            models.Index(fields=["zone", "state"], name="clause_state"),
        ]


class FairReview(Row):
    """The record of a fair-competition review of one version of a text."""

    zone = _key(Zone)
    agreement = _key(Agreement)
    text_number = models.IntegerField()
    number = models.CharField(max_length=60)
    office = models.CharField(max_length=120)
    reviewed_on = models.DateField()
    conclusion = _word(Conclusion, Conclusion.PASSED.value)
    file = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    recorded_by = _person()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "text_number", "number"], name="fair_review_once")
        ]


class CommitmentColumns(models.Model):
    """`quantity` in units of 10^-places of `unit`; None where the thing itself is what was promised.

    `award`: public money to the enterprise, which is due only once `needs` is met. `claimed`: how somebody says that
    it ended, until a second person decided; who said it, and by what evidence, stays.
    """

    zone = _key(Zone)
    project = _key(Project)
    agreement = _key(Agreement)
    side = _word(Side, Side.ENTERPRISE.value)
    measure = models.CharField(max_length=40)
    award = models.BooleanField(default=False)
    text_said = _said()
    quantity = models.BigIntegerField(null=True)
    places = models.SmallIntegerField(default=0)
    unit = models.CharField(max_length=20, default="")
    due_on = models.DateField()
    needs = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", db_index=False, null=True)
    state = _word(Standing, Standing.OPEN.value)
    claimed = models.CharField(max_length=16, default="")
    claimed_by = _person()
    claimed_on = _day()
    evidence_number = models.CharField(max_length=60, default="")
    evidence_file = models.UUIDField(null=True)
    evidence_sha256 = models.CharField(max_length=64, default="")
    met_on = _day()
    decided_by = _person()
    decided_on = _day()
    reason_said = _said()

    class Meta:
        abstract = True


DECIDED_STATES = [Standing.MET.value, Standing.MISSED.value, Standing.WAIVED.value]


class Commitment(CommitmentColumns, Row):
    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_another("decided_by", "claimed_by"), name="commitment_second_person"),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED_STATES) | Q(decided_by__isnull=False, claimed_by__isnull=False),
                name="commitment_decided",
            ),
            models.CheckConstraint(
                condition=Q(award=False) | Q(side=Side.ZONE.value, needs__isnull=False), name="commitment_award_needs"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agreement", "due_on", "id"], name="commitment_agreement"),
            models.Index(fields=["project", "due_on"], name="commitment_project"),
            models.Index(fields=["zone", "state", "due_on", "id"], name="commitment_due"),
        ]


class CommitmentPast(CommitmentColumns, PastRow):
    needs = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+", db_index=False, null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id", "known_from"], name="commitment_past"),
            models.Index(fields=["project", "due_on"], name="commitment_past_project"),
        ]


_agreement = record_fold(Agreement)
_clause = record_fold(Clause)
_commitment = record_fold(Commitment)
_NOT_APPROVED: dict[str, Any] = dict.fromkeys(("submitted_by_id", "submitted_on", "approved_by_id", "approved_on"))
_NOT_CLAIMED: dict[str, Any] = {
    "claimed": "", "claimed_by_id": None, "claimed_on": None, "evidence_number": "", "evidence_file": None,
    "evidence_sha256": "",
}  # fmt: skip


def _kept(value: Any) -> UUID | None:
    return UUID(value["said"]) if value else None


def _uuid(value: Any) -> UUID | None:
    return UUID(value) if value else None


def fold_agreement(state: projections.State | None, event: Event) -> projections.State:
    new, data = _agreement(state, event), event.data
    match event.kind:
        case "agreement.text_added":
            new |= {**_NOT_APPROVED, "text_number": data["number"], "written_by_id": event.by_person}
            new["state"] = State.DRAFT.value
        case "agreement.submitted":
            new |= {"state": State.SUBMITTED.value, "submitted_by_id": event.by_person}
            new |= {"submitted_on": event.occurred_on, "returned_said": None}
        case "agreement.approved":
            new |= {"state": State.APPROVED.value, "approved_by_id": event.by_person, "approved_on": event.occurred_on}
        case "agreement.returned":
            new |= {**_NOT_APPROVED, "state": State.RETURNED.value, "returned_said": _kept(data.get("reason"))}
        case "agreement.signed":
            new |= {
                "state": State.SIGNED.value,
                "signed_on": event.occurred_on,
                "signing_id": _uuid(data.get("signing")),
            }
            new["contract_number"] = data["contract_number"]
        case "agreement.ended":
            new |= {"state": State.ENDED.value, "ended_on": event.occurred_on, "ended_said": _kept(data.get("reason"))}
    return new


def fold_clause(state: projections.State | None, event: Event) -> projections.State:
    new, data = _clause(state, event), event.data
    judged: dict[str, Any] = {"judged_by_id": event.by_person, "judged_on": event.occurred_on}
    match event.kind:
        case "clause.cleared":
            new |= {**judged, "state": ClauseState.CLEARED.value, "reason_said": _kept(data.get("reason"))}
        case "clause.carried":
            new |= {"text_number": data["text_number"], "first": data["first"], "last": data["last"]}
        case "clause.removed":
            new["state"] = ClauseState.REMOVED.value
    return new


def fold_commitment(state: projections.State | None, event: Event) -> projections.State:
    new, data = _commitment(state, event), event.data
    match event.kind:
        case "commitment.dropped":
            new["state"] = Standing.DROPPED.value
        case "commitment.claimed":
            new |= {"claimed": data["to"], "claimed_by_id": event.by_person, "claimed_on": event.occurred_on}
            new |= {"state": Standing.OPEN.value, "decided_by_id": None, "decided_on": None, "met_on": None}
            new |= {"evidence_number": data["number"], "evidence_file": _uuid(data.get("file"))}
            new |= {"evidence_sha256": data["sha256"], "reason_said": _kept(data.get("reason"))}
        case "commitment.decided":
            new |= {"state": data["to"], "decided_by_id": event.by_person, "decided_on": event.occurred_on}
            new |= {"claimed": "", "met_on": date.fromisoformat(data["met_on"]) if data.get("met_on") else None}
        case "commitment.claim_returned":
            new |= {**_NOT_CLAIMED, "reason_said": _kept(data.get("reason"))}
    return new


register(
    Projection(
        "agreement",
        Agreement,
        fold_agreement,
        taken=Reason("合同编号已用于另一份协议", where="contract_number", mend="核对编号"),
    )
)
register(Projection("agreement_text", AgreementText, record_fold(AgreementText)))
register(Projection("clause", Clause, fold_clause))
register(
    Projection(
        "fair_review",
        FairReview,
        record_fold(FairReview),
        taken=Reason("这份审查记录已经挂在这一版上", where="number"),
    )
)
register(Projection("commitment", Commitment, fold_commitment, past=CommitmentPast))
