"""A small kind of ledger for tests of writing and reading: fields of every kind, and rows."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.exchange.naming import KnownNames
from southgate.kernel.exchange.registry import Known

UNIT = UUID("00000000-0000-0000-0000-00000000000a")
NAMES = {Kind.UNIT: KnownNames([(UNIT, "招商一局")])}
FIELDS = (
    Field("code", "项目编码", Kind.TEXT),
    Field("name", "项目名称", Kind.TEXT, required=True),
    Field("credit_code", "信用代码", Kind.CODE),
    Field("invested", "计划投资", Kind.SUM, canonical="investment_planned", currency="currency"),
    Field("promised_on", "承诺投产", Kind.DAY, grain="promised_grain"),
    Field("jobs", "用工", Kind.COUNT, unit="人"),
    Field("land", "用地", Kind.AREA, unit="亩"),
    Field("progress", "形象进度", Kind.SHARE),
    Field("stage", "阶段", Kind.CHOICE, choices=(("talks", "在谈"), ("signed", "签约"))),
    Field("key", "重点", Kind.FLAG),
    Field("lead_unit", "责任单位", Kind.UNIT),
    Field("note", "进展", Kind.WORDS),
)
VALUES = {
    "code": "00123", "name": "=1+1精密", "credit_code": "911100001000000020", "invested": 36_500_000_000,
    "currency": "CNY", "promised_on": date(2027, 2, 28), "promised_grain": "m", "jobs": 300, "land": 120_500,
    "progress": 455_000, "stage": "signed", "key": True, "lead_unit": UNIT, "note": "@SUM(A1)\n第二行",
}  # fmt: skip


def rows(count: int = 1, **changed: object) -> list[Known]:
    return [Known(UUID(int=i + 1), 1, {**VALUES, **changed}) for i in range(count)]
