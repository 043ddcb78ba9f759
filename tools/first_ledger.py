"""A first ledger by hand, timed: from the sign-in page to an office's own workbook in the ledger, with pictures.

    python tools/first_ledger.py LEDGER.xlsx [--pictures DIR] [--at ADDRESS PASSWORD]

Without `--at` it opens a fresh house (`southgate up --samples`) and counts that too. Chromium does what a careful
officer does: every doubt is read and answered; what only the file's author can know is left blank.

The time of a step is what the machine took plus what a person would take, which is modelled, not slept: 2 s to find
and press a button, 0.3 s a typed character, 8 s in the dialog of files, 6.7 Chinese characters read a second (400 a
minute, the usual speed of silent reading), 1.5 s to run over a line of a list (a column and where it goes, a new name),
3 s to decide about a doubt. A doubt worded like one that was read before costs a glance: 1.5 s.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.e2e.desk import Desk, chromium  # noqa: E402
from tests.e2e.house import House, opened  # noqa: E402
from tests.e2e.test_importing import bring, publish  # noqa: E402
from tools.small_png import photograph  # noqa: E402

PRESS, CHARACTER, FILE_DIALOG, DECIDE, GLANCE, READ_A_SECOND = 2.0, 0.3, 8.0, 3.0, 1.5, 6.7
LOGIN = "chenshining"
CAREFUL = ("亿元",)
"""Answers that the column itself speaks for: an investment of 0.48 under 万元 is 亿元. All else stays blank."""
_OWN = re.compile(r"“[^”]*”|（[^）]*）|[\d.,/-]+")
"""What differs between two doubts of one kind."""


@dataclass(slots=True)
class Watch:
    """Steps with the seconds of the machine and of the person; a picture after each."""

    folder: Path
    human: float = 0.0
    steps: list[tuple[str, float, float]] = field(default_factory=list)

    @contextmanager
    def step(self, name: str, desk: Desk | None = None) -> Iterator[None]:
        self.human, began = 0.0, time.monotonic()
        yield
        self.steps.append((name, time.monotonic() - began, self.human))
        if desk is not None:
            photograph(desk.page, self.folder / f"first-ledger-{len(self.steps)}.png")

    def press(self, count: int = 1) -> None:
        self.human += PRESS * count

    def read(self, text: str) -> None:
        self.human += len("".join(text.split())) / READ_A_SECOND

    def table(self) -> str:
        lines, total = [f"{'step':<44}{'machine':>9}{'person':>9}{'so far':>9}"], 0.0
        for name, machine, human in self.steps:
            total += machine + human
            lines.append(f"{name:<44}{machine:>8.1f}s{human:>8.1f}s{total:>8.1f}s")
        return "\n".join(lines)


def sign_in(desk: Desk, watch: Watch) -> None:
    with watch.step("sign in", desk):
        desk.sign_in(LOGIN).page.wait_for_url("/")
        watch.human += CHARACTER * (len(LOGIN) + len(desk.house.password))
        watch.press()


def upload(desk: Desk, ledger: Path, watch: Watch) -> None:
    with watch.step("open Import, choose the file, have it read", desk):
        bring(desk, ledger)
        watch.press(3)
        watch.human += FILE_DIALOG


def look(desk: Desk, watch: Watch) -> None:
    """Title, counts and questions are read; the new names and where each column goes are run over."""
    with watch.step("read what was found"):
        for part in (".head", ".counts", ".import-side .card >> nth=0"):
            watch.read(desk.page.locator(part).first.inner_text())
        watch.human += GLANCE * desk.page.locator(".import-side .ask, .plain-name, .import-columns tbody tr").count()


def answer(desk: Desk, watch: Watch) -> int:
    """Every doubt is read; what the column speaks for is answered, the rest left blank in one step."""
    known: set[str] = set()
    with watch.step("read every doubt, answer", desk):
        doubts = desk.page.locator(".import-table td.is-bad .cell-say").all_inner_texts()
        for doubt in doubts:
            kind = _OWN.sub("", doubt)
            watch.human += DECIDE + (GLANCE if kind in known else 0)
            watch.read("" if kind in known else doubt)
            known.add(kind)
        while (sure := _sure(desk)) is not None:
            _press(desk, sure, watch)
        left = desk.page.get_by_role("button", name="拿不准的格都先空着")
        if left.count():
            _press(desk, left, watch)
    return len(doubts)


def _sure(desk: Desk) -> Locator | None:
    """The next answer that is sure: the one offer of its cell that says 亿元."""
    for bad in desk.page.locator(".import-table td.is-bad").all():
        fitting = [one for one in bad.locator("form.cluster button").all() if one.inner_text().endswith(CAREFUL)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _press(desk: Desk, button: Locator, watch: Watch) -> None:
    before = desk.page.locator("h1").inner_text()
    button.click()
    desk.page.wait_for_function("was => document.querySelector('h1').innerText !== was", arg=before)
    watch.press()


def write(desk: Desk, watch: Watch) -> None:
    with watch.step("read the button, write"):
        watch.read(desk.page.locator(".foot-bar").inner_text())
        watch.press()
        publish(desk.page, "^写入")
    with watch.step("look at the ledger", desk):
        desk.page.get_by_role("link", name="去看项目台账").click()
        desk.page.locator("table.grid").wait_for()
        watch.press()


def by_hand(house: House, ledger: Path, watch: Watch) -> str:
    with sync_playwright() as playwright, chromium(playwright) as browser:
        desk = Desk.at(browser, house)
        sign_in(desk, watch)
        upload(desk, ledger, watch)
        look(desk, watch)
        found = desk.page.locator("h1").inner_text()
        doubts = answer(desk, watch)
        write(desk, watch)
        return f"{ledger.name}: {found}; {doubts} doubts answered; {desk.page.locator('.head .lead').inner_text()}"


def main() -> None:
    parser = argparse.ArgumentParser(description="A first ledger by hand, timed, with pictures.")
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--pictures", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("--at", nargs=2, metavar=("ADDRESS", "PASSWORD"))
    given = parser.parse_args()
    given.pictures.mkdir(parents=True, exist_ok=True)
    watch = Watch(given.pictures)
    if given.at:
        said = by_hand(House(given.at[0].rstrip("/"), given.at[1], ()), given.ledger, watch)
    else:
        said = _in_a_fresh_house(given.ledger, watch)
    print(watch.table())
    print(said)


def _in_a_fresh_house(ledger: Path, watch: Watch) -> str:
    with tempfile.TemporaryDirectory() as folder:
        house = opened(Path(folder))
        with watch.step("southgate up --samples, until its address"):
            there = house.__enter__()
        try:
            return by_hand(there, ledger, watch)
        finally:
            house.__exit__(None, None, None)


if __name__ == "__main__":
    main()
