"""Queries of one shape that every request asks, compiled once: they should cost what the database takes, no more.

    HELD = Prepared(lambda person, today: Appointment.objects.filter(...).values_list(...), UUID, date)
    HELD.rows(person, today)

Django builds and compiles a query anew each time it is asked, which takes longer than SQLite needs to answer it. Here
its SQL is kept for each database; values take the places of the samples it was compiled with.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, UUIDField

_SAMPLES: dict[type, Callable[[int], Any]] = {
    UUID: lambda number: UUID(int=0xA5A5_0000_0000_4000_8000_0000_0000_0000 + number),
    date: lambda number: date(1901, 1, 1 + number),
    str: lambda number: f"sample{number}end",
}
_UUID: UUIDField[Any, Any] = UUIDField()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value goes: parameter number `number`, whole or, of a LIKE, between `before` and `after`."""

    number: int
    value: int
    before: str = ""
    after: str = ""

    def filled(self, value: Any) -> Any:
        if not self.before and not self.after:
            return value
        return f"{self.before}{connection.ops.prep_for_like_query(value)}{self.after}"


@dataclass(frozen=True, slots=True)
class _Compiled:
    sql: str
    params: tuple[Any, ...]
    places: tuple[_Place, ...]
    compiler: Any
    converters: Any


class Prepared:
    """`make` gives a `values_list` query; `kinds` are the types of its arguments (UUID, date, str)."""

    def __init__(self, make: Callable[..., QuerySet[Any, Any]], *kinds: type) -> None:
        self.make, self.kinds = make, kinds
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, *values: Any) -> list[Any]:
        made = self._compiled.get(connection.vendor) or self._compile()
        params = list(made.params)
        ready = [_ready(value) for value in values]
        for place in made.places:
            params[place.number] = place.filled(ready[place.value])
        with connection.cursor() as cursor:
            cursor.execute(made.sql, params)
            found = cursor.fetchall()
        return list(made.compiler.apply_converters(found, made.converters)) if made.converters else found

    def _compile(self) -> _Compiled:
        samples = [_SAMPLES[kind](number) for number, kind in enumerate(self.kinds)]
        compiler = self.make(*samples).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        ready = [_ready(sample) for sample in samples]
        places = tuple(
            place
            for number, param in enumerate(params)
            for value, sample in enumerate(ready)
            if (place := _place(number, param, value, sample)) is not None
        )
        converters = compiler.get_converters([column[0] for column in compiler.select])
        made = _Compiled(sql, tuple(params), places, compiler, converters)
        self._compiled[connection.vendor] = made
        return made


def _place(number: int, param: Any, value: int, sample: Any) -> _Place | None:
    if param == sample:
        return _Place(number, value)
    if isinstance(param, str) and isinstance(sample, str) and sample in param:
        before, _, after = param.partition(sample)
        return _Place(number, value, before, after)
    return None


def _ready(value: Any) -> Any:
    """The value as the database of this connection takes it."""
    if isinstance(value, UUID):
        return _UUID.get_db_prep_value(value, connection)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
