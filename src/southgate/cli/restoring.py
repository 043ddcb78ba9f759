"""The part of `southgate restore` that needs the settings: they may only be read once the keys are in place."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

from southgate.cli.shell import show
from southgate.kernel import clock
from southgate.kernel.book import sealing, verifying
from southgate.kernel.orgs import erasing
from southgate.kernel.safety import backup


def restore(folder: Path, as_json: bool) -> None:
    made = backup.restore(folder)
    ends_at = sealing.head_now().position
    promised = [(made.position, made.root)] if made.position else []
    report = verifying.verify(restored_to=ends_at, printed=promised)
    erased = 0
    if report.ok:
        sealing.restored()
        erased = erasing.replay_erasures(today=clock.today())
    data = {**asdict(report), "position": ends_at, "erased_again": erased}
    text = f"已恢复到第 {ends_at} 条，重做依法删除 {erased} 项。{verifying.in_words(report)}"
    show(data, as_json, text)
    sys.exit(0 if report.ok else 1)
