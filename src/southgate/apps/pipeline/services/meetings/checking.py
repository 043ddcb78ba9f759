"""Checks that visits, events and introducers share: days, texts, whose it is, who may know of a confidential talk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.enterprise import api as enterprise
from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.models.projects import Project, ProjectMember
from southgate.apps.pipeline.policies import leads as lead_rules
from southgate.apps.pipeline.policies import projects as project_rules
from southgate.apps.pipeline.services.meetings.commands import About
from southgate.domain.errors import Forbidden, Reason, Refused
from southgate.domain.projects import FIRST_YEAR
from southgate.kernel.book.drafting import Draft
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import STAFF

LONGEST_NOTE = 2000
LONGEST_TEXT = 500
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Whom:
    """The project, lead or enterprise, as rows; `row` is the one that was named."""

    row: Any
    zone: UUID
    project: Project | None = None
    lead: Lead | None = None
    enterprise: UUID | None = None

    @property
    def columns(self) -> dict[str, Any]:
        found = {
            "project_id": self.project.id if self.project else None,
            "lead_id": self.lead.id if self.lead else None,
            "enterprise_id": self.enterprise,
        }
        return {name: value for name, value in found.items() if value is not None}

    @property
    def secret(self) -> bool:
        return bool((self.project and self.project.confidential) or (self.lead and self.lead.confidential))

    @property
    def park(self) -> UUID | None:
        return getattr(self.row, "park_id", None)


def whom(draft: Draft, about: About, by: Actor) -> Whom:
    """The row, locked, of which the actor may write something down. Raises NotFound, Forbidden, Refused."""
    if len(about.given) != 1:
        raise Refused([Reason("没有说是哪个项目、线索或企业", where="about", mend="选一个")])
    if about.project is not None:
        project = draft.lock(Project, about.project)
        project_rules.RULES.require(by, "note", project)
        return Whom(project, project.zone_id, project=project)
    if about.lead is not None:
        lead = draft.lock(Lead, about.lead)
        lead_rules.RULES.require(by, "view", lead)
        return Whom(lead, lead.zone_id, lead=lead)
    firm = enterprise.enterprise_for(by, about.given[0])
    if firm.zone_id not in by.zones_with(STAFF):
        raise Forbidden("note")
    return Whom(firm, firm.zone_id, enterprise=firm.pk)


def knows(person: UUID, about: Whom, today: date) -> bool:
    """Whether a person may be told of it: of a confidential talk only who is in its team."""
    if not about.secret:
        return True
    if about.lead is not None:
        return person in {about.lead.responsible_person_id, about.lead.taken_by_id}
    assert about.project is not None
    if person in {about.project.responsible_person_id, about.project.liaison_leader_id}:
        return True
    members = ProjectMember.objects.filter(project=about.project, person_id=person, from_day__lte=today)
    return any(member.to_day is None or member.to_day >= today for member in members)


def past(on: date | None, today: date, where: str = "on") -> list[Reason]:
    """A day that has happened: not in the future, and no slip of the hand."""
    if on is None:
        return []
    if on > today:
        return [Reason("%(day)s 还没有到", {"day": on.isoformat()}, where=where, mend="写实际发生的日期")]
    if on.year < FIRST_YEAR:
        return [Reason("%(day)s 不像真实日期", {"day": on.isoformat()}, where=where, mend="核对年份")]
    return []


def text(said: str, where: str, *, longest: int = LONGEST_TEXT, needed: str = "") -> list[Reason]:
    """`needed`: what to say when it is empty; empty itself means that it may be."""
    if needed and not said.strip():
        return [Reason(needed, where=where, mend="写明")]
    if len(said) > longest:
        return [Reason("最多 %(longest)d 个字", {"longest": longest}, where=where, mend="写短一些")]
    return []
