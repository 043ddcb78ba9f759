"""A small zone to make portfolios for."""

from __future__ import annotations

from datetime import date

from southgate.cli.generate.made import Desk, Ground, Made
from southgate.cli.generate.portfolio import portfolio

TODAY = date(2026, 11, 24)
GROUND = Ground(
    parks=("北片区", "东片区"),
    desks=(Desk("招商一局", ("李经理", "王科")), Desk("招商二局", ("黄示和",))),
    leaders=("赵处",),
    works_desks=(Desk("建设局", ("郑示恒",)),),
)


def made(size: int, *, seed: int = 1, start: int = 0, entries: int = 0) -> list[Made]:
    return list(portfolio(size, seed=seed, today=TODAY, ground=GROUND, start=start, entries=entries))
