"""On which line of a TOML text a key stands, so that a refusal can point at it. Best effort: 0 when not found.

`tomllib` keeps no positions. This reads headings and `key =` lines alone; keys inside inline tables or dotted keys
are given the line of the table that holds them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

Path = tuple[str | int, ...]
"""Where in a pack: `("holiday", 2, "first")`; tables of an array count from 1."""

_HEADING = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*=""")
_FENCE = re.compile(r"\"\"\"|'''")


def lines_of(text: str) -> Mapping[Path, int]:
    """Line numbers (from 1) by path."""
    found: dict[Path, int] = {}
    counts: Counter[Path] = Counter()
    table: Path = ()
    inside = False
    for number, line in enumerate(text.splitlines(), 1):
        if not inside and (heading := _HEADING.match(line)):
            table = _table(heading[1] == "[[", heading[2], counts)
            found.setdefault(table, number)
        elif not inside and (key := _KEY.match(line)):
            found.setdefault((*table, key[1] or key[2] or key[3]), number)
        inside ^= len(_FENCE.findall(line)) % 2 == 1
    return found


def line_at(lines: Mapping[Path, int], path: Path) -> int:
    """The line of the path, or of the nearest table around it; 0 when even that is unknown."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 0


def show(path: Path) -> str:
    """`holiday[2].first`, as a person would write it."""
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown


def _table(is_item: bool, heading: str, counts: Counter[Path]) -> Path:
    path: Path = ()
    parts = [part.strip().strip("\"'") for part in heading.split(".")]
    for part in parts[:-1]:
        path = (*path, part)
        if counts[path]:
            path = (*path, counts[path])
    path = (*path, parts[-1])
    if not is_item:
        return path
    counts[path] += 1
    return (*path, counts[path])
