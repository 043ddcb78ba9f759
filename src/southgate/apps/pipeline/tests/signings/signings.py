"""Signings of the tests: 陈专员 reports, 王科 (statistician) screens, 李经理 is responsible, 陌生人 has nothing."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.services.signings.commands import (
    CorrectSigning,
    ListFirm,
    RegisterSigning,
    ScreenSigning,
    SetTask,
    WithdrawSigning,
)
from southgate.apps.pipeline.services.signings.lists import list_firms
from southgate.apps.pipeline.services.signings.recording import register_signings
from southgate.apps.pipeline.services.signings.screening import correct_signings, screen_signings, withdraw_signings
from southgate.apps.pipeline.services.signings.tasks import set_tasks
from southgate.apps.pipeline.tests.projects.projects import Cast, make_project
from southgate.domain.counting.words import ListedClass, SigningKind
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.testing import TODAY

YI = 100_000_000_00
SIGNED = date(2026, 3, 5)


def signed_project(cast: Cast, name: str = "精密减速器智能工厂", **values: Any) -> UUID:
    """A project that the ledger says was signed on the day."""
    return make_project(cast, name, **{"stage": "signed", "signed_on": SIGNED, "investment_planned": 5 * YI, **values})


def sign(cast: Cast, project: UUID, on: date = SIGNED, *, by: Actor | None = None, **said: Any) -> Signing:
    """A registered signing; command fields by name, everything else are values."""
    of_command = {name: said.pop(name) for name in ("kind", "form", "added") if name in said}
    values = {"amount": 5 * YI, **said}
    cmd = RegisterSigning(project=project, signed_on=on, values=values, **of_command)
    answer = register_signings([cmd], by=by or cast.officer, today=TODAY, command_id=uuid4())
    return Signing.objects.get(pk=answer.data["ids"][0])


def screen(cast: Cast, row: Signing, *, by: Actor | None = None, confirm: bool = True, reason: str = "") -> Signing:
    cmd = ScreenSigning(id=row.id, seen=row.version, confirm=confirm, reason=reason)
    screen_signings([cmd], by=by or cast.wang, today=TODAY, command_id=uuid4())
    return Signing.objects.get(pk=row.pk)


def confirmed(cast: Cast, project: UUID, on: date = SIGNED, **said: Any) -> Signing:
    return screen(cast, sign(cast, project, on, **said))


def correct(
    cast: Cast, row: Signing, *, reason: str = "录错了", kind: SigningKind | None = None, **values: Any
) -> Signing:
    cmd = CorrectSigning(id=row.id, seen=row.version, values=values, reason=reason, kind=kind)
    correct_signings([cmd], by=cast.officer, today=TODAY, command_id=uuid4())
    return Signing.objects.get(pk=row.pk)


def withdraw(cast: Cast, row: Signing, reason: str = "登记错了") -> Signing:
    cmd = WithdrawSigning(id=row.id, seen=row.version, reason=reason)
    withdraw_signings([cmd], by=cast.officer, today=TODAY, command_id=uuid4())
    return Signing.objects.get(pk=row.pk)


def list_firm(
    name: str = "示例集团有限公司", list: ListedClass = ListedClass.CHINA, year: int = 2026, **said: Any
) -> UUID:
    cmd = ListFirm(list=list, year=year, name=name, source="示例名单，为测试编写", **said)
    answer = list_firms([cmd], by=system_actor(), today=TODAY, command_id=uuid4())
    return UUID(answer.data["ids"][0])


def set_task(cast: Cast, definition: str = "signed", target: int = 12, **said: Any) -> UUID:
    cmd = SetTask(zone=cast.zone, definition=definition, year=2026, target=target, source="示例任务书", **said)
    answer = set_tasks([cmd], by=cast.zhao, today=TODAY, command_id=uuid4())
    return UUID(answer.data["ids"][0])


def project_of(row: Signing) -> Project:
    return Project.objects.get(pk=row.project_id)
