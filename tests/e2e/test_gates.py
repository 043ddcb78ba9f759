"""What stands behind a gate, in a browser: what is missing, a review from the question to the conclusion, and leave to
pass that needs the second person. axe on every page, wide and on a phone.
"""

from __future__ import annotations

from uuid import uuid4

from playwright.sync_api import expect

from tests.e2e.desk import Desk, Sit
from tests.e2e.test_pages import clean_at_both_widths

OFFICER, LEADER, OTHER = "chenshining", "mengshixing", "heshiping"
TALK, ASKED = "跨境电商集货仓", "宠物食品智能工厂"


def ready(desk: Desk, name: str) -> str:
    page = desk.project(name)
    desk.open(page)
    return page


def give_scan(desk: Desk, **typed: str) -> None:
    scan = {"name": "扫描件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + uuid4().hex.encode()}
    desk.page.get_by_label("文件", exact=True).set_input_files(scan)  # type: ignore[arg-type]
    for label, text in typed.items():
        desk.page.get_by_label(label).fill(text)
    desk.page.locator("main form .btn-primary").click()


def test_the_page_says_what_is_missing_and_leads_there(sit: Sit) -> None:
    desk = sit(OFFICER)
    page = ready(desk, TALK)
    lacks = desk.page.locator("table.needs tr", has_text="合同或协议扫描件")
    expect(lacks).to_contain_text("☐ 缺")
    lacks.get_by_role("link", name="补合同").click()
    give_scan(desk, 签发或签订日期="2026-11-20")
    desk.page.wait_for_url(f"**{page}")
    expect(desk.page.locator("table.needs tr", has_text="合同或协议扫描件")).to_contain_text("✓ 已有")
    expect(desk.page.locator("#panel-gates")).to_contain_text("投资合同")
    desk.is_clean()


def test_leave_to_pass_needs_the_second_person(sit: Sit) -> None:
    desk = sit(OFFICER)
    page = ready(desk, ASKED)
    desk.page.locator(".card", has=desk.page.get_by_role("heading", name="阶段", exact=True)).get_by_role(
        "link", name="申请放行"
    ).click()
    desk.is_clean()
    desk.page.get_by_label("为什么现在就要转").fill("企业要求月内签约，合同在走印，12 月 5 日前补")
    desk.page.get_by_role("button", name="申请放行").click()
    desk.page.wait_for_url(f"**{page}")
    expect(desk.page.locator("#panel-gates")).to_contain_text("等决定")
    leader = sit(LEADER)
    leader.open("/?all=1")
    leader.page.get_by_role("link", name=f"决定放行：{ASKED}").first.click()
    leader.is_clean()
    leader.page.get_by_label("同意放行").check()
    leader.page.get_by_role("button", name="写入决定").click()
    leader.page.wait_for_url(f"**{page}")
    desk.open(page)
    expect(desk.page.locator("main")).to_contain_text("已同意放行")
    desk.open(f"{page}stage/")
    desk.page.get_by_role("button", name="写入阶段").click()
    desk.page.wait_for_url(f"**{page}")
    expect(desk.page.locator("main")).to_contain_text("放行已用掉")


def test_every_page_around_a_gate(sit: Sit) -> None:
    desk = sit(OFFICER)
    project = ready(desk, TALK).rstrip("/").rsplit("/", 1)[-1]
    for path in ("documents/", "documents/site_photo/", "reviews/", "reviews/new/", "overrides/signed/"):
        clean_at_both_widths(desk, f"/gates/{project}/{path}")
    clean_at_both_widths(desk, f"/projects/{project}/")
    desk.open(f"/projects/{project}/stage/")
    desk.page.get_by_role("button", name="写入阶段").click()
    expect(desk.page.locator(".refusal")).to_contain_text("准入评审未通过")
    desk.is_clean()
