"""What the address of a ledger says: conditions, sorting, page, columns. Unknown words are refused, never ignored.

    stage=started&stage=building&park=<id>&investment_planned_min=10000&signed_on_from=2026-01-01&sort=-investment_planned

Several values of one field are *or*, several fields are *and*. Sums are typed in 万元, areas in 亩, shares in %.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q
from django.db.models.expressions import OrderBy

from southgate.apps.pipeline.fields.projects import DEFAULT_COLUMNS
from southgate.domain.errors import Reason, Refused
from southgate.domain.matching.names import plain
from southgate.kernel.exchange.cells import Look, read_cell
from southgate.kernel.exchange.fields import REFERENCES, Field, Kind
from southgate.kernel.identity.actor import Actor

ME = "me"
EMPTY = "none"
PLAIN = frozenset({"sort", "page", "columns", "q", "view", "day"})
MEASURES = frozenset({Kind.SUM, Kind.COUNT, Kind.AREA, Kind.SHARE})
WORDS = frozenset({Kind.TEXT, Kind.CHOICE, Kind.FLAG}) | REFERENCES
SORT_COLUMN = {"investment_planned": "investment_cny", "enterprise": "enterprise__name", "lead_unit": "lead_unit__name",
               "park": "park__name"}  # fmt: skip
UNSORTABLE = frozenset({Kind.WORDS, Kind.PERSON, Kind.CODE})
MOST_PAGES = 100_000
MOST_VALUES = 50
Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: a field, how it is tested (`in`, `min`, `max`, `from`, `to`), the values, as typed and as read."""

    field: Field
    test: str
    typed: tuple[str, ...]
    values: tuple[Any, ...]

    @property
    def key(self) -> str:
        return self.field.name if self.test == "in" else f"{self.field.name}_{self.test}"

    @property
    def q(self) -> Q:
        column = "investment_cny" if self.field.name == "investment_planned" else self.field.column
        if self.test != "in":
            return Q(**{f"{column}__{'gte' if self.test in {'min', 'from'} else 'lte'}": self.values[0]})
        some = [value for value in self.values if value is not None]
        found = Q(**{column: some[0]}) if len(some) == 1 else Q(**{f"{column}__in": some})
        if len(some) == len(self.values):
            return found
        blank = Q(**{column: ""}) if self.field.kind is Kind.TEXT else Q(**{column: None})
        return found | blank if some else blank


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked the ledger for."""

    conditions: tuple[Condition, ...] = ()
    text: str = ""
    sort: str = "-investment_planned"
    page: int = 1
    columns: tuple[str, ...] = DEFAULT_COLUMNS
    view: str = ""
    given: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def q(self) -> Q:
        found = Q()
        for condition in self.conditions:
            found &= condition.q
        if self.text:
            found &= Q(name_key__contains=plain(self.text)) | Q(code__istartswith=self.text.strip())
        return found

    def order(self) -> tuple[OrderBy, str]:
        """Stable: rows of equal value stand in the order of their ids; what is not given comes last either way."""
        name = self.sort.removeprefix("-")
        column = F(SORT_COLUMN.get(name, name))
        return (column.desc(nulls_last=True) if self.sort[0] == "-" else column.asc(nulls_last=True)), "id"

    def address(self, **changes: Any) -> dict[str, tuple[str, ...]]:
        """The query of this ledger with some keys changed (None takes a key away); paging starts anew."""
        kept = {key: values for key, values in self.given.items() if key not in {"page", *changes}}
        new = {key: _several(value) for key, value in changes.items() if value is not None}
        return {**kept, **{key: values for key, values in new.items() if values}}


def _several(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, (list, tuple)) else (str(value),)


def ask(query: Query, fields: Sequence[Field], by: Actor) -> Asked:
    """Read an address against the fields that the actor may know. Raises Refused with every wrong part of it."""
    known = {one.name: one for one in fields if not one.describes}
    reasons: list[Reason] = []
    conditions: list[Condition] = []
    for key, typed in query.items():
        values = tuple(one for one in typed if one.strip())
        if key in PLAIN or not values:
            continue
        found = _condition(key, values, known, by)
        if isinstance(found, Condition):
            conditions.append(found)
        else:
            reasons.append(found)
    asked = Asked(conditions=tuple(conditions), given={k: tuple(v) for k, v in query.items() if any(v)})
    for name, read in _PLAIN_READERS.items():
        if (one := (query.get(name) or [""])[-1].strip()) or name == "columns":
            try:
                asked = read(asked, one, known)
            except Refused as refused:
                reasons += refused.reasons
    if reasons:
        raise Refused(reasons)
    return asked


def _condition(key: str, typed: tuple[str, ...], known: Mapping[str, Field], by: Actor) -> Condition | Reason:
    name, _, test = key.rpartition("_")
    if key in known and known[key].kind in WORDS:
        return _one_of(known[key], typed, by)
    if name in known and test in _tests(known[name]):
        if len(typed) > 1:
            return Reason("『%(label)s』的界限只能有一个", {"label": known[name].label}, where=key)
        return _limit(known[name], test, typed[0])
    return Reason("没有『%(name)s』这个条件", {"name": key}, where=key, mend="从“加条件”里选")


def _tests(what: Field) -> frozenset[str]:
    if what.kind in MEASURES:
        return frozenset({"min", "max"})
    return frozenset({"from", "to"}) if what.kind is Kind.DAY else frozenset()


def _one_of(what: Field, typed: tuple[str, ...], by: Actor) -> Condition | Reason:
    if len(typed) > MOST_VALUES:
        return Reason("一个条件最多选 %(most)d 个值", {"most": MOST_VALUES}, where=what.name)
    values = []
    for one in typed:
        try:
            values.append(_value(what, one, by))
        except ValueError:
            params = {"text": one, "label": what.label}
            return Reason("“%(text)s”不是『%(label)s』的值", params, where=what.name, mend="从列表里选")
    return Condition(what, "in", typed, tuple(values))


def _value(what: Field, typed: str, by: Actor) -> Any:
    """Raises ValueError."""
    if typed == EMPTY and what.kind is not Kind.FLAG:
        return None
    if what.kind in REFERENCES:
        return by.person if typed == ME and what.kind is Kind.PERSON else UUID(typed)
    if what.kind is Kind.FLAG:
        if typed not in {"0", "1"}:
            raise ValueError(typed)
        return typed == "1"
    if what.kind is Kind.CHOICE and typed not in dict(what.choices):
        raise ValueError(typed)
    return typed


def _limit(what: Field, test: str, typed: str) -> Condition | Reason:
    plain_field = replace(what, grain="", currency="", canonical="")
    text = f"{typed}%" if what.kind is Kind.SHARE and typed[-1:].isdigit() else typed
    read = read_cell(plain_field, text, Look())
    if isinstance(read, Reason):
        return replace(read, where=f"{what.name}_{test}")
    if read.value is None:
        return Reason("“%(text)s”不是『%(label)s』的值", {"text": typed, "label": what.label}, where=what.name)
    return Condition(what, test, (typed,), (read.value,))


def _sort(asked: Asked, typed: str, known: Mapping[str, Field]) -> Asked:
    name = typed.removeprefix("-")
    if name not in known or known[name].kind in UNSORTABLE:
        raise Refused([Reason("不能按『%(name)s』排序", {"name": name}, where="sort", mend="点列头排序")])
    return replace(asked, sort=typed)


def _page(asked: Asked, typed: str, known: Mapping[str, Field]) -> Asked:
    if not typed.isdecimal() or not 1 <= int(typed) <= MOST_PAGES:
        raise Refused([Reason("“%(text)s”不是页码", {"text": typed}, where="page")])
    return replace(asked, page=int(typed))


def _columns(asked: Asked, typed: str, known: Mapping[str, Field]) -> Asked:
    """Columns in the order of the fields, the name always first; none given means the usual ones."""
    wanted = set(typed.split(",")) if typed else set(DEFAULT_COLUMNS) & set(known)
    if strange := wanted - {name for name, what in known.items() if what.in_grid}:
        reasons = [Reason("没有『%(name)s』这一列", {"name": name}, where="columns") for name in sorted(strange)]
        raise Refused(reasons)
    return replace(asked, columns=("name", *(name for name in known if name in wanted and name != "name")))


def _text(asked: Asked, typed: str, known: Mapping[str, Field]) -> Asked:
    return replace(asked, text=typed[:60])


def _view(asked: Asked, typed: str, known: Mapping[str, Field]) -> Asked:
    return replace(asked, view=typed[:60])


def _day(asked: Asked, typed: str, known: Mapping[str, Field]) -> Asked:
    try:
        date.fromisoformat(typed)
    except ValueError:
        raise Refused([Reason("“%(text)s”不是日期", {"text": typed}, where="day", mend="写成 2026-11-20")]) from None
    return asked


_PLAIN_READERS: Mapping[str, Callable[[Asked, str, Mapping[str, Field]], Asked]] = {
    "sort": _sort, "page": _page, "columns": _columns, "q": _text, "view": _view, "day": _day,
}  # fmt: skip
