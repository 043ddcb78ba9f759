"""The outbox: written in the transaction of the entries, worked off after the commit.

Claim by conditional update with a lease, do, then mark: a crash does it again rather than never.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from django.db.models import Q

from southgate.kernel import clock
from southgate.kernel.jobs.models import OutboxMessage

LEASE = 5 * 60 * 1_000_000
FIRST_WAIT = 60 * 1_000_000
LONGEST_WAIT = 6 * 60 * 60 * 1_000_000

Handler = Callable[[Mapping[str, Any]], None]
_HANDLERS: dict[str, Handler] = {}


class ToSend(Protocol):
    topic: str
    key: str
    data: Mapping[str, Any]


def handles(topic: str) -> Callable[[Handler], Handler]:
    """Register what is done with messages of `topic`."""

    def register(function: Handler) -> Handler:
        _HANDLERS[topic] = function
        return function

    return register


def enqueue(messages: Iterable[ToSend]) -> None:
    """Write messages inside the caller's transaction; one whose key is known already is not written again."""
    rows = [OutboxMessage(topic=m.topic, key=m.key, data=dict(m.data), next_at=clock.now_micros()) for m in messages]
    if rows:
        OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)


def work_off(limit: int = 100) -> int:
    """Do what is due; returns how many messages were done. A bad one is put off and reported, it stops nobody."""
    now = clock.now_micros()
    due = OutboxMessage.objects.filter(done_at=None, next_at__lte=now, lease_until__lte=now).order_by("next_at")
    return sum(_do(message, now) for message in due[:limit])


def _do(message: OutboxMessage, now: int) -> int:
    free = OutboxMessage.objects.filter(Q(pk=message.pk, done_at=None, lease_until__lte=now))
    if free.update(lease_until=now + LEASE) != 1:
        return 0
    handler = _HANDLERS.get(message.topic)
    try:
        if handler is None:
            raise LookupError(f"nobody handles {message.topic}")
        handler(message.data)
    except Exception as error:  # one bad message is put off with its error; the queue goes on
        attempts = message.attempts + 1
        wait = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
        OutboxMessage.objects.filter(pk=message.pk).update(
            attempts=attempts, next_at=now + wait, lease_until=0, last_error=repr(error)[:500]
        )
        return 0
    OutboxMessage.objects.filter(pk=message.pk).update(done_at=clock.now_micros(), lease_until=0)
    return 1
