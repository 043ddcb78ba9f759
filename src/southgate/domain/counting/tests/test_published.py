"""Published lists of 500 firms as offices keep them (示例: invented firms)."""

import pytest

from southgate.domain.counting.published import firms_in
from southgate.domain.errors import Refused
from southgate.domain.reading.ledger.grid import Row, Sheet, Value, Workbook


def book(*rows: tuple[Value, ...]) -> Workbook:
    return Workbook((Sheet("说明", ()), Sheet("名单", tuple(Row(n, row) for n, row in enumerate(rows, 1)))))


def test_a_list_with_a_title_above_its_head() -> None:
    firms = firms_in(book(("示例500强（2026）",), (), ("排名", "企业名称", "总部"), (1.0, "示例甲集团", "北京"),
                          ("2", " 示例乙有限公司 ", ""), (None, None, "合计")))  # fmt: skip
    assert [(firm.name, firm.rank) for firm in firms] == [("示例甲集团", 1), ("示例乙有限公司", 2)]
    assert firms[0].where == "名单!B4"


def test_brackets_and_blanks_in_the_head_do_not_matter() -> None:
    [firm] = firms_in(book(("【企业 名称】", "统一社会信用代码"), ("示例甲集团", "91110000MA01ABCD1X")))
    assert firm.credit_code == "91110000MA01ABCD1X" and firm.rank is None


def test_every_fault_is_said_with_its_cell() -> None:
    with pytest.raises(Refused) as refused:
        firms_in(book(("名次", "公司名称"), (1, ""), ("第二", "示例乙"), (501, "示例丙")))
    assert [reason.where for reason in refused.value.reasons] == ["名单!B2", "名单!B3", "名单!B4"]


@pytest.mark.parametrize("rows", [(), (("金额", "日期"), (1, 2)), (("企业名称",),)])
def test_what_is_no_list_is_refused(rows: tuple[tuple[Value, ...], ...]) -> None:
    with pytest.raises(Refused):
        firms_in(book(*rows))


def test_more_than_five_hundred_are_no_list() -> None:
    with pytest.raises(Refused):
        firms_in(book(("企业名称",), *((f"示例{n}",) for n in range(501))))
