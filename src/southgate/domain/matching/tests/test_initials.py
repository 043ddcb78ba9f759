"""Initials as people type them."""

from __future__ import annotations

import pytest

from southgate.domain.matching.initials import initials


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("郴州经开区", "czjkq"),
        ("重庆长安汽车（示例）有限公司", "cqcaqcslyxgs"),
        ("LED显示屏二期", "ledxspeq"),
        ("厦门银行", "xmyh"),
        ("Ｎｏ．３ 标准厂房", "no3bzcf"),
        ("", ""),
    ],
)
def test_it_reads_as_people_do(name, expected):
    assert initials(name) == expected
