"""Writing into the book: typed commands in, entries and rows out, in one transaction.

A service is a function `(draft, commands, *, by, today) -> dict`, made callable by `@command`:
lock → allow → decide → `draft.record(...)`. At its end the draft is committed: subscribers have their say,
rows are folded, then the head is locked (last, so commit order is position order), positions are given,
and entries, kept words, rows and history rows are inserted together.

The client makes the command id: (actor, command id) is unique, so the same request again gets the same answer,
and another body under the same id is refused. A bulk command does everything but the last part outside the
transaction; what moved meanwhile is found by comparing versions, and refused as stale.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

import orjson
from django.db import connection, transaction

from southgate.domain.errors import Reason, Refused
from southgate.kernel.book import committing, readying, statistics
from southgate.kernel.book.digest import canonical
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.keeping import keyed_digest
from southgate.kernel.book.models import Command


class By(Protocol):
    """Who acts: the person, for which unit, and the id under which repeats are known."""

    @property
    def id(self) -> UUID: ...
    @property
    def person(self) -> UUID | None: ...
    @property
    def unit(self) -> UUID | None: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers, the first time and every time after: where the book stood, and plain data.

    `data` holds ids, versions and counts, never personal data: it is stored beside the book.
    """

    position: int
    data: Mapping[str, Any] = field(default_factory=dict)
    repeated: bool = False


C = TypeVar("C", contravariant=True)


class Service(Protocol[C]):
    def __call__(self, commands: Sequence[C], *, by: Any, today: date, command_id: UUID) -> Answer: ...


UNREADABLE = Reason("内容里有无法保存的字符或过大的数", mend="删去空字符、乱码或改小后重新提交")
_NULL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""A null character as JSON writes it, and not the six letters of it that somebody typed."""

Body = Callable[..., Mapping[str, Any]]


def command(body: Body) -> Service[Any]:
    """A service whose body runs inside the transaction: for one command or a handful."""
    return _service(body, bulk=False)


def bulk_command(body: Body) -> Service[Any]:
    """A service whose body runs before the transaction: for thousands of commands, with a short write lock."""
    return _service(body, bulk=True)


def _service(body: Body, *, bulk: bool) -> Service[Any]:
    @functools.wraps(body)
    def run(commands: Sequence[Any], *, by: By, today: date, command_id: UUID) -> Answer:
        name = f"{body.__module__}.{body.__qualname__}"
        request = keyed_digest(_text_of(name, commands))
        draft = Draft(by=by, command_id=command_id, today=today, bulk=bulk)
        if bulk:
            known = _known_answer(by, command_id, request)
            if known is not None:
                return known
        try:
            return write(draft, commands, request)
        except committing.Moved as moved:
            raise committing.who_moved(draft) from moved

    def write(draft: Draft, commands: Sequence[Any], request: str) -> Answer:
        if bulk:
            data = body(draft, commands, by=draft.by, today=draft.today)
            readying.prepare(draft)
            with transaction.atomic():
                answer = _claim(draft.by, draft.command_id, request) or _finish(draft, data)
            statistics.refresh_after(draft.pieces.entries)
            return answer
        with transaction.atomic():
            known = _claim(draft.by, draft.command_id, request)
            if known is not None:
                return known
            data = body(draft, commands, by=draft.by, today=draft.today)
            readying.prepare(draft)
            return _finish(draft, data)

    return run


def _text_of(name: str, commands: Sequence[Any]) -> str:
    """The request as one text. Raises Refused for what no database can hold: null characters, halves of characters."""
    try:
        text = canonical([name, list(commands)])
    except orjson.JSONEncodeError as error:
        raise Refused([UNREADABLE]) from error
    if "\\u0000" in text and _NULL.search(text):
        raise Refused([UNREADABLE])
    return text


def _claim(by: By, command_id: UUID, request: str) -> Answer | None:
    """Take the command id, or give the answer it got before. A parallel repeat waits here for the first."""
    table = connection.ops.quote_name(Command._meta.db_table)
    sql = (
        f"INSERT INTO {table} (actor, command, request, answer, position) VALUES (%s, %s, %s, '', 0) "
        "ON CONFLICT (actor, command) DO NOTHING"
    )
    prepare = Command._meta.get_field("actor").get_db_prep_save
    with connection.cursor() as cursor:
        cursor.execute(sql, [prepare(by.id, connection), prepare(command_id, connection), request])
        if cursor.rowcount == 1:
            return None
    return _known_answer(by, command_id, request)


def _known_answer(by: By, command_id: UUID, request: str) -> Answer | None:
    known = Command.objects.filter(actor=by.id, command=command_id).first()
    if known is None:
        return None
    if known.request != request:
        raise Refused(
            [
                Reason(
                    "这个提交编号已用于另一份内容",
                    where="command_id",
                    mend="刷新页面后重新提交；内容已保留",
                )
            ]
        )
    return Answer(position=known.position, data=orjson.loads(known.answer), repeated=True)


def _finish(draft: Draft, data: Mapping[str, Any]) -> Answer:
    position = committing.commit(draft)
    Command.objects.filter(actor=draft.by.id, command=draft.command_id).update(
        answer=canonical(data), position=position
    )
    return Answer(position=position, data=orjson.loads(canonical(data)))
