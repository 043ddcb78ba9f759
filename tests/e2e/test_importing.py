"""Importing a ledger: three bad rows, mended, published, taken back."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e import ledgers
from tests.e2e.desk import Desk, Sit

UPLOAD = re.compile(r"/import/[0-9a-f-]{36}/$")
BAD = {"示例传感器封装": "不是有效日期", "示例气凝胶板": "少 1 位", "示例墙体板材": "亿元"}
NEW = [str(row[1]) for row in ledgers.ROWS]


def bring(desk: Desk, path: Path) -> None:
    """The file through the page, until the check page stands."""
    desk.open("/import/?kind=projects")
    desk.page.set_input_files("input[type=file]", path)
    desk.page.get_by_role("button", name="读这个表").click()
    desk.page.wait_for_url(UPLOAD)
    desk.page.get_by_role("heading", name="写入之前先看").wait_for()


def rejected(page: Page, to: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("下载退回的")).click()
    download.value.save_as(to)
    return to


def publish(page: Page, button: str) -> None:
    page.get_by_role("button", name=re.compile(button)).click()
    page.get_by_role("heading", name="已写入").wait_for()


def undo(desk: Desk, address: str, rows: int) -> None:
    desk.open(address)
    desk.page.get_by_role("link", name="撤销这一批").click()
    desk.is_clean()
    desk.page.get_by_role("button", name=f"撤销这 {rows} 行").click()
    desk.page.get_by_role("heading", name="这一批已撤销").wait_for()


def known(desk: Desk, names: list[str]) -> list[str]:
    """Those of the names that a search finds."""
    desk.open("/projects/?q=示例&view=all")
    return [name for name in names if desk.page.get_by_role("link", name=name, exact=True).count()]


def test_three_bad_rows_are_said_in_their_cells_mended_published_and_taken_back(sit: Sit, tmp_path: Path) -> None:
    desk = sit("chenshining")
    bring(desk, ledgers.with_three_bad_rows(tmp_path / "招商项目台账.xlsx"))
    assert "5 行里 2 行会写入，3 行退回" in desk.page.locator("h1").inner_text()
    for name, why in BAD.items():
        row = desk.page.locator(".import-table tbody tr", has_text=name)
        assert why in row.locator("td.is-bad").inner_text()
    desk.is_clean()
    back = rejected(desk.page, tmp_path / "退回.xlsx")
    publish(desk.page, "新增 2")
    first = desk.page.url
    assert ledgers.mend(back, BACK) == 5  # an office's own ledger comes back whole, with marks
    bring(desk, back)
    publish(desk.page, "新增 3")
    desk.is_clean()
    second = desk.page.url
    assert known(desk, NEW) == NEW
    undo(desk, second, 3)
    undo(desk, first, 2)
    assert known(desk, NEW) == []


BACK = {
    "示例传感器封装": {"承诺投产日期": "2027-02-28"},
    "示例气凝胶板": {"统一社会信用代码": "91990001MA0AGEK41L"},
    "示例墙体板材": {"总投资": "10600万元"},
}


def test_a_doubt_can_be_answered_on_the_spot_and_a_batch_dropped(sit: Sit, tmp_path: Path) -> None:
    desk = sit("chenshining")
    bring(desk, ledgers.with_three_bad_rows(tmp_path / "再来一份.xlsx"))
    desk.page.get_by_role("button", name="10600万元").click()
    desk.page.get_by_role("heading", name="3 行会写入，2 行退回").wait_for()
    bad = desk.page.locator(".import-table tbody tr", has_text="示例传感器封装").locator("td.is-bad")
    bad.locator("summary").click()
    bad.get_by_label("承诺投产").fill("2027-02-28")
    bad.get_by_role("button", name="改成这样").click()
    desk.page.get_by_role("heading", name="4 行会写入，1 行退回").wait_for()
    desk.page.get_by_role("button", name="放弃这一批").click()
    desk.page.wait_for_url("**/import/")
    assert known(desk, NEW) == []


def test_the_template_comes_back_with_the_refused_rows_alone(sit: Sit, tmp_path: Path) -> None:
    desk = sit("chenshining")
    desk.open("/import/?kind=projects")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("link", name=re.compile("下载项目台账模板")).click()
    filled = tmp_path / "模板.xlsx"
    download.value.save_as(filled)
    ledgers.fill(filled, TEMPLATE_ROWS)
    bring(desk, filled)
    assert "3 行里 2 行会写入，1 行退回" in desk.page.locator("h1").inner_text()
    back = rejected(desk.page, tmp_path / "退回.xlsx")
    publish(desk.page, "新增 2")
    first = desk.page.url
    assert ledgers.mend(back, {"示例模板丙": {"承诺投产": "2027-09-30"}}) == 1
    bring(desk, back)
    publish(desk.page, "新增 1")
    undo(desk, desk.page.url, 1)
    undo(desk, first, 2)


TEMPLATE_ROWS = [
    {"项目名称": "示例模板甲", "片区": "北片区", "阶段": "在谈", "计划投资": 8600, "责任单位": "招商一局"},
    {"项目名称": "示例模板乙", "片区": "东片区", "阶段": "签约", "签约日期": "2026-08-20", "计划投资": "1.3亿元"},
    {"项目名称": "示例模板丙", "片区": "南片区", "阶段": "签约", "承诺投产": "2027-09-31"},
]
