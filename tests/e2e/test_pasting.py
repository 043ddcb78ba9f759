"""Pasting a block from Excel: first a sheet with old and new, then one step for all."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.desk import Desk, Sit

BLOCK = "53,100\t16,950\r\n不是数\t11,000\r\n"


def paste(desk: Desk, text: str, at: tuple[str, str]) -> None:
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    desk.open("/projects/?view=all")
    desk.cell(*at).click()
    desk.page.keyboard.press("Control+v")


def test_a_block_is_shown_first_and_one_bad_cell_writes_nothing(sit: Sit) -> None:
    desk = sit("chenshining")
    paste(desk, BLOCK, ("锂电铜箔扩建", "investment_fixed"))
    sheet = desk.page.get_by_role("dialog")
    expect(sheet).to_contain_text("要改 4 格，还没有写入")
    expect(sheet.locator("tr", has_text="16,900 万元")).to_contain_text("16,950")
    desk.is_clean()
    sheet.get_by_role("button", name="写入 4 格").click()
    expect(sheet).to_contain_text("一格也没有写入，1 格有问题")
    expect(sheet.locator("tr.no")).to_contain_text("“不是数”不是金额")
    sheet.get_by_role("button", name="放弃粘贴").click()
    desk.open("/projects/?view=all")
    expect(desk.cell("锂电铜箔扩建", "money_in_place")).to_have_text("16,900")


def test_the_good_cells_of_a_block_are_written_in_one_step(sit: Sit) -> None:
    desk = sit("chenshining")
    paste(desk, "45%\t49,500\r\n6.5%\tx\r\n", ("钠离子电池正极材料", "progress_millionths"))
    sheet = desk.page.get_by_role("dialog")
    sheet.get_by_role("button", name="写入 ").click()
    sheet.get_by_role("button", name="去掉有问题的 1 格").click()
    sheet.get_by_role("button", name="写入 ").click()
    expect(sheet).to_be_hidden()
    expect(desk.cell("钠离子电池正极材料", "progress_millionths")).to_have_text("45")
    expect(desk.cell("数据中心液冷机柜", "progress_millionths")).to_have_text("6.5")
    desk.is_clean()


def test_what_is_copied_here_pastes_elsewhere_as_it_was_typed(sit: Sit) -> None:
    desk = sit("chenshining")
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.open("/projects/?view=all")
    desk.cell("碳化硅衬底加工", "investment_planned").click()
    for key in ("Shift+ArrowRight", "Shift+ArrowDown", "Control+c"):
        desk.page.keyboard.press(key)
    text = desk.page.evaluate("navigator.clipboard.readText()")
    assert text.split() == ["96000", "76000", "88000", "70500"]
