"""A believable portfolio of any size: the same seed gives the same projects, and no name or code comes twice.

Of each hundred projects exactly three are confidential talks and about three are public works without an investor;
about one in eight is a further phase of a firm that is there already.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any, TypeVar

from southgate.cli.generate import amounts, history, timeline
from southgate.cli.generate.made import STAGE_DATES, Desk, Enterprise, Ground, Made, Project
from southgate.cli.generate.numbering import (
    CODES,
    FIRMS,
    MOST,
    PUBLIC_WORKS,
    Scatter,
    brand_and_trade,
    credit_code,
    works_name,
)
from southgate.cli.generate.words import ALLOTTED, FORMS, FUND_SOURCES, LAND_MODES, PHASES, PLANTS, REGIONS
from southgate.domain.errors import Reason, Refused

BLOCK, SECRET = 100, 3  # three confidential talks in each hundred
WORKS, LOCAL, GROUPED, FURTHER = 0.03, 0.18, 0.15, 0.12
REMEMBERED = 400  # firms that may come back with a further phase
T = TypeVar("T")


@dataclass(slots=True)
class _Firm:
    enterprise: Enterprise
    base: str
    phases: int = 1


@dataclass(slots=True)
class _Maker:
    """Holds what one run needs from project to project."""

    ground: Ground
    today: date
    rng: Random
    firms: Scatter
    codes: Scatter
    works: Scatter
    recent: deque[_Firm] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def plant(self, number: int, *, talks: bool) -> tuple[Enterprise | None, dict[str, Any]]:
        """The firm that is new with this project (None for a further phase), and the project's own facts."""
        rng = self.rng
        firm, new = self._firm(number)
        land_mode = pick(rng, LAND_MODES)
        one = firm.enterprise
        return new, {
            "name": firm.base + PHASES[firm.phases - 1],
            "enterprise": one.number,
            "enterprise_name": one.name,
            "credit_code": one.credit_code,
            "chain": one.chain,
            "industry": one.industry,
            "source_region": one.source_region,
            "land_mode": land_mode,
            "fund_source": "",
            **_sums(amounts.of_plant(rng, land_mode)),
            **_dates(timeline.draw(rng, self.today, talks=talks)),
        }

    def work(self, number: int) -> dict[str, Any]:
        rng = self.rng
        return {
            "name": works_name(self.works.at(number)),
            "enterprise": None,
            "enterprise_name": "",
            "credit_code": "",
            "chain": "",
            "industry": "园区基础设施",
            "source_region": "",
            "land_mode": ALLOTTED,
            "fund_source": pick(rng, FUND_SOURCES),
            **_sums(amounts.of_works(rng)),
            **_dates(timeline.draw(rng, self.today, works=True)),
        }

    def _firm(self, number: int) -> tuple[_Firm, Enterprise | None]:
        """A firm that comes back with its next phase, or a new one."""
        if self.recent and self.rng.random() < FURTHER:
            known = pick(self.rng, self.recent)
            if known.phases < len(PHASES):
                known.phases += 1
                return known, None
        firm = self._found(number)
        return firm, firm.enterprise

    def _found(self, number: int) -> _Firm:
        """Found firm `number` and remember it."""
        rng = self.rng
        brand, trade = brand_and_trade(self.firms.at(number))
        enterprise = Enterprise(
            number=number,
            name=f"{brand}{trade.word}（示例）有限公司",
            credit_code=credit_code(self.codes.at(number), self.ground.series),
            group=f"{brand}集团（示例）" if rng.random() < GROUPED else "",
            chain=trade.chain,
            industry=trade.industry,
            source_region=self.ground.local if rng.random() < LOCAL else pick(rng, REGIONS),
        )
        firm = _Firm(enterprise, brand + pick(rng, trade.products) + pick(rng, FORMS.get(trade.chain, PLANTS)))
        self.recent.append(firm)
        return firm


def portfolio(size: int, *, seed: int, today: date, ground: Ground, start: int = 0, entries: int = 0) -> Iterator[Made]:
    """`size` projects numbered from `start`, each after the enterprise it needs; `entries` > 0 adds a history.

    A second run with the same seed and `start` = the number made before adds to the first without a repeated name or
    code. Refused: a ground without parks, desks, people or leaders, a series outside 0–99, a size that the names
    cannot serve.
    """
    _check(size, start, entries, ground)
    order = _seeded("order", seed)
    maker = _Maker(
        ground=ground,
        today=today,
        rng=_seeded("portfolio", seed, start),
        firms=Scatter.of(FIRMS, order),
        codes=Scatter.of(CODES, order),
        works=Scatter.of(PUBLIC_WORKS, order),
    )
    return _make(maker, range(start, start + size), entries)


def _make(maker: _Maker, numbers: range, entries: int) -> Iterator[Made]:
    rng, ground = maker.rng, maker.ground
    secret: list[int] = []
    for number in numbers:
        if number % BLOCK == 0 or not secret:
            secret = rng.sample(range(BLOCK), SECRET)
        talks = number % BLOCK in secret
        works = not talks and rng.random() < WORKS
        new, facts = (None, maker.work(number)) if works else maker.plant(number, talks=talks)
        desk = pick(rng, ground.works_desks or ground.desks) if works else pick(rng, ground.desks)
        project = Project(
            number=number,
            park=pick(rng, ground.parks),
            currency="CNY",
            confidential=talks,
            public_works=works,
            lead_unit=desk.unit,
            responsible_person=pick(rng, desk.people),
            liaison_leader=pick(rng, ground.leaders),
            **facts,
        )
        yield _with_history(maker, project, new, desk, entries)


def _with_history(maker: _Maker, project: Project, new: Enterprise | None, desk: Desk, entries: int) -> Made:
    if not entries:
        return Made(project, new, project, ())
    first, told = history.tell(project, maker.rng, desk, maker.today, entries)
    return Made(project, new, first, told)


def _seeded(*words: object) -> Random:
    return Random(" ".join(map(str, words)))  # noqa: S311  repeatable on purpose; nothing secret hangs on it


def pick(rng: Random, among: Sequence[T] | deque[T]) -> T:
    return among[int(rng.random() * len(among))]


def _sums(made: amounts.Amounts) -> dict[str, Any]:
    return {
        "investment_planned": made.planned,
        "investment_fixed": made.fixed,
        "investment_working": made.working,
        "investment_land": made.land,
        "output_expected": made.output,
        "tax_expected": made.tax,
        "jobs_expected": made.jobs,
        "land_mu": made.land_mu,
    }


def _dates(line: timeline.Timeline) -> dict[str, Any]:
    named = dict(zip(STAGE_DATES, line.reached, strict=True))
    return {**named, "production_promised_on": line.promised, "stage": line.stage, "status": line.status}


def _check(size: int, start: int, entries: int, ground: Ground) -> None:
    """All that is wrong with the order, at once."""
    desks = [*ground.desks, *ground.works_desks]
    wrong = [
        Reason(say, {"most": MOST}, where=where, mend=mend)
        for bad, where, say, mend in (
            (not ground.parks, "parks", "没有片区", "先在园区里设片区"),
            (not ground.desks, "desks", "没有责任单位", "先设单位、岗位和人员"),
            (any(not desk.people for desk in desks), "desks", "有责任单位没有人员", "给每个责任单位任命责任人"),
            (not ground.leaders, "leaders", "没有联系领导", "先任命园区领导"),
            (not 0 <= ground.series <= 99, "series", "示例区划尾号应为 0 至 99", "换一个尾号"),
            (entries < 0, "entries", "每个项目的条数不能为负", "填 0 表示不要历史"),
            (size < 0 or start < 0, "size", "项目数不能为负", "填 0 以上的整数"),
            (
                start + size > MOST,
                "size",
                "一个种子最多 %(most)d 个项目",
                "减少项目数，或换种子",
            ),
        )
        if bad
    ]
    if wrong:
        raise Refused(wrong)
