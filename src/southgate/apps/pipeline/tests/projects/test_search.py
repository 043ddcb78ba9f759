"""Projects and enterprises are found by name, initials and code; others' confidential talks are not."""

from __future__ import annotations

from uuid import uuid4

import pytest

from southgate.apps.enterprise.tests.firms import CODE, make_firm
from southgate.apps.pipeline.services.projects.commands import NoteProject
from southgate.apps.pipeline.services.projects.moving import note_projects
from southgate.apps.pipeline.tests.projects.projects import cast, edit, make_project, with_teams
from southgate.kernel.identity.tests.people import signed_in
from southgate.kernel.search.finding import find
from southgate.kernel.search.indexing import reindex
from southgate.kernel.search.models import Name
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


def titles(by, typed):
    return [hit.title for hit in find(by, typed).hits]


def test_it_works():
    play = cast()
    firm = make_firm(play.place, "郴州经开区建设投资有限公司", CODE)
    make_project(play, "郴州经开区标准厂房", enterprise=firm)
    assert sorted(titles(play.zhao, "czjkq")) == ["郴州经开区建设投资有限公司", "郴州经开区标准厂房"]
    assert titles(play.zhao, "厂房") == ["郴州经开区标准厂房"]
    assert titles(play.zhao, CODE) == ["郴州经开区建设投资有限公司"]
    assert titles(play.zhao, "sl-2026-0001") == ["郴州经开区标准厂房"]
    assert titles(play.stranger, "厂房") == titles(cast("SL2").officer, "厂房") == []


def test_a_talk_is_found_by_its_team_alone():
    play = cast()
    make_project(play, "新型显示掩模版", confidential=True)
    assert titles(play.zhao, "掩模") == []
    assert titles(with_teams(play.officer), "掩模") == ["新型显示掩模版"]


def test_a_new_name_is_found_and_the_old_one_is_not():
    play = cast()
    id = make_project(play, "伺服电机扩能")
    edit(play, id, 1, name="伺服电机二期")
    assert (titles(play.officer, "扩能"), titles(play.officer, "二期")) == ([], ["伺服电机二期"])


def test_what_changes_no_name_leaves_the_lines_alone():
    play = cast()
    id = make_project(play, "伺服电机扩能")
    before = Name.objects.get(subject=id).pk
    note_projects([NoteProject(id=id, text="x")], by=play.officer, today=TODAY, command_id=uuid4())
    assert Name.objects.get(subject=id).pk == before


def test_all_anew_is_the_same():
    play = cast()
    make_project(play, "伺服电机扩能")
    make_firm(play.place, "衡擎电机有限公司")
    assert reindex() == 2
    assert sorted(titles(play.officer, "电机")) == ["伺服电机扩能", "衡擎电机有限公司"]


def test_pages_of_search():
    client, _account, place = signed_in()
    make_firm(place, "衡擎电机有限公司")
    assert "衡擎电机有限公司" in client.get("/search/hits/?q=hqdj").content.decode()
    assert "衡擎电机有限公司" in client.get("/search/?q=电机").content.decode()
    assert "没有找到" in client.get("/search/?q=没有的").content.decode()
