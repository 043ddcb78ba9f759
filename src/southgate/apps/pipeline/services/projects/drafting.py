"""Drafts of entries for one project whose commands were checked. One road for page, API, import and command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.projects import (
    ConfidentialityEnded,
    MemberJoined,
    ProjectChanged,
    ProjectRegistered,
    StageMoved,
    StatusChanged,
    TeamJoined,
)
from southgate.apps.pipeline.fields.projects import OWN
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.services.projects.facts import WITH_RATE
from southgate.domain.projects import STAGE_DATES, STAGES, Stage
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.exchange.columns import differences, to_columns

Values = Mapping[str, Any]
TAKEN = frozenset(name for field in OWN for name in (field.name, field.grain, field.currency) if name)
GRAINED = tuple((field.column, field.grain) for field in OWN if field.grain)
NAMED = ("liaison_leader_id", "responsible_person_id")


def columns_from(values: Values, before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Values by column, and what they imply; details of a reference (the firm's credit code) are no columns here.

    A fund source in place of an investor is what public works are (DESIGN §6), so a ledger need not say it twice.
    `before` are the columns of the record that is edited.
    """
    columns = to_columns(OWN, {name: value for name, value in values.items() if name in TAKEN})
    columns |= {name: value for name, value in values.items() if name in WITH_RATE and name not in columns}
    columns = _with_grains({name: value for name, value in columns.items() if name != "currency" or value})
    firm = columns.get("enterprise_id", (before or {}).get("enterprise_id"))
    if columns.get("fund_source") and firm is None and "public_works" not in columns:
        columns["public_works"] = True
    return columns


def _with_grains(columns: dict[str, Any]) -> dict[str, Any]:
    """A day given without its grain is a day."""
    for column, grain in GRAINED:
        if column in columns:
            columns[grain] = columns.get(grain) or "d"
    return columns


def draft_registration(
    draft: Draft, zone: UUID, columns: Mapping[str, Any], *, occurred_on: date | None, batch: UUID | None
) -> UUID:
    """Draft a project. Of a confidential talk the registrar is in the team, else he would lose sight of it."""
    id = draft.new_id()
    columns = {name: value for name, value in columns.items() if value is not None and value != ""}
    given = {"zone_id": zone, **columns, **({"batch": batch} if batch else {})}
    draft.record(id, ProjectRegistered(given), zone=zone, occurred_on=occurred_on)
    person = draft.by.person
    if given.get("confidential") and person is not None and person not in {given.get(name) for name in NAMED}:
        draft_join(draft, id, zone, person, occurred_on or draft.today)
    return id


def draft_join(draft: Draft, project: UUID, zone: UUID, person: UUID, from_day: date) -> None:
    draft.record(project, TeamJoined(person, from_day), zone=zone, occurred_on=from_day)
    draft.record(draft.new_id(), MemberJoined(project, person, from_day), zone=zone, occurred_on=from_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """What an edit says beside its values. `undated`: a stage without its day takes none from this entry."""

    reason: str = ""
    occurred_on: date | None = None
    supersedes: int | None = None
    batch: UUID | None = None
    undated: bool = False

    @property
    def said(self) -> Said | None:
        return Said.of(self.reason, label="reason") if self.reason.strip() else None


def draft_edit(draft: Draft, row: Project, columns: Mapping[str, Any], how: How) -> bool:
    """Draft what changes: plain fields in one entry, stage, status and the end of confidentiality in their own.

    Returns whether anything changed.
    """
    changed, was = differences(columns, row)
    special = {name: changed.pop(name) for name in ("stage", "status") if name in changed}
    ends = changed.get("confidential") is False
    if ends:
        del changed["confidential"]
    if changed and how.batch is not None:
        changed["batch"], was["batch"] = how.batch, row.batch
    if changed:
        payload = ProjectChanged(changed, {name: was[name] for name in changed}, how.said)
        draft.record(row.id, payload, zone=row.zone_id, occurred_on=how.occurred_on, supersedes=how.supersedes)
    signs = "stage" in special and row.confidential
    if signs or ends:
        draft.record(row.id, ConfidentialityEnded(signs, how.said), zone=row.zone_id, occurred_on=how.occurred_on)
    if "stage" in special:
        _draft_stage(draft, row, columns, Stage(special["stage"]), how)
    if "status" in special:
        status = StatusChanged(special["status"], row.status, how.said)
        draft.record(row.id, status, zone=row.zone_id, occurred_on=how.occurred_on)
    return bool(changed or special or ends)


def _draft_stage(draft: Draft, row: Project, columns: Mapping[str, Any], to: Stage, how: How) -> None:
    """The day of the move is the stage's own day where one is known, else the day of the command."""
    known = columns.get(STAGE_DATES[to]) or getattr(row, STAGE_DATES[to])
    back = STAGES.index(to) < STAGES.index(Stage(row.stage))
    day = how.occurred_on if known is None or back else min(known, draft.today)
    undated = how.undated and known is None and not back
    payload = StageMoved(to.value, row.stage, undated, how.said if back else None)
    draft.record(row.id, payload, zone=row.zone_id, occurred_on=day)


def draft_move(draft: Draft, row: Project, to: Stage, how: How) -> None:
    """A move by its own command: it happened on the day the command says, whatever the record said before."""
    if row.confidential:
        draft.record(row.id, ConfidentialityEnded(True), zone=row.zone_id, occurred_on=how.occurred_on)
    back = STAGES.index(to) < STAGES.index(Stage(row.stage))
    payload = StageMoved(to.value, row.stage, False, how.said if back else None)
    draft.record(row.id, payload, zone=row.zone_id, occurred_on=how.occurred_on)
