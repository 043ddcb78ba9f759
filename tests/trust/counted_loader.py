"""Feeds a ledger of plain rows through the services that people use: projects, signings, the second person, changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4

from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.entries.projects import ProjectWithdrawn
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.services.projects.commands import JoinTeam, RegisterProject
from southgate.apps.pipeline.services.projects.recording import register_projects
from southgate.apps.pipeline.services.projects.team import join_team
from southgate.apps.pipeline.services.signings.commands import (
    ListFirm,
    RegisterSigning,
    ScreenSigning,
    WithdrawSigning,
)
from southgate.apps.pipeline.services.signings.lists import list_firms
from southgate.apps.pipeline.services.signings.recording import register_signings
from southgate.apps.pipeline.services.signings.screening import screen_signings, withdraw_signings
from southgate.apps.pipeline.tests.projects.projects import Cast, cast, with_teams
from southgate.domain.counting.words import Form, ListedClass, SigningKind
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.testing import TODAY
from tests.trust import counted_ledger as ledgers

T = TypeVar("T")
BATCH = 200


@dataclass
class Fed:
    """`ids`: key of a project → its id, `signings`: the ids of its signings in their order."""

    home: Cast
    other: Cast
    ids: dict[int, UUID]
    signings: dict[int, list[UUID]]
    firms: dict[str, UUID]


def feed(ledger: ledgers.Ledger) -> Fed:
    fed = Fed(cast("HM"), cast("OT"), {}, {}, {})
    for people in (fed.home, fed.other):
        mine = [one for one in ledger.projects if (one.zone == "other") == (people is fed.other)]
        _projects(fed, people, mine)
        _team(fed, people, mine)
        _signings(fed, people, mine)
        _second_person(fed, people, mine)
    _withdraw_projects(fed, ledger.projects)
    return fed


def _send(service: Any, commands: Sequence[Any], by: Actor) -> list[Mapping[str, Any]]:
    return [service(part, by=by, today=TODAY, command_id=uuid4()).data for part in _parts(commands)]


def _parts(all: Sequence[T]) -> Iterable[Sequence[T]]:
    return (all[start : start + BATCH] for start in range(0, len(all), BATCH))


def _projects(fed: Fed, people: Cast, projects: Sequence[ledgers.Project]) -> None:
    fed.firms = {name: make_firm(people.place, f"示例{name}有限公司") for name in ("old", "new")}
    commands = [_project(people, one, fed) for one in projects]
    made = [id for data in _send(register_projects, commands, people.officer) for id in data["ids"]]
    fed.ids |= {one.key: UUID(id) for one, id in zip(projects, made, strict=True)}


def _project(people: Cast, one: ledgers.Project, fed: Fed) -> RegisterProject:
    values: dict[str, Any] = {"name": f"示例项目{one.key}", "nature": one.nature, "enterprise": fed.firms["old"]}
    if one.stage == "talks":
        values |= {"confidential": one.secret}
    else:
        values |= {"stage": one.stage, "signed_on": one.signings[0].on}
    return RegisterProject(zone=people.zone, values=values)


def _team(fed: Fed, people: Cast, projects: Sequence[ledgers.Project]) -> None:
    """The second person of a secret talk is in its team, or he would not see it."""
    officer = with_teams(people.officer)
    for one in projects:
        if one.secret:
            cmd = JoinTeam(id=fed.ids[one.key], person=people.wang.person)  # type: ignore[arg-type]
            join_team([cmd], by=officer, today=TODAY, command_id=uuid4())


def _signings(fed: Fed, people: Cast, projects: Sequence[ledgers.Project]) -> None:
    firms = _listed() if people is fed.home else {}
    fiscal = next((fed.ids[one.key] for one in projects if one.nature == "fiscal"), None)
    pairs = [(project, signing) for project in projects for signing in project.signings]
    commands = [_signing(fed, project, one, firms, fiscal) for project, one in pairs]
    data = _send(register_signings, commands, with_teams(people.officer))
    made = [id for one in data for id in one["ids"]]
    kinds = [kind for one in data for kind in one["kinds"]]
    assert kinds == [one.kind for _, one in pairs], "the rule says what each signing is, as the ledger knows it"
    for (project, _), id in zip(pairs, made, strict=True):
        fed.signings.setdefault(project.key, []).append(UUID(id))


def _listed() -> dict[tuple[str, int], UUID]:
    keys = [(name, number) for name, firms in ledgers.LISTS.items() for number in range(firms)]
    commands = [
        ListFirm(list=ListedClass(name), year=ledgers.YEAR, name=f"示例{name}集团{number}", source="示例名单")
        for name, number in keys
    ]
    [data] = _send(list_firms, commands, system_actor())
    return {key: UUID(id) for key, id in zip(keys, data["ids"], strict=True)}


def _signing(
    fed: Fed, project: ledgers.Project, one: ledgers.Signing, firms: Mapping[tuple[str, int], UUID], fiscal: UUID | None
) -> RegisterSigning:
    values: dict[str, Any] = {"currency": one.currency, "reinvestment": one.reinvestment, "municipal": one.municipal}
    if one.amount is not None:
        values["amount"] = one.amount
    if one.rate is not None:
        values |= {"rate_millionths": one.rate, "rate_on": one.on}
    if one.new_owner:
        values["enterprise"] = fed.firms["new"]
    if one.carved:
        values["carved_from"] = fiscal
    if one.listed is not None:
        values |= {
            "listed_firm": firms[one.listed],
            "listed_share_millionths": one.share,
            "listed_evidence": "示例章程",
        }
    return RegisterSigning(
        project=fed.ids[project.key], signed_on=one.on, form=Form(one.form), values=values,
        kind=SigningKind.INCREASE if one.kind == "increase" else None, added=one.kind == "increase",
    )  # fmt: skip


def _second_person(fed: Fed, people: Cast, projects: Sequence[ledgers.Project]) -> None:
    """In the order of the days, as they would come to his desk."""
    pairs = [pair for one in projects for pair in zip(one.signings, fed.signings[one.key], strict=True)]
    screened = [pair for pair in pairs if pair[0].then != "nothing"]
    commands = [
        ScreenSigning(id=id, seen=_version(id), confirm=one.then != "reject", reason="示例：金额不实")
        for one, id in sorted(screened, key=lambda pair: pair[0].on)
    ]
    for part in _parts(commands):
        now = [replace(cmd, seen=_version(cmd.id)) for cmd in part]  # a change of owner touches the signing before it
        screen_signings(now, by=with_teams(people.wang), today=TODAY, command_id=uuid4())
    wrong = [id for one, id in pairs if one.then == "withdraw"]
    back = [WithdrawSigning(id=id, seen=_version(id), reason="示例：登记错了") for id in wrong]
    if back:
        _send(withdraw_signings, back, people.officer)


def _version(id: UUID) -> int:
    return Signing.objects.values_list("version", flat=True).get(pk=id)


@command
def _withdraw(draft: Draft, commands: Sequence[UUID], *, by: Actor, today: date) -> Mapping[str, Any]:
    """What taking back a batch of an import does to a project."""
    for id in commands:
        row = draft.lock(Project, id)
        draft.record(id, ProjectWithdrawn(uuid4()), zone=row.zone_id)
    return {}


def _withdraw_projects(fed: Fed, projects: Sequence[ledgers.Project]) -> None:
    _send(_withdraw, [fed.ids[one.key] for one in projects if one.withdrawn], system_actor())
