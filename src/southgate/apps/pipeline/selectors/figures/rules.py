"""Which rules of counting hold in a zone on a day: one pack of each kind, put together.

A zone that chose none counts by what the product ships: Sanming's kinds, a city's exclusions, Hunan's 500 lists,
Xuchang's rates. Weights and the county's assessment count only where a zone chose them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from southgate.domain.counting.rules import (
    Assessment,
    Exclusions,
    Large,
    Listed,
    RateRules,
    Rules,
    SigningRules,
    Weights,
)
from southgate.domain.counting.words import SigningKind
from southgate.domain.errors import Reason, Refused
from southgate.domain.money import MILLION
from southgate.kernel.packs.schemas import Schema, register
from southgate.kernel.packs.selectors import pack_for
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.packs.toml import PackText

Faults = Iterator[tuple[str, str]]
"""(path, Chinese message) of each fault."""


@dataclass(frozen=True, slots=True)
class _Counts:
    project: tuple[SigningKind, ...]
    money: tuple[SigningKind, ...]
    upgrade: tuple[SigningKind, ...]


@dataclass(frozen=True, slots=True)
class _Signings:
    counts: _Counts
    large: Large


@dataclass(frozen=True, slots=True)
class _Exclusions:
    exclude: Exclusions


@dataclass(frozen=True, slots=True)
class _Weights:
    weight: Weights


@dataclass(frozen=True, slots=True)
class _Assessment:
    assess: Assessment


@dataclass(frozen=True, slots=True)
class _Listed:
    listed: Listed


def read_signings(pack: PackText) -> SigningRules:
    """Raises Refused with every fault, each with file and line; so do the readers below."""
    read = pack.read(_Signings)
    counts = read.counts
    _refuse(pack, _wrong_kinds(counts, read.large))
    return SigningRules(counts.project, counts.money, counts.upgrade, read.large)


def _wrong_kinds(counts: _Counts, large: Large) -> Faults:
    if SigningKind.REPEAT in {*counts.project, *counts.money, *counts.upgrade}:
        yield "counts", "重复签约（repeat）任何时候都不计"
    if SigningKind.FIRST not in counts.project:
        yield "counts.project", "首次签约（first）必须计为项目"
    if large.cny <= 0 or large.usd <= 0:
        yield "large", "门槛应大于零"


def read_exclusions(pack: PackText) -> Exclusions:
    found = pack.read(_Exclusions).exclude
    floor = found.floor
    bad = floor is not None and (floor.cny < 0 or floor.municipal_cny < 0)
    _refuse(pack, iter([("exclude.floor", "门槛不能是负数")] if bad else []))
    return found


def read_weights(pack: PackText) -> Weights:
    found = pack.read(_Weights).weight
    ok = 0 <= found.reinvestment <= 10 * MILLION
    _refuse(pack, iter([] if ok else [("weight.reinvestment", "权重应在 0 至 10 倍之间（百万分之）")]))
    return found


def read_assessment(pack: PackText) -> Assessment:
    found = pack.read(_Assessment).assess
    ok = 1 <= found.years <= 50
    _refuse(pack, iter([] if ok else [("assess.years", "年限应在 1 至 50 年之间")]))
    return found


def read_listed(pack: PackText) -> Listed:
    found = pack.read(_Listed).listed
    _refuse(pack, _wrong_listed(found))
    return found


def _wrong_listed(found: Listed) -> Faults:
    if not found.classes or len(set(found.classes)) != len(found.classes):
        yield "listed.classes", "每一类写一次，至少一类"
    if not 0 < found.control <= MILLION:
        yield "listed.control", "控股比例应大于 0、不超过 1000000（百万分之）"


def read_rates(pack: PackText) -> RateRules:
    found = pack.read(RateRules)
    _refuse(pack, _wrong_rates(found))
    return found


def _wrong_rates(found: RateRules) -> Faults:
    keys = [rule.key for rule in found.rate]
    for number, rule in enumerate(found.rate, 1):
        if not 0 <= rule.digits <= 4:
            yield f"rate[{number}].digits", "小数位数应在 0 至 4 之间"
        if keys.index(rule.key) != number - 1:
            yield f"rate[{number}].key", "同一个率写了两次"


def _refuse(pack: PackText, found: Faults) -> None:
    reasons = [Reason(say, {}, pack.where(path)) for path, say in found]
    if reasons:
        raise Refused(reasons)


LABELS = {
    "counts": "怎么计", "project": "计为项目", "money": "计钱", "upgrade": "计升格", "large": "亿元以上",
    "cny": "人民币（分）", "usd": "美元（美分）", "exclude": "不计的情形", "natures": "项目性质",
    "carved": "财政项目里引进的部分单列", "floor": "门槛", "municipal_cny": "市直单位引进的（分）", "weight": "权重",
    "reinvestment": "返投（百万分之）", "assess": "认定", "years": "从引进到认定最多几年", "monthly": "逐月记载",
    "platform": "要上级平台认定", "listed": "三类500强", "classes": "类别，从高到低", "control": "控股比例（百万分之）",
    "rate": "率", "says": "定义", "digits": "小数位数", "rounding": "舍入方式",
}  # fmt: skip
SCHEMAS = {
    "signings": register(Schema("counting.signings/1", "签约计数", read_signings, labels=LABELS,
                                default="sanming.signings")),
    "exclusions": register(Schema("counting.exclusions/1", "不计的情形", read_exclusions, labels=LABELS,
                                  default="target.exclusions")),
    "weights": register(Schema("counting.weights/1", "签约计分权重", read_weights, labels=LABELS)),
    "assessment": register(Schema("counting.assessment/1", "招商项目认定", read_assessment, labels=LABELS)),
    "listed": register(Schema("counting.listed/1", "三类500强项目", read_listed, labels=LABELS,
                              default="hunan.listed")),
    "rates": register(Schema("counting.rates/1", "签约项目的率", read_rates, labels=LABELS, default="xuchang.rates")),
}  # fmt: skip


def rules_for(zone: UUID, day: date) -> Rules:
    """What the zone counts by on the day, with the names of the papers."""
    found: dict[str, Any] = {}
    papers: list[str] = []
    for name, schema in SCHEMAS.items():
        value, paper = _in_force(schema, zone, day)
        found[name] = value
        if paper:
            papers.append(paper)
    return Rules(**found, papers=tuple(papers))


def _in_force(schema: Schema, zone: UUID, day: date) -> tuple[Any, str]:
    known = pack_for(schema.name, zone=zone, day=day)
    if known is not None:
        changed = "*" if known.overrides else ""
        return known.value, f"{known.head.title} · {known.key}/{known.head.version}{changed}"
    return _as_shipped(schema.name) if schema.default else (None, "")


@cache
def _as_shipped(name: str) -> tuple[Any, str]:
    schema = next(schema for schema in SCHEMAS.values() if schema.name == name)
    pack = next(one for one in shipped(schema.default.partition(".")[0]) if one.head.key == schema.default)
    return schema.read(pack), f"{pack.head.title} · {pack.head.key}/{pack.head.version}"
