"""csv and tsv in every encoding that offices use."""

from __future__ import annotations

import pytest

from southgate.kernel.exchange.workbook.limits import Unreadable
from southgate.kernel.exchange.workbook.open import read_workbook
from southgate.kernel.exchange.workbook.text import decode, separator_of

TEXT = '序号,项目名称,进展情况\r\n1,甲料项目,"第一行\n第二行，含""引号""和,逗号"\r\n,,\r\n2,垚日项目,"\t制表"\r\n'
TRADITIONAL = "序號,項目名稱,投資單位,進展情況\r\n1,測試項目,某某有限公司,已經開工，進度良好\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_encodings(encoding):
    [sheet] = read_workbook(TEXT.encode(encoding)).sheets
    assert sheet.name == "csv"
    assert [r.number for r in sheet.rows] == [1, 2, 4]
    assert sheet.row(2).values == ("1", "甲料项目", '第一行\n第二行，含"引号"和,逗号')
    assert sheet.row(4).values == ("2", "垚日项目", "\t制表")


@pytest.mark.parametrize("encoding", ["big5", "cp950"])
def test_big5(encoding):
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_separators(separator):
    text = "\n".join(separator.join(["序号", "项目，名称", f"{n}"]) for n in range(5))
    assert separator_of(text) == separator


def test_codes_protected_for_excel_are_freed():
    text = 'sep=;\r\n序号;项目名称;信用代码\r\n1;甲料项目;="91990001MAK6RCCGQ3"\r\n'
    assert read_workbook(text.encode()).sheets[0].row(2).at(2) == "91990001MAK6RCCGQ3"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("序号,名称\n1,".encode() + b"\xff\xfe\xfa" * 9, "编码"),
        (('甲,"乙' + "丙" * 40_000).encode(), "引号"),
        ((",".join(["x"] * 300) + "\n").encode(), "超过 200 列"),
        (("甲,乙\n" * 50_300).encode(), "超过 50000 行"),
        (b"\xef\xbb\xbf" + "甲".encode("gbk"), "坏字符"),
    ],
)
def test_what_cannot_be_read_says_why(data, why):
    with pytest.raises(Unreadable) as refusal:
        read_workbook(data)
    assert why in str(refusal.value)
