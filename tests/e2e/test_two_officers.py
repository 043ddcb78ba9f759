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


def test_in_the_form_both_texts_stand_side_by_side(sit: Sit) -> None:
    first, second = sit("chenshining"), sit("songshihe")
    page = first.project("压铸一体化结构件")
    for desk in (first, second):
        desk.open(f"{page}edit/")
    for desk, label, text in ((first, "产业链", "汽车制造"), (second, "用地方式", "弹性年期")):
        desk.page.get_by_label(label).fill(text)
        desk.page.get_by_role("button", name="写入改动").click()
    first.page.wait_for_url(f"**{page}")
    panel = second.page.get_by_role("alert")
    expect(panel).to_contain_text("改过，你填的还在")
    expect(panel.locator("tr", has_text="用地方式").get_by_role("radio", name="弹性年期")).to_be_checked()
    expect(panel.locator("tr", has_text="产业链").get_by_role("radio", name="汽车制造")).to_be_checked()
    second.is_clean()
    panel.get_by_role("button", name="按所选写入").click()
    second.page.wait_for_url(f"**{page}")
    feed = second.page.locator(".feed")
    expect(feed).to_contain_text("改为弹性年期")
    expect(feed).to_contain_text("改为汽车制造")
    expect(second.page.locator(".strip")).to_contain_text("汽车制造")
