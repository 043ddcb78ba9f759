"""Without JavaScript: reading, looking back and the simple forms."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.desk import Sit


def test_the_ledger_reads_filters_and_turns_its_pages(sit: Sit) -> None:
    desk = sit("chenshining", scripts=False)
    desk.open("/projects/?stage=building&view=all")
    assert desk.page.locator("table.grid tbody tr").count() > 5
    expect(desk.page.locator("table.grid tfoot")).to_contain_text("合计")
    desk.open("/projects/?view=all")
    desk.page.get_by_role("link", name="下一页").click()
    expect(desk.page.locator(".pager")).to_contain_text("第 51")


def test_a_project_reads_and_a_note_is_written(sit: Sit) -> None:
    desk = sit("songshihe", scripts=False)
    page = desk.project("数据中心液冷机柜")
    desk.open(page)
    expect(desk.page.locator(".rail")).to_contain_text("签约")
    desk.page.get_by_role("link", name="记一件事").click()
    desk.page.get_by_label("什么事").fill("没有脚本也记得下")
    desk.page.get_by_role("button", name="记下这件事").click()
    expect(desk.page.locator(".feed-entry").first).to_contain_text("没有脚本也记得下")


def test_menus_open_and_the_day_can_be_chosen(sit: Sit) -> None:
    desk = sit("chenshining", scripts=False)
    desk.open("/projects/?view=all")
    desk.page.locator("summary", has_text="看").first.click()
    desk.page.get_by_role("link", name="上月末").first.click()
    expect(desk.page.locator(".dayband")).to_be_visible()
    assert desk.page.get_by_role("link", name="新增项目").count() == 0
