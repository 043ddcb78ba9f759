"""Suspicions for the leak test: a pair that everybody of the home zone may review, and pairs with a talk of others, of
the other zone, and between the two zones."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db.models import Q

from southgate.apps.enterprise.models import Enterprise
from southgate.apps.enterprise.services.commands import RegisterEnterprise
from southgate.apps.enterprise.services.recording import register_enterprises
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.suspicions import Suspicion
from southgate.apps.pipeline.services.projects.commands import EditProject, RegisterProject
from southgate.apps.pipeline.services.projects.recording import edit_projects, register_projects
from southgate.kernel import clock
from southgate.kernel.identity.actor import Actor

SITE = {"site_address": "示例市创业路8号", "product": "精密减速器", "contractor": "示例建工有限公司"}
FIRM = "示例精密传动有限公司"


def _send(service: Any, cmd: Any, by: Actor) -> Any:
    return service([cmd], by=by, today=clock.today(), command_id=uuid4()).data


def suspected(by: Actor, zone: UUID, project: UUID) -> UUID:
    """The project gets a site, another one is registered there: their suspicion."""
    _settle(by, project)
    cmd = RegisterProject(zone=zone, values={"name": "示例铜箔车间", "site_address": "创业路８＃"})
    twin = UUID(_send(register_projects, cmd, by)["ids"][0])
    return next(iter(of_both(project, twin)))


def sited(by: Actor, project: UUID) -> list[UUID]:
    """The project stands on the same site as others: every suspicion that is now about it."""
    _settle(by, project)
    return about(project)


def _settle(by: Actor, project: UUID) -> None:
    cmd = EditProject(id=project, seen=Project.objects.get(pk=project).version, values=SITE)
    _send(edit_projects, cmd, by)


def abroad(by: Actor, zone: UUID, word: str) -> list[UUID]:
    """A project of another zone by a firm of the same name, the same goods, the same contractor: the first of them has
    a suspicion with the home zone's, the next ones among each other."""
    known = Enterprise.objects.filter(zone=zone, name=FIRM).values_list("pk", flat=True).first()
    if known is None:
        firm = RegisterEnterprise(zone=zone, values={"name": FIRM})
        known = UUID(_send(register_enterprises, firm, by)["ids"][0])
    values = {"name": f"{word}跨区项目", "enterprise": known, **SITE, "site_address": f"{word}路1号"}
    made = UUID(_send(register_projects, RegisterProject(zone=zone, values=values), by)["ids"][0])
    return about(made)


def about(project: UUID) -> list[UUID]:
    found = list(Suspicion.objects.filter(Q(a=project) | Q(b=project)).values_list("pk", flat=True))
    assert found, "the canary has no suspicion to hide"
    return found


def of_both(one: UUID, other: UUID) -> list[UUID]:
    a, b = sorted((one, other))
    return list(Suspicion.objects.filter(a=a, b=b).values_list("pk", flat=True))
