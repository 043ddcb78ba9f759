"""What the signings at an event are worth by the zone's own counting rules, and why one does not count.

sources 1.4 (明政办〔2006〕95号): a project counts once, for the event where it was first signed; an upgrade counts as
one and its money not again, an increase counts as money alone, another owner counts where he signed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.models.projects import ProjectPast
from southgate.apps.pipeline.models.signings import Signing, SigningPast
from southgate.apps.pipeline.selectors.figures.rules import rules_for
from southgate.domain.counting.definitions import Definition, why_not
from southgate.domain.counting.signed import definitions
from southgate.domain.counting.words import KIND_NAMES, SigningKind
from southgate.domain.errors import Reason
from southgate.kernel.book.reading import as_known_at


class SigningRow(Mapping[str, Any]):
    """A signing with its project as the counting rules read it: `kind`, `project.nature` …"""

    def __init__(self, signing: Any, project: Any) -> None:
        self.signing, self.project = signing, project

    def __getitem__(self, name: str) -> Any:
        of, _, column = name.rpartition(".")
        try:
            return getattr(self.project if of else self.signing, column)
        except AttributeError:
            raise KeyError(name) from None

    def __iter__(self) -> Iterator[str]:
        raise TypeError("a signing is read by its columns, it is not gone through")

    def __len__(self) -> int:
        raise TypeError("a signing is read by its columns, it is not gone through")


@dataclass(frozen=True, slots=True)
class Worth:
    """What one signing at the event is worth: as a project (0 or 1), money in 分, an upgrade; and why not more."""

    id: UUID
    kind: str
    on: date
    projects: int
    money: int
    upgrades: int
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Signings of one project: those at this event, and its first one elsewhere if that is where it counts."""

    here: tuple[Worth, ...]
    elsewhere: Reason | None

    @property
    def projects(self) -> int:
        return sum(one.projects for one in self.here)

    @property
    def money(self) -> int:
        return sum(one.money for one in self.here)

    @property
    def upgrades(self) -> int:
        return sum(one.upgrades for one in self.here)


NOT_SIGNED = Standing((), Reason("还没有登记签约"))


def standings(
    event: UUID, zone: UUID, projects: Mapping[UUID, Any], *, today: date, position: int | None = None
) -> dict[UUID, Standing]:
    """By project (rows, today's or of a past day): two queries, whatever their number."""
    rules = {one.key: one for one in definitions(rules_for(zone, today))}
    of: dict[UUID, list[Any]] = defaultdict(list)
    for row in _signings(projects, position):
        of[row.project_id].append(row)
    return {id: _standing(event, of[id], project, rules) for id, project in projects.items()}


def _signings(projects: Iterable[UUID], position: int | None) -> list[Any]:
    rows: Any = Signing.objects if position is None else as_known_at(SigningPast, position)
    return list(rows.filter(project_id__in=list(projects)).select_related("event").order_by("signed_on", "id"))


def _standing(event: UUID, signings: list[Any], project: Any, rules: Mapping[str, Definition]) -> Standing:
    here = tuple(_worth(row, project, rules) for row in signings if row.event_id == event and not row.withdrawn)
    others = [row for row in signings if row.event_id != event and not row.withdrawn and row.state != "rejected"]
    first = next((row for row in others if row.kind == SigningKind.FIRST), None)
    if first is not None and not any(one.kind == SigningKind.FIRST for one in here):
        return Standing(here, _elsewhere(first))
    return Standing(here, None if here else _not_registered(project))


def _not_registered(project: Any) -> Reason | None:
    """Signed by the ledger's word alone, or not at all."""
    if project.signed_on is None:
        return NOT_SIGNED.elsewhere
    return Reason("台账上 %(day)s 已签约，还没有补登那一次", {"day": project.signed_on.isoformat()})


def _elsewhere(first: Any) -> Reason:
    day = first.signed_on.isoformat()
    if first.event is not None:
        return Reason("%(day)s 已在「%(event)s」首次签约，计在那里", {"day": day, "event": first.event.name})
    return Reason("%(day)s 已首次签约，不在任何活动上，计在那一天", {"day": day})


def _worth(row: Any, project: Any, rules: Mapping[str, Definition]) -> Worth:
    """The reasons of the three counts, each once: where one of them counts it, the others say what they leave out."""
    seen = SigningRow(row, project)
    fails = {key: why_not(rules[key].conditions, seen) for key in ("signed", "signed_sum", "upgrades")}
    counts = fails["upgrades"] is None or fails["signed"] is None or fails["signed_sum"] is None
    said = [fails[key] for key in ("signed", "signed_sum") if fails[key] is not None]
    because = dict.fromkeys(one.why for one in said if one is not None)
    return Worth(
        row.id, row.kind, row.signed_on, int(fails["signed"] is None),
        (row.amount_cny or 0) if fails["signed_sum"] is None else 0, int(fails["upgrades"] is None and counts),
        tuple(Reason(why) for why in because),
    )  # fmt: skip


def kind_name(kind: str) -> str:
    return KIND_NAMES[SigningKind(kind)]


def projects_at(ids: Iterable[UUID], position: int) -> dict[UUID, Any]:
    """Projects as known at `position`."""
    return {row.id: row for row in as_known_at(ProjectPast, position).filter(id__in=list(ids))}
