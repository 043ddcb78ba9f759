"""Random histories through the real services: people, firms and projects, refused and stale commands among them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.enterprise.models import Enterprise
from southgate.apps.enterprise.services import merging
from southgate.apps.enterprise.services import recording as firms
from southgate.apps.enterprise.services.commands import (
    EditEnterprise,
    MergeEnterprises,
    RegisterEnterprise,
    UnmergeEnterprise,
)
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.services.projects import moving, recording, team
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
from southgate.domain.errors import Forbidden, NotFound, Refused, Stale
from southgate.domain.projects import STAGES, Status
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, Place, actor_with, make_person
from tests.trust.gate_acts import GATE_ACTS

STEPS = 16


@dataclass
class History:
    """One seeded history in a place; `ends` counts how its commands ended."""

    place: Place
    by: Actor
    people: list[UUID]
    rng: random.Random
    firms: list[UUID] = field(default_factory=list)
    projects: list[UUID] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        self.register_firm()
        self.register_project()
        for _ in range(STEPS):
            step = self.rng.choice(ACTS)
            step(self)

    def _send(self, service: Any, *commands: Any) -> list[UUID]:
        try:
            answer = service(list(commands), by=self.by, today=TODAY, command_id=uuid4())
        except (Refused, Stale, Forbidden, NotFound) as no:
            self.ends[type(no).__name__] += 1
            return []
        self.ends["done"] += 1
        return [UUID(id) for id in answer.data.get("ids", ())]

    def _day(self) -> date:
        return TODAY - timedelta(days=self.rng.randrange(0, 900))

    def _seen(self, model: Any, id: UUID) -> int:
        """Mostly the present version, now and then an old one."""
        now: int = model.objects.values_list("version", flat=True).get(pk=id)
        return now if self.rng.random() < 0.9 else max(1, now - 1)

    def register_firm(self) -> None:
        values = {"name": f"示例{self.rng.getrandbits(40):x}有限公司", "industry": self.rng.choice(["电子", "化工"])}
        self.firms += self._send(firms.register_enterprises, RegisterEnterprise(zone=self.place.zone, values=values))

    def edit_firm(self) -> None:
        id = self.rng.choice(self.firms)
        values = {
            "source_region": self.rng.choice(["广东", "湖南", ""]),
            "industry": self.rng.choice(["电子", "新材料"]),
        }
        self._send(firms.edit_enterprises, EditEnterprise(id=id, seen=self._seen(Enterprise, id), values=values))

    def merge_firms(self) -> None:
        keep, away = self.rng.choice(self.firms), self.rng.choice(self.firms)
        seen = (self._seen(Enterprise, keep), self._seen(Enterprise, away))
        cmd = MergeEnterprises(keep=keep, away=away, seen_keep=seen[0], seen_away=seen[1], reason="同一家")
        self._send(merging.merge_enterprises, cmd)

    def unmerge_firm(self) -> None:
        id = self.rng.choice(self.firms)
        cmd = UnmergeEnterprise(id=id, seen=self._seen(Enterprise, id), reason="不是同一家")
        self._send(merging.unmerge_enterprise, cmd)

    def register_project(self) -> None:
        values = {"name": f"示例项目{self.rng.getrandbits(40):x}", **self._values()}
        values["confidential"] = self.rng.random() < 0.2
        service = self.rng.choice([recording.register_projects, recording.publish_projects])
        cmd = RegisterProject(zone=self.place.zone, values=values, occurred_on=self._day())
        self.projects += self._send(service, cmd)

    def _values(self) -> dict[str, Any]:
        fixed, working = self.rng.randrange(10**9), self.rng.randrange(10**9)
        values = {
            "industry": self.rng.choice(["电子信息", "装备", "新材料"]),
            "investment_planned": fixed + working,
            "investment_fixed": fixed,
            "investment_working": working,
            "jobs_expected": self.rng.randrange(500),
            "responsible_person": self.rng.choice(self.people),
            "progress_note": self.rng.choice(["地价未定", "设备已订", ""]),
            "enterprise": self.rng.choice(self.firms) if self.firms else None,
            "key_project": self.rng.random() < 0.5,
            "signed_on": self._day(),
        }
        return {name: values[name] for name in self.rng.sample(sorted(values), self.rng.randrange(1, 6))}

    def edit_projects(self) -> None:
        """Two at once, now and then by the road of thousands."""
        ids = self.rng.sample(self.projects, min(2, len(self.projects)))
        commands = [EditProject(id=id, seen=self._seen(Project, id), values=self._values()) for id in ids]
        service = self.rng.choice([recording.edit_projects, recording.publish_projects])
        self._send(service, *commands)

    def move_stage(self) -> None:
        id = self.rng.choice(self.projects)
        to, reason = self.rng.choice(STAGES), self.rng.choice(["", "退回重谈"])
        cmd = MoveStage(id=id, seen=self._seen(Project, id), to=to, occurred_on=self._day(), reason=reason)
        self._send(moving.move_stage, cmd)

    def set_status(self) -> None:
        id = self.rng.choice(self.projects)
        cmd = SetStatus(id=id, seen=self._seen(Project, id), to=self.rng.choice(list(Status)), reason="资金未到")
        self._send(moving.set_status, cmd)

    def end_confidentiality(self) -> None:
        id = self.rng.choice(self.projects)
        cmd = EndConfidentiality(id=id, seen=self._seen(Project, id), reason="已公开")
        self._send(moving.end_confidentiality, cmd)

    def note(self) -> None:
        self._send(moving.note_projects, NoteProject(id=self.rng.choice(self.projects), text="现场看过"))

    def join(self) -> None:
        cmd = JoinTeam(id=self.rng.choice(self.projects), person=self.rng.choice(self.people), from_day=self._day())
        self._send(team.join_team, cmd)

    def leave(self) -> None:
        cmd = LeaveTeam(id=self.rng.choice(self.projects), person=self.rng.choice(self.people))
        self._send(team.leave_team, cmd)


ACTS: tuple[Callable[[History], None], ...] = (
    History.register_firm, History.edit_firm, History.merge_firms, History.unmerge_firm, History.register_project,
    History.edit_projects, History.edit_projects, History.edit_projects, History.move_stage, History.move_stage,
    History.set_status, History.end_confidentiality, History.note, History.join, History.leave, *GATE_ACTS,
)  # fmt: skip


def crew(place: Place) -> tuple[Actor, list[UUID]]:
    """An officer and leader in one, and the people that projects name."""
    people = [make_person(place, name) for name in ("李经理", "王科", "赵处")]
    return actor_with([Role.INVESTMENT_OFFICER, Role.ZONE_LEADER], place, person=people[0]), people
