"""The gate as services ask it: may these projects move there, what is missing, and the leave to pass they use.

    found = passages([Move(columns, to)], today=today)      # one a move, in order
    … raise Refused(reasons) …
    use_leave(draft, columns, to, found[0])

Registrations, import batches and history are not gated: what a ledger says of older projects is taken as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.gates import OverrideUsed
from southgate.apps.pipeline.models.gates import Override, OverrideState
from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.apps.pipeline.selectors.gates.standing import standings
from southgate.domain.errors import Reason
from southgate.domain.gates.judging import Judged, judge, unknown_stage
from southgate.domain.gates.standing import Signed
from southgate.domain.projects import STAGES, Stage
from southgate.kernel.book.drafting import Draft


@dataclass(frozen=True, slots=True)
class Move:
    """A project, by its columns (with `id`) as they will be but for the stage, which is still the present one.

    `adding`: signings that the same command writes, so that a first signing can open the gate it needs.
    """

    columns: Mapping[str, Any]
    to: Stage
    adding: tuple[Signed, ...] = ()

    @property
    def forward(self) -> bool:
        return STAGES.index(self.to) > STAGES.index(Stage(self.columns["stage"]))


@dataclass(frozen=True, slots=True)
class Passage:
    """What the gate answers: every unmet need as a reason, or none; `leave` is the granted leave that the move uses."""

    reasons: tuple[Reason, ...] = ()
    leave: UUID | None = None


def passages(moves: Sequence[Move], *, today: date) -> list[Passage]:
    """One answer a move, in order. Moves back ask nothing. At most five queries, and one a zone for its pack."""
    ahead = [move for move in moves if move.forward]
    known = standings([move.columns for move in ahead]) if ahead else {}
    tables = {zone: gates_for(zone, today) for zone in {move.columns["zone_id"] for move in ahead}}
    leaves = _granted([move.columns["id"] for move in ahead])
    found = []
    for move in moves:
        if not move.forward:
            found.append(Passage())
            continue
        table = tables[move.columns["zone_id"]]
        standing = known[move.columns["id"]]
        standing = replace(standing, signings=(*standing.signings, *move.adding))
        stranger = unknown_stage(table, move.to)
        unmet = [one for one in judge(table, standing, move.to, today=today) if not one.met]
        found.append(_passage(stranger, unmet, leaves[move.columns["id"], move.to.value]))
    return found


def _passage(stranger: Sequence[Reason], unmet: Sequence[Judged], leaves: Sequence[Override]) -> Passage:
    """A leave covers a move only when it names everything that is unmet; else every need is told."""
    missing = {one.need.key for one in unmet}
    leave = next((one for one in leaves if missing <= set(one.needs)), None)
    if unmet and not stranger and leave is not None:
        return Passage(leave=leave.pk)
    return Passage((*stranger, *(one.refusal() for one in unmet)))


def _granted(projects: Sequence[UUID]) -> Mapping[tuple[UUID, str], list[Override]]:
    """Leaves that were granted and not used, by project and stage."""
    found: dict[tuple[UUID, str], list[Override]] = defaultdict(list)
    if projects:
        rows = Override.objects.filter(project_id__in=projects, state=OverrideState.GRANTED.value)
        for row in rows.order_by("decided_on", "id"):
            found[row.project_id, row.to].append(row)
    return found


def use_leave(draft: Draft, project: UUID, zone: UUID, to: Stage, passage: Passage) -> None:
    """The leave serves once: it is used by the move that is being drafted. Raises Stale when another used it first."""
    if passage.leave is None:
        return
    row = draft.lock(Override, passage.leave)
    draft.record(row.id, OverrideUsed(project, to.value), zone=zone)
