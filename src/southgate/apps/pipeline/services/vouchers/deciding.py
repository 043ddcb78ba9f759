"""The second person: accept, reject, take an acceptance back. What is accepted stands in the project's sum at once.

Law: the sums of a project are those of its accepted vouchers by use, to the 分. The voucher's entry and the project's
entry are written by one command in one transaction, so there is never one without the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

import orjson

from southgate.apps.pipeline.entries.vouchers import (
    MoneyArrived,
    MoneyReturned,
    VoucherAccepted,
    VoucherRejected,
    VoucherReturned,
)
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.policies import vouchers as policies
from southgate.apps.pipeline.selectors.vouchers import rules
from southgate.apps.pipeline.selectors.vouchers.rules import Ruled, rule_for
from southgate.apps.pipeline.services.leads.progress import draft_progress
from southgate.apps.pipeline.services.vouchers import checking
from southgate.apps.pipeline.services.vouchers.commands import AcceptVoucher, RejectVoucher, TakeBackVoucher
from southgate.domain.colours.talks import Progress
from southgate.domain.counting.in_place import term
from southgate.domain.counting.vouchers import STATE_NAMES, State
from southgate.domain.errors import NotFound, Reason, Refused
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

Rows = Mapping[UUID, Voucher]
Projects = Mapping[UUID, Project]
Decision = AcceptVoucher | RejectVoucher | TakeBackVoucher
Against = Callable[[Any, Voucher, Project], list[Reason]]
ARRIVED = "project.money_arrived"
SAME_PERSON = Reason("登记和更正过这张凭证的人不能认定它", where="by", mend="请另一个有权的人认定")


def _locked(draft: Draft, commands: Sequence[Decision]) -> tuple[Rows, Projects]:
    """Projects first, then vouchers, each in the order of their ids: no two writers wait for each other."""
    known = dict(Voucher.objects.filter(pk__in=[cmd.id for cmd in commands]).values_list("id", "project_id"))
    for cmd in commands:
        if cmd.id not in known:
            raise NotFound(str(cmd.id))
    projects = draft.lock_many(Project, dict.fromkeys(known.values()))
    return draft.lock_many(Voucher, {cmd.id: cmd.seen for cmd in commands}), projects


def _checked(
    draft: Draft, commands: Sequence[Decision], by: Actor, needed: State, against: Against
) -> tuple[Rows, Projects]:
    """Locked and allowed rows. Raises Refused with all reasons of all commands."""
    rows, projects = _locked(draft, commands)
    for cmd in commands:
        policies.RULES.require(by, "decide", rows[cmd.id])
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        found = _second_person(row, by) + _state(row, needed) + against(cmd, row, projects[row.project_id])
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    return rows, projects


def _second_person(row: Voucher, by: Actor) -> list[Reason]:
    if by.person is None:
        return [checking.NO_PERSON]
    return [SAME_PERSON] if by.person in {row.entered_by_id, row.changed_by_id} else []


def _state(row: Voucher, needed: State) -> list[Reason]:
    if row.state == needed.value:
        return []
    params = {"state": term(STATE_NAMES[State(row.state)])}
    return [Reason("这张凭证是『%(state)s』，不能这样处理", params, where="state", mend="刷新页面，看现在的状态")]


def _reason(cmd: Any, row: Voucher, project: Project) -> list[Reason]:
    return checking.reason_given(cmd.reason, "要写明原因")


@command
def accept_vouchers(draft: Draft, commands: Sequence[AcceptVoucher], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Accept vouchers against their slips: their money is in place from now on."""
    ruled = cache(lambda zone: rule_for(zone, today))

    def against(cmd: AcceptVoucher, row: Voucher, project: Project) -> list[Reason]:
        return _unacceptable(row, project, ruled(row.zone_id))

    rows, projects = _checked(draft, commands, by, State.ENTERED, against)
    counts = {id: project.voucher_count for id, project in projects.items()}
    for cmd in commands:
        row = rows[cmd.id]
        project = projects[row.project_id]
        first = counts[project.id] == 0
        counts[project.id] += 1
        draft.record(row.id, VoucherAccepted(on=today), zone=row.zone_id)
        arrived = MoneyArrived(row.id, row.use, row.amount_cny, first, project.money_in_place if first else None)
        draft.record(project.id, arrived, zone=row.zone_id, occurred_on=row.paid_on)
        draft_progress(draft, project, Progress.VOUCHER, row.paid_on)
    return {"ids": [cmd.id for cmd in commands]}


def _unacceptable(row: Voucher, project: Project, ruled: Ruled) -> list[Reason]:
    found = rules.against(row, ruled)
    if project.withdrawn:
        found.append(Reason("登记这个项目的那一批导入已撤销", where="project", mend="退回这张凭证"))
    return found


@command
def reject_vouchers(draft: Draft, commands: Sequence[RejectVoucher], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Reject vouchers that wait, with the reason: their numbers are free for corrected ones."""
    rows, _ = _checked(draft, commands, by, State.ENTERED, _reason)
    for cmd in commands:
        payload = VoucherRejected(on=today, reason=Said.of(cmd.reason.strip(), label="reason"))
        draft.record(cmd.id, payload, zone=rows[cmd.id].zone_id)
    return {"ids": [cmd.id for cmd in commands]}


@command
def take_back_vouchers(
    draft: Draft, commands: Sequence[TakeBackVoucher], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Take acceptances back, with the reason: the money leaves the project's sum by an entry of its own."""
    rows, projects = _checked(draft, commands, by, State.ACCEPTED, _reason)
    counts = {id: project.voucher_count for id, project in projects.items()}
    for cmd in commands:
        row = rows[cmd.id]
        counts[row.project_id] -= 1
        last = counts[row.project_id] == 0
        payload = VoucherReturned(on=today, reason=Said.of(cmd.reason.strip(), label="reason"))
        draft.record(row.id, payload, zone=row.zone_id)
        stated = _stated(row.project_id) if last else None
        returned = MoneyReturned(row.id, row.use, row.amount_cny, last, stated)
        draft.record(row.project_id, returned, zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


def _stated(project: UUID) -> int | None:
    """What the office's own ledger stated before the first voucher that still stood was accepted."""
    entries = Entry.objects.filter(subject=project, kind=ARRIVED).order_by("-seq").values_list("payload", flat=True)
    for payload in entries.iterator():
        data = orjson.loads(payload)
        if data.get("first"):
            stated: int | None = data.get("stated")
            return stated
    return None
