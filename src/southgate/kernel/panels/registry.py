"""Panels: what upper rooms show on the record page of a lower one, which knows none of them.

    register(Panel(kind="project", key="plan", title="倒排计划", order=10, template="delivery/panel.html",
                   context=plan))

The page belongs to the lowest room; it renders the panels that its reader may see (DESIGN §3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.kernel.identity.actor import Actor


@dataclass(frozen=True, slots=True)
class Seen:
    """Who looks at which record, on which day; `position` is the last known entry of a past day, None while today."""

    by: Actor
    subject: UUID
    today: date
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """`context` reads what the template shows; None means that this reader sees no such panel here.

    `title` is a msgid, `order` the place among the others of this `kind` of record.
    """

    kind: str
    key: str
    title: str
    order: int
    template: str
    context: Callable[[Seen], Mapping[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel with what it shows, as the page includes it."""

    key: str
    title: str
    template: str
    context: Mapping[str, Any]


_PANELS: dict[tuple[str, str], Panel] = {}


def register(panel: Panel) -> Panel:
    """A panel is registered once; the same again changes nothing. Raises ValueError for a key that another has."""
    known = _PANELS.setdefault((panel.kind, panel.key), panel)
    if known.template != panel.template:
        raise ValueError(f"panel {panel.key} of {panel.kind} is registered already")
    return known


def panels_of(kind: str, seen: Seen) -> list[Shown]:
    """The panels that this reader sees, in their order."""
    mine = sorted((panel for (of, _), panel in _PANELS.items() if of == kind), key=lambda panel: panel.order)
    read = [(panel, panel.context(seen)) for panel in mine]
    return [Shown(panel.key, panel.title, panel.template, context) for panel, context in read if context is not None]
