"""Projects made ready for a stage in tests: every need of the gate is really met, by the services that people use.

version = make_ready(id, Stage.SIGNED)        # then move_stage(seen=version) passes the gate
"""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from southgate.apps.enterprise.services.commands import RegisterEnterprise
from southgate.apps.enterprise.services.recording import register_enterprises
from southgate.apps.pipeline.models.gates import Opinion, Review
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.apps.pipeline.selectors.gates.standing import standing_of
from southgate.apps.pipeline.services.gates import documents
from southgate.apps.pipeline.services.gates.commands import AddDocument, ConveneReview, DecideReview, GiveOpinion
from southgate.apps.pipeline.services.gates.reviewing import convene_reviews, decide_reviews, give_opinions
from southgate.apps.pipeline.services.projects.commands import EditProject, JoinTeam
from southgate.apps.pipeline.services.projects.recording import edit_projects
from southgate.apps.pipeline.services.projects.team import join_team
from southgate.domain.gates.judging import Judged, judge
from southgate.domain.gates.photos import PhotoFacts
from southgate.domain.gates.reviews import Verdict
from southgate.domain.gates.table import Check, Need, Year
from southgate.domain.projects import Stage
from southgate.kernel.identity.actor import Actor, Grant, system_actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs.models import Zone
from southgate.kernel.testing import TODAY, Place, make_person

WAN = 1_000_000
PHOTO = PhotoFacts(
    shows_name=True, place="北片区兴业路 8 号", work="piling", started_on=date(2026, 11, 9), shot_on=date(2026, 11, 10),
    verifier="刘核", verifier_unit="北片区办", verifier_post="副主任", verifier_phone="0735-2888888",
)  # fmt: skip


def make_ready(project: UUID, to: Stage, *, today: date = TODAY) -> int:
    """Meet every need on the way to `to`; the project's version after that. Raises for a kind it cannot meet."""
    for _ in range(2):  # a need of an enterprise may bring another one into sight
        for one in unmet(project, to, today=today):
            _meet(project, one.need, today)
    left = [one.need.key for one in unmet(project, to, today=today)]
    assert left == [], left
    return Project.objects.get(pk=project).version


def unmet(project: UUID, to: Stage, *, today: date = TODAY) -> list[Judged]:
    row = Project.objects.get(pk=project)
    return [one for one in judge(gates_for(row.zone_id, today), standing_of(row), to, today=today) if not one.met]


def _meet(project: UUID, need: Need, today: date) -> None:
    row = Project.objects.get(pk=project)
    match need.check:
        case Check.ANY:
            options = {option.key: option for option in gates_for(row.zone_id, today).option}
            _meet(project, options[need.options[0]], today)
        case Check.DOCUMENT:
            for _ in range(need.count):
                add_document(project, need.kinds[0], today=today, work=need.works[0] if need.works else "piling")
        case Check.REVIEW:
            pass_review(project, today=today)
        case Check.FIELD | Check.SUM:
            for name in need.fields:  # one after another: parts follow the whole
                _fill(Project.objects.get(pk=project), {name: _value(Project.objects.get(pk=project), name)}, today)
        case Check.DAY:
            days = {Year.LATER: today + timedelta(days=400), Year.EARLIER: today - timedelta(days=400)}
            _fill(row, {name: days.get(need.year, today) for name in need.fields}, today)
        case _:
            raise ValueError(f"no helper meets a need of kind {need.check}")


def add_document(
    project: UUID, kind: str, *, today: date = TODAY, work: str = "piling", by: Actor | None = None,
    planned_on: date | None = None, words: bytes | None = None, photo: PhotoFacts = PHOTO,
) -> UUID:  # fmt: skip
    """One document of a project with a file of its own and everything that any kind asks for."""
    content = words or f"示例材料 {uuid4()}".encode()
    cmd = AddDocument(
        project=project, kind=kind, number="示例〔2026〕1号", issued_on=min(today, date(2026, 11, 9)),
        planned_on=planned_on or today, photo=replace(photo, work=work),
    )  # fmt: skip
    answer = documents.add(
        io.BytesIO(content), "示例.txt", cmd, by=by or system_actor(), today=today, command_id=uuid4()
    )  # fmt: skip
    return UUID(answer.data["ids"][0])


def _value(row: Project, name: str) -> object:
    if name == "enterprise":
        cmd = RegisterEnterprise(zone=row.zone_id, values={"name": f"示例投资{uuid4().hex[:6]}有限公司"})
        answer = register_enterprises([cmd], by=system_actor(), today=TODAY, command_id=uuid4())
        return UUID(answer.data["ids"][0])
    known = getattr(row, name, None)
    if known is not None:
        return known
    parts = {part: getattr(row, part) or 0 for part in ("investment_fixed", "investment_working", "investment_land")}
    if name == "investment_fixed" and row.investment_planned is not None:
        return row.investment_planned - sum(parts.values())
    return max(10_000 * WAN, sum(parts.values()))


def _fill(row: Project, values: dict[str, object], today: date) -> None:
    cmd = EditProject(id=row.id, seen=row.version, values=values)
    edit_projects([cmd], by=system_actor(), today=today, command_id=uuid4())


def officer_of(zone: UUID, *projects: UUID) -> Actor:
    """An investment officer of the zone, in the team of these projects."""
    return _actor(zone, make_person(_place(zone), "陈专员"), Role.INVESTMENT_OFFICER, projects)


def _actor(zone: UUID, person: UUID, role: Role, projects: tuple[UUID, ...]) -> Actor:
    zones = frozenset(Zone.objects.filter(path__contains=zone.hex).values_list("pk", flat=True))
    return Actor(person, person, grants=(Grant(role, zones),), teams={"project": frozenset(projects)})


def _place(zone: UUID) -> Place:
    return Place(zone, zone, zone, zone, zone)


def pass_review(project: UUID, *, today: date = TODAY, members: int = 3) -> UUID:
    """An admission review that everybody agreed to, passed."""
    review = convene(project, today=today, members=members)
    for row in Opinion.objects.filter(review=review):
        speak(row.id, Verdict.AGREE, today=today)
    decide(review, today=today)
    return review


def convene(project: UUID, *, today: date = TODAY, members: int = 3) -> UUID:
    row = Project.objects.get(pk=project)
    people = tuple(make_person(_place(row.zone_id), name) for name in ("周评", "吴评", "郑评", "冯评")[:members])
    if row.confidential:
        for person in people:
            cmd = JoinTeam(id=project, person=person)
            join_team([cmd], by=system_actor(), today=today, command_id=uuid4())
    answer = convene_reviews(
        [ConveneReview(project=project, people=people)], by=officer_of(row.zone_id, project), today=today,
        command_id=uuid4(),
    )  # fmt: skip
    return UUID(answer.data["ids"][0])


def members_of(review: UUID) -> list[tuple[UUID, UUID]]:
    """Opinion and person of each member."""
    return list(Opinion.objects.filter(review=review).order_by("id").values_list("pk", "person_id"))


def speak(opinion: UUID, verdict: Verdict, *, today: date = TODAY, text: str = "", by: Actor | None = None) -> None:
    row = Opinion.objects.get(pk=opinion)
    who = by or _actor(row.zone_id, row.person_id, Role.REVIEWING_DEPARTMENT, (row.project_id,))
    cmd = GiveOpinion(id=opinion, seen=row.version, verdict=verdict, text=text)
    give_opinions([cmd], by=who, today=today, command_id=uuid4())


def decide(review: UUID, *, passed: bool = True, text: str = "", today: date = TODAY, by: Actor | None = None) -> None:
    row = Review.objects.get(pk=review)
    cmd = DecideReview(id=review, seen=row.version, passed=passed, text=text)
    decide_reviews([cmd], by=by or officer_of(row.zone_id, row.project_id), today=today, command_id=uuid4())
