"""From made projects to the book, through the services that pages and imports use: nothing is written past them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.enterprise import api as enterprises
from southgate.apps.enterprise.api import RegisterEnterprise
from southgate.apps.pipeline.api import projects
from southgate.apps.pipeline.api.projects import EditProject, JoinTeam, NoteProject, RegisterProject
from southgate.cli.generate.crew import Crew
from southgate.cli.generate.made import STAGE_DATES, Enterprise, Project
from southgate.cli.generate.made import STAGES as MADE_STAGES
from southgate.cli.generate.schedule import Event, Slot
from southgate.domain.projects import STAGES, Stage
from southgate.kernel import clock
from southgate.kernel.identity.actor import Actor

STAGE_OF = {made.value: stage for made, stage in zip(MADE_STAGES, STAGES, strict=True)}
SAME = (
    "name", "park", "industry", "chain", "source_region", "land_mode", "investment_planned", "investment_fixed",
    "investment_working", "investment_land", "output_expected", "tax_expected", "jobs_expected", "fund_source",
    "lead_unit", "responsible_person", "liaison_leader", "production_promised_on", "confidential", "public_works",
    *STAGE_DATES,
)  # fmt: skip
"""Fields that bear the same name here and there."""
HALTS = {"paused": "企业调整投资节奏，项目暂缓推进", "ended": "企业放弃投资，双方协商终止"}
KEY_FROM = 50_000_000_000
"""Planned investment in 分 from which the invented zone counts a project as a key project: 5 亿元."""
MATES = 2
"""Members of a confidential talk's team beside whoever registered it."""
SOURCE = "示例：编造的数据，种子 %d"

Progress = Callable[[int], None]


@dataclass(slots=True)
class Book:
    """What has been written so far, by the numbers of the portfolio."""

    crew: Crew
    source: str
    known: Mapping[int, Enterprise]
    firms: dict[int, UUID] = field(default_factory=dict)
    ids: dict[int, UUID] = field(default_factory=dict)
    talks: set[UUID] = field(default_factory=set)

    def write(self, occasions: Iterable[Sequence[Slot]], progress: Progress) -> None:
        for slots in occasions:
            at = slots[0].at
            with clock.simulated(at):
                self._found(slots, clock.day_of(at))
                for slot in slots:
                    self._write(slot, clock.day_of(at))
                    progress(len(slot.events))

    def _write(self, slot: Slot, today: date) -> None:
        by = self._actor(slot)
        seen = self._versions(slot.events)
        commands = [self._command(event, seen, today) for event in slot.events]
        answer = projects.publish_history(commands, by=by, today=today, command_id=uuid4())
        new = [event for event in slot.events if event.happening.kind == "registered"]
        ids = map(UUID, answer.data["registered"])
        self.ids |= {event.made.project.number: id for event, id in zip(new, ids, strict=True)}
        self._gather(new, by, today)

    def _actor(self, slot: Slot) -> Actor:
        """The writer, in the teams of the talks he writes about."""
        numbers = {event.made.project.number for event in slot.events} & self.ids.keys()
        mine = frozenset({self.ids[number] for number in numbers} & self.talks)
        actor = self.crew.writers[slot.writer]
        return replace(actor, teams={"project": mine}) if mine else actor

    def _command(self, event: Event, seen: Mapping[UUID, int], today: date) -> projects.Happening:
        match event.happening.kind:
            case "registered":
                return self._registration(event)
            case "noted":
                return self._note(event, today)
        return self._edit(event, seen, today)

    def _found(self, slots: Sequence[Slot], today: date) -> None:
        """Register the firms of new projects that the book does not know yet."""
        events = (event for slot in slots for event in slot.events if event.happening.kind == "registered")
        wanted = dict.fromkeys(event.made.project.enterprise for event in events)
        new = [number for number in wanted if number is not None and number not in self.firms]
        if new:
            by = self.crew.writers[slots[0].writer]
            commands = [RegisterEnterprise(zone=self.crew.zone, values=_firm(self.known[n])) for n in new]
            answer = enterprises.publish_enterprises(commands, by=by, today=today, command_id=uuid4())
            self.firms |= dict(zip(new, map(UUID, answer.data["ids"]), strict=True))

    def _gather(self, new: Iterable[Event], by: Actor, today: date) -> None:
        """The teams of new confidential talks."""
        talks = {self.ids[e.made.project.number]: e for e in new if e.made.project.confidential}
        if talks:
            self.talks |= talks.keys()
            team = [join for id, event in talks.items() for join in self._team(id, event)]
            by = replace(by, teams={"project": frozenset(talks)})
            projects.join_team(team, by=by, today=today, command_id=uuid4())

    def _team(self, id: UUID, event: Event) -> list[JoinTeam]:
        """Mates of the writer; and himself where only his name in the record let him see it so far."""
        first, writer = event.made.first, event.writer
        named = {first.liaison_leader, first.responsible_person}
        mates = [mate for mate in self.crew.desk_mates(writer) if mate not in named]
        number = event.made.project.number
        chosen = {mates[(number + turn) % len(mates)] for turn in range(MATES)} if mates else set()
        return [JoinTeam(id=id, person=one) for one in sorted(chosen | ({writer} & named))]

    def _registration(self, event: Event) -> RegisterProject:
        values = values_of(event.made.first, self.source)
        enterprise = event.made.project.enterprise
        if enterprise is not None:
            values["enterprise"] = self.firms[enterprise]
        return RegisterProject(zone=self.crew.zone, values=values, occurred_on=event.happening.occurred_on)

    def _note(self, event: Event, today: date) -> NoteProject:
        id = self.ids[event.made.project.number]
        return NoteProject(id=id, text=event.happening.note, occurred_on=_day(event, today))

    def _edit(self, event: Event, seen: Mapping[UUID, int], today: date) -> EditProject:
        id, told = self.ids[event.made.project.number], event.happening
        changes = {name: _plain(value) for name, value in told.changes if name not in STAGE_DATES}
        if told.kind == "stage_moved":
            changes["stage"] = STAGE_OF[changes["stage"]].value
        reason = HALTS.get(changes.get("status", ""), "")
        on = _day(event, today) if told.kind == "edited" else told.occurred_on
        return EditProject(id=id, seen=seen[id], values=changes, reason=reason, occurred_on=on)

    def _versions(self, events: Iterable[Event]) -> dict[UUID, int]:
        edits = (event for event in events if event.happening.kind not in {"registered", "noted"})
        ids = [self.ids[event.made.project.number] for event in edits]
        return dict(projects.Project.objects.filter(pk__in=ids).values_list("pk", "version"))


def _day(event: Event, today: date) -> date:
    """Edits and notes happen when they are written down, unless the story says that they came late."""
    told = event.happening
    return today if told.occurred_on == clock.day_of(told.recorded_at) else told.occurred_on


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value


def _firm(made: Enterprise) -> dict[str, Any]:
    return {
        "name": made.name,
        "credit_code": made.credit_code,
        "group_name": made.group,
        "industry": made.industry,
        "source_region": made.source_region,
    }


def values_of(made: Project, source: str) -> dict[str, Any]:
    """The fields of a registration; what is not given is left out."""
    values: dict[str, Any] = {name: getattr(made, name) for name in SAME}
    values["stage"] = STAGE_OF[made.stage.value].value
    values["status"] = made.status.value
    values["land_thousandths"] = int(made.land_mu * 1000) if made.land_mu is not None else None
    values["key_project"] = made.investment_planned >= KEY_FROM and Stage(values["stage"]) is not Stage.TALKS
    values["source"] = source
    return {name: value for name, value in values.items() if value is not None and value != "" and value is not False}
