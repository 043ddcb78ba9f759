"""An agreement with a flagged passage, a review and commitments of both sides, for the leak test."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.models.agreements import Clause
from southgate.apps.pipeline.services.agreements import commitments, deciding, drafting
from southgate.apps.pipeline.services.agreements.commands import AddCommitment, DraftAgreement, RecordReview
from southgate.domain.agreements.words import AgreementForm, Conclusion, Side
from southgate.kernel import clock
from southgate.kernel.files import services as files
from southgate.kernel.identity.actor import Actor


def agreed(by: Actor, project: UUID, word: str, quantity: int, due: date) -> dict[str, UUID]:
    """Ids by the word of their address. `word` stands in every text of it."""
    today = clock.today()

    def send(service: Any, cmd: Any) -> UUID:
        return UUID(service([cmd], by=by, today=today, command_id=uuid4()).data["ids"][0])

    text = f"{word}：乙方年纳税额超过1000万元的，甲方一次性奖励{word}。"
    id = send(
        drafting.draft_agreements,
        DraftAgreement(project=project, title=f"{word}协议", form=AgreementForm.AGREEMENT, text=text),
    )
    paper = files.add(
        io.BytesIO(b"%PDF-1.4 shili"), f"{word}.pdf", "agreement", id, by=by, today=today, command_id=uuid4()
    )
    file = UUID(paper.data["files"][0])
    review = RecordReview(
        agreement=id, text_number=1, number=f"{word}号", office=f"{word}局", reviewed_on=today,
        conclusion=Conclusion.PASSED, file=file,
    )  # fmt: skip
    send(deciding.record_reviews, review)
    promise = AddCommitment(
        agreement=id, side=Side.ENTERPRISE, measure="investment", text=f"{word}投资", quantity=quantity, due_on=due
    )
    return {
        "agreements": id, "clauses": Clause.objects.get(agreement=id).pk,
        "commitments": send(commitments.add_commitments, promise), "files": file, "of": project,
    }  # fmt: skip
