"""Number formats: which are dates, how fine they show a day, and which say something that the value alone does not."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from southgate.domain.reading.ledger.grid import Day, Fineness

BUILTIN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    # the Chinese ones, ECMA-376 18.8.30
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: 'h"时"mm"分"',
    35: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: 'h"时"mm"分"',
    56: 'h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_QUIET = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.I)
_LAST_SERIAL = 2_958_465  # 9999-12-31
_EPOCH_1900, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)


@lru_cache(maxsize=5_000)
def fineness(code: str) -> Fineness | None:
    """How fine a format shows a date, None when it shows none."""
    plain = _QUIET.sub("", code.split(";")[0]).lower().replace("am/pm", "").replace("上午/下午", "")
    if plain in ("", "general", "@") or not re.search(r"[ymdhs]", plain):
        return None
    year, day, clock = "y" in plain or "e" in plain, "d" in plain, bool(re.search(r"[hs]", plain))
    month = "m" in plain if not clock else bool(re.search(r"y.*m|m.*d|d.*m", plain))
    if year:
        return "day" if day else "month" if month else "year"
    if day or (month and not clock):
        return "month_day"
    return "time"


def day_of(serial: float, shown: Fineness, date1904: bool) -> Day | None:
    """The day of a serial number, None when it is outside of the calendar of spreadsheets."""
    if not 0 < serial <= _LAST_SERIAL:
        return None
    whole = int(serial)
    if whole == 0:
        minutes = round(serial * 24 * 60)
        return Day(f"{minutes // 60:02}:{minutes % 60:02}", "time") if shown == "time" else None
    if date1904:
        return Day((_EPOCH_1904 + dt.timedelta(days=min(whole, _LAST_SERIAL - 1462))).isoformat(), shown)
    start = _EPOCH_1900 if whole > 60 else dt.date(1899, 12, 31)  # the 1900 system counts a 29 February that never was
    return Day((start + dt.timedelta(days=whole)).isoformat(), shown)


@lru_cache(maxsize=5_000)
def telling(code: str) -> str:
    """The format when it changes what a number means to a reader (per cent, words, scaling, fixed places), else
    General."""
    return code if re.search(r'[%"\\!]|0,+(?:$|;)|^0\.00(?:_|$|;)', code) and fineness(code) is None else "General"
