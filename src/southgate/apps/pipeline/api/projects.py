"""What other rooms and pages may use of projects."""

from __future__ import annotations

from southgate.apps.pipeline.fields.projects import BY_NAME, FIELDS
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies.projects import InZoneOrPark, editable, may, readable
from southgate.apps.pipeline.selectors.projects.filtering import Asked, ask
from southgate.apps.pipeline.selectors.projects.ledger import LedgerPage, Totals, ledger, totals
from southgate.apps.pipeline.selectors.projects.reading import project_at, project_for, visible, visible_past
from southgate.apps.pipeline.selectors.projects.record import Record, record
from southgate.apps.pipeline.services.projects.commands import (
    EditProject,
    EndConfidentiality,
    JoinTeam,
    LeaveTeam,
    MoveStage,
    NoteProject,
    RegisterProject,
    SetStatus,
)
from southgate.apps.pipeline.services.projects.history import Happening, publish_history
from southgate.apps.pipeline.services.projects.moving import end_confidentiality, move_stage, note_projects, set_status
from southgate.apps.pipeline.services.projects.recording import edit_projects, publish_projects, register_projects
from southgate.apps.pipeline.services.projects.team import join_team, leave_team

__all__ = [
    "BY_NAME",
    "FIELDS",
    "Asked",
    "EditProject",
    "EndConfidentiality",
    "Happening",
    "InZoneOrPark",
    "JoinTeam",
    "LeaveTeam",
    "LedgerPage",
    "MoveStage",
    "NoteProject",
    "Project",
    "Record",
    "RegisterProject",
    "SetStatus",
    "Totals",
    "ask",
    "edit_projects",
    "editable",
    "end_confidentiality",
    "join_team",
    "leave_team",
    "ledger",
    "may",
    "move_stage",
    "note_projects",
    "project_at",
    "project_for",
    "publish_history",
    "publish_projects",
    "readable",
    "record",
    "register_projects",
    "set_status",
    "totals",
    "visible",
    "visible_past",
]
