"""Text files as workbooks: csv and tsv in any Chinese encoding, line breaks and separators inside quotes kept."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from southgate.domain.reading.ledger.grid import PLAIN, Value
from southgate.kernel.exchange.workbook.limits import (
    CELL_TEXT,
    COLUMNS,
    ROWS,
    SPARE_ROWS,
    too_many_columns,
    too_many_rows,
    unreadable,
)
from southgate.kernel.exchange.workbook.sniff import wide
from southgate.kernel.exchange.workbook.stream import Sink

SHEET = "csv"
SAMPLE = 256 * 1024  # bytes or characters looked at before deciding
SEPARATORS = ",\t;|，"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RARE_SHARE = 0.15  # of two-byte characters outside of GB 2312: more than this is no mainland text
_PROTECTED = re.compile(r'^="(.*)"$', re.S)


def read_text(data: bytes, sink: Sink) -> None:
    """Sends the one sheet of a text file to the sink; a row is a record of the parsed file, counted from 1."""
    text = decode(data)
    if "\x00" in text:
        raise unreadable("认不出文件的格式", "请上传 xlsx、xls 或 csv 文件")
    declared = re.match(r"sep=(.)\r?\n", text)
    separator = declared[1] if declared else separator_of(text[:SAMPLE])
    csv.field_size_limit(4 * CELL_TEXT)
    sink.start("csv")
    sink.sheet(SHEET, False)
    _send(csv.reader(io.StringIO(text[declared.end() :] if declared else text, newline=""), delimiter=separator), sink)
    sink.end((), (), (PLAIN,))


def _send(reader: object, sink: Sink) -> None:
    sent = 0
    records = iter(reader)  # type: ignore[call-overload]
    number = 0
    while True:
        try:
            record = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            raise unreadable(
                "第 %(row)d 行读不出来，多半是引号没有成对", "请用 Excel 或 WPS 打开后另存为 xlsx 再传", row=number + 1
            ) from error
        number += 1
        values: list[Value] = [_cell(text, number) for text in record]
        if not any(values):
            continue
        if any(values[COLUMNS:]):
            raise too_many_columns(SHEET)
        sent += 1
        if sent > ROWS + SPARE_ROWS:
            raise too_many_rows(SHEET)
        sink.row(number, False, values[:COLUMNS], {}, ())


def _cell(text: str, row: int) -> str | None:
    if len(text) > CELL_TEXT:
        raise unreadable(
            "第 %(row)d 行有一格超过 %(limit)d 字，多半是引号没有成对",
            "请用 Excel 或 WPS 打开后另存为 xlsx 再传",
            row=row,
            limit=CELL_TEXT,
        )
    protected = _PROTECTED.match(text.strip())
    return (protected[1] if protected else text) or None


def decode(data: bytes) -> str:
    """The text of a file: by its mark, by its zero bytes, as UTF-8 when it is that, else as GB 18030 or Big5."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    if name := wide(data[:SAMPLE]):
        return _strictly(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return _chinese(data)


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise unreadable(
            "文件编码是 %(name)s，但里面有坏字符", "请用 Excel 或 WPS 打开后另存为 xlsx 再传", name=name.upper()
        ) from error


def _chinese(data: bytes) -> str:
    names = ["gb18030", "big5", "cp950"] if rare_share(data[:SAMPLE]) < _RARE_SHARE else ["cp950", "big5", "gb18030"]
    for name in names:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise unreadable("认不出文件的编码", "请用 Excel 或 WPS 打开后另存为 xlsx，或另存为 UTF-8 的 csv 再传")


def rare_share(sample: bytes) -> float:
    """Of the two-byte characters, the share whose second byte GB 2312 does not use; Big5 uses it half of the time."""
    pairs = rare = i = 0
    while i < len(sample) - 1:
        if sample[i] < 0x81:
            i += 1
            continue
        pairs += 1
        rare += sample[i + 1] < 0xA1
        i += 2
    return rare / pairs if pairs else 0.0


def separator_of(sample: str) -> str:
    """The separator whose count per record agrees best over the sample; a comma when nothing separates."""
    best, score = ",", 0.0
    for separator in SEPARATORS:
        try:
            widths = [len(r) for r in csv.reader(io.StringIO(sample, newline=""), delimiter=separator) if r][:200]
        except csv.Error:
            continue
        wide = [w for w in widths if w > 1]
        if not wide:
            continue
        common, times = Counter(wide).most_common(1)[0]
        if (mark := times / len(widths) * min(common, 12)) > score:
            best, score = separator, mark
    return best
