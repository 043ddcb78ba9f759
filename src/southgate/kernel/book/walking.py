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
_FIRST = (0, _NOTHING)
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
    erasures: list[tuple[int, str, bytes]] = field(default_factory=list)
    first_unsealed_at: int | None = None
    suspect: Bad | None = None
    bad: Bad | None = None


def walk(state: Walk, until: int, entries: Iterable[Any] | None = None) -> Walk:
    """Go on to position `until`; stops at the first bad entry and names it in `state.bad`."""
    start = state.position if state.chains is None else None
    for entry in entries if entries is not None else streaming.digested(start, until):
        if _step(state, entry):
            break
    if state.bad is None and state.suspect is not None:
        state.bad = state.suspect
    if state.bad is None and state.position < until:
        state.bad = Bad(state.position + 1, "missing", "缺这一条：总账到 %(until)s 应连续", {"until": until})
    return state


def _step(state: Walk, entry: tuple[int, int, bytes, int, bytes, bytes, bytes]) -> Bad | None:
    position, recorded_at, subject, seq, previous, digest, text = entry
    raw = sha256(text).digest()
    if position != state.position + 1:
        return _out_of_place(state, position)
    if _PREFIX + raw.hex().encode() != digest or text.count(b"\n") != _LINES:
        return _found(state, position, "digest", "内容与摘要不符")
    if type(recorded_at) is not int or recorded_at < state.recorded_at:
        return _found(state, position, "time", "入账时间早于上一条")
    if state.chains is not None:
        last, before = state.chains.get(subject, _FIRST)
        if last + 1 != seq or before != previous:
            return _found(state, position, "chain", "与同一主体的上一条接不上")
        state.chains[subject] = (seq, digest)
    state.position, state.recorded_at = position, recorded_at
    state.root = _PREFIX + sha256(state.root + digest).hexdigest().encode()
    if state.digests is not None:
        state.digests.append(raw)
    if state.words is not None:
        _notice(state, state.words, text)
    return _against_seals(state, raw)


def _against_seals(state: Walk, raw: bytes) -> Bad | None:
    """A digest that differs from the sealed one is suspected until the next seal says which of the two was changed."""
    position = state.position
    sealed = state.sealed[(position - 1) * WIDTH : position * WIDTH]
    if sealed and sealed != raw and state.suspect is None:
        state.suspect = Bad(position, "sealed", "与封存的摘要不符：封存之后被改写")
    if position > state.sealed_until and state.first_unsealed_at is None:
        state.first_unsealed_at = state.recorded_at
    root = state.roots.get(position)
    if root is None:
        return None
    if root != state.root:
        state.bad = state.suspect or Bad(position, "root", "全账摘要与封存的不符：这一条或之前有条目被改写")
        return state.bad
    if state.suspect is not None:
        params = {"position": state.suspect.position}
        say = "封存目录里的 digests.bin 在第 %(position)s 条处被改动，总账本身与封存一致"
        state.bad = Bad(0, "digests", say, params)
        return state.bad
    return None


def _notice(state: Walk, words: list[tuple[int, str, str]], text: bytes) -> None:
    """Collect references to kept words, and erasures: a kind stands alone on its line."""
    if b'"commitment":"' in text:
        position = state.position
        words.extend((position, said.decode(), promised.decode()) for promised, said in _WORDS.findall(text))
    if b"\nperson.erased\n" in text:
        columns = text.split(b"\n", _LINES)
        state.erasures.append((state.position, columns[2].decode(), columns[_LINES]))


def _out_of_place(state: Walk, position: Any) -> Bad:
    expected = state.position + 1
    if type(position) is not int or position < expected:
        return _found(state, position, "extra", "多出一条：总账从 1 起连续编号")
    return _found(state, expected, "missing", "缺这一条：下一条是 %(next)s", {"next": position})


def _found(state: Walk, position: int, code: str, say: str, params: Mapping[str, Any] | None = None) -> Bad:
    state.bad = Bad(position, code, say, params or {})
    if state.suspect is not None and state.suspect.position < position:
        state.bad = state.suspect
    return state.bad
