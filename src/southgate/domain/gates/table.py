"""A gate as data: which stages a place names, what each asks for, which documents there are, how a review passes.

Everything here is read from a pack (`stages.gates/1`); nothing about a place is written in code. One table answers
both questions: may the project move there, and what is still missing (STYLE 4.1).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from southgate.domain.gates.reviews import ReviewRule
from southgate.domain.money import MILLION
from southgate.domain.projects import STAGES, Stage

Fault = tuple[str, str, Mapping[str, Any]]
"""Where (`need[2].kinds`), a Chinese message template, and its params."""


class Check(StrEnum):
    """What a need looks at."""

    FIELD = "field"  # the project says something of itself: `fields` are filled in
    DAY = "day"  # the days `fields` are known, and lie in `year`
    SUM = "sum"  # the sums `fields` are known and at least `least`
    DOCUMENT = (
        "document"  # `count` documents of `kinds`; photos among them show one of `works`; promising a day in `year`
    )
    REVIEW = "review"  # the last decided review of `kinds` was passed
    SIGNING = "signing"  # a signing of `kinds` and `forms` that was not rejected
    MONEY = "money"  # accepted money of `uses`: at least `least`, and `share_millionths` of the contract money
    ANY = "any"  # one of `options` is met


class Year(StrEnum):
    """In which year a day lies, seen from today."""

    KNOWN = "known"
    THIS = "this"
    LATER = "later"
    EARLIER = "earlier"


class Only(StrEnum):
    """Which projects a need is for: all, those with an investor, public works alone."""

    ALL = "all"
    INVESTED = "invested"
    PUBLIC_WORKS = "public_works"


@dataclass(frozen=True, slots=True)
class Need:
    """One line of a gate. `stage` is the key of a stage of the same table; empty for an option of another need.

    `label` names it in a list, `say` is what the officer reads when it is missing, `mend` what to do about it.
    `least` in 分. `overridable`: a second person may let a project pass without it.
    """

    key: str
    check: Check
    label: str
    say: str
    mend: str
    stage: str = ""
    only: Only = Only.ALL
    source: str = ""
    overridable: bool = True
    fields: tuple[str, ...] = ()
    year: Year = Year.KNOWN
    least: int = 0
    share_millionths: int = 0
    kinds: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    count: int = 1
    works: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """A day of the project must lie in a year, for a local stage to be the one that the project is in."""

    field: str
    year: Year = Year.KNOWN


@dataclass(frozen=True, slots=True)
class LocalStage:
    """A stage as the place calls it. `stage` is the canonical one that it opens; `also` others that belong to it.

    `when` tells two local stages of one canonical stage apart (七个一批: 谋划 and 洽谈 are both talks).
    """

    key: str
    label: str
    stage: Stage
    says: str = ""
    source: str = ""
    also: tuple[Stage, ...] = ()
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document, and what must be said of one when it is added. `photo`: the facts of a site photo."""

    key: str
    label: str
    help: str = ""
    file: bool = True
    number: bool = False
    issued: bool = False
    planned: bool = False
    photo: bool = False


@dataclass(frozen=True, slots=True)
class GateTable:
    """The whole pack. Names are those of its TOML tables (`[[stage]]`, `[[need]]` …)."""

    stage: tuple[LocalStage, ...]
    need: tuple[Need, ...]
    document: tuple[DocumentKind, ...]
    review: ReviewRule
    option: tuple[Need, ...] = ()

    def document_kind(self, key: str) -> DocumentKind | None:
        return next((kind for kind in self.document if kind.key == key), None)

    def has(self, stage: Stage) -> bool:
        """Whether the place knows a stage that opens this canonical one."""
        return any(row.stage is stage for row in self.stage)

    def named(self, stage: Stage) -> LocalStage | None:
        """The local stage that opens this canonical one: the last such row."""
        return next((row for row in reversed(self.stage) if row.stage is stage), None)

    def after(self, stage: Stage) -> Stage | None:
        """The next canonical stage that the place knows; None at the end."""
        later = (one for one in STAGES[STAGES.index(stage) + 1 :] if self.has(one))
        return next(later, None)


_TAKES: Mapping[Check, frozenset[str]] = {
    Check.FIELD: frozenset({"fields"}),
    Check.DAY: frozenset({"fields", "year"}),
    Check.SUM: frozenset({"fields", "least"}),
    Check.DOCUMENT: frozenset({"kinds", "count", "works", "year"}),
    Check.REVIEW: frozenset({"kinds"}),
    Check.SIGNING: frozenset({"kinds", "forms"}),
    Check.MONEY: frozenset({"uses", "least", "share_millionths"}),
    Check.ANY: frozenset({"options"}),
}
_MUST: Mapping[Check, tuple[str, ...]] = {
    Check.FIELD: ("fields",), Check.DAY: ("fields",), Check.SUM: ("fields",), Check.DOCUMENT: ("kinds",),
    Check.REVIEW: ("kinds",), Check.SIGNING: (), Check.MONEY: (), Check.ANY: ("options",),
}  # fmt: skip
_NOTHING: Mapping[str, Any] = {
    "fields": (), "year": Year.KNOWN, "least": 0, "share_millionths": 0, "kinds": (), "forms": (), "count": 1,
    "works": (), "uses": (), "options": (),
}  # fmt: skip
USES = ("fixed", "working", "land")
REVIEW_KINDS = ("admission",)


@dataclass(frozen=True, slots=True)
class Words:
    """What needs may name: fields by the check that looks at them, kinds and forms of signings."""

    fields: Mapping[Check, Collection[str]]
    signings: Collection[str]
    forms: Collection[str]


def faults(table: GateTable, words: Words) -> list[Fault]:
    """Everything that is wrong with a table."""
    return [
        *_stage_faults(table, words),
        *_twice(table),
        *(fault for path, need in rows_of(table) for fault in need_faults(path, need, table, words)),
        *_review_faults(table.review),
    ]


def rows_of(table: GateTable) -> Iterator[tuple[str, Need]]:
    """Every need and option with its place in the pack."""
    yield from ((f"need[{number}]", need) for number, need in enumerate(table.need, 1))
    yield from ((f"option[{number}]", need) for number, need in enumerate(table.option, 1))


def _stage_faults(table: GateTable, words: Words) -> Iterator[Fault]:
    keys = {row.key for row in table.stage}
    for number, row in enumerate(table.stage, 1):
        for place, one in enumerate(row.when, 1):
            if one.field not in words.fields[Check.DAY]:
                yield f"stage[{number}].when[{place}].field", "不认识『%(word)s』", {"word": one.field}
    order = [STAGES.index(row.stage) for row in table.stage]
    if not table.stage:
        yield "stage", "至少要有一个阶段", {}
    for number, (here, before) in enumerate(zip(order[1:], order, strict=False), 2):
        if here < before:
            yield f"stage[{number}].stage", "阶段的顺序不能倒过来", {}
    for number, need in enumerate(table.need, 1):
        if need.stage not in keys:
            yield f"need[{number}].stage", "没有『%(stage)s』这个阶段", {"stage": need.stage}
    for number, option in enumerate(table.option, 1):
        if option.stage:
            yield f"option[{number}].stage", "供选的一项不写阶段", {}
        if option.check is Check.ANY:
            yield f"option[{number}].check", "供选的一项不能再有供选", {}


def _twice(table: GateTable) -> Iterator[Fault]:
    yield from _repeated((f"stage[{number}].key", row.key) for number, row in enumerate(table.stage, 1))
    yield from _repeated((f"document[{number}].key", kind.key) for number, kind in enumerate(table.document, 1))
    yield from _repeated((f"{path}.key", need.key) for path, need in rows_of(table))


def _repeated(keys: Iterator[tuple[str, str]]) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, key in keys:
        if key in seen:
            yield path, "『%(key)s』写了两次", {"key": key}
        seen.add(key)


def need_faults(path: str, need: Need, table: GateTable | None, words: Words) -> Iterator[Fault]:
    """What is wrong with one need. Without a `table` (a deadline's need) any kind of document may be named."""
    for name in _MUST[need.check]:
        if not getattr(need, name):
            yield f"{path}.{name}", "这种要件要写 %(name)s", {"name": name}
    for name in _NOTHING.keys() - _TAKES[need.check]:
        if getattr(need, name) != _NOTHING[name]:
            yield f"{path}.{name}", "这种要件不用写 %(name)s", {"name": name}
    known = {
        "fields": words.fields.get(need.check, ()),
        "uses": USES,
        "forms": words.forms,
        "options": {option.key for option in table.option} if table else (),
        "kinds": _kinds(need, table, words.signings),
    }
    for name, may in known.items():
        for word in getattr(need, name):
            if may is not None and word not in may:
                yield f"{path}.{name}", "不认识『%(word)s』", {"word": word}
    if need.count < 1 or need.least < 0 or not 0 <= need.share_millionths <= MILLION:
        yield path, "份数从 1 起，金额不能是负数，比例在 0 到 1000000 之间", {}
    if need.check is Check.MONEY and not need.least and not need.share_millionths:
        yield path, "到位资金要写 least 或 share_millionths", {}


def _kinds(need: Need, table: GateTable | None, signings: Collection[str]) -> Collection[str] | None:
    """The kinds that a need may name; None where any may."""
    match need.check:
        case Check.SIGNING:
            return signings
        case Check.REVIEW:
            return REVIEW_KINDS
        case Check.DOCUMENT if table is not None:
            return {kind.key for kind in table.document}
    return None


def _review_faults(rule: ReviewRule) -> Iterator[Fault]:
    if rule.members < 1 or rule.against < 0 or not 0 <= rule.share_millionths <= MILLION:
        yield "review", "成员至少 1 个，不同意的个数不能是负数，比例在 0 到 1000000 之间", {}
