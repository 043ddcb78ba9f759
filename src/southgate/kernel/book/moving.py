"""The book as lines of JSON, from one database into another: every digest is kept and checked on the way in.

First line: format, where the book stands, how many of each. Then entries in position order, kept words (still under
their key: SAID_KEY must move too), answered commands. Rows are no part of it: they are rebuilt from the entries.
"""

from __future__ import annotations

import base64
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import orjson
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from southgate.domain.errors import Reason, Refused
from southgate.kernel.book import rowsql
from southgate.kernel.book.keeping import keyed_digest
from southgate.kernel.book.models import Command, Entry, Head, Kept
from southgate.kernel.book.rebuilding import rebuild
from southgate.kernel.book.walking import Walk, walk

FORMAT = "southgate-book/1"
BATCH = 2000
_KEY_PROOF = "the same key opens the kept words"


class Out(Protocol):
    def write(self, data: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Moved:
    """What went out or came in."""

    position: int
    root: str
    entries: int
    words: int
    commands: int


def _names(model: Any) -> tuple[str, ...]:
    return tuple(f.attname for f in model._meta.concrete_fields if not (model is Command and f.attname == "id"))


_TABLES: Mapping[str, tuple[Any, tuple[str, ...], str]] = {
    "entry": (Entry, _names(Entry), "position"),
    "words": (Kept, _names(Kept), "id"),
    "command": (Command, _names(Command), "id"),
}


def export_book(out: Out) -> Moved:
    """Write the whole book as it stands now; later entries are not part of it."""
    with transaction.atomic():
        if connection.vendor == "postgresql" and not connection.savepoint_ids:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        head = Head.objects.get()
        counts = {name: model.objects.count() for name, (model, _, _) in _TABLES.items()}
        first = {"format": FORMAT, "position": head.position, "root": head.root, "recorded_at": head.recorded_at}
        out.write(orjson.dumps({**first, "counts": counts, "key": keyed_digest(_KEY_PROOF)}) + b"\n")
        for name, (model, columns, order) in _TABLES.items():
            for row in model.objects.order_by(order).values_list(*columns).iterator(chunk_size=BATCH):
                out.write(orjson.dumps([name, *map(_plain, row)]) + b"\n")
    return Moved(head.position, head.root, counts["entry"], counts["words"], counts["command"])


def import_book(lines: Iterable[bytes]) -> Moved:
    """Read an exported book into this empty one, check every digest, rebuild the rows; all or nothing.

    Raises Refused when this book is not empty, the file is cut, changed, of another format or under another key.
    """
    source = iter(lines)
    first = _first(next(source, b""))
    with transaction.atomic():
        if Entry.objects.exists():
            raise Refused(
                [Reason("这里的总账不是空的，不能导入", mend="换一个空的数据库：DATABASE_URL 或 SOUTHGATE_DATA")]
            )
        try:
            counts = _load(source)
        except (ValidationError, ValueError, TypeError, DatabaseError) as error:
            raise _cut(say="有一行读不懂，文件可能被截断或改动") from error
        if counts != first["counts"]:
            raise _cut(say="文件不完整：条数与首行所写不符")
        state = walk(Walk(), first["position"])
        if state.bad is not None or state.root.decode() != first["root"]:
            what = {"position": state.bad.position if state.bad else first["position"]}
            raise _cut(say="内容被改动：第 %(position)s 条", params=what)
        head = {"position": first["position"], "root": first["root"], "recorded_at": first["recorded_at"]}
        Head.objects.update_or_create(id=1, defaults=head)
        rebuild()
    return Moved(first["position"], first["root"], counts["entry"], counts["words"], counts["command"])


def _first(line: bytes) -> dict[str, Any]:
    try:
        first = orjson.loads(line)
        found = first["format"], first["counts"], first["position"], first["root"], first["recorded_at"], first["key"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise _cut(say="首行读不懂：这不是导出的总账") from error
    if found[0] != FORMAT:
        raise _cut(say="格式是另一版本")
    if first["key"] != keyed_digest(_KEY_PROOF):
        raise Refused(
            [
                Reason(
                    "原话的密钥与这里不同，导入后无法读出",
                    where="keys/said",
                    mend="把原系统数据目录下的 keys/said 一起搬来，再导入",
                )
            ]
        )
    return dict(first)


def _load(source: Iterator[bytes]) -> dict[str, int]:
    counts = dict.fromkeys(_TABLES, 0)
    for name, group in itertools.groupby(map(_parsed, source), key=lambda row: row[0]):
        if name not in _TABLES:
            raise _cut(say="有一行不认识")
        model, columns, _ = _TABLES[name]
        while batch := [row[1:] for row in itertools.islice(group, BATCH)]:
            rowsql.insert(model, columns, [_typed(model, columns, row) for row in batch])
            counts[name] += len(batch)
    return counts


def _parsed(line: bytes) -> list[Any]:
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise _cut(say="有一行读不懂，文件可能被截断或改动") from error
    if not isinstance(row, list) or not row:
        raise _cut(say="有一行不认识")
    return row


def _typed(model: Any, columns: Sequence[str], row: Sequence[Any]) -> list[Any]:
    if len(row) != len(columns):
        raise _cut(say="有一行列数不对")
    return [reader(value) for reader, value in zip(_readers(model, columns), row, strict=True)]


def _readers(model: Any, columns: Sequence[str]) -> list[Callable[[Any], Any]]:
    fields = {f.attname: f for f in model._meta.concrete_fields}
    kinds = [fields[name].get_internal_type() for name in columns]
    return [
        base64.b64decode if kind == "BinaryField" else fields[n].to_python
        for n, kind in zip(columns, kinds, strict=True)
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return value


def _cut(*, say: str, params: Mapping[str, Any] | None = None) -> Refused:
    return Refused([Reason(say, params or {}, where="book", mend="重新导出一份再导入；这里什么也没有写入")])
