"""The page of figures: a count and a rate open to their rows and from there down to the entries of the book; the first
figure is reached by keyboard; what is not counted is told apart, with the reason. axe on every page, at both widths.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.desk import Desk, Sit

OFFICER = "chenshining"
BOTH = pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])


def figure(desk: Desk, key: str) -> Locator:
    return desk.page.locator(f"table.figures a[href*='/rows/{key}/']")


def open_figure(desk: Desk, key: str) -> str:
    """Answers what the page of figures said; its own page says the same."""
    desk.open("/figures/")
    desk.is_clean()
    said = figure(desk, key).inner_text()
    figure(desk, key).click()
    desk.page.wait_for_url(f"**/rows/{key}/**")
    expect(desk.page.locator(".lead b")).to_have_text(said)
    desk.is_clean()
    return said


def rows(desk: Desk) -> Locator:
    return desk.page.locator("main table tbody tr")


def group(desk: Desk, label: str) -> Locator:
    """One of the groups above the rows: what is counted, and why the others are not."""
    return desk.page.locator(".counts a", has_text=label)


def down_to_the_book(desk: Desk) -> None:
    """The first row is a signing; it says who reported and who screened it, and the entries it is made of."""
    name = rows(desk).first.get_by_role("link").inner_text()
    rows(desk).first.get_by_role("link").click()
    desk.page.wait_for_url("**/figures/signings/*-*/")
    expect(desk.page.locator("h1")).to_contain_text(name)
    expect(desk.page.locator(".feed-entry").first).to_contain_text("甄别")
    expect(desk.page.locator(".feed-entry").last).to_contain_text("登记")
    desk.is_clean()


@BOTH
def test_a_count_opens_to_its_rows_and_down_to_the_entries(sit: Sit, phone: bool) -> None:
    desk = sit(OFFICER, phone=phone)
    said = open_figure(desk, "signed")
    expect(rows(desk)).to_have_count(int(re.sub(r"\D", "", said)))
    down_to_the_book(desk)


@BOTH
def test_a_rate_shows_what_was_divided_and_opens_to_its_rows(sit: Sit, phone: bool) -> None:
    desk = sit(OFFICER, phone=phone)
    open_figure(desk, "performed")
    said = re.search(r"(\d+) 个 ÷ 签约项目 (\d+) 个", desk.text())
    assert said is not None, desk.text()
    part, over = int(said[1]), int(said[2])
    expect(desk.page.locator(".lead b")).to_have_text(f"{part / over:.1%}".replace("%", " %"))
    expect(desk.page.locator("main")).to_contain_text("许昌")  # whose rule it is
    expect(rows(desk)).to_have_count(part)
    down_to_the_book(desk)


def test_what_is_not_counted_stands_in_groups_with_the_reason(sit: Sit) -> None:
    desk = sit(OFFICER)
    open_figure(desk, "signed")
    waiting = group(desk, "还没有甄别")
    count = int(waiting.locator("b").inner_text())
    waiting.click()
    desk.is_clean()
    expect(rows(desk)).to_have_count(count)
    expect(rows(desk).filter(has_text="待甄别")).to_have_count(count)


def test_the_first_figure_is_reached_by_keyboard(sit: Sit) -> None:
    """From the top of the page, by Tab alone; what is focused is seen; Enter opens it."""
    desk = sit(OFFICER)
    desk.open("/figures/")
    first = desk.page.locator("table.figures td a").first
    for _ in range(60):
        desk.page.keyboard.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            break
    expect(first).to_be_focused()
    outline = first.evaluate("one => getComputedStyle(one).outlineStyle + getComputedStyle(one).boxShadow")
    assert outline != "nonenone"
    expect(first).to_be_in_viewport()
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/rows/signed/**")
