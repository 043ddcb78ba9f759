"""Signings and vouchers of the measured zone: 300,000 of both for 100,000 projects, everything invented (示例).

They are written into the book and folded into rows like any other, but past the services, whose checks of one voucher
at a time would take hours here. Nine in ten are decided by a second person; one firm in twenty comes twice with what a
reviewer should look at (the same slip, the same contract number).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any
from uuid import UUID, uuid4

from southgate.apps.pipeline.entries.signings import SigningConfirmed, SigningRegistered
from southgate.apps.pipeline.entries.vouchers import MoneyArrived, VoucherAccepted, VoucherRegistered
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.kernel.book.drafting import Draft
from southgate.kernel.book.writing import bulk_command
from southgate.kernel.identity.actor import Actor

PIECE = 4_000
KINDS = ("upgrade", "increase", "repeat")
SLIPS = (("bank_slip", "fixed"), ("bank_slip", "working"), ("land_receipt", "land"), ("invoice", "fixed"),
         ("works_settlement", "fixed"))  # fmt: skip
BANKS = tuple(f"示例银行{place}支行" for place in ("东", "南", "西", "北", "中", "港"))


@dataclass(frozen=True, slots=True)
class Deal:
    """What is written of one project: columns of its signings and of its vouchers, by column."""

    project: UUID
    zone: UUID
    signings: tuple[Mapping[str, Any], ...]
    vouchers: tuple[Mapping[str, Any], ...]


def write(actors: tuple[Actor, Actor], today: date, say: Any) -> dict[str, int]:
    """Signings and vouchers of all signed projects; the first actor enters, the second decides."""
    counts = {"signings": 0, "vouchers": 0}
    found = _deals(today)
    while deals := list(islice(found, PIECE)):
        _send(enter, deals, actors[0], today)
        ids = [deal.project for deal in deals]
        _send(confirm, _undecided(Signing, ids, "reported"), actors[1], today)
        _send(accept, _undecided(Voucher, ids, "entered"), actors[1], today)
        counts["signings"] += sum(len(deal.signings) for deal in deals)
        counts["vouchers"] += sum(len(deal.vouchers) for deal in deals)
        say(f"{counts['signings']:,} signings, {counts['vouchers']:,} vouchers")
    return counts


def _send(service: Any, commands: Sequence[Any], by: Actor, today: date) -> None:
    service(list(commands), by=by, today=today, command_id=uuid4())


def _undecided(model: Any, projects: Sequence[UUID], state: str) -> list[UUID]:
    """Nine in ten."""
    rows = model.objects.filter(project__in=projects, state=state).order_by("id").values_list("id", flat=True)
    return [id for number, id in enumerate(rows) if number % 10]


def _deals(today: date) -> Iterator[Deal]:
    for number, row in enumerate(_signed()):
        yield _deal(number, row, Random(number), today)


def _signed() -> Iterator[dict[str, Any]]:
    """Signed projects, piece by piece: the commits between would end an open cursor."""
    rows = Project.objects.filter(withdrawn=False).exclude(signed_on=None).order_by("id")
    names = ("id", "zone_id", "park_id", "enterprise_id", "lead_unit_id", "signed_on", "investment_planned", "currency")
    after = UUID(int=0)
    while piece := list(rows.filter(id__gt=after).values(*names)[:PIECE]):
        yield from piece
        after = piece[-1]["id"]


def _deal(number: int, row: Mapping[str, Any], rng: Random, today: date) -> Deal:
    sum_ = row["investment_planned"] or 100_000_000_00
    signings = [_signing(number, 0, row, "first", row["signed_on"], sum_)]
    for again in range(1, 1 + (rng.random() < 0.3) + (rng.random() < 0.1)):
        day = min(today, row["signed_on"] + timedelta(days=rng.randrange(20, 500)))
        signings.append(_signing(number, again, row, rng.choice(KINDS), day, sum_ // rng.randrange(2, 9)))
    slips = tuple(_voucher(number, slip, row, rng, sum_, today) for slip in range(rng.randrange(1, 5)))
    return Deal(row["id"], row["zone_id"], tuple(signings), slips)


def _signing(number: int, again: int, row: Mapping[str, Any], kind: str, day: date, sum_: int) -> dict[str, Any]:
    shared = number - 1 if again and number % 20 == 0 else number
    return {
        "zone_id": row["zone_id"], "park_id": row["park_id"], "project_id": row["id"], "kind": kind, "signed_on": day,
        "enterprise_id": row["enterprise_id"], "lead_unit_id": row["lead_unit_id"], "amount": sum_, "currency": "CNY",
        "contract_number": f"示例-{day.year}-{shared:06d}", "reported_on": day,
    }  # fmt: skip


def _voucher(
    number: int, slip: int, row: Mapping[str, Any], rng: Random, sum_: int, today: date
) -> dict[str, Any]:  # fmt: skip
    kind, use = SLIPS[rng.randrange(len(SLIPS))]
    day = min(today, row["signed_on"] + timedelta(days=rng.randrange(5, 700)))
    return {
        "zone_id": row["zone_id"], "park_id": row["park_id"], "project_id": row["id"], "kind": kind, "use": use,
        "number": f"SL{number:06d}{slip}", "issuer": BANKS[number % len(BANKS)], "payer": f"示例付款方{number // 2}",
        "paid_on": day, "amount": sum_ // rng.randrange(8, 60), "currency": "CNY", "entered_on": day,
    }  # fmt: skip


@bulk_command
def enter(draft: Draft, commands: Sequence[Deal], *, by: Actor, today: date) -> Mapping[str, Any]:
    for deal in commands:
        for columns in deal.signings:
            on = columns["signed_on"]
            draft.record(draft.new_id(), SigningRegistered(columns), zone=deal.zone, occurred_on=on)
        for columns in deal.vouchers:
            on = columns["paid_on"]
            draft.record(draft.new_id(), VoucherRegistered(columns), zone=deal.zone, occurred_on=on)
    return {"deals": len(commands)}


@bulk_command
def confirm(draft: Draft, commands: Sequence[UUID], *, by: Actor, today: date) -> Mapping[str, Any]:
    for row in draft.lock_many(Signing, dict.fromkeys(commands)).values():
        draft.record(row.id, SigningConfirmed(row.kind), zone=row.zone_id)
    return {"confirmed": len(commands)}


@bulk_command
def accept(draft: Draft, commands: Sequence[UUID], *, by: Actor, today: date) -> Mapping[str, Any]:
    rows = draft.lock_many(Voucher, dict.fromkeys(commands))
    projects = draft.lock_many(Project, dict.fromkeys(row.project_id for row in rows.values()))
    counted = {id for id, project in projects.items() if project.voucher_count}
    for row in rows.values():
        project = projects[row.project_id]
        first = project.id not in counted
        counted.add(project.id)
        draft.record(row.id, VoucherAccepted(on=today), zone=row.zone_id)
        arrived = MoneyArrived(row.id, row.use, row.amount_cny, first, project.money_in_place if first else None)
        draft.record(project.id, arrived, zone=row.zone_id, occurred_on=row.paid_on)
    return {"accepted": len(commands)}
