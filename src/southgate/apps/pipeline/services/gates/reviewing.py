"""Admission reviews: convened with members, opinions given by them, passed only when the zone's rule is met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.gates import OpinionAsked, OpinionGiven, ReviewConvened, ReviewDecided
from southgate.apps.pipeline.models.gates import Opinion, Review, ReviewState
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies.gates import OPINIONS, REVIEWS, OfThis
from southgate.apps.pipeline.selectors.gates.reading import team_of
from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.apps.pipeline.services.gates.commands import ConveneReview, DecideReview, GiveOpinion
from southgate.apps.pipeline.services.projects import references
from southgate.domain.errors import Reason, Refused
from southgate.domain.gates.reviews import Verdict, not_enough, not_passed
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

ADMISSION = "admission"
LONGEST = 1000


@command
def convene_reviews(draft: Draft, commands: Sequence[ConveneReview], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Ask the members for their opinions. Of a confidential talk every member is of its team already."""
    rows = draft.lock_many(Project, dict.fromkeys(cmd.project for cmd in commands))
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        REVIEWS.require(by, "convene", OfThis(rows[cmd.project]))
        found = _wrong_members(cmd, rows[cmd.project], by, today)
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    return {"ids": [_convene(draft, cmd, rows[cmd.project]) for cmd in commands]}


def _wrong_members(cmd: ConveneReview, row: Project, by: Actor, today: date) -> list[Reason]:
    found: list[Reason] = []
    if by.person is None:
        found.append(Reason("召集评审要由本人账号办", mend="用自己的账号登录"))
    members = [*cmd.people, *cmd.units]
    if len(set(members)) != len(members):
        found.append(Reason("同一个成员选了两次", where="members", mend="去掉重复的"))
    found += not_enough(len(set(members)), gates_for(row.zone_id, today).review)
    asked = [{"responsible_person": id} for id in cmd.people] + [{"lead_unit": id} for id in cmd.units]
    if any(references.unknown(asked, references.ground(row.zone_id), by)):
        found.append(Reason("有成员不是本园区的人员或单位", where="members", mend="从名单里选"))
    if row.confidential and (cmd.units or not team_of(row) >= set(cmd.people)):
        mend = "先加进项目组，或先解除保密"
        found.append(Reason("保密在谈的项目，成员只能是项目组的人", where="members", mend=mend))
    if Review.objects.filter(project=row, kind=ADMISSION, state=ReviewState.OPEN.value).exists():
        found.append(Reason("已有一次评审还没有结论", where="kind", mend="先给那一次写结论"))
    return found


def _convene(draft: Draft, cmd: ConveneReview, row: Project) -> UUID:
    id = draft.new_id()
    given = {"zone_id": row.zone_id, "project_id": row.id, "kind": ADMISSION}
    draft.record(id, ReviewConvened(given, len(cmd.people) + len(cmd.units)), zone=row.zone_id)
    own = {"review_id": id, "project_id": row.id, "zone_id": row.zone_id}
    for column, members in (("person_id", cmd.people), ("unit_id", cmd.units)):
        for member in members:
            draft.record(draft.new_id(), OpinionAsked({**own, column: member}), zone=row.zone_id)
    return id


@command
def give_opinions(draft: Draft, commands: Sequence[GiveOpinion], *, by: Actor, today: date) -> Mapping[str, Any]:
    """A member's opinion, once; conditions and refusals say why. One person speaks once in a review, for whomever."""
    rows = draft.lock_many(Opinion, {cmd.id: cmd.seen for cmd in commands})
    reviews = draft.lock_many(Review, dict.fromkeys(row.review_id for row in rows.values()))
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        OPINIONS.require(by, "give", row)
        reasons += [replace(reason, item=item) for reason in _wrong_opinion(cmd, row, reviews[row.review_id], by)]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        row, text = rows[cmd.id], cmd.text.strip()
        given: dict[str, Any] = {"verdict": cmd.verdict.value}
        if text:
            given["text_said"] = Said.of(text, label="opinion")
        draft.record(row.id, OpinionGiven(given, row.project_id), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


def _wrong_opinion(cmd: GiveOpinion, row: Opinion, review: Review, by: Actor) -> list[Reason]:
    found: list[Reason] = []
    if review.state != ReviewState.OPEN:
        found.append(Reason("评审已有结论，意见不再收", mend="刷新页面"))
    if row.verdict:
        found.append(Reason("意见已经提过", where="verdict", mend="刷新页面"))
    if by.person is None:
        found.append(Reason("意见要由本人账号提", mend="用自己的账号登录"))
    elif Opinion.objects.filter(review=review, given_by=by.person).exclude(pk=row.pk).exists():
        mend = "由这个单位的另一人提"
        found.append(Reason("同一次评审，一个人只提一次意见", where="verdict", mend=mend))
    if cmd.verdict is not Verdict.AGREE and not cmd.text.strip():
        found.append(Reason("附条件和不同意都要写明理由", where="text", mend="写明条件或理由"))
    return found + _too_long(cmd.text)


def _too_long(text: str) -> list[Reason]:
    if len(text) <= LONGEST:
        return []
    params = {"length": len(text), "longest": LONGEST}
    return [Reason("有 %(length)d 个字，最多 %(longest)d 个", params, where="text", mend="请缩短")]


@command
def decide_reviews(draft: Draft, commands: Sequence[DecideReview], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Close reviews: passed when the opinions meet the rule, returned with the reason at any time."""
    rows = draft.lock_many(Review, {cmd.id: cmd.seen for cmd in commands})
    draft.lock_many(Project, dict.fromkeys(row.project_id for row in rows.values()))
    reasons: list[Reason] = []
    verdicts: dict[UUID, list[Verdict | None]] = {}
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        REVIEWS.require(by, "decide", row)
        verdicts[row.id] = verdicts_of(row.id)
        reasons += [replace(one, item=item) for one in _wrong_decision(cmd, row, verdicts[row.id], by, today)]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        _decide(draft, cmd, rows[cmd.id], verdicts[cmd.id])
    return {"ids": [cmd.id for cmd in commands]}


def verdicts_of(review: UUID) -> list[Verdict | None]:
    """What each member said; None has not spoken."""
    words = Opinion.objects.filter(review_id=review).order_by("id").values_list("verdict", flat=True)
    return [Verdict(word) if word else None for word in words]


def _wrong_decision(
    cmd: DecideReview, row: Review, verdicts: Sequence[Verdict | None], by: Actor, today: date
) -> list[Reason]:
    found: list[Reason] = []
    if row.state != ReviewState.OPEN:
        found.append(Reason("评审已有结论", mend="刷新页面"))
    if by.person is None:
        found.append(Reason("评审结论要由本人账号写", mend="用自己的账号登录"))
    if cmd.passed:
        found += not_passed(verdicts, gates_for(row.zone_id, today).review)
    elif not cmd.text.strip():
        found.append(Reason("退回要写明原因", where="text", mend="写明要改什么"))
    return found + _too_long(cmd.text)


def _decide(draft: Draft, cmd: DecideReview, row: Review, verdicts: Sequence[Verdict | None]) -> None:
    state = ReviewState.PASSED if cmd.passed else ReviewState.RETURNED
    given: dict[str, Any] = {"state": state.value}
    if cmd.text.strip():
        given["conditions_said"] = Said.of(cmd.text.strip(), label="conditions")
    agreed = sum(verdict in {Verdict.AGREE, Verdict.CONDITIONS} for verdict in verdicts)
    against = sum(verdict is Verdict.AGAINST for verdict in verdicts)
    draft.record(row.id, ReviewDecided(given, row.project_id, agreed, against), zone=row.zone_id)
