"""Leave to pass a gate: asked with a reason, decided by a second person, used once. Impossible alone.

The second person is another *person*, not another account; the database keeps that too (`override_second_person`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from southgate.apps.pipeline.entries.gates import OverrideAsked, OverrideDecided
from southgate.apps.pipeline.models.gates import Override, OverrideState
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies.gates import OVERRIDES, OfThis
from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.apps.pipeline.selectors.gates.standing import standing_of
from southgate.apps.pipeline.services.gates.commands import AskOverride, DecideOverride
from southgate.domain.errors import Reason, Refused
from southgate.domain.gates.judging import Judged, judge, unknown_stage
from southgate.domain.projects import STAGES, Stage, Status
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.payloads import Said
from southgate.kernel.book.writing import command
from southgate.kernel.identity.actor import Actor

LONGEST = 500


@command
def ask_overrides(draft: Draft, commands: Sequence[AskOverride], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Ask a leader to let a project pass; what is missing today is written down with the reason."""
    rows = draft.lock_many(Project, dict.fromkeys(cmd.project for cmd in commands))
    reasons: list[Reason] = []
    unmet: list[list[Judged]] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.project]
        OVERRIDES.require(by, "ask", OfThis(row))
        unmet.append(_unmet(row, cmd.to, today))
        reasons += [replace(reason, item=item) for reason in _wrong(cmd, row, unmet[-1], by, today)]
    if reasons:
        raise Refused(reasons)
    ids = []
    for cmd, missing in zip(commands, unmet, strict=True):
        row, id = rows[cmd.project], draft.new_id()
        given = {
            "zone_id": row.zone_id, "project_id": row.id, "to": cmd.to.value,
            "needs": [one.need.key for one in missing], "reason_said": Said.of(cmd.reason.strip(), label="reason"),
        }  # fmt: skip
        draft.record(id, OverrideAsked(given, tuple(one.need.label for one in missing)), zone=row.zone_id)
        ids.append(id)
    return {"ids": ids}


def _unmet(row: Project, to: Stage, today: date) -> list[Judged]:
    found = judge(gates_for(row.zone_id, today), standing_of(row), to, today=today)
    return [one for one in found if not one.met]


def _wrong(cmd: AskOverride, row: Project, unmet: Sequence[Judged], by: Actor, today: date) -> list[Reason]:
    found = [*unknown_stage(gates_for(row.zone_id, today), cmd.to), *_alone(by), *_worded(cmd.reason, "reason", "放行")]
    if row.status != Status.NORMAL:
        found.append(Reason("项目不在正常状态，阶段不能变动", where="to", mend="先恢复为正常"))
    if STAGES.index(cmd.to) <= STAGES.index(Stage(row.stage)):
        found.append(Reason("项目已经到了这个阶段", where="to", mend="选后面的阶段"))
    elif not unmet:
        found.append(Reason("要件都有了，不用放行", where="to", mend="直接转阶段"))
    firm = [one.need for one in unmet if not one.need.overridable]
    found += [Reason("『%(need)s』不能放行", {"need": Reason(need.label)}, need.key, need.mend) for need in firm]
    return found + _asked_before(cmd, row, unmet)


def _asked_before(cmd: AskOverride, row: Project, unmet: Sequence[Judged]) -> list[Reason]:
    """One question at a time; and none where a leave that was granted covers what is missing."""
    found: list[Reason] = []
    known = Override.objects.filter(project=row, to=cmd.to.value)
    if known.filter(state=OverrideState.ASKED.value).exists():
        found.append(Reason("这个阶段的放行已经申请，还没有决定", where="to", mend="等园区领导决定"))
    missing = {one.need.key for one in unmet}
    granted = known.filter(state=OverrideState.GRANTED.value)
    if missing and any(missing <= set(needs) for needs in granted.values_list("needs", flat=True)):
        found.append(Reason("这个阶段已同意放行，还没有用掉", where="to", mend="直接转阶段"))
    return found


def _alone(by: Actor) -> list[Reason]:
    if by.person is not None:
        return []
    return [Reason("放行要由本人账号办", mend="用自己的账号登录")]


def _worded(text: str, where: str, what: str) -> list[Reason]:
    if 0 < len(text.strip()) <= LONGEST:
        return []
    params = {"what": Reason(what), "longest": LONGEST}
    return [Reason("%(what)s要写明理由，最多 %(longest)d 个字", params, where, "写明理由")]


@command
def decide_overrides(draft: Draft, commands: Sequence[DecideOverride], *, by: Actor, today: date) -> Mapping[str, Any]:
    """Grant or refuse what another person asked for."""
    rows = draft.lock_many(Override, {cmd.id: cmd.seen for cmd in commands})
    reasons: list[Reason] = []
    for item, cmd in enumerate(commands):
        row = rows[cmd.id]
        OVERRIDES.require(by, "decide", row)
        reasons += [replace(reason, item=item) for reason in _wrong_decision(cmd, row, by)]
    if reasons:
        raise Refused(reasons)
    for cmd in commands:
        row, text = rows[cmd.id], cmd.text.strip()
        state = OverrideState.GRANTED if cmd.granted else OverrideState.REFUSED
        given: dict[str, Any] = {"state": state.value}
        if text:
            given["decision_said"] = Said.of(text, label="decision")
        draft.record(row.id, OverrideDecided(given, row.project_id, row.to), zone=row.zone_id)
    return {"ids": [cmd.id for cmd in commands]}


def _wrong_decision(cmd: DecideOverride, row: Override, by: Actor) -> list[Reason]:
    found = _alone(by)
    if by.person is not None and by.person == row.asked_by_id:
        found.append(Reason("自己申请的放行，自己不能决定", mend="请另一位园区领导决定"))
    if row.state != OverrideState.ASKED:
        found.append(Reason("这次放行已有决定", mend="刷新页面"))
    if not cmd.granted:
        found += _worded(cmd.text, "text", "不同意放行")
    elif len(cmd.text.strip()) > LONGEST:
        params = {"length": len(cmd.text.strip()), "longest": LONGEST}
        found.append(Reason("有 %(length)d 个字，最多 %(longest)d 个", params, where="text", mend="请缩短"))
    return found
