"""Registering signings: the rule says what each is, the person confirms, a repeat is kept and never counted.

Order: lock → allow → decide → record. The first signing of a project in talks moves it on in the same command, when
the gate is open, and with it ends its confidentiality.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.signings import SigningRegistered
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies import projects
from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.services.leads.progress import draft_progress
from southgate.apps.pipeline.services.projects import drafting
from southgate.apps.pipeline.services.signings import checking, columns, gate
from southgate.apps.pipeline.services.signings.commands import RegisterSigning
from southgate.domain.colours.talks import Progress
from southgate.domain.counting import kinds
from southgate.domain.counting.kinds import Known
from southgate.domain.counting.words import Form, SigningKind
from southgate.domain.errors import NotFound, Reason, Refused
from southgate.domain.projects import STAGES, Stage
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

Columns = dict[str, Any]


@command
def register_signings(
    draft: Draft, commands: Sequence[RegisterSigning], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Register signings, in their order. Answers their ids and kinds, which projects moved on and which wait."""
    return draft_signings(draft, commands, by=by, today=today)


def draft_signings(draft: Draft, commands: Sequence[RegisterSigning], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Drafts of signings, for commands of other subjects too (a ceremony). Raises Refused with all reasons."""
    wanted = {cmd.project for cmd in commands}
    rows = draft.lock_many(Project, dict.fromkeys(wanted))
    for row in rows.values():
        policies.require_project(by, "register", row)
        if row.withdrawn:
            raise NotFound(str(row.pk))
    known = columns.known_of(sorted(wanted))
    decided: list[Columns] = []
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        found, wrong = _decide(cmd, rows[cmd.project], known[cmd.project], by=by, today=today)
        decided.append(found)
        reasons += [replace(reason, item=item) for reason in wrong]
    if reasons:
        raise Refused(reasons)
    return _record(draft, rows, decided, by, today)


def _decide(
    cmd: RegisterSigning, row: Project, known: list[Known], *, by: Actor, today: date
) -> tuple[Columns, list[Reason]]:
    """The columns of the signing and what is wrong with it; what stands from now on is put to `known`."""
    given = {**cmd.values, "signed_on": cmd.signed_on, "form": cmd.form}
    values = columns.with_defaults(row, given)
    asked = columns.wanted(row, values, added=cmd.added)
    kind = cmd.kind or kinds.decide(known, asked).kind
    wrong = [*checking.wrong(row, kind, values, by=by, today=today), *kinds.refusals(kind, known, asked)]
    if wrong:
        return {}, wrong
    listed = columns.listed_columns(values.get("listed_firm"), cmd.signed_on)
    if isinstance(listed, Reason):
        return {}, [listed]
    known.append(Known(kind, Form(cmd.form), cmd.signed_on, values["enterprise"]))
    introduced, missed = columns.known_since(row, cmd.signed_on, today)
    return {
        "zone_id": row.zone_id, "park_id": row.park_id, "project_id": row.pk, "kind": kind.value,
        **columns.columns_from(values), **listed, "credit": columns.credit_of(row.pk),
        "introduced_on": introduced, "unreported_months": missed, "reported_on": today,
        "enterprise_was_id": row.enterprise_id if kind is SigningKind.OWNER_CHANGE else None,
    }, []  # fmt: skip


def _record(
    draft: Draft, rows: Mapping[UUID, Project], decided: Sequence[Columns], by: Actor, today: date
) -> Mapping[str, Any]:
    ids: list[UUID] = []
    moved: list[UUID] = []
    waiting: list[UUID] = []
    for found in decided:
        row = rows[found["project_id"]]
        id = draft.new_id()
        ids.append(id)
        given = {name: value for name, value in found.items() if value is not None and value != "" and value != {}}
        draft.record(id, SigningRegistered(given), zone=row.zone_id, occurred_on=found["signed_on"])
        if found["kind"] == SigningKind.FIRST:
            _follow(draft, row, found, by, moved, waiting)
        elif found["kind"] == SigningKind.OWNER_CHANGE:
            projects.RULES.require(by, "edit", row)
            how = drafting.How(occurred_on=found["signed_on"])
            drafting.draft_edit(draft, row, {"enterprise_id": found["enterprise_id"]}, how)
    return {"ids": ids, "kinds": [found["kind"] for found in decided], "moved": moved, "waiting": waiting}


def _follow(draft: Draft, row: Project, signing: Columns, by: Actor, moved: list[UUID], waiting: list[UUID]) -> None:
    """The project follows its first signing: on to signed when the gate is open; else the day is not lost."""
    if STAGES.index(Stage(row.stage)) > STAGES.index(Stage.TALKS):
        if row.signed_on is None:
            day = {"signed_on": signing["signed_on"], "signed_grain": signing["signed_grain"]}
            drafting.draft_edit(draft, row, day, drafting.How(occurred_on=signing["signed_on"]))
    elif projects.RULES.can(by, "move_stage", row) and gate.opens(row, signing, today=draft.today):
        drafting.draft_move(draft, row, Stage.SIGNED, drafting.How(occurred_on=signing["signed_on"]))
        moved.append(row.pk)
    else:
        draft_progress(draft, row, Progress.SIGNING, signing["signed_on"])
        waiting.append(row.pk)
