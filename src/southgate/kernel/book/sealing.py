"""Sealing the head of the book outside the data folder: hourly, at each backup, before each paper, by hand, and after
a restore. What a chain alone cannot show, a cut tail or a book computed anew, a seal shows (TRUST fact 7)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from southgate.domain.errors import Reason, Refused
from southgate.kernel import clock
from southgate.kernel.book import erasures, sealstore
from southgate.kernel.book.digest import NOTHING
from southgate.kernel.book.sealstore import Seal, Why
from southgate.kernel.book.walking import Bad, Walk, walk


class Broken(Refused):
    """The book does not go on from its last seal: it is not sealed, so that nothing false is covered."""

    def __init__(self, bad: Bad) -> None:
        place = f"#{bad.position}" if bad.position else ""
        super().__init__([Reason(bad.say, bad.params, where=place, mend="先运行 southgate verify，看清哪里不符")])
        self.bad = bad


@dataclass(frozen=True, slots=True)
class HeadNow:
    """The counter row and the last position that entries really have, from one statement."""

    position: int
    root: str
    recorded_at: int
    last: Any

    @property
    def last_known(self) -> int:
        """Where a walk must end: the further of the two. A position that is no number at all is met on the way."""
        return max(self.position, self.last) if isinstance(self.last, int) else self.position


def head_now() -> HeadNow:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT position, root, recorded_at, (SELECT coalesce(max(position), 0) FROM book_entry) "
            "FROM book_head WHERE id = 1"
        )
        found = cursor.fetchone()
    return HeadNow(*found) if found else HeadNow(-1, "", 0, 0)


def seal(*, reason: str) -> Seal:
    """Seal the book where it stands now; returns the seal to print or to keep.

    Entries since the last seal are checked first. Raises Broken when they do not follow from it, Refused when the
    seal folder is no safe place. An hourly seal of a book that did not grow is the last one again.
    """
    why = Why(reason)
    with sealstore.locked() as place:
        last = sealstore.last()
        head = head_now()
        if why is Why.HOURLY and last is not None and last.position == head.position:
            return last
        walked = _since(last, head)
        erasures.journal()
        sealstore.append_digests(place, last.position if last else 0, walked.digests or ())
        return _add(place, last, head, why)


def restored() -> Seal:
    """After a restore: take back what was sealed beyond where the book ends now, keep those digests aside, seal anew.

    To be called once the restored book was verified up to its end, and before anything is written to it.
    """
    with sealstore.locked() as place:
        last, head = sealstore.last(), head_now()
        before = [seal for seal in sealstore.in_force(sealstore.seals()) if seal.position <= head.position]
        base = before[-1] if before else None
        walked = _since(base, head)
        sealstore.set_aside_digests(place, head.position, last.number + 1 if last else 1)
        sealstore.append_digests(place, base.position if base else 0, walked.digests or ())
        return _add(place, last, head, Why.RESTORED)


def renew_digests() -> int:
    """Write `digests.bin` again from a book that meets every seal, when the file was lost or damaged.

    Returns how many digests it holds. Raises Broken when the book does not meet its seals.
    """
    with sealstore.locked() as place:
        standing = sealstore.in_force(sealstore.seals())
        if not standing:
            return 0
        state = Walk(roots={seal.position: seal.root.encode() for seal in standing}, digests=[])
        walk(state, standing[-1].position)
        if state.bad is not None:
            raise Broken(state.bad)
        sealstore.append_digests(place, 0, state.digests or ())
        return standing[-1].position


def _since(last: Seal | None, head: HeadNow) -> Walk:
    """Walk the entries since a seal. Raises Broken for the first that is not as it must be."""
    start = last.position if last else 0
    if head.position != head.last or head.position < start:
        raise Broken(Bad(min(head.position, head.last) + 1, "tail", say="总账的尾部被截去，或计数行被改动"))
    if sealstore.digests_held() < start:
        raise Broken(Bad(0, "digests", say="封存目录里的 digests.bin 缺失或被截短；查账无误后可重建"))
    state = Walk(
        position=start,
        root=(last.root if last else NOTHING).encode(),
        recorded_at=last.recorded_at if last else 0,
        chains=None,
        digests=[],
    )
    walk(state, head.position)
    if state.bad is None and state.root.decode() != head.root:
        state.bad = Bad(0, "head", say="计数行里的全账摘要与条目不符")
    if state.bad is not None:
        raise Broken(state.bad)
    return state


def _add(place: Path, last: Seal | None, head: HeadNow, why: Why) -> Seal:
    made = Seal(
        number=last.number + 1 if last else 1,
        position=head.position,
        count=head.position,
        root=head.root,
        recorded_at=head.recorded_at,
        sealed_at=clock.now_micros(),
        previous=last.digest if last else NOTHING,
        reason=why.value,
    )
    sealstore.add(place, made)
    return made
