"""What is registered already under the same name or by the same investor: shown before a second lead is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from southgate.apps.pipeline.models.leads import Lead
from southgate.apps.pipeline.models.projects import STANDS, Project
from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.policies import projects as project_policies
from southgate.apps.pipeline.services.leads.commands import RegisterLead
from southgate.domain.errors import Reason
from southgate.domain.matching.names import firm_key, project_forms
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import unit_names

MOST = 20
"""Shown at once, of leads and of projects; whoever has said of these that they are others is shown the next."""
_MEND = "是同一个就跟进那一个；不是，就在下面勾选“不是同一个”再登记"


def repeats(cmd: RegisterLead, by: Actor) -> list[Reason]:
    """A reason for each lead and project that `by` may see and that could be the same; first talks first."""
    name = project_forms(str(cmd.values.get("name") or ""), "", frozenset()).key[:120]
    investor = firm_key(str(cmd.values.get("investor") or ""))[:120]
    firm = cmd.values.get("enterprise")
    return [*_leads(cmd, by, name, investor, firm), *_projects(cmd, by, name, investor, firm)]


def _leads(cmd: RegisterLead, by: Actor, name: str, investor: str, firm: UUID | None) -> Iterator[Reason]:
    same = Q(name_key=name)
    same |= Q(investor_key=investor) if investor else Q(pk__in=())
    same |= Q(enterprise=firm) if firm else Q(pk__in=())
    rows = policies.RULES.visible(by, Lead).filter(Q(zone=cmd.zone) | Q(first_zone=cmd.zone))
    found = list(rows.filter(same).exclude(pk__in=cmd.not_the_same).order_by("received_on", "code")[:MOST])
    units = unit_names(row.first_unit_id for row in found if row.first_unit_id is not None)
    for row in found:
        by_name = row.name_key == name
        params = {
            "name": row.name, "code": row.code, "id": row.id.hex, "day": _day(row.first_contact_on or row.received_on),
            "unit": units.get(row.first_unit_id, ""),
        }  # fmt: skip
        say = "可能与线索「%(name)s」（%(code)s，%(day)s %(unit)s首谈）是同一个：名称相同"
        if not by_name:
            say = "可能与线索「%(name)s」（%(code)s，%(day)s %(unit)s首谈）是同一个：投资方相同"
        yield Reason(say, params, where="name" if by_name else "investor", mend=_MEND)


def _day(value: date) -> str:
    return value.isoformat()


def _projects(cmd: RegisterLead, by: Actor, name: str, investor: str, firm: UUID | None) -> Iterator[Reason]:
    for row in _same_projects(cmd, by, name, investor, firm):
        by_name = row.name_key == name
        say = "可能与项目「%(name)s」（%(code)s）是同一个：名称相同"
        if not by_name:
            say = "可能与项目「%(name)s」（%(code)s）是同一个：投资方相同"
        params = {"name": row.name, "code": row.code, "id": row.id.hex}
        yield Reason(say, params, where="name" if by_name else "investor", mend=_MEND)


def _same_projects(cmd: RegisterLead, by: Actor, name: str, investor: str, firm: UUID | None) -> Iterable[Any]:
    same = Q(name_key=name)
    same |= Q(enterprise__name_key=investor) if investor else Q(pk__in=())
    same |= Q(enterprise=firm) if firm else Q(pk__in=())
    rows = project_policies.RULES.visible(by, Project).filter(STANDS, same, zone=cmd.zone)
    return rows.exclude(pk__in=cmd.not_the_same).order_by("code")[:MOST]
