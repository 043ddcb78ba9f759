"""Which records may hold evidence. A room registers its kind; who may see the record may see its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from southgate.domain.errors import NotFound
from southgate.kernel.files.panel import panel_of
from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels import registry as panels


@dataclass(frozen=True, slots=True)
class Holder:
    """A kind of record with files.

    `zone_of(by, id, verb)` gives the record's zone when the actor may do `verb` (view, edit) to it, and raises
    NotFound or Forbidden else. `page(id)` is its address.
    """

    kind: str
    zone_of: Callable[[Actor, UUID, str], UUID]
    page: Callable[[UUID], str]


_HOLDERS: dict[str, Holder] = {}


def register(holder: Holder, *, order: int = 80) -> Holder:
    """One line in a room: its records have files, and a panel of them on their page."""
    _HOLDERS[holder.kind] = holder
    panels.register(panel_of(holder.kind, order, holder.zone_of))
    return holder


def holder_of(kind: str) -> Holder:
    """Raises NotFound for a kind of record that holds no files."""
    if kind not in _HOLDERS:
        raise NotFound(kind)
    return _HOLDERS[kind]
