"""R2b: the n-th statement of a publish fails, for every n until one run meets no fault. State is before or after."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from southgate.apps.enterprise.models import Enterprise
from southgate.kernel.book.models import Command, Entry, Head, Kept
from southgate.kernel.exchange import publishing, undoing, work
from southgate.kernel.exchange.models import State, Upload
from southgate.kernel.jobs.models import OutboxMessage
from southgate.kernel.testing import TODAY, make_place
from tests.trust.batches import officer, upload
from tests.trust.sheets import firm, workbook

pytestmark = pytest.mark.django_db(transaction=True)
MOST = 400


class FailAt:
    """Lets n-1 statements through and fails the n-th, once."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            raise OperationalError("planted: disk I/O error")
        return execute(sql, params, many, context)

    @property
    def was_met(self) -> bool:
        return self.left <= 0


@pytest.fixture(autouse=True)
def _untold(monkeypatch):
    """Telling how far it is may fail without harm (below), so it is no place for a fault here."""
    monkeypatch.setattr(publishing, "_progress", [])


def state(batch: Upload) -> tuple:
    """Everything that a publish touches."""
    head = Head.objects.get()
    return (
        head.position, head.root, Entry.objects.count(), Enterprise.objects.count(), Kept.objects.count(),
        Command.objects.count(), OutboxMessage.objects.count(),
        Upload.objects.get(pk=batch.id).state,
    )  # fmt: skip


def loop(batch: Upload, step, done: State = State.PUBLISHED) -> int:
    """Fault after fault until a run meets none; returns how many faults were met."""
    before = state(batch)
    for number in range(1, MOST):
        fault = FailAt(number)
        try:
            with connection.execute_wrapper(fault):
                step()
        except OperationalError:
            pass
        if not fault.was_met:
            assert state(batch) != before
            return number - 1
        after = state(batch)
        if after != before:  # the fault came after the commit: then all of it must be there
            return _whole(batch, number, step, done)
    raise AssertionError("no run without a fault")


def _whole(batch: Upload, number: int, step, done: State) -> int:
    assert state(batch)[-1] == done, "something was written, but the batch is not marked"
    position = Head.objects.get().position
    step()
    assert Head.objects.get().position == position, "the same command wrote twice"
    return number


def batch_of(rows: int):
    place = make_place()
    by = officer(place)
    return by, upload(workbook([firm(number) for number in range(rows)]), place, by)


def test_a_publish_survives_every_fault():
    by, batch = batch_of(3)
    command = publishing.PublishBatch(batch.id, batch.sha256)

    def step():
        publishing.publish_batches([command], by=by, today=TODAY, command_id=batch.command)

    assert loop(batch, step) > 10
    assert Enterprise.objects.count() == 3


def test_an_undo_survives_every_fault():
    by, batch = batch_of(3)
    work.run(batch.id, State.PUBLISHING, by=by, today=TODAY)
    id = uuid4()

    def step():
        undoing.undo_batches([undoing.UndoBatch(batch.id)], by=by, today=TODAY, command_id=id)

    assert loop(batch, step, State.UNDONE) > 5
    assert Enterprise.objects.filter(withdrawn=False).count() == 0


def test_the_worker_says_that_nothing_was_written_and_can_go_again():
    by, batch = batch_of(2)
    before = state(batch)

    def no_entries(execute, sql, params, many, context):
        if "INSERT INTO" in sql and "book_entry" in sql:
            raise OperationalError("planted: disk I/O error")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(no_entries), pytest.raises(OperationalError):
        work.run(batch.id, State.PUBLISHING, by=by, today=TODAY)
    after = Upload.objects.get(pk=batch.id)
    assert (after.state, bool(after.reasons), state(batch)) == (State.CHECKED, True, before)
    work.run(batch.id, State.PUBLISHING, by=by, today=TODAY)
    assert Enterprise.objects.count() == 2


def test_a_publish_without_a_transaction_is_found_out(monkeypatch):
    """The planted fault: statements commit one by one. The same loop must see a state that is neither."""
    by, batch = batch_of(2)
    command = publishing.PublishBatch(batch.id, batch.sha256)
    monkeypatch.setattr(transaction, "atomic", NoTransaction)

    def step():
        publishing.publish_batches([command], by=by, today=TODAY, command_id=batch.command)

    with pytest.raises(AssertionError):
        loop(batch, step)


class NoTransaction:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False


def test_progress_that_cannot_be_told_stops_nothing(monkeypatch):
    by, batch = batch_of(5)

    def no_progress(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "lease_until" in sql and "done" in sql and "actor" not in sql:
            raise OperationalError("planted: database is locked")
        return execute(sql, params, many, context)

    publishing.report_to(work._tell)
    command = publishing.PublishBatch(batch.id, batch.sha256)
    with connection.execute_wrapper(no_progress):
        publishing.publish_batches([command], by=by, today=TODAY, command_id=batch.command)
    assert Enterprise.objects.count() == 5
