"""Sentences of entries as people read them: translated, with names and words filled in, a page at a time.

Two steps, so that a page costs a fixed number of queries however long it is: collect what all sentences refer to,
ask each namer once, then fill. A namer knows the reader: what he may not see has no name for him.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from southgate.domain.money import MINOR_DIGITS, Money, in_wan, spoken
from southgate.kernel.book import keeping
from southgate.kernel.book.payloads import Ref, Said, Say, Sum, Words

Namer = Callable[[Sequence[UUID], Any], Mapping[UUID, str]]
_NAMERS: dict[str, Namer] = {}
_ALL_DIGITS = 10  # of a sum in 亿元 down to one 分
_WHOLE = re.compile(r"\d+")
_HELD = re.compile(r"([\u4e00-\u9fff]?)%\((\w+)\)s(?=([\u4e00-\u9fff]?))")
_FIGURE = re.compile(r"-?\d[\d,.-]*( ?(亩|%|人|个|万?[亿千百十]?[^\W\d]{0,2}元))?")


def name_kind(kind: str) -> Callable[[Namer], Namer]:
    """Register how subjects of `kind` are named: ids and the reader (`by`, or None for the house) → names he may know.

    An id without a name in the answer is shown as something the reader may not see.
    """

    def register(namer: Namer) -> Namer:
        _NAMERS[kind] = namer
        return namer

    return register


def names_of(kind: str, ids: Iterable[UUID], by: Any) -> Mapping[UUID, str]:
    """Names by id, in one call of the namer; empty for a kind that nobody names."""
    namer, wanted = _NAMERS.get(kind), sorted(set(ids))
    return namer(wanted, by) if namer is not None and wanted else {}


@dataclass(frozen=True, slots=True)
class _Known:
    """Everything that the sentences of one page refer to."""

    names: Mapping[str, Mapping[UUID, str]]
    words: Mapping[UUID, str]


def render(said: Sequence[Say], by: Any) -> list[str]:
    """The sentences as text in the reader's language, in the order given."""
    params = [value for say in said for value in _flat(say.params.values())]
    refs: dict[str, set[UUID]] = defaultdict(set)
    for value in params:
        if isinstance(value, Ref):
            refs[value.kind].add(UUID(value.id))
    words = {UUID(value.id) for value in params if isinstance(value, Said) and value.id}
    names = {kind: names_of(kind, ids, by) for kind, ids in refs.items()}
    known = _Known(names, keeping.read(words) if words else {})
    return [_filled(say, known) for say in said]


def _filled(say: Say, known: _Known) -> str:
    params = {name: _text(value, known) for name, value in say.params.items()}
    return _spaced(_(say.text), params) % params


def _spaced(text: str, params: Mapping[str, Any]) -> str:
    """由%(was)s改为%(now)s with a space between characters and figures; a person's own words stay as they are."""

    def held(place: re.Match[str]) -> str:
        value = str(params[place[2]])
        if not _FIGURE.fullmatch(value):
            return place[0]
        before = " " if place[1] else ""
        after = " " if place[3] and value[-1] in "0123456789%" else ""
        return f"{place[1]}{before}%({place[2]})s{after}"

    return _HELD.sub(held, text)


def _flat(values: Iterable[Any]) -> Iterable[Any]:
    for value in values:
        if isinstance(value, (list, tuple)):
            yield from _flat(value)
        elif isinstance(value, Say):
            yield from _flat(value.params.values())
        else:
            yield value


def _text(value: Any, known: _Known) -> Any:
    """One param as text. Whole numbers stay numbers, so that a template may format them."""
    if isinstance(value, Ref):
        return known.names.get(value.kind, {}).get(UUID(value.id)) or _("（不便显示）")
    if isinstance(value, Said):
        return known.words.get(UUID(value.id)) or _("（已依法删除）")
    if isinstance(value, Words):
        return _(value.text)
    if isinstance(value, Sum):
        return _amount(Money(value.minor, value.currency))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Say):
        return _filled(value, known)
    if isinstance(value, (list, tuple)):
        between = _("；") if any(isinstance(item, Say) for item in value) else _("、")
        return between.join(str(_text(item, known)) for item in value)
    return _("（空）") if value is None else value


def _amount(money: Money) -> str:
    """As people say it (1.06 亿元), yet exact, never rounded: the book says what was written."""
    if (get_language() or "zh").startswith("zh"):
        said = spoken(money)
        exact = said if said == spoken(money, digits=_ALL_DIGITS) else in_wan(money)
        return _WHOLE.sub(lambda whole: f"{int(whole[0]):,}", exact, count=1)
    digits = MINOR_DIGITS[money.currency]
    whole, rest = divmod(abs(money.minor), 10**digits)
    sign = "-" if money.minor < 0 else ""
    return f"{sign}{money.currency} {whole:,}" + (f".{rest:0{digits}d}" if digits and rest else "")
