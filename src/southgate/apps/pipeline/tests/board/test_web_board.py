"""The board as a page: columns and cards, further cards, moves done and refused in place, a past day, other ways."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.tests.projects.test_web_ledger import project
from southgate.kernel.book.models import Entry
from southgate.kernel.clock import today
from southgate.kernel.identity.roles import Role
from southgate.kernel.identity.tests.people import signed_in

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def send(client, id, to="signed", *, headers=HTMX, **more):
    data = {"command_id": str(uuid4()), "seen": 1, "to": to, "occurred_on": today(), **more}
    return client.post(f"/board/move/{id}/?column=talks", data, headers=headers)


def html_of(answer):
    return answer.content.decode()


@pytest.fixture
def no_gates(monkeypatch):
    """Moves as far as the stages alone decide."""
    monkeypatch.setattr("southgate.apps.pipeline.web.board.moving._missing", lambda request, move: ())


def test_it_works():
    client, _, place = signed_in()
    project(place, stage="started", start_on=today() - timedelta(days=15), lead_unit=place.first_unit,
            production_promised_on=today() - timedelta(days=12), key_project=True)  # fmt: skip
    html = html_of(client.get("/board/"))
    for words in ("精密减速器智能工厂", "5.8 亿元", "已 15 天", "12 天", "重点", "转到…", "<b>1 项</b> 5.8 亿元"):
        assert words in html
    assert html.count('class="bcol') >= 7 and 'id="column-started"' in html


def test_conditions_stand_in_the_address_and_go_along_to_the_ledger_and_the_funnel():
    client, _, place = signed_in()
    project(place, park=place.north, stage="started")
    project(place, name="东项目", park=place.east)
    answer = client.get(f"/board/?park={place.north}&status=normal")
    html = html_of(answer)
    assert "精密减速器智能工厂" in html and "东项目" not in html
    assert [way["url"] for way in answer.context["ways"]] == [
        f"{path}?park={place.north}&status=normal" for path in ("/projects/", "/board/", "/board/funnel/")
    ]
    assert answer.context["columns"][3]["ledger_url"] == f"/projects/?park={place.north}&status=normal&stage=started"
    assert client.get("/board/?colour=red").status_code == 422


def test_the_cards_that_come_next():
    client, _, place = signed_in()
    for number in range(23):
        project(place, name=f"示例项目{number:02}", investment_planned=(100 - number) * 1_000_000)
    page = html_of(client.get("/board/"))
    assert "示例项目19" in page and "示例项目20" not in page and "再看 3 项（还有 3 项）" in page
    more = html_of(client.get("/board/column/?of=talks&page=2", headers=HTMX))
    assert "示例项目20" in more and "示例项目19" not in more and "bcol-head" not in more
    assert client.get("/board/column/?of=flying").status_code == 422


def test_a_card_is_asked_where_to_and_on_which_day(no_gates):
    client, _, place = signed_in()
    id = project(place)
    where = html_of(client.get(f"/board/move/{id}/", headers=HTMX))
    assert "转到哪一栏" in where and "to=started" in where and "to=talks" not in where
    day = html_of(client.get(f"/board/move/{id}/?to=signed", headers=HTMX))
    assert f'value="{today()}"' in day and "转到『签约』" in day and "<textarea" not in day


def test_a_step_back_asks_for_the_reason_in_place():
    client, _, place = signed_in()
    id = project(place, stage="signed", signed_on=today() - timedelta(days=3))
    asked = html_of(client.get(f"/board/move/{id}/?to=talks", headers=HTMX))
    assert "<textarea" in asked
    refused = send(client, id, "talks")
    assert (
        refused.status_code == 422
        and "退回『在谈』要写明原因" in html_of(refused)
        and "data-refused" in html_of(refused)
    )
    done = send(client, id, "talks", reason="合同没有盖章")
    assert done.status_code == 200 and Project.objects.get(pk=id).stage == "talks"


def test_a_repeat_of_the_same_command_writes_once():
    client, _, place = signed_in()
    id = project(place, stage="signed", signed_on=today() - timedelta(days=3))
    same = {"command_id": str(uuid4()), "reason": "合同没有盖章"}
    first, again = send(client, id, "talks", **same), send(client, id, "talks", **same)
    assert (first.status_code, again.status_code) == (200, 200)
    assert Entry.objects.filter(subject=id, kind="project.stage_moved").count() == 1


def test_the_answer_is_the_column_with_the_card_first_and_the_one_it_left_is_read_again():
    client, _, place = signed_in()
    id = project(place, stage="signed", signed_on=today() - timedelta(days=3), investment_planned=1_000_000)
    project(place, name="更大的在谈")
    done = send(client, id, "talks", reason="合同没有盖章")
    html = html_of(done)
    assert (done["HX-Retarget"], done["HX-Reswap"]) == ("#column-talks", "outerHTML")
    assert html.index("精密减速器智能工厂") < html.index("更大的在谈") and "of=signed" in html
    assert "『精密减速器智能工厂』已转到『在谈』" in html


def test_a_move_of_what_another_changed_says_what_changed():
    client, _account, place = signed_in()
    id = project(place, stage="signed", signed_on=today() - timedelta(days=3))
    client.post(f"/projects/{id}/status/", {"command_id": str(uuid4()), "seen": 1, "to": "paused",
                "occurred_on": today(), "reason": "等土地"})  # fmt: skip
    stale = send(client, id, "talks", reason="合同没有盖章")
    html = html_of(stale)
    assert stale.status_code == 409 and "状态由正常改为暂停" in html
    assert 'name="seen" value="2"' in html and "合同没有盖章" in html


def test_without_scripts_it_is_a_form_of_its_own():
    client, _, place = signed_in()
    id = project(place, stage="signed", signed_on=today() - timedelta(days=3))
    asked = html_of(client.get(f"/board/move/{id}/?column=signed"))
    assert "<select" in asked and "<h1>" in asked
    refused = send(client, id, "talks", headers={})
    assert refused.status_code == 422 and "退回『在谈』要写明原因" in html_of(refused)
    done = send(client, id, "talks", headers={}, reason="合同没有盖章")
    assert (done.status_code, done.url) == (302, "/board/?column=talks")


def test_a_past_day_stands_as_it_was_and_takes_no_drop():
    client, _, place = signed_in()
    id = project(place)
    day = today() - timedelta(days=1)
    html = html_of(client.get(f"/board/?day={day}"))
    assert "精密" not in html and "built/board.js" not in html
    answer = client.post(f"/board/move/{id}/?day={day}", {"command_id": str(uuid4()), "seen": 1, "to": "signed",
                         "occurred_on": today()}, headers=HTMX)  # fmt: skip
    assert answer.status_code == 422 and Project.objects.get(pk=id).stage == "talks"


def test_who_may_look_but_not_move_gets_no_handle_and_others_talks_do_not_exist():
    client, _, place = signed_in(role=Role.STATISTICIAN)
    id = project(place)
    secret = project(place, name="保密项目", confidential=True)
    html = html_of(client.get("/board/"))
    assert "精密减速器智能工厂" in html and "data-move" not in html and "保密项目" not in html
    assert client.get(f"/board/move/{id}/").status_code == 403
    assert client.get(f"/board/move/{secret}/").status_code == 404
