"""Every entry kind has its sentence, every visible text its English, and no file names a machine or a registry."""

from __future__ import annotations

import re
import subprocess
import sys

from southgate.kernel.book.payloads import kinds
from tests.arch import source


def test_every_entry_kind_has_a_sentence():
    missing = [kind for kind, payload in kinds().items() if not callable(getattr(payload, "sentence", None))]
    assert missing == []
    assert len(kinds()) > 10


def test_every_text_has_its_english():
    command = [sys.executable, "tools/catalogue.py", "check"]
    done = subprocess.run(command, cwd=source.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def test_no_machine_and_no_registry_is_named():
    listed = subprocess.run(["git", "ls-files"], cwd=source.ROOT, capture_output=True, text=True, check=True)
    wrong = re.compile(r"(/root/|/home/\w+/|/work/main|registry\.npmjs|pypi\.org|files\.pythonhosted|deb\.debian)")
    found = []
    for name in listed.stdout.splitlines():
        path = source.ROOT / name
        if path.suffix in {".png", ".xlsx", ".mo"} or not path.is_file() or name.startswith("tests/arch/"):
            continue
        if wrong.search(path.read_text(encoding="utf-8", errors="replace")):
            found.append(name)
    assert found == []
