"""Which gates and deadlines hold in a zone on a day: packs of `stages.gates/1` and `signing.deadlines/1`.

A zone that chose none works by the seven stages of the reports and the deadlines shipped with the product.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.fields.projects import OWN
from southgate.domain.counting.words import Form, SigningKind
from southgate.domain.errors import Reason, Refused
from southgate.domain.gates.deadlines import DeadlineTable, deadline_faults
from southgate.domain.gates.table import Check, Fault, GateTable, Words, faults
from southgate.kernel.exchange.fields import Kind
from southgate.kernel.packs.schemas import Schema, register
from southgate.kernel.packs.selectors import pack_for
from southgate.kernel.packs.shipped import shipped
from southgate.kernel.packs.toml import PackText

GATES, DEADLINES = "stages.gates/1", "signing.deadlines/1"
DAYS = tuple(field.name for field in OWN if field.kind is Kind.DAY and field.grain)
SUMS = ("investment_cny", "money_in_place", "output_expected", "tax_expected")
"""Sums that are always in 分."""
WORDS = Words(
    {Check.FIELD: frozenset(field.name for field in OWN), Check.DAY: frozenset(DAYS), Check.SUM: frozenset(SUMS)},
    frozenset(SigningKind),
    frozenset(Form),
)
LABELS = {
    "stage": "阶段", "need": "要件", "document": "材料", "option": "供选", "review": "评审规则",
    "deadline": "时限", "check": "看什么", "label": "名称", "say": "缺的时候说", "mend": "怎么补",
    "kinds": "种类", "fields": "项目的哪几项", "members": "成员至少", "share_millionths": "比例（百万分之）",
    "everyone": "人人都要提意见", "months": "月数", "conditions_agree": "附条件算同意", "against": "不同意最多",
    "modes": "用地方式", "works": "照片拍的是什么", "count": "份数", "least": "至少（分）", "uses": "用途",
    "forms": "合同或协议", "options": "几样有一样就行", "only": "只对", "source": "出处",
    "overridable": "可以放行", "help": "说明", "file": "要有文件", "number": "要有文号", "issued": "要有日期",
    "planned": "写明计划的日期", "photo": "现场照片", "also": "也算", "when": "条件", "year": "哪一年",
    "says": "含义", "field": "哪一项",
}  # fmt: skip


def read_gates(pack: PackText) -> GateTable:
    """The table of a pack. Raises Refused with every fault, each with file and line."""
    table = pack.read(GateTable)
    _refuse(pack, faults(table, WORDS))
    return table


def read_deadlines(pack: PackText) -> DeadlineTable:
    """The deadlines of a pack. Raises Refused with every fault, each with file and line."""
    table = pack.read(DeadlineTable)
    _refuse(pack, list(deadline_faults(table, WORDS)))
    return table


def _refuse(pack: PackText, found: list[Fault]) -> None:
    if found:
        raise Refused([Reason(say, params, pack.where(path)) for path, say, params in found])


GATE_SCHEMA = register(Schema(GATES, "阶段与关口", read_gates, labels=LABELS, default="reports.stages"))
DEADLINE_SCHEMA = register(Schema(DEADLINES, "签约后的时限", read_deadlines, labels=LABELS, default="anqing.deadlines"))


def gates_for(zone: UUID, day: date) -> GateTable:
    """The gates of the zone on the day; before any pack is loaded, the shipped default."""
    table: GateTable = _in_force(GATE_SCHEMA, zone, day)
    return table


def deadlines_for(zone: UUID, day: date) -> DeadlineTable:
    table: DeadlineTable = _in_force(DEADLINE_SCHEMA, zone, day)
    return table


def _in_force(schema: Schema, zone: UUID, day: date) -> Any:
    found = pack_for(schema.name, zone=zone, day=day)
    return found.value if found is not None else _as_shipped(schema.name)


@cache
def _as_shipped(schema: str) -> Any:
    known = {GATES: GATE_SCHEMA, DEADLINES: DEADLINE_SCHEMA}[schema]
    folder = known.default.partition(".")[0]
    return next(known.read(pack) for pack in shipped(folder) if pack.head.key == known.default)
