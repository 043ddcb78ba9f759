"""Child process: a workbook of 50,000 rows and 40 columns through the import, on a copy of the zone.

Nine rows in ten are new projects, one in ten changes a project that is there. The firms of the new ones are either
known to the zone, or new like them: each then is set up too, and the publish writes twice as many records. The dry run
reads and compares, the publish writes; floors: openpyxl reading the cells, the same rows inserted by `executemany`.
"""

from __future__ import annotations

import json
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

from bench.acting import is_postgres, mark, officer, raw_connection  # first: it starts Django

import openpyxl  # isort: skip
import xlsxwriter  # isort: skip
from django.conf import settings  # isort: skip
from django.db import connection, connections  # isort: skip

from bench import people  # isort: skip
from southgate.apps.enterprise.api import Enterprise  # isort: skip
from southgate.apps.pipeline.api.projects import Project  # isort: skip
from southgate.cli.generate.crew import Crew, crew_of  # isort: skip
from southgate.cli.generate.portfolio import portfolio  # isort: skip
from southgate.cli.generate.writing import STAGE_OF  # isort: skip
from southgate.domain.projects import STAGE_NAMES  # isort: skip
from southgate.kernel.book import triggers  # isort: skip
from southgate.kernel.book.models import Head  # isort: skip
from southgate.kernel.exchange import registry, services, work  # isort: skip
from southgate.kernel.exchange.models import State, Upload  # isort: skip
from southgate.kernel.exchange.template import template_head  # isort: skip
from southgate.kernel.orgs.naming import person_names, unit_names, zone_names  # isort: skip

ROWS, CHANGED, COLUMNS = 50_000, 5_000, 40
LEFT_OUT = "code"
"""Of the 41 columns of the template the one that numbers the projects itself is not filled."""
WAN = 1_000_000


def main(account: str, rows: int, firms: str) -> None:
    by, today = officer(account)
    crew = crew_of(people.CODE, today=today)
    path = Path(settings.DATA_DIR) / "bench.xlsx"
    _write(path, crew, rows, today, _known_firms(crew) if firms == "known" else None)
    reading, _ = _timed(lambda: _read(path))
    with path.open("rb") as file:
        upload = services.receive(services.Brought(file, path.name, "projects", crew.zone), by=by, today=today)
    dry, _ = _timed(lambda: work.run(upload.id, State.READING, by=by, today=today))
    checked = Upload.objects.get(pk=upload.id)
    peak = _peak()
    before = Head.objects.get().position
    publish, waited = _watched(lambda: work.run(upload.id, State.PUBLISHING, by=by, today=today))
    done = Upload.objects.get(pk=upload.id)
    print(json.dumps({
        "cells_read": reading, "dry": dry, "counts": checked.counts, "dry_peak_mb": peak, "publish": publish,
        "lock": waited, "state": done.state, "reasons": done.reasons[:3], "peak_mb": _peak(), "rows": rows,
        "columns": COLUMNS, "written": Head.objects.get().position - before, "floor": _again(before),
        "bytes": path.stat().st_size,
    }, default=str))  # fmt: skip


def _timed(do: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    made = do()
    return time.perf_counter() - began, made


def _peak() -> dict[str, float]:
    """Highest memory so far, in MB: of this process, and of the largest child that read a workbook."""
    kinds = {"process": resource.RUSAGE_SELF, "child": resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(kind).ru_maxrss / 1024 for name, kind in kinds.items()}


def _read(path: Path) -> int:
    """The bare reading of the cells."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


Firm = tuple[str, str]
"""Name and credit code."""


def _known_firms(crew: Crew) -> Iterator[Firm]:
    known = Enterprise.objects.filter(zone_id=crew.zone).exclude(credit_code="").order_by("id")
    return cycle(list(known.values_list("name", "credit_code")))


def _write(path: Path, crew: Crew, rows: int, today: Any, firms: Iterator[Firm] | None) -> None:
    fields = [field for field in registry.ledger_kind("projects").imported if field.name != LEFT_OUT]
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet("项目")
        page.write_row(0, 0, [template_head(field) for field in fields])
        for number, values in enumerate(_rows(crew, rows, today, firms), 1):
            page.write_row(number, 0, [values.get(field.name, "") for field in fields])


def _rows(crew: Crew, rows: int, today: Any, firms: Iterator[Firm] | None) -> Iterator[dict[str, Any]]:
    names = _Names(crew)
    changed = min(CHANGED, rows // 10)
    known = Project.objects.filter(zone_id=crew.zone, confidential=False, enterprise__isnull=False).order_by("code")
    for name, firm, code in known.values_list("name", "enterprise__name", "enterprise__credit_code")[:changed]:
        yield {"name": name, "enterprise": firm, "credit_code": code, "jobs_expected": 321, "money_in_place": 1234.5}
    start = Project.objects.filter(zone_id=crew.zone).count() + 1000
    for made in portfolio(rows - changed, seed=1, today=today, ground=crew.ground, start=start):
        row = names.row(made.project)
        if firms is not None and row["enterprise"]:
            row["enterprise"], row["credit_code"] = next(firms)
        yield row


class _Names:
    """References as people type them."""

    def __init__(self, crew: Crew) -> None:
        self.parks = zone_names(crew.ground.parks)
        self.units = unit_names(desk.unit for desk in (*crew.ground.desks, *crew.ground.works_desks))
        self.people = person_names([*crew.unit_of, *crew.ground.leaders])

    def row(self, one: Any) -> dict[str, Any]:
        days = {name: str(day) for name in (*_DAYS, "production_promised_on") if (day := getattr(one, name))}
        sums = {name: value / WAN for name in _SUMS if (value := getattr(one, name)) is not None}
        plain = {name: getattr(one, name) for name in _PLAIN}
        return {
            **plain, **days, **sums, "enterprise": one.enterprise_name, "credit_code": one.credit_code,
            "park": self.parks[one.park], "stage": STAGE_NAMES[STAGE_OF[one.stage]], "status": _STATUS[one.status],
            "jobs_expected": one.jobs_expected or "", "land_thousandths": float(one.land_mu) if one.land_mu else "",
            "liaison_leader": self.people[one.liaison_leader], "lead_unit": self.units[one.lead_unit],
            "responsible_person": self.people[one.responsible_person], "key_project": "否",
            "public_works": "是" if one.public_works else "否", "confidential": "否", "late_marked": "否",
            "progress_note": "按计划推进", "money_in_place": one.investment_planned // 3 / WAN,
            "progress_millionths": "45%", "source": "示例台账", "responsible_post": "招商专员",
            "liaison_leader_post": "副主任",
        }  # fmt: skip


_DAYS = ("talk_on", "signed_on", "landed_on", "start_on", "building_on", "produced_on", "full_output_on")
_SUMS = ("investment_planned", "investment_fixed", "investment_working", "investment_land", "output_expected",
         "tax_expected")  # fmt: skip
_PLAIN = ("name", "industry", "chain", "source_region", "land_mode", "fund_source")
_STATUS = {"normal": "正常", "paused": "暂停", "ended": "终止"}


def _watched(do: Callable[[], Any]) -> tuple[float, float]:
    """Seconds it took, and the longest that another writer had to wait meanwhile."""
    over, longest = threading.Event(), [0.0]

    def try_to_write() -> None:
        with connection.cursor() as cursor:
            if not is_postgres():
                cursor.execute("PRAGMA busy_timeout = 600000")
            while not over.is_set():
                began = time.perf_counter()
                cursor.execute("BEGIN" if is_postgres() else "BEGIN IMMEDIATE")
                cursor.execute("UPDATE book_head SET position = position WHERE id = 1")
                cursor.execute("ROLLBACK")
                longest[0] = max(longest[0], time.perf_counter() - began)
                time.sleep(0.02)
        connections.close_all()

    other = threading.Thread(target=try_to_write)
    other.start()
    try:
        took, _ = _timed(do)
    finally:
        over.set()
        other.join()
    return took, longest[0]


WRITTEN = {
    "book_said": "subject IN (SELECT subject FROM book_entry WHERE position > {at})",
    "book_entry": "position > {at}",
    "enterprise_enterprise": "position > {at}",
    "enterprise_enterprisepast": "known_from > {at}",
    "pipeline_project": "position > {at}",
    "pipeline_projectpast": "known_from > {at}",
}


def _again(before: int) -> float:
    """Seconds to put back by `executemany` (COPY) what the publish wrote, into the same tables with their indexes.

    The triggers of the book step aside on this copy; postings of the search are left out.
    """
    raw = raw_connection()
    cursor = raw.cursor()
    if is_postgres():
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("BEGIN")
    else:
        cursor.execute("PRAGMA foreign_keys = OFF")
        for name in triggers.names("sqlite"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute("BEGIN IMMEDIATE")
    taken = [(table, _take(cursor, table, where.format(at=before))) for table, where in WRITTEN.items()]
    took, _ = _timed(lambda: [_put(cursor, table, *rows) for table, rows in taken])
    ending, _ = _timed(lambda: cursor.execute("COMMIT"))
    return took + ending


def _take(cursor: Any, table: str, where: str) -> tuple[int, list[Any]]:
    """Read rows and delete them; the order of `WRITTEN` keeps what later conditions look at."""
    cursor.execute(f"SELECT * FROM {table} WHERE {where}")
    width, rows = len(cursor.description), cursor.fetchall()
    cursor.execute(f"DELETE FROM {table} WHERE {where}")
    return width, rows


def _put(cursor: Any, table: str, width: int, rows: list[Any]) -> None:
    if is_postgres():
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        cursor.executemany(f"INSERT INTO {table} VALUES ({', '.join([mark()] * width)})", rows)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
