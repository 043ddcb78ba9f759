"""Signing in and out."""

from __future__ import annotations

from tests.e2e.desk import Sit


def test_a_wrong_password_is_said_plainly_and_what_was_typed_stays(sit: Sit) -> None:
    desk = sit()
    desk.sign_in("chenshining", "不是这个")
    refusal = desk.page.get_by_role("alert")
    assert "没有登录" in refusal.inner_text()
    assert desk.page.get_by_label("用户名").input_value() == "chenshining"
    desk.is_clean()


def test_the_right_one_leads_to_my_work_and_signing_out_ends_it(sit: Sit) -> None:
    desk = sit().sign_in("chenshining")
    desk.page.wait_for_url("/")
    assert "件在等你" in desk.page.locator("h1").inner_text()
    desk.is_clean()
    desk.page.locator("summary", has_text="陈示宁").click()
    desk.page.get_by_role("button", name="退出").first.click()
    desk.page.wait_for_url("**/accounts/login/**")
    desk.open("/projects/")
    assert "/accounts/login/" in desk.page.url


def test_a_page_asked_for_before_signing_in_opens_after_it(sit: Sit) -> None:
    desk = sit()
    desk.open("/projects/?stage=started")
    desk.page.get_by_label("用户名").fill("chenshining")
    desk.page.get_by_label("登录口令").fill(desk.house.password)
    desk.page.keyboard.press("Enter")
    desk.page.wait_for_url("**/projects/?stage=started")
