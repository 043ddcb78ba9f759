"""Enterprises as the exchange sees them: found by name or code, set up, imported, taken back, exported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from southgate.apps.enterprise import policies, selectors
from southgate.apps.enterprise.entries import EnterpriseChanged
from southgate.apps.enterprise.fields import FIELDS
from southgate.apps.enterprise.models import Enterprise
from southgate.apps.enterprise.services.recording import draft_register, draft_withdraw, wrong
from southgate.apps.enterprise.services.relations import used
from southgate.domain.errors import Forbidden, Reason, Refused
from southgate.domain.identifiers import normal_code
from southgate.domain.matching.candidates import KnownFirms
from southgate.domain.matching.names import firm_key, places_in
from southgate.kernel.book import keeping
from southgate.kernel.book.drafting import Draft
from southgate.kernel.exchange.columns import differences, to_columns
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.exchange.naming import Found, NewName
from southgate.kernel.exchange.registry import Known, LedgerKind, ReferenceKind, RowUndo, RowWrite, Values
from southgate.kernel.identity.actor import Actor

BATCH = 500
CLASH_OTHER = "名称和信用代码各是一家已登记的企业"
CLASH_CODE = "已登记的同名企业信用代码不同"


class EnterpriseNames:
    """Enterprises of a zone by name and code; `prepare` fetches what a whole workbook needs in a few queries."""

    def __init__(self, by: Actor, zone: UUID) -> None:
        self.by, self.zone = by, zone
        self._known = selectors.visible(by).filter(zone_id=zone)
        self._names: dict[UUID, str] = {}
        self._codes: dict[UUID, str] = {}
        self._by_key: dict[str, list[UUID]] = defaultdict(list)
        self._by_code: dict[str, UUID] = {}
        self._near: dict[str, tuple[str, ...]] = {}
        self._firms: KnownFirms | None = None
        self._asked: set[str] = set()
        self._asked_codes: set[str] = set()

    def key(self, name: str) -> str:
        return firm_key(name)

    def prepare(self, wanted: Iterable[tuple[str, Mapping[str, Any]]], *, alike: bool = True) -> None:
        pairs = list(wanted)
        keys = {self.key(name): name for name, _ in pairs}
        new = [key for key in keys if key not in self._asked]
        self._asked.update(new)
        self._fetch("name_key", new)
        codes = {code for _, details in pairs if (code := _code(details))} - self._asked_codes
        self._asked_codes |= codes
        self._fetch("credit_code", sorted(codes))
        if alike:
            self._near |= self._alike({key: keys[key] for key in new if key not in self._by_key})

    def find(self, name: str, details: Mapping[str, Any]) -> Found:
        key, code = self.key(name), _code(details)
        if key not in self._asked or (code and code not in self._asked_codes):
            self.prepare([(name, details)])
        named = tuple(self._by_key.get(key, ()))
        coded = self._by_code.get(code) if code else None
        if coded is not None:
            clash = CLASH_OTHER if named and coded not in named else ""
            return Found((coded,), self._names[coded], clash=clash)
        if named and code and all(self._codes[id] for id in named):
            return Found(named, self._names[named[0]], clash=CLASH_CODE)
        return Found(named, self._names[named[0]]) if named else Found(near=self._near.get(key, ()))

    def label(self, id: UUID) -> str:
        if id not in self._names:
            self._fetch("pk", [id])
        return self._names.get(id, "")

    def all_labels(self, most: int) -> Sequence[str]:
        return list(self._known.order_by("name", "id").values_list("name", flat=True)[:most])

    def _fetch(self, column: str, values: Sequence[Any]) -> None:
        for start in range(0, len(values), BATCH):
            found = self._known.filter(**{f"{column}__in": values[start : start + BATCH]})
            if column == "credit_code":
                found = found.exclude(credit_code="")  # says to the planner that the index of codes holds them all
            # sorted here: asked to sort by name, the planner would walk all names of the zone
            for name, id, key, code in sorted(found.values_list("name", "pk", "name_key", "credit_code")):
                if id not in self._names:
                    self._by_key[key].append(id)
                self._names[id], self._codes[id] = name, code
                if code:
                    self._by_code[code] = id

    def _alike(self, unknown: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
        """Known names that are near an unknown one: by the search index for a few, all against all for many."""
        if len(unknown) <= 20:
            near = {key: selectors.candidates(self.by, self.zone, name) for key, name in unknown.items()}
            return {key: tuple(one.name for one in found)[:3] for key, found in near.items()}
        known = self._all_known([*unknown.values()])
        keys, found = list(unknown), defaultdict(list)
        for match in known.near(list(unknown.values())):
            found[keys[match.left]].append(known.names[match.right])
        return {key: tuple(names[:3]) for key, names in found.items()}

    def _all_known(self, new: Sequence[str]) -> KnownFirms:
        """Made once, when the first piece of a workbook asks: what its names show as places holds for all of them."""
        if self._firms is None:
            names = list(self._known.order_by("name", "id").values_list("name", flat=True))
            self._firms = KnownFirms(names, places_in([*names, *new]))
        return self._firms


def _code(details: Mapping[str, Any]) -> str:
    return normal_code(str(details.get("credit_code") or ""))


def set_up(draft: Draft, names: Sequence[NewName], *, by: Actor, today: date, zone: UUID) -> Mapping[str, UUID]:
    """Register the enterprises a ledger names and the zone lacks, with what the ledger says of them."""
    policies.require_in(by, "register", zone)
    known = {field.name for field in FIELDS}
    made = {}
    for new in names:
        details = {name: value for name, value in new.details.items() if name in known and value}
        values = {**details, "name": new.name}
        reasons = wrong(values, new=True)
        if reasons:
            raise Refused(reasons)
        made[new.key] = draft_register(draft, zone, values)
    return made


def withdraw(draft: Draft, ids: Mapping[UUID, int], *, by: Actor, today: date, zone: UUID) -> int:
    """Withdraw registrations of a batch that nothing else uses; others stay."""
    policies.require_in(by, "register", zone)
    rows = draft.lock_many(Enterprise, dict.fromkeys(ids))
    free = set(ids) - used(draft, list(ids))
    going = [row for row in rows.values() if row.id in free and row.version == ids[row.id]]
    for row in going:
        draft_withdraw(draft, row.id, row.zone_id, draft.command_id)
    return len(going)


def _write(
    draft: Draft, rows: Sequence[RowWrite], *, by: Actor, today: date, zone: UUID, batch: UUID
) -> Sequence[UUID]:
    policies.require_in(by, "register", zone)
    known = draft.lock_many(Enterprise, {row.id: row.seen for row in rows if row.id is not None})
    reasons: list[Reason] = []
    for item, row in enumerate(rows):
        if row.id is not None:
            policies.RULES.require(by, "edit", known[row.id])
        reasons += [replace(reason, item=item) for reason in wrong(row.values, new=row.id is None)]
    if reasons:
        raise Refused(reasons)
    return [_write_one(draft, row, known, zone) for row in rows]


def _write_one(draft: Draft, row: RowWrite, known: Mapping[UUID, Enterprise], zone: UUID) -> UUID:
    if row.id is None:
        return draft_register(draft, zone, row.values)
    changed, was = differences(to_columns(FIELDS, row.values), known[row.id])
    if changed:
        draft.record(row.id, EnterpriseChanged(changed, was), zone=zone)
    return row.id


def _undo(draft: Draft, rows: Sequence[RowUndo], *, by: Actor, today: date, zone: UUID, batch: UUID) -> None:
    known = draft.lock_many(Enterprise, {row.id: row.seen for row in rows})
    busy = used(draft, [row.id for row in rows if row.created])
    for row in rows:
        record = known[row.id]
        policies.RULES.require(by, "edit", record)
        if not row.created:
            changed, was = differences(to_columns(FIELDS, row.back), record)
            draft.record(row.id, EnterpriseChanged(changed, was), zone=zone, supersedes=row.position)
        elif row.id not in busy:
            draft_withdraw(draft, row.id, zone, batch)


def _keys(values: Values, names: Callable[[str], str]) -> Sequence[str]:
    code, name = values.get("credit_code"), values.get("name")
    return [*([f"code:{code}"] if code else []), *([f"name:{firm_key(str(name))}"] if name else [])]


def _index(by: Actor, zone: UUID) -> Mapping[str, UUID]:
    index: dict[str, UUID] = {}
    found = selectors.visible(by).filter(zone_id=zone).order_by("-name", "-id")
    for id, key, code in found.values_list("pk", "name_key", "credit_code").iterator(chunk_size=5000):
        index[f"name:{key}"] = id
        if code:
            index[f"code:{code}"] = id
    return index


def _load(by: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Known]:
    found: dict[UUID, Known] = {}
    for start in range(0, len(ids), BATCH):
        rows = selectors.seen_of(by, ids[start : start + BATCH])
        found |= {one.id: one for one in _known(by, rows)}
    return found


def _rows(by: Actor, zone: UUID, filters: Mapping[str, str]) -> Iterable[Known]:
    if not policies.may(by, "export", zone):
        raise Forbidden("export")
    allowed = {name: filters[name] for name in ("industry", "group_name") if filters.get(name)}
    rows = selectors.visible(by, "export").filter(zone_id=zone, **allowed)
    return _known(by, rows.order_by("name", "id").iterator(chunk_size=2000))


def _known(by: Actor, rows: Iterable[Enterprise]) -> Iterable[Known]:
    """Records with their words read, a few hundred at a time."""
    batch: list[Enterprise] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield from _known_batch(by, batch)
            batch = []
    yield from _known_batch(by, batch)


def _known_batch(by: Actor, rows: Sequence[Enterprise]) -> Iterable[Known]:
    words = keeping.read(row.contact_said for row in rows if row.contact_said)
    for row in rows:
        values = {field.name: getattr(row, field.column) for field in FIELDS}
        values["contact"] = words.get(row.contact_said, "") if row.contact_said else ""
        can = policies.RULES.can(by, "edit", row)
        yield Known(row.id, row.version, values, row.name, None if can else Reason("你的岗位不能改企业资料"))


def _page(id: UUID | None) -> str:
    return reverse("enterprise:detail", args=[id]) if id else reverse("enterprise:list")


def _may(by: Actor, verb: str, zone: UUID) -> bool:
    return policies.may(by, "register" if verb == "import" else verb, zone)


LEDGER = LedgerKind(
    key="enterprises", title="企业名册", subject="enterprise", fields=FIELDS, keys=_keys, index=_index, load=_load,
    write=_write, undo=_undo, may=_may, rows=_rows, page=_page,
    check=lambda values, known: wrong(values, new=known is None),
)  # fmt: skip
REFERENCE = ReferenceKind(
    kind=Kind.ENTERPRISE,
    subject="enterprise",
    names=EnterpriseNames,
    may_set_up=lambda by, zone: policies.may(by, "register", zone),
    set_up=set_up,
    withdraw=withdraw,
)
