"""What random histories do around gates: documents, reviews with opinions, leave asked, decided and used up."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.models.gates import Document, Opinion, Override, Review
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.services.gates import documents, overriding, reviewing
from southgate.apps.pipeline.services.gates.commands import (
    AskOverride,
    ConveneReview,
    DecideOverride,
    DecideReview,
    GiveOpinion,
    WithdrawDocument,
)
from southgate.apps.pipeline.services.projects import moving
from southgate.apps.pipeline.services.projects.commands import MoveStage
from southgate.apps.pipeline.tests.gates.ready import add_document
from southgate.domain.errors import Forbidden, NotFound, Refused
from southgate.domain.gates.reviews import Verdict
from southgate.domain.projects import STAGES, Stage
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, actor_with

KINDS = ("contract", "agreement", "land", "licence", "approval", "works_contract", "permit", "acceptance")
"""Of `history` (tests/trust/histories.History) these use the dice, the projects, the people and the tally."""


def bring_document(history: Any) -> None:
    """One with its file, by the road of the page."""
    try:
        add_document(history.rng.choice(history.projects), history.rng.choice(KINDS), by=history.by)
    except (Refused, Forbidden, NotFound) as no:
        history.ends[type(no).__name__] += 1
    else:
        history.ends["done"] += 1


def withdraw_document(history: Any) -> None:
    row = Document.objects.filter(project_id__in=history.projects).order_by("?").first()
    if row is not None:
        history._send(documents.withdraw_documents, WithdrawDocument(id=row.pk, seen=row.version, reason="传错了"))


def review(history: Any) -> None:
    """Convened, some of the opinions given, perhaps closed."""
    cmd = ConveneReview(project=history.rng.choice(history.projects), people=tuple(history.people))
    made = history._send(reviewing.convene_reviews, cmd)
    for opinion in Opinion.objects.filter(review__in=made):
        member = actor_with([Role.STATISTICIAN], history.place, person=opinion.person_id)
        if history.rng.random() < 0.8:
            verdict = history.rng.choice([Verdict.AGREE, Verdict.AGREE, Verdict.CONDITIONS, Verdict.AGAINST])
            given = GiveOpinion(id=opinion.pk, seen=1, verdict=verdict, text="先办能评")
            _as(history, member, reviewing.give_opinions, given)
    for row in Review.objects.filter(pk__in=made):
        passed = history.rng.random() < 0.6
        history._send(reviewing.decide_reviews, DecideReview(id=row.pk, seen=row.version, passed=passed, text="见意见"))


def let_pass(history: Any) -> None:
    """Leave is asked; alone it is refused; another leader grants it; the move uses it up."""
    id: UUID = history.rng.choice(history.projects)
    row = Project.objects.get(pk=id)
    to = STAGES[min(STAGES.index(Stage(row.stage)) + 1, len(STAGES) - 1)]
    for asked in history._send(overriding.ask_overrides, AskOverride(project=id, to=to, reason="合同在走印")):
        decision = DecideOverride(id=asked, seen=1, granted=history.rng.random() < 0.8, text="同意见")
        assert history._send(overriding.decide_overrides, decision) == [], "nobody decides his own"
        other = actor_with([Role.ZONE_LEADER], history.place, person=history.people[2])
        _as(history, other, overriding.decide_overrides, decision)
        history._send(moving.move_stage, MoveStage(id=id, seen=row.version, to=to))
        assert not Override.objects.filter(pk=asked, decided_by=history.by.person).exists()


def _as(history: Any, who: Any, service: Any, cmd: Any) -> None:
    try:
        service([cmd], by=who, today=TODAY, command_id=uuid4())
    except (Refused, Forbidden, NotFound) as no:
        history.ends[type(no).__name__] += 1


GATE_ACTS = (bring_document, bring_document, withdraw_document, review, let_pass, let_pass)
