"""Addresses of sites in a normal form: what stays the same when two people write down one place.

Province, city, county, zone and town at the front are left out: within one zone they say nothing. Full width, 三号/3号,
8#/8号, 以东/东侧 are one writing; the two roads of a crossing have no order. A parcel number says more than all roads.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from southgate.domain.caching import cached

LONGEST = 200
"""Characters; a longer text is a description, not an address."""
_TOWN = r"省|自治区|市|自治州|州|盟|县|旗|(?<![园社小片厂校])区|镇|乡|街道"
_FRONT = re.compile(rf"^[一-鿿]{{1,9}}?(?:{_TOWN})(?![路街道巷桥口场]|大道|[东南西北中][路街])(?=.{{2}})")
_CITY = re.compile(r"^(?:[一-鿿]{2,7}?(?:省|自治区))?([一-鿿]{2,5}?)市(?![路街道场])")
_ROAD = r"(?:大道|[路街道巷线弄])"
_BRACKETS = re.compile(r"[(（【\[]([^()（）【】\[\]]*)[)）】\]]")
_BRACKET = re.compile(r"[()【】\[\]]")
_NOISE = re.compile(r"[\s·.。:：\"'“”\u200b]+")
_FILLER = re.compile(r"(?:附近|旁边?|地段|一带|境内|范围内|(?<=[号栋楼园])内|的)")
_SIDED = re.compile(rf"^(.+?{_ROAD})[以之]?(东南|东北|西南|西北|东|南|西|北)(?:侧|面|边|部|方)?$")
_CROSSING = re.compile(r"(?:交汇处?|交叉口?处?|交界处?|相交处|十字路口|路口|交口)(?:处)?")
_CORNER = re.compile(r"(东南|东北|西南|西北)角")
_BUILDING = re.compile(r"(?<=[\da-z])(?:号楼|幢|座|栋)")
_NAMELESS = re.compile(r"[^一-鿿]|[号栋楼室层区单元]")
_SPLIT = re.compile(r"[、,，;；/]|[与和及](?=[一-鿿])")
_CHINESE_NUMBER = re.compile(r"[零〇一二三四五六七八九十]{1,3}(?=号|栋|幢|座|楼|层|单元|街坊|地块)")
_LOT_AFTER = re.compile(r"(?:宗地|地块)(?:编号|号)?([a-z]{0,4}[(\[]?\d[\da-z()\[\]-]*)", re.I)
_LOT_BEFORE = re.compile(r"([a-z]{0,4}-?\d[\da-z()\[\]-]*)号?(?:宗地|地块)", re.I)
_DIGITS = dict(zip("零〇一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


@dataclass(frozen=True, slots=True)
class Address:
    """`local` tells places of one zone apart, `city` where the text names it. `local` is empty when the text is no
    more than a road or an estate: that much many share."""

    local: str
    city: str


NOWHERE = Address("", "")


@cached(50_000)
def address_of(text: str) -> Address:
    """The normal form of an address; `NOWHERE` for what names no exact place."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain or len(plain) > LONGEST:
        return NOWHERE
    plain = _NOISE.sub("", _BRACKETS.sub(_with_figures, plain)).replace("#", "号").replace("號", "号").lower()
    plain = _CHINESE_NUMBER.sub(_figures, plain)
    city = found[1] if (found := _CITY.match(plain)) else ""
    lot = _lot(plain)
    return Address(lot or _place(_without_front(plain)), city)


def _with_figures(found: re.Match[str]) -> str:
    """What stands in brackets is kept only when it counts something (a lot, a building): （原纺织厂） is talk."""
    return found[0] if any(ch.isdigit() for ch in found[1]) else ""


def _figures(found: re.Match[str]) -> str:
    text = found[0]
    if "十" not in text:
        return "".join(str(_DIGITS[ch]) for ch in text)
    tens, _, ones = text.partition("十")
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))


def _lot(plain: str) -> str:
    found = _LOT_AFTER.search(plain) or _LOT_BEFORE.search(plain)
    if found is None:
        return ""
    parts = re.findall(r"[a-z]+|\d+", found[1].lower())
    return "地块" + "-".join(part.lstrip("0") or "0" if part.isdigit() else part for part in parts)


def _without_front(plain: str) -> str:
    while found := _FRONT.match(plain):
        plain = plain[found.end() :]
    return plain


def _place(plain: str) -> str:
    """Parts in one order: 甲路以东、乙路以南 and 乙路南侧、甲路东侧 are one place."""
    crossing, corner = bool(_CROSSING.search(plain)), _CORNER.search(plain)
    plain = _BRACKET.sub("", plain)
    plain = _BUILDING.sub("栋", _FILLER.sub("", _CORNER.sub("", _CROSSING.sub("", plain))))
    parts = sorted(filter(None, (_side(part) for part in _SPLIT.split(plain))))
    sides = sum(part[-1:] == "侧" for part in parts)
    numbered = any(ch.isdigit() for ch in plain) and len(_NAMELESS.sub("", plain)) >= 2
    if not numbered and sides < 2 and not (crossing and len(parts) >= 2):
        return ""
    return "、".join([*parts, *(["交"] if crossing else []), *([corner[0]] if corner else [])])


def _side(part: str) -> str:
    found = _SIDED.match(part)
    return f"{found[1]}{found[2]}侧" if found else part
