"""Write the sample workbooks from the lists beside them.

    python tools/make_samples.py            writes samples/published/ledger.xlsx and samples/shili/ledger.xlsx
    python tools/make_samples.py --to DIR   writes DIR/published.xlsx and DIR/shili.xlsx instead

The workbooks look like what an office keeps: a title, a line with the unit, two head rows with merged groups, one row
a project. The lists (CSV and TOML) are what a person reviews; the workbooks are what the ordinary import reads.
The same lists give the same bytes: no clock, no user name, a fixed creation date.
"""

from __future__ import annotations

import argparse
import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
WRITTEN_ON = datetime(2026, 11, 24, tzinfo=UTC)
LEVELS = {"province": "省", "city": "市", "zone": "园区", "park": "片区"}
Record = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its group in the first head row ("" = none), its head, the field it shows, and its kind:

    text · date (YYYY-MM-DD as a date, YYYY-MM as a date shown by month, YYYY as 2017年) · number (a figure as a
    number, anything else as the words it is: 300余人).
    """

    group: str
    head: str
    field: str
    kind: str = "text"
    width: float = 12


PUBLISHED = (
    Column("", "序号", "#", "number", 5),
    Column("", "项目名称", "project_name", width=34),
    Column("", "企业名称", "enterprise", width=26),
    Column("", "所属集团", "group"),
    Column("", "合作方", "partner"),
    Column("", "市州", "city", width=9),
    Column("", "所在园区", "place", width=20),
    Column("", "行业", "industry", width=16),
    Column("", "主要建设内容", "content", width=26),
    Column("投资与预期", "计划总投资（亿元）", "investment_yi", "number"),
    Column("投资与预期", "预计年产值（亿元）", "output", "number"),
    Column("投资与预期", "预计年税收（万元）", "tax", "number"),
    Column("投资与预期", "带动就业（人）", "jobs", "number"),
    Column("", "用地方式", "land_mode"),
    Column("", "阶段", "stage", width=7),
    Column("时间", "签约日期", "signed_on", "date"),
    Column("时间", "落地日期", "landed_on", "date"),
    Column("时间", "开工日期", "start_on", "date"),
    Column("时间", "承诺投产日期", "production_promised_on", "date"),
    Column("时间", "实际投产日期", "produced_on", "date"),
    Column("时间", "实际投产年份", "produced_in", "date"),
    Column("来源", "来源报道", "title", width=40),
    Column("来源", "报道日期", "date", "date"),
    Column("来源", "段号", "paragraphs", width=8),
    Column("来源", "事实来源", "cited", width=60),
    Column("", "备注", "remark", width=44),
)
PUBLISHED_ZONES = (
    Column("", "级别", "level", width=8),
    Column("", "编码", "code", width=18),
    Column("", "名称", "name", width=26),
    Column("", "全称", "full_name", width=26),
    Column("", "上级", "parent", width=18),
    Column("", "来源报道", "title", width=40),
    Column("", "段号", "paragraphs", width=8),
)
PUBLISHED_ENTERPRISES = (
    Column("", "企业名称", "name", width=28),
    Column("", "统一社会信用代码", "credit_code", width=22),
    Column("", "所属集团", "group"),
    Column("", "行业", "industry"),
    Column("", "企业性质", "nature", width=16),
    Column("", "所在园区", "place", width=20),
    Column("", "来源报道", "title", width=40),
    Column("", "段号", "paragraphs", width=8),
)
SOURCES = (
    Column("", "题目", "title", width=70),
    Column("", "日期", "date", "date"),
    Column("", "媒体", "outlet", width=28),
    Column("", "说明", "remark", width=30),
)
SHILI = (
    Column("", "序号", "#", "number", 5),
    Column("", "项目名称", "project_name", width=24),
    Column("", "企业名称", "enterprise", width=28),
    Column("", "统一社会信用代码", "credit_code", width=22),
    Column("", "片区", "park", width=9),
    Column("", "产业链", "chain", width=10),
    Column("", "行业", "industry", width=18),
    Column("", "来源地", "source_region", width=16),
    Column("", "阶段", "stage", width=7),
    Column("", "状态", "status", width=7),
    Column("时间", "首次洽谈", "talk_on", "date"),
    Column("时间", "签约日期", "signed_on", "date"),
    Column("时间", "落地日期", "landed_on", "date"),
    Column("时间", "开工日期", "start_on", "date"),
    Column("时间", "承诺投产日期", "production_promised_on", "date"),
    Column("时间", "实际投产日期", "produced_on", "date"),
    Column("计划投资（万元）", "总投资", "investment_planned", "number"),
    Column("计划投资（万元）", "固定资产", "investment_fixed", "number"),
    Column("计划投资（万元）", "流动资金", "investment_working", "number"),
    Column("计划投资（万元）", "用地", "investment_land", "number"),
    Column("", "到位资金（万元）", "money_in_place", "number"),
    Column("达产预期", "年产值（万元）", "output_expected", "number"),
    Column("达产预期", "年税收（万元）", "tax_expected", "number"),
    Column("达产预期", "就业（人）", "jobs_expected", "number"),
    Column("", "用地方式", "land_mode"),
    Column("", "用地面积（亩）", "land_mu", "number"),
    Column("", "资金来源", "fund_source"),
    Column("", "是否保密", "confidential", width=9),
    Column("", "联系领导", "liaison_leader", width=10),
    Column("", "责任单位", "lead_unit"),
    Column("", "责任人", "responsible_person", width=10),
    Column("", "进展情况", "progress_note", width=52),
)
SHILI_SUMS = ("investment_planned", "investment_fixed", "investment_working", "investment_land", "money_in_place")
SHILI_ENTERPRISES = (
    Column("", "企业名称", "enterprise", width=28),
    Column("", "统一社会信用代码", "credit_code", width=22),
    Column("", "行业", "industry", width=18),
    Column("", "来源地", "source_region", width=16),
)
PUBLISHED_NOTES = (
    "只记五篇报道写明的事实，报道没有写的留空；不记人名。",
    "段号从正文第一段数起，每个非空行算一段，小标题和图注也算。",
    "阶段按报道刊出时写到的最远一步；报道写“项目”而未写企业的，企业名称留空。",
)
SHILI_NOTES = (
    "本工作簿全部为示例，企业、人员、单位和金额均为虚构。",
    "信用代码用不存在的行政区划 990001，校验位正确。",
)


class Book:
    """A workbook with the few formats that an office uses."""

    def __init__(self, path: Path, title: str) -> None:
        self.file = Workbook(str(path))
        self.file.set_properties({"title": title, "author": "", "created": WRITTEN_ON})
        line = {"border": 1, "valign": "vcenter", "font_size": 10}
        self.title = self.file.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        self.note = self.file.add_format({"font_size": 10})
        self.head = self.file.add_format(
            {**line, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F0F3F2"}
        )
        self.text = self.file.add_format({**line, "text_wrap": True})
        self.number = self.file.add_format({**line, "num_format": "#,##0.##;-#,##0.##", "align": "right"})
        self.whole = self.file.add_format({**line, "num_format": "#,##0", "align": "right"})
        self.day = self.file.add_format({**line, "num_format": "yyyy-mm-dd", "align": "center"})
        self.month = self.file.add_format({**line, "num_format": 'yyyy"年"m"月"', "align": "center"})

    def sheet(self, name: str, title: str, line: str, columns: Sequence[Column], rows: Iterable[Record]) -> int:
        """Write one sheet; returns the number of the next free row (0-based)."""
        sheet = self.file.add_worksheet(name)
        _across(sheet, (0, 0, 0, len(columns) - 1), title, self.title)
        _across(sheet, (1, 0, 1, len(columns) - 1), line, self.note)
        top = end = _heads(sheet, columns, self.head)
        sheet.freeze_panes(top, 2 if len(columns) > 2 else 0)
        for number, row in enumerate(rows, start=1):
            for at, column in enumerate(columns):
                value = str(number) if column.field == "#" else row.get(column.field, "")
                self._cell(sheet, end, at, column, value)
            end += 1
        return end

    def _cell(self, sheet: Worksheet, row: int, at: int, column: Column, value: str) -> None:
        if not value:
            sheet.write_blank(row, at, None, self.text)
        elif column.kind == "date":
            self._date(sheet, row, at, value)
        elif column.kind == "number" and value.replace(".", "", 1).isdigit():
            whole = "." not in value
            sheet.write_number(row, at, int(value) if whole else float(value), self.whole if whole else self.number)
        else:
            sheet.write_string(row, at, value, self.text)

    def _date(self, sheet: Worksheet, row: int, at: int, value: str) -> None:
        parts = [int(part) for part in value.split("-")]
        if len(parts) == 1:
            sheet.write_string(row, at, f"{value}年", self.text)
        else:
            day = date(parts[0], parts[1], parts[2] if len(parts) == 3 else 1)
            sheet.write_datetime(row, at, day, self.day if len(parts) == 3 else self.month)

    def lines(self, name: str, row: int, lines: Sequence[str]) -> None:
        sheet = self.file.get_worksheet_by_name(name)
        for offset, line in enumerate(lines):
            sheet.write_string(row + offset, 0, line, self.note)

    def close(self) -> None:
        self.file.close()


def _across(sheet: Worksheet, block: tuple[int, int, int, int], text: str, look: Format) -> None:
    """Write `text` over a block of cells, merged where it is more than one."""
    if block[:2] == block[2:]:
        sheet.write_string(block[0], block[1], text, look)
    else:
        sheet.merge_range(*block, text, look)


def _heads(sheet: Worksheet, columns: Sequence[Column], look: Format) -> int:
    """Write one head row, or two where a column has a group; returns the first row of data."""
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
    if not any(column.group for column in columns):
        for at, column in enumerate(columns):
            sheet.write_string(2, at, column.head, look)
        return 3
    for group, run in groupby(enumerate(columns), key=lambda pair: pair[1].group):
        members = list(run)
        if group:
            _across(sheet, (2, members[0][0], 2, members[-1][0]), group, look)
        for at, column in members:
            if group:
                sheet.write_string(3, at, column.head, look)
            else:
                sheet.merge_range(2, at, 3, at, column.head, look)
    return 4


def _list(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _dated(row: Record) -> Record:
    """A report that names only the year gives no date: the year stands in a column of its own."""
    known = "-" in row["produced_on"]
    return row if known else {**row, "produced_on": "", "produced_in": row["produced_on"]}


def _cited(row: Record, sources: Mapping[str, Record]) -> str:
    """《题目》（媒体，2021-12-22）第 1、2 段; what the report does not say of itself is left out."""
    source = sources[row["report"]]
    said = "，".join(filter(None, (source["outlet"], source["date"])))
    return f"《{source['title']}》{f'（{said}）' if said else ''}第 {row['paragraphs']} 段"


def write_published(path: Path) -> None:
    """The named projects, places and enterprises of the five reports, each with its source."""
    home = SAMPLES / "published"
    sources = {row["key"]: row for row in _list(home / "sources.csv")}
    cite = {key: {"title": row["title"], "date": row["date"]} for key, row in sources.items()}
    listed = [_dated(row) for row in _list(home / "projects.csv")]
    projects = [{**row, **cite[row["report"]], "cited": _cited(row, sources)} for row in listed]
    enterprises = [{**row, **cite[row["report"]]} for row in _list(home / "enterprises.csv")]
    tree = tomllib.loads((home / "zones.toml").read_text(encoding="utf-8"))["zone"]
    zones = [{**row, **cite[row["source"]], "level": LEVELS[row["level"]]} for row in tree]
    book = Book(path, "已公开事实")
    book.sheet("项目", "已公开事实：项目台账", "单位：亿元    报道没有写明的留空", PUBLISHED, projects)
    book.sheet("园区", "已公开事实：园区", "按五篇报道的写法", PUBLISHED_ZONES, zones)
    book.sheet("企业", "已公开事实：企业", "信用代码报道均未写", PUBLISHED_ENTERPRISES, enterprises)
    end = book.sheet("来源", "已公开事实：来源", "五篇公开报道", SOURCES, sources.values())
    book.lines("来源", end + 1, PUBLISHED_NOTES)
    book.close()


def write_shili(path: Path) -> None:
    """The ledger of the invented zone 示例园区 as of 2026-11-24."""
    projects = _list(SAMPLES / "shili" / "projects.csv")
    enterprises = {row["enterprise"]: row for row in projects if row["enterprise"]}
    book = Book(path, "示例园区（示例）")
    title = "示例园区2026年重点项目台账（示例数据，均为虚构）"
    end = book.sheet(
        "项目台账", title, "填报单位：招商一局（示例）    截至2026年11月24日    单位：万元", SHILI, projects
    )
    _sums(book, end, projects)
    book.lines("项目台账", end + 1, ["注：到位资金按已复核凭证计；公共工程没有投资方，填资金来源。"])
    book.sheet("企业", "示例园区企业（示例数据，均为虚构）", "示例", SHILI_ENTERPRISES, enterprises.values())
    notes = [{"note": note} for note in SHILI_NOTES]
    book.sheet("说明", "说明", "示例", (Column("", "说明", "note", width=70),), notes)
    book.close()


def _sums(book: Book, row: int, projects: Sequence[Record]) -> None:
    """The closing 合计 row, as formulas with their values stored."""
    sheet = book.file.get_worksheet_by_name("项目台账")
    sheet.write_string(row, 0, "合计", book.head)
    for at, column in enumerate(SHILI[1:], start=1):
        if column.field in SHILI_SUMS:
            letter = xlsxwriter.utility.xl_col_to_name(at)
            total = sum(int(project[column.field] or 0) for project in projects)
            sheet.write_formula(row, at, f"=SUM({letter}5:{letter}{row})", book.whole, total)
        else:
            sheet.write_blank(row, at, None, book.head)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the sample workbooks from the lists beside them.")
    parser.add_argument("--to", type=Path, help="folder to write to instead of samples/")
    to: Path | None = parser.parse_args().to
    write_published(to / "published.xlsx" if to else SAMPLES / "published" / "ledger.xlsx")
    write_shili(to / "shili.xlsx" if to else SAMPLES / "shili" / "ledger.xlsx")


if __name__ == "__main__":
    main()
