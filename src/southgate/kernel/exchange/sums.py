"""Sums in cells: the unit of the cell beats the column's; a number that does not fit its unit is asked about."""

from __future__ import annotations

from decimal import Context, Decimal

from southgate.domain.errors import Reason, Refused
from southgate.domain.money import WAN, YI, Money, Unit, cell_number, exact, in_wan, parse, tidy, unit_of
from southgate.domain.reading.ledger.amounts import ABOUT

LARGEST = 10**15  # 分: ten thousand 亿元, more than any project; above it a wrong unit is certain
SMALL_FOR_WAN = 50  # an investment under 50 in a column of 万元 is probably 亿元 (ledgers of offices)
LARGE_FOR_YI = 500  # over 500 in a column of 亿元 is probably 万元
_AS_SHOWN = Context(prec=15)  # a spreadsheet keeps and shows 15 digits; the rest is noise of its arithmetic
MEND = "请在格里写明单位，如 17000万元、1.06亿元"


def read_sum(
    given: object, unit: Unit | None, *, likely_large: bool = False, about: bool = False
) -> tuple[Money, Reason | None] | Reason:
    """The sum a cell means in whole minor units, and how it was read. `unit` None means 万元 (as the page's head says).

    `likely_large`: a sum as large as a project's investment, so that a bare 12 in 万元 is asked about.
    `about`: an office's own ledger may say 近200亿元; whoever types into a form writes the sum itself.
    """
    column = unit or WAN
    if isinstance(given, bool):
        return Reason("这里要填金额", mend=MEND)
    if isinstance(given, int):
        return _whole(given, column, likely_large)
    if isinstance(given, float):
        return _bare(cell_number(given), column, likely_large)
    text = str(given)
    plain = tidy(text)
    try:
        return _bare(Decimal(plain.replace(",", "")), column, likely_large)
    except ArithmeticError:
        pass
    exactly = ABOUT.sub("", text) if about else text
    because = Reason("原文是约数，按写出的数记") if exactly != text else None
    try:
        return _within(parse(exactly, column), because)
    except Refused as refused:
        return refused.reasons[0]


def is_bare(given: object) -> bool:
    """Whether a cell is a number alone, so that its unit has to stand elsewhere."""
    if isinstance(given, str):
        try:
            return Decimal(tidy(given).replace(",", "")).is_finite()
        except ArithmeticError:
            return False
    return isinstance(given, int | float) and not isinstance(given, bool)


def _whole(number: int, unit: Unit, likely_large: bool) -> tuple[Money, Reason | None] | Reason:
    """A whole number, the usual cell: no decimals are needed to keep it exact."""
    doubt = _doubt(Decimal(number), unit, likely_large) if number < SMALL_FOR_WAN or number > LARGE_FOR_YI else None
    return doubt or _within(Money(number * unit.minor, unit.currency), None)


def _bare(number: Decimal, unit: Unit, likely_large: bool) -> tuple[Money, Reason | None] | Reason:
    if not number.is_finite():
        return Reason("这里要填金额", mend=MEND)
    doubt = _doubt(number, unit, likely_large)
    if doubt is not None:
        return doubt
    money, because = exact(number, unit), None
    if money is None:
        money = exact(_AS_SHOWN.plus(number), unit)
        because = Reason("按表里显示的 15 位数读")
    if money is None:
        return Reason(
            "%(number)s %(unit)s不足一分，无法准确登记",
            {"number": f"{number:f}", "unit": unit.say},
            mend="请四舍五入到分",
        )
    return _within(money, because)


def _doubt(number: Decimal, unit: Unit, likely_large: bool) -> Reason | None:
    if unit.scale == YI.scale and abs(number) > LARGE_FOR_YI:
        meant = format((number / 10_000).normalize(), "f")
        return Reason("列头是亿元，这格像万元；是不是 %(meant)s？", {"meant": meant}, mend=MEND)
    if likely_large and unit.scale == WAN.scale and 0 < abs(number) < SMALL_FOR_WAN:
        meant = format((number * 10_000).normalize(), "f")
        return Reason("列头是万元，这格像亿元；是不是 %(meant)s？", {"meant": meant}, mend=MEND)
    return None


def _within(money: Money, because: Reason | None) -> tuple[Money, Reason | None] | Reason:
    if money.minor < 0:
        return Reason("金额不能是负数", mend=MEND)
    if money.minor > LARGEST:
        return Reason("金额超过一万亿，多半是单位错了", mend=MEND)
    return money, because


def show_sum(minor: int, currency: str) -> str:
    """A sum as one types it into a column of 万元: 36500; in another currency with its name: 3600万美元."""
    number, _, unit = in_wan(Money(minor, currency)).partition(" ")
    return number if currency == "CNY" else f"{number}{unit}"


def column_unit(text: str) -> Unit | None:
    """The unit a column head names (万元, 亿元, 万美元), or None."""
    return unit_of(text) if text else None
