"""Money in place by its vouchers: what a voucher is, when two are the same slip, and what must be given.

A voucher stands for one payment that somebody proves with one paper. The same paper counts once in the whole house
(sources 1.8: "one voucher usable once across all projects and reports"), so issuer and number have a normal form in
which slips of the hand vanish: full width, case, spaces, dashes and other signs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from southgate.domain.errors import Reason
from southgate.domain.money import MINOR_DIGITS, Money, Rounding
from southgate.domain.projects import FIRST_YEAR

LARGEST = 2**62


class VoucherKind(StrEnum):
    """What kind of paper proves the payment. The first seven stand in county rules, the others in Huainan's."""

    BANK_SLIP = "bank_slip"
    INVOICE = "invoice"
    LAND_RECEIPT = "land_receipt"
    SETTLEMENT = "works_settlement"
    VERIFICATION = "capital_verification"
    EQUIPMENT = "equipment"
    CUSTOMS = "customs"
    FOREX = "forex"
    INTANGIBLE = "intangible"
    REGISTERED = "registered_capital"
    OFFICIAL = "official_figure"


class Use(StrEnum):
    """What the money went into. 固定资产 流动资金 用地."""

    FIXED = "fixed"
    WORKING = "working"
    LAND = "land"


class Origin(StrEnum):
    """Where the money comes from: from within the country, or from abroad. Rules of proof differ by it."""

    DOMESTIC = "domestic"
    FOREIGN = "foreign"


class State(StrEnum):
    ENTERED = "entered"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


KIND_NAMES = dict(zip(VoucherKind, (
    "银行回单", "发票", "土地款收据", "工程结算单", "验资报告", "设备清单", "报关单",
    "外汇入账证明", "无形资产合同和评估", "外来注册资本", "主管部门认定数",
), strict=True))  # fmt: skip
USE_NAMES = dict(zip(Use, ("固定资产", "流动资金", "用地"), strict=True))
ORIGIN_NAMES = dict(zip(Origin, ("内资", "外资"), strict=True))
STATE_NAMES = dict(zip(State, ("待认定", "已认定", "不予认定"), strict=True))


def key_of(text: str) -> str:
    """Letters and digits alone, half width, no case, no accents: `０１－23 ab` and `0123AB` are the same number."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(ch for ch in unicodedata.normalize("NFKD", plain) if ch.isalnum())


def issuer_key(text: str) -> str:
    """As `key_of`, and without legal forms: 中国工商银行股份有限公司某分行 is 中国工商银行某分行."""
    key = key_of(text)
    bare = key
    for form in ("股份有限公司", "有限责任公司", "有限公司"):
        bare = bare.replace(form, "")
    return bare or key


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherFacts:
    """What was written down of one voucher. `amount` in minor units of `currency`."""

    kind: str
    use: str
    origin: str
    number: str
    issuer: str
    payer: str
    paid_on: date | None
    amount: int | None
    currency: str
    rate_millionths: int | None
    rate_on: date | None


def in_cny(amount: int, currency: str, rate_millionths: int | None) -> int:
    """The sum in 分, rounded once, here: sums of vouchers add these whole numbers and never round again.

    A foreign sum needs its rate (`refusals` asks for it); without one it raises ValueError.
    """
    if currency == "CNY":
        return amount
    if not rate_millionths:
        raise ValueError(f"{currency} without a rate")
    return Money(amount, currency).convert("CNY", rate_millionths, Rounding.HALF_UP).minor


def refusals(facts: VoucherFacts, *, today: date) -> list[Reason]:
    """Every reason why this cannot be a voucher, whatever the zone's rules of proof are."""
    return [*_words(facts), *_choices(facts), *_amount(facts), *_rate(facts, today), *_day(facts, today)]


def _words(facts: VoucherFacts) -> Iterator[Reason]:
    if not key_of(facts.number):
        yield Reason("没有写凭证号", where="number", mend="照凭证上的号码填写，一张凭证凭号码只用一次")
    if not key_of(facts.issuer):
        yield Reason("没有写出具单位", where="issuer", mend="写开出凭证的银行、税务、单位或事务所")
    if not facts.payer.strip():
        yield Reason("没有写付款方", where="payer", mend="写付这笔钱的企业")
    longest = {"number": 80, "issuer": 120, "payer": 120}
    for name, most in longest.items():
        if len(getattr(facts, name)) > most:
            params = {"length": len(getattr(facts, name)), "longest": most}
            yield Reason("有 %(length)d 个字，最多 %(longest)d 个", params, where=name, mend="请缩短")


def _choices(facts: VoucherFacts) -> Iterator[Reason]:
    asked = (("kind", facts.kind, VoucherKind, "没有选凭证种类"), ("use", facts.use, Use, "没有选资金用途"),
             ("origin", facts.origin, Origin, "没有选内资或外资"))  # fmt: skip
    for where, given, known, say in asked:
        if given not in {one.value for one in known}:
            yield Reason(say, where=where, mend="从可选项里选")


def _amount(facts: VoucherFacts) -> Iterator[Reason]:
    if facts.amount is None:
        yield Reason("没有写金额", where="amount", mend="照凭证上的金额填写")
    elif facts.amount <= 0:
        yield Reason("金额应大于零", where="amount", mend="退回的钱不另记凭证，退回原凭证的认定")
    elif facts.amount >= LARGEST // 1_000:
        yield Reason("金额大得不像真的", where="amount", mend="核对单位")


def _rate(facts: VoucherFacts, today: date) -> Iterator[Reason]:
    if facts.currency not in MINOR_DIGITS:
        params = {"currency": facts.currency}
        yield Reason("不认识的币种 %(currency)s", params, where="currency", mend="用 CNY、USD 等代码")
    elif facts.currency == "CNY":
        if facts.rate_millionths is not None or facts.rate_on is not None:
            yield Reason("人民币没有折算汇率", where="rate", mend="去掉汇率，或改币种")
    else:
        if facts.rate_millionths is None or not 0 < facts.rate_millionths < 1_000_000_000:
            yield Reason("外币没有折算汇率", where="rate", mend="填写 1 单位外币折合多少元")
        if facts.rate_on is None:
            yield Reason("外币没有汇率日期", where="rate_on", mend="填写汇率是哪一天的")
        elif facts.rate_on > today or facts.rate_on.year < FIRST_YEAR:
            yield Reason("汇率日期不像真实日期", where="rate_on", mend="填写到账当天或前一个公布日")


def _day(facts: VoucherFacts, today: date) -> Iterator[Reason]:
    if facts.paid_on is None:
        yield Reason("没有写到账日期", where="paid_on", mend="照凭证上的日期填写")
    elif facts.paid_on > today:
        params = {"day": facts.paid_on.isoformat()}
        yield Reason("%(day)s 还没有到，没到账的钱不能登记", params, where="paid_on", mend="核对日期")
    elif facts.paid_on.year < FIRST_YEAR:
        yield Reason("%(day)s 不像真实日期", {"day": facts.paid_on.isoformat()}, where="paid_on", mend="核对年份")
