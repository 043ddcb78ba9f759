"""Dates as officers write them, as fine as they are seen: `2024.3.8`, `24年5月`, `2023年三季度`, `22年底`, `3月底前`.

A month is kept as a month. A season or a half year is its last month, marked as approximate, and so is 底前, 左右, 旬.
Asked about: no year, no month, `3/4/2025`, `2.30`, two dates, a span of months, the number 2022.1, `已投产`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from southgate.domain.errors import Reason
from southgate.domain.money import cell_number
from southgate.domain.reading.ledger.grid import Day, Fault, Value
from southgate.domain.reading.ledger.reading import AS_WRITTEN, Reading, absent, asked
from southgate.domain.reading.ledger.text import fold, shown

FIRST_YEAR, LAST_YEAR = 1980, 2060  # outside of these a year of a project is a slip of the pen
QUARTER_WORDS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_HAN = str.maketrans("〇零一二三四五六七八九", "00123456789")
_HAN_YEAR = re.compile(r"([〇零一二三四五六七八九]{4}|[〇零一二三四五六七八九]{2})年")
_HAN_PART = re.compile(r"(?<=年)([一二三四五六七八九十]{1,2})月|(?<=月)([一二三四五六七八九十]{1,3})[日号]")
_Y4 = r"(?<!\d)((?:19|20)\d\d)"
_YEAR = r"(?<!\d)((?:19|20)\d\d年?|\d\d年)"  # a year of two digits needs its 年
_TIME = r"(?:t?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?"
QUARTER = re.compile(rf"{_YEAR}度?[.\-/]?(?:第?([一二三四1-4])季度|q([1-4]))(?:末|底)?")
HALF = re.compile(rf"{_YEAR}度?(上半年|下半年|年?中(?!旬)|年?底|年?末|年?内|岁末)")
MONTH = re.compile(rf"(?<!\d)((?:19|20)\d\d|\d\d)年(\d{{1,2}})月份?(?:(\d{{1,2}})(?:日|号)?{_TIME}(?![\d.]))?")
SIGNS = re.compile(rf"{_Y4}([-/.])(\d{{1,2}})(?:\2(\d{{1,2}})(?!\d){_TIME})?(?![\d:])[日号月]?")
DIGITS = re.compile(r"(?<![\d.])((?:19|20)\d{6}|(?:19|20)\d{4})(?!\d)")
SWAPPED = re.compile(r"(?<![\d.])(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")
_CLOCK = re.compile(r"(\d)\s+(\d{1,2}:\d\d)")
_ABOUT = re.compile(
    r"约|大约|左右|前后|上下|之前|以前|底前|前|底|末|初|上旬|中旬|下旬|月中|中|预估|不晚于|不迟于|最晚|最迟|之内|内"
)
_FILLER = re.compile(
    r"(?:项目|企业|协议|合同|正式|预计|计划|承诺|争取|力争|确保|拟|暂定|实际|目标|于|在|已经|已|将|可|全面|开工建设|开工|动工|签订|签约|签署|竣工|投产|投用|建成|完成|完工|试生产|时间|日期|年月|实现|全部|并|进行|举行|启动|进场|仪式|上午|下午|星期[一二三四五六日天]|周[一二三四五六日天]|示例|[、,，。.;；:：()\[\]【】“”\"'])"
)
_SPAN = re.compile(
    r"^[-~—–－～至到、或及和/]+(?:(?:(?:19|20)?\d\d年)?\d{1,2}(?:月|日|号)?|\d{1,2}[./-]\d{1,2}|第?[一二三四]季度|[年月日]|底|末)*(?:月|日|底|季度)?$"
)
_STATUS = re.compile(
    r"^(?:项目|企业)?(?:已|正在|现已|已经|正式)?(?:建成|竣工)?(?:投产|开工|签约|竣工|投用|试生产|达产|在建|落地|完工|动工|建设中|投运|生产|运营|续建|施工中|完成|建成)(?:中|并?投产|达效)?$"
)
_NO_YEAR = re.compile(
    r"^(?:今年|明年|本年|当年|去年|后年|本月|下月)?(?:\d{1,2}月(?:份)?(?:\d{1,2}[日号]?)?|\d{1,2}[./-]\d{1,2}|第?[一二三四1-4]季度|上半年|下半年|年底|年中|年内|年末|年初|月底|近期|尽快|春节前?后?|国庆前?|五一前?|十月|十[一二]月|[一二三四五六七八九]月)?(?:底|末|初|上旬|中旬|下旬)?(?:前|左右|之前|以前|前后)?$"
)


@dataclass(frozen=True, slots=True)
class _Date:
    text: str
    iso: str | None
    approx: bool
    wrong: bool = False
    swapped: tuple[str, str] | None = None


def read_date(value: Value, blank: frozenset[str], *, typed: bool, number_format: str = "General") -> Reading:
    """A cell of a date column. `typed` is false where a number may have lost its last 0 without showing it (csv)."""
    raw = shown(value)
    match value:
        case Day():
            return _day(value, raw)
        case Fault(code=code):
            return asked(code, "formula_error", "此格公式出错（%(raw)s），没有日期，请补填。")
        case bool():
            return asked(raw, "ambiguous_date", "日期栏是“%(raw)s”，不是日期，请补填。")
        case int() | float():
            return _number(value, raw, number_format)
        case None:
            return absent("")
    return _text(raw, blank, typed)


def _day(value: Day, raw: str) -> Reading:
    if value.shown == "month":
        return Reading(value.iso[:7], raw, Reason("日期格，只显示到月"))
    if value.shown == "year":
        return asked(raw, "ambiguous_date", "日期只写到年（%(raw)s），请补月份。")
    if value.shown == "month_day":
        return asked(
            raw,
            "ambiguous_date",
            "日期格只显示月日（%(raw)s），单元格里的年份是 %(year)s 年，请确认年份。",
            year=value.iso[:4],
        )
    if value.shown == "time":
        return asked(raw, "ambiguous_date", "日期栏只有钟点（%(raw)s），请补日期。")
    return Reading(value.iso, raw, Reason("日期格"))


def _number(value: int | float, raw: str, number_format: str) -> Reading:
    """A plain number in a date column: 20250417, 202504, 2025.7; 2025.1 may be January or October."""
    number = cell_number(value)
    text = (
        f"{number:.2f}"
        if number_format.startswith("0.00") and not number_format.startswith("0.000")
        else f"{number.normalize():f}"
    )
    if re.fullmatch(r"(?:19|20)\d\d\.1", text):
        return _tenth(raw, text[:4])
    if re.fullmatch(r"(?:19|20)\d{2}(?:\d{2}|\d{4}|\.\d{1,2})", text):
        return _text(text, frozenset(), True)
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return asked(raw, "ambiguous_date", "日期写作“%(raw)s”，没有月份，请补月份。")
    return asked(raw, "ambiguous_date", "日期栏是数值 %(raw)s，看不出是哪一天，请补填日期。")


def _tenth(raw: str, year: str) -> Reading:
    return asked(
        raw,
        "ambiguous_date",
        "此格是数值 %(raw)s，可能是 %(year)s年1月，也可能是 %(year)s年10月（末位 0 被表格去掉），请确认。",
        (f"{year}-01", f"{year}-10"),
        year=year,
    )


def _text(raw: str, blank: frozenset[str], typed: bool) -> Reading:
    text = _arabic(fold(_CLOCK.sub(r"\1t\2", raw)))
    if text in blank:
        return absent(raw)
    if text.startswith("#"):
        return asked(raw, "formula_error", "此格公式出错（%(raw)s），没有日期，请补填。")
    if not typed and re.fullmatch(r"(?:19|20)\d\d\.1", text):
        return _tenth(raw, text[:4])
    found = list(_dates(text))
    if len(found) == 1:
        return _one(raw, text, found[0])
    if len(found) > 1:
        return _several(raw, text, found)
    return _none(raw, text)


def _arabic(text: str) -> str:
    """Chinese figures of a date in digits: 二〇二四年五月 → 2024年5月."""
    text = _HAN_YEAR.sub(lambda m: m[1].translate(_HAN) + "年", text)
    return _HAN_PART.sub(lambda m: _tens(m[1]) + "月" if m[1] else _tens(m[2]) + "日", text)


def _tens(word: str) -> str:
    before, ten, after = word.partition("十")
    if not ten:
        return before.translate(_HAN)
    return str((int(before.translate(_HAN)) if before else 1) * 10 + (int(after.translate(_HAN)) if after else 0))


def _dates(text: str) -> Iterator[_Date]:
    """The dates in a text from left to right; where two readings begin together, the earlier of `_ROADS` wins."""
    start = 0
    while start < len(text):
        found = [(match.start(), i) for i, (pattern, _) in enumerate(_ROADS) if (match := pattern.search(text, start))]
        if not found:
            return
        pattern, road = _ROADS[min(found)[1]]
        match = pattern.search(text, start)
        assert match is not None
        yield road(match)
        start = match.end()


def _quarter(match: re.Match[str]) -> _Date:
    return _month(match[0], match[1], QUARTER_WORDS[match[2] or match[3]] * 3, True)


def _half(match: re.Match[str]) -> _Date:
    return _month(match[0], match[1], 6 if match[2] in ("上半年", "年中", "中") else 12, True)


def _months(match: re.Match[str]) -> _Date:
    return _exact(match[0], match[1], match[2], match[3])


def _signs(match: re.Match[str]) -> _Date:
    return _exact(match[0], match[1], match[3], match[4])


def _digits(match: re.Match[str]) -> _Date:
    return _exact(match[0], match[1][:4], match[1][4:6], match[1][6:] or None)


def _either_way(match: re.Match[str]) -> _Date:
    """`3/4/2025`: the month first or the day first. `3/3/2025` is asked about too: a date in this order was written by
    a program, and whether that program took month for day cannot be seen."""
    first, second = (_exact(match[0], match[4], m, d).iso for m, d in ((match[1], match[3]), (match[3], match[1])))
    if first and second:
        return _Date(match[0], None, False, swapped=(first, second))
    return _Date(match[0], first or second, False, wrong=not (first or second))


_ROADS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], _Date]], ...] = (
    (QUARTER, _quarter),
    (HALF, _half),
    (MONTH, _months),
    (SIGNS, _signs),
    (DIGITS, _digits),
    (SWAPPED, _either_way),
)


def _month(text: str, year: str, month: int, approx: bool) -> _Date:
    return replace(_exact(text, year.removesuffix("年"), str(month), None), approx=approx)


def _exact(text: str, year: str, month: str, day: str | None) -> _Date:
    y, m = int(year) + (2000 if len(year) == 2 else 0), int(month)
    if not (FIRST_YEAR <= y <= LAST_YEAR and 1 <= m <= 12):
        return _Date(text, None, False, wrong=True)
    if day is None:
        return _Date(text, f"{y:04}-{m:02}", False)
    right = 1 <= int(day) <= calendar.monthrange(y, m)[1]
    return _Date(text, f"{y:04}-{m:02}-{int(day):02}" if right else None, False, wrong=not right)


def _one(raw: str, text: str, date: _Date) -> Reading:
    rest = text.replace(date.text, "", 1)
    left = _FILLER.sub("", _ABOUT.sub("", rest))
    if left and _SPAN.match(_FILLER.sub("", rest)):
        return asked(raw, "ambiguous_date", "“%(raw)s”是一段时间，请确认按哪个月登记。")
    if left:
        return asked(raw, "ambiguous_date", "日期写作“%(raw)s”，读不准其中的“%(left)s”，请确认日期。", left=left)
    if date.swapped:
        first, second = date.swapped
        return asked(
            raw,
            "ambiguous_date",
            "“%(raw)s”可读作 %(first)s 或 %(second)s，请确认。",
            tuple(dict.fromkeys(date.swapped)),
            first=first,
            second=second,
        )
    if date.iso is None:
        return asked(raw, "ambiguous_date", "“%(raw)s”不是有效日期，请更正。")
    approx = date.approx or bool(_ABOUT.search(_FILLER.sub("", rest)))
    return Reading(date.iso, raw, Reason("大致时间，按 %(date)s", {"date": date.iso}) if approx else AS_WRITTEN, approx)


def _several(raw: str, text: str, found: Sequence[_Date]) -> Reading:
    isos = tuple(date.iso for date in found if date.iso)
    rest = text
    for date in found:
        rest = rest.replace(date.text, "", 1)
    if len(isos) == len(found) and len(set(isos)) == 1 and not _FILLER.sub("", rest):
        return Reading(isos[0], raw, AS_WRITTEN)
    if re.fullmatch(r"[-~—–至到]+", _FILLER.sub("", _ABOUT.sub("", rest))):
        return asked(raw, "ambiguous_date", "“%(raw)s”是一段时间，请确认按哪个月登记。", isos)
    return asked(raw, "ambiguous_date", "“%(raw)s”里有几个日期，请确认登记哪一个。", isos)


def _none(raw: str, text: str) -> Reading:
    if re.fullmatch(r"(?:约|预计|计划)?(?:(?:19|20)\d\d年?|\d\d年)(?:度|年?初|前|左右)?", text):
        return asked(raw, "ambiguous_date", "日期写作“%(raw)s”，没有月份，请补月份。")
    if _STATUS.match(text):
        return asked(raw, "date_text", "日期栏写“%(raw)s”，没有日期，请补日期。")
    if re.search(r"年\d{1,2}月?[-~—–至到、及和或]+\d{1,2}月", text):
        return asked(raw, "ambiguous_date", "“%(raw)s”是一段时间，请确认按哪个月登记。")
    if (plain := _FILLER.sub("", text)) and _NO_YEAR.match(plain):
        return asked(raw, "ambiguous_date", "日期写作“%(raw)s”，没有年份，请补年份。")
    if not re.search(r"\d", text):
        return asked(raw, "date_text", "日期栏写“%(raw)s”，没有日期，请补日期。")
    return asked(raw, "ambiguous_date", "日期写作“%(raw)s”，读不出是哪一天，请补填日期。")
