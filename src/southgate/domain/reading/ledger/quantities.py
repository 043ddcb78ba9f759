"""Land in 亩, jobs, and progress in per cent, as officers write them."""

from __future__ import annotations

import re
from decimal import Decimal

from southgate.domain.errors import Reason
from southgate.domain.money import NUMBER, cell_number
from southgate.domain.reading.ledger.amounts import ABOUT
from southgate.domain.reading.ledger.grid import Day, Fault, Value
from southgate.domain.reading.ledger.reading import AS_WRITTEN, Reading, absent, asked
from southgate.domain.reading.ledger.text import fold, shown
from southgate.domain.reading.ledger.units import LAND

FULL = Decimal(100)
BUILDING = frozenset({"平方米", "平米", "m2", "平方"})  # in a column of 亩 these are more often floors than land
_NUMBER = re.compile(NUMBER)
_BRACKET = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_LAND_UNIT = re.compile("|".join(sorted(map(re.escape, LAND), key=len, reverse=True)))
_LAND_FILLER = re.compile(r"(?:净|总|拟|计划|预计|规划|新增)?(?:用地|占地|供地|土地|面积)|共|计|合|需|新增|[:：,，.。]")
_JOBS_FILLER = re.compile(
    r"(?:预计|计划|拟|可|将|直接|新增)*(?:带动|吸纳|解决|提供|创造|新增|招用)?(?:就业|用工|从业)?(?:岗位|人员|人数)?|人次|名|个|人|共|[:：,，.。]"
)
_PERCENT_FILLER = re.compile(r"(?:已|累计|总体|工程|形象|整体|目前)*(?:完成|进度|达到|达|至|为)|完成|[:：,，.。]")
_INDIRECT = re.compile(r"[+]|\d[-~—–－～至到或/]\d|\d(?:人|亩|%|公顷)?[-~—–－～至到或/]\d")


def read_land(value: Value, unit: str | None, blank: frozenset[str]) -> Reading:
    """A cell of a land column in 亩; `unit` is the column's. 公顷 × 15, 平方米 × 0.0015."""
    raw = shown(value)
    if (odd := _odd(value, raw, blank)) is not None:
        return odd
    if isinstance(value, int | float):
        return _land(cell_number(value), unit, raw, False)
    return _land_text(raw, unit)


def _land_text(raw: str, unit: str | None) -> Reading:
    text = _BRACKET.sub("", fold(raw))
    bare = _LAND_UNIT.sub("", text)
    numbers = _NUMBER.findall(bare)
    if len(numbers) > 1 or _INDIRECT.search(bare):
        return asked(raw, "ambiguous_amount", "用地写作“%(raw)s”，是一个区间或有几个数，请确认亩数。")
    written = _LAND_UNIT.search(text)
    rest = _LAND_FILLER.sub("", ABOUT.sub("", _NUMBER.sub("", bare)))
    if not numbers or rest:
        return asked(raw, "not_a_number", "用地栏写“%(raw)s”，不是亩数，请确认是否不供地。")
    if written and written[0] in BUILDING and unit not in BUILDING:
        return asked(raw, "not_a_number", "用地栏写“%(raw)s”，是平方米，可能是厂房面积，请确认亩数。")
    about = bool(ABOUT.search(_NUMBER.sub("", bare)))
    return _land(Decimal(numbers[0].replace(",", "")), written[0] if written else unit, raw, about)


def _land(number: Decimal, unit: str | None, raw: str, approx: bool) -> Reading:
    if number < 0:
        return asked(raw, "ambiguous_amount", "用地写作“%(raw)s”，是负数，请核对。")
    if unit is None:
        return asked(raw, "column_unit", "本列没有写单位，此格为 %(raw)s，请确认单位。")
    because = AS_WRITTEN if unit == "亩" else Reason("由%(unit)s折算为亩", {"unit": unit})
    return Reading(number * LAND[unit], raw, because, approx)


def read_jobs(value: Value, blank: frozenset[str]) -> Reading:
    """A cell of a jobs column: whole persons; `300余人` is about 300."""
    raw = shown(value)
    if (odd := _odd(value, raw, blank)) is not None:
        return odd
    return _jobs(cell_number(value), raw, False) if isinstance(value, int | float) else _jobs_text(raw)


def _jobs_text(raw: str) -> Reading:
    text = _BRACKET.sub("", fold(raw))
    numbers = _NUMBER.findall(text)
    if len(numbers) > 1 or _INDIRECT.search(text):
        return asked(raw, "ambiguous_amount", "用工人数写作“%(raw)s”，是一个区间或有几个数，请确认。")
    rest = _NUMBER.sub("", text)
    scale = Decimal(10_000) if "万" in rest else Decimal(1)
    if not numbers or _JOBS_FILLER.sub("", ABOUT.sub("", rest.replace("万", "", 1))):
        return asked(raw, "not_a_number", "用工栏写“%(raw)s”，不是人数，请补填。")
    return _jobs(Decimal(numbers[0].replace(",", "")) * scale, raw, bool(ABOUT.search(rest)))


def _jobs(number: Decimal, raw: str, approx: bool) -> Reading:
    if number < 0 or number != number.to_integral_value():
        return asked(raw, "not_a_number", "用工栏写“%(raw)s”，不是整数人数，请核对。")
    return Reading(int(number), raw, AS_WRITTEN, approx)


def read_percent(value: Value, blank: frozenset[str], number_format: str = "General") -> Reading:
    """A cell of a progress column, 0–100. Below 1 it is a fraction; a bare 1 may be 1 % or all of it."""
    raw = shown(value)
    if (odd := _odd(value, raw, blank)) is not None:
        return odd
    if isinstance(value, int | float):
        number = cell_number(value)
        return _share(number * 100, raw, False) if "%" in number_format else _bare_share(number, raw, False)
    return _percent_text(raw)


def _percent_text(raw: str) -> Reading:
    text = fold(raw).replace("百分之百", "100%")
    text = _BRACKET.sub("", text)
    numbers = _NUMBER.findall(text)
    if len(numbers) > 1 or _INDIRECT.search(text):
        return asked(raw, "ambiguous_percent", "进度写作“%(raw)s”，是一个区间或有几个数，请确认。")
    rest = _NUMBER.sub("", text)
    written = "%" in rest or "百分之" in rest
    left = _PERCENT_FILLER.sub("", ABOUT.sub("", rest.replace("%", "", 1).replace("百分之", "")))
    if not numbers or left:
        return asked(raw, "not_a_number", "进度栏写“%(raw)s”，不是百分比，请补填。")
    number, about = Decimal(numbers[0].replace(",", "")), bool(ABOUT.search(rest))
    return _share(number, raw, about) if written else _bare_share(number, raw, about)


def _bare_share(number: Decimal, raw: str, approx: bool) -> Reading:
    if number == 1:
        return asked(raw, "ambiguous_percent", "此格为 1，可能是 1%%，也可能是 100%%，请确认。", ("1%", "100%"))
    return _share(number * 100 if 0 < number < 1 else number, raw, approx)


def _share(number: Decimal, raw: str, approx: bool) -> Reading:
    if not 0 <= number <= FULL:
        return asked(raw, "ambiguous_percent", "进度为 %(raw)s，不在 0 到 100 之间，请核对。")
    return Reading(number, raw, AS_WRITTEN, approx)


def _odd(value: Value, raw: str, blank: frozenset[str]) -> Reading | None:
    """What no number column can hold: nothing, a fault, a date."""
    if value is None or fold(raw) in blank:
        return absent(raw)
    if isinstance(value, Fault) or raw.startswith("#"):
        return asked(raw, "formula_error", "此格公式出错（%(raw)s），没有可用的数，请补填。")
    if isinstance(value, Day | bool):
        return asked(raw, "not_a_number", "此格为“%(raw)s”，不是数，请补填。")
    return None
