"""Faults to plant: each takes one guard out of the product, so that the experiment which relies on it must fail."""

from __future__ import annotations

import os
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.models.query import QuerySet

from southgate.kernel.book import committing, drafting, moving, writing
from southgate.kernel.orgs import erasing
from tests.trust import voucher_faults


def version_ignored() -> None:
    """Whatever version a writer saw, it is taken for the present one."""
    real = drafting.Draft.lock_many
    drafting.Draft.lock_many = lambda self, model, seen: real(self, model, dict.fromkeys(seen))  # type: ignore[method-assign]


def acknowledged_before_commit() -> None:
    """The command answers, but every third transaction is rolled back after it."""
    real, count = writing._finish, [0]

    def finish(*arguments: Any) -> Any:
        answer = real(*arguments)
        count[0] += 1
        if count[0] % 3 == 0:
            connection.set_rollback(True)
        return answer

    writing._finish = finish


def head_not_locked() -> None:
    """Positions come from a counter outside the transaction, as a sequence would give them."""

    with connection.cursor() as cursor:
        cursor.execute("CREATE SEQUENCE planted")
        cursor.execute("SELECT setval('planted', (SELECT position FROM book_head))")
    connection.close()

    class Heads:
        def select_for_update(self) -> QuerySet[Any]:
            return self  # type: ignore[return-value]

        def get(self) -> Any:
            head = committing_head.objects.get()
            with connection.cursor() as cursor:
                cursor.execute("SELECT nextval('planted') - 1")
                head.position = cursor.fetchone()[0]
            return head

        def filter(self, **_: Any) -> Any:
            return committing_head.objects.none()

    committing_head = committing.Head
    committing.Head = type("Head", (), {"objects": Heads()})  # type: ignore[misc, assignment]


def command_id_not_claimed() -> None:
    """The command id is written beside the effect without being unique, so a repeat is never known."""
    writing._claim = lambda by, command_id, request: None
    real = writing.Draft
    writing.Draft = lambda **named: real(**named | {"command_id": uuid4()})  # type: ignore[misc, assignment]


def words_not_destroyed() -> None:
    """An erasure is recorded, but the kept rows stay."""
    erasing.erasures.destroy = lambda going: None  # type: ignore[assignment]


def files_not_rewritten() -> None:
    erasing.erasures.compact = lambda: []


def moved_unread() -> None:
    """A book is taken in as it comes: neither its digests nor its root are looked at."""
    real, told = moving._first, {}

    def first(line: bytes) -> dict[str, Any]:
        found = real(line)
        told["root"] = found["root"].encode()
        return found

    moving._first = first
    moving.walk = lambda state, position: SimpleNamespace(bad=None, root=told["root"])  # type: ignore[assignment]


def rows_not_locked_first() -> None:
    """A bulk command takes the head before the rows it changes."""
    committing._lock_rows = lambda draft: None


FAULTS: tuple[Callable[[], None], ...] = (
    version_ignored, acknowledged_before_commit, head_not_locked, command_id_not_claimed, words_not_destroyed,
    files_not_rewritten, moved_unread, rows_not_locked_first, *voucher_faults.FAULTS,
)  # fmt: skip


def plant(name: str) -> None:
    {fault.__name__: fault for fault in FAULTS}[name]()


def plant_if_asked() -> None:
    if name := os.environ.get("SOUTHGATE_FAULT"):
        plant(name)
