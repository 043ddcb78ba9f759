"""A cell may hold 32,767 characters: no rule may take long over them, and none may remember them."""

from __future__ import annotations

import time

import pytest

from southgate.domain.caching import SHORT, cached
from southgate.domain.reading.ledger.tests.books import read, sheet

HEAD = ["序号", "项目名称", "企业名称", "统一社会信用代码", "总投资（万元）", "用地（亩）", "带动就业", "签约时间",
        "形象进度", "进展情况", "责任单位", "项目阶段", "备注"]  # fmt: skip
PIECES = ("万", "1", "(", "、", "1-", "2024.", "一、", "十", "约", "终止", "小计", "2024年5月至", "产业园")
SECONDS = 2


@pytest.mark.parametrize("piece", PIECES)
def test_no_rule_takes_long_over_a_long_text(piece):
    text = (piece * 33_000)[:32_767]
    full = [1, "甲料项目", "甲料新材料有限公司", *([text] * 10)]
    started = time.perf_counter()
    answer = read(
        sheet("长", [[text], HEAD, full, [2, text, text], [text], [3, "乙件项目", "乙件装备有限公司"], [text]]),
        sheet("表头", [[*HEAD[:-1], text], [1, "甲料项目", "甲料新材料有限公司", *([None] * 10)]]),
    )
    assert time.perf_counter() - started < SECONDS
    assert {3, 6} <= {row.row for row in answer.rows}


def test_only_short_texts_are_remembered():
    seen: list[str] = []

    @cached(10)
    def rule(text: str) -> int:
        seen.append(text)
        return len(text)

    long = "长" * (SHORT + 1)
    assert [rule("短"), rule("短"), rule(long), rule(long)] == [1, 1, SHORT + 1, SHORT + 1]
    assert seen == ["短", long, long]
