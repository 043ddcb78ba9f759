"""Rights as rules: one rule per verb answers both *may this actor do it to this row* and *to which rows*.

Laws: `allows(by, row)` equals membership of the row in `select(by)`; what no rule grants is denied;
write branches so that an index leads: `InZone(...) & (Open | Team)`, never one big OR (PERFORMANCE).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.identity.actor import SYSTEM_ID, Actor
from southgate.kernel.identity.roles import Role

NOTHING = Q(pk__in=())
EVERYTHING = ~Q(pk__in=())
"""An empty Q would vanish in `|`; this one stays."""


class Rule:
    """A predicate over (actor, row) that also exists as SQL."""

    def allows(self, by: Actor, row: Any) -> bool:
        raise NotImplementedError

    def select(self, by: Actor) -> Q:
        """The rows it allows; `NOTHING` when there can be none."""
        raise NotImplementedError

    def __and__(self, other: Rule) -> Rule:
        return All((self, other))

    def __or__(self, other: Rule) -> Rule:
        return Any_((self, other))


@dataclass(frozen=True)
class All(Rule):
    parts: tuple[Rule, ...]

    def allows(self, by: Actor, row: Any) -> bool:
        return all(part.allows(by, row) for part in self.parts)

    def select(self, by: Actor) -> Q:
        chosen = [part.select(by) for part in self.parts]
        if any(q == NOTHING for q in chosen):
            return NOTHING
        result = chosen[0]
        for q in chosen[1:]:
            result &= q
        return result


@dataclass(frozen=True)
class Any_(Rule):
    parts: tuple[Rule, ...]

    def allows(self, by: Actor, row: Any) -> bool:
        return any(part.allows(by, row) for part in self.parts)

    def select(self, by: Actor) -> Q:
        chosen = [q for q in (part.select(by) for part in self.parts) if q != NOTHING]
        if not chosen:
            return NOTHING
        result = chosen[0]
        for q in chosen[1:]:
            result |= q
        return result


@dataclass(frozen=True)
class House(Rule):
    """The house itself: the command line of the machine and its jobs."""

    def allows(self, by: Actor, row: Any) -> bool:
        return by.id == SYSTEM_ID

    def select(self, by: Actor) -> Q:
        return EVERYTHING if by.id == SYSTEM_ID else NOTHING


@dataclass(frozen=True)
class InZone(Rule):
    """The actor holds one of `roles` in the row's zone or above it. `column` may be a path (`post__zone_id`)."""

    roles: frozenset[Role]
    column: str = "zone_id"

    def allows(self, by: Actor, row: Any) -> bool:
        return value_at(row, self.column) in by.zones_with(self.roles)

    def select(self, by: Actor) -> Q:
        return _one_of(self.column, by.zones_with(self.roles))


@dataclass(frozen=True)
class Own(Rule):
    """The row names the actor's person in `column` (`responsible_person_id`)."""

    column: str

    def allows(self, by: Actor, row: Any) -> bool:
        return by.person is not None and value_at(row, self.column) == by.person

    def select(self, by: Actor) -> Q:
        return _one_of(self.column, {by.person} if by.person else ())


@dataclass(frozen=True)
class SameUnit(Rule):
    """The row names a unit in which the actor holds a post."""

    column: str

    def allows(self, by: Actor, row: Any) -> bool:
        return value_at(row, self.column) in by.units

    def select(self, by: Actor) -> Q:
        return _one_of(self.column, by.units)


@dataclass(frozen=True)
class Team(Rule):
    """The actor is in the team of the row: its id is among his `teams[kind]`."""

    kind: str
    column: str = "id"

    def allows(self, by: Actor, row: Any) -> bool:
        return value_at(row, self.column) in by.teams.get(self.kind, frozenset())

    def select(self, by: Actor) -> Q:
        return _one_of(self.column, by.teams.get(self.kind, frozenset()))


@dataclass(frozen=True)
class OfEnterprise(Rule):
    """The actor acts for the enterprise that the row names."""

    roles: frozenset[Role]
    column: str = "enterprise_id"

    def allows(self, by: Actor, row: Any) -> bool:
        return value_at(row, self.column) in by.enterprises_with(self.roles)

    def select(self, by: Actor) -> Q:
        return _one_of(self.column, by.enterprises_with(self.roles))


@dataclass(frozen=True)
class Is(Rule):
    """A column of the row has a value (`Is("confidential", False)`)."""

    column: str
    value: Any

    def allows(self, by: Actor, row: Any) -> bool:
        return bool(value_at(row, self.column) == self.value)

    def select(self, by: Actor) -> Q:
        return Q(**{self.column: self.value})


@dataclass(frozen=True)
class Rules:
    """The RULE of one kind of object: verb → rule. A verb that is not named is denied to everyone.

    A token's scopes narrow every answer: `read` for looking, `write:<kind>` for the rest.
    """

    verbs: Mapping[str, Rule]
    kind: str = ""
    model: type[Model] | None = None

    def can(self, by: Actor, verb: str, row: Any) -> bool:
        rule = self.verbs.get(verb)
        return rule is not None and by.scope_covers(self.kind, verb) and rule.allows(by, row)

    def visible(self, by: Actor, model: type[Model], verb: str = "view") -> QuerySet[Any]:
        rule = self.verbs.get(verb)
        manager: Any = model._default_manager
        granted = rule is not None and by.scope_covers(self.kind, verb)
        rows: QuerySet[Any] = manager.filter(rule.select(by) if rule is not None and granted else NOTHING)
        return rows

    def require(self, by: Actor, verb: str, row: Any) -> None:
        """Raises NotFound for a row the actor may not see, Forbidden for a verb he may not do to it."""
        if self.can(by, verb, row):
            return
        if not self.can(by, "view", row):
            raise NotFound(str(row.pk))
        raise Forbidden(verb)


RULE_BOOK: dict[str, Rules] = {}
"""Every kind of object with its rules: what the rights proof (tests/rights) goes through."""


def register(kind: str, model: type[Model], verbs: Mapping[str, Rule]) -> Rules:
    """Rules of a kind, entered into the rule book. A kind is registered once."""
    rules = replace(Rules(verbs), kind=kind, model=model)
    known = RULE_BOOK.setdefault(kind, rules)
    if known.model is not model:
        raise ValueError(f"rules of {kind} are registered already")
    return known


def value_at(row: Any, column: str) -> Any:
    """The value of a column or of a path through foreign keys, as filters write it."""
    for part in column.split("__"):
        row = getattr(row, part)
    return row


def _one_of(column: str, values: Iterable[UUID]) -> Q:
    """One value as equality, so that a composite index with the sort order behind it can lead."""
    ids = sorted(values)
    if not ids:
        return NOTHING
    return Q(**{column: ids[0]}) if len(ids) == 1 else Q(**{f"{column}__in": ids})
