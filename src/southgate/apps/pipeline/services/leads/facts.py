"""Everything that is wrong with the values of a lead, by the same rules as those of the project it may become."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.fields.leads import BY_NAME, FIELDS
from southgate.apps.pipeline.models.leads import LeadColumns
from southgate.apps.pipeline.services.projects import facts, references
from southgate.domain.errors import Reason
from southgate.domain.projects import ProjectFacts, refusals
from southgate.kernel.exchange.columns import to_columns
from southgate.kernel.exchange.fields import REFERENCES
from southgate.kernel.identity.actor import Actor

Values = Mapping[str, Any]
LONGEST = 2000
"""Characters of a reason, an answer, a report."""


def columns_of(row: LeadColumns) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in LeadColumns._meta.concrete_fields}


def columns_from(values: Values) -> dict[str, Any]:
    """Values by column: words become kept words, an empty text is "". Raises KeyError for a stranger."""
    return to_columns(FIELDS, values)


def wrong(columns: Mapping[str, Any], changed: Collection[str] | None, today: date) -> list[Reason]:
    """Reasons against the lead as it would be. `changed` are names of fields; None: all of a new one."""
    known = ProjectFacts(
        name=columns.get("name") or "", confidential=bool(columns.get("confidential")),
        currency=columns.get("currency") or "CNY", rate_millionths=columns.get("rate_millionths"),
        rate_on=columns.get("rate_on"), planned=columns.get("investment_planned"),
    )  # fmt: skip
    found = [
        reason for reason in refusals(known, today=today, changed=changed) if reason.where in {*BY_NAME, "currency"}
    ]
    for name in ("received_on", "first_contact_on"):
        day = columns.get(name)
        if day is not None and day > today and (changed is None or name in changed):
            found.append(Reason("%(day)s 还没有到", {"day": day.isoformat()}, where=name, mend="写实际发生的日期"))
    return found


def misfits(values: Values) -> list[Reason]:
    return facts.misfits(values, FIELDS)


def unknown(values: Values, zone: UUID, by: Actor) -> list[Reason]:
    """Reasons against references: park, units, firm must be of the zone."""
    given = {name: value for name, value in values.items() if name in BY_NAME and BY_NAME[name].kind in REFERENCES}
    first = given.pop("first_unit", None)
    asked = [given, {"lead_unit": first} if first is not None else {}]
    own, of_first = references.unknown(asked, references.ground(zone), by)
    return own + [replace(one, params={"label": BY_NAME["first_unit"].label}, where="first_unit") for one in of_first]


def said(text: str, where: str, *, ask: str) -> list[Reason]:
    """Reasons against a text that must be there. `ask` is what it has to say."""
    if not text.strip():
        return [Reason(ask, where=where, mend="写明原因" if where == "reason" else "写明内容")]
    if len(text) > LONGEST:
        params = {"length": len(text), "longest": LONGEST}
        return [Reason("有 %(length)d 个字，最多 %(longest)d 个", params, where=where, mend="请缩短")]
    return []


def day_of_step(on: date | None, received: date, today: date) -> list[Reason]:
    """A step happens after the lead came, and not in the future."""
    if on is None:
        return []
    if on > today:
        return [Reason("%(day)s 还没有到", {"day": on.isoformat()}, where="occurred_on", mend="写实际发生的日期")]
    if on < received:
        params = {"day": on.isoformat(), "received": received.isoformat()}
        return [Reason("%(day)s 早于收到线索的 %(received)s", params, where="occurred_on", mend="核对日期")]
    return []


def all_of(*groups: Sequence[Reason]) -> list[Reason]:
    return [reason for group in groups for reason in group]
