"""甄别, corrections and withdrawals: each counted signing was confirmed by another person than who reported it.

明政办〔2006〕95号: the event's lead department reports, another office screens and confirms. A change of owner that is
confirmed takes the count to the signing after the change; taken back, the count returns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.signings import (
    SigningChanged,
    SigningConfirmed,
    SigningRejected,
    SigningReopened,
    SigningWithdrawn,
)
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.policies import signings as policies
from southgate.apps.pipeline.services.projects import drafting
from southgate.apps.pipeline.services.signings import amending, chaining
from southgate.apps.pipeline.services.signings.commands import CorrectSigning, ScreenSigning, WithdrawSigning
from southgate.domain.counting.words import Screening, SigningKind
from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

LONGEST_REASON = 500


@command
def screen_signings(draft: Draft, commands: Sequence[ScreenSigning], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Confirm or reject reported signings, by somebody else than who reported them."""
    rows = draft.lock_many(Signing, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.SIGNINGS.require(by, "screen", rows[cmd.id])
        reasons += [replace(reason, item=item) for reason in _cannot_screen(cmd, rows[cmd.id], by)]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        row = rows[cmd.id]
        said = SigningConfirmed(row.kind) if cmd.confirm else SigningRejected(_said(cmd.reason))
        draft.record(row.id, said, zone=row.zone_id)
    _follow(draft, {cmd.id: cmd.confirm for cmd in commands}, rows)
    return {"ids": [cmd.id for cmd in commands]}


def _cannot_screen(cmd: ScreenSigning, row: Signing, by: Actor) -> list[Reason]:
    found = []
    if row.withdrawn or row.state != Screening.REPORTED:
        found.append(Reason("这条签约不在等甄别", mend="刷新页面看现状"))
    if by.person is None:
        found.append(Reason("甄别要由具体的人来做", mend="由有甄别权限的人登录后办理"))
    elif by.person == row.reported_by_id:
        found.append(Reason("登记的人不能甄别自己的登记", mend="请另一个人甄别"))
    return found + ([] if cmd.confirm else _without_reason(cmd.reason, "退回要写明原因"))


@command
def withdraw_signings(
    draft: Draft, commands: Sequence[WithdrawSigning], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Take back signings that should never have been registered. They stay in the book and count nowhere."""
    rows = draft.lock_many(Signing, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.SIGNINGS.require(by, "withdraw", row)
        found = _without_reason(cmd.reason, "撤回要写明原因")
        if row.withdrawn:
            found.append(Reason("已经撤回过了", mend="刷新页面看现状"))
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        draft.record(cmd.id, SigningWithdrawn(_said(cmd.reason)), zone=rows[cmd.id].zone_id)
    _follow(draft, dict.fromkeys(rows, False), rows)
    return {"ids": [cmd.id for cmd in commands]}


@command
def correct_signings(draft: Draft, commands: Sequence[CorrectSigning], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Correct what a signing says, with the reason. The old values stay; what was decided is screened anew."""
    rows = draft.lock_many(Signing, {cmd.id: cmd.seen for cmd in commands})
    changes: dict[UUID, Mapping[str, Any]] = {}
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.SIGNINGS.require(by, "correct", row)
        found = _without_reason(cmd.reason, "更正要写明原因")
        if row.withdrawn:
            found.append(Reason("已撤回的签约不能更正", mend="重新登记一条"))
        changes[cmd.id], wrong = amending.amended(cmd, row, by=by, today=today)
        reasons += [replace(reason, item=item) for reason in found + wrong]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        _correct(draft, rows[cmd.id], changes[cmd.id], _said(cmd.reason), by)
    _follow(draft, {cmd.id: None for cmd in commands if rows[cmd.id].state != Screening.REPORTED}, rows)
    return {"ids": [cmd.id for cmd in commands]}


def _correct(draft: Draft, row: Signing, changed: Mapping[str, Any], reason: Said, by: Actor) -> None:
    was = {name: getattr(row, name) for name in changed}
    last = Entry.objects.filter(subject=row.id, kind__in=("signing.registered", "signing.changed")).latest("seq")
    draft.record(row.id, SigningChanged(changed, was, reason), zone=row.zone_id, supersedes=last.position)
    if row.state != Screening.REPORTED or by.person != row.reported_by_id:
        draft.record(row.id, SigningReopened(), zone=row.zone_id)


def _follow(draft: Draft, decided: Mapping[UUID, bool | None], rows: Mapping[UUID, Signing]) -> None:
    """What a decision does to others: which signing the project counts for, and who its owner is."""
    for project in dict.fromkeys(rows[id].project_id for id in decided):
        mine = {id: bool(verdict) for id, verdict in decided.items() if rows[id].project_id == project}
        chaining.rechain(draft, project, mine)
    for id, verdict in decided.items():
        if verdict is False and rows[id].kind == SigningKind.OWNER_CHANGE:
            _owner_back(draft, rows[id])


def _owner_back(draft: Draft, row: Signing) -> None:
    """A change of owner that is none puts the owner before it back, if nobody else came since."""
    project = draft.lock(Project, row.project_id)
    if row.enterprise_was_id is not None and project.enterprise_id == row.enterprise_id:
        drafting.draft_edit(draft, project, {"enterprise_id": row.enterprise_was_id}, drafting.How())


def _said(reason: str) -> Said:
    return Said.of(reason.strip(), label="reason")


def _without_reason(reason: str, say: str) -> list[Reason]:
    if not reason.strip():
        return [Reason(say, where="reason", mend="写明原因")]
    if len(reason.strip()) > LONGEST_REASON:
        return [Reason("理由超过 %(longest)s 个字", {"longest": LONGEST_REASON}, where="reason", mend="请精简")]
    return []
