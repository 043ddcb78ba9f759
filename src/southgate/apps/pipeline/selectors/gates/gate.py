"""What a project still lacks for a stage, and its deadlines after signing; page, board and API read it here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse

from southgate.apps.pipeline.models.gates import Override, OverrideState
from southgate.apps.pipeline.selectors.gates.rules import deadlines_for, gates_for
from southgate.apps.pipeline.selectors.gates.standing import columns_of, standing_of, standings
from southgate.apps.pipeline.selectors.projects.reading import project_at, project_for
from southgate.domain.errors import Reason
from southgate.domain.gates.deadlines import DeadlineState, deadlines
from southgate.domain.gates.judging import Judged, judge, local_stage, unknown_stage
from southgate.domain.gates.standing import Standing
from southgate.domain.gates.table import Check, GateTable, Need
from southgate.domain.projects import STAGE_NAMES, STAGES, Stage
from southgate.kernel.identity.actor import Actor


@dataclass(frozen=True, slots=True)
class NeedState:
    """One need as it stands. `label` and `mend` are msgids, `note` and `refusal` sentences with their params.

    `url_name` and `url_args` with `fragment` name the page where it is mended; empty on a past day.
    """

    key: str
    label: str
    met: bool
    note: Reason
    mend: str
    url_name: str
    url_args: tuple[Any, ...]
    fragment: str
    source: str
    overridable: bool
    on: date | None
    refusal: Reason

    @property
    def url(self) -> str:
        """The address of the page; empty where there is none."""
        try:
            return reverse(self.url_name, args=self.url_args) + self.fragment if self.url_name else ""
        except NoReverseMatch:
            return ""


@dataclass(frozen=True, slots=True)
class GateState:
    """The gate of a stage. `label`: what the place calls it (msgid). `open`: nothing is missing, or a granted leave to
    pass covers it (`override`). `overridable`: something is missing, and a second person could let it pass.
    """

    to: Stage
    label: str
    needs: tuple[NeedState, ...]
    open: bool
    overridable: bool
    override: UUID | None = None
    refusals: tuple[Reason, ...] = ()

    @property
    def missing(self) -> tuple[NeedState, ...]:
        return tuple(need for need in self.needs if not need.met)


@dataclass(frozen=True, slots=True)
class Ahead:
    """A project among the stages of its zone: what the zone calls where it stands (`label`, `says`), the names of the
    canonical stages that it knows, and the gate of the next one; None for a project that is as far as it can be.
    """

    label: str
    says: str
    names: Mapping[Stage, str]
    gate: GateState | None


def gate_of(by: Actor, pk: UUID, to: Stage, *, today: date, position: int | None = None) -> GateState:
    """The gate of `to` for a project that `by` may see, today or as it was known at `position`. Raises NotFound."""
    row = _row(by, pk, position)
    return _gate(gates_for(row.zone_id, today), standing_of(row, position), pk, to, today, live=position is None)


def ahead_of(by: Actor, pk: UUID, *, today: date, position: int | None = None) -> Ahead:
    """Where a project stands in the words of its zone, and the gate of what comes next. Raises NotFound."""
    row = _row(by, pk, position)
    table, standing = gates_for(row.zone_id, today), standing_of(row, position)
    local, to = local_stage(table, standing, today=today), table.after(standing.stage)
    return Ahead(
        label=local.label if local is not None else STAGE_NAMES[standing.stage],
        says=local.says if local is not None else "",
        names={stage: label_of(table, stage) for stage in STAGES if table.has(stage)},
        gate=_gate(table, standing, pk, to, today, live=position is None) if to is not None else None,
    )


def _row(by: Actor, pk: UUID, position: int | None) -> Any:
    return project_for(by, pk) if position is None else project_at(by, pk, position)


def _gate(table: GateTable, standing: Standing, pk: UUID, to: Stage, today: date, *, live: bool) -> GateState:
    judged = judge(table, standing, to, today=today)
    unmet = [one for one in judged if not one.met]
    leave = _leave(pk, to, {one.need.key for one in unmet}) if unmet and live else None
    stranger = unknown_stage(table, to)
    refusals = () if leave is not None else tuple(one.refusal() for one in unmet)
    return GateState(
        to=to,
        label=label_of(table, to),
        needs=tuple(_shown(one, pk, live=live) for one in judged),
        open=not stranger and not refusals,
        overridable=bool(unmet) and not stranger and all(one.need.overridable for one in unmet),
        override=leave,
        refusals=(*stranger, *refusals),
    )


def deadlines_of(by: Actor, pk: UUID, *, today: date, position: int | None = None) -> tuple[DeadlineState, ...]:
    """Deadlines that run since a project was signed; none before. Raises NotFound."""
    row = _row(by, pk, position)
    return deadlines_by_row(row, standing_of(row, position), today=today)


def deadlines_by_row(row: Any, standing: Standing, *, today: date) -> tuple[DeadlineState, ...]:
    table = deadlines_for(row.zone_id, today)
    signed = row.signed_on if standing.stage is not Stage.TALKS else None
    return deadlines(table, standing, signed, row.land_mode, today=today)


def missing_kinds(by: Actor, pk: UUID, *, today: date) -> frozenset[str]:
    """Kinds of documents that would meet a need of the next stage which is unmet."""
    row = project_for(by, pk)
    table, standing = gates_for(row.zone_id, today), standing_of(row)
    to = table.after(standing.stage)
    unmet = [one for one in judge(table, standing, to, today=today) if not one.met] if to is not None else []
    asked = [need for one in unmet for need in (one.need, *(option.need for option in one.options))]
    return frozenset(kind for need in asked if need.check is Check.DOCUMENT for kind in need.kinds)


def deadlines_by_rows(rows: Sequence[Any], *, today: date) -> Iterator[tuple[Any, tuple[DeadlineState, ...]]]:
    """Deadlines of many projects of today, which the caller sees: four queries, and one a zone for its pack."""
    known = standings([columns_of(row) for row in rows]) if rows else {}
    tables = {zone: deadlines_for(zone, today) for zone in {row.zone_id for row in rows}}
    for row in rows:
        yield row, deadlines(tables[row.zone_id], known[row.pk], row.signed_on, row.land_mode, today=today)


def label_of(table: GateTable, stage: Stage) -> str:
    named = table.named(stage)
    return named.label if named is not None else STAGE_NAMES[stage]


def _leave(pk: UUID, to: Stage, unmet: set[str]) -> UUID | None:
    """A granted leave to pass that covers everything that is unmet."""
    granted = Override.objects.filter(project_id=pk, to=to.value, state=OverrideState.GRANTED.value)
    covering = (row.pk for row in granted.order_by("decided_on", "id") if unmet <= set(row.needs))
    return next(covering, None)


def _shown(one: Judged, pk: UUID, *, live: bool) -> NeedState:
    name, args, fragment = address(one, pk) if live and not one.met else ("", (), "")
    need = one.need
    return NeedState(
        key=need.key, label=need.label, met=one.met, note=one.note, mend=one.mend, url_name=name, url_args=args,
        fragment=fragment, source=need.source, overridable=need.overridable, on=one.on, refusal=one.refusal(),
    )  # fmt: skip


def address(one: Judged, pk: UUID) -> tuple[str, tuple[Any, ...], str]:
    """Where an unmet need is mended: address name, its arguments, the place on that page."""
    need = one.need
    match need.check:
        case Check.ANY:
            return address(one.options[0], pk)
        case Check.DOCUMENT:
            return "gates:add", (pk, need.kinds[0]), ""
        case Check.REVIEW:
            return "gates:reviews" if one.note.say else "gates:convene", (pk,), ""
        case Check.SIGNING:
            return "pipeline:project", (pk,), "#panel-signings"
        case Check.MONEY:
            return "pipeline:project", (pk,), "#panel-vouchers"
    return "pipeline:edit", (pk,), f"#id_{_first(need)}"


def _first(need: Need) -> str:
    """The field to begin with; a sum that is computed is typed as the planned investment."""
    name = need.fields[0]
    return "investment_planned" if name == "investment_cny" else name
