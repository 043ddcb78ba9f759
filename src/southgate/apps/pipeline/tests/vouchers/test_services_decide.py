"""The second person: nobody accepts what he typed; an acceptance and its taking back stand in the project's sum."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.services.vouchers.commands import AcceptVoucher
from southgate.apps.pipeline.services.vouchers.deciding import accept_vouchers
from southgate.apps.pipeline.tests.projects.projects import Cast, cast, edit, make_project
from southgate.apps.pipeline.tests.vouchers.slips import (
    PAID,
    WAN,
    accept,
    enter,
    reject,
    row,
    sums,
    take_back,
)
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.kernel.book.models import Entry
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def project(people: Cast):
    return make_project(people, responsible_person=people.li.person, money_in_place=50 * WAN)


def reasons(call, *arguments, **named) -> list[str]:
    with pytest.raises(Refused) as refused:
        call(*arguments, **named)
    return [str(reason) for reason in refused.value.reasons]


def test_an_accepted_voucher_is_the_projects_money_in_place(people, project):
    fixed, land = (
        enter(people.li, project),
        enter(people.li, project, "L-1", kind="land_receipt", use="land", amount=WAN),
    )
    accept(people.wang, fixed)
    assert sums(project) == (500 * WAN, 0, 0, 1, 500 * WAN)
    accept(people.zhao, land)
    assert sums(project) == (500 * WAN, 0, WAN, 2, 501 * WAN)
    one = row(fixed)
    assert (one.state, one.decided_by_id, one.decided_on) == ("accepted", people.wang.person, TODAY)
    entry = Entry.objects.filter(subject=project, kind="project.money_arrived").first()
    assert entry.occurred_on == PAID


def test_nobody_accepts_or_rejects_what_he_entered(people, project):
    mine = enter(people.officer, project)
    for decide in (accept, reject):
        assert reasons(decide, people.officer, mine) == ["登记和更正过这张凭证的人不能认定它"]
    assert row(mine).state == "entered"


def test_the_table_refuses_it_too(people, project):
    mine = enter(people.officer, project)
    decided = {"decided_by": people.officer.person, "decided_on": TODAY, "state": "accepted"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.filter(pk=mine).update(**decided)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.filter(pk=mine).update(state="accepted")
    with pytest.raises(IntegrityError), transaction.atomic():
        Voucher.objects.filter(pk=mine).update(
            **{**decided, "decided_by": people.li.person}, changed_by=people.li.person
        )


def test_a_slip_that_is_not_here_or_proves_nothing_is_not_accepted(people, project):
    bare = enter(people.li, project, paper=None, kind="customs")
    found = reasons(accept, people.wang, bare)
    assert len(found) == 2 and "报关单不能证明内资用于固定资产" in found[0] and "没有凭证影像" in found[1]


def test_all_refusals_of_a_list_come_at_once_and_nothing_is_written(people, project):
    good, bare = enter(people.li, project), enter(people.li, project, "B-2", paper=None)
    mine = enter(people.officer, project, "B-3")
    assert len(reasons(accept, people.officer, good, bare, mine)) == 2
    assert sums(project)[3] == 0


def test_rejecting_needs_a_reason(people, project):
    assert reasons(reject, people.wang, enter(people.li, project), " ") == ["要写明原因"]


def test_a_decision_is_made_once(people, project):
    id = enter(people.li, project)
    accept(people.wang, id)
    assert reasons(accept, people.zhao, id) == ["这张凭证是『已认定』，不能这样处理"]
    assert reasons(reject, people.zhao, id) == ["这张凭证是『已认定』，不能这样处理"]
    with pytest.raises(Stale):
        accept_vouchers([AcceptVoucher(id=id, seen=1)], by=people.zhao, today=TODAY, command_id=uuid4())


def test_a_repeated_command_counts_once(people, project):
    once, cmd = uuid4(), AcceptVoucher(id=enter(people.li, project), seen=1)
    for _ in range(2):
        accept_vouchers([cmd], by=people.wang, today=TODAY, command_id=once)
    assert sums(project) == (500 * WAN, 0, 0, 1, 500 * WAN)


def test_who_may_see_and_not_decide_is_forbidden_and_a_stranger_finds_nothing(people, project):
    id = enter(people.li, project)
    with pytest.raises(Forbidden):
        accept(people.li, id)
    with pytest.raises(NotFound):
        accept(people.stranger, id)
    with pytest.raises(NotFound):
        accept_vouchers([AcceptVoucher(id=uuid4(), seen=1)], by=people.wang, today=TODAY, command_id=uuid4())


def test_taking_back_is_an_entry_of_its_own_and_the_stated_sum_stands_again(people, project):
    first, second = enter(people.li, project), enter(people.li, project, "B-2", amount=7)
    accept(people.wang, first, second)
    take_back(people.zhao, first)
    assert sums(project) == (7, 0, 0, 1, 7)
    take_back(people.wang, second)
    assert sums(project) == (0, 0, 0, 0, 50 * WAN), "what the ledger had stated before"
    kinds = list(
        Entry.objects.filter(subject=project, kind__contains="money").order_by("seq").values_list("kind", flat=True)
    )
    assert kinds == ["project.money_arrived"] * 2 + ["project.money_returned"] * 2
    assert (row(first).returned, row(first).state) == (True, "rejected")


def test_who_entered_it_does_not_take_it_back(people, project):
    id = enter(people.officer, project)
    accept(people.wang, id)
    assert reasons(take_back, people.officer, id) == ["登记和更正过这张凭证的人不能认定它"]


def test_money_in_place_is_not_typed_once_there_is_a_voucher(people, project):
    edit(people, project, 1, money_in_place=60 * WAN)
    accept(people.wang, enter(people.li, project))
    now = Project.objects.get().version
    assert reasons(edit, people, project, now, money_in_place=70 * WAN) == ["到位资金已按凭证累计，不能手填"]
    edit(people, project, now, industry="机械")
    assert sums(project)[4] == 500 * WAN


def test_accepted_money_is_progress_of_a_talk(people, project):
    accept(people.wang, enter(people.li, project))
    assert Project.objects.get(pk=project).progress_on == PAID
