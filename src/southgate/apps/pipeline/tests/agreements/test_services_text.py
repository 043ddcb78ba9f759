"""Texts and their versions: what is flagged, approved by whom, blocked until when, void when."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError

from southgate.apps.pipeline.models.agreements import Agreement, AgreementText, Clause
from southgate.apps.pipeline.services.agreements import deciding, drafting, passages
from southgate.apps.pipeline.services.agreements.commands import (
    AddFlag,
    ApproveAgreement,
    ClearFlag,
    DraftAgreement,
    ReturnAgreement,
    SignAgreement,
    SubmitAgreement,
    WriteText,
)
from southgate.apps.pipeline.tests.agreements import agreements as made
from southgate.apps.pipeline.tests.agreements.agreements import CLEAN, FLAGGED, ask, cast
from southgate.domain.agreements.words import AgreementForm, Conclusion, Flag
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def where(refusal) -> list[str]:
    return [reason.where for reason in refusal.value.reasons]


def clear(clause: Clause, by, reason: str = "按公开政策"):
    return ask(passages.clear_flags, ClearFlag(id=clause.pk, seen=clause.version, reason=reason), by)


def test_a_text_is_read_and_its_passages_flagged_with_their_words():
    play = cast()
    id = made.agreement(play, FLAGGED)
    found = Clause.objects.filter(agreement=id).order_by("first")
    assert [row.flag for row in found] == ["tax_linked", "market_limiting"]
    assert FLAGGED[found[0].first : found[0].last] == "第一条 乙方年纳税额超过1000万元的，甲方一次性奖励100万元"


def test_a_clean_text_is_approved_by_a_second_person():
    play = cast()
    id = made.agreement(play)
    made.submit(play, id)
    made.approve(id, play.zhao)
    row = Agreement.objects.get(pk=id)
    assert (row.state, row.approved_by_id, row.submitted_by_id) == ("approved", play.zhao.person, play.li.person)


def test_an_open_flag_blocks_until_the_review_of_this_version_is_attached():
    play = cast()
    id = made.agreement(play, FLAGGED)
    made.submit(play, id)
    with pytest.raises(Refused) as refusal:
        made.approve(id, play.zhao)
    assert where(refusal) == ["fair_review"]
    made.review(id, play.li)
    made.approve(id, play.zhao)
    assert Agreement.objects.get(pk=id).state == "approved"


def test_a_review_that_did_not_pass_blocks_even_without_flags():
    play = cast()
    id = made.agreement(play)
    made.submit(play, id)
    made.review(id, play.li, Conclusion.NOT_PASSED)
    with pytest.raises(Refused) as refusal:
        made.approve(id, play.zhao)
    assert where(refusal) == ["fair_review"]


def test_a_text_changed_after_the_review_needs_a_new_one():
    play = cast()
    id = made.agreement(play, FLAGGED)
    made.review(id, play.li)
    made.write(id, FLAGGED + "\n第三条 双方友好协商。", play.li)
    made.submit(play, id)
    with pytest.raises(Refused) as refusal:
        made.approve(id, play.zhao)
    assert where(refusal) == ["fair_review"]
    assert AgreementText.objects.filter(agreement=id).count() == 2


def test_a_new_text_takes_back_an_approval():
    play = cast()
    id = made.agreement(play)
    made.submit(play, id)
    made.approve(id, play.zhao)
    made.write(id, CLEAN + "补一句。", play.li)
    row = Agreement.objects.get(pk=id)
    assert (row.state, row.approved_by_id, row.text_number) == ("draft", None, 2)


def test_who_wrote_sent_or_attached_cannot_approve():
    play = cast()
    id = made.agreement(play, FLAGGED, by=play.officer)
    made.submit(play, id, by=play.officer)
    made.review(id, play.officer)
    with pytest.raises(Refused) as refusal:
        made.approve(id, play.officer)
    assert where(refusal) == ["by", "by", "by"]


def test_the_database_knows_the_second_person_too():
    play = cast()
    id = made.agreement(play)
    with pytest.raises(IntegrityError):
        Agreement.objects.filter(pk=id).update(approved_by=play.li.person, submitted_by=play.li.person)


def test_a_judged_passage_stays_judged_while_its_sentence_stands():
    play = cast()
    id = made.agreement(play, FLAGGED)
    for row in Clause.objects.filter(agreement=id):
        clear(row, play.zhao)
    made.write(id, "第一条 乙方年纳税额超过1000万元的，\n甲方一次性奖励100万元。", play.li)
    states = dict(Clause.objects.filter(agreement=id).values_list("flag", "state"))
    assert states == {"tax_linked": "cleared", "market_limiting": "removed"}
    made.write(id, "第一条 乙方年纳税额超过1000万元的，甲方一次性奖励200万元。", play.li)
    assert Clause.objects.filter(agreement=id, state="open").count() == 1


def test_the_writer_cannot_judge_and_nobody_without_a_reason():
    play = cast()
    id = made.agreement(play, FLAGGED, by=play.officer)
    row = Clause.objects.filter(agreement=id).first()
    with pytest.raises(Refused) as refusal:
        clear(row, play.officer, reason=" ")
    assert where(refusal) == ["by", "reason"]
    with pytest.raises(Forbidden):
        clear(row, play.wang)


def test_a_person_flags_what_the_rules_missed_and_another_one_judges():
    play = cast()
    id = made.agreement(play)
    cmd = AddFlag(agreement=id, quote="甲方负责将水、电、路\n接至红线", flag=Flag.SELECTIVE)
    ask(passages.add_flags, cmd, play.wang)
    row = Clause.objects.get(agreement=id)
    assert CLEAN[row.first : row.last] == "甲方负责将水、电、路接至红线" and row.found_by == "person"
    made.submit(play, id)
    with pytest.raises(Refused):
        made.approve(id, play.zhao)
    clear(row, play.zhao)
    made.approve(id, play.zhao)


def test_a_quote_that_the_text_does_not_say_is_refused():
    play = cast()
    id = made.agreement(play)
    with pytest.raises(Refused) as refusal:
        ask(passages.add_flags, AddFlag(agreement=id, quote="没有这句", flag=Flag.SELECTIVE), play.li)
    assert where(refusal) == ["quote"]


def test_a_flag_added_after_the_approval_stops_the_signing():
    play = cast()
    id = made.agreement(play)
    made.submit(play, id)
    made.approve(id, play.zhao)
    ask(passages.add_flags, AddFlag(agreement=id, quote="取得土地后三个月内开工", flag=Flag.PRICE_LINKED), play.wang)
    with pytest.raises(Refused) as refusal:
        ask(deciding.sign_agreements, SignAgreement(id=id, seen=made.seen(id), signed_on=TODAY), play.li)
    assert where(refusal) == ["fair_review"]


def test_returned_with_a_reason_and_a_new_text_is_due():
    play = cast()
    id = made.agreement(play)
    made.submit(play, id)
    ask(deciding.return_agreements, ReturnAgreement(id=id, seen=made.seen(id), reason="期限写明"), play.zhao)
    with pytest.raises(Refused) as refusal:
        made.submit(play, id)
    assert where(refusal) == ["text"]


def test_a_signed_text_is_never_changed():
    play = cast()
    id, _, _ = made.signed(play)
    with pytest.raises(Refused) as refusal:
        made.write(id, "改一改", play.li)
    assert where(refusal) == ["state"]


def test_a_supplement_names_the_signed_one_it_changes():
    play = cast()
    id, _, _ = made.signed(play)
    project = Agreement.objects.get(pk=id).project_id
    cmd = DraftAgreement(project=project, title="补充协议（示例）", form=AgreementForm.SUPPLEMENT)
    with pytest.raises(Refused) as refusal:
        ask(drafting.draft_agreements, cmd, play.li)
    assert where(refusal) == ["supplements"]
    cmd = DraftAgreement(project=project, title="补充协议（示例）", form=AgreementForm.SUPPLEMENT, supplements=id)
    assert made.id_of(ask(drafting.draft_agreements, cmd, play.li))


def test_stale_repeated_and_strangers():
    play = cast()
    id = made.agreement(play)
    same = uuid4()
    first = ask(drafting.submit_agreements, SubmitAgreement(id=id, seen=made.seen(id)), play.li, command_id=same)
    again = ask(drafting.submit_agreements, SubmitAgreement(id=id, seen=made.seen(id) - 1), play.li, command_id=same)
    assert again.repeated and again.position == first.position
    with pytest.raises(Stale):
        ask(deciding.approve_agreements, ApproveAgreement(id=id, seen=1), play.zhao)
    with pytest.raises(NotFound):
        ask(deciding.approve_agreements, ApproveAgreement(id=id, seen=made.seen(id)), play.stranger)
    with pytest.raises(Forbidden):
        ask(drafting.write_texts, WriteText(id=id, seen=made.seen(id), text="别的"), play.zhao)


def test_all_reasons_of_a_new_agreement_at_once():
    play = cast()
    project = made.make_project(play)
    cmd = DraftAgreement(project=project, title=" ", form=AgreementForm.SUPPLEMENT, enterprise=uuid4())
    with pytest.raises(Refused) as refusal:
        ask(drafting.draft_agreements, cmd, play.officer)
    assert where(refusal) == ["title", "enterprise", "supplements"]
