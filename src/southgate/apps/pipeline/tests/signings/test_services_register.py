"""Registering signings: what each is, what the project does then, what is refused."""

from datetime import date
from uuid import uuid4

import pytest

from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing, SigningPast
from southgate.apps.pipeline.services.signings.commands import RegisterSigning
from southgate.apps.pipeline.services.signings.recording import register_signings
from southgate.apps.pipeline.tests.gates.ready import make_ready
from southgate.apps.pipeline.tests.projects.projects import Cast, cast, join, make_project, with_teams
from southgate.apps.pipeline.tests.signings.signings import SIGNED, YI, list_firm, project_of, sign, signed_project
from southgate.domain.counting.words import Form, ListedClass, SigningKind
from southgate.domain.errors import Forbidden, NotFound, Refused
from southgate.domain.projects import Stage
from southgate.kernel.book.comparing import differences
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db
LATER = date(2026, 9, 8)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_the_first_signing_of_a_signed_project(people: Cast) -> None:
    row = sign(people, signed_project(people), contract_number="HT-2026-01")
    assert (row.kind, row.state, row.amount_cny) == ("first", "reported", 5 * YI)
    assert row.reported_by_id == people.officer.person and row.reported_on == TODAY
    assert SigningPast.objects.filter(id=row.id).count() == 1


def test_sanming_2006_95_a_second_signing_is_kept_as_a_repeat(people: Cast) -> None:
    project = signed_project(people)
    sign(people, project)
    assert sign(people, project, LATER).kind == "repeat"


def test_the_day_that_the_ledger_states_is_the_first_signing(people: Cast) -> None:
    """A project that the ledger says was signed in March is not signed for the first time in September."""
    assert sign(people, signed_project(people), LATER).kind == "repeat"


def test_an_agreement_becomes_a_contract(people: Cast) -> None:
    project = signed_project(people)
    sign(people, project, form=Form.AGREEMENT)
    assert sign(people, project, LATER).kind == "upgrade"


def test_a_new_owner_takes_the_project_over(people: Cast) -> None:
    old, new = make_firm(people.place, "示例甲有限公司"), make_firm(people.place, "示例乙有限公司")
    project = signed_project(people, enterprise=old)
    sign(people, project)
    row = sign(people, project, LATER, enterprise=new)
    assert (row.kind, row.enterprise_was_id) == ("owner_change", old)
    assert project_of(row).enterprise_id == new


def test_what_the_rule_makes_impossible_is_refused(people: Cast) -> None:
    project = signed_project(people)
    sign(people, project)
    with pytest.raises(Refused) as refused:
        sign(people, project, LATER, kind=SigningKind.FIRST)
    assert "重复签约" in str(refused.value)


def test_every_reason_is_given_at_once(people: Cast) -> None:
    with pytest.raises(Refused) as refused:
        sign(people, signed_project(people), date(2027, 1, 1), amount=-5, currency="USD", rate_on=SIGNED,
             carved_from=uuid4(), listed_firm=uuid4(), colour="red")  # fmt: skip
    where = {reason.where for reason in refused.value.reasons}
    assert where == {"signed_on", "amount", "rate_millionths", "carved_from", "listed_firm",
                     "listed_share_millionths", "listed_evidence", "colour"}  # fmt: skip


def test_a_talk_whose_gate_is_closed_waits_where_it_is(people: Cast) -> None:
    row = sign(people, make_project(people, "在谈项目"))
    assert row.kind == "first" and project_of(row).stage == "talks"


def test_the_first_signing_moves_a_talk_on_when_its_gate_is_open(people: Cast) -> None:
    project = make_project(people, "保密项目", confidential=True, by=people.officer)
    make_ready(project, Stage.SIGNED)
    row = sign(people, project, by=with_teams(people.officer))
    moved = project_of(row)
    assert (moved.stage, moved.signed_on, moved.confidential) == ("signed", SIGNED, False)


def test_a_firm_stands_on_the_highest_of_the_lists_of_the_year(people: Cast) -> None:
    """As of the signing: the newest lists that are no newer than the year; one class a firm."""
    list_firm(list=ListedClass.GLOBAL, year=2020)
    list_firm("另一示例有限公司", ListedClass.GLOBAL, 2026)
    china, private = list_firm(), list_firm(list=ListedClass.PRIVATE)
    row = sign(people, signed_project(people), listed_firm=private, listed_share_millionths=600_000,
               listed_evidence="示例：工商登记")  # fmt: skip
    assert (row.listed_firm_id, row.listed_class) == (china, "china")


def test_a_firm_that_is_not_on_the_list_of_that_year_is_refused(people: Cast) -> None:
    old = list_firm(year=2020)
    list_firm("另一示例有限公司", ListedClass.CHINA, 2026)
    with pytest.raises(Refused) as refused:
        sign(people, signed_project(people), listed_firm=old, listed_share_millionths=600_000, listed_evidence="示例")
    assert "2026" in str(refused.value)


def test_a_stranger_finds_no_project_and_a_clerk_may_not(people: Cast) -> None:
    project = signed_project(people)
    with pytest.raises(NotFound):
        sign(people, project, by=people.stranger)
    with pytest.raises(Forbidden):
        sign(people, project, by=people.zhao)


def test_a_confidential_talk_is_signed_by_its_team_alone(people: Cast) -> None:
    project = make_project(people, "保密项目", confidential=True, by=people.officer)
    with pytest.raises(NotFound):
        sign(people, project, by=people.li)
    join(people, project, people.li, by=with_teams(people.officer))
    with pytest.raises(Forbidden):
        sign(people, project, by=with_teams(people.li))


def test_the_same_command_again_registers_nothing(people: Cast) -> None:
    cmd, id = RegisterSigning(project=signed_project(people), signed_on=SIGNED, values={}), uuid4()
    first = register_signings([cmd], by=people.officer, today=TODAY, command_id=id)
    again = register_signings([cmd], by=people.officer, today=TODAY, command_id=id)
    assert again.repeated and again.data == first.data and Signing.objects.count() == 1


def test_a_signing_that_the_project_has_no_day_for_gives_it_its_own(people: Cast) -> None:
    project = signed_project(people, signed_on=None)
    sign(people, project, LATER)
    assert Project.objects.get(pk=project).signed_on == LATER


def test_every_row_follows_from_the_book(people: Cast) -> None:
    project = signed_project(people)
    sign(people, project, form=Form.AGREEMENT, currency="USD", amount=20_000_000_00)
    sign(people, project, LATER, currency="USD", rate_millionths=7_100_000, rate_on=LATER)
    list_firm()
    assert not list(differences(["signing", "listed_firm", "task"]))
