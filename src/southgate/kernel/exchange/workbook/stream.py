"""How a workbook travels from the child process to its parent: one JSON line a row, nothing that could run.

Lines: `{"form"}`, then for each sheet `{"sheet","hidden"}`, `[number, hidden, values, marks, formulas]` …, `{"end"}`
with
merges, hidden columns and looks, and last `{"done"}`. A refusal is `{"unreadable"}` with its reasons.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, BinaryIO, cast

import orjson

from southgate.domain.errors import Reason
from southgate.domain.reading.ledger.grid import Day, Fault, Merge, Row, Sheet, Style, Value, Workbook
from southgate.kernel.exchange.workbook.limits import Unreadable, damaged

BATCH = 512  # rows sent at once


class Sink:
    """Writes a workbook as lines."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._rows: list[bytes] = []

    def start(self, form: str) -> None:
        self._line({"form": form})

    def sheet(self, name: str, hidden: bool) -> None:
        self._line({"sheet": name, "hidden": hidden})

    def row(
        self, number: int, hidden: bool, values: Sequence[Value], marks: Mapping[int, int], formulas: Sequence[int]
    ) -> None:
        packed = [v if type(v) in _PLAIN else _pack(v) for v in values]
        self._rows.append(orjson.dumps([number, hidden, packed, [*marks.items()], formulas]))
        if len(self._rows) >= BATCH:
            self._flush()

    def end(
        self, merges: Sequence[tuple[int, int, int, int]], hidden_columns: Sequence[int], looks: Sequence[Style]
    ) -> None:
        self._line(
            {"end": [list(merges), list(hidden_columns), [[s.fill, s.font, s.strike, s.number_format] for s in looks]]}
        )

    def done(self) -> None:
        self._line({"done": True})

    def refuse(self, reasons: Iterable[Reason]) -> None:
        self._line({"unreadable": [_pack_reason(r) for r in reasons]})

    def _line(self, content: Any) -> None:
        self._flush()
        self._out.write(orjson.dumps(content) + b"\n")
        self._out.flush()

    def _flush(self) -> None:
        if self._rows:
            self._out.write(b"\n".join(self._rows) + b"\n")
            self._rows = []


_PLAIN = frozenset({str, int, float, bool, type(None)})


def _pack(value: Value) -> Any:
    if isinstance(value, Day):
        return {"d": value.iso, "s": value.shown}
    if isinstance(value, Fault):
        return {"e": value.code}
    return value


def _unpack(value: Any) -> Value:
    if type(value) is dict:
        return Day(value["d"], value["s"]) if "d" in value else Fault(value["e"])
    return cast(Value, value)


def receive(lines: Iterable[bytes]) -> Workbook:
    """The workbook that the lines carry. Raises `Unreadable` when they carry a refusal or end too early."""
    sheets: list[Sheet] = []
    rows: list[Row] = []
    form, name, hidden, done = "", "", False, False
    for line in lines:
        found = orjson.loads(line)
        if type(found) is list:
            number, row_hidden, values, marks, formulas = found
            rows.append(
                Row(
                    number,
                    tuple([v if type(v) is not dict else _unpack(v) for v in values]),
                    {c: s for c, s in marks} if marks else _NO_MARKS,
                    frozenset(formulas) if formulas else _NOTHING,
                    row_hidden,
                )
            )
        elif "end" in found:
            sheets.append(_sheet(name, hidden, rows, *found["end"]))
            rows = []
        elif "sheet" in found:
            name, hidden = found["sheet"], found["hidden"]
        elif "form" in found:
            form = found["form"]
        elif "unreadable" in found:
            raise Unreadable([_unpack_reason(reason) for reason in found["unreadable"]])
        else:
            done = True
    if not done or form not in ("xlsx", "xls", "csv"):
        raise damaged("读到一半断了")
    return Workbook(tuple(sheets), cast(Any, form))


def _pack_reason(reason: Reason) -> list[Any]:
    params = {k: {"reason": _pack_reason(v)} if isinstance(v, Reason) else v for k, v in reason.params.items()}
    return [reason.say, params, reason.mend]


def _unpack_reason(packed: list[Any]) -> Reason:
    say, params, mend = packed
    return Reason(
        say, {k: _unpack_reason(v["reason"]) if isinstance(v, dict) else v for k, v in params.items()}, mend=mend
    )


_NO_MARKS: Mapping[int, int] = {}
_NOTHING: frozenset[int] = frozenset()


def _sheet(
    name: str, hidden: bool, rows: list[Row], merges: list[list[int]], columns: list[int], looks: list[list[Any]]
) -> Sheet:
    ordered = rows if all(a.number < b.number for a, b in itertools.pairwise(rows)) else _in_order(name, rows)
    return Sheet(
        name,
        tuple(ordered),
        hidden,
        tuple(Merge(*m) for m in merges),
        frozenset(columns),
        tuple(Style(*look) for look in looks) or (Style(),),
    )


def _in_order(name: str, rows: list[Row]) -> list[Row]:
    numbers = {row.number for row in rows}
    if len(numbers) != len(rows):
        raise damaged("%(part)s 里有重复的行号", part=name)
    return sorted(rows, key=lambda row: row.number)
