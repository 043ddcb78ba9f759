"""Other values at single places of a pack: paths, the value that stands there, and the pack as a zone reads it."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from southgate.domain.errors import Reason, Refused
from southgate.kernel.packs.lines import Path
from southgate.kernel.packs.toml import PackText

_PATH = re.compile(r"[A-Za-z0-9_-]+(\[[1-9][0-9]{0,4}\]|\.[A-Za-z0-9_-]+)*")
MAX_PATH = 200
NOWHERE = object()


@dataclass(frozen=True, slots=True)
class Override:
    """`value` is plain TOML data."""

    path: str
    value: Any


def parse_path(text: str) -> Path:
    """`row[2].days` as `("row", 2, "days")`. Raises Refused when it is no path."""
    if len(text) > MAX_PATH or not _PATH.fullmatch(text):
        raise Refused([Reason("“%(path)s”不是规则包里的位置", {"path": text[:80]}, "path", "写成 row[2].days 的形式")])
    return tuple(int(part) if part.isdigit() else part for part in re.split(r"[.\[\]]+", text) if part)


def parse_value(text: str) -> Any:
    """What an officer typed, as TOML writes a value: 5, true, "文字", 2026-01-01, [1, 2]. Raises Refused."""
    try:
        data = tomllib.loads(f"value = {text}")
    except (tomllib.TOMLDecodeError, RecursionError):
        data = {}
    if data.keys() != {"value"}:
        mend = "文字加引号，日期写成 2026-01-01，数字写整数"
        raise Refused([Reason("看不懂这个值：%(value)s", {"value": text[:80]}, "value", mend)])
    return data["value"]


def value_text(value: Any) -> str:
    """Plain data as JSON text, dates as `{"date": "2026-01-01"}`; empty for nothing there."""
    return "" if value is NOWHERE else json.dumps(value, ensure_ascii=False, default=_date, sort_keys=True)


def value_of(text: str) -> Any:
    """Inverse of `value_text`."""
    return json.loads(text, object_hook=lambda data: date.fromisoformat(data["date"]) if _is_date(data) else data)


def at(tables: Mapping[str, Any], path: Path) -> Any:
    """The value at the path, or NOWHERE."""
    here: Any = tables
    for part in path:
        if isinstance(part, int) and isinstance(here, list) and part <= len(here):
            here = here[part - 1]
        elif isinstance(part, str) and isinstance(here, Mapping) and part in here:
            here = here[part]
        else:
            return NOWHERE
    return here


def overridden(pack: PackText, overrides: Iterable[Override]) -> PackText:
    """The pack with other values. Raises Refused for a place whose table the pack does not have."""
    tables: Any = copy.deepcopy(dict(pack.tables))
    faults = []
    for override in overrides:
        path = parse_path(override.path)
        table, last = at(tables, path[:-1]), path[-1]
        if isinstance(table, dict) and isinstance(last, str):
            table[last] = override.value
        elif isinstance(table, list) and isinstance(last, int) and last <= len(table):
            table[last - 1] = override.value
        else:
            params = {"title": pack.head.title, "path": override.path}
            faults.append(Reason("“%(title)s”里没有 %(path)s", params, "path", "核对位置"))
    if faults:
        raise Refused(faults)
    return replace(pack, tables=tables)


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """(path, value before, value after) wherever two packs differ, as texts; empty text where nothing stood."""
    before, after = _flat(old, ""), _flat(new, "")
    paths = [*before, *(path for path in after if path not in before)]
    return [(p, before.get(p, ""), after.get(p, "")) for p in paths if before.get(p, "") != after.get(p, "")]


def _flat(value: Any, path: str) -> dict[str, str]:
    if isinstance(value, Mapping):
        pairs = [(f"{path}.{key}" if path else key, item) for key, item in value.items()]
    elif isinstance(value, list):
        pairs = [(f"{path}[{number}]", item) for number, item in enumerate(value, 1)]
    else:
        return {path: value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)}
    flat: dict[str, str] = {}
    for inner, item in pairs:
        flat |= _flat(item, inner)
    return flat


def _date(value: Any) -> dict[str, str]:
    if isinstance(value, date):
        return {"date": value.isoformat()}
    raise TypeError(f"no TOML value: {value!r}")


def _is_date(data: Mapping[str, Any]) -> bool:
    return data.keys() == {"date"} and isinstance(data["date"], str)
