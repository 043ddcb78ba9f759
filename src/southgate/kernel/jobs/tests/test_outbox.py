"""The outbox: a repeated key shows once, a bad message is put off and stops nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from southgate.domain.errors import Reason, Refused
from southgate.kernel import clock
from southgate.kernel.book.drafting import Draft, Message
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.jobs import outbox
from southgate.kernel.jobs.models import OutboxMessage
from southgate.kernel.testing import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    done: list[Any] = []
    monkeypatch.setattr(outbox, "_HANDLERS", {})
    outbox.handles("test.note")(lambda data: done.append(data["n"]))
    outbox.handles("test.bad")(lambda data: 1 // 0)
    return done


@command
def _notify(draft: Draft, commands: Sequence[str], *, by: Actor, today: date) -> Mapping[str, Any]:
    for number, key in enumerate(commands):
        draft.send("test.note", key, {"n": number})
    if "refuse" in commands:
        raise Refused([Reason("不行")])
    return {}


def _send(*keys: str) -> None:
    _notify(list(keys), by=system_actor(), today=TODAY, command_id=uuid4())


def test_a_repeated_key_is_done_once(sent):
    _send("a", "b")
    _send("a")
    assert outbox.work_off() == 2
    assert (outbox.work_off(), sent) == (0, [0, 1])


def test_a_refused_command_sends_nothing(sent):
    with pytest.raises(Refused):
        _send("a", "refuse")
    assert outbox.work_off() == 0


def test_a_bad_message_is_put_off_and_the_rest_goes_on(sent):
    outbox.enqueue([Message("test.bad", "x", {}), Message("test.note", "y", {"n": 7})])
    assert outbox.work_off() == 1
    bad = OutboxMessage.objects.get(key="x")
    assert (bad.attempts, bad.done_at, sent) == (1, None, [7])
    assert bad.next_at >= clock.now_micros() + outbox.FIRST_WAIT // 2
    assert "ZeroDivisionError" in bad.last_error


def test_waits_grow_and_end(sent):
    outbox.enqueue([Message("test.bad", "x", {})])
    waits = []
    for _ in range(12):
        OutboxMessage.objects.update(next_at=0)
        outbox.work_off()
        waits.append(OutboxMessage.objects.get().next_at - clock.now_micros())
    assert waits[0] < waits[1] < waits[2]
    assert waits[-1] <= outbox.LONGEST_WAIT


def test_a_message_under_lease_is_left_alone(sent):
    outbox.enqueue([Message("test.note", "a", {"n": 1})])
    OutboxMessage.objects.update(lease_until=clock.now_micros() + outbox.LEASE)
    assert outbox.work_off() == 0
    OutboxMessage.objects.update(lease_until=clock.now_micros() - 1)
    assert outbox.work_off() == 1


def test_an_unknown_topic_is_reported(sent):
    outbox.enqueue([Message("test.nobody", "a", {})])
    outbox.work_off()
    assert "nobody handles" in OutboxMessage.objects.get().last_error
