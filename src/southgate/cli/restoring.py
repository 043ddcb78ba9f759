"""The part of `southgate restore` that needs the settings: they may only be read once the keys are in place."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

from southgate.cli.shell import show
from southgate.kernel.book import erasing, verifying
from southgate.kernel.safety import backup


def restore(folder: Path, as_json: bool) -> None:
    made = backup.restore(folder)
    erased = erasing.replay_erasures()
    report = verifying.verify()
    data = {**asdict(report), "position": made.position, "erased_again": erased}
    text = f"已恢复到第 {made.position} 条，重做依法删除 {erased} 项。{verifying.in_words(report)}"
    show(data, as_json, text)
    sys.exit(0 if report.ok else 1)
