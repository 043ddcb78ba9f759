"""The dry run: each line of a workbook against what the zone has. New, changed, unchanged or refused, with reasons.

Nothing is written here. A line meets a known record by its natural keys, strongest first; a blank cell changes
nothing, `清空` clears. Rows that mean one record twice are refused from the second on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from southgate.domain.errors import Reason
from southgate.kernel.exchange.coding import Staged
from southgate.kernel.exchange.fields import REFERENCES, Field, Kind
from southgate.kernel.exchange.lines import Line, chunks, reference_names
from southgate.kernel.exchange.models import StagedRow
from southgate.kernel.exchange.naming import Names, NewName
from southgate.kernel.exchange.registry import Known, LedgerKind, Values
from southgate.kernel.identity.actor import Actor

Outcome = StagedRow.Outcome
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Compared:
    """A line after the dry run: what it would do, to which record in which version."""

    sheet: str
    number: int
    outcome: Outcome
    subject: UUID | None
    seen: int | None
    staged: Staged


@dataclass(slots=True)
class Lacking:
    """Names the zone lacks, with how many rows use each, and whether this actor may set them up."""

    allowed: Mapping[Kind, bool]
    names: dict[tuple[str, str], tuple[NewName, int]] = field(default_factory=dict)

    def add(self, name: NewName) -> NewName:
        """Count one more row that uses it; returns the name as the first row with details gave it."""
        known, rows = self.names.get((name.kind, name.key), (name, 0))
        fuller = known if known.details else name
        self.names[name.kind, name.key] = (fuller, rows + 1)
        return fuller


class Comparison:
    """Compares lines with the zone's records for one actor. Keys are indexed once, records loaded by the hundred."""

    def __init__(self, kind: LedgerKind, by: Actor, zone: UUID, names: Mapping[Kind, Names], lacking: Lacking) -> None:
        self.kind, self.by, self.zone, self.lacking = kind, by, zone, lacking
        self._fields = {f.name: f for f in kind.fields}
        self._name_of = reference_names(kind.fields, names)
        self._index = kind.index(by, zone)
        self._used: dict[Any, tuple[str, int]] = {}
        self._left: frozenset[tuple[str, int]] = frozenset()

    def leave(self, rows: Iterable[tuple[str, int]]) -> None:
        """Rows that a person said not to import."""
        self._left = frozenset(rows)

    def run(self, lines: Iterable[Line]) -> Iterator[Compared]:
        for batch in chunks(lines, CHUNK):
            read = [self._values(line) for line in batch]
            keys = [self._keys(staged.values) for staged in read]
            found = [self._find(mine) for mine in keys]
            wanted = {id for id in found if isinstance(id, UUID)}
            known = self.kind.load(self.by, sorted(wanted)) if wanted else {}
            for line, staged, mine, id in zip(batch, read, keys, found, strict=True):
                yield self._compare(line, staged, mine, id, known)

    def _values(self, line: Line) -> Staged:
        staged = Staged(shown=line.shown, questions=line.questions, notes=line.notes)
        values = staged.values
        for name, cell in line.given.items():
            if cell.__class__ is Reason:
                staged.reasons.append(cell)  # type: ignore[arg-type]
                continue
            value = cell.value  # type: ignore[union-attr]
            if value is None and not cell.clear:  # type: ignore[union-attr]
                continue
            values[name] = value
            if cell.also or value.__class__ is NewName:  # type: ignore[union-attr]
                self._take(staged, name, value, cell.also)  # type: ignore[union-attr]
            if cell.because is not None:  # type: ignore[union-attr]
                staged.because[name] = cell.because  # type: ignore[union-attr]
        return staged

    def _take(self, staged: Staged, name: str, value: Any, also: Mapping[str, Any]) -> None:
        for column, beside in also.items():
            before = staged.values.setdefault(column, beside)
            if before != beside:
                staged.reasons.append(
                    Reason("同一行的金额写了两种币种（%(a)s、%(b)s）", {"a": before, "b": beside}, where=name,
                           mend="一条记录的金额用同一币种")
                )  # fmt: skip
        if isinstance(value, NewName):
            self._lack(staged, name, value)

    def _lack(self, staged: Staged, name: str, value: NewName) -> None:
        first = self.lacking.add(value)
        other = next((key for key, detail in value.details.items() if first.details.get(key, detail) != detail), None)
        if other is not None:
            staged.reasons.append(
                Reason("“%(name)s”在前面的行里写的是 %(detail)s", {"name": value.name, "detail": first.details[other]},
                       where=other, mend="同一家只有一个，请核对")
            )  # fmt: skip
        if not self.lacking.allowed.get(self._fields[name].kind, False):
            staged.reasons.append(
                Reason("没有叫“%(text)s”的%(label)s", {"text": value.name, "label": self._fields[name].label},
                       where=name, mend="请先登记，或改成已有的名称")
            )  # fmt: skip

    def _keys(self, values: Values) -> Sequence[str]:
        return self.kind.keys(values, lambda name: self._name_of(name, values.get(name)))

    def _find(self, keys: Sequence[str]) -> UUID | Reason | None:
        """The record of the strongest key that is known; keys that speak of two records are a reason."""
        ids = [self._index[key] for key in keys if key in self._index]
        if len(set(ids)) > 1 and keys[0] in self._index and not keys[0].startswith("code:"):
            return Reason("这一行的信用代码和名称对上了两条不同的记录", mend="请核对这一行")
        return ids[0] if ids else None

    def _compare(
        self, line: Line, staged: Staged, keys: Sequence[str], found: UUID | Reason | None, known: Mapping[UUID, Known]
    ) -> Compared:
        if (line.sheet, line.number) in self._left:
            return Compared(line.sheet, line.number, Outcome.LEFT, None, None, staged)
        if isinstance(found, Reason):
            staged.reasons.append(found)
            found = None
        record = known.get(found) if found is not None else None
        self._check_twice(line, staged, keys, record)
        outcome = self._of_known(staged, record) if record is not None else self._of_new(staged)
        if staged.reasons or staged.questions:
            outcome = Outcome.REJECTED
        id, seen = (record.id, record.version) if record is not None else (None, None)
        return Compared(line.sheet, line.number, outcome, id, seen, staged)

    def _check_twice(self, line: Line, staged: Staged, keys: Sequence[str], record: Known | None) -> None:
        marks: list[Any] = [record.id] if record is not None else list(keys)
        first = next((self._used[mark] for mark in marks if mark in self._used), None)
        if first is None:
            self._used.update(dict.fromkeys(marks, (line.sheet, line.number)))
            return
        staged.reasons.append(
            Reason("与「%(sheet)s」第 %(row)d 行是同一条记录", {"sheet": first[0], "row": first[1]},
                   mend="只留一行，或把这一行选为不导入")
        )  # fmt: skip

    def _of_new(self, staged: Staged) -> Outcome:
        for what in self.kind.imported:
            if what.required and staged.values.get(what.name) is None:
                refused = any(reason.where == what.name for reason in staged.reasons)
                if not refused:
                    staged.reasons.append(
                        Reason("%(label)s必须填写", {"label": what.label}, where=what.name, mend="请补填")
                    )
        staged.values = {name: value for name, value in staged.values.items() if value is not None}
        staged.reasons += self.kind.check(staged.values, None)
        return Outcome.NEW

    def _of_known(self, staged: Staged, record: Known) -> Outcome:
        staged.label = record.label
        staged.old = {
            name: record.values.get(name)
            for name, value in staged.values.items()
            if not _same(record.values.get(name), value) and not self._is_description(name)
        }
        staged.reasons += self._check_changes(staged, record)
        if not staged.old:
            return Outcome.SAME
        if record.fixed is not None:
            staged.reasons.append(record.fixed)
        return Outcome.CHANGED

    def _is_description(self, name: str) -> bool:
        """A detail of a reference (the firm's credit code) is found through it, it is no column of this record."""
        return name in self._fields and bool(self._fields[name].describes)

    def _check_changes(self, staged: Staged, record: Known) -> list[Reason]:
        reasons = [self._why_required(what) for what in self._cleared(staged) if what.required]
        reasons += self._check_currency(staged, record)
        if staged.old:
            changes = {name: staged.values[name] for name in staged.old}
            reasons += self.kind.check({**record.values, **changes}, record)
        return reasons

    def _cleared(self, staged: Staged) -> list[Field]:
        return [self._fields[n] for n, v in staged.values.items() if v is None and n in self._fields]

    def _why_required(self, what: Field) -> Reason:
        return Reason("%(label)s必须填写，不能清空", {"label": what.label}, where=what.name, mend="请补填")

    def _check_currency(self, staged: Staged, record: Known) -> list[Reason]:
        """Sums of a record share a currency: changing it needs all of them in the same row."""
        touched = [
            what
            for what in self.kind.fields
            if what.kind is Kind.SUM and what.currency in staged.old and what.name not in staged.values
        ]
        return [
            Reason("原来按 %(old)s 记账，改成 %(new)s 要把%(label)s一并填上",
                   {"old": staged.old[what.currency] or "CNY", "new": staged.values[what.currency],
                    "label": what.label}, where=what.name, mend="请补填，或按原来的币种填")
            for what in touched if record.values.get(what.name) is not None
        ]  # fmt: skip


def _same(known: Any, given: Any) -> bool:
    """Nothing is nothing, whether a column keeps it as NULL or as an empty text."""
    return bool(known == given) or (known in (None, "") and given in (None, ""))


def used_references(fields: Iterable[Field]) -> frozenset[Kind]:
    return frozenset(f.kind for f in fields if f.kind in REFERENCES)
