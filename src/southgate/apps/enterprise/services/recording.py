"""Registering enterprises and keeping their records. Duplicates are shown before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.enterprise import policies, selectors
from southgate.apps.enterprise.entries import EnterpriseChanged, EnterpriseRegistered, EnterpriseWithdrawn
from southgate.apps.enterprise.fields import BY_NAME, FIELDS
from southgate.apps.enterprise.models import Enterprise
from southgate.apps.enterprise.services.commands import EditEnterprise, RegisterEnterprise
from southgate.domain.errors import Reason, Refused
from southgate.domain.identifiers import check_credit_code
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import bulk_command, command
from southgate.kernel.exchange.columns import differences, strangers, to_columns
from southgate.kernel.identity.actor import Actor

Values = Mapping[str, Any]


def draft_register(draft: Draft, zone: UUID, values: Values, not_the_same: tuple[UUID, ...] = ()) -> UUID:
    """Draft one registration whose rights, values and candidates were checked."""
    id = draft.new_id()
    columns = {"zone_id": zone, **to_columns(FIELDS, values)}
    draft.record(id, EnterpriseRegistered(columns, not_the_same), zone=zone)
    return id


def wrong(values: Values, *, new: bool) -> list[Reason]:
    """Every reason why these values cannot stand in a record."""
    found = strangers(FIELDS, values)
    if (new or "name" in values) and not str(values.get("name") or "").strip():
        found.append(Reason("企业名称必须填写", where="name", mend="按营业执照上的全称填写"))
    found += [
        Reason("有 %(length)d 个字，最多 %(longest)d 个", {"length": len(value), "longest": BY_NAME[name].longest},
               where=name, mend="请缩短")
        for name, value in values.items()
        if name in BY_NAME and isinstance(value, str) and name != "contact" and len(value) > BY_NAME[name].longest
    ]  # fmt: skip
    if code := values.get("credit_code"):
        checked = check_credit_code(code)
        if checked.wrong is not None:
            found.append(replace(checked.wrong, where="credit_code"))
        elif checked.code != code:
            found.append(Reason("统一社会信用代码要写成 %(code)s", {"code": checked.code}, where="credit_code"))
    return found


@command
def register_enterprises(
    draft: Draft, commands: Sequence[RegisterEnterprise], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """New enterprises. Refused when a known one may be the same and the command does not say that it is another."""
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        policies.require_in(by, "register", cmd.zone)
        found = wrong(cmd.values, new=True) or _same(by, cmd)
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    return {"ids": [draft_register(draft, cmd.zone, cmd.values, cmd.not_the_same) for cmd in commands]}


def _same(by: Actor, cmd: RegisterEnterprise) -> list[Reason]:
    name, code = str(cmd.values["name"]), cmd.values.get("credit_code") or ""
    near = selectors.candidates(by, cmd.zone, name, code)
    return [
        Reason("可能与已登记的「%(name)s」是同一家：%(because)s",
               {"name": one.name, "because": one.because, "id": one.id.hex},
               where="name", mend="是同一家就用已有的；不是，就在下面勾选“不是同一家”再登记")
        for one in near
        if one.id not in cmd.not_the_same
    ]  # fmt: skip


@bulk_command
def publish_enterprises(
    draft: Draft, commands: Sequence[RegisterEnterprise], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Thousands of new enterprises at once; whoever calls has shown their duplicates already."""
    for zone in {cmd.zone for cmd in commands}:
        policies.require_in(by, "register", zone)
    checked = ((item, wrong(cmd.values, new=True)) for item, cmd in enumerate(commands))
    reasons = [replace(reason, item=item) for item, found in checked for reason in found]
    if reasons:
        raise Refused(reasons)
    return {"ids": [draft_register(draft, cmd.zone, cmd.values, cmd.not_the_same) for cmd in commands]}


@command
def edit_enterprises(draft: Draft, commands: Sequence[EditEnterprise], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Change records; each command says which version it saw. What stays the same is not written."""
    rows = draft.lock_many(Enterprise, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        policies.RULES.require(by, "edit", row)
        found = wrong(cmd.values, new=False) or _leads_on(row)
        reasons += [replace(reason, item=item) for reason in found]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        row = rows[cmd.id]
        changed, was = differences(to_columns(FIELDS, cmd.values), row)
        if changed:
            draft.record(cmd.id, EnterpriseChanged(changed, was), zone=row.zone_id, occurred_on=cmd.occurred_on)
    return {"ids": [cmd.id for cmd in commands]}


def _leads_on(row: Enterprise) -> list[Reason]:
    if row.merged_into is None and not row.withdrawn:
        return []
    return [Reason("这条记录已并入另一家，不能再改", mend="改合并后的那一条，或先撤销合并")]


def draft_withdraw(draft: Draft, id: UUID, zone: UUID, batch: UUID) -> None:
    """Draft the withdrawal of a registration that a batch made and that nothing uses."""
    draft.record(id, EnterpriseWithdrawn(batch), zone=zone)
