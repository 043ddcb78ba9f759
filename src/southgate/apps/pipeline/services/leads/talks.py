"""The talks library: grades, typed progress written by hand, and projects taken out of it by two persons.

Nothing is deleted and nothing happens by itself: when a project is due to be taken out, the library proposes; an
officer asks with a reason, a second person decides, and it may be put back with a reason at any time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.talks import (
    RemovalApproved,
    RemovalAsked,
    RemovalRefused,
    RemovalRestored,
    TalkGraded,
    TalkRemoved,
    TalkRestored,
)
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.talks import TalkRemoval
from southgate.apps.pipeline.policies import leads as policies
from southgate.apps.pipeline.selectors.leads.rules import library_rules
from southgate.apps.pipeline.services.leads import facts
from southgate.apps.pipeline.services.leads.progress import draft_progress
from southgate.domain.colours.talks import PROGRESS_NAMES, Grade, Progress, TalkColour, TalkRules, talk_state
from southgate.domain.errors import Reason, Refused
from southgate.domain.leads import RemovalState
from southgate.domain.projects import Stage, Status
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

BY_HAND = (Progress.VISIT, Progress.TERM, Progress.DOCUMENT, Progress.PERMIT)
"""What a person may write down as progress. Money and signings come from their own records alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeTalk:
    id: UUID
    seen: int
    to: Grade
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordProgress:
    """Progress that nobody's record tells of. Needs no version: two of them stand beside each other."""

    id: UUID
    what: Progress
    text: str
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRemoval:
    id: UUID
    seen: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideRemoval:
    """`id` is the removal's."""

    id: UUID
    seen: int
    agree: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreTalk:
    id: UUID
    seen: int
    reason: str


def _in_talks(row: Project) -> list[Reason]:
    if row.withdrawn or row.stage != Stage.TALKS.value:
        return [Reason("项目不在洽谈阶段，不在在谈项目库里")]
    if row.status == Status.ENDED.value:
        return [Reason("项目已终止，不在在谈项目库里")]
    return []


def _why(text: str) -> Said | None:
    return Said.of(text.strip(), label="reason") if text.strip() else None


@command
def grade_talks(draft: Draft, commands: Sequence[GradeTalk], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Put projects in talks into class A, B or C; another class than before needs a reason."""
    rows = draft.lock_many(Project, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.TALKS.require(by, "grade", row)
        found = _in_talks(row)
        if cmd.to.value == row.talk_grade:
            found.append(Reason("项目已是这一类", where="to"))
        elif row.talk_grade:
            found += facts.said(cmd.reason, "reason", ask="改类要写明原因")
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        row = rows[cmd.id]
        draft.record(row.id, TalkGraded(cmd.to.value, row.talk_grade, _why(cmd.reason)), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


@command
def record_progress(draft: Draft, commands: Sequence[RecordProgress], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Write down typed progress of talks that has no record of its own yet."""
    rows = draft.lock_many(Project, dict.fromkeys(cmd.id for cmd in commands))
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.TALKS.require(by, "progress", row)
        reasons += [replace(reason, item=item) for reason in _wrong_progress(cmd, row, today)]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        draft_progress(draft, rows[cmd.id], cmd.what, cmd.occurred_on or today, text=cmd.text.strip())
    return {"ids": [cmd.id for cmd in commands]}


def _wrong_progress(cmd: RecordProgress, row: Project, today: date) -> list[Reason]:
    found = _in_talks(row) + facts.said(cmd.text, "text", ask="写明是什么进展：和谁、哪一条、文件名称或文号")
    rules = library_rules(row.zone_id, today)
    if cmd.what not in BY_HAND:
        found.append(
            Reason("到位资金和签约由它们自己的记录算进展，不在这里写", where="what", mend="到凭证或签约页登记")
        )
    elif rules is not None and cmd.what not in rules.kinds:
        params = {"what": PROGRESS_NAMES[cmd.what]}
        found.append(Reason("按本园区的规则，『%(what)s』不算进展", params, where="what", mend="记一件事即可"))
    if cmd.occurred_on is not None and cmd.occurred_on > today:
        params = {"day": cmd.occurred_on.isoformat()}
        found.append(Reason("%(day)s 还没有到", params, where="occurred_on", mend="写实际发生的日期"))
    return found


@command
def ask_removals(draft: Draft, commands: Sequence[AskRemoval], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Ask to take out projects that are due. Answers the ids of the questions."""
    rows = draft.lock_many(Project, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.TALKS.require(by, "ask_removal", row)
        found = _in_talks(row) + _not_due(row, today) + facts.said(cmd.reason, "reason", ask="移出要写明原因")
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    ids = []
    for cmd in commands:
        ids.append(draft.new_id())
        asked = RemovalAsked(cmd.id, Said.of(cmd.reason.strip(), label="reason"))
        draft.record(ids[-1], asked, zone=rows[cmd.id].zone_id)
    return {"ids": ids}


def _not_due(row: Project, today: date) -> list[Reason]:
    """A talk is taken out by the rule, not by a wish; who wants to end it sooner ends the project."""
    found: list[Reason] = []
    if row.removed_on is not None:
        found.append(Reason("项目已移出在谈项目库", mend="刷新页面"))
    if TalkRemoval.objects.filter(project_id=row.id, state=RemovalState.ASKED.value).exists():
        found.append(Reason("已有人提出移出，正等第二人核准"))
    rules, last = library_rules(row.zone_id, today), row.progress_on or row.talk_on
    if rules is None:
        return [*found, Reason("本园区没有在谈项目库的规则", mend="请系统管理员选一个规则包")]
    if last is None:
        return [*found, Reason("首谈日期未填，算不出多久没有进展", mend="先补首谈日期")]
    return found + _too_early(last, today, rules)


def _too_early(last: date, today: date, rules: TalkRules) -> list[Reason]:
    state = talk_state(last, today, rules)
    if state.colour is TalkColour.REMOVE:
        return []
    params = {"last": last.isoformat(), "months": state.months}
    mend = "不再谈的，到项目页把状态改为终止"
    return [Reason("%(last)s 起只有 %(months)d 个月没有进展，还不到移出的时候", params, mend=mend)]


@command
def decide_removals(draft: Draft, commands: Sequence[DecideRemoval], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Agree to take projects out, or not, with the reason. Whoever asked never decides. Answers the projects' ids."""
    asked = draft.lock_many(TalkRemoval, {cmd.id: cmd.seen for cmd in commands})
    rows = draft.lock_many(Project, dict.fromkeys(one.project_id for one in asked.values()))
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.REMOVALS.require(by, "decide", asked[cmd.id])
        found = _wrong_decision(cmd, asked[cmd.id], rows[asked[cmd.id].project_id], by, today)
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    return {"ids": [_decide(draft, cmd, asked[cmd.id]) for cmd in commands]}


def _wrong_decision(cmd: DecideRemoval, asked: TalkRemoval, row: Project, by: Actor, today: date) -> list[Reason]:
    found: list[Reason] = []
    if asked.state != RemovalState.ASKED.value:
        found.append(Reason("这件事已有结论", mend="刷新页面"))
    if by.person is None or by.person == asked.asked_by_id:
        found.append(Reason("提出移出的人不能自己核准", mend="请另一位招商专员或园区领导核准"))
    if not cmd.agree:
        return found + facts.said(cmd.reason, "reason", ask="不同意要写明原因")
    rules, last = library_rules(row.zone_id, today), row.progress_on or row.talk_on
    if rules is not None and last is not None:
        found += _too_early(last, today, rules)  # it moved on since somebody asked
    return found + _in_talks(row)


def _decide(draft: Draft, cmd: DecideRemoval, asked: TalkRemoval) -> UUID:
    if not cmd.agree:
        draft.record(asked.id, RemovalRefused(Said.of(cmd.reason.strip(), label="reason")), zone=asked.zone_id)
        return asked.project_id
    draft.record(asked.id, RemovalApproved(_why(cmd.reason)), zone=asked.zone_id)
    draft.record(asked.project_id, TalkRemoved(asked.id), zone=asked.zone_id)
    return asked.project_id


@command
def restore_talks(draft: Draft, commands: Sequence[RestoreTalk], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Put projects back into the library, with the reason. Only progress moves their timer."""
    rows = draft.lock_many(Project, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.TALKS.require(by, "restore", rows[cmd.id])
        found = [] if rows[cmd.id].removed_on is not None else [Reason("项目没有移出", mend="刷新页面")]
        found += facts.said(cmd.reason, "reason", ask="放回要写明原因")
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        row = rows[cmd.id]
        for asked in TalkRemoval.objects.filter(project_id=row.id, state=RemovalState.REMOVED.value).order_by("pk"):
            draft.lock(TalkRemoval, asked.id)
            draft.record(asked.id, RemovalRestored(), zone=asked.zone_id)
        draft.record(row.id, TalkRestored(Said.of(cmd.reason.strip(), label="reason")), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}
