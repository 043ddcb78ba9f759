"""A bundle found and judged: two projects of one address come to a reviewer, who looks at both sides and says so."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.desk import Desk, Sit
from tests.e2e.test_english import speak_english, untranslated

OFFICER, REVIEWER = "chenshining", "yanshizheng"
ONE, OTHER = "精密减速器智能工厂", "钨基硬质刀具扩建"
SAME = "是同一个项目，保留"


def to_the_pair(desk: Desk) -> None:
    """By keyboard from the desk: j to the pair, Enter opens it."""
    desk.open("/suspicions/?kind=address")
    item = desk.page.locator("a.work", has_text=OTHER)
    expect(item).to_contain_text(ONE)
    for _ in range(desk.page.locator("a.work").count()):
        desk.page.keyboard.press("j")
        if item.evaluate("one => one === document.activeElement"):
            break
    expect(item).to_be_focused()
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/suspicions/*-*/")


def test_a_bundle_is_found_and_judged(sit: Sit) -> None:
    desk = sit(REVIEWER)
    expect(desk.page.locator("main")).to_contain_text("由没有经手过的人判断")  # it waits at my work
    desk.open("/suspicions/")
    desk.is_clean()
    to_the_pair(desk)
    page = desk.page
    expect(page.locator("h1")).to_contain_text("可能是同一个项目")
    address = page.locator(".sides tr", has_text="建设地址")
    expect(address).to_contain_text("≈ 相近")
    desk.is_clean()
    page.keyboard.press("r")
    expect(page.get_by_label("不是同一个项目，都照常计数")).to_be_checked()
    expect(page.get_by_label("理由")).to_be_focused()
    page.get_by_role("button", name="写入判断").click()
    expect(page.locator(".refusal")).to_contain_text("要写明理由")
    desk.is_clean()
    page.locator("h1").click()
    page.keyboard.press("a")
    expect(page.locator("#judge input[value=a]")).to_be_checked()
    page.keyboard.press("a")
    expect(page.locator("#judge input[value=b]")).to_be_checked()
    page.get_by_role("button", name="写入判断").click()
    expect(page.locator("main")).to_contain_text("下一步：另一个不再计数")
    expect(page.locator(".feed")).to_contain_text("判为「同一个项目」")
    desk.is_clean()

    _taken_back(desk, sit(OFFICER))


def _taken_back(desk: Desk, officer: Desk) -> None:
    """Judged wrongly it is taken back; and it is another's matter than his who had a hand in the two."""
    desk.page.get_by_role("link", name="撤回判断").click()
    desk.is_clean()
    desk.page.get_by_label("为什么撤回").fill("两个车间，各有备案证")
    desk.page.get_by_role("button", name="撤回判断，重新复核").click()
    expect(desk.page.locator(".record-title")).to_contain_text("等判断")
    officer.open(desk.page.url)
    expect(officer.page.locator(".refusal")).to_contain_text("请没有经手过这两个项目的人判断")
    expect(officer.page.locator("#judge")).to_have_count(0)
    officer.is_clean()


def test_on_a_phone_the_sides_stand_one_under_the_other(sit: Sit) -> None:
    desk = sit(REVIEWER, phone=True)
    desk.open("/suspicions/")
    desk.is_clean()
    desk.page.locator("a.work", has_text="伺服电机扩能").first.click()
    left, right = (desk.page.locator(".papers-sides > div").nth(n).bounding_box() for n in (0, 1))
    assert left is not None and right is not None and right["y"] > left["y"]
    desk.is_clean()


def test_without_scripts_it_is_read_and_judged(sit: Sit) -> None:
    desk = sit(REVIEWER, scripts=False)
    desk.open("/suspicions/")
    desk.page.locator("a.work", has_text="新型墙体板材").first.click()
    desk.page.get_by_label("不是同一个项目，都照常计数").check()
    desk.page.get_by_label("理由").fill("分属两个车间，各有备案证")
    desk.page.get_by_role("button", name="写入判断").click()
    expect(desk.page.locator(".record-title")).to_contain_text("不是同一个")


def test_in_english(sit: Sit) -> None:
    """Another reviewer: the choice is kept with the account."""
    desk = speak_english(sit("lushishu"))
    desk.open("/suspicions/")
    expect(desk.page.locator("h1")).to_have_text("Possible duplicates")
    assert list(untranslated(desk)) == []
    desk.page.locator("a.work", has_text="气凝胶隔热毡").first.click()
    desk.page.locator("#judge input[value=different]").check()
    desk.page.locator("#judge textarea").fill("two workshops, each with its own filing")
    desk.page.locator("#judge button").click()
    for words in ("The facts of both", "Same site address", "Judged", "Take the judgement back"):
        expect(desk.page.locator("main")).to_contain_text(words)
    desk.is_clean()
