"""The child: no Django, limits set, memory bounded, a crash is one refusal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
import xlsxwriter

from southgate.kernel.exchange.workbook import open as opening
from southgate.kernel.exchange.workbook.limits import MEMORY, Unreadable
from southgate.kernel.exchange.workbook.open import SOURCE, read_workbook
from southgate.kernel.exchange.workbook.tests.made import ledger, xlsx

GOOD = xlsx(ledger)


def run(code: str) -> str:
    env = {"PYTHONPATH": os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_it_imports_no_django_and_no_network():
    unwanted = ("django", "http.client", "urllib.request", "socket")
    code = f"import sys, southgate.kernel.exchange.workbook.child; print([m for m in {unwanted} if m in sys.modules])"
    assert run(code) == "[]"


def test_its_limits_hold():
    code = (
        "import resource; from southgate.kernel.exchange.workbook.child import limit; limit();"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_FSIZE)[0])"
    )
    assert run(code) == f"{MEMORY} 0"


@pytest.mark.parametrize(
    ("module", "why"),
    [
        ("import os; os.abort()", "内存不够"),
        ("raise SystemExit(3)", "已损坏"),
        ("print('{')", "已损坏"),
        ("1/0", "已损坏"),
    ],
)
def test_a_crash_is_one_refusal(monkeypatch, tmp_path, module, why):
    (tmp_path / "broken_child.py").write_text(module, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(opening, "CHILD", "broken_child")
    with pytest.raises(Unreadable, match=why):
        read_workbook(GOOD)


def test_a_kill_says_too_slow(monkeypatch, tmp_path):
    (tmp_path / "killed_child.py").write_text(
        f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})", encoding="utf-8"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(opening, "CHILD", "killed_child")
    with pytest.raises(Unreadable, match="还没读完"):
        read_workbook(GOOD)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "large.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet, late = book.add_worksheet("台账"), book.add_format({"bg_color": "#FF9999", "font_strikeout": True})
    for row in range(5_000):
        sheet.write_row(row, 0, [f"项目{row}-{column}" if column % 2 else row for column in range(40)])
        sheet.write(row, 1, f"项目{row}", late)
    book.close()
    return path


MEASURE = """
import resource, sys
from pathlib import Path
from southgate.kernel.exchange.workbook.open import read_workbook
sheet = read_workbook(Path(sys.argv[1]), road=sys.argv[2]).sheets[0]
print(len(sheet.rows), len(sheet.rows[0].values), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Run in a process of its own: a fork of this one would count the memory of the whole test run as the child's."""


@pytest.mark.parametrize("road", ["styled", "values"])
def test_a_large_workbook_stays_small_in_memory(large, road):
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(large), road], capture_output=True, text=True, check=True, timeout=120
    )
    rows, columns, kilobytes = map(int, done.stdout.split())
    assert (rows, columns) == (5_000, 40)
    assert kilobytes < 450 * 1024
