"""Units of ledgers: read from header cells, from the lines around a table, and from cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from southgate.domain.errors import Reason
from southgate.domain.money import Unit, unit_of
from southgate.domain.reading.ledger.text import fold

# 亩 in one of each; 1 公顷 = 15 亩, 1 亩 = 10000/15 平方米 (计量法定单位换算)
LAND = {
    "亩": Decimal(1),
    "公顷": Decimal(15),
    "ha": Decimal(15),
    "平方公里": Decimal(1500),
    "km2": Decimal(1500),
    "平方米": Decimal("0.0015"),
    "平米": Decimal("0.0015"),
    "m2": Decimal("0.0015"),
    "平方": Decimal("0.0015"),
    "万平方米": Decimal(15),
    "万平米": Decimal(15),
    "万m2": Decimal(15),
}
_MONEY_WORD = (
    r"(?:人民币)?(?:千万|百万|十万|千亿|百亿|十亿|万亿|千|万|亿)?(?:元人民币|人民币|美元|美金|港元|港币|欧元|日元|英镑|韩元|元|圆)"
    r"|(?:千万|百万|十万|万|亿)"
)
_LAND_WORD = "|".join(sorted(LAND, key=len, reverse=True))
_UNIT_WORD = rf"(?:{_MONEY_WORD}|{_LAND_WORD}|人|个|家|户|台|套|%|名|项)"
UNITS_ONLY = re.compile(rf"[(\[【]?(?:单位[:：]?)?{_UNIT_WORD}(?:[、,，/和及]{_UNIT_WORD})*[)\]】]?")
_BRACKETS = re.compile(r"[(\[【<{]([^()\[\]【】<>{}]*)[)\]】>}]")
_SPLIT = re.compile(r"[、,，/;；\s]|和|及")
_UNIT_LABEL = re.compile(r"^(?:金额|计量|货币|数据)?单位[:：]?")
_STATED = re.compile(
    rf"(?P<before>[^,，。;；:：()]{{0,16}}?)单位(?:\((?P<scope>[^()]{{0,20}})\))?(?:均|统一|一律)?[:：为是]*\(?"
    rf"(?P<units>{_UNIT_WORD}(?:[、,，/和及]{_UNIT_WORD})*)"
)
_COUNTED = re.compile(
    rf"(?P<before>[^,，。;；:：()]{{0,16}}?)(?:均|统一|一律)?(?:以|按|为|是)(?P<units>{_MONEY_WORD})"
    r"(?:为单位|计算|计|填报|填写|填列|列示|$|[,，。;；)])"
)
_LISTED = re.compile(  # （投资额：亿元；到位资金：万元；面积：亩）
    rf"(?P<before>[\u4e00-\u9fff]{{0,6}}(?:投资|金额|资金|面积|用地|占地|到资)[额数]?)[:：为](?P<units>{_MONEY_WORD}|{_LAND_WORD})(?=[,，;；、)]|$)"
)
_NOT_A_UNIT = re.compile(
    r"(?:责任|填报|建设|牵头|报送|填表|制表|业主|跟进|包抓|服务|实施|项目|投资|主管|编制|承办|配合)$"
)
_SCOPES = (("money_in_place", re.compile("到位|到资|到账")), ("investment_planned", re.compile("投资|总投")))


@dataclass(frozen=True, slots=True)
class HeaderUnit:
    """What a header says about units: money (None when silent), land in 亩, per cent; `clash` when it names two
    money units."""

    money: Unit | None = None
    land: str | None = None
    percent: bool = False
    clash: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """A unit named in a line around the table; `field` None means all sums of the table."""

    unit: Unit | None
    land: str | None
    field: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ColumnUnit:
    """The unit of a column and where it was found; `unit` None means: ask."""

    unit: Unit | None
    land: str | None
    percent: bool
    because: Reason


def header_unit(parts: Sequence[str]) -> HeaderUnit:
    """The unit in the lowest header cell that names one; cells above give theirs to the columns under them."""
    for part in reversed(parts):
        found = _in_header(fold(part))
        if found != HeaderUnit():
            return found
    return HeaderUnit()


def without_units(part: str) -> str:
    """A folded header cell without its units: `投资额（万元）` → `投资额`, `用地/亩` → `用地`."""
    text = fold(part)
    text = _BRACKETS.sub(lambda m: "" if _is_units(m[1]) else m[0], text)
    text = re.sub(
        rf"[/:：,，]?(?:单位[:：]?)?(?:{_UNIT_WORD})$", lambda m: "" if m[0][0] in "/:：,，单" else m[0], text
    )
    bare = re.sub(rf"(?:{_MONEY_WORD}|{_LAND_WORD})$", "", text)
    return bare if len(bare) >= 2 else text


def _is_units(inner: str) -> bool:
    words = [w for w in _SPLIT.split(_UNIT_LABEL.sub("", inner)) if w]
    return bool(words) and all(re.fullmatch(_UNIT_WORD, w) for w in words)


def _in_header(text: str) -> HeaderUnit:
    words: list[str] = []
    for inner in _BRACKETS.findall(text):
        if _is_units(inner):
            words += [w for w in _SPLIT.split(_UNIT_LABEL.sub("", inner)) if w]
    if not words and (tail := re.search(rf"(?:{_MONEY_WORD}|{_LAND_WORD}|%)$", text)):
        words = [tail[0]]
    return _units(words)


def _units(words: Iterable[str]) -> HeaderUnit:
    listed = list(words)
    moneys = list(dict.fromkeys(u for w in listed if w not in LAND and (u := _money(w)) is not None))
    land = next((w for w in listed if w in LAND), None)
    return HeaderUnit(moneys[0] if len(moneys) == 1 else None, land, "%" in listed, len(moneys) > 1)


@lru_cache(maxsize=1_000)
def _money(word: str) -> Unit | None:
    return unit_of(word)


def stated(text: str) -> list[Stated]:
    """Every unit that a line names: `单位：万元、亩、人`, `金额单位（投资额）：亿元`, `投资额以亿元为单位`."""
    plain = fold(text)
    if _is_units(plain) or (_BRACKETS.fullmatch(plain) and _is_units(plain[1:-1])):
        return _statements("", _SPLIT.split(_UNIT_LABEL.sub("", plain.strip("()[]【】"))), text)
    found: list[Stated] = []
    for pattern in (_STATED, _COUNTED, _LISTED):
        for match in pattern.finditer(plain):
            scope = match["before"] + (match.groupdict().get("scope") or "")
            if (
                pattern is _STATED
                and _NOT_A_UNIT.search(match["before"])
                and not re.search("总?投资$", match["before"])
            ):
                continue
            found += _statements(scope, [w for w in _SPLIT.split(match["units"]) if w], text)
    return found


def _statements(scope: str, words: Sequence[str], text: str) -> list[Stated]:
    units = _units(words)
    if units.clash:
        return [Stated(None, units.land, None, text)]
    if units.money is None and units.land is None:
        return []
    fields: list[str | None] = [name for name, pattern in _SCOPES if pattern.search(scope)]
    return [Stated(units.money, units.land, name, text) for name in fields or [None]]


def column_unit(
    field: str, parts: Sequence[str], above: Sequence[Stated], below: Sequence[Stated], elsewhere: Sequence[Stated]
) -> ColumnUnit:
    """The unit of a money or land column: its header, then the lines above, below, and on the other sheets."""
    head = header_unit(parts)
    if head.money or head.land or head.percent:
        return ColumnUnit(
            head.money, head.land, head.percent, Reason("单位见表头“%(header)s”", {"header": "/".join(parts)})
        )
    if head.clash:
        return ColumnUnit(None, None, False, Reason("表头“%(header)s”写了两种单位", {"header": "/".join(parts)}))
    for lines in (above, below, elsewhere):
        for only in (field, None):
            if found := _one_of(field, [s for s in lines if s.field == only]):
                return found
    return ColumnUnit(None, None, False, Reason("表头和表内外都没有写单位"))


def _one_of(field: str, lines: Sequence[Stated]) -> ColumnUnit | None:
    if field == "land_mu":
        land = next((s for s in lines if s.land), None)
        return ColumnUnit(None, land.land, False, Reason("单位见“%(line)s”", {"line": land.text})) if land else None
    said = [s for s in lines if s.unit is not None or s.land is None]
    units = {s.unit for s in said}
    if not units:
        return None
    if len(units) > 1 or None in units:
        return ColumnUnit(
            None, None, False, Reason("几处写的单位不同：%(lines)s", {"lines": "；".join(s.text for s in said)})
        )
    return ColumnUnit(said[0].unit, None, False, Reason("单位见“%(line)s”", {"line": said[0].text}))
