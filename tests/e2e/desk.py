"""A person at a browser: signed in, on a screen of some width, in a language; what the browser complains of is kept."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, Response

from tests.e2e.house import House

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SOON = 10_000
"""Milliseconds that a page may take on a busy machine."""
AXE = Axe()
SHANGHAI = ZoneInfo("Asia/Shanghai")
_EXPECTED = re.compile(r"the server responded with a status of (403|404|409|422)")


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
    try:
        yield browser
    finally:
        browser.close()


@dataclass(slots=True)
class Desk:
    """`complaints`: script errors, refused resources and error messages of the browser's console."""

    house: House
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, browser: Browser, house: House, *, phone: bool = False, scripts: bool = True) -> Desk:
        context = browser.new_context(
            viewport=PHONE if phone else WIDE, locale="zh-CN", java_script_enabled=scripts, base_url=house.address
        )
        context.set_default_timeout(SOON)
        desk = cls(house, context, context.new_page())
        desk.page.on("pageerror", lambda error: desk.complaints.append(str(error)))
        desk.page.on("console", lambda message: desk._heard(message.type, message.text))
        return desk

    def _heard(self, kind: str, text: str) -> None:
        if kind == "error" and not _EXPECTED.search(text):
            self.complaints.append(text)

    def sign_in(self, login: str, password: str | None = None) -> Desk:
        self.page.goto("/accounts/login/")
        self.page.get_by_label("用户名").fill(login)
        self.page.get_by_label("登录口令").fill(self.house.password if password is None else password)
        self.page.get_by_role("button", name="登录", exact=True).click()
        return self

    def open(self, path: str) -> Response:
        answer = self.page.goto(path)
        assert answer is not None
        return answer

    def project(self, name: str) -> str:
        """The address of a project's page, found as anybody finds it: by its name."""
        answer = self.open(f"/search/?q={name}")
        link = self.page.locator("a.work", has_text=name).first
        assert link.count() == 1, f"{answer.status} {self.page.url}: {self.page.locator('body').inner_text()}"
        return link.get_attribute("href") or ""

    def cell(self, project: str, field_name: str) -> Locator:
        """The cell of the ledger on the screen."""
        columns = self.page.locator("table.grid col").evaluate_all("all => all.map(one => one.dataset.field)")
        at = columns.index(field_name)
        row = self.page.locator("table.grid tbody tr", has=self.page.get_by_role("link", name=project, exact=True))
        return row.locator(f"> :nth-child({at + 1})")

    def is_clean(self) -> None:
        """axe finds nothing, nothing stands out of the page to the side, the browser had nothing to complain of."""
        assert not violations(self.page), "\n".join(violations(self.page))
        wider = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0, f"{wider} px wider than the screen"
        assert not self.complaints, self.complaints

    def text(self) -> str:
        return self.page.locator("main").inner_text()


def today() -> date:
    """The day that the house counts from."""
    return datetime.now(SHANGHAI).date()


def violations(page: Page) -> list[str]:
    """Each as rule and the elements it is about."""
    found: list[dict[str, Any]] = AXE.run(page).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']][:4]} {one['help']}" for one in found]


Sit = Callable[..., Desk]
