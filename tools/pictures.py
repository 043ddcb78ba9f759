"""Pictures of the main pages, wide and on a phone, in Chinese and in English: docs/pictures/*.png.

    python tools/pictures.py [--to DIR] [--at ADDRESS PASSWORD]

Without `--at` a fresh house is opened on the samples; with it the house given is used, and written to: a workbook is
brought for the page that checks an import (nothing of it is published), and the language of the officer is changed.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

import openpyxl
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.desk import PHONE, WIDE, Desk, chromium  # noqa: E402
from tests.e2e.house import House, opened  # noqa: E402
from tests.e2e.test_english import speak_english  # noqa: E402
from tests.e2e.test_importing import bring  # noqa: E402
from tools.small_png import photograph  # noqa: E402

LOGIN, PROJECT = "chenshining", "精密减速器智能工厂"
HEADS = ("序号", "项目名称", "企业名称", "统一社会信用代码", "总投资（亿元）", "到位资金", "投产时限", "牵头部门")
ROWS: tuple[tuple[object, ...], ...] = (
    (1, PROJECT, "澄沅精传（示例）有限公司", "91990001MA0AK1D6XL", 5.8, 17460, "2027-06-30", "招商一局"),
    (2, "储能变流器一期", "朗汇电力（示例）有限公司", None, 7.4, 23150, "2027-10-30", "招商1局"),
    (3, "功率模块封装测试", "芯沚半导体（示例）有限公司", None, 8.8, 30150, "2027-10-29", "招商一局"),
    (4, "车规级线束总装", "南湾线束（示例）有限公司", None, 2.12, None, "2027.2.30", "招商二局"),
    (5, "示例气凝胶板", "示凝新材（示例）有限公司", "91990001MA0AGEK41", 1.52, None, "2027-05-14", "招商三局"),
    (6, "示例墙体板材", "示垒建材（示例）有限公司", None, 10600, None, "2027-03-12", "北片区办"),
    (7, "竹基复合材料", "青筠材料（示例）有限公司", None, 1.15, 7900, "2026年底前", "招商三局"),
    (8, "示例冷链车厢", "示冷车辆（示例）有限公司", None, 0.86, None, None, "招商二局"),
)


PLACES = {
    "leads": "/leads/", "board": "/board/", "funnel": "/board/funnel/", "figures": "/figures/",
    "vouchers": "/vouchers/", "events": "/meetings/events/", "agreements": "/agreements/", "suspicions": "/suspicions/",
}  # fmt: skip

LED_TO = {
    "lead": ("/leads/?view=all", r"^/leads/[0-9a-f-]{36}/$"),
    "agreement": ("/agreements/", r"^/agreements/[0-9a-f-]{36}/$"),
    "event": ("/meetings/events/", r"^/meetings/events/[0-9a-f-]{36}/$"),
    "pair": ("/suspicions/", r"^/suspicions/[0-9a-f-]{36}/$"),
    "visit-form": ("/meetings/visits/new/", r"^/meetings/visits/new/"),
}
"""Pages of one thing: the first that a list leads to."""


def workbook(path: Path) -> Path:
    """An office's ledger with rows that are new, changed, unchanged and refused."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "重点"
    for row in (["招商项目台账（示例数据，均为虚构）"], ["单位：万元"], list(HEADS), *map(list, ROWS)):
        sheet.append(row)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADS))
    book.save(path)
    return path


def addresses(desk: Desk, folder: Path) -> dict[str, str]:
    bring(desk, workbook(folder / "招商项目台账（11月最新）.xlsx"))
    check = desk.page.url
    found = {"my-work": "/", "ledger": "/projects/?view=all", "project": desk.project(PROJECT), "import": check}
    return {**found, **PLACES, **{name: led_to(desk, *where) for name, where in LED_TO.items()}}


def led_to(desk: Desk, listing: str, pattern: str) -> str:
    desk.open(listing)
    links = desk.page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href') || '')")
    return next(link for link in links if re.search(pattern, link))


def take(house: House, to: Path, folder: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, chromium(playwright) as browser:
        desk = Desk.at(browser, house).sign_in(LOGIN)
        desk.page.wait_for_url("/")
        pages = addresses(desk, folder)
        for language in ("", "-en"):
            if language:
                desk.open("/")
                speak_english(desk)
            for name, address in pages.items():
                for width, size in (("", WIDE), ("-phone", PHONE)):
                    desk.page.set_viewport_size(size)
                    desk.open(address)
                    path = to / f"{name}{language}{width}.png"
                    print(f"{path.name}: {photograph(desk.page, path):,} bytes")
                desk.page.set_viewport_size(WIDE)


def main() -> None:
    parser = argparse.ArgumentParser(description="Pictures of the main pages.")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--at", nargs=2, metavar=("ADDRESS", "PASSWORD"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.at:
            take(House(given.at[0].rstrip("/"), given.at[1], ()), given.to, folder)
            return
        with opened(folder) as house:
            take(house, given.to, folder)


if __name__ == "__main__":
    main()
