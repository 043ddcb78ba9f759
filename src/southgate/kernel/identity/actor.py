"""Who acts, with the rights of this very moment. Made at the edge, passed down as `by`, never fetched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from southgate.kernel.identity.roles import Role

READING = frozenset({"view", "look_inside", "count", "export", "audit"})
"""Verbs that a token of scope `read` covers; every other verb needs `write:<kind>`."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One post held today: a role in a zone and all zones under it, for a unit or an enterprise."""

    role: Role
    zones: frozenset[UUID]
    unit: UUID | None = None
    enterprise: UUID | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """`id` is the person's id, or the account's for a machine; `teams` are subject ids by kind (`project`).

    `scopes` are those of an API token; None when a person is signed in.
    """

    id: UUID
    person: UUID | None
    unit: UUID | None = None
    grants: tuple[Grant, ...] = ()
    teams: Mapping[str, frozenset[UUID]] = field(default_factory=dict)
    scopes: frozenset[str] | None = None

    def zones_with(self, roles: Iterable[Role]) -> frozenset[UUID]:
        """Zones in which one of `roles` is held."""
        wanted = frozenset(roles)
        return frozenset().union(*(grant.zones for grant in self.grants if grant.role in wanted))

    def scope_covers(self, kind: str, verb: str) -> bool:
        """Whether a token's scopes reach this verb on this kind of object; always, without a token."""
        if self.scopes is None:
            return True
        return "read" in self.scopes if verb in READING else f"write:{kind}" in self.scopes

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def units(self) -> frozenset[UUID]:
        return frozenset(grant.unit for grant in self.grants if grant.unit is not None)

    def enterprises_with(self, roles: Iterable[Role]) -> frozenset[UUID]:
        wanted = frozenset(roles)
        return frozenset(g.enterprise for g in self.grants if g.role in wanted and g.enterprise is not None)


SYSTEM_ID = UUID("00000000-0000-0000-0000-000000000001")


def system_actor(zones: Iterable[UUID] = ()) -> Actor:
    """The house itself, at the command line and in jobs: it does what an administrator of the machine may do."""
    return Actor(id=SYSTEM_ID, person=None, grants=(Grant(Role.SYSTEM_ADMINISTRATOR, frozenset(zones)),))
