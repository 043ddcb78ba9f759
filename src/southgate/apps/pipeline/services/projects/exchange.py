"""Projects as the exchange sees them: keys, what is known, what an import writes and takes back, what is exported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from southgate.apps.pipeline.entries.projects import ProjectWithdrawn
from southgate.apps.pipeline.fields.projects import FIELDS, OWN
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.policies import projects as policies
from southgate.apps.pipeline.selectors.projects.filtering import ask
from southgate.apps.pipeline.selectors.projects.ledger import everything, rows_of
from southgate.apps.pipeline.selectors.projects.reading import seen_of, visible
from southgate.apps.pipeline.services.projects import drafting, facts
from southgate.apps.pipeline.services.projects.commands import EditProject, RegisterProject
from southgate.apps.pipeline.services.projects.recording import draft_all
from southgate.domain.errors import Forbidden, Reason, Refused
from southgate.domain.matching.names import firm_key, project_forms
from southgate.kernel.book.drafting import Draft
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.exchange.registry import Known, LedgerKind, RowUndo, RowWrite, Values
from southgate.kernel.identity.actor import Actor

BATCH = 500
VOUCHERS = "voucher_count"
"""Beside the values of a known project: no field of a ledger, and decides whether money in place may be one."""
FIXED = Reason("这个项目不由你的岗位改", mend="请招商专员或责任单位改")


def _keys(values: Values, names: Callable[[str], str]) -> Sequence[str]:
    """The code; else name and firm together. A name alone finds a project only where no firm is known."""
    code, name = values.get("code"), values.get("name")
    found = [f"code:{code}"] if code else []
    if name:
        firm = firm_key(names("enterprise")) if values.get("enterprise") else ""
        found.append(f"name:{_name_key(str(name))}|{firm}")
    return found


def _name_key(name: str) -> str:
    return project_forms(name, "", frozenset()).key[:120]


def _index(by: Actor, zone: UUID) -> Mapping[str, UUID]:
    index: dict[str, UUID] = {}
    rows = visible(by).filter(zone_id=zone).order_by("-code")
    for id, code, key, firm in rows.values_list("pk", "code", "name_key", "enterprise__name_key").iterator(5000):
        index[f"name:{key}|{firm or ''}"] = id
        index[f"code:{code}"] = id
    return index


def _load(by: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Known]:
    found: dict[UUID, Known] = {}
    for start in range(0, len(ids), BATCH):
        rows = seen_of(by, ids[start : start + BATCH])
        values = {one["id"]: one for one in rows_of(Project, "pk", [row.pk for row in rows], OWN)}
        for row in rows:
            fixed = None if policies.RULES.can(by, "edit", row) else FIXED
            known = {**_values(values[row.pk]), VOUCHERS: row.voucher_count}
            found[row.pk] = Known(row.pk, row.version, known, row.name, fixed)
    return found


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """By field name, words as text, with grains and currency."""
    values = {field.name: row[field.name if field.kind is Kind.WORDS else field.column] for field in OWN}
    values |= {field.grain: row[field.grain] for field in OWN if field.grain}
    return {**values, "currency": row["currency"]}


def _write(
    draft: Draft, rows: Sequence[RowWrite], *, by: Actor, today: date, zone: UUID, batch: UUID
) -> Sequence[UUID]:
    commands = [_command(row, zone, batch) for row in rows]
    return draft_all(draft, commands, by=by, today=today)


def _command(row: RowWrite, zone: UUID, batch: UUID) -> RegisterProject | EditProject:
    if row.id is None:
        return RegisterProject(zone=zone, values=row.values, batch=batch)
    return EditProject(id=row.id, seen=row.seen or 0, values=row.values, batch=batch)


def _undo(draft: Draft, rows: Sequence[RowUndo], *, by: Actor, today: date, zone: UUID, batch: UUID) -> None:
    known = draft.lock_many(Project, {row.id: row.seen for row in rows})
    _not_used([row.id for row in rows if row.created])
    for row in rows:
        record = known[row.id]
        policies.RULES.require(by, "edit", record)
        if row.created:
            draft.record(row.id, ProjectWithdrawn(batch), zone=record.zone_id, supersedes=row.position)
            continue
        how = drafting.How(reason="撤销导入的那一批", supersedes=row.position, undated=True)
        drafting.draft_edit(draft, record, drafting.columns_from(row.back), how)


IN_USE = "「%(name)s」（%(code)s）已登记凭证，不能撤销它的登记"


def _not_used(made: Sequence[UUID]) -> None:
    """A project for which vouchers were entered meanwhile is no slip of an import any more."""
    for start in range(0, len(made), BATCH):
        used = Voucher.objects.filter(project__in=made[start : start + BATCH]).values("project__name", "project__code")
        names = [{"name": one["project__name"], "code": one["project__code"]} for one in used.distinct()]
        if names:
            raise Refused([Reason(IN_USE, name, mend="留着它，只改写错的项") for name in names])


def _may(by: Actor, verb: str, zone: UUID) -> bool:
    return policies.may(by, "register" if verb == "import" else verb, zone)


def _rows(by: Actor, zone: UUID, filters: Mapping[str, str]) -> Iterable[Known]:
    """`filters` are the query of the ledger page, several values of one key joined by commas."""
    if not _may(by, "export", zone):
        raise Forbidden("export")
    query = {key: value.split(",") if key != "columns" else [value] for key, value in filters.items()}
    asked = ask(query, policies.readable(by, zone), by)
    for row in everything(by, zone, asked):
        yield Known(row["id"], row["version"], _values(row), row["name"])


def _page(id: UUID | None) -> str:
    return reverse("pipeline:project", args=[id]) if id else reverse("pipeline:ledger")


def _check(values: Values, known: Known | None) -> Sequence[Reason]:
    """Cross-field rules of one row of a ledger, against the record as it would be. The day is checked at publish."""
    values = {name: value for name, value in values.items() if name != VOUCHERS}
    found = facts.misfits(values)
    if found:
        return found
    if known is None:
        return facts.wrong(drafting.columns_from(values), None, today=date.max, lenient=True)
    before = drafting.columns_from({name: value for name, value in known.values.items() if value is not None})
    columns = drafting.columns_from(values, before)
    changed = {name for name, value in columns.items() if before.get(name) != value}
    found = facts.wrong({**before, **columns}, changed, today=date.max, lenient=True)
    return found + facts.against_vouchers(changed, known.values.get(VOUCHERS) or 0)


LEDGER = LedgerKind(
    key="projects", title="项目台账", subject="project", fields=FIELDS, keys=_keys, index=_index, load=_load,
    write=_write, undo=_undo, may=_may, rows=_rows, page=_page, check=_check,
)  # fmt: skip
