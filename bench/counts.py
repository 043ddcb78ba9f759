"""Child process: every count and rate of the zone for this year so far, each in turn; and the bare count beside them.

python -m bench.counts ACCOUNT
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from bench.acting import mark, officer, raw_connection  # first: it starts Django

from bench import people  # isort: skip
from southgate.apps.pipeline.api.signings import ask, figure  # isort: skip
from southgate.domain.periods import up_to  # isort: skip
from southgate.kernel.orgs.models import Zone  # isort: skip

TIMES = 7
BARE = (
    "SELECT count(DISTINCT s.project_id), sum(s.amount_cny) FROM pipeline_signing s JOIN pipeline_project p "
    "ON p.id = s.project_id WHERE s.zone_id = {mark} AND s.signed_on >= {mark} AND s.signed_on <= {mark} "
    "AND s.state = 'confirmed' AND s.kind = 'first' AND NOT s.withdrawn AND NOT p.confidential AND NOT p.withdrawn"
)


def main(account: str) -> None:
    by, today = officer(account)
    zone = Zone.objects.get(code=people.CODE).pk
    period = up_to(today)
    what = ask(by, zone, period)
    keys = [one.key for one in (*what.counts, *what.rates)]
    took = {key: _median(partial(figure, by, key, zone, period)) for key in keys}
    raw = raw_connection()
    cursor = raw.cursor()
    id = zone.hex if mark() == "?" else zone
    days = (period.first, period.last) if mark() == "%s" else (period.first.isoformat(), period.last.isoformat())

    def bare() -> Any:
        cursor.execute(BARE.format(mark=mark()), (id, *days))
        return cursor.fetchone()

    print(json.dumps({"took": took, "bare": _median(bare), "first": bare()[0]}))


def _median(do: Callable[[], Any]) -> float:
    """In milliseconds, after one time to warm up."""
    do()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        do()
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


if __name__ == "__main__":
    main(sys.argv[1])
