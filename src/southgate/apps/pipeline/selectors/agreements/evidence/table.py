"""A page of the evidence workbook: heads and rows, in the form that the one writer of exports takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from southgate.kernel.exchange.exports import XLSX_TEXT, Sheet
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.exchange.registry import Known

Head = tuple[str, str, Kind]
"""Name of the value, its Chinese head (msgid), how it is written."""
NOBODY = UUID(int=0)


def sheet(title: str, heads: Sequence[Head], rows: Iterable[Mapping[str, Any]]) -> Sheet:
    """Sums stand in the currency of their row; what no cell can hold whole stands in a file beside, so it is cut
    with a mark that says so."""
    fields = [Field(name, label, kind, currency="currency" if kind is Kind.SUM else "") for name, label, kind in heads]
    known = [Known(NOBODY, 0, {name: _fitting(value) for name, value in row.items()}) for row in rows]
    return Sheet(title, fields, known, {})


def _fitting(value: Any) -> Any:
    if isinstance(value, str) and len(value) > XLSX_TEXT:
        return value[: XLSX_TEXT - len(CUT)] + CUT
    return value


CUT = "【全文见同包文件】"
