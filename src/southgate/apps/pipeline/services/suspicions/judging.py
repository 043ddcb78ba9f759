"""A reviewer's word on a pair: the same project, or not; or a word taken back.

Judging changes no project and no count: that one of two stops counting is done where its signings are, by whoever may,
as the next step.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.suspicions import SuspicionJudged, SuspicionTakenUp
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.suspicions import DIFFERENT, OPEN, SAME, Suspicion
from southgate.apps.pipeline.selectors.suspicions.reading import involved, pair_for, version_of
from southgate.apps.pipeline.services.suspicions.commands import JudgePair, TakeUpPair, Verdict
from southgate.apps.pipeline.services.suspicions.differing import book_zone
from southgate.domain.errors import Reason, Refused, Stale
from southgate.kernel.book.drafting import Draft, stale
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

LONGEST = 500


@command
def judge_pairs(draft: Draft, commands: Sequence[JudgePair], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Judge all open suspicions of each pair. Raises Refused with every reason of every command."""
    pairs = [_locked(draft, cmd.id, cmd.seen, by, "judge") for cmd in commands]
    _refuse(commands, [_wrong(cmd, rows, by) for cmd, rows in zip(commands, pairs, strict=True)])
    for cmd, rows in zip(commands, pairs, strict=True):
        reason = Said.of(cmd.reason.strip(), label="reason") if cmd.reason.strip() else None
        for row in rows:
            if row.state == OPEN:
                zone = book_zone(row.zone_id, row.other_zone_id)
                draft.record(row.id, SuspicionJudged(cmd.verdict.value, reason, cmd.keeps), zone=zone)
    return {"ids": [cmd.id for cmd in commands]}


@command
def take_up_pairs(draft: Draft, commands: Sequence[TakeUpPair], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Take back what was judged of each pair. Raises Refused with every reason of every command."""
    pairs = [_locked(draft, cmd.id, cmd.seen, by, "take_up") for cmd in commands]
    _refuse(commands, [_not_taken_up(cmd, rows, by) for cmd, rows in zip(commands, pairs, strict=True)])
    for cmd, rows in zip(commands, pairs, strict=True):
        for row in rows:
            if row.state in {SAME, DIFFERENT}:
                words = SuspicionTakenUp(Said.of(cmd.reason.strip(), label="reason"))
                draft.record(row.id, words, zone=book_zone(row.zone_id, row.other_zone_id))
    return {"ids": [cmd.id for cmd in commands]}


def _locked(draft: Draft, id: UUID, seen: int, by: Actor, verb: str) -> list[Suspicion]:
    """The pair's suspicions, locked. Raises NotFound, Forbidden, or Stale when anything about the pair is newer."""
    rows = draft.lock_many(Suspicion, dict.fromkeys(row.pk for row in pair_for(by, id, verb)))
    if version_of(rows.values()) != seen:
        raise _newer(rows, id, seen)
    return sorted(rows.values(), key=lambda row: (-row.strength, row.kind, row.key))


def _newer(rows: Mapping[UUID, Suspicion], id: UUID, seen: int) -> Stale:
    """What was written last: of a sum of versions nobody can say since when."""
    latest = max(rows.values(), key=lambda row: row.position)
    changes = stale(latest.pk, latest.version - 1, latest.version).changes
    return Stale(id, seen, version_of(rows.values()), changes)


def _refuse(commands: Sequence[Any], found: Sequence[Sequence[Reason]]) -> None:
    reasons = [replace(reason, item=item) for item, some in enumerate(found) for reason in some]
    if reasons:
        raise Refused(reasons)


def _wrong(cmd: JudgePair, rows: Sequence[Suspicion], by: Actor) -> list[Reason]:
    found = _by_whom(rows, by)
    if all(row.state != OPEN for row in rows):
        found.append(Reason("这两个项目已经判断过", where="verdict", mend="刷新页面；判断有误就先撤回判断"))
    if cmd.verdict is Verdict.SAME and cmd.keeps not in {rows[0].a_id, rows[0].b_id}:
        found.append(Reason("判为同一个项目，要选保留计数的是哪一个", where="keeps", mend="在两个项目中选一个"))
    if cmd.verdict is Verdict.DIFFERENT and cmd.keeps is not None:
        found.append(Reason("不是同一个项目就都照常计数，不用选保留哪一个", where="keeps", mend="不要选"))
    if cmd.verdict is Verdict.DIFFERENT and not cmd.reason.strip():
        mend = "写明凭什么认定不是同一个，如：分属两个车间，各有备案证"
        found.append(Reason("判为不是同一个项目，要写明理由", where="reason", mend=mend))
    return found + _too_long(cmd.reason)


def _not_taken_up(cmd: TakeUpPair, rows: Sequence[Suspicion], by: Actor) -> list[Reason]:
    found = _by_whom(rows, by)
    if all(row.state == OPEN for row in rows):
        found.append(Reason("这两个项目还没有判断", where="verdict", mend="刷新页面"))
    if not cmd.reason.strip():
        found.append(Reason("撤回判断要写明原因", where="reason", mend="写明哪里判断有误"))
    return found + _too_long(cmd.reason)


def _too_long(reason: str) -> list[Reason]:
    if len(reason.strip()) <= LONGEST:
        return []
    params = {"length": len(reason.strip()), "longest": LONGEST}
    return [Reason("有 %(length)d 个字，最多 %(longest)d 个", params, where="reason", mend="请缩短")]


def _by_whom(rows: Sequence[Suspicion], by: Actor) -> list[Reason]:
    projects = Project.objects.filter(pk__in=(rows[0].a_id, rows[0].b_id))
    return [reason for reasons in involved(by, projects).values() for reason in reasons]
