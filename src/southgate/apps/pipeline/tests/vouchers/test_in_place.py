"""Which money counts as in place: one worked example a rule of sources 1.8, named after its source; laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.apps.pipeline.selectors.vouchers.rules import IN_PLACE, read_rule
from southgate.domain.counting.in_place import Line, count, unproved
from southgate.domain.counting.vouchers import Origin, Use, VoucherKind
from southgate.domain.errors import Refused
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.packs.toml import read_pack

WAN, YI = 1_000_000, 10_000_000_000
RULES = {pack.head.key: read_rule(pack) for pack in shipped() if pack.head.schema == IN_PLACE}
HOME, ABROAD = Origin.DOMESTIC, Origin.FOREIGN


def line(kind: VoucherKind, use: Use, wan: int, origin: Origin = HOME) -> Line:
    return Line(kind, use, origin, wan * WAN, wan * WAN)


def usd(kind: VoucherKind, dollars: int, use: Use = Use.FIXED) -> Line:
    return Line(kind, use, ABROAD, dollars * 700, dollars * 100, "USD")


def why(counted) -> list[str]:
    return [str(one.because) for one in counted.left_out]


def test_a_city_after_three_quarters_702_76_is_526_89_fixed_and_175_87_working():
    """A city's three-quarter report: 702.76亿 arrived = 526.89 fixed assets + 175.87 working capital."""
    fixed = [Line(VoucherKind.BANK_SLIP, Use.FIXED, HOME, 52_689 * YI // 100 // 3, 0) for _ in range(3)]
    working = Line(VoucherKind.BANK_SLIP, Use.WORKING, HOME, 17_587 * YI // 100, 0)
    found = count([*fixed, working], RULES["default.money"])
    assert found.by_use == {Use.FIXED: 52_689 * YI // 100, Use.WORKING: 17_587 * YI // 100, Use.LAND: 0}
    assert found.total == 70_276 * YI // 100


def test_huainan_2010_155_money_from_abroad_is_proved_by_verification_customs_or_forex():
    rule = RULES["huainan.money"]
    for kind in (VoucherKind.VERIFICATION, VoucherKind.CUSTOMS, VoucherKind.FOREX, VoucherKind.OFFICIAL):
        assert count([usd(kind, 100_000)], rule).total == 70 * WAN, kind
    assert why(count([usd(VoucherKind.BANK_SLIP, 100_000)], rule)) == [
        "按本区口径，银行回单不能证明外资用于固定资产，能证明的有：主管部门认定数、验资报告、报关单、外汇入账证明、无形资产合同和评估"
    ]


def test_huainan_2010_155_money_from_within_is_proved_by_auditor_bank_or_equipment_list():
    rule = RULES["huainan.money"]
    for kind in (
        VoucherKind.VERIFICATION,
        VoucherKind.BANK_SLIP,
        VoucherKind.EQUIPMENT,
        VoucherKind.REGISTERED,
        VoucherKind.OFFICIAL,
    ):
        assert count([line(kind, Use.FIXED, 300)], rule).total == 300 * WAN, kind
    assert unproved(VoucherKind.CUSTOMS, HOME, Use.FIXED, rule) is not None


def test_huainan_2010_155_single_projects_from_100_000_dollars_or_three_million_yuan():
    rule = RULES["huainan.money"]
    assert count([line(VoucherKind.BANK_SLIP, Use.FIXED, 299)], rule).total == 0
    assert (
        count([line(VoucherKind.BANK_SLIP, Use.FIXED, 200), line(VoucherKind.EQUIPMENT, Use.FIXED, 100)], rule).total
        == 300 * WAN
    )
    short = count([usd(VoucherKind.FOREX, 99_999)], rule)
    assert (short.total, why(short)) == (0, ["这个项目外资合计 9.9999 万美元，不到 10 万美元，不计"])
    assert count([usd(VoucherKind.FOREX, 60_000), usd(VoucherKind.CUSTOMS, 40_000)], rule).total == 70 * WAN


def test_huainan_2010_155_each_origin_meets_its_own_threshold():
    rule = RULES["huainan.money"]
    found = count([line(VoucherKind.BANK_SLIP, Use.FIXED, 299), usd(VoucherKind.FOREX, 100_000)], rule)
    assert (found.total, found.not_counted) == (70 * WAN, 299 * WAN)


def test_huainan_2010_155_mainly_fixed_assets_working_capital_is_shown_and_not_counted():
    found = count(
        [line(VoucherKind.BANK_SLIP, Use.FIXED, 300), line(VoucherKind.BANK_SLIP, Use.WORKING, 50)],
        RULES["huainan.money"],
    )
    assert (found.total, found.not_counted, why(found)) == (300 * WAN, 50 * WAN, ["本区口径不计流动资金"])


def test_huainan_2010_155_intangibles_by_contract_and_valuation():
    assert count([line(VoucherKind.INTANGIBLE, Use.FIXED, 400)], RULES["huainan.money"]).total == 400 * WAN


def test_huainan_2010_155_trade_and_service_count_fixed_investment_only():
    paid = [line(VoucherKind.BANK_SLIP, Use.FIXED, 500), line(VoucherKind.BANK_SLIP, Use.LAND, 100)]
    assert count(paid, RULES["huainan.money"], industry="装备制造").total == 600 * WAN
    trade = count(paid, RULES["huainan.money"], industry="现代商贸")
    assert (trade.total, why(trade)) == (500 * WAN, ["这个行业的项目不计用地"])


def test_caidian_land_payment_is_excluded():
    paid = [line(VoucherKind.SETTLEMENT, Use.FIXED, 800), line(VoucherKind.LAND_RECEIPT, Use.LAND, 200)]
    found = count(paid, RULES["caidian.money"])
    assert (found.total, why(found)) == (800 * WAN, ["本区口径不计用地"])


def test_county_rule_industrial_land_receipt_works_settlement_equipment_invoices():
    paid = [
        line(VoucherKind.LAND_RECEIPT, Use.LAND, 200),
        line(VoucherKind.SETTLEMENT, Use.FIXED, 300),
        line(VoucherKind.INVOICE, Use.FIXED, 50),
        line(VoucherKind.EQUIPMENT, Use.FIXED, 25),
        line(VoucherKind.BANK_SLIP, Use.WORKING, 10),
    ]
    assert count(paid, RULES["county.money"]).total == 585 * WAN
    assert unproved(VoucherKind.REGISTERED, HOME, Use.FIXED, RULES["county.money"]) is not None


def test_money_in_another_currency_than_the_threshold_is_not_guessed():
    euros = Line(VoucherKind.FOREX, Use.FIXED, ABROAD, 800_000_00, 100_000_00, "EUR")
    found = count([euros], RULES["huainan.money"])
    assert found.total == 0 and "别的币种" in why(found)[0]


LINES = st.builds(
    Line, st.sampled_from(VoucherKind), st.sampled_from(Use), st.sampled_from(Origin), st.integers(1, 10**13),
    st.integers(1, 10**13), st.sampled_from(["CNY", "USD", "EUR"]),
)  # fmt: skip


@pytest.mark.parametrize("key", sorted(RULES))
@given(lines=st.lists(LINES, max_size=12), industry=st.sampled_from(["", "商贸物流", "机械"]))
def test_counted_and_left_out_are_all_that_came(key, lines, industry):
    found = count(lines, RULES[key], industry=industry)
    assert found.total + found.not_counted == sum(line.amount_cny for line in lines)
    assert len(found.lines) + len(found.left_out) == len(lines)
    assert all(one.because.say for one in found.left_out)


@given(lines=st.lists(LINES, max_size=8), more=LINES)
def test_one_more_voucher_never_takes_money_away(lines, more):
    rule = RULES["huainan.money"]
    assert count([*lines, more], rule).total >= count(lines, rule).total


def test_a_rule_that_no_place_can_mean_is_refused_with_every_fault():
    text = next(pack.text for pack in shipped("caidian"))
    head = text.partition("[counts]")[0]
    wrong = '[counts]\nuses = []\n[least]\ndomestic = 0\ncurrency = "XYZ"\n'
    wrong += '[[proof]]\nkind = "customs"\norigins = []\nuses = []\n'
    with pytest.raises(Refused) as refused:
        read_rule(read_pack(head + wrong, "x.toml"))
    assert len(refused.value.reasons) == 4
