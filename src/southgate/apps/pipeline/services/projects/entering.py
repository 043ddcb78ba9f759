"""Which edits move a project to another stage, so that its gate is asked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.services.gates.gating import Move, Passage, use_leave
from southgate.apps.pipeline.services.projects import drafting, facts
from southgate.apps.pipeline.services.projects.commands import EditProject
from southgate.domain.projects import Stage
from southgate.kernel.book.drafting import Draft


def moves_of(old: Sequence[tuple[int, EditProject]], rows: Mapping[UUID, Project]) -> dict[int, Move]:
    """The moves among these edits, by the place of their command. An edit of a batch is none: its ledger is believed.

    What the same edit fills in counts at the gate already.
    """
    found: dict[int, Move] = {}
    for item, cmd in old:
        row, stage = rows[cmd.id], cmd.values.get("stage")
        if cmd.batch is not None or stage in {None, row.stage} or stage not in set(Stage):
            continue
        before = facts.columns_of(row)
        after = {**before, **drafting.columns_from(cmd.values, before), "id": row.id, "stage": row.stage}
        found[item] = Move(after, Stage(stage))
    return found


def move_of(row: Project, to: Stage) -> Move:
    return Move({**facts.columns_of(row), "id": row.id}, to)


def use(draft: Draft, move: Move, passage: Passage) -> None:
    """The leave that the move needed is used up by it."""
    use_leave(draft, move.columns["id"], move.columns["zone_id"], move.to, passage)
