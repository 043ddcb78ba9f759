"""Leads of the tests: 陈专员 writes them down, 李经理 is responsible, 赵处 leads; 邻区 is another zone of the house."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.models.leads import Lead, LeadTransfer
from southgate.apps.pipeline.services.leads import recording, steps, transfers
from southgate.apps.pipeline.services.leads.commands import (
    JudgeLead,
    NamePerson,
    OfferLead,
    RegisterLead,
)
from southgate.apps.pipeline.tests.projects.projects import Cast, cast
from southgate.domain.leads import Judgement
from southgate.kernel.identity.actor import Actor, system_actor
from southgate.kernel.orgs.models import Zone
from southgate.kernel.packs import services as packs
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.testing import TODAY, Place

YI = 10_000_000_000
"""1 亿元 in 分."""
NAME = "储能电池结构件"


def load_rules(*folders: str) -> None:
    """The shipped packs of these folders: the clocks, the talks library, the calendar."""
    for folder in folders or ("jiangmen", "handan", "national/calendar"):
        texts = [packs.LoadPack(text=pack.text, file=pack.file) for pack in shipped(folder)]
        packs.load_packs(texts, by=system_actor(), today=TODAY, command_id=uuid4())


def joined(*places: Place) -> None:
    """A city above these zones: they may hand leads to each other."""
    city = Zone.objects.create(
        id=uuid4(), version=1, position=1, code=uuid4().hex[:8], name="示例市", level="city", path=""
    )
    Zone.objects.filter(pk__in=[place.zone for place in places]).update(parent=city)


def neighbours() -> tuple[Cast, Cast]:
    """Two zones of one city."""
    play, other = cast(), cast("SL2")
    joined(play.place, other.place)
    return play, other


def run(service: Any, command: Any, by: Actor, *, today: date = TODAY, command_id: UUID | None = None) -> Any:
    return service([command], by=by, today=today, command_id=command_id or uuid4())


def make_lead(cast: Cast, name: str = NAME, *, by: Actor | None = None, today: date = TODAY, **values: Any) -> UUID:
    cmd = RegisterLead(zone=cast.zone, values={"name": name, **values})
    return UUID(run(recording.register_leads, cmd, by or cast.officer, today=today).data["ids"][0])


def lead(id: UUID) -> Lead:
    return Lead.objects.get(pk=id)


def seen(id: UUID) -> int:
    return lead(id).version


def named(cast: Cast, id: UUID, *, by: Actor | None = None, person: UUID | None = None) -> None:
    cmd = NamePerson(id=id, seen=seen(id), person=person or cast.li.person)
    run(steps.name_persons, cmd, by or cast.officer)


def judged(cast: Cast, id: UUID, to: Judgement = Judgement.FOLLOW, *, by: Actor | None = None) -> None:
    run(steps.judge_leads, JudgeLead(id=id, seen=seen(id), to=to, reason="主业相符"), by or cast.officer)


def followed(cast: Cast, name: str = NAME, **values: Any) -> UUID:
    """A lead that could become a project."""
    id = make_lead(cast, name, **values)
    named(cast, id)
    judged(cast, id)
    return id


def offered(cast: Cast, id: UUID, *, to_zone: UUID, by: Actor | None = None, **more: Any) -> UUID:
    """Its open transfer."""
    given = {"share_millionths": 300_000, "reason": "用地不合适", **more}
    cmd = OfferLead(id=id, seen=seen(id), to_zone=to_zone, **given)
    return UUID(run(transfers.offer_leads, cmd, by or cast.officer).data["ids"][0])


def transfer(id: UUID) -> LeadTransfer:
    return LeadTransfer.objects.get(pk=id)


def places(refusal: Any) -> list[str]:
    return [reason.where for reason in refusal.value.reasons]


def says(refusal: Any) -> list[str]:
    return [str(reason) for reason in refusal.value.reasons]
