"""How passages are found: sentences through broken lines, denials and what turns them, one finding a flag."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from southgate.domain.agreements.difference import Change, difference
from southgate.domain.agreements.reading import findings
from southgate.domain.agreements.sentences import sentences
from southgate.domain.agreements.tests.shipped import RULES

WORDS = "乙方年纳税额 甲方给予奖励 不得 返还 土地出让金 。 ； ， 第一条 优先采购本地产品 示例"
PARTS = st.sampled_from([*WORDS.split(" "), " ", "\n"])
TEXTS = st.lists(PARTS, max_size=30).map("".join)


def flags(text: str) -> list[str]:
    return [one.flag.value for one in findings(text, RULES)]


def test_a_line_that_a_copied_page_broke_goes_on():
    broken = "第一条 乙方年纳\n税额超过一千万元的，甲方给\n予奖励。\n第二条 双方协商。"
    assert flags(broken) == ["tax_linked"]
    assert [one.plain for one in sentences(broken)][1] == "第二条双方协商"


def test_two_items_are_two_sentences_and_never_one_finding():
    assert flags("（一）乙方依法申报年纳税额\n（二）甲方举办技能竞赛并给获胜职工奖励") == []


def test_full_width_digits_and_blanks_change_nothing():
    assert flags("乙 方 年纳税额 超过１０００万元，甲方 奖 励。") == ["tax_linked"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲方不得按乙方纳税额给予奖励。", []),
        ("甲方给予奖励不得低于乙方纳税额的10%。", ["tax_linked"]),
        ("乙方纳税额未达标的，甲方不再给予奖励。", ["tax_linked"]),
        ("甲方不再按纳税额给予奖励。", []),
        ("乙方不得擅自改变用途，甲方按其纳税额给予奖励。", ["tax_linked"]),
    ],
)
def test_denials_and_what_turns_them(text, found):
    assert [flag for flag in flags(text) if flag == "tax_linked"] == found


def test_a_finding_says_where_and_why():
    text = "前言。\n第三条 甲方将土地出让金的三成返还乙方，双方另议。"
    (one,) = findings(text, RULES)
    assert text[one.first : one.last] == one.quote == "第三条 甲方将土地出让金的三成返还乙方"
    assert [text[first:last] for first, last in one.hits] == ["土地出让金", "返还"] and one.why


@given(TEXTS)
def test_a_quote_is_what_stands_there(text):
    for one in findings(text, RULES):
        assert text[one.first : one.last] == one.quote
        assert all(one.first <= first < last <= one.last for first, last in one.hits)


@given(TEXTS, TEXTS)
def test_what_is_found_in_a_text_is_found_when_another_paragraph_follows(text, more):
    assert flags(f"{text}。\n\n第九条 {more}")[: len(flags(text))] == flags(text)


@given(TEXTS, TEXTS)
def test_a_difference_puts_both_texts_together_again(was, now):
    pieces = difference(was, now)
    assert "".join(one.text for one in pieces if one.change is not Change.ADDED) == was
    assert "".join(one.text for one in pieces if one.change is not Change.TAKEN) == now


def test_what_never_ends_is_cut_so_that_no_text_keeps_a_reader_busy():
    text = "甲方给予乙方奖励，乙方年纳税额超过1000万元，优先采购本地产品，" * 3000
    assert max(len(one.plain) for one in sentences(text)) < 2000
    assert "".join(one.plain for one in sentences(text)) == text
