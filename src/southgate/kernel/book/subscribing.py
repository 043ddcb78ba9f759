"""How one room listens to another: by entry kind, in the same transaction. What may wait goes to the outbox."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from southgate.kernel.book.drafted import Drafted
from southgate.kernel.book.drafting import HEARD, Draft

Subscriber = Callable[[Draft, Drafted], None]
_SUBSCRIBERS: dict[str, list[Subscriber]] = defaultdict(list)


def subscribe(kind: str, *, typed: bool = True) -> Callable[[Subscriber], Subscriber]:
    """Register a function that sees each drafted entry of `kind` and may draft more entries.

    Who needs no typed payload (`typed=False`) reads `entry.data`, and a bulk command need not hold thousands of them.
    """

    def register(function: Subscriber) -> Subscriber:
        if typed:
            HEARD.add(kind)
        if function not in _SUBSCRIBERS[kind]:
            _SUBSCRIBERS[kind].append(function)
        return function

    return register


def deliver(draft: Draft) -> None:
    """Show every drafted entry to its subscribers, those added on the way too."""
    seen = 0
    while seen < len(draft.entries):
        entry = draft.entries[seen]
        for subscriber in _SUBSCRIBERS.get(entry.payload.KIND, ()):
            subscriber(draft, entry)
        seen += 1


def subscribers() -> dict[str, list[Any]]:
    return dict(_SUBSCRIBERS)
