"""The machine that was measured, in one line: no name, no path."""

from __future__ import annotations

import os
import platform
from pathlib import Path


def machine() -> str:
    return f"{cpu()}, {os.cpu_count()} cores, {memory_gb():.0f} GB, Python {platform.python_version()}"


def cpu() -> str:
    for line in _lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def memory_gb() -> float:
    for line in _lines("/proc/meminfo"):
        if line.startswith("MemTotal"):
            return int(line.split()[1]) / 2**20
    return 0.0


def load() -> str:
    """What else ran: the load of the last minute, 0 on an idle machine."""
    return f"{os.getloadavg()[0]:.1f}"


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
