"""Figures: a count or rate of a zone in a period, with its definition, the papers it follows and where it stands.

A shared figure is the same for every reader: it never holds a confidential talk, and its definition says so. It opens
to its rows as far as the reader sees them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.selectors.figures import querying
from southgate.apps.pipeline.selectors.figures.querying import Tables
from southgate.apps.pipeline.selectors.figures.rules import rules_for
from southgate.domain.counting.definitions import Condition, Definition, Rate, Scope, Unit, asked
from southgate.domain.counting.rates import Ratio
from southgate.domain.counting.rules import Rules
from southgate.domain.counting.signed import definitions, rate_definitions
from southgate.domain.errors import NotFound
from southgate.domain.periods import Period
from southgate.kernel.book.models import Head
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.models import Zone


@dataclass(frozen=True, slots=True)
class Figure:
    """`value`: a number, 分, or millionths (scores and rates); None where a rate has nothing to divide by.

    Of a rate, `part` and `over` are what was divided, `shown` is the text in per cent as its pack rounds it, and
    `over_title` declares the denominator. `papers` are the packs with their editions; `position` is the last entry of
    the book that it knows; `opens_to` the address of its rows.
    """

    key: str
    title: str
    says: str
    caliber: str
    unit: str
    value: int | None
    period: Period
    zone: UUID
    position: int
    papers: tuple[str, ...]
    opens_to: str
    family: str = ""
    part: int | None = None
    over: int | None = None
    over_title: str = ""
    shown: str | None = None


RATE = "rate"
"""The unit of a rate."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Where, when, and in what: everything a figure depends on beside the book."""

    zone: UUID
    scope: Scope
    rules: Rules

    @property
    def period(self) -> Period:
        return self.scope.period

    @property
    def counts(self) -> tuple[Definition, ...]:
        return definitions(self.rules)

    @property
    def rates(self) -> tuple[Rate, ...]:
        return rate_definitions(self.rules, self.period.last)


def ask(by: Actor, zone: UUID, period: Period, *, event: UUID | None = None, unit: UUID | None = None) -> Asked:
    """The scope and the rules in force at the period's end. Raises NotFound where the actor is no staff."""
    row = Zone.objects.filter(pk=zone).first()
    if row is None or not policies.may_count(by, frozenset({zone})):
        raise NotFound(str(zone))
    found = Scope(_zones(row), period, _column(row), event, unit)
    home = row.parent_id if row.level == Zone.Level.PARK and row.parent_id is not None else row.pk
    return Asked(zone, found, rules_for(home, period.last))


def _column(row: Zone) -> str:
    return "park_id" if row.level == Zone.Level.PARK else "zone_id"


def _zones(row: Zone) -> tuple[UUID, ...]:
    """The zone itself; of a city or province also every zone under it. Parks are not: their rows name their zone."""
    if row.level in {Zone.Level.PARK, Zone.Level.ZONE}:
        return (row.pk,)
    below = Zone.objects.filter(path__startswith=f"{row.path}/").exclude(level=Zone.Level.PARK)
    return (row.pk, *below.order_by("pk").values_list("pk", flat=True))


def figure(by: Actor, key: str, zone: UUID, period: Period, *, position: int | None = None) -> Figure:
    """One figure by its key. Raises NotFound for a key that the zone's rules do not make."""
    found = figures(ask(by, zone, period), [key], position=position)
    if not found:
        raise NotFound(key)
    return found[0]


def figures(what: Asked, keys: Iterable[str] | None = None, *, position: int | None = None) -> tuple[Figure, ...]:
    """Several figures of one scope, counts first, then rates, in the order of their definitions; all, without keys."""
    wanted = None if keys is None else set(keys)
    counts = [one for one in what.counts if wanted is None or one.key in wanted]
    rates = [one for one in what.rates if wanted is None or one.key in wanted]
    found = counted(what, [*counts, *_sides(rates)], position)
    at = Head.objects.values_list("position", flat=True).get() if position is None else position
    return (
        *(_of_count(one, found[one.key], what, at) for one in counts),
        *(_of_rate(one, found, what, at) for one in rates),
    )


def counted(what: Asked, all: Sequence[Definition], position: int | None) -> dict[str, int]:
    """Values by key; a definition that stands twice (a denominator) is counted once."""
    once = {one.key: one for one in all}
    return querying.values([(one, asked(one, what.scope)) for one in once.values()], Tables.at(position))


def _sides(rates: Sequence[Rate]) -> list[Definition]:
    """Numerators under keys of their own: 到位资金 may be a count of another subject under the same word."""
    found = []
    for rate in rates:
        found += [replace(rate.part, key=f"{rate.key}/part"), replace(rate.over, key=f"{rate.key}/over")]
    return found


def _of_count(one: Definition, value: int, what: Asked, at: int) -> Figure:
    return Figure(
        key=one.key, title=one.title, says=one.says, caliber=one.caliber, unit=one.unit.value, value=value,
        period=what.period, zone=what.zone, position=at, papers=what.rules.papers, family=one.family,
        opens_to=address(one.key, what),
    )  # fmt: skip


def _of_rate(one: Rate, found: dict[str, int], what: Asked, at: int) -> Figure:
    ratio = Ratio(found[f"{one.key}/part"], found[f"{one.key}/over"])
    return Figure(
        key=one.key, title=one.title, says=one.says, caliber=one.caliber, unit=RATE,
        value=ratio.millionths(one.rounding), period=what.period, zone=what.zone, position=at,
        papers=what.rules.papers, family="rates", opens_to=address(one.key, what), part=ratio.part, over=ratio.whole,
        over_title=one.over.title, shown=ratio.percent(one.digits, one.rounding),
    )  # fmt: skip


def address(key: str, what: Asked) -> str:
    """Where a figure opens to its rows."""
    query = {"zone": what.zone, "period": what.period.key}
    if what.scope.event is not None:
        query["event"] = what.scope.event
    if what.scope.unit is not None:
        query["unit"] = what.scope.unit
    return f"{reverse('figures:rows', args=[key])}?{urlencode(query)}"


def rows_of(what: Asked, key: str) -> tuple[str, tuple[Condition, ...], Unit]:
    """(title, every condition in its order, unit) of what a figure counts; of a rate, of what is above the line."""
    for one in what.counts:
        if one.key == key:
            return one.title, asked(one, what.scope), one.unit
    for rate in what.rates:
        if rate.key == key:
            return rate.title, asked(rate.part, what.scope), rate.part.unit
    raise NotFound(key)
