"""Whole numbers, areas and shares as people type them into a cell, scaled to the integers that columns hold."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from southgate.domain.errors import Reason

_DECIMAL = r"([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_COUNT = re.compile(r"([-+]?\d{1,3}(?:,\d{3})+|[-+]?\d+)(?:\.0+)?(?:人|个|名|家|项|套|台|户)?")
_AREA = re.compile(rf"{_DECIMAL}(亩|公顷|平方米|平米|m2)?")
_SHARE = re.compile(rf"{_DECIMAL}(%|‰)?")
_THOUSANDTHS_OF = {None: 1_000, "亩": 1_000, "公顷": 15_000}
_LARGEST = 2**31
_ONE = 1_000_000


def read_count(given: str) -> int | Reason:
    """300, 1,200人 → a whole number; 约300 and 300余人 are refused."""
    text = _plain(given)
    found = _COUNT.fullmatch(text)
    if found is None:
        return Reason("“%(text)s”不是整数", {"text": given}, mend="请填整数，不写“约”“余”")
    return _whole(Decimal(found[1].replace(",", "")), "", text)


def read_area(given: str) -> int | Reason:
    """120.5, 120.5亩, 8公顷 → thousandths of a 亩 (1 公顷 = 15 亩)."""
    text = _plain(given)
    found = _AREA.fullmatch(text)
    if found is None:
        return Reason("“%(text)s”不是面积", {"text": given}, mend="请填亩数，如 120.5")
    if found[2] not in _THOUSANDTHS_OF:
        return Reason("单位是%(unit)s，不能准确折成亩", {"unit": found[2]}, mend="请填亩数，如 120.5")
    return _whole(Decimal(found[1].replace(",", "")) * _THOUSANDTHS_OF[found[2]], "亩数最多三位小数", text)


def read_share(given: str) -> int | Reason:
    """45, 45.5%, 3‰ → millionths. A bare number up to 1 may be a fraction or per cent: refused with both readings."""
    text = _plain(given)
    found = _SHARE.fullmatch(text)
    if found is None:
        return Reason("“%(text)s”不是百分数", {"text": given}, mend="请写成 45%%")
    number = Decimal(found[1].replace(",", ""))
    if found[2] is None and 0 < number <= 1:
        params = {"text": text, "times": format((number * 100).normalize(), "f")}
        return Reason("%(text)s 分不清是 %(text)s%% 还是 %(times)s%%", params, mend="请写上百分号")
    millionths = number * (1_000 if found[2] == "‰" else 10_000)
    if not 0 <= millionths <= _ONE:
        return Reason("%(text)s 不在 0 到 100%% 之间", {"text": text}, mend="请核对")
    return _whole(millionths, "百分数最多四位小数", text)


def _plain(given: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", given))


def _whole(number: Decimal, finer: str, text: str) -> int | Reason:
    if number != number.to_integral_value():
        return Reason(finer, mend="请核对")
    if not 0 <= number < _LARGEST:
        return Reason("%(text)s 超出可填的范围", {"text": text}, mend="请核对")
    return int(number)


def point(value: int, places: int) -> str:
    """An integer scaled by 10^places as plain decimals: (120500, 3) → 120.5."""
    return format(Decimal(value).scaleb(-places).normalize(), "f")
