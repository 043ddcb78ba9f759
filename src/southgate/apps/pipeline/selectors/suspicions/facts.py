"""Facts of projects as the comparison takes them: from the tables, and from what a command is about to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.selectors.suspicions.sources import PAPERS, all_rows, rows_of
from southgate.domain.matching.bundles.facts import Facts
from southgate.domain.matching.bundles.keys import Key, project_keys
from southgate.kernel.orgs.models import Zone

Columns = Mapping[str, Any]
MOST_SIGNINGS = 10
"""Days of signing of one project that are compared: the first ones. One project was signed 4–5 times (12.3)."""


@dataclass
class Written:
    """Rows as they will stand when the command is done, by kind of subject and id: they take the tables' place."""

    rows: dict[str, dict[UUID, Columns]] = field(default_factory=dict)

    def of(self, kind: str) -> dict[UUID, Columns]:
        return self.rows.get(kind, {})

    def over(self, kind: str, stored: Iterable[Columns]) -> dict[UUID, Columns]:
        """Stored rows with the written ones in their place; written ones that are not stored are not added."""
        written = self.of(kind)
        return {row["id"]: written.get(row["id"], row) for row in stored}


AS_STORED = Written()


def facts_of(ids: Iterable[UUID], written: Written = AS_STORED) -> dict[UUID, Facts]:
    """Facts of those of these projects that stand. Four queries, whatever their number up to 500."""
    wanted = set(ids)
    rows = written.over("project", rows_of("project", wanted))
    rows |= {id: row for id, row in written.of("project").items() if id in wanted}
    rows = {id: row for id, row in rows.items() if not row["withdrawn"]}
    firms = _firms({row["enterprise_id"] for row in rows.values()} - {None}, written)
    signed, cities = _signed(rows, written), cities_of({row["zone_id"] for row in rows.values()})
    return {
        id: made(row, firms.get(row["enterprise_id"]), signed.get(id, ()), cities.get(row["zone_id"], ""))
        for id, row in rows.items()
    }


def _firms(ids: set[UUID], written: Written) -> dict[UUID, Columns]:
    found = written.over("enterprise", rows_of("enterprise", ids))
    return found | {id: row for id, row in written.of("enterprise").items() if id in ids}


def _signed(rows: Mapping[UUID, Columns], written: Written) -> dict[UUID, list[date]]:
    """Days of the signings of these projects, as those stand."""
    signings = written.over("signing", rows_of("signing", rows, by="project"))
    signings |= {id: row for id, row in written.of("signing").items() if row["project_id"] in rows}
    days: dict[UUID, list[date]] = defaultdict(list)
    for row in signings.values():
        if not row["withdrawn"]:
            days[row["project_id"]].append(row["signed_on"])
    return days


def made(row: Columns, firm: Columns | None, signed: Iterable[date], city: str) -> Facts:
    """One project's facts from its columns, its enterprise's, and the days of its signings."""
    days = {*signed} | ({row["signed_on"]} if row["signed_on"] is not None else set())
    return Facts(
        id=row["id"], zone=row["zone_id"], name=row["name"], confidential=bool(row["confidential"]),
        firm=firm["name"] if firm else "", credit_code=firm["credit_code"] if firm else "",
        group=firm["group_name"] if firm else "", address=row["site_address"], city=city, product=row["product"],
        contractor=row["contractor"], planned=row["investment_cny"], signed=tuple(sorted(days)[:MOST_SIGNINGS]),
        start_on=row["start_on"], produced_on=row["produced_on"],
    )  # fmt: skip


def all_facts() -> Iterator[Facts]:
    """Facts of every project that stands, table by table: three passes instead of thousands of look-ups."""
    firms = {row["id"]: row for row in all_rows("enterprise")}
    signed: dict[UUID, list[date]] = defaultdict(list)
    for row in all_rows("signing"):
        if not row["withdrawn"]:
            signed[row["project_id"]].append(row["signed_on"])
    cities = cities_of(Project.objects.order_by().values_list("zone", flat=True).distinct())
    for row in all_rows("project"):
        if not row["withdrawn"]:
            yield made(row, firms.get(row["enterprise_id"]), signed.get(row["id"], ()), cities[row["zone_id"]])


def cities_of(zones: Iterable[UUID]) -> dict[UUID, str]:
    """The city above each zone, without 市; a zone under no city has none."""
    paths = dict(Zone.objects.filter(pk__in=set(zones)).values_list("pk", "path"))
    above = {UUID(part) for path in paths.values() for part in path.split("/")}
    names = dict(Zone.objects.filter(pk__in=above, level=Zone.Level.CITY).values_list("pk", "name"))
    return {
        zone: next((names[id].removesuffix("市") for id in map(UUID, path.split("/")) if id in names), "")
        for zone, path in paths.items()
    }


def own_keys(facts: Mapping[UUID, Facts]) -> dict[UUID, frozenset[Key]]:
    return {id: project_keys(one) for id, one in facts.items()}


def paper_keys(kind: str, rows: Iterable[Columns]) -> dict[UUID, tuple[UUID, frozenset[Key]]]:
    """Project and keys by row, of rows that belong to a project."""
    source = PAPERS[kind]
    found = ((row["id"], source.owner(row), source.keys(row)) for row in rows)
    return {id: (project, keys) for id, project, keys in found if project is not None}
