"""Where an actor's rights come from. Identity knows accounts alone; whoever keeps posts, zones or teams says so here.

    post_source(grants_on)                    # orgs: posts held on a day
    team_source("project", projects_of)       # a room: subjects in whose team a person is
    zone_source(working_zone)                 # orgs: the zone that a request works in

Every function is asked anew for each request: a right that was taken back is gone at the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from southgate.kernel.identity.actor import Actor, Grant

Posts = Callable[[UUID, date], tuple[Grant, ...]]
Team = Callable[[UUID, date], Iterable[UUID]]
Zones = Callable[[Actor, UUID | None], Any]

_POSTS: list[Posts] = []
_TEAMS: dict[str, Team] = {}
_ZONES: list[Zones] = []


def post_source(function: Posts) -> Posts:
    """Register what answers the grants of a person on a day."""
    if function not in _POSTS:
        _POSTS.append(function)
    return function


def team_source(kind: str, function: Team) -> Team:
    """Register what answers the subjects of `kind` in whose team a person is on a day."""
    known = _TEAMS.setdefault(kind, function)
    if known is not function:
        raise ValueError(f"teams of {kind} have a source already")
    return function


def zone_source(function: Zones) -> Zones:
    """Register what answers the zone an actor works in: the wanted one when he may, else his first."""
    _ZONES[:] = [function]
    return function


def grants_of(person: UUID, today: date) -> tuple[Grant, ...]:
    return tuple(grant for source in _POSTS for grant in source(person, today))


def teams_of(person: UUID, today: date) -> dict[str, frozenset[UUID]]:
    return {kind: frozenset(source(person, today)) for kind, source in _TEAMS.items()}


def zone_of(by: Actor, wanted: UUID | None) -> Any:
    """The zone row, or None for an actor without posts."""
    return _ZONES[0](by, wanted) if _ZONES else None
