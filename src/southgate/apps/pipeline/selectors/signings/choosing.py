"""What the forms of signings choose from, and how what was typed becomes one row: never guessed, never half matched."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Max

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import ListedFirm
from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.selectors.projects.reading import visible as projects
from southgate.domain.counting.words import CLASSES, ListedClass
from southgate.domain.errors import Reason, Refused
from southgate.domain.matching.names import firm_key, plain
from southgate.kernel.identity.actor import Actor

MOST = 50


def listed_named(by: Actor, name: str, on: date) -> UUID:
    """The firm of this name on the lists as of a day, of several classes the highest. Raises Refused."""
    rows = policies.LISTS.visible(by, ListedFirm).filter(withdrawn=False, year__lte=on.year)
    newest = dict(rows.values_list("list").annotate(last=Max("year")))
    named = {
        ListedClass(row.list): row.pk
        for row in rows.filter(name_key=firm_key(name)[:120])
        if newest.get(row.list) == row.year
    }
    best = next((one for one in CLASSES if one in named), None)
    if best is None:
        params = {"name": name[:60], "year": on.year}
        say = "%(year)d 年的名单上没有『%(name)s』"
        raise Refused([Reason(say, params, where="listed_name", mend="按名单上的全称写；名单没有导入的先导入")])
    found: UUID = named[best]
    return found


def project_coded(by: Actor, zone: UUID, code: str) -> UUID:
    """The project of the zone with this code, if the actor sees it. Raises Refused."""
    id: UUID | None = projects(by).filter(zone_id=zone, code=code.strip()).values_list("pk", flat=True).first()
    if id is None:
        raise Refused([Reason("没有编号为『%(code)s』的项目", {"code": code[:40]}, where="carved_code")])
    return id


def code_of(by: Actor, pk: UUID | None) -> str:
    """The code of a project, empty where the actor does not see it."""
    return "" if pk is None else projects(by).filter(pk=pk).values_list("code", flat=True).first() or ""


def listed_name(pk: UUID | None) -> str:
    return "" if pk is None else ListedFirm.objects.filter(pk=pk).values_list("name", flat=True).first() or ""


def to_sign(by: Actor, zone: UUID, text: str) -> list[Project]:
    """Projects whose signing the actor may register and whose name or code holds the text, the newest first."""
    rows = policies.projects_for(by, "register").filter(zone_id=zone, withdrawn=False, public_works=False)
    key = plain(text)
    found = rows.filter(name_key__contains=key) if key else rows
    by_code = rows.filter(code__istartswith=text.strip()) if text.strip() else rows.none()
    return list((found | by_code).order_by("-position")[:MOST])


def may_register(by: Actor, zone: UUID) -> bool:
    """Whether there is a project in the zone whose signing the actor may register."""
    return policies.projects_for(by, "register").filter(zone_id=zone, withdrawn=False).exists()
