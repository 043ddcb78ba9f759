"""A lead from a phone to a project; the talks library at a desk; both without a fault that axe knows."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.desk import Desk, Sit

NAME = "海上风电轴承锻件"
OFFICER = "chenshining"


def act(desk: Desk, name: str) -> None:
    """The next step of the record, or one of those below its clocks."""
    desk.page.get_by_role("link", name=name, exact=True).first.click()


def register(desk: Desk) -> None:
    desk.open("/leads/")
    desk.is_clean()
    desk.page.get_by_role("link", name="登记线索").first.click()
    desk.is_clean()
    desk.page.get_by_label("线索名称").fill(NAME)
    desk.page.get_by_label("投资方").fill("示例海风轴承公司")
    desk.page.get_by_label("计划投资").fill("3.2亿元")
    desk.page.get_by_role("button", name="登记线索").click()
    expect(desk.page.locator("h1")).to_have_text(NAME)


def test_a_lead_from_a_phone_to_a_project(sit: Sit) -> None:
    desk = sit(OFFICER, phone=True)
    register(desk)
    expect(desk.page.locator("main")).to_contain_text("还剩 1 个工作日")
    desk.is_clean()
    act(desk, "明确责任人")
    desk.page.get_by_role("button", name="写入责任人").click()
    act(desk, "作研判")
    desk.is_clean()
    desk.page.get_by_label("跟进", exact=True).check()
    desk.page.get_by_label("依据和下一步").fill("主业相符，下周看地")
    desk.page.get_by_role("button", name="写入研判").click()
    act(desk, "答复推荐方")
    desk.page.get_by_label("怎样答复的").fill("电话答复：跟进")
    desk.page.get_by_role("button", name="写入答复").click()
    act(desk, "转为项目")
    desk.is_clean()
    desk.page.get_by_role("button", name="登记为项目").click()
    expect(desk.page.locator("main")).to_contain_text("从哪条线索来")
    expect(desk.page.locator("#panel-talks")).to_contain_text("绿")


def test_the_talks_library_at_a_desk(sit: Sit) -> None:
    desk = sit(OFFICER)
    desk.open("/leads/talks/")
    expect(desk.page.locator("h1")).to_have_text("在谈项目库")
    desk.is_clean()
    desk.page.locator("main table a").first.click()
    panel = desk.page.locator("#panel-talks")
    panel.get_by_role("link", name="归类").click()
    desk.is_clean()
    desk.page.get_by_label("A 类 重点推动").check()
    desk.page.get_by_role("button", name="写入类别").click()
    expect(desk.page.locator("#panel-talks")).to_contain_text("A 类")
    desk.is_clean()
