"""One walk over the entries: everything an entry can be checked for, in the order of positions, and the first bad one.

Laws: positions run without gaps; recording times never go back; a digest is that of the entry's columns; each entry
follows the one before of its subject (seq, previous); the root after it is the one sealed; sealed digests stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from southgate.kernel.book import streaming
from southgate.kernel.book.digest import ALGORITHM, NOTHING
from southgate.kernel.book.sealstore import WIDTH

_LINES = 14
"""Line breaks in a digested text: one between any two columns, and none inside a column."""
_PREFIX = f"{ALGORITHM}:".encode()
_NOTHING = NOTHING.encode()
_FIRST = (1, _NOTHING)
"""The seq that comes next, and what must stand before it."""
Entry = tuple[int, int, bytes, int, bytes, bytes, bytes]
"""As `streaming.digested` gives it."""
_WORDS = re.compile(rb'\{"commitment":"([a-z0-9-]+:[0-9a-f]+)","said":"([0-9a-f]{32})"\}')
"""A reference to kept words as canonical JSON writes it. Inside a JSON string its quotes would be escaped."""


@dataclass(frozen=True, slots=True)
class Bad:
    """Something that is not as it was written: where, what (msgid with `params`). Position 0: not one entry's fault."""

    position: int
    code: str
    say: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.say % self.params if self.params else self.say


@dataclass(slots=True)
class Walk:
    """State of a walk that stands after `position`. `roots`: sealed position → root that must hold there.

    `chains` None: the walk starts in the middle and does not know the subjects' last digests.
    """

    position: int = 0
    root: bytes = _NOTHING
    recorded_at: int = 0
    chains: dict[bytes, tuple[int, bytes]] | None = field(default_factory=dict)
    roots: Mapping[int, bytes] = field(default_factory=dict)
    sealed: bytes = b""
    sealed_until: int = 0
    digests: list[bytes] | None = None
    words: list[tuple[int, str, str]] | None = None
    first_unsealed_at: int | None = None
    suspect: Bad | None = None
    bad: Bad | None = None


def walk(state: Walk, until: int, entries: Iterable[Entry] | None = None) -> Walk:
    """Go on to position `until`; stops at the first bad entry and names it in `state.bad`."""
    start = state.position if state.chains is None else None
    found = _run(state, entries if entries is not None else streaming.digested(start, until))
    if found is None and state.position < until:
        found = Bad(state.position + 1, "missing", say="缺这一条：总账到 %(until)s 应连续", params={"until": until})
    state.bad = found
    if state.suspect is not None and (found is None or not 0 <= found.position < state.suspect.position):
        state.bad = found if found is not None and found.code == "digests" else state.suspect
    return state


def _run(state: Walk, entries: Iterable[Entry]) -> Bad | None:
    """The hot loop, on local names: each entry either passes every check or is handed to `_wrong`."""
    position, root, recorded, chains = state.position, state.root, state.recorded_at, state.chains
    sealed, size, roots, words = state.sealed, len(state.sealed), state.roots, state.words
    keep = state.digests.append if state.digests is not None else None
    bad: Bad | None = None
    for entry in entries:
        at, recorded_at, subject, seq, previous, digest, text = entry
        raw = sha256(text)
        before = _FIRST if chains is None else chains.get(subject, _FIRST)
        if (
            at != position + 1
            or _PREFIX + raw.hexdigest().encode() != digest
            or text.count(b"\n") != _LINES
            or type(recorded_at) is not int
            or recorded_at < recorded
            or (chains is not None and before != (seq, previous))
        ):
            bad = _wrong(entry, position + 1, recorded, before if chains is not None else None)
            break
        position, recorded = at, recorded_at
        root = _PREFIX + sha256(root + digest).hexdigest().encode()
        if chains is not None:
            chains[subject] = (seq + 1, digest)
        if keep is not None:
            keep(raw.digest())
        if position * WIDTH <= size and state.suspect is None:
            if sealed[position * WIDTH - WIDTH : position * WIDTH] != raw.digest():
                state.suspect = Bad(position, "sealed", say="与封存的摘要不符：封存之后被改写")
        elif state.first_unsealed_at is None and position > state.sealed_until:
            state.first_unsealed_at = recorded
        if words is not None and b'"commitment":"' in text:
            words.extend((position, said.decode(), promised.decode()) for promised, said in _WORDS.findall(text))
        if position in roots and (bad := _at_seal(state, position, root, roots[position])) is not None:
            break
    state.position, state.root, state.recorded_at = position, root, recorded
    return bad


def _at_seal(state: Walk, position: int, root: bytes, sealed: bytes) -> Bad | None:
    """At a seal it shows whether the book or the file of digests was changed, where the two differ."""
    if root != sealed:
        return state.suspect or Bad(position, "root", say="全账摘要与封存的不符：这一条或之前有条目被改写")
    if state.suspect is None:
        return None
    where = {"position": state.suspect.position}
    return Bad(0, "digests", say="封存目录的 digests.bin 在第 %(position)s 条处被改动，总账与封存一致", params=where)


def _wrong(entry: Entry, expected: int, recorded: int, before: tuple[int, bytes] | None) -> Bad:
    """What is wrong with an entry that did not pass."""
    at, recorded_at, _, seq, previous, digest, text = entry
    if type(at) is not int or at < expected:
        return Bad(at if type(at) is int else 0, "extra", say="多出一条：总账从 1 起连续编号")
    if at > expected:
        return Bad(expected, "missing", say="缺这一条：下一条是 %(next)s", params={"next": at})
    if _PREFIX + sha256(text).hexdigest().encode() != digest or text.count(b"\n") != _LINES:
        return Bad(at, "digest", say="内容与摘要不符")
    if before is not None and before != (seq, previous):
        return Bad(at, "chain", say="与同一主体的上一条接不上")
    return Bad(at, "time", say="入账时间早于上一条：%(found)s", params={"found": recorded_at, "before": recorded})
