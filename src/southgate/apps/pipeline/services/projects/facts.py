"""From columns to what the rules of the domain look at; and everything that is wrong with the values of a command."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from southgate.apps.pipeline.fields.projects import BY_COLUMN, BY_NAME, FIELDS
from southgate.apps.pipeline.models.projects import GRAINS, ProjectColumns
from southgate.domain.errors import Reason
from southgate.domain.projects import Day, ProjectFacts, Stage, refusals
from southgate.kernel.exchange.columns import strangers
from southgate.kernel.exchange.fields import Field, Kind
from southgate.kernel.exchange.typed import NEVER_EMPTY

Columns = Mapping[str, Any]
WITH_RATE = frozenset({"currency", "rate_millionths", "rate_on"})
COUNTED = ("money_in_place", "output_expected", "tax_expected", "jobs_expected", "land_thousandths")
ANY_FIELD = tuple(FIELDS)


def facts_of(columns: Columns) -> ProjectFacts:
    """The facts of a project given by columns; what is missing is not given."""
    days = tuple(
        (name, Day(columns[name], columns.get(grain) == "m"))
        for name, grain in GRAINS.items()
        if columns.get(name) is not None
    )
    return ProjectFacts(
        name=columns.get("name") or "",
        stage=Stage(columns.get("stage") or Stage.TALKS),
        confidential=bool(columns.get("confidential")),
        public_works=bool(columns.get("public_works")),
        has_enterprise=columns.get("enterprise_id") is not None,
        fund_source=columns.get("fund_source") or "",
        currency=columns.get("currency") or "CNY",
        rate_millionths=columns.get("rate_millionths"),
        rate_on=columns.get("rate_on"),
        planned=columns.get("investment_planned"),
        fixed=columns.get("investment_fixed"),
        working=columns.get("investment_working"),
        land=columns.get("investment_land"),
        counts=tuple((name, columns.get(name)) for name in COUNTED),
        progress_millionths=columns.get("progress_millionths"),
        days=days,
    )


def columns_of(row: ProjectColumns) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in ProjectColumns._meta.concrete_fields}


def wrong(columns: Columns, changed: Collection[str] | None, *, today: date, lenient: bool = False) -> list[Reason]:
    """Reasons of the domain against the record as it would be; `where` is a field's name.

    `lenient`: a ledger that names foreign money without a rate is taken as it is; its sum counts nowhere until then.
    """
    names = None if changed is None else {_name(column) for column in changed}
    found = refusals(facts_of(columns), today=today, changed=names)
    return [reason for reason in found if not (lenient and reason.where in {"rate_millionths", "rate_on"})]


def _name(column: str) -> str:
    return BY_COLUMN[column].name if column in BY_COLUMN else column


BY_VOUCHERS = Reason(
    "到位资金已按凭证累计，不能手填", where="money_in_place", mend="登记新凭证，或撤回有误的凭证；导入时这一格留空"
)  # fmt: skip


def against_vouchers(changed: Collection[str], vouchers: int) -> list[Reason]:
    """Once a voucher was accepted, money in place is their sum: nobody types another one."""
    return [BY_VOUCHERS] if vouchers and "money_in_place" in changed else []


def misfits(values: Mapping[str, Any], fields: tuple[Field, ...] = ANY_FIELD) -> list[Reason]:
    """Values that no column could hold: strangers, texts too long, words no choice has. Types were read before.

    `fields` are those of a project, unless the record is of another kind.
    """
    found = strangers(fields, {name: value for name, value in values.items() if name not in WITH_RATE})
    by_name = BY_NAME if fields is ANY_FIELD else {field.name: field for field in fields}
    for name, value in values.items():
        field = by_name.get(name)
        if field is not None and value is None and field.kind in NEVER_EMPTY:
            found.append(Reason("『%(label)s』不能清空", {"label": field.label}, where=name))
        if field is None or value is None:
            continue
        if field.kind is Kind.TEXT and len(str(value)) > field.longest:
            params = {"length": len(value), "longest": field.longest}
            found.append(Reason("有 %(length)d 个字，最多 %(longest)d 个", params, where=name, mend="请缩短"))
        if field.kind is Kind.CHOICE and value not in dict(field.choices):
            found.append(Reason("“%(text)s”不在可选项里", {"text": str(value)}, where=name, mend="从可选项里选"))
        if field.kind is Kind.SUM and not -(2**62) < value < 2**62:
            found.append(Reason("金额大得不像真的", where=name, mend="核对单位"))
    return found
