"""Screening by a second person, corrections, withdrawals, and for which signing a project counts after them."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.models.signings import Signing, SigningPast
from southgate.apps.pipeline.tests.projects.projects import Cast, cast
from southgate.apps.pipeline.tests.signings.signings import (
    YI,
    confirmed,
    correct,
    project_of,
    screen,
    sign,
    signed_project,
    withdraw,
)
from southgate.domain.counting.words import SigningKind
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.kernel.book.comparing import differences
from southgate.kernel.book.models import Entry
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db
LATER = date(2026, 9, 8)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_second_person_confirms(people: Cast) -> None:
    row = confirmed(people, signed_project(people))
    assert (row.state, row.decided_by_id, row.decided_on) == ("confirmed", people.wang.person, TODAY)
    assert row.assessed_months == 9  # from 5 March, the day the ledger first knows, to 24 November: nine have begun


def test_who_reported_does_not_confirm(people: Cast) -> None:
    row = sign(people, signed_project(people))
    with pytest.raises(Refused) as refused:
        screen(people, row, by=people.officer)
    assert "登记的人" in str(refused.value)


def test_the_table_itself_holds_the_second_person(people: Cast) -> None:
    row = sign(people, signed_project(people))
    with pytest.raises(IntegrityError), transaction.atomic():
        Signing.objects.filter(pk=row.pk).update(state="confirmed", decided_on=TODAY, decided_by=row.reported_by_id)


def test_the_table_itself_holds_one_first_signing(people: Cast) -> None:
    project = signed_project(people)
    sign(people, project)
    again = sign(people, project, LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signing.objects.filter(pk=again.pk).update(kind="first")


def test_rejected_with_the_reason_and_all_that_is_missing_at_once(people: Cast) -> None:
    row = sign(people, signed_project(people))
    with pytest.raises(Refused) as refused:
        screen(people, row, by=people.officer, confirm=False)
    assert len(refused.value.reasons) == 2
    assert screen(people, row, confirm=False, reason="合同没有盖章").state == "rejected"


def test_a_stranger_screens_nothing_and_a_responsible_person_may_not(people: Cast) -> None:
    row = sign(people, signed_project(people))
    with pytest.raises(NotFound):
        screen(people, row, by=people.stranger)
    with pytest.raises(Forbidden):
        screen(people, row, by=people.li)


def test_after_a_rejection_it_can_be_registered_again(people: Cast) -> None:
    project = signed_project(people)
    screen(people, sign(people, project), confirm=False, reason="金额不实")
    assert sign(people, project).kind == "first"


def test_a_correction_supersedes_and_is_screened_anew(people: Cast) -> None:
    row = confirmed(people, signed_project(people))
    new = correct(people, row, amount=3 * YI)
    assert (new.amount_cny, new.state, new.decided_by_id) == (3 * YI, "reported", None)
    entry = Entry.objects.get(subject=row.pk, kind="signing.changed")
    assert entry.supersedes == Entry.objects.get(subject=row.pk, kind="signing.registered").position
    assert SigningPast.objects.filter(id=row.id, amount=5 * YI, state="confirmed").exists()


def test_a_correction_needs_a_reason_a_change_and_the_version(people: Cast) -> None:
    row = sign(people, signed_project(people))
    with pytest.raises(Refused) as refused:
        correct(people, row, reason=" ", amount=5 * YI)
    assert len(refused.value.reasons) == 2
    correct(people, row, amount=3 * YI)
    with pytest.raises(Stale):
        correct(people, row, amount=4 * YI)


def test_an_owner_change_takes_the_count_and_gives_it_back(people: Cast) -> None:
    old, new = (make_firm(people.place, name) for name in ("示例甲有限公司", "示例乙有限公司"))
    project = signed_project(people, enterprise=old)
    first = confirmed(people, project)
    change = sign(people, project, LATER, enterprise=new)
    first.refresh_from_db()
    assert first.replaced_by is None
    change = screen(people, change)
    first.refresh_from_db()
    assert first.replaced_by == change.pk
    withdraw(people, change)
    first.refresh_from_db()
    assert first.replaced_by is None and project_of(first).enterprise_id == old


def test_a_rejected_owner_change_puts_the_owner_back(people: Cast) -> None:
    old, new = (make_firm(people.place, name) for name in ("示例甲有限公司", "示例乙有限公司"))
    project = signed_project(people, enterprise=old)
    confirmed(people, project)
    change = sign(people, project, LATER, enterprise=new)
    screen(people, change, confirm=False, reason="没有变更登记")
    assert project_of(change).enterprise_id == old


def test_two_owner_changes_count_for_the_last(people: Cast) -> None:
    firms = [make_firm(people.place, f"示例{name}有限公司") for name in "甲乙丙"]
    project = signed_project(people, enterprise=firms[0])
    rows = [confirmed(people, project), confirmed(people, project, date(2026, 6, 1), enterprise=firms[1]),
            confirmed(people, project, LATER, enterprise=firms[2])]  # fmt: skip
    for row in rows:
        row.refresh_from_db()
    assert [row.replaced_by for row in rows] == [rows[1].pk, rows[2].pk, None]
    assert not list(differences(["signing"]))


def test_a_kind_is_corrected_by_the_rule(people: Cast) -> None:
    project = signed_project(people)
    sign(people, project)
    row = sign(people, project, LATER)
    assert correct(people, row, kind=SigningKind.INCREASE).kind == "increase"
    with pytest.raises(Refused):
        correct(people, Signing.objects.get(pk=row.pk), kind=SigningKind.OWNER_CHANGE)


def test_what_was_withdrawn_stays_in_the_book_and_changes_no_more(people: Cast) -> None:
    row = withdraw(people, sign(people, signed_project(people)))
    assert row.withdrawn
    for step in (lambda: withdraw(people, row), lambda: correct(people, row, amount=YI), lambda: screen(people, row)):
        with pytest.raises(Refused):
            step()
