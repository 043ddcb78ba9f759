from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.errors import Refused
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.packs.toml import MAX_BYTES, read_pack

GOOD = """
[pack]  # head
schema = "sample.table/1"
key = "sample.zone"
version = 2
title = "示例规则"
valid_from = 2026-01-01
[pack.source]
title = "示例通知"
number = ""
date = 2025-12-31

[[row]]
name = "甲"
days = 5
[[row]]
name = "乙"
"""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    days: int = 1


@dataclass(frozen=True, slots=True)
class Rows:
    row: tuple[Row, ...]


def refusals(text: str | bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        read_pack(text, "a.toml").read(Rows)
    return [f"{reason.where}: {reason}" for reason in refused.value.reasons]


def test_it_reads_head_and_tables():
    pack = read_pack(GOOD, "a.toml")
    assert (pack.head.key, pack.head.version, pack.head.valid_to) == ("sample.zone", 2, None)
    assert pack.head.source.cite() == "《示例通知》"
    assert pack.read(Rows) == Rows((Row("甲", 5), Row("乙")))


def test_in_force_includes_both_ends():
    head = read_pack(
        GOOD.replace("valid_from = 2026-01-01", "valid_from = 2026-01-01\nvalid_to = 2026-01-03"), "a"
    ).head
    assert [head.in_force(date(2026, 1, day)) for day in (1, 3, 4)] == [True, True, False]
    assert not head.in_force(date(2025, 12, 31))


def test_comments_and_spacing_do_not_change_the_digest_but_content_does():
    digest = read_pack(GOOD, "a.toml").digest
    assert digest == read_pack("# 注\n" + GOOD.replace("days = 5", "days   =  5"), "b.toml").digest
    assert digest != read_pack(GOOD.replace("days = 5", "days = 6"), "a.toml").digest


def test_all_faults_of_the_tables_at_once_with_file_and_line():
    bad = GOOD.replace("days = 5", 'days = "5"').replace('name = "乙"', "nmae = 1")
    assert refusals(bad) == [
        "a.toml:15 row[1].days: 应为整数",
        "a.toml:16 row[2].name: 缺少必填的键",
        "a.toml:17 row[2].nmae: 不认识的键，可用：name、days",
    ]


def test_all_faults_of_the_head_at_once():
    bad = GOOD.replace("version = 2", "version = 0\nvalid_to = 2020-01-01").replace("sample.zone", "示例")
    bad = bad.replace('number = ""', 'number = ""\nurl = "javascript:alert(1)"')
    assert refusals(bad) == [
        "a.toml:4 pack.key: 只能用小写字母、数字、点、横线和下划线，例如 national.calendar.2026",
        "a.toml:5 pack.version: 版本号从 1 起",
        "a.toml:6 pack.valid_to: 失效日早于生效日",
        "a.toml:12 pack.source.url: 网址应以 https:// 或 http:// 开头",
    ]


def test_a_missing_key_hides_no_other_fault_of_the_head():
    bad = GOOD.replace("date = ", "dated = ").replace("version = 2", "version = 2.5").replace("sample.zone", "示例")
    assert [reason.partition(" ")[2].partition(":")[0] for reason in refusals(bad)] == [
        "pack.key", "pack.version", "pack.source.date", "pack.source.dated",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "say"),
    [
        ("days = 5", "days = 5.0", "a.toml:15 row[1].days: 不能写小数，请写整数"),
        ("days = 5", "days = true", "a.toml:15 row[1].days: 应为整数"),
        ("days = 5", "at = 10:00:00", "a.toml:15 row[1].at: 应为日期，例如 2026-01-01"),
        (
            "valid_from = 2026-01-01",
            "valid_from = 2026-01-01T00:00:00",
            "a.toml:7 pack.valid_from: 应为日期，例如 2026-01-01",
        ),
        ("valid_from = 2026-01-01", "", "a.toml:2 pack.valid_from: 缺少必填的键"),
        ('title = "示例规则"', "colour = 1\ntitle = '示例规则'", "a.toml:6 pack.colour: 不认识的键，可用：schema、key"),
        ("sample.table/1", "sample", "a.toml:3 pack.schema: 应为 名称/版本，例如 calendar.notice/1"),
        ("[pack]  # head", "[pack]\nother = 1", "a.toml:3 pack.other: 不认识的键"),
    ],
)
def test_single_faults(old, new, say):
    assert refusals(GOOD.replace(old, new, 1))[0].startswith(say)


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"x" * (MAX_BYTES + 1), b"[pack", b"a = " + b"[" * 5000])
def test_what_is_no_pack_at_all_is_refused(raw):
    assert len(refusals(raw)) == 1


def test_bottomless_nesting_is_refused():
    deep = "{a=" * 40 + "1" + "}" * 40
    assert any("嵌套过深" in line for line in refusals(GOOD.replace("days = 5", f"days = {deep}")))


@given(st.text(max_size=300))
def test_no_text_gives_anything_but_a_pack_or_a_refusal(text):
    with pytest.raises(Refused):
        read_pack(text, "a.toml")


@given(st.integers(0, len(GOOD) - 1), st.sampled_from(list('\x00[]{}"=.\n#,1甲')))
def test_a_damaged_pack_is_read_or_refused(at, mark):
    try:
        read_pack(GOOD[:at] + mark + GOOD[at + 1 :], "a.toml").read(Rows)
    except Refused as refused:
        assert all(reason.where and str(reason) for reason in refused.reasons)


def test_every_shipped_pack_reads_and_keys_are_unique():
    packs = shipped()
    assert packs
    named = [(pack.head.key, pack.head.version) for pack in packs]
    assert len(set(named)) == len(named)


def test_a_file_without_a_head_is_refused():
    assert refusals("a = 1") == ["a.toml: 缺少 [pack] 表"]
