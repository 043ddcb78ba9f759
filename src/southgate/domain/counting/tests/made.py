"""Plain rows and rules for worked examples: a signing that counts, and what is changed in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from southgate.domain.counting.definitions import Scope, asked, evaluate, why_not
from southgate.domain.counting.rules import Exclusions, Floor, Large, Listed, RateKey, RateRule, RateRules, Rules
from southgate.domain.counting.rules import SigningRules as Kinds
from southgate.domain.counting.signed import definitions, rate_definitions
from southgate.domain.counting.words import CLASSES, SigningKind
from southgate.domain.money import Rounding
from southgate.domain.periods import Period
from southgate.domain.projects import Nature

WAN, YI = 10_000_00, 100_000_000_00
"""One 万元, one 亿元 in 分."""
ZONE, ELSEWHERE = UUID(int=100), UUID(int=200)
YEAR = Period(2026)
SANMING = Kinds(
    project=(SigningKind.FIRST, SigningKind.OWNER_CHANGE),
    money=(SigningKind.FIRST, SigningKind.OWNER_CHANGE, SigningKind.INCREASE),
    upgrade=(SigningKind.UPGRADE,),
    large=Large(cny=YI, usd=10_000_000_00),
)
RULES = Rules(signings=SANMING, listed=Listed(CLASSES, 500_001))
CITY = replace(
    RULES,
    exclusions=Exclusions(tuple(n for n in Nature if n is not Nature.ORDINARY), False, Floor(YI, 50_000_000_00)),
)
RATES = RateRules(tuple(RateRule(key, key.value, "", 1, Rounding.HALF_UP) for key in RateKey))
_numbers = count(1)


def signing(**changed: Any) -> dict[str, Any]:
    """A confirmed first signing of a signed project of the zone, 5 亿元, in March 2026."""
    number = next(_numbers)
    row: dict[str, Any] = {
        "id": UUID(int=number), "zone_id": ZONE, "park_id": None, "project_id": UUID(int=10_000 + number),
        "kind": "first", "form": "contract", "signed_on": date(2026, 3, 5), "event_id": None, "lead_unit_id": None,
        "amount": 5 * YI, "currency": "CNY", "rate_millionths": None, "rate_on": None, "amount_cny": 5 * YI,
        "reinvestment": False, "municipal": False, "carved_from_id": None, "recognised_number": "",
        "listed_class": "", "listed_key": "", "listed_share_millionths": None, "assessed_months": 3,
        "unreported_months": 0, "state": "confirmed", "withdrawn": False, "replaced_by": None,
        "project.confidential": False, "project.withdrawn": False, "project.stage": "signed",
        "project.nature": "ordinary", "project.money_in_place": None, "project.landed_on": None,
        "project.start_on": None, "project.produced_on": None,
    }  # fmt: skip
    given = {name.replace("project_", "project.", 1) if name not in row else name: one for name, one in changed.items()}
    if "amount" in given and "amount_cny" not in given:
        given["amount_cny"] = given["amount"] if given.get("currency", "CNY") == "CNY" else None
    assert given.keys() <= row.keys(), given.keys() - row.keys()
    return {**row, **given}


def value(rules: Rules, key: str, *rows: dict[str, Any], scope: Scope | None = None) -> int:
    return evaluate(definition(rules, key), scope or Scope((ZONE,), YEAR), rows)


def reason(rules: Rules, key: str, row: dict[str, Any], scope: Scope | None = None) -> str:
    """The key of the condition that tells the row apart; empty when it counts."""
    found = why_not(asked(definition(rules, key), scope or Scope((ZONE,), YEAR)), row)
    return found.key if found is not None else ""


def definition(rules: Rules, key: str) -> Any:
    return next(one for one in definitions(rules) if one.key == key)


def rate(rules: Rules, key: RateKey, *rows: dict[str, Any], period: Period = YEAR) -> tuple[int, int]:
    """Numerator and denominator."""
    found = next(one for one in rate_definitions(replace(rules, rates=RATES), period.last) if one.key == key.value)
    scope = Scope((ZONE,), period)
    return evaluate(found.part, scope, rows), evaluate(found.over, scope, rows)
