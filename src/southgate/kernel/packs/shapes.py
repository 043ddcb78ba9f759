"""Plain TOML data into frozen dataclasses, every fault at once.

A shape is a frozen dataclass whose fields are the keys of a table. Field types may be `str`, `int`, `bool`, `date`,
an `Enum` of strings, another shape, `tuple[X, ...]`, `Mapping[str, X]` and `X | None`; a field with a default may be
left out. Unknown keys, floats (shares are whole millionths, sums whole 分) and times of day are refused.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar

from southgate.kernel.packs.lines import Path

T = TypeVar("T")
Complain = Callable[[Path, str, Mapping[str, Any]], None]
"""Takes the path, a Chinese message template (msgid) and its params."""

_NOTHING: Any = object()
_SAY: Mapping[type, str] = {
    str: "应为文字",
    int: "应为整数",
    bool: "应为 true 或 false",
    date: "应为日期，例如 2026-01-01",
}


def build(shape: type[T], table: Mapping[str, Any], path: Path, complain: Complain) -> T:
    """The table as a `shape`. When anything was complained of, the result is not to be used."""
    hints = typing.get_type_hints(shape)
    known = {f.name: f for f in fields(typing.cast(Any, shape))}
    for key in table:
        if key not in known:
            complain((*path, key), "不认识的键，可用：%(known)s", {"known": "、".join(known)})
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name in table:
            values[name] = _value(hints[name], table[name], (*path, name), complain)
        elif field.default is MISSING and field.default_factory is MISSING:
            complain((*path, name), "缺少必填的键", {})
            values[name] = _NOTHING
    return shape(**values) if _NOTHING not in values.values() else typing.cast(T, _NOTHING)


def _value(hint: Any, value: Any, path: Path, complain: Complain) -> Any:
    hint = _unwrapped(hint)
    if is_dataclass(hint):
        if isinstance(value, dict):
            return build(typing.cast(type[Any], hint), value, path, complain)
        return _wrong(path, "应为一个表", complain)
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return _items(args[0], value, path, complain)
    if origin is not None and issubclass(origin, Mapping):
        return _named(args[1], value, path, complain)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _choice(hint, value, path, complain)
    return _single(hint, value, path, complain)


def _unwrapped(hint: Any) -> Any:
    """`X | None` as X: TOML has no null, a missing key is the only None."""
    if not isinstance(hint, types.UnionType) and typing.get_origin(hint) is not typing.Union:
        return hint
    options = [option for option in typing.get_args(hint) if option is not type(None)]
    if len(options) != 1:
        raise TypeError(f"a shape has one type a field: {hint}")
    return options[0]


def _single(hint: type, value: Any, path: Path, complain: Complain) -> Any:
    if hint not in _SAY:
        raise TypeError(f"no shape field can be {hint}")
    if type(value) is not hint:
        return _wrong(path, "不能写小数，请写整数" if isinstance(value, float) else _SAY[hint], complain)
    if isinstance(value, datetime):
        return _wrong(path, _SAY[date], complain)
    if isinstance(value, str) and value.isspace():
        return _wrong(path, "只有空白", complain)
    return value


def _items(hint: Any, value: Any, path: Path, complain: Complain) -> Any:
    if not isinstance(value, list):
        return _wrong(path, "应为一个列表", complain)
    return tuple(_value(hint, item, (*path, number), complain) for number, item in enumerate(value, 1))


def _named(hint: Any, value: Any, path: Path, complain: Complain) -> Any:
    if not isinstance(value, dict):
        return _wrong(path, "应为一个表", complain)
    return types.MappingProxyType({key: _value(hint, item, (*path, key), complain) for key, item in value.items()})


def _choice(hint: type[Enum], value: Any, path: Path, complain: Complain) -> Any:
    for option in hint:
        if type(value) is str and option.value == value:
            return option
    known = "、".join(str(option.value) for option in hint)
    complain(path, "应为其中之一：%(known)s", {"known": known})
    return _NOTHING


def _wrong(path: Path, say: str, complain: Complain) -> Any:
    complain(path, say, {})
    return _NOTHING
