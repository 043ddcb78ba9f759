"""One voucher as its page reads it: what the slip says, the slip itself, who did what, what the reader may do now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.models.vouchers import Voucher, VoucherPast
from southgate.apps.pipeline.policies import vouchers as policies
from southgate.apps.pipeline.selectors.vouchers.reading import visible, voucher_at, voucher_for
from southgate.apps.pipeline.selectors.vouchers.rules import Ruled, against, rule_for
from southgate.domain.counting.vouchers import State
from southgate.domain.errors import Reason
from southgate.domain.money import Money
from southgate.kernel.book import keeping
from southgate.kernel.files.selectors import FileSeen, files_of
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names


@dataclass(frozen=True, slots=True)
class Sight:
    """A voucher. `project_in_place`: the project's money in place as it is now, in 分.

    `can`: correct, decide, take_back (what the state and the reader's part in it leave), re_enter. `against`: what by
    the zone's rule (`ruled`) stands against accepting it.
    """

    id: UUID
    version: int
    zone: UUID
    project: UUID
    project_name: str
    project_code: str
    project_in_place: int | None
    values: Mapping[str, Any]
    state: State
    people: Mapping[str, str]
    entered_on: date
    decided_on: date | None
    reason: str
    returned: bool
    corrects: UUID | None
    corrected_by: UUID | None
    slip: FileSeen | None
    older_slips: tuple[FileSeen, ...]
    can: Mapping[str, bool]
    mine: bool
    against: tuple[Reason, ...]
    ruled: Ruled

    @property
    def amount(self) -> Money:
        return Money(self.values["amount"], self.values["currency"])

    @property
    def amount_cny(self) -> Money:
        return Money(self.values["amount_cny"])


SAID = (
    "kind", "use", "origin", "number", "issuer", "payer", "paid_on", "amount", "currency", "rate_millionths",
    "rate_on", "amount_cny",
)  # fmt: skip


def voucher(by: Actor, pk: UUID, *, today: date, position: int | None = None) -> Sight:
    """The voucher today, or as known at `position`. Raises NotFound."""
    row: Voucher | VoucherPast = voucher_for(by, pk) if position is None else voucher_at(by, pk, position)
    files = files_of("voucher", pk, marked=False)
    names = person_names(id for id in (row.entered_by_id, row.changed_by_id, row.decided_by_id) if id is not None)
    roles = {"entered": row.entered_by_id, "changed": row.changed_by_id, "decided": row.decided_by_id}
    ruled = rule_for(row.zone_id, today)
    mine = by.person is not None and by.person in {row.entered_by_id, row.changed_by_id}
    words = keeping.read([row.reason_said]) if row.reason_said is not None else {}
    return Sight(
        id=pk, version=row.version, zone=row.zone_id, project=row.project_id, project_name=row.project.name,
        project_code=row.project.code, project_in_place=row.project.money_in_place,
        values={name: getattr(row, name) for name in SAID}, state=State(row.state),
        people={role: names.get(id, "") for role, id in roles.items() if id is not None}, entered_on=row.entered_on,
        decided_on=row.decided_on, reason=words.get(row.reason_said, "") if row.reason_said is not None else "",
        returned=row.returned, corrects=row.corrects, corrected_by=_follower(by, pk) if position is None else None,
        slip=next((file for file in files if file.id == row.file), None),
        older_slips=tuple(file for file in files if file.id != row.file),
        can=_can(by, row, mine) if position is None else {}, mine=mine,
        against=tuple(against(row, ruled)), ruled=ruled,
    )  # fmt: skip


def _follower(by: Actor, pk: UUID) -> UUID | None:
    """The voucher that was entered in the place of this one."""
    found: UUID | None = visible(by).filter(corrects=pk).order_by("-position").values_list("pk", flat=True).first()
    return found


def _can(by: Actor, row: Any, mine: bool) -> dict[str, bool]:
    state = State(row.state)
    enters, decides = policies.RULES.can(by, "correct", row), policies.RULES.can(by, "decide", row) and not mine
    return {
        "correct": enters and state is State.ENTERED,
        "decide": decides and state is State.ENTERED,
        "take_back": decides and state is State.ACCEPTED,
        "re_enter": enters and state is State.REJECTED,
    }
