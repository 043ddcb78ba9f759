"""Editing in the grid by keyboard, as in a spreadsheet."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.desk import Desk, Sit

PROJECT = "功率模块封装测试"


def ledger(desk: Desk) -> Desk:
    desk.open("/projects/?view=all")
    return desk


def test_arrows_enter_and_a_figure_stays_written(sit: Sit) -> None:
    desk = ledger(sit("chenshining"))
    keys, cell = desk.page.keyboard, desk.cell(PROJECT, "money_in_place")
    desk.cell(PROJECT, "investment_fixed").click()
    keys.press("ArrowRight")
    expect(cell).to_be_focused()
    keys.press("Enter")
    keys.type("31,260")
    note = desk.page.locator(".grid-pop")
    expect(note).to_contain_text("30,150 万元")
    expect(note).to_contain_text("31,260 万元（+1,110）")
    desk.is_clean()
    keys.press("Enter")
    expect(cell).to_have_text("31,260")
    expect(desk.cell("储能变流器一期", "money_in_place")).to_be_focused()
    ledger(desk)
    expect(desk.cell(PROJECT, "money_in_place")).to_have_text("31,260")
    desk.open(desk.project(PROJECT))
    expect(desk.page.locator(".feed")).to_contain_text("到位资金由 30,150 万元改为 31,260 万元")


def test_escape_leaves_everything_as_it_was(sit: Sit) -> None:
    desk = ledger(sit("chenshining"))
    cell = desk.cell("锂电铜箔扩建", "money_in_place")
    cell.click()
    desk.page.keyboard.type("1")
    desk.page.keyboard.press("Escape")
    expect(cell).to_be_focused()
    expect(cell).to_have_text("16,900")
    expect(desk.page.locator(".cell-edit")).to_have_count(0)


def test_what_is_refused_says_why_at_its_cell_and_keeps_the_text(sit: Sit) -> None:
    desk = ledger(sit("chenshining"))
    cell = desk.cell("抗体原料药", "money_in_place")
    cell.click()
    desk.page.keyboard.type("abc")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".grid-say")).to_contain_text("你填的“abc”还在")
    desk.page.keyboard.press("ArrowUp")
    expect(desk.page.locator(".grid-pop .pop-no")).to_contain_text("“abc”不是金额")
    desk.is_clean()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".cell-edit")).to_have_value("abc")
    desk.page.keyboard.press("Escape")
    expect(cell).to_have_text("13,200")


def test_a_sum_that_does_not_add_up_is_mended_in_the_same_step(sit: Sit) -> None:
    desk = ledger(sit("chenshining"))
    cell = desk.cell("电子级氢氟酸", "investment_fixed")
    cell.click()
    desk.page.keyboard.type("49000")
    mend = desk.page.get_by_role("button", name="流动资金改为")
    expect(desk.page.locator(".grid-pop")).to_contain_text("多 200 万元")
    mend.click()
    desk.page.keyboard.press("Enter")
    expect(cell).to_have_text("49,000")
    desk.open(desk.project("电子级氢氟酸"))
    expect(desk.page.locator(".bars")).to_contain_text("49,000 / 62,000")
    expect(desk.page.locator(".feed-entry").first).to_contain_text("流动资金由")
