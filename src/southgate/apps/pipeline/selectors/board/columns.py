"""The board: seven columns with their counts and sums and the first cards of each; today or a past day.

Counts and sums are shared figures: never with a confidential talk, whoever reads them; the talks of the reader's own
teams are a line apart (DESIGN §4). What the address asks is what it asks of the ledger, so every figure opens there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.board.cards import Card, cards_of, first_of_each
from southgate.apps.pipeline.selectors.board.shared import counted
from southgate.apps.pipeline.selectors.board.stages import stage_words
from southgate.apps.pipeline.selectors.projects.filtering import Asked, Query, ask
from southgate.apps.pipeline.selectors.projects.ledger import scope
from southgate.domain.errors import Reason, Refused
from southgate.domain.projects import STAGES, Stage
from southgate.kernel.book.models import Head
from southgate.kernel.identity.actor import Actor

CARDS = 20
"""Cards of a column at once."""
BESIDE = frozenset({"zone", "column", "of", "size", "by", "to"})
"""Words of the address that are no condition."""
ORDER = "-investment_planned"


@dataclass(frozen=True, slots=True)
class Figures:
    """Projects of one stage: `amount` in 分, without confidential talks; `foreign` ones have money without a rate.

    `secret` and `secret_amount`: the confidential talks of the reader's own teams.
    """

    count: int = 0
    amount: int = 0
    foreign: int = 0
    secret: int = 0
    secret_amount: int = 0

    @property
    def cards(self) -> int:
        """How many cards the reader finds in the column in all."""
        return self.count + self.secret


@dataclass(frozen=True, slots=True)
class Column:
    """`number` is the page of cards; `rest` are those after it."""

    stage: Stage
    name: str
    figures: Figures
    cards: tuple[Card, ...]
    number: int = 1

    @property
    def rest(self) -> int:
        return max(0, self.figures.cards - self.number * CARDS)


@dataclass(frozen=True, slots=True)
class Board:
    columns: tuple[Column, ...]
    position: int

    @property
    def together(self) -> Figures:
        """All columns as one."""
        some = [astuple(one.figures) for one in self.columns]
        return Figures(*(sum(values) for values in zip(*some, strict=True)))


def asked_of(query: Query, by: Actor, zone: UUID) -> Asked:
    """The conditions of an address, those of the ledger. Raises Refused with every wrong part of it."""
    kept = {key: values for key, values in query.items() if key not in BESIDE}
    return ask(kept, policies.readable(by, zone), by)


def stage_asked(text: str) -> Stage:
    """Raises Refused."""
    if text not in {stage.value for stage in STAGES}:
        params = {"name": text[:30], "expected": "、".join(stage.value for stage in STAGES)}
        raise Refused([Reason("没有『%(name)s』这个阶段", params, where="of", mend="可选：%(expected)s")])
    return Stage(text)


def board(by: Actor, zone: UUID, asked: Asked, *, today: date, position: int | None = None) -> Board:
    """All columns, as many queries however many projects; one that the place does not have only while it holds some."""
    found = scope(by, zone, asked, position)
    figures = figures_of(by, zone, asked, position=position)
    past = None if position is None else zone
    keys = first_of_each(found, STAGES, CARDS, zone=past)
    every = [key for some in keys.values() for key in some]
    cards = cards_of(by, zone, every, today=today, past=position is not None)
    words = stage_words(zone, today)
    columns = tuple(
        Column(stage, name, figures[stage], tuple(cards[key] for key in keys[stage] if key in cards))
        for stage, name in words.names.items()
        if stage in words.known or keys[stage]
    )
    at = Head.objects.values_list("position", flat=True).get() if position is None else position
    return Board(columns, at)


def column(
    by: Actor, zone: UUID, asked: Asked, stage: Stage, *, today: date, position: int | None = None,
    moved: UUID | None = None,
) -> Column:  # fmt: skip
    """One column, its page by `asked.page`. `moved`, when it stands in the column, comes first: it just came."""
    found = scope(by, zone, asked, position).filter(stage=stage)
    start = (asked.page - 1) * CARDS
    key = "pk" if position is None else "past_id"
    order = ask({"sort": [ORDER]}, policies.readable(by, zone), by).order()
    keys: list[Any] = list(found.order_by(*order).values_list(key, flat=True)[start : start + CARDS])
    if moved is not None and moved not in keys and found.filter(pk=moved).exists():
        keys.insert(0, moved)
    cards = cards_of(by, zone, keys, today=today, past=position is not None)
    shown = sorted((cards[key] for key in keys if key in cards), key=lambda one: one.id != moved)
    figures = figures_of(by, zone, asked, [stage], position=position)[stage]
    return Column(stage, stage_words(zone, today).names[stage], figures, tuple(shown), asked.page)


def card_of(by: Actor, project: Project, *, today: date) -> Card:
    """The card of a project that the actor was given by `project_for`."""
    return cards_of(by, project.zone_id, [project.pk], today=today)[project.pk]


def figures_of(
    by: Actor, zone: UUID, asked: Asked, stages: Sequence[Stage] = STAGES, *, position: int | None = None
) -> dict[Stage, Figures]:
    """Counts and sums of stages. Those without a rate and the confidential ones are few and have their own indexes."""
    of = Q(stage__in=[stage.value for stage in stages])
    shared = counted(by, zone, asked, position).filter(of if len(stages) < len(STAGES) else Q())
    every = shared.values_list("stage").order_by("stage").annotate(many=Count("pk"), amount=Sum("investment_cny"))
    foreign = shared.filter(of, investment_cny=None, investment_planned__isnull=False).values_list("stage")
    own = scope(by, zone, asked, position).filter(of, confidential=True).values_list("stage").order_by("stage")
    rows = {stage: (many, amount or 0) for stage, many, amount in every}
    rateless = dict(foreign.order_by("stage").annotate(many=Count("pk")))
    secrets = {stage: (many, amount or 0)
               for stage, many, amount in own.annotate(many=Count("pk"), amount=Sum("investment_cny"))}  # fmt: skip
    return {
        stage: Figures(*rows.get(stage, (0, 0)), rateless.get(stage, 0), *secrets.get(stage, (0, 0)))
        for stage in stages
    }
