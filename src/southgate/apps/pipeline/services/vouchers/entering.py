"""Vouchers entered and, while nobody has decided about them, corrected. All reasons are given at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.entries.vouchers import VoucherChanged, VoucherRegistered
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.policies import vouchers as policies
from southgate.apps.pipeline.selectors.vouchers.reading import visible
from southgate.apps.pipeline.services.vouchers import checking
from southgate.apps.pipeline.services.vouchers.checking import Marks
from southgate.apps.pipeline.services.vouchers.commands import FIELDS, CorrectVoucher, EnterVoucher, Slip
from southgate.domain.counting.vouchers import State
from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.files.services import draft_file
from southgate.kernel.identity.actor import Actor

Values = dict[str, Any]
NOT_OPEN = Reason("已经认定或退回，不能再改", mend="退回后用更正的凭证重新登记")
NOTHING_NEW = Reason("没有改动任何一项", mend="改好再写入")


def draft_all(draft: Draft, commands: Sequence[EnterVoucher], *, by: Actor, today: date) -> list[UUID]:
    """Draft vouchers; their ids in the order of the commands. Raises Refused with all reasons."""
    projects = draft.lock_many(Project, dict.fromkeys(cmd.project for cmd in commands))
    for cmd in commands:
        policies.require_enter(by, projects[cmd.project])
    values = [checking.tidied(cmd.values) for cmd in commands]
    asked = [
        (Marks.of(own, _sha256(cmd.slip)), None, cmd.not_the_same) for own, cmd in zip(values, commands, strict=True)
    ]
    used, before = checking.used_before(asked, by), _before(commands, by)
    reasons: list[Reason] = [checking.NO_PERSON] if by.person is None else []
    for item, (cmd, own) in enumerate(zip(commands, values, strict=True)):
        found = checking.strangers(cmd.values) + checking.wrong(own, today) + used[item]
        found += _against(cmd, projects[cmd.project], before)
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    return [
        _draft(draft, cmd, own, projects[cmd.project], before, today)
        for cmd, own in zip(commands, values, strict=True)
    ]  # fmt: skip


def _sha256(slip: Slip | None) -> str:
    return slip.stored.sha256 if slip is not None else ""


def _before(commands: Sequence[EnterVoucher], by: Actor) -> Mapping[UUID, Voucher]:
    """Vouchers in whose place new ones are entered, of those that the actor sees."""
    ids = {cmd.corrects for cmd in commands if cmd.corrects is not None}
    return {row.id: row for row in visible(by).filter(pk__in=ids)} if ids else {}


def _against(cmd: EnterVoucher, project: Project, before: Mapping[UUID, Voucher]) -> list[Reason]:
    found = []
    if project.withdrawn:
        found.append(Reason("登记这个项目的那一批导入已撤销", where="project", mend="先登记项目"))
    if cmd.corrects is not None:
        row = before.get(cmd.corrects)
        if row is None or row.project_id != project.id or row.state != State.REJECTED.value:
            found.append(Reason("要更正的凭证不是这个项目被退回的", where="corrects", mend="从被退回的那张进入"))
    return found


def _draft(
    draft: Draft, cmd: EnterVoucher, values: Values, project: Project, before: Mapping[UUID, Voucher], today: date
) -> UUID:  # fmt: skip
    id = draft.new_id()
    given = {name: value for name, value in values.items() if value is not None}
    given |= {"zone_id": project.zone_id, "project_id": project.id, "entered_on": today}
    given |= {"park_id": project.park_id} if project.park_id is not None else {}
    given |= _slip(draft, id, cmd.slip, project.zone_id)
    supersedes = None
    if cmd.corrects is not None:
        given["corrects"] = cmd.corrects
        first = Entry.objects.filter(subject=before[cmd.corrects].id, seq=1)
        supersedes = first.values_list("position", flat=True).get()
    paid: date = values["paid_on"]
    draft.record(id, VoucherRegistered(given), zone=project.zone_id, occurred_on=paid, supersedes=supersedes)
    return id


def _slip(draft: Draft, voucher: UUID, slip: Slip | None, zone: UUID) -> Values:
    """The paper as evidence of the voucher, in the same command; its columns."""
    if slip is None:
        return {}
    draft_file(draft, slip.stored, slip.name, "voucher", voucher, zone)
    return {"file": slip.stored.id, "sha256": slip.stored.sha256}


@command
def enter_vouchers(draft: Draft, commands: Sequence[EnterVoucher], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Enter vouchers of one or more projects; nothing counts before a second person has accepted it."""
    return {"ids": draft_all(draft, commands, by=by, today=today)}


@command
def correct_vouchers(draft: Draft, commands: Sequence[CorrectVoucher], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Correct what was typed wrong, with the reason; who corrects takes part in it, so another one has to accept."""
    rows = draft.lock_many(Voucher, {cmd.id: cmd.seen for cmd in commands})
    for cmd in commands:
        policies.RULES.require(by, "correct", rows[cmd.id])
    before = [{name: getattr(rows[cmd.id], name) for name in FIELDS} for cmd in commands]
    values = [checking.tidied(cmd.values, own) for cmd, own in zip(commands, before, strict=True)]
    asked = [
        (Marks.of(own, _sha256(cmd.slip) or rows[cmd.id].sha256), cmd.id, cmd.not_the_same)
        for own, cmd in zip(values, commands, strict=True)
    ]  # fmt: skip
    used = checking.used_before(asked, by)
    reasons: list[Reason] = [checking.NO_PERSON] if by.person is None else []
    for item, cmd in enumerate(commands):
        found = checking.strangers(cmd.values) + checking.wrong(values[item], today) + used[item]
        found += checking.reason_given(cmd.reason, "更正要写明原因")
        if rows[cmd.id].state != State.ENTERED.value:
            found.append(NOT_OPEN)
        elif values[item] == before[item] and cmd.slip is None:
            found.append(NOTHING_NEW)
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd, own, was in zip(commands, values, before, strict=True):
        _draft_change(draft, rows[cmd.id], cmd, own, was)
    return {"ids": [cmd.id for cmd in commands]}


def _draft_change(draft: Draft, row: Voucher, cmd: CorrectVoucher, values: Values, was: Values) -> None:
    changed = {name: value for name, value in values.items() if value != was[name]}
    kept = {name: was[name] for name in changed}
    if "amount" in changed or "currency" in changed:
        kept |= {"amount": was["amount"], "currency": was["currency"]}
        changed |= {"amount": values["amount"], "currency": values["currency"]}
    changed |= _slip(draft, row.id, cmd.slip, row.zone_id)
    payload = VoucherChanged(changed, kept, Said.of(cmd.reason.strip(), label="reason"))
    draft.record(row.id, payload, zone=row.zone_id, occurred_on=values["paid_on"], supersedes=row.position)
