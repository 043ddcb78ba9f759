"""Reads a rule pack: a TOML text with a head that says what it is, since when it holds and from which paper it comes.

    [pack]
    schema = "calendar.notice/1"        # which reader understands the rest
    key = "national.calendar.2026"      # one name for all its versions
    version = 1
    title = "2026年部分节假日安排"
    valid_from = 2025-11-04
    valid_to = 2026-12-31               # may be left out; the day itself is included
    [pack.source]
    title = "国务院办公厅关于2026年部分节假日安排的通知"
    number = "国办发明电〔2025〕7号"       # "" when the paper has none; with `unverified = true` when it was not found
    date = 2025-11-04
    office = "国务院办公厅"               # may be left out, like url
    url = "https://…"

Everything wrong is told at once, each with file, line and key. The digest is of the content: comments and spacing
do not change it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar

from southgate.domain.errors import Reason, Refused
from southgate.domain.sources import Source
from southgate.kernel.book.digest import canonical, digest_of
from southgate.kernel.packs.lines import Path, line_at, lines_of, show
from southgate.kernel.packs.shapes import build

T = TypeVar("T")
MAX_BYTES = 1_000_000  # a pack is read by people; a larger file is not one
MAX_DEPTH = 12
_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)*")
_SCHEMA = re.compile(r"[a-z_]+(\.[a-z_]+)*/[1-9][0-9]{0,3}")
_LONGEST = {"schema": 64, "key": 100, "title": 200, "source.title": 300, "source.number": 100, "source.url": 500}


@dataclass(frozen=True, slots=True)
class PackHead:
    """What every pack says of itself. It is in force from `valid_from` to `valid_to`, both days included."""

    schema: str
    key: str
    version: int
    title: str
    valid_from: date
    source: Source
    valid_to: date | None = None

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class PackText:
    """A pack as read: its head, its other tables as plain data, and the text they came from."""

    head: PackHead
    tables: Mapping[str, Any]
    text: str
    digest: str
    file: str

    def read(self, shape: type[T]) -> T:
        """The tables as a frozen dataclass. Raises Refused with every fault."""
        faults = Faults(self.file, self.text)
        value = build(shape, self.tables, (), faults)
        faults.refuse()
        return value

    def where(self, key: str) -> str:
        """File and line for a fault that a reader of the typed tables finds, given as `holiday[2]`."""
        parts = [part for part in re.split(r"[.\[\]]+", key) if part]
        path = tuple(int(part) if part.isdigit() else part for part in parts)
        return Faults(self.file, self.text).where(path)


class Faults:
    """Collects what is wrong with one file; callable as `shapes.Complain`."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.reasons: list[Reason] = []
        self._lines = lines_of(text)

    def __call__(self, path: Path, say: str, params: Mapping[str, Any]) -> None:
        self.reasons.append(Reason(say, params, self.where(path)))

    def where(self, path: Path) -> str:
        line = line_at(self._lines, path)
        return f"{self.file}{f':{line}' if line else ''} {show(path)}".strip()

    def refuse(self) -> None:
        """Raises Refused when anything was complained of: each fault once, in the order of the file."""
        if self.reasons:
            once = {(reason.say, reason.where): reason for reason in self.reasons}
            raise Refused(sorted(once.values(), key=lambda reason: _line_of(reason.where)))


def _line_of(where: str) -> int:
    """What has no line (a key that is not there at all) comes after what has one."""
    found = re.search(r":(\d+) ", where)
    return int(found[1]) if found else MAX_BYTES


@dataclass(frozen=True, slots=True)
class _SourceShape:
    title: str
    number: str
    date: date
    office: str = ""
    url: str = ""
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class _HeadShape:
    schema: str
    key: str
    version: int
    title: str
    valid_from: date
    source: _SourceShape
    valid_to: date | None = None


def read_pack(content: str | bytes, file: str) -> PackText:
    """Read a pack. `file` is only a name for messages. Raises Refused with every fault of the head."""
    text = _decoded(content, file)
    data = _parsed(text, file)
    faults = Faults(file, text)
    head = data.get("pack")
    if not isinstance(head, dict):
        raise Refused([Reason("缺少 [pack] 表", where=file, mend="在文件开头写 [pack] 与 [pack.source]")])
    shape = build(_HeadShape, head, ("pack",), faults)
    _check(head, faults)
    _check_plain(data, (), faults)
    faults.refuse()
    tables = {key: value for key, value in data.items() if key != "pack"}
    return PackText(_head(shape), tables, text, digest_of(canonical(data)), file)


def _decoded(content: str | bytes, file: str) -> str:
    raw = content.encode(errors="surrogatepass") if isinstance(content, str) else content
    if len(raw) > MAX_BYTES:
        raise Refused([Reason("文件超过 %(size)s 字节", {"size": MAX_BYTES}, file, "规则包应当小于此数")])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused([Reason("不是 UTF-8 编码的文本", where=file, mend="另存为 UTF-8 后再载入")]) from None


def _parsed(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused([Reason("不是正确的 TOML：%(error)s", {"error": str(error)}, file, "按提示的行列修改")]) from None


def _check(head: Mapping[str, Any], faults: Faults) -> None:
    """What the shape cannot say. Values of a wrong type are told by the shape and passed over here."""
    source = head.get("source")
    flat = {**head, **{f"source.{key}": value for key, value in source.items()}} if isinstance(source, dict) else head
    for name, longest in _LONGEST.items():
        text, path = flat.get(name), ("pack", *name.split("."))
        if text == "" and name not in ("source.number", "source.url"):
            faults(path, "不能为空", {})
        if isinstance(text, str) and len(text) > longest:
            faults(path, "超过 %(longest)s 个字", {"longest": longest})
    _check_names(flat, faults)
    _check_days(flat, faults)


def _check_names(flat: Mapping[str, Any], faults: Faults) -> None:
    key, schema, url = flat.get("key"), flat.get("schema"), flat.get("source.url")
    if isinstance(key, str) and key and not _KEY.fullmatch(key):
        faults(("pack", "key"), "只能用小写字母、数字、点、横线和下划线，例如 national.calendar.2026", {})
    if isinstance(schema, str) and schema and not _SCHEMA.fullmatch(schema):
        faults(("pack", "schema"), "应为 名称/版本，例如 calendar.notice/1", {})
    if isinstance(url, str) and url and not url.startswith(("https://", "http://")):
        faults(("pack", "source", "url"), "网址应以 https:// 或 http:// 开头", {})


def _check_days(flat: Mapping[str, Any], faults: Faults) -> None:
    version, first, last = flat.get("version"), flat.get("valid_from"), flat.get("valid_to")
    if type(version) is int and not 1 <= version <= 32_000:
        faults(("pack", "version"), "版本号从 1 起", {})
    if type(first) is date and type(last) is date and last < first:
        faults(("pack", "valid_to"), "失效日早于生效日", {})


def _check_plain(value: Any, path: Path, faults: Faults) -> None:
    """No floats, no times, no bottomless nesting anywhere, not even in tables that no shape reads."""
    if isinstance(value, float):
        faults(path, "不能写小数，请写整数", {})
    elif isinstance(value, (datetime, time)):
        faults(path, "应为日期，例如 2026-01-01", {})
    elif len(path) > MAX_DEPTH:
        faults(path, "嵌套过深", {})
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_plain(item, (*path, key), faults)
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            _check_plain(item, (*path, number), faults)


def _head(shape: _HeadShape) -> PackHead:
    said = shape.source
    source = Source(said.title, said.date, said.number, said.office, said.url, said.unverified)
    return PackHead(shape.schema, shape.key, shape.version, shape.title, shape.valid_from, source, shape.valid_to)
