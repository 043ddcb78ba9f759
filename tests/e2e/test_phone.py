"""On a phone: what is missing stands in the first screen of a project and can be filled there."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.e2e.desk import PHONE, Sit

PROJECT = "储能变流器一期"
FOOT = 60 + 76
"""Pixels that the places and the next step take at the foot."""


def in_first_screen(part: Locator) -> bool:
    box = part.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + box["height"] <= PHONE["height"] - FOOT


def test_my_work_leads_to_what_is_missing_and_there_it_is_filled_in(sit: Sit) -> None:
    desk = sit("chenshining", phone=True)
    desk.page.get_by_role("link", name=f"补 2 项：{PROJECT}").first.click()
    expect(desk.page.locator("h1")).to_have_text(PROJECT)
    for label in ("联系领导", "承诺投产"):
        assert in_first_screen(desk.page.locator(".needs tr", has_text=label)), label
    desk.is_clean()
    desk.page.locator(".needs tr", has_text="承诺投产").get_by_role("link", name="去填").click()
    field = desk.page.get_by_label("承诺投产")
    expect(field).to_be_in_viewport()
    field.fill("2027-10")
    desk.page.get_by_label("联系领导", exact=True).select_option(label="周示安（管委会）")
    desk.page.get_by_role("button", name="写入改动").click()
    expect(desk.page.locator(".strip")).to_contain_text("2027-10")
    expect(desk.page.get_by_role("heading", name="这个阶段该有的资料")).to_have_count(0)
    desk.is_clean()


def test_the_ledger_is_a_list_and_more_opens_the_other_places(sit: Sit) -> None:
    desk = sit("chenshining", phone=True)
    desk.page.get_by_role("navigation", name="去处（手机）").get_by_role("link", name="台账").click()
    expect(desk.page.get_by_role("gridcell", name="计划投资").first).to_be_visible()
    desk.is_clean()
    more = desk.page.get_by_role("navigation", name="去处（手机）").locator("summary")
    more.click()
    expect(desk.page.get_by_role("link", name="导入").locator("visible=true").last).to_be_visible()
    desk.is_clean()


def test_something_that_happened_is_noted_at_the_site(sit: Sit) -> None:
    desk = sit("chenshining", phone=True)
    desk.open(desk.project("精密减速器智能工厂"))
    desk.page.get_by_role("link", name="记一件事").click()
    desk.page.get_by_label("什么事").fill("供电公司到现场看了专线路径")
    desk.page.get_by_role("button", name="记下这件事").click()
    desk.page.wait_for_url("**/projects/*-*/")
    expect(desk.page.locator(".feed-entry").first).to_contain_text("供电公司到现场看了专线路径")
    expect(desk.page.get_by_role("status").first).to_contain_text("已记下")
