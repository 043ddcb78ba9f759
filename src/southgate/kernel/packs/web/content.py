"""The tables of a pack as people read them: single values as lines, lists of tables as one table each.

What a zone overrides is shown beside what was published. Keys are shown by the terms of the pack's kind, and as they
stand in the file where the kind has no term.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeGuard

from django.utils.translation import gettext as _

from southgate.kernel.packs.toml import PackText


@dataclass(frozen=True, slots=True)
class Shown:
    """One value: what counts, and what was published where a zone put another in its place."""

    text: str
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the pack. `heads` are empty for single values, whose rows are (term, value)."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Shown, ...], ...]


def parts(published: PackText, now: PackText, labels: Mapping[str, str]) -> tuple[Part, ...]:
    """Every value of the pack, in the order of the file; keys that only an override added come last."""
    found: list[Part] = []
    loose: list[tuple[Shown, ...]] = []
    for key in _keys([published.tables, now.tables]):
        was, value = published.tables.get(key), now.tables.get(key)
        title = term(key, labels)
        if _is_rows(value):
            found.append(_table(title, was if _is_rows(was) else [], value, labels))
        elif isinstance(value, Mapping):
            found.append(_lines(title, was if isinstance(was, Mapping) else {}, value, labels))
        else:
            loose.append((Shown(title), _shown(was, value, labels)))
    return (*((Part("", (), tuple(loose)),) if loose else ()), *found)


def term(key: str, labels: Mapping[str, str]) -> str:
    """`make_up` as 调休上班; a dotted key part by part."""
    return " · ".join(_(labels[part]) if part in labels else part for part in key.split("."))


def text_of(value: Any, labels: Mapping[str, str]) -> str:
    """A value in words; lists joined, tables inside lists as `term：value`."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        pairs = ((term(key, labels), text_of(item, labels)) for key, item in value.items())
        return _("，").join(_("%(name)s：%(value)s") % {"name": name, "value": text} for name, text in pairs)
    if isinstance(value, list):
        return _("；" if any(isinstance(item, Mapping) for item in value) else "、").join(
            text_of(item, labels) for item in value
        )
    return "" if value is None else str(value)


def _is_rows(value: Any) -> TypeGuard[Sequence[Mapping[str, Any]]]:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _table(
    title: str, was: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]], labels: Mapping[str, str]
) -> Part:
    before = [dict(_flat(row)) for row in was]
    after = [dict(_flat(row)) for row in now]
    keys = _keys([*before, *after])
    old = [*before, *({} for _missing in range(len(after) - len(before)))]
    rows = tuple(
        tuple(_shown(one.get(key), two.get(key), labels) for key in keys) for one, two in zip(old, after, strict=False)
    )
    return Part(title, tuple(term(key, labels) for key in keys), rows)


def _lines(title: str, was: Mapping[str, Any], now: Mapping[str, Any], labels: Mapping[str, str]) -> Part:
    before, after = dict(_flat(was)), dict(_flat(now))
    rows = (
        (Shown(term(key, labels)), _shown(before.get(key), after.get(key), labels)) for key in _keys([before, after])
    )
    return Part(title, (), tuple(rows))


def _flat(table: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    """Tables inside a table as dotted keys; lists stay values."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _keys(tables: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(key for table in tables for key in table))


def _shown(was: Any, now: Any, labels: Mapping[str, str]) -> Shown:
    text = text_of(now, labels)
    return Shown(text) if was == now and type(was) is type(now) else Shown(text, text_of(was, labels))


def places(tables: Mapping[str, Any], labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Every place that can hold another value, as (path, words with the value that stands there), for a choice list."""
    return [(path, f"{words} = {text_of(value, labels)}") for path, words, value in _places(tables, "", "", labels)]


def _places(value: Any, path: str, words: str, labels: Mapping[str, str]) -> Iterable[tuple[str, str, Any]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            shown = term(key, labels)
            yield from _places(item, f"{path}.{key}" if path else key, f"{words} · {shown}" if words else shown, labels)
    elif _is_rows(value):
        for number, item in enumerate(value, 1):
            name = next((f" {text}" for text in item.values() if isinstance(text, str)), "")
            yield from _places(item, f"{path}[{number}]", f"{words} {number}{name}", labels)
    else:
        yield path, words, value
