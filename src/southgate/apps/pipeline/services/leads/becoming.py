"""A lead becomes a project, once: the project takes over what is known, and nobody is asked for it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.leads import BecameProject
from southgate.apps.pipeline.fields.projects import OWN
from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.services.leads import facts
from southgate.apps.pipeline.services.leads.commands import BecomeProject
from southgate.apps.pipeline.services.leads.recording import ended
from southgate.apps.pipeline.services.leads.steps import not_offered
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.drafting import draft_join
from southgate.apps.pipeline.services.projects.recording import draft_all
from southgate.domain.errors import Forbidden, NotFound, Reason, Refused
from southgate.domain.leads import Judgement
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

FIELDS = OWN
"""What may be said of the project beside what its lead knows."""
TAKEN_OVER = (
    "name", "park", "enterprise", "industry", "chain", "source_region", "investment_planned", "currency",
    "rate_millionths", "rate_on", "lead_unit", "responsible_person", "confidential",
)  # fmt: skip
"""Fields of the project that a lead has by the same name."""


def known_of(row: Lead) -> dict[str, Any]:
    """What the project takes over from its lead, by field name: what is known is not asked again.

    Without a day of the first talk it is the day the lead came, as everywhere where who talked first is decided.
    """
    found: dict[str, Any] = {}
    for name in TAKEN_OVER:
        value = getattr(row, f"{name}_id", None) if hasattr(row, f"{name}_id") else getattr(row, name)
        if value not in (None, "", False):
            found[name] = value
    if row.investment_planned is None:
        found.pop("currency", None)
    talked = row.first_contact_on or row.received_on
    return {**found, "talk_on": talked, "stage": "talks", "source": f"线索 {row.code}"}


@command
def become_projects(draft: Draft, commands: Sequence[BecomeProject], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Register the project of each lead. Answers the ids of the projects, in the order of the commands."""
    rows = draft.lock_many(Lead, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.RULES.require(by, "become_project", rows[cmd.id])
        reasons += [replace(reason, item=item) for reason in _wrong(cmd, rows[cmd.id], today)]
    made: list[UUID] = []
    try:
        made = draft_all(draft, [_project(cmd, rows[cmd.id]) for cmd in commands], by=by, today=today)
    except NotFound as error:
        raise Forbidden("become_project") from error
    except Refused as refused:
        reasons += refused.reasons
    if reasons:
        raise Refused(sorted(reasons, key=lambda reason: reason.item or 0))
    for cmd, project in zip(commands, made, strict=True):
        _link(draft, rows[cmd.id], project, cmd.occurred_on)
    return {"ids": made}


def _wrong(cmd: BecomeProject, row: Lead, today: date) -> list[Reason]:
    found = ended(row)
    stands = not found
    if stands and row.judgement != Judgement.FOLLOW.value:
        found.append(Reason("研判为跟进的线索才能成为项目", where="judgement", mend="先作研判"))
    if stands and row.responsible_person_id is None:
        found.append(Reason("还没有责任人", where="responsible_person", mend="先明确责任人"))
    return found + not_offered(row) + facts.day_of_step(cmd.occurred_on, row.received_on, today)


def _project(cmd: BecomeProject, row: Lead) -> RegisterProject:
    values = {**known_of(row), **cmd.values}
    return RegisterProject(zone=row.zone_id, values=values, occurred_on=cmd.occurred_on, not_the_same=cmd.not_the_same)


def _link(draft: Draft, row: Lead, project: UUID, on: date | None) -> None:
    """Of a confidential talk whoever knew the lead stays in the team: nobody loses sight of what he brought."""
    person = row.taken_by_id
    if row.confidential and person is not None and person not in {draft.by.person, row.responsible_person_id}:
        draft_join(draft, project, row.zone_id, person, on or draft.today)
    draft.record(row.id, BecameProject(project), zone=row.zone_id, occurred_on=on)
