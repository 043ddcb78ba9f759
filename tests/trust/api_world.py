"""A zone for questions over HTTP: people with tokens, an open project and others' talks, a firm, an upload of each."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from southgate.apps.enterprise.tests.firms import make_firm
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import register_projects
from southgate.apps.pipeline.services.signings.commands import ListFirm
from southgate.apps.pipeline.services.signings.lists import list_firms
from southgate.domain.counting.words import ListedClass
from southgate.kernel import clock
from southgate.kernel.exchange import services
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.identity.actors import actor_for
from southgate.kernel.identity.models import Account
from southgate.kernel.identity.roles import ENTERPRISE, Role
from southgate.kernel.identity.tests.people import give_post, make_account
from southgate.kernel.panels.tests.api import make_token
from southgate.kernel.testing import Place, make_place
from tests.trust.caged_leads import led
from tests.trust.caged_meetings import fair, met
from tests.trust.caged_signings import signed, tasked
from tests.trust.caged_suspicions import suspected
from tests.trust.caged_vouchers import voucher
from tests.trust.canary_agreements import agreed
from tests.trust.canary_gates import behind_gates
from tests.trust.sheets import firm, workbook
from tests.trust.zones import FULL

GROUPS = (
    None, Role.ENTERPRISE_PRINCIPAL, Role.INVESTMENT_OFFICER, Role.ZONE_LEADER, Role.SYSTEM_ADMINISTRATOR,
    Role.SECURITY_ADMINISTRATOR, Role.AUDITOR,
)  # fmt: skip
"""Anonymous, and one of each group that the rules tell apart."""
ASKING = (None, *Role) if FULL else GROUPS
"""Who asks."""


@dataclass(frozen=True)
class ApiWorld:
    """`ids` by the first word of a path: ids that the asker may see, may not see, and one that names nothing."""

    place: Place
    token: str
    ids: Mapping[str, list[UUID]]


def make_api_world(role: Role | None) -> ApiWorld:
    place, other = make_place("HM"), make_place("OT")
    officer = make_account(place, "officer")
    company = make_firm(place, "示例精密传动有限公司")
    projects = [
        _project(place, officer, "精密减速器智能工厂", enterprise=company),
        _project(place, officer, "保密在谈项目", confidential=True),
        _project(other, make_account(other, "other"), "别处的项目"),
    ]
    ids = {
        "projects": [*projects, uuid4()],
        "enterprises": [company, make_firm(place, "示例电池材料有限公司"), make_firm(other, "别处的企业"), uuid4()],
        "imports": [_upload(place, officer), uuid4()],
    }
    at = fair(officer, place.zone, "示例")
    met_ids = met(officer, projects[0], at, "示例", 10**9) | {"events": at.event, "introducers": at.introducer}
    assert officer.person is not None
    by = actor_for(officer, clock.today())
    gated_ids = behind_gates(by, place.zone, projects[0], officer.person, "示例")
    ids |= {word: [id, uuid4()] for word, id in {**gated_ids, **met_ids}.items()}
    ids |= {word: [id, uuid4()] for word, id in led(by, place, "示例", 10**9).items() if word not in ids}
    ids["suspicions"] = [suspected(by, place.zone, projects[0]), uuid4()]
    ids |= _deals(by, officer, place.zone, projects[0])
    if role is None:
        return ApiWorld(place, "", ids)
    asking = officer if role is Role.INVESTMENT_OFFICER else _account(place, role, company)
    return ApiWorld(place, make_token(asking), ids)


def _deals(by: Actor, officer: Account, zone: UUID, project: UUID) -> dict[str, list[UUID]]:
    """What comes with the signature; under `agreements` the ids of clauses and commitments too."""
    agreement = agreed(by, project, "示例", 10**9, date(2027, 6, 30))
    known = {**signed(by, project, "示例", 10**9), **tasked(zone, "示例", 12), "lists": _listed()}
    known["vouchers"] = voucher(officer, project, "示例", 5_000_000)
    return {word: [id, uuid4()] for word, id in known.items()} | {"agreements": [*agreement.values(), uuid4()]}


def _listed() -> UUID:
    cmd = ListFirm(list=ListedClass.CHINA, year=2025, name="示例五百强企业", source="示例名单")
    made = list_firms([cmd], by=system_actor(), today=clock.today(), command_id=uuid4())
    return UUID(made.data["ids"][0])


def _account(place: Place, role: Role, company: UUID) -> Account:
    account = make_account(place, "asking", role=None)
    give_post(place, account.person, role, **({"enterprise": company} if role in ENTERPRISE else {}))
    return account


def _project(place: Place, by: Account, name: str, **values: object) -> UUID:
    cmd = RegisterProject(zone=place.zone, values={"name": name, "investment_planned": 10**9, **values})
    actor, today = actor_for(by, clock.today()), clock.today()
    return UUID(register_projects([cmd], by=actor, today=today, command_id=uuid4()).data["ids"][0])


def _upload(place: Place, by: Account) -> UUID:
    actor, today = actor_for(by, clock.today()), clock.today()
    data = io.BytesIO(workbook([firm(1), firm(2, code="91430000MA4L1P7X2")]))
    upload = services.receive(services.Brought(data, "企业名册.xlsx", "enterprises", place.zone), by=actor, today=today)
    services.read(upload, by=actor, today=today)
    return upload.pk
