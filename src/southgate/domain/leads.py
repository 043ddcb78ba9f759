"""What a lead is, in rules: where it came from, how it was judged, what a report says, how credit is shared.

A lead is a possible project (线索). It becomes a project once; who talked first (首谈) keeps his part of the credit
through every hand-over (sources 1.2: 首谈, 跨区流转, 共享计分).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from southgate.domain.money import MILLION


class Source(StrEnum):
    """How the zone came to know of it."""

    WALK_IN = "walk_in"
    INTRODUCED = "introduced"
    EVENT = "event"
    UNIT = "unit"
    UPPER = "upper"
    CHAIN = "chain"
    ONLINE = "online"
    OTHER = "other"


SOURCE_NAMES = {
    Source.WALK_IN: "客商自来",
    Source.INTRODUCED: "中介或客商介绍",
    Source.EVENT: "招商活动",
    Source.UNIT: "部门推送",
    Source.UPPER: "上级推送",
    Source.CHAIN: "产业链推荐",
    Source.ONLINE: "网上收集",
    Source.OTHER: "其他",
}


class Judgement(StrEnum):
    """首次研判: follow it, ask outside experts first, or not."""

    FOLLOW = "follow"
    EXPERT = "expert"
    DECLINE = "decline"


JUDGEMENT_NAMES = {Judgement.FOLLOW: "跟进", Judgement.EXPERT: "请外部专家研判", Judgement.DECLINE: "不跟进"}


class LeadState(StrEnum):
    OPEN = "open"
    PROJECT = "project"
    DROPPED = "dropped"


STATE_NAMES = {LeadState.OPEN: "跟进中", LeadState.PROJECT: "已成项目", LeadState.DROPPED: "已放下"}


class ReportKind(StrEnum):
    """What a report tells of. The last one tells that nothing moved: it keeps the duty to report, no more."""

    VISIT = "visit"
    TERM = "term"
    DOCUMENT = "document"
    SITE = "site"
    STALLED = "stalled"


REPORT_NAMES = {
    ReportKind.VISIT: "见面洽谈",
    ReportKind.TERM: "谈定条件",
    ReportKind.DOCUMENT: "文件往来",
    ReportKind.SITE: "看地选址",
    ReportKind.STALLED: "没有进展",
}


class TransferState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


TRANSFER_NAMES = {
    TransferState.OFFERED: "待接收",
    TransferState.ACCEPTED: "已接收",
    TransferState.DECLINED: "已退回",
    TransferState.WITHDRAWN: "已收回",
}


class RemovalState(StrEnum):
    """Of a request to take a project out of the talks library."""

    ASKED = "asked"
    REMOVED = "removed"
    REFUSED = "refused"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class HandOver:
    """An accepted hand-over: the giver keeps `kept_millionths` of the credit that he had."""

    giver: UUID
    taker: UUID
    kept_millionths: int


def credit(first: UUID, hand_overs: Sequence[HandOver]) -> Mapping[UUID, int]:
    """Millionths of a later signing by unit; together always one million.

    Who talked first has all of it; each hand-over passes on what the giver does not keep. A part that does not divide
    goes to the taker. A unit that gets a lead back adds what it is given to what it kept.
    """
    shares = {first: MILLION}
    for move in hand_overs:
        had = shares.get(move.giver, 0)
        kept = had * move.kept_millionths // MILLION
        shares[move.giver] = kept
        shares[move.taker] = shares.get(move.taker, 0) + had - kept
    return {unit: share for unit, share in shares.items() if share}
