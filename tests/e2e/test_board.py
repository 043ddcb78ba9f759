"""The board under the hand, the keyboard and the thumb: a drop refused, mended, done; and without scripts."""

from __future__ import annotations

from uuid import uuid4

from playwright.sync_api import Locator, expect

from tests.e2e.desk import Desk, Sit

BOARD = "/board/?status=normal"
CARRIED, TYPED, TAPPED, PLAIN = "光学镜片镀膜", "碳化硅衬底加工", "气凝胶隔热毡", "生物基可降解膜"
"""Projects started, landed, building and signed that no other journey speaks of."""


def card(desk: Desk, name: str) -> Locator:
    return desk.page.locator(".bcard", has=desk.page.get_by_role("link", name=name, exact=True))


def count(desk: Desk, stage: str) -> int:
    return int(desk.page.locator(f"#column-{stage}").get_attribute("data-count") or -1)


def carry(desk: Desk, name: str, stage: str) -> None:
    """Press on the card's figures, carry it over the column, let go."""
    card(desk, name).scroll_into_view_if_needed()
    mouse, onto = desk.page.mouse, desk.page.locator(f"#column-{stage}").bounding_box()
    held = card(desk, name).locator(".bline b").first.bounding_box()
    assert held is not None and onto is not None
    mouse.move(held["x"] + held["width"] / 2, held["y"] + held["height"] / 2)
    mouse.down()
    mouse.move(onto["x"] + onto["width"] / 2, onto["y"] + onto["height"] / 2, steps=6)
    mouse.up()


def give(desk: Desk, **typed: str) -> None:
    """What the page of a missing document asks for: a scan, and what stands on it."""
    scan = {"name": "扫描件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + uuid4().hex.encode()}
    desk.page.get_by_label("文件", exact=True).set_input_files(scan)  # type: ignore[arg-type]
    for label, text in typed.items():
        desk.page.get_by_label(label).fill(text)
    desk.page.locator("main form .btn-primary").click()
    desk.page.wait_for_url("**/projects/*-*/**")


def is_clean(desk: Desk) -> None:
    """Once what changed has been shown."""
    desk.page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
    desk.is_clean()


def test_a_drop_is_refused_mended_and_done(sit: Sit) -> None:
    desk = sit("chenshining")
    desk.open(BOARD)
    before = count(desk, "started"), count(desk, "building")
    carry(desk, CARRIED, "building")
    said = card(desk, CARRIED).locator(".bask-no")
    expect(said).to_contain_text("不能转到『在建』：2 条原因")
    expect(said).to_contain_text("缺施工许可证")
    expect(desk.page.locator("#column-started").locator(said)).to_be_visible()  # the card is back where it was
    desk.is_clean()
    said.get_by_role("link", name="补许可证").click()
    give(desk, 文号或证号="示例 0117 号", 签发或签订日期="2026-11-06")
    desk.open(f"{desk.page.url.partition('#')[0].replace('/projects/', '/gates/')}documents/delivery/")
    give(desk, 签发或签订日期="2026-11-20")
    desk.open(BOARD)
    carry(desk, CARRIED, "building")
    expect(card(desk, CARRIED).get_by_label("哪天的事")).to_be_visible()
    card(desk, CARRIED).get_by_role("button", name="转到『在建』").click()
    expect(desk.page.locator("#column-building .bcard.is-moved")).to_contain_text(CARRIED)
    expect(desk.page.locator("#board-say")).to_have_text(f"『{CARRIED}』已转到『在建』")
    expect(desk.page.locator("#column-started")).to_have_attribute("data-count", str(before[0] - 1))
    assert count(desk, "building") == before[1] + 1
    is_clean(desk)


def test_by_keyboard_a_card_steps_back_with_its_reason(sit: Sit) -> None:
    desk = sit("chenshining")
    desk.open(BOARD)
    keys, moved = desk.page.keyboard, card(desk, TYPED)
    moved.locator(".bmove").focus()
    keys.press("Enter")
    expect(moved.get_by_role("button", name="开工")).to_be_focused()  # the next one is offered first
    keys.press("Shift+Tab")
    keys.press("Enter")
    expect(moved.locator("textarea")).to_be_focused()
    moved.get_by_role("button", name="转到『签约』").press("Enter")
    expect(moved.locator(".bask-no")).to_contain_text("退回『签约』要写明原因")
    moved.locator("textarea").press("Escape")
    expect(moved.locator(".bmove")).to_be_focused()
    keys.press("Enter")
    moved.get_by_role("button", name="签约").press("Enter")
    moved.locator("textarea").fill("土地手续退回")
    keys.press("Tab")
    keys.press("Enter")
    expect(desk.page.locator("#column-signed .is-moved").get_by_role("link", name=TYPED, exact=True)).to_be_focused()
    expect(desk.page.locator("#column-landed")).not_to_contain_text(TYPED)
    is_clean(desk)


def test_on_a_phone_one_column_at_a_time_and_a_card_is_moved_by_tapping(sit: Sit) -> None:
    desk = sit("chenshining", phone=True)
    desk.open("/board/")
    desk.page.get_by_role("navigation", name="阶段").get_by_role("link", name="在建").click()
    expect(desk.page.locator(".bcol:visible")).to_have_count(1)
    desk.is_clean()
    tapped = card(desk, TAPPED)
    tapped.locator(".bmove").click()
    tapped.get_by_role("button", name="开工").click()
    tapped.locator("textarea").fill("主体还没有动工")
    desk.is_clean()
    tapped.get_by_role("button", name="转到『开工』").click()
    expect(desk.page.locator("#board-say")).to_be_visible()
    expect(desk.page.locator("#column-building")).not_to_contain_text(TAPPED)
    desk.is_clean()


def test_without_scripts_a_card_has_a_page_of_its_own(sit: Sit) -> None:
    desk = sit("chenshining", scripts=False)
    desk.open(BOARD)
    card(desk, PLAIN).get_by_role("link", name="转到").click()
    desk.page.get_by_label("转到", exact=True).select_option("在谈")
    desk.page.get_by_role("button", name="写入阶段").click()
    expect(desk.page.get_by_role("alert")).to_contain_text("退回『在谈』要写明原因")
    desk.page.get_by_label("原因").fill("合同没有盖章")
    desk.page.locator("main form .btn-primary").click()
    expect(desk.page.get_by_role("status").first).to_contain_text(f"『{PLAIN}』已转到『在谈』")
    assert "/board/?status=normal" in desk.page.url
    expect(desk.page.locator("#column-talks")).to_contain_text(PLAIN)


def test_the_funnel_opens_its_rows(sit: Sit) -> None:
    desk = sit("chenshining")
    desk.open("/board/funnel/?by=park")
    expect(desk.page.locator("main")).to_contain_text("停在『")
    desk.is_clean()
    desk.page.locator("table.funnel").first.locator("tbody tr").first.get_by_role("link").first.click()
    expect(desk.page.locator("table.grid tbody tr").first).to_be_visible()
    desk.page.get_by_role("navigation", name="怎么看").get_by_role("link", name="看板").click()
    expect(desk.page.locator(".bcol")).to_have_count(7)
