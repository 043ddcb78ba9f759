"""Two officers at one project: the later one is told, keeps his text, and both changes stand in the book."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.desk import Sit

PROJECT = "新能源商用车电驱桥"


def test_in_the_grid_the_later_one_sees_both_texts_and_decides(sit: Sit) -> None:
    first, second = sit("chenshining"), sit("songshihe")
    for desk in (first, second):
        desk.open("/projects/?view=all")
    for desk, text in ((first, "1300"), (second, "1450")):
        desk.cell(PROJECT, "money_in_place").click()
        desk.page.keyboard.type(text)
        desk.page.keyboard.press("Enter")
        if desk is first:
            expect(first.cell(PROJECT, "money_in_place")).to_have_text("1,300")
    second.page.keyboard.press("ArrowUp")
    panel = second.page.locator(".pop-stale")
    expect(panel).to_contain_text("陈示宁")
    expect(panel).to_contain_text("已改为“1300”；你填的是“1450”")
    second.is_clean()
    panel.get_by_role("button", name="仍用我的").click()
    expect(second.cell(PROJECT, "money_in_place")).to_have_text("1,450")
    second.open(second.project(PROJECT))
    feed = second.page.locator(".feed")
    expect(feed).to_contain_text("由 1,200 万元改为 1,300 万元")
    expect(feed).to_contain_text("由 1,300 万元改为 1,450 万元")


def test_in_the_form_his_text_is_still_there_and_nothing_was_written(sit: Sit) -> None:
    first, second = sit("chenshining"), sit("songshihe")
    page = first.project("压铸一体化结构件")
    for desk in (first, second):
        desk.open(f"{page}edit/")
    for desk, text in ((first, "乙基新厂"), (second, "甲基新厂")):
        desk.page.get_by_label("用地方式").fill(text)
        desk.page.get_by_role("button", name="写入改动").click()
    first.page.wait_for_url(f"**{page}")
    expect(second.page.get_by_role("alert").first).to_contain_text("你填的还在")
    expect(second.page.get_by_label("用地方式")).to_have_value("甲基新厂")
    second.is_clean()
    second.page.get_by_role("button", name="写入改动").click()
    second.page.wait_for_url(f"**{page}")
    expect(second.page.locator(".feed-entry").first).to_contain_text("用地方式由乙基新厂改为甲基新厂")
