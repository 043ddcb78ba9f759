"""What the comparison of projects looks at, and the normal forms in which two projects meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from southgate.domain.caching import cached
from southgate.domain.matching.names import ProjectForms, firm_core, plain, project_forms

MOST_PRODUCTS = 5
"""Products of one project that are compared; a longer list is a catalogue."""
_OUTPUT = re.compile(
    r"(?:年产|年加工|年处理|总产能|产能)[约达]?[\d.万千百亿]+(?:吨|台|套|件|辆|只|个|片|米|平方米|立方米|支|瓶|箱)?"
)
_PRODUCT_WORDS = re.compile(r"(?:研发|生产|制造|加工|组装|及配套|配套|等|系列|产品|基地|生产线|项目)")
_LIST = re.compile(r"[、,，;；/\n]|(?<=[一-鿿])[和及与](?=[一-鿿])")
_FIRMS = re.compile(r"[、,，;；/\n]")
NOTHING_SAID = frozenset(
    {"无", "暂无", "待定", "未定", "不详", "未知", "其他", "其它", "自建", "没有", "na", "none", "tbd"}
)
"""Written into a cell to say that there is nothing to write: two of them have nothing in common."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One project. `city` is that of its zone; `signed` are the days on which it was signed, in their order.

    `planned` in 分. `confidential`: only its team knows of it, so nothing about two other projects may follow from it.
    """

    id: UUID
    zone: UUID
    name: str
    confidential: bool = False
    firm: str = ""
    credit_code: str = ""
    group: str = ""
    address: str = ""
    city: str = ""
    product: str = ""
    contractor: str = ""
    planned: int | None = None
    signed: tuple[date, ...] = ()
    start_on: date | None = None
    produced_on: date | None = None


def firm_of(facts: Facts) -> str:
    """The investing firm without its legal form; empty when nobody is named."""
    return said(firm_core(facts.firm)) if facts.firm else ""


def group_of(facts: Facts) -> str:
    return said(firm_core(facts.group)) if facts.group else ""


def investor_of(facts: Facts) -> str:
    """Who stands behind the project: the group where one is named, else the firm."""
    return group_of(facts) or firm_of(facts)


def same_investor(a: Facts, b: Facts) -> bool:
    """One firm by name or credit code, or two of one group."""
    if a.credit_code and a.credit_code == b.credit_code:
        return True
    firms = {firm_of(a), group_of(a)} & {firm_of(b), group_of(b)}
    return bool(firms - {""})


@cached(50_000)
def products_of(text: str) -> tuple[str, ...]:
    """Normal forms of the products a text names, in one order: 年产5万台精密减速器 and 精密减速器生产 are one."""
    found = {plain(_PRODUCT_WORDS.sub("", _OUTPUT.sub("", part))) for part in _LIST.split(text)}
    return tuple(sorted(core for core in map(said, found) if len(core) >= 2))[:MOST_PRODUCTS]


@cached(20_000)
def builders_of(text: str) -> tuple[str, ...]:
    """The contractors a text names, each without its legal form."""
    return tuple(sorted({core for part in _FIRMS.split(text) if len(core := said(firm_core(part))) >= 3}))


@cached(50_000)
def name_of(name: str, firm: str) -> ProjectForms:
    return project_forms(name, firm, frozenset())


def phases_of(facts: Facts) -> frozenset[str]:
    """Phases and sections that the name states (一期, 二标段)."""
    marks = name_of(facts.name, facts.firm).marks
    return frozenset(mark for mark in marks if not mark[0].isdigit())


def said(text: str) -> str:
    """The text, or nothing when it only says that there is nothing."""
    return "" if text in NOTHING_SAID else text
