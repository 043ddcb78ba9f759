"""In English: no Chinese but data."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.e2e.desk import Desk, Sit

CHINESE = re.compile(r"[\u3400-\u9fff]")
PATHS = ("/", "/projects/?view=all", "/projects/new/", "/enterprises/", "/import/", "/calendar/", "/me/",
         "/board/", "/board/funnel/")  # fmt: skip
DATA = (
    ".bcard h3, .bfirm, .bfoot span, "
    "td, tbody th, option, input, textarea, dd, .feed-entry p, .feed-by, .work, .work-first, .record-title, .lead, "
    ".crumbs, summary, .menu-item[name=zone], .foot-places h2, .cal-why, .cal-list, label:has(input[name=park])"
)
"""Where what people entered is shown: names, notes, units, titles of notices."""
TYPED = re.compile("3600万美元|1.06亿元")
"""Samples of what one may type into a cell stay as one types them."""


def speak_english(desk: Desk) -> Desk:
    desk.page.locator("header summary").last.click()
    desk.page.locator("header button[lang=en]").click()
    desk.page.wait_for_load_state()
    return desk


def untranslated(desk: Desk) -> Iterator[str]:
    """Texts with Chinese in them outside data."""
    texts = desk.page.evaluate(
        """data => Array.from(document.querySelectorAll('main *, nav *, header *'))
            .filter(e => !e.closest(data) && !e.closest('[lang]:not(html)') && !e.closest('.top > span.menu'))
            .flatMap(e => Array.from(e.childNodes).filter(n => n.nodeType === 3).map(n => n.textContent.trim()))""",
        DATA,
    )
    yield from (text for text in texts if CHINESE.search(TYPED.sub("", text)))


@pytest.fixture
def english(sit: Sit) -> Iterator[Desk]:
    """Another officer of the same unit; the choice is kept with the account, so it is taken back."""
    desk = speak_english(sit("songshihe"))
    yield desk
    desk.open("/")
    desk.page.locator("header summary").last.click()
    desk.page.locator("header button[lang=zh-hans], header button[lang=zh-Hans]").click()


def test_the_main_pages_have_no_chinese_but_data(english: Desk) -> None:
    for path in PATHS:
        english.open(path)
        assert list(untranslated(english)) == [], path


def test_a_project_and_its_edit_form(english: Desk) -> None:
    page = english.project("精密减速器智能工厂")
    for path in (page, f"{page}edit/", f"{page}stage/"):
        english.open(path)
        assert list(untranslated(english)) == [], path
        english.is_clean()


def test_sums_and_days_are_written_as_english_people_do(english: Desk) -> None:
    english.open(english.project("精密减速器智能工厂"))
    assert "CNY 580 million" in english.page.locator(".strip").inner_text()
    english.open("/projects/?view=all")
    english.is_clean()
