"""What somebody with full rights on the database could do to the entries, as functions on an open connection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from southgate.kernel.book import sealing, triggers
from southgate.kernel.book.digest import NOTHING, digest_of, entry_text, next_root
from southgate.kernel.book.models import Entry, Head
from southgate.kernel.book.tests.kit import Change, new_thing, write
from southgate.kernel.book.verifying import verify
from southgate.kernel.identity.actor import Actor
from southgate.kernel.testing import make_person, make_place


@dataclass(frozen=True, slots=True)
class Attack:
    """`first` is the position that `verify` must name."""

    name: str
    first: int
    do: Callable[[], None]


def drop_triggers() -> None:
    on = " ON book_entry" if connection.vendor == "postgresql" else ""
    for name in triggers.names(connection.vendor):
        sql(f"DROP TRIGGER IF EXISTS {name}{on}")


def sql(statement: str, params: Any = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


OTHER: dict[str, Any] = {
    "subject_kind": "other", "seq": 9_999, "kind": "unit.changed", "version": 7, "payload": '{"set":{}}',
    "occurred_on": "2001-01-01", "recorded_at": 5, "supersedes": 1,
    "previous": "sha256:" + "1" * 64, "digest": "sha256:" + "2" * 64,
}  # fmt: skip
IDS = ("subject", "zone", "by_person", "for_unit", "command")
COLUMNS = (*OTHER, *IDS, "position")


def other_value(column: str) -> Any:
    if column in OTHER:
        return OTHER[column]
    value = UUID(int=12345)
    return value if connection.vendor == "postgresql" else value.hex


def change(column: str, position: int) -> None:
    if column == "position":
        sql("UPDATE book_entry SET position = %s WHERE position = %s", [position + 1_000_000, position])
        return
    sql(f"UPDATE book_entry SET {column} = %s WHERE position = %s", [other_value(column), position])


def delete(position: int) -> None:
    sql("DELETE FROM book_entry WHERE position = %s", [position])


def cut(position: int) -> None:
    """The tail goes from `position` on, and the counter row with it, as if nothing had ever been there."""
    sql("DELETE FROM book_entry WHERE position >= %s", [position])
    set_head()


def swap(one: int, two: int) -> None:
    for old, new in ((one, -7), (two, one), (-7, two)):
        sql("UPDATE book_entry SET position = %s WHERE position = %s", [new, old])


def insert(position: int) -> None:
    """A new entry in the middle: all later ones move up, and everything is computed anew."""
    rows = list(Entry.objects.filter(position__gte=position).order_by("-position"))
    for row in rows:
        sql("UPDATE book_entry SET position = position + 1 WHERE position = %s", [row.position])
    made = Entry.objects.get(position=position + 1)
    made.position, made.subject, made.seq = position, UUID(int=77), 1
    Entry.objects.bulk_create([made])
    recompute(position)


def replace(position: int) -> None:
    """Another payload under the same place, with a digest that fits it."""
    row = Entry.objects.get(position=position)
    delete(position)
    row.payload = '{"set":{"name":"另一个"}}'
    row.digest = digest_of(text_of(row, row.previous))
    Entry.objects.bulk_create([row])


def truncate() -> None:
    sql("TRUNCATE book_entry" if connection.vendor == "postgresql" else "DELETE FROM book_entry")


def rewrite(position: int) -> None:
    """One payload changed, and every digest, chain and the root computed anew from there to the end."""
    sql("UPDATE book_entry SET payload = %s WHERE position = %s", ['{"set":{"name":"改写"}}', position])
    recompute(position)


def recompute(start: int) -> None:
    last: dict[UUID, str] = {}
    for row in Entry.objects.order_by("position"):
        if row.position >= start:
            previous = last.get(row.subject, NOTHING)
            digest = digest_of(text_of(row, previous))
            sql(
                "UPDATE book_entry SET previous = %s, digest = %s WHERE position = %s", [previous, digest, row.position]
            )
            row.digest = digest
        last[row.subject] = row.digest
    set_head()


def set_head() -> None:
    root, last = NOTHING, None
    for row in Entry.objects.order_by("position"):
        root, last = next_root(root, row.digest), row
    Head.objects.update(position=last.position if last else 0, root=root, recorded_at=last.recorded_at if last else 0)


def text_of(row: Entry, previous: str) -> str:
    def hexed(value: UUID | None) -> str:
        return value.hex if value else ""

    return entry_text(
        row.position, row.subject_kind, row.subject.hex, row.seq, row.kind, row.version, row.occurred_on.isoformat(),
        row.recorded_at, hexed(row.zone), hexed(row.by_person), hexed(row.for_unit), row.command.hex, row.supersedes,
        previous, row.payload,
    )  # fmt: skip


def attacks(positions: list[int], last: int, *, anew: int = 1) -> Iterator[Attack]:
    """Every attack at every given position; `last` is the last sealed position.

    What computes the rest of the book anew is done at every `anew`-th position: it writes all later rows.
    """
    for p in positions:
        for column in COLUMNS:
            yield Attack(f"{column} of {p}", p, lambda column=column, p=p: change(column, p))
        yield Attack(f"delete {p}", p, lambda p=p: delete(p))
        yield Attack(f"cut from {p}", p, lambda p=p: cut(p))
        yield Attack(f"replace {p}", p, lambda p=p: replace(p))
        if p % anew == 0 or p == last:
            yield Attack(f"insert at {p}", p, lambda p=p: insert(p))
            yield Attack(f"rewrite from {p}", p, lambda p=p: rewrite(p))
        if p < last:
            yield Attack(f"swap {p} and {last}", p, lambda p=p: swap(p, last))
    yield Attack("truncate", 1, truncate)
    yield Attack("truncate with the counter row", 1, lambda: (truncate(), set_head())[0])


def sealed_book(entries: int) -> None:
    """`entries` sealed ones of several subjects, three seals, two more after the last; then the triggers go."""
    place = make_place()
    person = make_person(place, "李经理")
    by = Actor(id=person, person=person, unit=place.first_unit)
    things = [new_thing(f"示例{n}厂") for n in range(3)]
    for n in range(Head.objects.get().position, entries):
        cmd = Change(things[n % 3], None, {"size": n, "zone_id": place.zone}, note="说明" if n % 7 == 0 else "")
        write(cmd, by=by)
        if n in {entries // 3, entries // 2}:
            sealing.seal(reason="hourly")
    sealing.seal(reason="backup")
    write(Change(things[0], None, {"size": 1}), Change(things[1], None, {"size": 2}))
    drop_triggers()


def missed(attacks: Iterable[Attack]) -> list[str]:
    """Attacks that were not found, or where another entry was named."""
    wrong = []
    for attack in attacks:
        with transaction.atomic():
            attack.do()
            report = verify(words=False)
            transaction.set_rollback(True)
        found = report.bad.position if report.bad else None
        if report.ok or found != attack.first:
            wrong.append(f"{attack.name}: {found} {[str(bad) for bad in report.findings]}")
    return wrong
