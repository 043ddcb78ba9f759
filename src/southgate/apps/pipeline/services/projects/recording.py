"""Registering and editing projects, one, a list, or thousands: the same checks and the same drafts.

Order: lock → allow → decide → record. All reasons of all commands are given at once, each with its item.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.fields.projects import BY_COLUMN, OWN
from southgate.apps.pipeline.models.projects import STANDS, Project, ProjectMember
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.services.gates.gating import passages
from southgate.apps.pipeline.services.projects import drafting, entering, facts, numbering, references
from southgate.apps.pipeline.services.projects.commands import EditProject, RegisterProject
from southgate.domain.errors import Reason, Refused
from southgate.domain.matching.names import project_forms
from southgate.domain.projects import STAGES, Stage, Status
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import bulk_command, command
from southgate.kernel.identity.actor import Actor

Commands = Sequence[RegisterProject | EditProject]
Columns = dict[str, Any]
IN_CURRENCY = tuple(field.column for field in OWN if field.currency)


def draft_all(draft: Draft, commands: Commands, *, by: Actor, today: date, gated: bool = False) -> list[UUID]:
    """Draft registrations and edits; returns the ids in the order of the commands. Raises Refused with all reasons.

    `gated`: a stage that an edit moves forward passes the zone's gate, as a move by its own command does. What a batch
    or a history says of projects is taken as it is.
    """
    new = [(item, cmd) for item, cmd in enumerate(commands) if isinstance(cmd, RegisterProject)]
    old = [(item, cmd) for item, cmd in enumerate(commands) if isinstance(cmd, EditProject)]
    rows = draft.lock_many(Project, {cmd.id: cmd.seen for _, cmd in old})
    for _, cmd in old:
        policies.RULES.require(by, "edit", rows[cmd.id])
    columns: dict[int, Columns] = {}
    reasons = _check_new(draft, new, by, columns) + _check_old(draft, old, rows, by)
    moves = entering.moves_of(old, rows) if gated else {}
    passed = dict(zip(moves, passages(list(moves.values()), today=today), strict=True))
    reasons += [replace(reason, item=item) for item, passage in passed.items() for reason in passage.reasons]
    if reasons:
        raise Refused(sorted(reasons, key=lambda reason: reason.item or 0))
    ids = dict(_register(draft, new, columns)) | dict(_edit(draft, old, rows))
    for item, passage in passed.items():
        entering.use(draft, moves[item], passage)
    return [ids[item] for item in range(len(commands))]


def _check_new(
    draft: Draft, new: Sequence[tuple[int, RegisterProject]], by: Actor, columns: dict[int, Columns]
) -> list[Reason]:
    """Reasons against registrations; puts the columns of each that fits into `columns`."""
    found: list[Reason] = []
    for zone in {cmd.zone for _, cmd in new}:
        policies.require_in(by, "register", zone)
        mine = [(item, cmd) for item, cmd in new if cmd.zone == zone]
        unknown = references.unknown([cmd.values for _, cmd in mine], references.ground(zone), by, draft.created)
        repeats = _repeats([cmd for _, cmd in mine], by)
        for (item, cmd), strange, same in zip(mine, unknown, repeats, strict=True):
            wrong = facts.misfits(cmd.values)
            if not wrong:
                columns[item] = drafting.columns_from(cmd.values)
                wrong = _wrong_new(cmd, columns[item], draft.today)
            found += [replace(reason, item=item) for reason in wrong + strange + same]
    return found


def _wrong_new(cmd: RegisterProject, columns: Columns, today: date) -> list[Reason]:
    code = cmd.values.get("code")
    found = numbering.bad_code(code) if code else []
    if cmd.occurred_on is not None and cmd.occurred_on > today:
        found.append(Reason("%(day)s 还没有到", {"day": cmd.occurred_on.isoformat()}, where="occurred_on"))
    return found + facts.wrong(columns, None, today=today, lenient=cmd.batch is not None)


def _repeats(commands: Sequence[RegisterProject], by: Actor) -> list[list[Reason]]:
    """Projects of the same name and firm that `by` may see: counted once, so shown before a second is made.

    Imports have shown theirs already.
    """
    asked = [cmd for cmd in commands if cmd.batch is None]
    keys = {_key(cmd): cmd.zone for cmd in asked}
    known: dict[tuple[UUID, str], list[Project]] = defaultdict(list)
    if keys:
        same = policies.RULES.visible(by, Project).filter(STANDS, zone__in=set(keys.values()), name_key__in=set(keys))
        for row in same:
            known[row.zone_id, row.name_key].append(row)
    return [_same(cmd, known[cmd.zone, _key(cmd)]) if cmd.batch is None else [] for cmd in commands]


def _key(cmd: RegisterProject) -> str:
    return project_forms(str(cmd.values.get("name") or ""), "", frozenset()).key[:120]


def _same(cmd: RegisterProject, known: Sequence[Project]) -> list[Reason]:
    firm = cmd.values.get("enterprise")
    return [
        Reason("可能与已登记的「%(name)s」（%(code)s）是同一个项目：名称相同",
               {"name": row.name, "code": row.code, "id": row.id.hex},
               where="name", mend="是同一个就改那一个；不是，就在下面勾选“不是同一个”再登记")
        for row in known
        if row.id not in cmd.not_the_same and (not firm or row.enterprise_id in {None, firm})
    ]  # fmt: skip


def _check_old(
    draft: Draft, old: Sequence[tuple[int, EditProject]], rows: Mapping[UUID, Project], by: Actor
) -> list[Reason]:
    found: list[Reason] = []
    strange: dict[int, list[Reason]] = {}
    for zone in {rows[cmd.id].zone_id for _, cmd in old}:
        mine = [(item, cmd) for item, cmd in old if rows[cmd.id].zone_id == zone]
        unknown = references.unknown([cmd.values for _, cmd in mine], references.ground(zone), by, draft.created)
        strange |= {item: reasons for (item, _), reasons in zip(mine, unknown, strict=True)}
    for item, cmd in old:
        mended = _wrong_old(cmd, rows[cmd.id], by, draft.today) + strange[item]
        found += [replace(reason, item=item) for reason in mended]
    return found


def _wrong_old(cmd: EditProject, row: Project, by: Actor, today: date) -> list[Reason]:
    found = facts.misfits(cmd.values)
    if found:
        return found
    before = facts.columns_of(row)
    columns = drafting.columns_from(cmd.values, before)
    changed = {name for name, value in columns.items() if before[name] != value}
    found += _not_his(changed, row, by) + facts.against_vouchers(changed, row.voucher_count)
    if row.withdrawn:
        found.append(Reason("登记它的那一批导入已撤销，不能再改"))
    after = {**before, **columns}
    found += _moves(cmd, row, changed, columns) + _mixed(changed, columns, row)
    if "stage" in changed:
        after["confidential"] = False  # signing ends it, by an entry of its own
    return found + facts.wrong(after, changed, today=today, lenient=cmd.batch is not None)


def _not_his(changed: set[str], row: Project, by: Actor) -> list[Reason]:
    own = policies.editable(by, row)
    names = (BY_COLUMN[column] for column in sorted(changed) if column in BY_COLUMN)
    return [
        Reason("『%(label)s』不由你的岗位改", {"label": field.label}, where=field.name, mend="请招商专员或园区领导改")
        for field in names
        if field.name not in own
    ]


def _moves(cmd: EditProject, row: Project, changed: set[str], columns: Mapping[str, Any]) -> list[Reason]:
    """Stage and status may change with the other fields, but what needs a reason needs it here too."""
    if cmd.batch is not None or cmd.reason.strip():
        return []
    found = []
    if "status" in changed and columns["status"] != Status.NORMAL:
        found.append(Reason("暂停、终止要写明原因", where="status", mend="到项目页改状态，写明原因"))
    if "stage" in changed:
        to, was = Stage(columns["stage"]), Stage(row.stage)
        if row.status != Status.NORMAL:
            found.append(Reason("项目不在正常状态，阶段不能变动", where="stage", mend="先恢复为正常"))
        if STAGES.index(to) < STAGES.index(was):
            found.append(Reason("退回前一阶段要写明原因", where="stage", mend="到项目页改阶段，写明原因"))
    return found


def _mixed(changed: set[str], columns: Mapping[str, Any], row: Project) -> list[Reason]:
    """One project has one currency: who changes it says all its sums anew."""
    if "currency" not in changed:
        return []
    left = [name for name in IN_CURRENCY if getattr(row, name) is not None and name not in columns]
    return [
        Reason("币种改为 %(currency)s，这一项还是 %(was)s", {"currency": columns["currency"], "was": row.currency},
               where=BY_COLUMN[name].name, mend="同一项目只用一种币种，一起改")
        for name in left
    ]  # fmt: skip


def _register(
    draft: Draft, new: Sequence[tuple[int, RegisterProject]], given: Mapping[int, Columns]
) -> list[tuple[int, UUID]]:
    made = []
    unnumbered: dict[tuple[UUID, int], int] = defaultdict(int)
    for _, cmd in new:
        if not cmd.values.get("code"):
            unnumbered[cmd.zone, _year(draft, cmd)] += 1
    codes = {
        (zone, year): numbering.next_codes(zone, references.ground(zone).code, year, count)
        for (zone, year), count in unnumbered.items()
    }
    for item, cmd in new:
        columns = given[item]
        if not columns.get("code"):
            columns["code"] = next(codes[cmd.zone, _year(draft, cmd)])
        id = drafting.draft_registration(draft, cmd.zone, columns, occurred_on=cmd.occurred_on, batch=cmd.batch)
        made.append((item, id))
    return made


def _year(draft: Draft, cmd: RegisterProject) -> int:
    return (cmd.occurred_on or draft.today).year


def _edit(draft: Draft, old: Sequence[tuple[int, EditProject]], rows: Mapping[UUID, Project]) -> list[tuple[int, UUID]]:
    for _, cmd in old:
        row = rows[cmd.id]
        columns = drafting.columns_from(cmd.values, facts.columns_of(row))
        how = drafting.How(
            reason=cmd.reason or ("按导入的台账" if cmd.batch else ""),
            occurred_on=cmd.occurred_on, supersedes=cmd.supersedes, batch=cmd.batch, undated=cmd.batch is not None,
        )  # fmt: skip
        drafting.draft_edit(draft, row, columns, how)
        if columns.get("confidential") and not row.confidential:
            _keep_sight(draft, row)
    return [(item, cmd.id) for item, cmd in old]


def _keep_sight(draft: Draft, row: Project) -> None:
    """Whoever makes a talk confidential stays in its team, else he would lose it at once."""
    person = draft.by.person
    if person is None or person in {getattr(row, name) for name in drafting.NAMED}:
        return
    if not ProjectMember.objects.filter(project=row, person_id=person, to_day=None).exists():
        drafting.draft_join(draft, row.id, row.zone_id, person, draft.today)


@command
def register_projects(
    draft: Draft, commands: Sequence[RegisterProject], *, by: Actor, today: date
) -> Mapping[str, Any]:
    return {"ids": draft_all(draft, commands, by=by, today=today)}


@command
def edit_projects(draft: Draft, commands: Sequence[EditProject], *, by: Actor, today: date) -> Mapping[str, Any]:
    return {"ids": draft_all(draft, commands, by=by, today=today, gated=True)}


@bulk_command
def publish_projects(draft: Draft, commands: Commands, *, by: Actor, today: date) -> Mapping[str, Any]:
    """Thousands of registrations and edits in one short transaction; all or nothing."""
    return {"ids": draft_all(draft, commands, by=by, today=today)}
