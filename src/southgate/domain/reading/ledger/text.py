"""How texts are cleaned for values, and folded for comparing. Values keep their characters; only their writing is
evened."""

from __future__ import annotations

import re
import unicodedata

from southgate.domain.caching import cached
from southgate.domain.reading.ledger.grid import Day, Fault, Value

_SPACES = re.compile(r"[\s\u200b-\u200d\u2060\ufeff\u00ad]+")
_ENDS = " \t\r\n\v\f\u3000\xa0\u2000\u2002\u2003\u2009\u200b\ufeff\u2028\x85"
_HALF = {code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]}
_ROUND = str.maketrans({"(": "（", ")": "）"})
# Traditional to simplified, only for the words of headers, units and stages; values are never converted.
_TRADITIONAL = str.maketrans(
    dict(
        zip(
            "項業稱號單係統會體額資產區責領導聯繫負擔進況實際開時間簽約協議類屬園總計畫劃畝億萬圓據備註說標題縣廠縂達談續設處長級電話稅積標誌終結現狀階當動預佔"
            "規範圍內務屆歸報審匯彙數種範構聯絡對應無過點線財買賣與為於關個報經濟發鏈環節後佈變更訂執運",
            "项业称号单系统会体额资产区责领导联系负担进况实际开时间签约协议类属园总计划划亩亿万圆据备注说标题县厂总达谈续设处长级电话税积标志终结现状阶当动预占"
            "规范围内务届归报审汇汇数种范构联络对应无过点线财买卖与为于关个报经济发链环节后布变更订执运",
            strict=True,
        )
    )
)


def squeeze(text: str) -> str:
    """A text value: white space out, digits and letters half width, brackets full width （）."""
    return _SPACES.sub("", text).translate(_HALF).translate(_ROUND)


@cached(100_000)
def fold(text: str) -> str:
    """For comparing only: half width, no white space, lower case, simplified characters."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).lower().translate(_TRADITIONAL)


def trim(text: str) -> str:
    """A note as written, its ends trimmed of white space."""
    return text.strip(_ENDS)


def shown(value: Value) -> str:
    """The cell as text, as its source shows it beside a reading."""
    if type(value) is str:
        return trim(value)
    match value:
        case None:
            return ""
        case str():
            return trim(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case Day(iso=iso, shown=fineness):
            return {"month": iso[:7], "year": iso[:4], "month_day": iso[5:]}.get(fineness, iso)
        case Fault(code=code):
            return code
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return repr(value)
