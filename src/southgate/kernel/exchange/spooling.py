"""A workbook on its way from the child through a temporary file: its rows are read one by one, never all in memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

import orjson

from southgate.domain.errors import Reason
from southgate.domain.reading.ledger.grid import Day, Fault, Row, Sheet, Value
from southgate.kernel.exchange.workbook.limits import Unreadable, damaged
from southgate.kernel.exchange.workbook.open import read_lines

Cells = tuple[int, list[Value]]
"""A row: its number in the sheet, its values."""


@dataclass(frozen=True, slots=True)
class SpooledSheet:
    """One sheet: where its rows begin in the file, and how many they are."""

    name: str
    hidden: bool
    start: int
    rows: int


class Spool:
    """The sheets of a workbook in a temporary file that nobody else can open; gone with the object."""

    def __init__(self, file: IO[bytes], form: str, sheets: tuple[SpooledSheet, ...]) -> None:
        self._file, self.form, self.sheets = file, form, sheets

    def rows(self, sheet: SpooledSheet) -> Iterator[Cells]:
        """The rows of a sheet in order; only one sheet can be read at a time."""
        self._file.seek(sheet.start)
        for line in islice(self._file, sheet.rows):
            number, _hidden, values, _marks, _formulas = orjson.loads(line)
            for at, value in enumerate(values):
                if value.__class__ is dict:
                    values[at] = _unpacked(value)
            yield number, values

    def top(self, sheet: SpooledSheet, rows: int) -> Sheet:
        """The first rows of a sheet, to look for heads."""
        found = (Row(number, tuple(values)) for number, values in islice(self.rows(sheet), rows))
        return Sheet(sheet.name, tuple(found), sheet.hidden)


def spool(path: Path) -> Spool:
    """Values of every sheet of the workbook. Raises Unreadable."""
    return read_lines(path, _take, road="values")


def _take(lines: Iterable[bytes]) -> Spool:
    file = tempfile.TemporaryFile()  # noqa: SIM115  (it lives as long as the spool)
    sheets: list[SpooledSheet] = []
    form, opened, start, rows, place, done = "", ("", False), 0, 0, 0, False
    for line in lines:
        if line.startswith(b"["):
            file.write(line)
            place, rows = place + len(line), rows + 1
            continue
        told = orjson.loads(line)
        if "unreadable" in told:
            raise Unreadable([Reason(say, params, mend=mend) for say, params, mend in told["unreadable"]])
        if "sheet" in told:
            opened, start, rows = (told["sheet"], told["hidden"]), place, 0
        elif "end" in told:
            sheets.append(SpooledSheet(*opened, start, rows))
        form, done = told.get("form", form), done or "done" in told
    if not done:
        raise damaged("读到一半断了")
    return Spool(file, form, tuple(sheets))


def _unpacked(value: dict[str, Any]) -> Value:
    return Day(value["d"], value["s"]) if "d" in value else Fault(value["e"])
