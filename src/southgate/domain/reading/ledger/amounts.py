"""Sums as officers write them: `约7900万`, `0.85亿元`, `3600万美元（折合人民币约2.6亿元）`, `1亿2000万元`,
`１.６亿元以上`.

A unit in the cell beats the column's. Contract currency counts, not 折合. Ranges and two sums are asked about; so is a
bare number that is too small for 万元 or too large for 亿元.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import cn2an  # type: ignore[import-untyped]

from southgate.domain.errors import Reason
from southgate.domain.money import AMOUNT, WAN, YI, Money, Rounding, Unit, cell_number, divide, exact, unit_of
from southgate.domain.reading.ledger.grid import Day, Fault, Value
from southgate.domain.reading.ledger.reading import Reading, absent, asked
from southgate.domain.reading.ledger.text import fold, shown

SMALL_WAN = Decimal(50)  # a bare number below this in a 万元 column may have been meant in 亿元
LARGE_YI = Decimal(500)  # a bare number above this in a 亿元 column may have been meant in 万元
SMALL_YUAN = Decimal(10_000)  # a bare number below this in a 元 column may have been meant in 万元
SEEN_DIGITS = 15  # a spreadsheet shows at most 15 significant digits

ABOUT = re.compile(
    r"约|大概|大约|将近|接近|近|左右|上下|以上|余|多|超过|超|逾|不低于|不少于|至少|起|>=?|≥|＞|暂定|预估|估计|\+$"
)
_FILLER = re.compile(
    r"(?:计划|项目|固定资产)?(?:总投资|投资总额|投资额|投资|资金|金额|预计|计划|拟|合计|总计|共计|共|已到位|到位|累计|实际|人民币|元|达|为|约合|等值|[:：。.,，;；])"
)
_EXCHANGED = re.compile(r"(?:[,，;；/]|或)?(?:约?折合|约合|折|合|等值|相当于)(?:人民币|美元|港元)?.*$")
_ASIDE = re.compile(
    r"^(?:约?折合?|约合|合|其中|含|包括|不含|一期|二期|三期|首期|固投|固定资产|等值|按|以|备案|注册|年内|暂定|估算|概算|预估|计划|示例|人民币$)"
)
_PART = re.compile(r"(?<=[元亿万])[,，;；、]?(?:其中|含|包括)[:：]?[^()]*$")
_BRACKET = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_RANGE = re.compile(r"^(?:[-~—–－～〜至到]|--|——|或|/)$")
_HAN_NUMBER = re.compile(
    r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?(?=万|亿|元|美元|千万|百万)"
)
_ODD = re.compile(r"(?<=\d)(?:余|多|来)(?=(?:万|亿|千万|百万))")  # 3000余万元: the mark stands inside the sum
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_NEGATIVE = re.compile(r"^[-−]\d")


@dataclass(frozen=True, slots=True)
class _Found:
    number: Decimal
    unit: Unit | None
    start: int
    end: int


def read_amount(value: Value, unit: Unit | None, blank: frozenset[str], number_format: str = "General") -> Reading:
    """A cell of a money column; `unit` is the column's, None when nothing names one."""
    raw = shown(value)
    match value:
        case Fault(code=code):
            return asked(code, "formula_error", "此格公式出错（%(raw)s），没有可用的数，请补填金额。")
        case bool() | Day():
            return asked(raw, "not_a_number", "金额栏是“%(raw)s”，不是数，请补填金额。")
        case int() | float():
            return _bare(cell_number(value), raw, *_format_unit(number_format, unit))
        case None:
            return absent("")
    return _from_text(raw, unit, blank)


def _format_unit(number_format: str, unit: Unit | None) -> tuple[Unit | None, bool, bool]:
    """The unit that the number format itself shows (`0"万元"`), whether it is the cell's own, whether the format
    rescales."""
    if number_format == "General":
        return unit, False, False
    quoted = "".join(a or b for a, b in _LITERAL.findall(number_format))
    scaled = bool(re.search(r"!\.|0,+(?:$|[;\"\\])", number_format))
    own = unit_of(quoted) if quoted.strip() else None
    return (own, True, scaled) if own else (unit, False, scaled)


def _from_text(raw: str, unit: Unit | None, blank: frozenset[str]) -> Reading:
    text = fold(raw).replace("￥", "¥").replace("，", ",")
    if text in blank:
        return absent(raw)
    if text.startswith("#"):
        return asked(raw, "formula_error", "此格公式出错（%(raw)s），没有可用的数，请补填金额。")
    if _NEGATIVE.match(text):
        return asked(raw, "ambiguous_amount", "金额写作“%(raw)s”，是负数，请核对。")
    text = _PART.sub("", text)
    text = _HAN_NUMBER.sub(lambda m: _han(m[0]), text)
    main, asides = _without_brackets(text)
    exchanged = _EXCHANGED.search(main)
    if exchanged:
        main = main[: exchanged.start()]
        if not main and len(asides) == 1:
            main, asides = asides[0], []
    if any(not _ASIDE.match(aside) and re.search(r"\d|待|核", aside) and unit_of(aside) is None for aside in asides):
        return asked(raw, "ambiguous_amount", "金额写作“%(raw)s”，括号内外有两个数，请确认按哪个登记。")
    return _from_main(raw, main, asides, unit)


def _han(number: str) -> str:
    try:
        return str(cn2an.cn2an(number.replace("〇", "零"), "smart"))
    except ValueError:
        return number


def _without_brackets(text: str) -> tuple[str, list[str]]:
    asides = _BRACKET.findall(text)
    return _BRACKET.sub("", text), asides


def _from_main(raw: str, main: str, asides: Sequence[str], unit: Unit | None) -> Reading:
    bracket_unit = next((u for aside in asides if (u := unit_of(aside)) is not None), None)
    main, odd = _ODD.subn("", main)
    found = _amounts(main)
    if not found:
        return asked(raw, "not_a_number", "金额栏写“%(raw)s”，不是数，请补填金额。")
    if len(found) > 1:
        return _several(raw, main, found, bracket_unit or unit)
    rest = main[: found[0].start] + "|" + main[found[0].end :]
    if left := _FILLER.sub("", ABOUT.sub("", rest)).strip("|"):
        return asked(
            raw,
            "ambiguous_amount" if re.search(r"\d", left) else "not_a_number",
            "金额写作“%(raw)s”，读不准其中的“%(left)s”，请确认金额。",
            left=left,
        )
    approx = odd > 0 or bool(ABOUT.search(rest)) or any(re.search("暂定|预估", aside) for aside in asides)
    one = found[0]
    own = one.unit or bracket_unit
    if own is None:
        return _bare(one.number, raw, unit, False, False, approx)
    return _money(one.number, own, raw, Reason("单元格写明单位%(unit)s", {"unit": own.say}), approx)


def _amounts(text: str) -> list[_Found]:
    """The sums in a text; `1亿2000万` written together is one sum."""
    found: list[_Found] = []
    for match in AMOUNT.finditer(text):
        unit = unit_of(f"{match['scale'] or ''}{match['currency'] or match['lead'] or ''}")
        number = Decimal(match["number"].replace(",", ""))
        last = found[-1] if found else None
        scale = match["scale"] is not None
        if last and last.end == match.start() and last.unit and unit and scale and last.unit.scale > unit.scale:
            joined = last.number * last.unit.scale + number * unit.scale
            found[-1] = _Found(joined, Unit(1, unit.currency, "元"), last.start, match.end())
        else:
            found.append(_Found(number, unit, match.start(), match.end()))
    return found


def _several(raw: str, main: str, found: Sequence[_Found], unit: Unit | None) -> Reading:
    between = ABOUT.sub("", main[found[0].end : found[1].start])
    if len(found) == 2 and _RANGE.match(between):
        own = found[1].unit or unit
        say = own.say if own else ""
        return asked(
            raw,
            "ambiguous_amount",
            "金额写作“%(raw)s”，是一个区间，请确认按哪个数登记。",
            tuple(f"{one.number.normalize():f}{(one.unit.say if one.unit else say)}" for one in found),
        )
    return asked(raw, "ambiguous_amount", "金额写作“%(raw)s”，里面有几个数，请确认按哪个数登记。")


def _bare(number: Decimal, raw: str, unit: Unit | None, own: bool, scaled: bool, approx: bool = False) -> Reading:
    """A number without a unit of its own, read in the column's unit when that is believable."""
    if number < 0:
        return asked(raw, "ambiguous_amount", "金额写作“%(raw)s”，是负数，请核对。")
    if scaled:
        return asked(raw, "ambiguous_unit", "此格为 %(raw)s，但格式按更大的单位显示，请确认金额。")
    if unit is None:
        return asked(raw, "column_unit", "本列没有写单位，此格为 %(raw)s，请确认单位。")
    if own:
        return _money(number, unit, raw, Reason("单元格格式写明单位%(unit)s", {"unit": unit.say}), approx)
    other = _other_unit(number, unit)
    if other is not None:
        return asked(
            raw,
            "ambiguous_unit",
            "本列单位为%(unit)s，此格为 %(raw)s，疑按%(other)s填写，请确认是 %(raw)s %(unit)s还是 %(raw)s %(other)s。",
            (f"{raw}{unit.say}", f"{raw}{other.say}"),
            unit=unit.say,
            other=other.say,
        )
    return _money(number, unit, raw, Reason("按本列单位%(unit)s", {"unit": unit.say}), approx)


def _other_unit(number: Decimal, unit: Unit) -> Unit | None:
    """The unit the number was perhaps meant in, None when the column's is believable. Nothing is nothing in any
    unit."""
    if unit.scale == WAN.scale and 0 < number < SMALL_WAN:
        return Unit(YI.scale, unit.currency, unit.say.replace("万", "亿", 1))
    if unit.scale == YI.scale and number > LARGE_YI:
        return Unit(WAN.scale, unit.currency, unit.say.replace("亿", "万", 1))
    if unit.scale == 1 and 0 < number < SMALL_YUAN:
        return Unit(WAN.scale, unit.currency, "万" + unit.say)
    return None


def _money(number: Decimal, unit: Unit, raw: str, because: Reason, approx: bool) -> Reading:
    money = exact(number, unit) or exact(_seen(number), unit)
    if money is None:
        whole = number * unit.minor
        top, bottom = whole.as_integer_ratio()
        money = Money(divide(top, bottom, Rounding.HALF_UP), unit.currency)
        because = Reason("%(why)s；不足一分的部分四舍五入", {"why": because})
    return Reading(money, raw, because, approx)


def _seen(number: Decimal) -> Decimal:
    """The number with the digits a spreadsheet shows; takes the binary dust off formula results."""
    shift = SEEN_DIGITS - 1 - number.adjusted()
    return round(number, shift) if number else number
