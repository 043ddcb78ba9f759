"""The packs behind agreements: which passages ask for a review, and what a commitment is measured by."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as _

from southgate.domain.agreements.commitments import Measures
from southgate.domain.agreements.rules import ClauseRules
from southgate.domain.errors import Reason, Refused
from southgate.kernel.packs.schemas import Schema, register
from southgate.kernel.packs.selectors import InForce, pack_for
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.packs.toml import PackHead, PackText

CLAUSES, MEASURES = "agreements.clauses/1", "agreements.measures/1"
NEAREST, FARTHEST = 4, 400
MOST_PLACES = 6
CLAUSE_LABELS = {
    "negations": _("否定的说法"), "before": _("在前的否定词"), "not_before": _("使前面的否定另有所指的词"),
    "after": _("在后的否定词"), "ending": _("表示优惠到此为止的词"), "condition": _("条件词"), "rule": _("规则"),
    "flag": _("标记"), "why": _("为什么标"), "groups": _("词组，每组各中一个词"), "near": _("相距不超过几个字"),
    "unless": _("同句有这些词就不标"), "denied": _("否定时不标"),
}  # fmt: skip
MEASURE_LABELS = {
    "measure": _("衡量项目"), "side": _("哪一方"), "unit": _("单位"), "places": _("小数位数"), "counted": _("要写数量"),
    "award": _("奖补"), "tax": _("税收"),
}  # fmt: skip


def read_clauses(pack: PackText) -> ClauseRules:
    """Raises Refused with every fault: a group without words, a distance that finds nothing or everything."""
    rules = pack.read(ClauseRules)
    faults = _keys_once(pack, "rule", [rule.key for rule in rules.rule])
    for number, rule in enumerate(rules.rule, 1):
        if not rule.groups or not all(rule.groups):
            faults.append(Reason("词组不能是空的", {}, pack.where(f"rule[{number}].groups")))
        if not NEAREST <= rule.near <= FARTHEST:
            params = {"least": NEAREST, "most": FARTHEST}
            faults.append(Reason("应在 %(least)s 至 %(most)s 之间", params, pack.where(f"rule[{number}].near")))
    if faults:
        raise Refused(faults)
    return rules


def read_measures(pack: PackText) -> Measures:
    measures = pack.read(Measures)
    faults = _keys_once(pack, "measure", [one.key for one in measures.measure])
    for number, one in enumerate(measures.measure, 1):
        if not 0 <= one.places <= MOST_PLACES:
            params = {"least": 0, "most": MOST_PLACES}
            faults.append(Reason("应在 %(least)s 至 %(most)s 之间", params, pack.where(f"measure[{number}].places")))
        if one.award and one.side.value != "zone":
            faults.append(Reason("奖补只能是园区的承诺", {}, pack.where(f"measure[{number}].award")))
    if faults:
        raise Refused(faults)
    return measures


def _keys_once(pack: PackText, table: str, keys: list[str]) -> list[Reason]:
    again = [number for number, key in enumerate(keys, 1) if key in keys[: number - 1]]
    return [Reason("这个 key 写了两次", {}, pack.where(f"{table}[{number}].key")) for number in again]


register(Schema(CLAUSES, _("协议条款审查规则"), read_clauses, labels=CLAUSE_LABELS, default="national.clauses"))
register(Schema(MEASURES, _("协议承诺的衡量项目"), read_measures, labels=MEASURE_LABELS, default="cixi.measures"))


def clause_rules(zone: UUID, day: date) -> ClauseRules:
    """What the zone uses on the day; before any pack is loaded, the national one as shipped."""
    found = pack_for(CLAUSES, zone=zone, day=day)
    value: ClauseRules = found.value if found is not None else _as_shipped("national", CLAUSES)
    return value


def clause_source(zone: UUID, day: date) -> PackHead:
    """Which paper the rules of the zone come from."""
    found: InForce | None = pack_for(CLAUSES, zone=zone, day=day)
    return found.head if found is not None else _shipped_head("national", CLAUSES)


def measures(zone: UUID, day: date) -> Measures:
    found = pack_for(MEASURES, zone=zone, day=day)
    value: Measures = found.value if found is not None else _as_shipped("cixi", MEASURES)
    return value


@cache
def _as_shipped(folder: str, schema: str) -> Any:
    read = {CLAUSES: read_clauses, MEASURES: read_measures}[schema]
    return next(read(pack) for pack in shipped(folder) if pack.head.schema == schema)


@cache
def _shipped_head(folder: str, schema: str) -> PackHead:
    return next(pack.head for pack in shipped(folder) if pack.head.schema == schema)
