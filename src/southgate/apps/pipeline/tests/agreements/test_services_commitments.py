"""What both sides promised: dated and measurable, of a signed agreement only, ended by two persons, awards locked."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from southgate.apps.pipeline.models.agreements import Commitment, CommitmentPast
from southgate.apps.pipeline.services.agreements import commitments
from southgate.apps.pipeline.services.agreements.commands import (
    DropCommitment,
    EditCommitment,
    ReturnClaim,
)
from southgate.apps.pipeline.tests.agreements import agreements as made
from southgate.apps.pipeline.tests.agreements.agreements import ask, cast, claim, decide, promise
from southgate.domain.agreements.words import Side, Standing
from southgate.domain.errors import Forbidden, Refused

pytestmark = pytest.mark.django_db
AWARD = {"side": Side.ZONE, "measure": "award_paid", "quantity": 30_000, "text": "示例：兑付奖补"}


def where(refusal) -> list[str]:
    return [reason.where for reason in refusal.value.reasons]


def test_all_that_keeps_a_commitment_from_being_measurable_at_once():
    play = cast()
    id = made.agreement(play)
    with pytest.raises(Refused) as refusal:
        promise(id, play.li, measure="fixed_per_mu", text="", due_on=None)
    assert where(refusal) == ["quantity", "due_on", "text"]
    with pytest.raises(Refused) as refusal:
        promise(id, play.li, side=Side.ZONE, measure="start", needs=uuid4())
    assert where(refusal) == ["measure", "needs"]


def test_an_award_needs_a_commitment_of_the_enterprise_that_is_no_tax():
    play = cast()
    id = made.agreement(play)
    with pytest.raises(Refused) as refusal:
        promise(id, play.li, **AWARD)
    assert where(refusal) == ["needs"]
    tax = promise(id, play.li, measure="tax_per_mu", quantity=2_000, text="示例：亩均税收20万元")
    with pytest.raises(Refused) as refusal:
        promise(id, play.li, **AWARD, needs=tax)
    assert "缴多少税" in str(refusal.value)


def test_an_award_is_locked_until_the_other_side_is_decided_to_have_met_its_own():
    play = cast()
    _, first, award = made.signed(play, award=True)
    with pytest.raises(Refused) as refusal:
        claim(award, play.li)
    assert where(refusal) == ["needs"]
    claim(first, play.li)
    with pytest.raises(Refused):
        claim(award, play.li)
    decide(first, play.zhao)
    claim(award, play.li, evidence_number="示例付款凭证2026-12")
    decide(award, play.zhao)
    assert set(Commitment.objects.values_list("state", flat=True)) == {"met"}


def test_who_reported_cannot_decide_and_evidence_is_asked_for():
    play = cast()
    _, first, _ = made.signed(play)
    with pytest.raises(Refused) as refusal:
        claim(first, play.officer, evidence_number="", occurred_on=date(2027, 1, 1))
    assert where(refusal) == ["occurred_on", "evidence_number"]
    claim(first, play.officer)
    with pytest.raises(Refused) as refusal:
        decide(first, play.officer)
    assert where(refusal) == ["by"]
    decide(first, play.zhao)
    row = Commitment.objects.get(pk=first)
    assert (row.state, row.decided_by_id, row.claimed_by_id) == ("met", play.zhao.person, play.officer.person)


def test_missed_or_waived_with_a_reason_and_met_late_after_all():
    play = cast()
    _, first, _ = made.signed(play)
    with pytest.raises(Refused) as refusal:
        claim(first, play.li, Standing.MISSED, reason=" ")
    assert where(refusal) == ["reason"]
    claim(first, play.li, Standing.MISSED, reason="示例：资金没有到位")
    decide(first, made.supervisor(play))
    assert Commitment.objects.get(pk=first).state == "missed"
    claim(first, play.li)
    decide(first, play.zhao)
    assert Commitment.objects.get(pk=first).state == "met"
    assert CommitmentPast.objects.filter(id=first, state="missed").exists()


def test_a_report_may_be_given_back():
    play = cast()
    _, first, _ = made.signed(play)
    claim(first, play.li)
    version = Commitment.objects.get(pk=first).version
    ask(commitments.return_claims, ReturnClaim(id=first, seen=version, reason="凭证不清"), play.zhao)
    row = Commitment.objects.get(pk=first)
    assert (row.claimed, row.evidence_number, row.state) == ("", "", "open")


def test_before_the_signing_nobody_is_bound_and_after_it_nothing_changes():
    play = cast()
    id = made.agreement(play)
    draft = promise(id, play.li)
    with pytest.raises(Refused) as refusal:
        claim(draft, play.li)
    assert where(refusal) == ["state"]
    signed, first, _ = made.signed(play)
    for write in (lambda: promise(signed, play.li), lambda: _drop(first, play.li)):
        with pytest.raises(Refused) as refusal:
            write()
        assert where(refusal)[0] == "state"


def _drop(id, by):
    version = Commitment.objects.get(pk=id).version
    return ask(commitments.drop_commitments, DropCommitment(id=id, seen=version), by)


def test_a_draft_is_changed_and_what_others_wait_for_stays():
    play = cast()
    id = made.agreement(play)
    first = promise(id, play.li)
    promise(id, play.li, **AWARD, needs=first)
    with pytest.raises(Refused) as refusal:
        _drop(first, play.li)
    assert where(refusal) == ["needs"]
    cmd = EditCommitment(id=first, seen=1, side=Side.ENTERPRISE, measure="production", text="示例：投产",
                         quantity=None, due_on=date(2027, 6, 30))  # fmt: skip
    ask(commitments.edit_commitments, cmd, play.li)
    row = Commitment.objects.get(pk=first)
    assert (row.measure, row.due_on, row.version) == ("production", date(2027, 6, 30), 2)


def test_leaders_and_supervisors_decide_but_do_not_report():
    play = cast()
    _, first, _ = made.signed(play)
    for by in (play.zhao, made.supervisor(play)):
        with pytest.raises(Forbidden):
            claim(first, by)
    claim(first, play.li)
    with pytest.raises(Forbidden):
        decide(first, play.wang)
