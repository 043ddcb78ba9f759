"""On a trip, on a phone: a visit with what it found and who follows up is recorded within one minute.

A minute is modelled, not timed: taps and characters of the journey are counted, and each is given the time that people
need. A tap is a mental act of 1.35 s (Card, Moran, Newell 1983, the keystroke-level model) and a touch of 1.1 s; a
Chinese character on a phone 1.1 s (55 a minute, a slow hand); a page on a slow line 1.5 s.
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, expect

from tests.e2e.desk import Desk, Sit

TAP, CHARACTER, PAGE = 1.35 + 1.1, 1.1, 1.5
MINUTE = 60
PROJECT = "精密减速器智能工厂"


@dataclass
class Hand:
    """The officer's thumb: what it did so far."""

    desk: Desk
    taps: int = 0
    characters: int = 0
    pages: int = 0

    def tap(self, what: Locator, *, opens: bool = False) -> None:
        what.click()
        self.taps += 1
        self.pages += opens

    def write(self, field: Locator, words: str) -> None:
        self.tap(field)
        field.fill(words)
        self.characters += len(words)

    @property
    def seconds(self) -> float:
        return self.taps * TAP + self.characters * CHARACTER + self.pages * PAGE


def record(hand: Hand) -> None:
    """The one form: three short texts, one finding, one follow-up."""
    page = hand.desk.page
    hand.write(page.get_by_label("谈了什么"), "看了二期用地，谈到供电")
    hand.tap(page.get_by_label("需求", exact=True).first)
    hand.write(page.locator("input[name=finding_need]"), "2 万千伏安")
    hand.write(page.get_by_label("要做什么").first, "发红线图")
    hand.tap(page.get_by_role("button", name="记下这次走访"), opens=True)
    page.wait_for_url("**/meetings/visits/*-*-*/")


def test_a_visit_takes_a_minute_from_my_work(sit: Sit, capsys) -> None:
    hand = Hand(sit("chenshining", phone=True))
    page, desk = hand.desk.page, hand.desk
    hand.tap(page.get_by_role("navigation", name="去处（手机）").locator("summary"))
    hand.tap(page.get_by_role("link", name="活动与走访").locator("visible=true").last, opens=True)
    hand.tap(page.get_by_role("link", name="记走访").first, opens=True)
    desk.is_clean()
    hand.tap(page.locator("a.work").first, opens=True)
    desk.is_clean()
    record(hand)
    expect(page.get_by_role("status").first).to_contain_text("走访已记下")
    for words in ("看了二期用地", "需求", "2 万千伏安", "发红线图"):
        expect(page.locator("main")).to_contain_text(words)
    desk.is_clean()
    with capsys.disabled():
        print(f"\na visit on a phone: {hand.taps} taps, {hand.characters} characters, {hand.pages} pages, "
              f"{hand.seconds:.0f} s as modelled")  # fmt: skip
    assert hand.seconds <= MINUTE
    desk.open("/")
    expect(page.locator("main")).to_contain_text("发红线图")


def test_from_the_list_of_ones_own_and_without_scripts(sit: Sit, capsys) -> None:
    desk = sit("chenshining", phone=True, scripts=False)
    hand = Hand(desk)
    desk.open("/meetings/visits/")
    hand.tap(desk.page.get_by_role("link", name="记走访").first, opens=True)
    own = desk.page.locator("a.work").first
    name = own.locator("b").inner_text()
    hand.tap(own, opens=True)
    hand.write(desk.page.get_by_label("谈了什么"), "电话谈了进度")
    hand.tap(desk.page.get_by_label("电话或视频"))
    hand.tap(desk.page.get_by_role("button", name="记下这次走访"), opens=True)
    expect(desk.page.locator("h1")).to_have_text(name)
    with capsys.disabled():
        print(f"\nwithout scripts: {hand.taps} taps, {hand.characters} characters, {hand.seconds:.0f} s as modelled")
    assert hand.seconds <= MINUTE


def test_what_was_typed_is_kept_when_something_is_wrong(sit: Sit) -> None:
    desk = sit("chenshining", phone=True)
    desk.open(desk.project(PROJECT))
    desk.page.locator("#panel-meetings").get_by_role("link", name="记走访").click()
    desk.page.get_by_label("谈了什么").fill("谈了地价")
    desk.page.get_by_label("条件", exact=True).first.check()
    desk.page.get_by_role("button", name="记下这次走访").click()
    expect(desk.page.locator(".finding .field-error")).to_contain_text("要写明是什么")
    expect(desk.page.get_by_label("谈了什么")).to_have_value("谈了地价")
    desk.is_clean()


def test_the_lists_and_an_event_stand_on_a_phone(sit: Sit) -> None:
    desk = sit("chenshining", phone=True)
    for path in ("visits", "follow-ups", "events", "events/new", "introducers", "introducers/new"):
        assert desk.open(f"/meetings/{path}/").status == 200
        desk.is_clean()
    desk.open("/meetings/events/new/")
    desk.page.get_by_label("集中签约").check()
    desk.page.get_by_label("名称").fill("示例集中签约")
    desk.page.get_by_role("button", name="登记活动").click()
    desk.page.get_by_label("项目，一行一个").fill(f"{PROJECT} 1.06亿元")
    desk.page.get_by_label("推介洽谈").check()
    desk.page.get_by_role("button", name="列入活动").click()
    expect(desk.page.locator("h1")).to_have_text("示例集中签约")
    expect(desk.page.locator("#lines")).to_contain_text(PROJECT)
    desk.is_clean()
