"""Child process: bare SQL for what the pages and the API answer, on the same data: no Django in between.

`python -m bench.floor` prints facts of the data (ids to ask for) and the median time of each hand-written query, with
the rule of who sees what written into it.
"""

from __future__ import annotations

import itertools
import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from southgate.cli import shell

shell.start()

from django.db import connection  # noqa: E402

from bench import people  # noqa: E402
from bench.measures import STAGE, WORDS  # noqa: E402
from southgate.domain.projects import STAGES  # noqa: E402
from southgate.kernel import clock  # noqa: E402
from southgate.kernel.book import reading  # noqa: E402
from southgate.kernel.search import postings  # noqa: E402
from southgate.kernel.search.grams import wanted  # noqa: E402
from southgate.kernel.search.registry import searchables  # noqa: E402

PAST_DAYS = 180
SHOWN = (
    "p.id, p.version, p.code, p.name, p.park_id, p.stage, p.status, p.signed_on, p.start_on, p.production_promised_on, "
    "p.progress_millionths, p.investment_planned, p.investment_fixed, p.money_in_place, p.industry, p.lead_unit_id, "
    "p.responsible_person_id, p.liaison_leader_id, p.currency, p.confidential, p.public_works"
)
SEEN = (
    "NOT p.withdrawn AND (NOT p.confidential OR p.liaison_leader_id = {me} OR p.responsible_person_id = {me} "
    "OR p.id IN (SELECT m.project_id FROM pipeline_projectmember m WHERE m.person_id = {me} AND m.to_day IS NULL))"
)
LIST = "FROM pipeline_project p WHERE p.zone_id = {zone} AND p.park_id IN ({a}, {b}) AND p.stage = {stage} AND " + SEEN
ORDER = " ORDER BY p.investment_cny DESC, p.id LIMIT 50"
BOARD_FIGURES = (
    "SELECT p.stage, count(*), sum(p.investment_cny) FROM pipeline_project p "
    "WHERE p.zone_id = {zone} AND NOT p.confidential AND NOT p.withdrawn GROUP BY p.stage"
)
COLUMN = (
    f"SELECT {SHOWN} FROM pipeline_project p WHERE p.zone_id = {{zone}} AND p.stage = {{of}} "
    f"AND p.investment_cny IS NOT NULL AND {SEEN} ORDER BY p.investment_cny DESC, p.id LIMIT 20"
)
PAST = (
    "FROM pipeline_projectpast p WHERE p.zone_id = {zone} AND p.park_id IN ({a}, {b}) AND p.stage = {stage} "
    "AND p.known_from <= {at} AND (p.known_to IS NULL OR p.known_to > {at}) AND NOT p.withdrawn AND NOT EXISTS "
    "(SELECT 1 FROM pipeline_project n WHERE n.id = p.id AND n.confidential AND n.liaison_leader_id <> {me} AND "
    "n.responsible_person_id <> {me} AND n.id NOT IN (SELECT m.project_id FROM pipeline_projectmember m WHERE "
    "m.person_id = {me} AND m.to_day IS NULL))"
)


class Sql:
    """Runs SQL with named places on the driver's own cursor."""

    def __init__(self, values: dict[str, Any]) -> None:
        connection.ensure_connection()
        self.raw: Any = connection.connection
        self.mark = "%s" if connection.vendor == "postgresql" else "?"
        self.values = values

    def __call__(self, sql: str, **more: Any) -> list[Any]:
        values = {**self.values, **more}
        order: list[Any] = []

        class Places(dict[str, str]):
            def __missing__(places, name: str) -> str:
                order.append(values[name])
                return self.mark

        text = sql.format_map(Places())
        cursor = self.raw.cursor()
        cursor.execute(text, order)
        return list(cursor.fetchall())


def median_ms(run: Callable[[int], Any], count: int = 60) -> float:
    for number in range(5):
        run(number)
    took = []
    for number in range(count):
        began = time.perf_counter()
        run(number)
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000


def main(person: str) -> None:
    ask = Sql({})
    zone = ask("SELECT id FROM orgs_zone WHERE code = {code}", code=people.CODE)[0][0]
    parks = [row[0] for row in ask("SELECT id FROM orgs_zone WHERE parent_id = {zone} ORDER BY code", zone=zone)]
    pairs = list(itertools.combinations(parks, 2))
    known = ask(
        "SELECT p.id FROM pipeline_project p WHERE p.zone_id = {zone} AND NOT p.confidential "
        "ORDER BY p.investment_cny DESC LIMIT 100", zone=zone
    )  # fmt: skip
    ids = [row[0] for row in known]
    head = ask("SELECT position, recorded_at FROM book_head")[0]
    then = clock.day_of(head[1]) - timedelta(days=PAST_DAYS)
    at = reading.position_at(then)
    me = person if connection.vendor == "sqlite" else _uuid(person)
    sql = Sql({"zone": zone, "me": me, "stage": STAGE, "at": at})
    print(json.dumps({
        "zone": str(zone), "parks": [str(one) for one in parks], "projects_seen": [str(one) for one in ids],
        "counts": _counts(sql), "matching": _matching(sql, pairs), "ms": _floors(sql, pairs, ids),
        "version": _version(sql), "bytes": _size(sql), "past_day": then.isoformat(),
        "search_ms": {what: _searched(words, UUID(str(zone))) for what, words in WORDS},
    }))  # fmt: skip


def _uuid(text: str) -> Any:
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _searched(words: Sequence[str], zone: UUID) -> float:
    """The postings alone, in the SQL that finds them: who may see what they lead to is not asked."""
    kinds = [what.kind for what in searchables()]

    def find(number: int) -> None:
        want = wanted(words[number % len(words)])
        postings.find(want, zones=[zone], kinds=kinds, after=0, limit=100)

    return median_ms(find)


def _counts(sql: Sql) -> dict[str, int]:
    tables = {"projects": "pipeline_project", "entries": "book_entry", "history_rows": "pipeline_projectpast",
              "enterprises": "enterprise_enterprise", "people": "orgs_person", "said": "book_said"}  # fmt: skip
    counts = {name: sql(f"SELECT count(*) FROM {table}")[0][0] for name, table in tables.items()}
    secret = sql("SELECT count(*) FROM pipeline_project p WHERE p.confidential")[0][0]
    mine = sql("SELECT count(*) FROM pipeline_project p WHERE p.confidential AND " + SEEN)[0][0]
    return {**counts, "confidential": secret, "confidential_of_mine": mine}


def _matching(sql: Sql, pairs: Sequence[tuple[Any, Any]]) -> list[int]:
    return [sql("SELECT count(*) " + LIST, a=a, b=b)[0][0] for a, b in pairs]


def _floors(sql: Sql, pairs: Sequence[tuple[Any, Any]], ids: Sequence[Any]) -> dict[str, float]:
    def listed(number: int) -> None:
        a, b = pairs[number % len(pairs)]
        sql("SELECT count(*) " + LIST, a=a, b=b)
        sql(f"SELECT {SHOWN} " + LIST + ORDER, a=a, b=b)

    def past(number: int) -> None:
        a, b = pairs[number % len(pairs)]
        sql("SELECT count(*) " + PAST, a=a, b=b)
        sql(f"SELECT {SHOWN} " + PAST + ORDER, a=a, b=b)

    def one(number: int) -> None:
        id = ids[number % len(ids)]
        sql("SELECT * FROM pipeline_project p WHERE p.id = {id} AND " + SEEN, id=id)
        sql("SELECT * FROM book_entry WHERE subject = {id} ORDER BY position DESC LIMIT 20", id=id)

    def board(number: int) -> None:
        sql(BOARD_FIGURES)
        for stage in STAGES:
            sql(COLUMN, of=stage.value)

    return {"list": median_ms(listed), "detail": median_ms(one), "past": median_ms(past, 20), "board": median_ms(board)}


def _version(sql: Sql) -> str:
    postgres = connection.vendor == "postgresql"
    found = sql("SHOW server_version" if postgres else "SELECT sqlite_version()")[0][0]
    return f"{'PostgreSQL' if postgres else 'SQLite'} {found.split()[0]}"


def _size(sql: Sql) -> int:
    if connection.vendor == "postgresql":
        return int(sql("SELECT pg_database_size(current_database())")[0][0])
    return int(sql("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")[0][0])


if __name__ == "__main__":
    main(sys.argv[1])
