"""Who is in the team of a project, from which day to which. Of a confidential talk the team alone sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from southgate.apps.pipeline.entries.projects import MemberLeft, TeamLeft
from southgate.apps.pipeline.models.projects import Project, ProjectMember
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.services.projects import drafting, references
from southgate.apps.pipeline.services.projects.commands import JoinTeam, LeaveTeam
from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.prepared import Prepared
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

IN_TEAMS = Prepared(
    lambda person, today: ProjectMember.objects.filter(
        Q(to_day=None) | Q(to_day__gte=today), person_id=person, from_day__lte=today
    ).values_list("project_id"),
    UUID,
    date,
)


def projects_of(person: UUID, today: date) -> list[UUID]:
    """Projects in whose team the person is on that day: part of what makes an actor."""
    return [project for (project,) in IN_TEAMS.rows(person, today)]


@command
def join_team(draft: Draft, commands: Sequence[JoinTeam], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(Project, dict.fromkeys(cmd.id for cmd in commands))
    for cmd in commands:
        row = rows[cmd.id]
        policies.RULES.require(by, "steer_team", row)
        where = references.ground(row.zone_id)
        reasons = references.unknown([{"responsible_person": cmd.person}], where, by)[0]
        if ProjectMember.objects.filter(project=row, person_id=cmd.person, to_day=None).exists():
            reasons.append(Reason("这个人已在项目组里", where="person"))
        if reasons:
            raise Refused([Reason(reason.say, reason.params, "person", reason.mend) for reason in reasons])
        drafting.draft_join(draft, row.id, row.zone_id, cmd.person, cmd.from_day or today)
    return {"ids": [cmd.id for cmd in commands]}


@command
def leave_team(draft: Draft, commands: Sequence[LeaveTeam], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(Project, dict.fromkeys(cmd.id for cmd in commands))
    for cmd in commands:
        row, last = rows[cmd.id], cmd.to_day or today
        policies.RULES.require(by, "steer_team", row)
        open_one = ProjectMember.objects.filter(project=row, person_id=cmd.person, to_day=None).first()
        if open_one is None:
            raise Refused([Reason("这个人不在项目组里", where="person", mend="刷新页面")])
        member = draft.lock(ProjectMember, open_one.id)
        if last < member.from_day:
            raise Refused([Reason("离开不能早于加入的 %(day)s", {"day": member.from_day.isoformat()}, where="to_day")])
        draft.record(row.id, TeamLeft(cmd.person, last), zone=row.zone_id)
        draft.record(member.id, MemberLeft(last), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}
