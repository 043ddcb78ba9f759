"""A ceremony with twelve projects: listed with their announced sums, their sums on site written, one that lacks its
contract left out in front of the hall and signed the day after; every figure of the event opens to its rows, and only
what a second person confirmed counts. axe on every page.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.desk import Desk, Sit, today
from tests.e2e.twelve import NAMES, Line, bring_contract, name_of, planned, talks_ready_to_sign

OFFICER, SCREENER = "chenshining", "zhoushian"
EVENT = "示例园区集中签约（十二个项目）"
LATE = name_of(NAMES[-1])
HELD = today() - timedelta(1)


@pytest.fixture
def projects(sit: Sit) -> list[str]:
    """Their ids; the last lacks its contract."""
    return talks_ready_to_sign(sit(OFFICER), sit)


def register_the_event(desk: Desk) -> str:
    desk.open("/meetings/events/new/")
    desk.is_clean()
    desk.page.get_by_label("集中签约").check()
    desk.page.get_by_label("名称").fill(EVENT)
    desk.page.get_by_label("哪天").first.fill(HELD.isoformat())
    desk.page.get_by_label("地点").fill("管委会一楼大厅")
    desk.page.get_by_role("button", name="登记活动").click()
    desk.page.wait_for_url("**/projects/")
    desk.is_clean()
    return desk.page.url.removesuffix("projects/")


def list_the_twelve(desk: Desk, event: str) -> None:
    """Pasted as they stand in the programme, numbered, each with what will be announced: a tenth above the plan."""
    lines = (f"{at + 1}. {name_of(one)} {planned(at) * 11 // 10}万元" for at, one in enumerate(NAMES))
    desk.page.get_by_label("项目，一行一个").fill("\n".join(lines))
    desk.page.get_by_role("button", name="列入活动").click()
    desk.page.wait_for_url(event)
    expect(desk.page.locator("#lines tbody tr")).to_have_count(len(NAMES))
    desk.is_clean()


def row(desk: Desk, name: str) -> Locator:
    return desk.page.locator("#lines tbody tr", has=desk.page.get_by_role("link", name=name, exact=True))


def write_what_is_signed(desk: Desk, event: str) -> None:
    """The sum of the contract, line by line; it is less than what was announced."""
    for at, one in enumerate(NAMES):
        row(desk, name_of(one)).get_by_role("link", name="改", exact=True).click()
        if at == 0:
            desk.is_clean()
        desk.page.get_by_label("现场签约", exact=True).last.fill(str(planned(at)))
        desk.page.get_by_role("button", name="写入改动").click()
        desk.page.wait_for_url(event)
    expect(row(desk, name_of(NAMES[0]))).to_contain_text("1.1 亿元")


def sign_on_site(desk: Desk, event: str) -> None:
    """All or none: the one without a contract is named and left out, the eleven are signed together."""
    desk.page.locator("main").get_by_role("link", name="现场签约", exact=True).click()
    desk.is_clean()
    button = desk.page.locator("main form .btn-primary")
    button.click()
    expect(desk.page.locator(".refusal")).to_contain_text("1 个项目还缺要件")
    expect(desk.page.locator(".ceremony-line", has_text=LATE)).to_contain_text("缺合同扫描件")
    expect(desk.page.get_by_label(LATE)).not_to_be_checked()
    desk.is_clean()
    button.click()
    desk.page.wait_for_url(f"{event}**")
    expect(row(desk, name_of(NAMES[0]))).to_contain_text("首次签约")
    expect(row(desk, LATE)).to_contain_text("在谈")
    desk.is_clean()


def confirm_all(screener: Desk, event: str) -> None:
    """One by one, from the list of those that wait: nothing counts before."""
    for one in NAMES[:-1]:
        screener.open("/figures/signings/?state=reported")
        screener.page.locator("main table tbody tr", has_text=name_of(one)).get_by_role("link").first.click()
        screener.page.get_by_role("link", name="甄别", exact=True).click()
        screener.page.get_by_label("属实，按登记的性质计数").check()
        screener.page.locator("main form .btn-primary").click()
        screener.page.wait_for_url("**/figures/signings/*-*/")
    screener.open(event)
    screener.is_clean()


def sign_the_last_one_later(desk: Desk, project: str) -> None:
    """A day after the ceremony, when its contract is there: it is no signing of this event."""
    bring_contract(Line(desk), project)
    desk.open(f"/figures/signings/new/{project}/")
    desk.page.get_by_label("哪天签的", exact=True).fill(today().isoformat())
    desk.page.locator("main form .btn-primary").click()
    desk.page.wait_for_url("**/figures/signings/*-*/")


def figure(desk: Desk, label: str) -> Locator:
    return desk.page.locator(".figure", has=desk.page.get_by_text(label, exact=True)).locator("a")


def opens_to(desk: Desk, event: str, label: str, says: str, rows: int) -> None:
    desk.open(event)
    expect(figure(desk, label)).to_have_text(says)
    figure(desk, label).click()
    expect(desk.page.locator("#lines tbody tr")).to_have_count(rows)
    desk.is_clean()


def test_a_ceremony_with_twelve_projects(sit: Sit, projects: list[str]) -> None:
    desk = sit(OFFICER)
    event = register_the_event(desk)
    list_the_twelve(desk, event)
    write_what_is_signed(desk, event)
    sign_on_site(desk, event)
    opens_to(desk, event, "计在这个活动", "0", 0)
    confirm_all(sit(SCREENER), event)
    sign_the_last_one_later(desk, projects[-1])
    opens_to(desk, event, "对外公布", "23.96 亿元", 12)
    opens_to(desk, event, "计在这个活动", "11", 11)
    opens_to(desk, event, "会后签约", "1", 1)
    phone = sit(OFFICER, phone=True)
    opens_to(phone, event, "计入的签约额", "19.25 亿元", 11)
