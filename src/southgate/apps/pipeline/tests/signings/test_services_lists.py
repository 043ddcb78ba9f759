"""The 500 lists by year, and the tasks of a year."""

from uuid import uuid4

import pytest

from southgate.apps.pipeline.models.signings import ListedFirm, Task
from southgate.apps.pipeline.services.signings.commands import ChangeTask, ListFirm, SetTask, UnlistFirm, WithdrawTask
from southgate.apps.pipeline.services.signings.lists import list_firms, unlist_firms
from southgate.apps.pipeline.services.signings.tasks import change_tasks, set_tasks, withdraw_tasks
from southgate.apps.pipeline.tests.projects.projects import Cast, cast
from southgate.apps.pipeline.tests.signings.signings import list_firm, set_task, sign, signed_project
from southgate.domain.counting.words import ListedClass
from southgate.domain.errors import Forbidden, NotFound, Refused
from southgate.kernel.book.writing import Answer
from southgate.kernel.identity.actor import system_actor
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


def bring(*firms: ListFirm) -> Answer:
    return list_firms(list(firms), by=system_actor(), today=TODAY, command_id=uuid4())


def one(name: str = "示例集团有限公司", **said: object) -> ListFirm:
    given = {"list": ListedClass.GLOBAL, "year": 2026, "source": "示例名单", "name": name, **said}
    return ListFirm(**given)  # type: ignore[arg-type]


def test_a_list_is_brought_in_once(people: Cast) -> None:
    assert len(bring(one(rank=1), one("另一示例有限公司", rank=2)).data["ids"]) == 2
    again = bring(one(rank=1), one("第三示例有限公司", rank=3))
    assert (len(again.data["ids"]), again.data["unchanged"]) == (1, 1)
    assert ListedFirm.objects.count() == 3


def test_everything_wrong_with_a_list_is_said_at_once(people: Cast) -> None:
    with pytest.raises(Refused) as refused:
        bring(one(" ", rank=501, year=1900, source="", credit_code="123"), one("甲示例公司"), one("甲示例公司"))
    assert {(reason.item, reason.where) for reason in refused.value.reasons} == {
        (0, "name"), (0, "rank"), (0, "year"), (0, "source"), (0, "credit_code"), (1, "name"), (2, "name"),
    }  # fmt: skip


def test_a_second_list_that_says_otherwise_is_refused(people: Cast) -> None:
    bring(one(rank=1))
    with pytest.raises(Refused):
        bring(one(rank=2))


def test_an_officer_brings_in_no_list(people: Cast) -> None:
    with pytest.raises(Forbidden):
        list_firms([one()], by=people.officer, today=TODAY, command_id=uuid4())


def test_a_firm_by_which_something_counts_stays_listed(people: Cast) -> None:
    firm = list_firm()
    sign(people, signed_project(people), listed_firm=firm, listed_share_millionths=600_000, listed_evidence="示例")
    row = ListedFirm.objects.get(pk=firm)
    with pytest.raises(Refused):
        unlist_firms([UnlistFirm(id=firm, seen=row.version, reason="示例")], by=system_actor(), today=TODAY,
                     command_id=uuid4())  # fmt: skip


def test_a_task_is_set_changed_and_withdrawn_with_reasons(people: Cast) -> None:
    task = set_task(people)
    change_tasks([ChangeTask(id=task, seen=1, target=15, reason="示例：年中调整")], by=people.zhao, today=TODAY,
                 command_id=uuid4())  # fmt: skip
    assert Task.objects.get(pk=task).target == 15
    withdraw_tasks([WithdrawTask(id=task, seen=2, reason="示例：撤销")], by=people.zhao, today=TODAY,
                   command_id=uuid4())  # fmt: skip
    assert Task.objects.get(pk=task).withdrawn
    set_task(people)


def test_everything_wrong_with_a_task_is_said_at_once(people: Cast) -> None:
    set_task(people)
    bad = SetTask(zone=people.zone, definition="signed", year=2026, target=0, source=" ", unit=uuid4())
    with pytest.raises(Refused) as refused:
        set_tasks([bad], by=people.zhao, today=TODAY, command_id=uuid4())
    assert {reason.where for reason in refused.value.reasons} == {"target", "source", "unit"}
    with pytest.raises(Refused):
        set_task(people)
    with pytest.raises(Refused):
        set_task(people, "unheard")


def test_tasks_are_set_by_leaders_and_statisticians(people: Cast) -> None:
    cmd = SetTask(zone=people.zone, definition="signed", year=2026, target=12, source="示例任务书")
    with pytest.raises(Forbidden):
        set_tasks([cmd], by=people.officer, today=TODAY, command_id=uuid4())
    with pytest.raises(NotFound):
        set_tasks([cmd], by=people.stranger, today=TODAY, command_id=uuid4())
    set_tasks([cmd], by=people.wang, today=TODAY, command_id=uuid4())
