"""Suspicions over HTTP: the same selectors as the pages, and the same commands, sent to the same services."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpResponse
from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field

from southgate.apps.pipeline.rest.suspicions import shaping
from southgate.apps.pipeline.rest.suspicions.documents import SharedSeen, StateSeen
from southgate.apps.pipeline.selectors.suspicions import desk as reading
from southgate.apps.pipeline.selectors.suspicions.reading import of_pair, pair_for, version_of
from southgate.apps.pipeline.selectors.suspicions.sides import sight
from southgate.apps.pipeline.services.suspicions.commands import JudgePair, TakeUpPair, Verdict
from southgate.apps.pipeline.services.suspicions.judging import judge_pairs, take_up_pairs
from southgate.domain.matching.bundles.kinds import Kind
from southgate.kernel.book.reading import feed
from southgate.kernel.identity.web.errors import seen_version
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.rest.answering import answer, written
from southgate.kernel.panels.rest.asking import PageNumber, Size, Why, command_id, plain_words, zone_asked

ENTRIES = 20
Words = Annotated[str, Field(max_length=500), AfterValidator(plain_words)]


class Strict(Schema):
    """What it does not know is refused."""

    model_config = ConfigDict(extra="forbid")


class PairJudged(Strict):
    """`keeps`: which of the two goes on counting, when they are the same; `reason`: why not, when they are not."""

    verdict: Literal["same", "different"]
    keeps: UUID | None = None
    reason: Words = ""


class PairTakenUp(Strict):
    reason: Why


def suspicions(
    request: AuthedRequest, zone: UUID | None = None, state: StateSeen = "open", kind: SharedSeen | None = None,
    page: PageNumber = 1, size: Size = reading.PAGE,
) -> HttpResponse:  # fmt: skip
    """Pairs of projects that may be one, strongest first: today's, of which the reader sees both projects."""
    where = zone_asked(request, zone)
    found = reading.desk(request.actor, where, state=state, kind=Kind(kind) if kind else None, number=page, size=size)
    return answer(shaping.desk(found))


def one(request: AuthedRequest, id: UUID) -> HttpResponse:
    """The pair that a suspicion is about: both sides, what they share, with its last 20 entries."""
    known = sight(request.actor, id)
    found = feed([row.id for row in known.known], by=request.actor, limit=ENTRIES)
    return answer(shaping.whole(known, found), version=known.case.version)


def judge(request: AuthedRequest, id: UUID, body: PairJudged) -> HttpResponse:
    """Judge the pair: one project or two. By somebody who registered neither and is responsible for neither."""
    pair_for(request.actor, id, "judge")
    cmd = JudgePair(
        id=id, seen=seen_version(request), verdict=Verdict(body.verdict), keeps=body.keeps, reason=body.reason
    )
    return _send(request, judge_pairs, cmd)


def take_up(request: AuthedRequest, id: UUID, body: PairTakenUp) -> HttpResponse:
    """Take a judgement back: the question stands again."""
    pair_for(request.actor, id, "take_up")
    return _send(request, take_up_pairs, TakeUpPair(id=id, seen=seen_version(request), reason=body.reason))


def _send(request: AuthedRequest, service: Any, cmd: Any) -> HttpResponse:
    """One command under the client's id; the answer says which version of the pair stands now."""
    done = service([cmd], by=request.actor, today=request.today, command_id=command_id(request))
    id = UUID(done.data["ids"][0])
    [first, *_] = pair_for(request.actor, id)
    return written(done, id, version_of(of_pair(request.actor, (first.a_id, first.b_id))))
