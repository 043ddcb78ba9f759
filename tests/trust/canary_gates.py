"""A site photo, a review with opinions and a leave that was asked, for the leak test."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.entries.gates import OpinionAsked, OpinionGiven, ReviewConvened
from southgate.apps.pipeline.models.gates import Document
from southgate.apps.pipeline.services.gates import documents, overriding
from southgate.apps.pipeline.services.gates.commands import AddDocument, AskOverride
from southgate.domain.gates.photos import PhotoFacts
from southgate.domain.projects import Stage
from southgate.kernel import clock
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor


def behind_gates(by: Actor, zone: UUID, project: UUID, member: UUID, word: str) -> dict[str, UUID]:
    """Ids by the word of their address. `word` stands in every text; `member` gave the one opinion."""
    today = clock.today()
    photo = PhotoFacts(
        shows_name=True, place=f"{word}路", work="piling", started_on=today - timedelta(days=9),
        shot_on=today - timedelta(days=8), verifier=word, verifier_unit=f"{word}局", verifier_post=word,
        verifier_phone="13871935371" if word.startswith("kanari") else "13800000000",
    )  # fmt: skip
    cmd = AddDocument(project=project, kind="site_photo", number=f"{word}号", photo=photo)
    file = io.BytesIO(f"{word} {uuid4()}".encode())
    added = documents.add(file, f"{word}.txt", cmd, by=by, today=today, command_id=uuid4())
    asked = AskOverride(project=project, to=Stage.SIGNED, reason=f"{word}急")
    leave = overriding.ask_overrides([asked], by=by, today=today, command_id=uuid4())
    review = _review([Reviewed(zone, project, member, word)], by=by, today=today, command_id=uuid4())
    document = UUID(added.data["ids"][0])
    stored = Document.objects.get(pk=document).file
    assert stored is not None
    return {
        "gates": project, "documents": document,
        "overrides": UUID(leave.data["ids"][0]), "reviews": UUID(review.data["review"]),
        "opinions": UUID(review.data["opinion"]), "files": stored,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reviewed:
    zone: UUID
    project: UUID
    member: UUID
    word: str


@command
def _review(draft: Draft, commands: Sequence[Reviewed], *, by: Actor, today: date) -> Mapping[str, Any]:
    """A review of one member, fewer than the rule asks for: only that its words are met nowhere is at stake here."""
    (cmd,) = commands
    review, opinion = draft.new_id(), draft.new_id()
    about = {"project_id": cmd.project, "zone_id": cmd.zone}
    draft.record(review, ReviewConvened({**about, "kind": "admission"}, 1), zone=cmd.zone)
    asked = {**about, "review_id": review, "person_id": cmd.member}
    draft.record(opinion, OpinionAsked(asked), zone=cmd.zone)
    given = {"verdict": "conditions", "text_said": Said.of(f"{cmd.word}先办能评", label="opinion")}
    draft.record(opinion, OpinionGiven(given, cmd.project), zone=cmd.zone)
    return {"review": review, "opinion": opinion}
