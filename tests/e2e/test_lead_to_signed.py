"""From the first call to a counted signing, on a phone: a lead is entered, judged, answered, and becomes a project; its
papers are brought, its review is held by others on their own screens, it is moved to signed, and the signing counts
once a second person has confirmed it. axe on every page.
"""

from __future__ import annotations

from uuid import uuid4

from playwright.sync_api import Locator, expect

from tests.e2e.desk import Desk, Sit

NAME, FIRM = "海上风电叶片模具", "示例海风模具有限公司"
OFFICER, SCREENER = "chenshining", "zhoushian"
MEMBERS = {"renshitu": "任示图（自然资源局）", "chishiqing": "池示清（生态环境局）", "heshizhu": "贺示筑（建设局）"}
SEND = "main form .btn-primary"


def follow(desk: Desk, name: str) -> None:
    """The link of that name on the page; the page behind it has no fault."""
    desk.page.locator("main").get_by_role("link", name=name, exact=True).first.click()
    desk.page.wait_for_load_state()
    desk.is_clean()


def send(desk: Desk, leads_to: str, **typed: str) -> None:
    """Fill what is asked, by its label, and press the one button of the form."""
    for label, text in typed.items():
        desk.page.get_by_label(label, exact=True).fill(text)
    desk.page.locator(SEND).click()
    desk.page.wait_for_url(leads_to)
    desk.is_clean()


def to_place(desk: Desk, name: str) -> None:
    """As a thumb goes there: More at the foot, then the place."""
    foot = desk.page.get_by_role("navigation", name="去处（手机）")
    foot.locator("summary").click()
    desk.page.get_by_role("link", name=name, exact=True).locator("visible=true").last.click()
    desk.page.wait_for_load_state()
    desk.is_clean()


def register_the_firm(desk: Desk) -> None:
    to_place(desk, "企业名册")
    follow(desk, "登记企业")
    send(desk, "**/enterprises/*-*/", 企业名称=FIRM)


def enter_the_lead(desk: Desk) -> str:
    desk.page.get_by_role("navigation", name="去处（手机）").get_by_role("link", name="线索").click()
    desk.is_clean()
    follow(desk, "登记线索")
    desk.page.get_by_label("来源", exact=True).select_option(label="产业链推荐")
    send(desk, "**/leads/*-*/", 线索名称=NAME, 投资方=FIRM, 计划投资="3.2亿元")
    expect(desk.page.locator("main")).to_contain_text("还剩 1 个工作日")
    return desk.page.url


def judge_and_answer(desk: Desk) -> None:
    """Within the clocks of the pack: a person in one day, a judgement in three, an answer in seven."""
    follow(desk, "明确责任人")
    send(desk, "**/leads/*-*/")
    follow(desk, "作研判")
    desk.page.get_by_label("跟进", exact=True).check()
    send(desk, "**/leads/*-*/", 依据和下一步="主业相符，下周看地")
    follow(desk, "答复推荐方")
    send(desk, "**/leads/*-*/", 怎样答复的="电话答复：跟进")
    expect(desk.page.locator("main").get_by_text("已按期办")).to_have_count(3)


def become_a_project(desk: Desk) -> str:
    follow(desk, "转为项目")
    expect(desk.page.locator("main")).to_contain_text("不用再填")
    desk.page.get_by_label("片区", exact=True).select_option(label="北片区")
    desk.page.get_by_label("联系领导", exact=True).select_option(label="周示安（管委会）")
    send(desk, "**/projects/*-*/", 企业=FIRM)
    expect(desk.page.locator("h1")).to_have_text(NAME)
    return desk.page.url


def is_a_project_once(desk: Desk, lead: str) -> None:
    """Its page leads to the project, and offers no second one."""
    desk.open(lead)
    expect(desk.page.locator("main").get_by_role("link", name="转为项目", exact=True)).to_have_count(0)
    desk.open(f"{lead}become/")
    desk.page.locator(SEND).click()
    expect(desk.page.locator(".refusal")).to_contain_text("线索已成项目，不能再办")
    desk.is_clean()


def need(desk: Desk, label: str) -> Locator:
    return desk.page.locator("table.needs tr", has_text=label)


def ask_for_signed(desk: Desk) -> Locator:
    """On the board, by tapping: the card of the column 在谈, then the stage."""
    desk.open("/board/")
    desk.page.get_by_role("navigation", name="阶段").get_by_role("link", name="在谈").click()
    card = desk.page.locator(".bcard", has=desk.page.get_by_role("link", name=NAME, exact=True))
    card.locator(".bmove").click()
    card.get_by_role("button", name="签约", exact=True).click()
    return card


def is_refused(desk: Desk, project: str) -> None:
    """The board says on the card what is missing; nothing moved."""
    card = ask_for_signed(desk)
    for words in ("缺合同扫描件", "计划投资未拆分固定资产", "准入评审未通过"):
        expect(card.locator(".bask-no")).to_contain_text(words)
    desk.is_clean()
    desk.open(project)


def bring_what_is_missing(desk: Desk, project: str) -> None:
    need(desk, "计划投资，并拆分固定资产").get_by_role("link", name="补拆分").click()
    send(desk, f"{project}**", 固定资产="26000")
    need(desk, "合同或协议扫描件").get_by_role("link", name="补合同").click()
    scan = {"name": "投资合同.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + uuid4().hex.encode()}
    desk.page.get_by_label("文件", exact=True).set_input_files(scan)  # type: ignore[arg-type]
    send(desk, f"{project}**", 签发或签订日期="2026-11-24")
    for label in ("合同或协议扫描件", "计划投资，并拆分固定资产", "投资企业"):
        expect(need(desk, label)).to_contain_text("✓ 已有")


def hold_the_review(desk: Desk, sit: Sit, project: str) -> None:
    """Asked by the officer, spoken to by each member at a desk of his own, closed when all have spoken."""
    need(desk, "准入评审通过").get_by_role("link", name="提交准入评审").click()
    desk.is_clean()
    for label in MEMBERS.values():
        desk.page.get_by_label(label, exact=True).check()
    send(desk, "**/reviews/")
    for login in MEMBERS:
        give_an_opinion(sit(login, phone=login == "heshizhu"), conditional=login == "chishiqing")
    desk.open(project)
    need(desk, "准入评审通过").get_by_role("link").click()
    expect(desk.page.locator("main")).to_contain_text("脱模剂废气收集后排放")
    follow(desk, "写评审结论")
    desk.page.get_by_label("通过", exact=True).check()
    send(desk, "**/reviews/")
    desk.open(project)
    expect(need(desk, "准入评审通过")).to_contain_text("✓ 已有")


def give_an_opinion(member: Desk, *, conditional: bool) -> None:
    member.open("/?all=1")
    member.page.get_by_role("link", name=f"提评审意见：{NAME}").first.click()
    member.is_clean()
    member.page.get_by_label("附条件同意" if conditional else "同意", exact=True).check()
    if conditional:
        member.page.get_by_label("条件或理由").fill("脱模剂废气收集后排放")
    send(member, "**/reviews/")


def move_to_signed(desk: Desk, project: str) -> None:
    """Nothing is missing any more: the same taps move the card."""
    ask_for_signed(desk).get_by_role("button", name="转到『签约』").click()
    expect(desk.page.locator("#board-say")).to_have_text(f"『{NAME}』已转到『签约』")
    desk.page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
    desk.is_clean()
    desk.open(project)
    expect(desk.page.locator(".rail [aria-current=step]")).to_contain_text("签约")


def record_the_signing(desk: Desk) -> str:
    follow(desk, "登记签约")
    desk.page.get_by_label("合同", exact=True).check()
    send(desk, "**/figures/signings/*-*/", 哪天签的="2026-11-24", 签约金额="32000", 合同编号="示例合同-2026-063")
    expect(desk.page.locator("main")).to_contain_text("首次签约")
    expect(desk.page.locator("main")).to_contain_text("确认以前不计数")
    return desk.page.url


def confirm(screener: Desk, signing: str) -> None:
    """By another than who reported it."""
    screener.open(signing)
    follow(screener, "甄别")
    screener.page.get_by_label("属实，按登记的性质计数").check()
    send(screener, signing)


def signed_projects(desk: Desk) -> int:
    """签约项目 of the months so far, as the page of figures says it."""
    desk.open("/figures/")
    desk.is_clean()
    return number(desk.page.locator("a[href*='/rows/signed/']"))


def reached_signed(desk: Desk) -> int:
    """How many projects came as far as signed, as the funnel says it."""
    desk.open("/board/funnel/")
    desk.is_clean()
    row = desk.page.locator("table.funnel").first.locator("tr", has=desk.page.get_by_role("rowheader", name="签约"))
    return number(row.locator("td").first)


def number(shown: Locator) -> int:
    return int(shown.inner_text().replace("个", "").replace(",", ""))


def is_shown(desk: Desk, project: str, signing: str) -> None:
    """The project says what was signed; the count opens to it."""
    desk.open(project)
    expect(desk.page.locator("#panel-signings")).to_contain_text("首次签约")
    expect(desk.page.locator("#panel-signings")).to_contain_text("3.2 亿元")
    desk.is_clean()
    desk.open("/figures/")
    desk.page.locator("a[href*='/rows/signed/']").click()
    desk.is_clean()
    desk.page.locator("main").get_by_role("link", name=NAME, exact=True).click()
    desk.page.wait_for_url(signing)
    expect(desk.page.locator("main")).to_contain_text("示例合同-2026-063")
    desk.is_clean()


def test_a_lead_on_a_phone_becomes_a_signed_project(sit: Sit) -> None:
    desk, screener = sit(OFFICER, phone=True), sit(SCREENER)
    signed, reached = signed_projects(desk), reached_signed(desk)
    register_the_firm(desk)
    lead = enter_the_lead(desk)
    judge_and_answer(desk)
    project = become_a_project(desk)
    is_a_project_once(desk, lead)
    is_refused(desk, project)
    bring_what_is_missing(desk, project)
    hold_the_review(desk, sit, project)
    move_to_signed(desk, project)
    assert reached_signed(desk) == reached + 1
    desk.open(project)
    signing = record_the_signing(desk)
    assert signed_projects(desk) == signed  # reported, not yet confirmed
    confirm(screener, signing)
    assert signed_projects(desk) == signed + 1
    is_shown(desk, project, signing)
