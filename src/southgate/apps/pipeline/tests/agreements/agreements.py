"""Agreements of the tests: 李经理 writes, 赵处 and 陈专员 decide, 周科 supervises. All texts are 示例."""

from __future__ import annotations

import io
from datetime import date
from uuid import UUID, uuid4

from southgate.apps.pipeline.models.agreements import Agreement, Commitment
from southgate.apps.pipeline.services.agreements import commitments, deciding, drafting
from southgate.apps.pipeline.services.agreements.commands import (
    AddCommitment,
    ApproveAgreement,
    ClaimCommitment,
    DecideCommitment,
    DraftAgreement,
    RecordReview,
    SignAgreement,
    SubmitAgreement,
    WriteText,
)
from southgate.apps.pipeline.tests.projects.projects import Cast, cast, make_project
from southgate.domain.agreements.words import AgreementForm, Conclusion, Side, Standing
from southgate.kernel.files import services as files
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, actor_with, make_person

CLEAN = "第一条 乙方应于取得土地后三个月内开工。\n第二条 甲方负责将水、电、路接至红线。"
FLAGGED = "第一条 乙方年纳税额超过1000万元的，甲方一次性奖励100万元。\n第二条 项目公司注册地必须在本区。"


def ask(service, cmd, by: Actor, today: date = TODAY, command_id: UUID | None = None):
    return service([cmd], by=by, today=today, command_id=command_id or uuid4())


def id_of(answer) -> UUID:
    return UUID(answer.data["ids"][0])


def supervisor(play: Cast) -> Actor:
    return actor_with([Role.SUPERVISOR], play.place, person=make_person(play.place, "周科"))


def agreement(play: Cast, text: str = CLEAN, *, project: UUID | None = None, by: Actor | None = None) -> UUID:
    cmd = DraftAgreement(
        project=project or make_project(play, f"示例项目{uuid4().hex[:8]}", responsible_person=play.li.person),
        title="示例项目投资协议",
        form=AgreementForm.AGREEMENT, text=text,
    )  # fmt: skip
    return id_of(ask(drafting.draft_agreements, cmd, by or play.li))


def seen(id: UUID) -> int:
    return Agreement.objects.values_list("version", flat=True).get(pk=id)


def submit(play: Cast, id: UUID, by: Actor | None = None):
    return ask(drafting.submit_agreements, SubmitAgreement(id=id, seen=seen(id)), by or play.li)


def approve(id: UUID, by: Actor):
    return ask(deciding.approve_agreements, ApproveAgreement(id=id, seen=seen(id)), by)


def write(id: UUID, text: str, by: Actor):
    return ask(drafting.write_texts, WriteText(id=id, seen=seen(id), text=text), by)


def evidence(id: UUID, by: Actor, name: str = "审查意见.pdf", body: bytes = b"%PDF-1.4 shili") -> UUID:
    answer = files.add(io.BytesIO(body), name, "agreement", id, by=by, today=TODAY, command_id=uuid4())
    return UUID(answer.data["files"][0])


def review(id: UUID, by: Actor, conclusion: Conclusion = Conclusion.PASSED, number: str = "示公竞审〔2026〕7号"):
    number_now = Agreement.objects.values_list("text_number", flat=True).get(pk=id)
    cmd = RecordReview(
        agreement=id, text_number=number_now, number=number, office="示例市市场监督管理局",
        reviewed_on=date(2026, 11, 20), conclusion=conclusion, file=evidence(id, by),
    )  # fmt: skip
    return ask(deciding.record_reviews, cmd, by)


def promise(id: UUID, by: Actor, **more) -> UUID:
    given = {"side": Side.ENTERPRISE, "measure": "start", "text": "示例：取得土地后三个月内开工", "quantity": None,
             "due_on": date(2026, 12, 31), **more}  # fmt: skip
    return id_of(ask(commitments.add_commitments, AddCommitment(agreement=id, **given), by))


def signed(
    play: Cast, *, award: bool = False, project: UUID | None = None, due_on: date = date(2026, 12, 31)
) -> tuple[UUID, UUID, UUID | None]:
    """(agreement, the enterprise's commitment, the zone's award that needs it), signed."""
    id = agreement(play, project=project)
    first = promise(id, play.li, due_on=due_on)
    second = None
    if award:
        more = {"measure": "award_paid", "quantity": 30_000, "text": "示例：开工后兑付", "needs": first}
        second = promise(id, play.li, side=Side.ZONE, due_on=date(2027, 3, 31), **more)
    submit(play, id)
    approve(id, play.zhao)
    cmd = SignAgreement(id=id, seen=seen(id), signed_on=date(2026, 11, 2), contract_number=f"示-{id.hex[:6]}")
    ask(deciding.sign_agreements, cmd, play.li)
    return id, first, second


def claim(id: UUID, by: Actor, to: Standing = Standing.MET, **more):
    version = Commitment.objects.values_list("version", flat=True).get(pk=id)
    more = more or {"evidence_number": "示例施工许可证2026-11"}
    return ask(commitments.claim_commitments, ClaimCommitment(id=id, seen=version, to=to, **more), by)


def decide(id: UUID, by: Actor):
    version = Commitment.objects.values_list("version", flat=True).get(pk=id)
    return ask(commitments.decide_commitments, DecideCommitment(id=id, seen=version), by)


__all__ = ["Cast", "cast", "make_project"]
