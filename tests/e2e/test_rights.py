"""Who sees what: the firm its own project, the administrators no business at all, nobody a talk that is kept secret."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Sit

OWN, OTHERS = "精密减速器智能工厂", "功率模块封装测试"
SECRET = "新型显示掩模版"


def test_the_principal_of_a_firm_sees_its_project_alone(sit: Sit) -> None:
    desk = sit("haoshicheng")
    desk.open("/projects/?view=all")
    assert desk.page.locator("table.grid tbody tr").count() == 1
    desk.is_clean()
    desk.open(desk.project(OWN))
    expect(desk.page.locator("h1")).to_have_text(OWN)
    assert desk.page.get_by_role("link", name="改资料").count() == 0
    desk.is_clean()
    desk.open(f"/search/?q={OTHERS}")
    expect(desk.page.locator("main")).to_contain_text("没有找到")


def test_a_project_of_another_firm_is_not_there_for_him(sit: Sit) -> None:
    other = sit("chenshining").project(OTHERS)
    desk = sit("haoshicheng")
    assert desk.open(other).status == 404
    expect(desk.page.locator("main")).to_contain_text("没有这一页，或者你看不到它")
    desk.is_clean()


@pytest.mark.parametrize("login", ["yushiwen", "guanshijin", "yishicha"])
def test_an_administrator_sees_no_business(sit: Sit, login: str) -> None:
    desk = sit(login)
    places = desk.page.get_by_role("navigation", name="去处", exact=True).inner_text()
    assert "台账" not in places and "企业名册" not in places and "人员与岗位" in places
    desk.is_clean()
    for path in ("/projects/?view=all", "/enterprises/", f"/search/?q={OWN}"):
        desk.open(path)
        assert OWN not in desk.page.locator("main").inner_text().replace(f"查找“{OWN}”", ""), path


def test_a_talk_kept_secret_is_known_to_its_team_alone(sit: Sit) -> None:
    inside, outside = sit("chenshining"), sit("xushiwen")
    page = inside.project(SECRET)
    assert inside.open(page).status == 200
    expect(inside.page.locator(".record-title")).to_contain_text("保密在谈")
    assert outside.open(page).status == 404
    outside.open(f"/projects/?q={SECRET}")
    expect(outside.page.locator("main")).to_contain_text("没有符合条件的项目")
