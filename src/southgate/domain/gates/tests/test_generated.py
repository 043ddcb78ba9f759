"""A thousand generated projects at a gate with every kind of need, against a reading of the rules that shares no code.

The naive reading asks one plain question a need, written from what the need says and not from how it is judged.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from southgate.domain.gates.judging import judge
from southgate.domain.gates.table import Only, Year
from southgate.domain.gates.tests.tables import TODAY, document, need, reviewed, signed, standing, table
from southgate.domain.projects import STAGES, Stage

OPTIONS = (
    need("document", "", "o_contract", kinds=("contract",)),
    need("document", "", "o_photos", kinds=("photo",), count=2, works=("piling",)),
)
GATE = table(
    need("document", "signed", "text", kinds=("contract", "agreement")),
    need("field", "signed", "investor", fields=("enterprise",), only=Only.INVESTED),
    need("review", "signed", "admission", kinds=("admission",), only=Only.INVESTED),
    need("signing", "signed", "formal", forms=("contract",)),
    need("document", "landed", "plan", kinds=("plan",), year=Year.THIS),
    need("money", "landed", "paid", uses=("land",), least=500),
    need("any", "started", "works", options=("o_contract", "o_photos")),
    need("day", "building", "promise", fields=("production_promised_on",), year=Year.LATER),
    need("money", "building", "quarter", share_millionths=250_000),
    need("sum", "production", "size", fields=("investment_cny",), least=1_000),
    options=OPTIONS,
)


def random_standing(dice: random.Random):
    def some(what, most):
        return tuple(what() for _ in range(dice.randrange(most + 1)))

    def any_document():
        kind = dice.choice(["contract", "agreement", "photo", "plan", "other"])
        planned = TODAY + timedelta(days=dice.randrange(-400, 400)) if kind == "plan" else None
        work = dice.choice(["piling", "levelling"]) if kind == "photo" else ""
        return document(kind, dice.choice("abcd"), work=work, planned_on=planned)

    days = {"production_promised_on": date(dice.choice([2025, 2026, 2027]), 6, 30)} if dice.random() < 0.7 else {}
    sums = {"investment_cny": dice.choice([999, 1_000, 4_000])} if dice.random() < 0.8 else {}
    return standing(
        dice.choice(STAGES),
        public_works=dice.random() < 0.3,
        given=frozenset({"enterprise"}) if dice.random() < 0.5 else frozenset(),
        days=days,
        sums=sums,
        planned=sums.get("investment_cny"),
        arrived={use: dice.choice([0, 1, 249, 250, 500, 1_000]) for use in ("fixed", "working", "land")},
        documents=some(any_document, 5),
        reviews=some(lambda: reviewed(dice.choice(["passed", "returned"])), 2),
        signings=some(lambda: signed(dice.choice(["contract", "agreement"]), amount=dice.choice([None, 2_000])), 2),
    )


def naive_unmet(it, to: Stage) -> list[str]:
    """What is missing, read from the sentences of the table and not from its code."""
    names = ["talks", "signed", "landed", "started", "building", "production", "full"]
    here, there = names.index(it.stage.value), names.index(to.value)
    missing: list[str] = []

    def ask(stage, key, answer):
        if here < names.index(stage) <= there and not answer:
            missing.append(key)

    kinds = [one.kind for one in it.documents]
    ask("signed", "text", "contract" in kinds or "agreement" in kinds)
    ask("signed", "investor", it.public_works or "enterprise" in it.given)
    ask("signed", "admission", it.public_works or (it.reviews != () and it.reviews[-1].state == "passed"))
    ask("signed", "formal", any(one.form == "contract" for one in it.signings))
    ask("landed", "plan", any(one.kind == "plan" and one.planned_on.year == 2026 for one in it.documents))
    ask("landed", "paid", it.arrived["land"] >= 500)
    photos = {one.digest for one in it.documents if one.kind == "photo" and one.work == "piling"}
    ask("started", "works", "contract" in kinds or len(photos) >= 2)
    promised = it.days.get("production_promised_on")
    ask("building", "promise", promised is not None and promised.year >= 2027)
    ask("building", "quarter", enough(it))
    ask("production", "size", it.sums.get("investment_cny", 0) >= 1_000)
    return missing


def enough(it) -> bool:
    """A quarter of what was contracted: signed sums where one is known, else what was planned."""
    amounts = [one.amount for one in it.signings if one.amount is not None]
    contracted = sum(amounts) if amounts else (it.planned or 0)
    return contracted > 0 and 4 * sum(it.arrived.values()) >= contracted


def test_a_thousand_projects_are_read_the_same_way_twice():
    dice = random.Random(20261124)
    met = unmet = 0
    for _ in range(1_000):
        it, to = random_standing(dice), dice.choice(STAGES)
        found = [one.need.key for one in judge(GATE, it, to, today=TODAY) if not one.met]
        assert found == naive_unmet(it, to), (it, to)
        met, unmet = met + (not found), unmet + bool(found)
    assert met > 200 and unmet > 300, "the cases try both answers"


def test_every_need_is_once_met_and_once_unmet():
    dice = random.Random(7)
    seen: set[tuple[str, bool]] = set()
    for _ in range(600):
        seen |= {(one.need.key, one.met) for one in judge(GATE, random_standing(dice), Stage.FULL, today=TODAY)}
    assert seen == {(one.key, met) for one in GATE.need for met in (True, False)}
