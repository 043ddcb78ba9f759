"""Entering and correcting: a slip counts once in the whole house, and nobody learns more than he may know."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.services.vouchers.commands import CorrectVoucher, EnterVoucher
from southgate.apps.pipeline.services.vouchers.entering import correct_vouchers, enter_vouchers
from southgate.apps.pipeline.tests.projects.projects import Cast, cast, make_project
from southgate.apps.pipeline.tests.vouchers.slips import (
    PAID,
    WAN,
    accept,
    correct,
    enter,
    reject,
    row,
    slip,
    sums,
    take_back,
    values,
)  # fmt: skip
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.kernel.book.models import Entry
from southgate.kernel.files.models import StoredFile
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def project(people: Cast):
    return make_project(people, responsible_person=people.li.person)


def reasons(call, *arguments, **named) -> list[str]:
    with pytest.raises(Refused) as refused:
        call(*arguments, **named)
    return [str(reason) for reason in refused.value.reasons]


def test_it_works(people, project):
    id = enter(people.li, project, amount=500 * WAN)
    one, file = row(id), StoredFile.objects.get()
    assert (one.state, one.entered_by_id, one.amount_cny, one.entered_on) == (
        "entered",
        people.li.person,
        500 * WAN,
        TODAY,
    )
    assert (one.number_key, one.file, one.sha256) == ("b20260001", file.id, file.sha256)
    assert (file.about_kind, file.about) == ("voucher", id)
    entry = Entry.objects.get(subject=id)
    assert (entry.kind, entry.occurred_on) == ("voucher.registered", PAID)
    assert sums(project) == (0, 0, 0, 0, None), "nothing counts before a second person accepted it"


def test_a_foreign_sum_keeps_its_rate_and_its_day(people, project):
    foreign = {"currency": "USD", "amount": 100_000_00, "rate_millionths": 7_123_456, "rate_on": PAID}
    one = row(enter(people.li, project, kind="forex", origin="foreign", **foreign))
    assert (one.amount, one.currency, one.amount_cny) == (100_000_00, "USD", 712_345_60)


def test_everything_wrong_is_said_at_once(people, project):
    enter(people.li, project)
    found = reasons(
        enter, people.li, project, "ｂ 2026-0001", paid_on=date(2027, 1, 1), amount=0, payer="", colour="red"
    )
    assert len(found) == 5 and "凭证没有『colour』这一项" in found


def test_a_slip_typed_otherwise_is_refused_and_told_where_it_was_used(people, project):
    other = make_project(people, "智能仓储基地")
    enter(people.officer, other, "B-2026-0001")
    found = reasons(enter, people.li, project, "Ｂ２０２６ ０００１", issuer="示例银行股份有限公司（云澜）支行")
    assert found == ["这张凭证已用于「智能仓储基地」（SL-2026-0002），待认定"]


def test_the_same_paper_is_refused_whatever_is_typed(people, project):
    enter(people.li, project, paper="one paper")
    assert reasons(enter, people.li, project, "别的号", paper="one paper") == [
        "这份凭证影像已用于「精密减速器智能工厂」（SL-2026-0001），待认定"
    ]


def test_of_a_confidential_talk_only_that_it_was_used_is_told(people, project):
    secret = make_project(people, "保密项目", confidential=True)
    from_the_team = people.officer
    with pytest.raises(NotFound):
        enter(people.li, secret)
    enter(_in_team(from_the_team, secret), secret, paper="one paper")
    for found in (reasons(enter, people.li, project), reasons(enter, people.li, project, "另号", paper="one paper")):
        assert found in (["这张凭证已经用过"], ["这份凭证影像已经用过"])


def _in_team(actor, project):
    return type(actor)(actor.id, actor.person, actor.unit, actor.grants, {"project": frozenset({project})})


def test_of_another_zone_only_that_it_was_used_is_told(people, project):
    away = cast("OT")
    enter(away.officer, make_project(away, "外区项目"))
    assert reasons(enter, people.li, project) == ["这张凭证已经用过"]


def test_a_number_under_another_issuer_is_shown_before_it_is_taken(people, project):
    first = enter(people.li, project)
    assert "有同号凭证" in reasons(enter, people.li, project, issuer="工行云澜")[0]
    cmd = EnterVoucher(project=project, values=values(issuer="工行云澜"), slip=slip(), not_the_same=(first,))
    enter_vouchers([cmd], by=people.li, today=TODAY, command_id=uuid4())
    assert Voucher.objects.count() == 2


def test_the_same_slip_twice_in_one_request_is_refused(people, project):
    commands = [
        EnterVoucher(project=project, values=values()),
        EnterVoucher(project=project, values=values("b20260001")),
    ]
    with pytest.raises(Refused) as refused:
        enter_vouchers(commands, by=people.li, today=TODAY, command_id=uuid4())
    assert [(str(one), one.item) for one in refused.value.reasons] == [("与这一批里第 1 张是同一张", 1)]


def test_who_may_see_and_not_enter_is_forbidden_and_a_stranger_finds_nothing(people, project):
    with pytest.raises(Forbidden):
        enter(people.wang, project)
    with pytest.raises(NotFound):
        enter(people.stranger, project)
    assert StoredFile.objects.count() == 0


def test_a_repeated_command_enters_once(people, project):
    once = uuid4()
    first, second = (
        enter_vouchers(
            [EnterVoucher(project=project, values=values(), slip=slip("same"))],
            by=people.li,
            today=TODAY,
            command_id=once,
        )
        for _ in range(2)
    )
    assert (first.data, second.repeated, Voucher.objects.count()) == (second.data, True, 1)


def test_a_rejected_one_frees_its_number_and_the_new_one_supersedes_it(people, project):
    first = enter(people.li, project, paper="paper")
    reject(people.wang, first)
    cmd = EnterVoucher(project=project, values=values(amount=450 * WAN), slip=slip("paper"), corrects=first)
    enter_vouchers([cmd], by=people.li, today=TODAY, command_id=uuid4())
    second = Voucher.objects.exclude(pk=first).get()
    assert (second.corrects, row(first).state) == (first, "rejected")
    assert Entry.objects.get(subject=second.id).supersedes == Entry.objects.get(subject=first, seq=1).position


def test_only_a_rejected_one_of_the_project_is_corrected_so(people, project):
    first = enter(people.li, project)
    cmd = EnterVoucher(project=project, values=values("B2"), corrects=first)
    assert reasons(enter_vouchers, [cmd], by=people.li, today=TODAY, command_id=uuid4()) == [
        "要更正的凭证不是这个项目被退回的"
    ]


def test_a_correction_supersedes_and_its_writer_takes_part(people, project):
    id = enter(people.li, project)
    before = row(id).position
    correct(people.officer, id, "金额抄错", amount=600 * WAN)
    one = row(id)
    assert (one.amount_cny, one.changed_by_id, one.entered_by_id) == (
        600 * WAN,
        people.officer.person,
        people.li.person,
    )
    assert Entry.objects.get(position=one.position).supersedes == before
    assert reasons(accept, people.officer, id) == ["登记和更正过这张凭证的人不能认定它"]


def test_a_correction_without_reason_or_change_or_after_the_decision_is_refused(people, project):
    id = enter(people.li, project)
    assert reasons(correct, people.li, id, " ") == ["更正要写明原因", "没有改动任何一项"]
    accept(people.wang, id)
    assert reasons(correct, people.li, id, amount=1) == ["已经认定或退回，不能再改"]
    with pytest.raises(Stale):
        cmd = CorrectVoucher(id=id, seen=1, reason="x", values={"amount": 1})
        correct_vouchers([cmd], by=people.li, today=TODAY, command_id=uuid4())


def test_a_corrected_number_meets_the_same_refusal(people, project):
    enter(people.li, project)
    other = enter(people.li, project, "B-2")
    assert "这张凭证已用于" in reasons(correct, people.li, other, number="b 2026 0001")[0]


def test_taking_back_frees_the_number_too(people, project):
    first = enter(people.li, project, paper="paper")
    accept(people.wang, first)
    assert "已认定" in reasons(enter, people.li, project)[0]
    take_back(people.zhao, first)
    enter(people.li, project, paper="paper")
