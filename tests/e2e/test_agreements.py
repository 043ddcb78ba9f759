"""An agreement from its first version to evidence: the rules flag a clause, a second version is without it; a reader
flags another, which stops approval until the review of fair competition is attached; both sides' commitments run from
the signing, one is kept with evidence, and the audit pack has all of it. axe on every page, wide; one look on a phone.
"""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

from playwright.sync_api import Locator, expect

from tests.e2e.desk import PHONE, Desk, Sit

OFFICER, LEADER, SUPERVISOR = "chenshining", "zhoushian", "yanshizheng"
PROJECT = "基因检测试剂"
FIRST = """第一条 乙方在园区投资建设基因检测试剂生产项目，总投资以备案为准。
第二条 甲方于合同签订后三个月内交付标准厂房六千平方米。
第三条 乙方年纳税额超过一千万元的，甲方按其地方留存部分的百分之三十给予奖励。
"""
SELECTIVE = "甲方优先向乙方推荐的供应商提供同类厂房"
SECOND = f"{FIRST.rpartition('第三条')[0]}第三条 {SELECTIVE}。\n"
PACK = {
    "evidence.xlsx", "manifest.json", "files/001-公平竞争审查表.pdf", "files/002-厂房移交单.pdf",
    f"texts/01-{PROJECT}投资协议-v1.txt", f"texts/01-{PROJECT}投资协议-v2.txt",
}  # fmt: skip
"""What an auditor finds in the pack: the tables, the sums of the files, the files, each version of the text."""


def follow(desk: Desk, name: str) -> None:
    """The link of that name, in the page or its head; the page behind it has no fault."""
    desk.page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    desk.page.wait_for_load_state()
    desk.is_clean()


def send(desk: Desk, leads_to: str, **typed: str) -> None:
    for label, text in typed.items():
        desk.page.get_by_label(label, exact=True).fill(text)
    desk.page.locator("main form .btn-primary").click()
    desk.page.wait_for_url(leads_to)
    desk.is_clean()


def bring(desk: Desk, name: str) -> None:
    scan = {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + uuid4().hex.encode()}
    desk.page.get_by_label("传一份文件").set_input_files(scan)  # type: ignore[arg-type]


def section(desk: Desk, key: str) -> Locator:
    return desk.page.locator(f"#{key}")


def draft(desk: Desk) -> str:
    """Two versions: the rules flag the clause of the first, the second is without it, and shows what changed."""
    desk.open(desk.project(PROJECT))
    follow(desk, "起草协议")
    desk.page.get_by_label("协议文本").fill(FIRST)
    send(desk, "**/agreements/*-*/")
    agreement = desk.page.url
    expect(section(desk, "passages")).to_contain_text("与税收挂钩")
    follow(desk, "写入新的一版")
    send(desk, agreement, 协议文本=SECOND)
    expect(section(desk, "passages")).not_to_contain_text("待审查")
    expect(section(desk, "versions").get_by_role("link")).to_have_count(2)
    follow(desk, "第 2 版")
    expect(desk.page.locator("main")).to_contain_text("和第 1 版比改了什么")
    desk.open(agreement)
    return agreement


def promise(desk: Desk, agreement: str) -> None:
    """One obligation of each side, measurable, with a day; the form says in place what is missing."""
    follow(desk, "写一条承诺")
    desk.page.locator("main form .btn-primary").click()
    desk.is_clean()
    desk.page.get_by_label("园区", exact=True).check()
    desk.page.get_by_label("用什么衡量").select_option(label="园区 · 交付厂房（平方米）")
    send(desk, agreement, 数量="6000", 到哪天为止="2027-01-29", 协议里怎么写的="两个月内交付标准厂房六千平方米")
    follow(desk, "写一条承诺")
    desk.page.get_by_label("企业", exact=True).check()
    desk.page.get_by_label("用什么衡量").select_option(label="企业 · 投产")
    send(desk, agreement, 到哪天为止="2028-03-31", 协议里怎么写的="交付厂房后十四个月内投产")
    expect(section(desk, "commitments").locator("tbody tr")).to_have_count(2)


def submit(desk: Desk, agreement: str) -> None:
    follow(desk, "提交审批")
    send(desk, agreement)


def is_blocked(leader: Desk, agreement: str) -> None:
    """What the rules miss a reader flags; from then on another's approval is refused, and the page says why."""
    leader.open(agreement)
    follow(leader, "标一处")
    leader.page.get_by_label("给特定企业").check()
    send(leader, agreement, 哪一句=SELECTIVE)
    expect(section(leader, "passages")).to_contain_text("待审查")
    follow(leader, "批准第 2 版")
    leader.page.locator("main form .btn-primary").click()
    expect(leader.page.locator(".refusal")).to_contain_text("公平竞争审查")
    leader.is_clean()


def attach_the_review(desk: Desk, agreement: str) -> None:
    desk.open(agreement)
    follow(desk, "挂公平竞争审查记录")
    desk.page.get_by_label("通过", exact=True).check()
    bring(desk, "公平竞争审查表.pdf")
    send(desk, agreement, 审查文号="示例公平审〔2026〕12 号", 审查机关="示例市市场监督管理局", 审查日期="2026-11-24")
    expect(section(desk, "reviews")).to_contain_text("第 2 版")


def approve(leader: Desk, agreement: str) -> None:
    leader.open(agreement)
    follow(leader, "批准第 2 版")
    send(leader, agreement)
    expect(leader.page.locator("main")).to_contain_text("第 2 版已批准")


def sign(desk: Desk, agreement: str) -> None:
    """From now on the promises run."""
    desk.open(agreement)
    expect(commitment(desk, "交付厂房")).to_contain_text("签订后起算")
    follow(desk, "记签订")
    send(desk, agreement, 合同编号="示例协议-2026-031")
    expect(commitment(desk, "投产")).to_contain_text("履行中")


def commitment(desk: Desk, title: str) -> Locator:
    return section(desk, "commitments").locator("tbody tr", has=desk.page.get_by_text(title, exact=True))


def keep_a_commitment(desk: Desk, checker: Desk, agreement: str) -> None:
    """Reported with its evidence by one, confirmed by another."""
    commitment(desk, "交付厂房").get_by_role("link", name="报告履行").click()
    desk.is_clean()
    desk.page.get_by_label("已履行", exact=True).check()
    bring(desk, "厂房移交单.pdf")
    send(desk, agreement, 凭证编号="示例移交单-2026-018")
    checker.open(agreement)
    commitment(checker, "交付厂房").get_by_role("link", name="认定", exact=True).click()
    checker.is_clean()
    send(checker, agreement)
    desk.open(agreement)
    for words in ("已履行", "示例移交单-2026-018", "严示正"):
        expect(commitment(desk, "交付厂房")).to_contain_text(words)


def audit_pack(desk: Desk) -> set[str]:
    """Names of the files in it."""
    desk.open(desk.project(PROJECT))
    follow(desk, "下载审计证据包")
    with desk.page.expect_download() as taken:
        desk.page.get_by_role("button", name="下载证据包").click()
    assert taken.value.suggested_filename.endswith(".zip")
    with ZipFile(Path(taken.value.path())) as pack:
        assert pack.testzip() is None
        return set(pack.namelist())


def looks_well_on_a_phone(phone: Desk, agreement: str) -> None:
    """What both sides promised can be read without moving the page to the side."""
    for path in (agreement, "/agreements/"):
        phone.open(path)
        phone.is_clean()
    phone.open(agreement)
    for title in ("交付厂房", "投产"):
        box = commitment(phone, title).bounding_box()
        assert box is not None and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]


def test_an_agreement_from_its_first_version_to_evidence(sit: Sit) -> None:
    desk, leader = sit(OFFICER), sit(LEADER)
    agreement = draft(desk)
    promise(desk, agreement)
    submit(desk, agreement)
    is_blocked(leader, agreement)
    attach_the_review(desk, agreement)
    approve(leader, agreement)
    sign(desk, agreement)
    keep_a_commitment(desk, sit(SUPERVISOR), agreement)
    assert audit_pack(desk) == PACK
    looks_well_on_a_phone(sit(OFFICER, phone=True), agreement)
