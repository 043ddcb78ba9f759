"""Questions of a whole workbook: doubts of cells gathered, columns without a unit, hidden rows and sheets, repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from southgate.domain.errors import Reason
from southgate.domain.matching.repeats import Row as Named
from southgate.domain.matching.repeats import repeats
from southgate.domain.reading.ledger.answer import LedgerRow, Question, plain
from southgate.domain.reading.ledger.grid import Sheet

FACTS = ("investment_planned", "signed_on", "start_on", "land_mu", "jobs")
UNIT_OPTIONS = {"land_mu": ("亩", "公顷", "平方米")}


def cell_questions(rows: Sequence[LedgerRow]) -> Iterator[Question]:
    """One question a doubtful cell; cells without a unit are asked about once for the whole column."""
    without: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        for field, reading in row.readings.items():
            if reading.doubt is None:
                continue
            if reading.doubt.kind == "column_unit":
                without[field].append(row.row)
            else:
                yield Question(
                    reading.doubt.kind, row.sheet, row.row, field, reading.raw, reading.doubt.say, reading.doubt.options
                )
    for field, numbers in without.items():
        say = Reason("这一列没有写单位，共 %(count)d 个数，请确认单位。", {"count": len(numbers)})
        yield Question(
            "column_unit",
            rows[0].sheet,
            None,
            field,
            None,
            say,
            UNIT_OPTIONS.get(field, ("万元", "亿元")),
            tuple(numbers),
        )


def hidden_rows(sheet: Sheet, rows: Sequence[LedgerRow]) -> Iterator[Question]:
    """One question for each block of hidden rows that hold projects; they are imported all the same."""
    hidden = {row.row for row in rows if row.hidden}
    seen = {row.number for row in sheet.rows if not row.hidden}
    block: list[int] = []
    for number in sorted(hidden):
        if block and any(n in seen for n in range(block[-1] + 1, number)):
            yield _hidden(sheet.name, block)
            block = []
        block.append(number)
    if block:
        yield _hidden(sheet.name, block)


def _hidden(name: str, block: Sequence[int]) -> Question:
    say = Reason(
        "第 %(first)d–%(last)d 行被隐藏（内容完整，已照录），请确认是否仍需导入。",
        {"first": block[0], "last": block[-1]},
    )
    return Question("hidden_rows", name, block[0], None, None, say, rows=tuple(block))


def hidden_sheet(sheet: Sheet) -> Question:
    say = Reason("有一张隐藏的工作表“%(sheet)s”，没有导入，请确认是否需要。", {"sheet": sheet.name})
    return Question("hidden_sheet", sheet.name, None, None, None, say)


def repeated_rows(rows: Sequence[LedgerRow]) -> list[Question]:
    """One question for each row that seems to repeat an earlier one, on any sheet; both are imported."""
    named = [
        Named(
            _text(row, "enterprise"),
            _text(row, "project_name"),
            _text(row, "credit_code"),
            tuple(None if (v := row.value(f)) is None else str(plain(v)) for f in FACTS),
        )
        for row in rows
    ]
    found: list[Question] = []
    for repeat in repeats(named):
        later, earlier = rows[repeat.later], rows[repeat.earlier]
        say = Reason(
            "与“%(sheet)s”第 %(row)d 行疑为同一项目（%(why)s），请确认是合并还是保留两条。",
            {"sheet": earlier.sheet, "row": earlier.row, "why": repeat.because},
        )
        field = "enterprise" if named[repeat.later].firm else "project_name"
        reading = later.readings.get(field)
        found.append(
            Question(
                "duplicate",
                later.sheet,
                later.row,
                field,
                reading.raw if reading else None,
                say,
                other=(earlier.sheet, earlier.row),
            )
        )
    return found


def _text(row: LedgerRow, field: str) -> str:
    value = row.value(field)
    return value if isinstance(value, str) else ""
