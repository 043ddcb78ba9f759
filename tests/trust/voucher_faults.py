"""Faults to plant into vouchers: each takes one guard out, so that the experiment which relies on it must fail."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import connection

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.services.vouchers import deciding, entering
from southgate.kernel.book import writing

PERSONS = {"voucher_second_person", "voucher_not_corrector"}


def slips_not_looked_for() -> None:
    """Entering a voucher does not look whether its slip was used: the table alone stands against it."""
    entering.checking.used_before = lambda asked, by: [[] for _ in asked]


BETWEEN = 0.3
"""Seconds between the look and the write where a fault wants writers to meet there, however busy the machine is."""


def slip_used_twice() -> None:
    """The table takes a slip twice; the look of the service is left, and writers meet between it and their write."""
    look = entering.checking.used_before

    def look_and_wait(asked: Any, by: Any) -> Any:
        found = look(asked, by)
        time.sleep(BETWEEN)
        return found

    entering.checking.used_before = look_and_wait
    _take_slips_twice()


def _take_slips_twice() -> None:
    with connection.cursor() as cursor:
        for name in ("voucher_number_once", "voucher_paper_once"):
            cursor.execute(f"DROP INDEX IF EXISTS {name}")


def slip_used_twice_and_not_looked_for() -> None:
    _take_slips_twice()
    slips_not_looked_for()


def second_person_not_asked() -> None:
    """The service does not ask whether another person decides; the table is left to refuse it."""
    deciding._second_person = lambda row, by: []


def second_person_not_asked_nor_checked() -> None:
    second_person_not_asked()
    going = [one for one in Voucher._meta.constraints if one.name in PERSONS]
    left = [one for one in Voucher._meta.constraints if one.name not in PERSONS]
    if _checks() & PERSONS:
        Voucher._meta.constraints = left  # SQLite makes the table anew, from what the model says
        for constraint in going:
            with connection.schema_editor() as editor:
                editor.remove_constraint(Voucher, constraint)


def _checks() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, Voucher._meta.db_table))


def acceptance_in_two_transactions() -> None:
    """The voucher's acceptance is one command, its project's money another one."""
    real = deciding.accept_vouchers

    def accept(commands: Any, *, by: Any, today: Any, command_id: Any) -> Any:
        kept: list[Any] = []
        record = writing.Draft.record

        def only_the_voucher(self: Any, subject: Any, payload: Any, **more: Any) -> None:
            if payload.KIND == "project.money_arrived":
                kept.append((subject, payload, more))
            else:
                record(self, subject, payload, **more)

        writing.Draft.record = only_the_voucher  # type: ignore[method-assign]
        try:
            answer = real(commands, by=by, today=today, command_id=command_id)
        finally:
            writing.Draft.record = record  # type: ignore[method-assign]
        _money(kept, by=by, today=today, command_id=uuid4())
        return answer

    deciding.accept_vouchers = accept


@writing.command
def _money(draft: Any, commands: Any, *, by: Any, today: Any) -> dict[str, Any]:
    for subject, payload, more in commands:
        draft.lock(Project, subject)
        draft.record(subject, payload, **more)
    return {}


FAULTS: tuple[Callable[[], None], ...] = (
    slips_not_looked_for, slip_used_twice, slip_used_twice_and_not_looked_for, second_person_not_asked,
    second_person_not_asked_nor_checked, acceptance_in_two_transactions,
)  # fmt: skip
