"""Two records of one enterprise become one, all or nothing; the old address leads on; and it can be undone.

The record that stays keeps what it says and takes what it lacks. Undoing gives back what had been moved and has not
been moved elsewhere since; gaps that were filled are emptied again where they still hold what was taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.enterprise import policies
from southgate.apps.enterprise.entries import (
    EnterpriseGaveBack,
    EnterpriseMerged,
    EnterpriseTookIn,
    EnterpriseUnmerged,
)
from southgate.apps.enterprise.models import Enterprise
from southgate.apps.enterprise.services.commands import MergeEnterprises, UnmergeEnterprise
from southgate.apps.enterprise.services.relations import back_all, repoint_all
from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import Said, read_plain
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

FILLED = ("credit_code", "group_name", "industry", "source_region", "contact_said")


@command
def merge_enterprises(
    draft: Draft, commands: Sequence[MergeEnterprises], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Merge `away` into `keep`, with everything that names it, in one transaction."""
    for cmd in commands:
        rows = draft.lock_many(Enterprise, {cmd.keep: cmd.seen_keep, cmd.away: cmd.seen_away})
        keep, away = rows[cmd.keep], rows[cmd.away]
        policies.RULES.require(by, "merge", keep)
        policies.RULES.require(by, "merge", away)
        reasons = _why_not(keep, away, cmd.reason)
        if reasons:
            raise Refused(reasons)
        moved = repoint_all(draft, away.id, keep.id)
        reason = Said.of(cmd.reason, label="reason")
        draft.record(away.id, EnterpriseMerged(keep.id, moved, reason), zone=away.zone_id)
        filled = {name: getattr(away, name) for name in FILLED if getattr(away, name) and not getattr(keep, name)}
        was = {name: getattr(keep, name) for name in filled}
        draft.record(keep.id, EnterpriseTookIn(away.id, filled, was), zone=keep.zone_id)
    return {"ids": [cmd.keep for cmd in commands]}


def _why_not(keep: Enterprise, away: Enterprise, reason: str) -> list[Reason]:
    found = []
    if keep.id == away.id:
        found.append(Reason("不能并入自己", where="keep", mend="选另一条记录"))
    if keep.zone_id != away.zone_id:
        found.append(Reason("两条记录属于不同园区，不能合并", where="keep"))
    for row, where in ((keep, "keep"), (away, "away")):
        if row.merged_into is not None or row.withdrawn:
            found.append(Reason("「%(name)s」已并入别处", {"name": row.name}, where=where, mend="选合并后的那一条"))
    if keep.credit_code and away.credit_code and keep.credit_code != away.credit_code:
        found.append(
            Reason("两条记录的统一社会信用代码不同，是两家企业", where="away", mend="若有一条录错，先更正代码")
        )
    if not reason.strip():
        found.append(Reason("合并要写明依据", where="reason", mend="写明怎么知道是同一家"))
    return found


@command
def unmerge_enterprise(
    draft: Draft, commands: Sequence[UnmergeEnterprise], *, by: Actor, today: date
) -> Mapping[str, Any]:
    """Undo the last merge of a record."""
    for cmd in commands:
        away = draft.lock(Enterprise, cmd.id, seen=cmd.seen)
        policies.RULES.require(by, "merge", away)
        if away.merged_into is None:
            raise Refused([Reason("这条记录没有并入别处", mend="刷新页面")])
        if not cmd.reason.strip():
            raise Refused([Reason("撤销合并要写明原因", where="reason", mend="写明原因")])
        keep = draft.lock(Enterprise, away.merged_into)
        if keep.merged_into is not None:
            raise Refused([Reason("「%(name)s」后来也并入了别处", {"name": keep.name}, mend="先撤销后一次合并")])
        _unmerge(draft, away, keep, cmd.reason)
    return {"ids": [cmd.id for cmd in commands]}


def _unmerge(draft: Draft, away: Enterprise, keep: Enterprise, reason: str) -> None:
    position, merged = _last(away.id, "enterprise.merged")
    moved = {name: [UUID(id) for id in ids] for name, ids in merged["moved"].items()}
    took_position, took = _took_in(keep.id, away.id)
    back, was = _emptied(keep, took)
    draft.record(keep.id, EnterpriseGaveBack(away.id, back, was), zone=keep.zone_id, supersedes=took_position)
    returned = back_all(draft, moved, keep.id, away.id)
    payload = EnterpriseUnmerged(keep.id, returned, Said.of(reason, label="reason"))
    draft.record(away.id, payload, zone=away.zone_id, supersedes=position)


def _emptied(keep: Enterprise, took: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """(set, was) of the gaps that the merge filled and that still hold what was taken."""
    still = {name for name, value in took["set"].items() if _plain(getattr(keep, name)) == value}
    back = {name: took["was"].get(name) for name in sorted(still)}
    return back, {name: getattr(keep, name) for name in back}


def _plain(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) else value


def _last(subject: UUID, kind: str) -> tuple[int, dict[str, Any]]:
    entry = Entry.objects.filter(subject=subject, kind=kind).latest("position")
    return entry.position, read_plain(entry.kind, entry.version, entry.payload)


def _took_in(keep: UUID, away: UUID) -> tuple[int, dict[str, Any]]:
    """The entry by which `keep` took in `away` last."""
    for entry in Entry.objects.filter(subject=keep, kind="enterprise.took_in").order_by("-position"):
        data = read_plain(entry.kind, entry.version, entry.payload)
        if data["away"] == away.hex:
            return entry.position, data
    raise LookupError(f"{keep} never took in {away}")
