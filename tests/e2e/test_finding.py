"""Finding by pinyin initials, from anywhere, by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.desk import Desk, Sit


def in_zone(desk: Desk, name: str) -> None:
    """Work in another zone, by the menu at the top."""
    desk.page.locator("header summary").first.click()
    desk.page.get_by_role("button", name=name, exact=True).first.click()
    expect(desk.page.locator("header summary").first).to_contain_text(name)


def test_a_slash_four_letters_and_enter_open_the_project(sit: Sit) -> None:
    desk = sit("chenshining")
    desk.open("/enterprises/")
    desk.page.keyboard.press("/")
    desk.page.keyboard.type("jmjsq")
    hit = desk.page.get_by_role("option", name="精密减速器智能工厂")
    expect(hit).to_be_visible()
    desk.is_clean()
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("h1")).to_have_text("精密减速器智能工厂")


def test_in_the_published_zone_czjkq_finds_the_park(sit: Sit) -> None:
    desk = sit().sign_in("chenshining")  # the zone is chosen for a session: not for that of the other journeys
    desk.page.wait_for_url("/")
    in_zone(desk, "郴州市")
    desk.open("/search/?q=czjkq")
    expect(desk.page.locator(".work-list")).to_contain_text("郴州经开区")
    desk.is_clean()


@pytest.mark.parametrize(("typed", "found"), [("减速器", "精密减速器智能工厂"), ("91990001MA0AK1D6XL", "澄沅精传")])
def test_a_piece_of_a_name_or_a_credit_code_will_do(sit: Sit, typed: str, found: str) -> None:
    desk = sit("chenshining")
    desk.open(f"/search/?q={typed}")
    expect(desk.page.locator(".work-list")).to_contain_text(found)


def test_nothing_found_says_what_one_may_write(sit: Sit) -> None:
    desk = sit("chenshining", phone=True)
    desk.open("/search/?q=没有这个")
    expect(desk.page.locator("main")).to_contain_text("拼音首字母")
    desk.is_clean()
