"""Money as whole minor units (分, cents) with an ISO currency; the only place where amounts are computed.

No float takes part: text and cell numbers become `Decimal`, are scaled to minor units exactly, and leave as `int`.
Rates and shares are integers in millionths. Division happens once, last, by a named rounding mode.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from southgate.domain.errors import Reason, Refused

MILLION = 1_000_000
MINOR_DIGITS = {
    "CNY": 2,
    "USD": 2,
    "HKD": 2,
    "EUR": 2,
    "GBP": 2,
    "SGD": 2,
    "TWD": 2,
    "AUD": 2,
    "MOP": 2,
    "CHF": 2,
    "CAD": 2,
    "JPY": 0,
    "KRW": 0,
}  # ISO 4217 exponents
CURRENCY_WORDS = {
    "人民币元": "CNY",
    "人民币": "CNY",
    "RMB": "CNY",
    "CNY": "CNY",
    "¥": "CNY",
    "元": "CNY",
    "圆": "CNY",
    "块": "CNY",
    "美元": "USD",
    "美金": "USD",
    "美圆": "USD",
    "USD": "USD",
    "US$": "USD",
    "$": "USD",
    "港元": "HKD",
    "港币": "HKD",
    "港幣": "HKD",
    "HKD": "HKD",
    "HK$": "HKD",
    "欧元": "EUR",
    "EUR": "EUR",
    "€": "EUR",
    "日元": "JPY",
    "日圆": "JPY",
    "JPY": "JPY",
    "英镑": "GBP",
    "GBP": "GBP",
    "£": "GBP",
    "韩元": "KRW",
    "KRW": "KRW",
    "新加坡元": "SGD",
    "新元": "SGD",
    "SGD": "SGD",
    "新台币": "TWD",
    "台币": "TWD",
    "TWD": "TWD",
    "澳元": "AUD",
    "AUD": "AUD",
    "澳门元": "MOP",
    "瑞士法郎": "CHF",
    "加元": "CAD",
    "CAD": "CAD",
}
SCALE_WORDS = {
    "": 1,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "十亿": 1_000_000_000,
    "百亿": 10_000_000_000,
    "千亿": 100_000_000_000,
    "万亿": 1_000_000_000_000,
}
_SCALE = "|".join(sorted(filter(None, SCALE_WORDS), key=len, reverse=True))
_CURRENCY = "|".join(re.escape(w) for w in sorted(CURRENCY_WORDS, key=len, reverse=True))
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
AMOUNT = re.compile(rf"(?P<lead>{_CURRENCY})?(?P<number>{NUMBER})(?P<scale>{_SCALE})?(?P<currency>{_CURRENCY})?", re.I)
_SIGNED = re.compile(rf"(?P<sign>[-+]?)(?P<rest>{AMOUNT.pattern})", re.I)
_UNIT = re.compile(rf"(?P<lead>人民币)?(?P<scale>{_SCALE})?(?P<currency>{_CURRENCY})?", re.I)


class Rounding(StrEnum):
    """How a division is rounded; each use names its mode."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"
    UP = "up"
    FLOOR = "floor"
    CEILING = "ceiling"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit an amount is written in: `scale` whole currency units of `currency`; `say` is how people write it."""

    scale: int
    currency: str
    say: str

    @property
    def minor(self) -> int:
        """Minor units in one of this unit: 1_000_000 for 万元."""
        return self.scale * int(10 ** MINOR_DIGITS[self.currency])


YUAN = Unit(1, "CNY", "元")
WAN = Unit(10_000, "CNY", "万元")
YI = Unit(100_000_000, "CNY", "亿元")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of one currency. Amounts of two currencies never add up."""

    minor: int
    currency: str = "CNY"

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError(f"minor units are whole numbers, got {self.minor!r}")
        if self.currency not in MINOR_DIGITS:
            raise Refused([Reason("不认识的币种 %(currency)s", {"currency": self.currency})])

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise Refused([Reason("币种不同（%(a)s、%(b)s），不能相加减", {"a": self.currency, "b": other.currency})])

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.minor <= other.minor

    def times(self, rate: int, rounding: Rounding) -> Money:
        """This amount times a rate in millionths."""
        return Money(divide(self.minor * rate, MILLION, rounding), self.currency)

    def convert(self, to: str, rate: int, rounding: Rounding) -> Money:
        """This amount in another currency; `rate` is millionths of `to` for one whole unit of this currency."""
        up, down = int(10 ** MINOR_DIGITS[to]), int(10 ** MINOR_DIGITS[self.currency])
        return Money(divide(self.minor * rate * up, MILLION * down, rounding), to)


def divide(numerator: int, denominator: int, rounding: Rounding) -> int:
    """Whole-number division by a named mode; exact for any size."""
    if denominator == 0:
        raise ZeroDivisionError("division by zero")
    value = Fraction(numerator, denominator)
    whole = int(value)  # towards zero
    rest = abs(value - whole)
    away = whole + (1 if value >= 0 else -1)
    match rounding:
        case Rounding.DOWN:
            return whole
        case Rounding.UP:
            return away if rest else whole
        case Rounding.FLOOR:
            return value.__floor__()
        case Rounding.CEILING:
            return value.__ceil__()
        case Rounding.HALF_UP:
            return away if rest >= Fraction(1, 2) else whole
        case Rounding.HALF_EVEN:
            return round(value)


def share(part: int, whole: int, rounding: Rounding) -> int:
    """`part` of `whole` in millionths."""
    return divide(part * MILLION, whole, rounding)


def split(total: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """`total` by weights so that the parts add up to it exactly (largest remainder; ties go to the earlier part)."""
    if not weights or min(weights) < 0 or not any(weights):
        raise Refused([Reason("分摊需要至少一个大于零的权重，且不能有负数")])
    sign, amount, base = (-1 if total.minor < 0 else 1), abs(total.minor), sum(weights)
    floors = [amount * w // base for w in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % base), i))
    for i in order[: amount - sum(floors)]:
        floors[i] += 1
    return tuple(Money(sign * part, total.currency) for part in floors)


def tidy(text: str) -> str:
    """Half-width digits and signs, no white space: the form in which amounts are parsed."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).replace("￥", "¥").replace("，", ",")


def unit_of(text: str) -> Unit | None:
    """The unit that `text` is and nothing else: 万元, 亿, 人民币万元, 万美元; None when it is no unit."""
    plain = tidy(text)
    found = _UNIT.fullmatch(plain)
    if not plain or found is None or not (found["scale"] or found["currency"]):
        return None
    currency = CURRENCY_WORDS[(found["currency"] or "元").upper()]
    scale = SCALE_WORDS[found["scale"] or ""]
    return Unit(scale, currency, f"{found['scale'] or ''}{_currency_word(currency)}")


def exact(number: Decimal, unit: Unit) -> Money | None:
    """`number` units as money, or None when it is finer than one minor unit."""
    minor = number * unit.minor
    return Money(int(minor), unit.currency) if minor == minor.to_integral_value() else None


def parse(text: str, unit: Unit | None = None) -> Money:
    """A plain amount as money: `1.06亿元`, `17000 万元`, `3,600万美元`, or `5100` with `unit` given.

    A unit in the text beats `unit`. Raises `Refused` for anything else, and for parts of a 分.
    """
    plain = tidy(text)
    found = _SIGNED.fullmatch(plain)
    if found is None:
        raise Refused([Reason("“%(text)s”不是金额", {"text": text}, mend="请写成 17000万元、1.06亿元 或 3600万美元")])
    written = unit_of(f"{found['scale'] or ''}{found['currency'] or found['lead'] or ''}")
    use = written or unit
    if use is None:
        raise Refused([Reason("“%(text)s”没有写单位", {"text": text}, mend="请注明元、万元或亿元")])
    number = Decimal(found["number"].replace(",", "")) * (-1 if found["sign"] == "-" else 1)
    money = exact(number, use)
    if money is None:
        raise Refused([Reason("“%(text)s”不足一分，无法准确登记", {"text": text})])
    return money


def cell_number(value: int | float) -> Decimal:
    """The decimal a person sees in a number cell: the shortest text of the float, never its binary value."""
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def in_wan(money: Money) -> str:
    """The exact amount in ten thousands, `10600 万元`, `-0.000001 万元`; never rounded."""
    word = _currency_word(money.currency)
    return f"{_plain(Fraction(money.minor, 10_000 * 10 ** MINOR_DIGITS[money.currency]), 8)} 万{word}"


def spoken(money: Money, *, digits: int = 2, rounding: Rounding = Rounding.HALF_UP) -> str:
    """The amount as people say it, `1.06 亿元`, `3600 万美元`, `88.5 元`; rounded for reading only."""
    word = _currency_word(money.currency)
    whole = 10 ** MINOR_DIGITS[money.currency]
    steps = ((100_000_000, "亿"), (10_000, "万"))
    scale, name = next((step for step in steps if abs(money.minor) >= step[0] * whole), (1, ""))
    rounded = divide(money.minor * 10**digits, scale * whole, rounding)
    if scale == 10_000 and abs(rounded) >= 10_000 * 10**digits:  # 9999.999 万 reads as 1 亿
        rounded, name = divide(money.minor * 10**digits, 100_000_000 * whole, rounding), "亿"
    return f"{_plain(Fraction(rounded, 10**digits), digits)} {name}{word}"


def _currency_word(currency: str) -> str:
    return "元" if currency == "CNY" else next(word for word, code in CURRENCY_WORDS.items() if code == currency)


def _plain(value: Fraction, places: int) -> str:
    """A fraction with a finite decimal form as text without trailing zeros."""
    scaled = value * 10**places
    if scaled.denominator != 1:
        raise ValueError("more places than asked for")
    sign, digits = ("-" if scaled < 0 else ""), str(abs(scaled.numerator)).rjust(places + 1, "0")
    whole, rest = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"
