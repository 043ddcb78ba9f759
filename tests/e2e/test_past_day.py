"""Looking at last Friday: said across the page, shown as it stood, and nothing can be changed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from tests.e2e.desk import Desk, Sit

PROJECT = "高纯石英砂提纯"


def last_friday() -> date:
    today = datetime.now(ZoneInfo("Asia/Shanghai")).date()
    return today - timedelta(days=today.weekday() + 3)


def look_back(desk: Desk) -> None:
    desk.page.locator("summary", has_text="看").first.click()
    desk.page.get_by_role("link", name="上周五").first.click()
    desk.page.wait_for_url(f"**day={last_friday().isoformat()}**")


def test_the_ledger_of_last_friday_shows_the_figure_of_that_day(sit: Sit) -> None:
    desk = sit("linshichuan")
    desk.open("/projects/?view=all")
    desk.cell(PROJECT, "money_in_place").click()
    desk.page.keyboard.type("24,700")
    desk.page.keyboard.press("Enter")
    expect(desk.cell(PROJECT, "money_in_place")).to_have_text("24,700")
    look_back(desk)
    band = desk.page.locator(".dayband")
    expect(band).to_contain_text(f"{last_friday().month}月{last_friday().day}日")
    expect(desk.cell(PROJECT, "money_in_place")).to_have_text("23,600")
    desk.is_clean()
    desk.page.get_by_role("link", name=PROJECT).click()
    assert f"day={last_friday().isoformat()}" in desk.page.url, "a link keeps the day"
    expect(desk.page.locator(".strip")).to_contain_text("2.36 亿元")


def test_nothing_can_be_changed_there(sit: Sit) -> None:
    desk = sit("chenshining")
    desk.open(f"/projects/?view=all&day={last_friday().isoformat()}")
    cell = desk.cell(PROJECT, "money_in_place")
    cell.click()
    desk.page.keyboard.type("1")
    expect(desk.page.locator(".grid-say")).to_contain_text("正在看过去的一天，不能改")
    assert desk.page.get_by_role("link", name="新增项目").count() == 0
    assert desk.page.get_by_role("link", name="导入", exact=True).locator("visible=true").count() <= 1  # the place
    page = desk.project(PROJECT)
    desk.open(f"{page}?day={last_friday().isoformat()}")
    for name in ("改资料", "改状态", "记一件事", "改阶段"):
        assert desk.page.get_by_role("link", name=name).locator("visible=true").count() == 0, name
    desk.is_clean()


def test_a_change_sent_all_the_same_is_refused(sit: Sit) -> None:
    desk = sit("chenshining")
    page = desk.project(PROJECT)
    desk.open(f"{page}note/")
    day = last_friday().isoformat()
    desk.page.locator("main form").first.evaluate("(form, day) => form.setAttribute('action', `?day=${day}`)", day)
    desk.page.locator("main textarea").first.fill("不该写进去的一句")
    desk.page.get_by_role("button", name="记下这件事").click()
    expect(desk.page.locator("main")).to_contain_text("不能改")
    desk.open(page)
    assert "不该写进去的一句" not in desk.text()
