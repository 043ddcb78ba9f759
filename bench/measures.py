"""What is measured: each function gives lines of the table, or raises NotMeasured with the reason."""

from __future__ import annotations

import functools
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any
from urllib.parse import quote
from uuid import UUID

from bench.home import Home, NotMeasured, copied
from bench.serving import Server, served
from bench.table import Line, Times, times_as_much

STAGE = "building"
CLIENTS = 16
WORDS = (
    ("two characters", ("电池", "轴承", "澄沅", "锐满")),
    ("three and more", ("减速器", "生产线", "智能工厂", "碳化硅衬底")),
    ("pinyin initials", ("jmjsq", "thgcd", "zngc", "cy")),
    ("nothing found", ("火星", "qqxx")),
)
QUERY = "two parks, stage building, sorted by planned investment, page of 50 with exact total"
ROLE = "investment officer"


@dataclass
class Bench:
    """One run on one zone: what the data holds, and the server while it runs."""

    home: Home
    running: Server | None = None
    opened: list[float] = field(default_factory=list)

    @functools.cached_property
    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = self.home.child("floor", self.home.facts["officer"]["person"])
        return found

    @property
    def server(self) -> Server:
        if self.running is None:
            raise NotMeasured("the server did not start")
        return self.running

    @property
    def zone(self) -> str:
        return str(UUID(self.facts["zone"]))

    @functools.cached_property
    def lists(self) -> list[str]:
        """The query of the goal, for every pair of parks in turn."""
        pairs = combinations([str(UUID(one)) for one in self.facts["parks"]], 2)
        return [f"park={a}&park={b}&stage={STAGE}&sort=-investment_planned" for a, b in pairs]

    @property
    def details(self) -> list[str]:
        return [str(UUID(one)) for one in self.facts["projects_seen"]]

    @property
    def deals(self) -> str:
        made = self.home.facts["made"]
        return f"{made['signings']:,} signings, {made['vouchers']:,} vouchers"

    @property
    def postgres(self) -> bool:
        return bool(self.home.url)

    def goal(self, sqlite: str, postgres: str = "") -> str:
        return postgres or sqlite if self.postgres else sqlite

    def one(self, paths: Sequence[str], headers: dict[str, str], most: int = 400) -> tuple[Times, int]:
        self.server.load(paths, headers, seconds=4, most=max(40, len(paths)))
        answer = self.server.load(paths, headers, seconds=12, most=most)
        return Times.of(answer["took"]), answer["bytes"]

    def many(self, paths: Sequence[str], headers: dict[str, str], seconds: float = 8) -> tuple[float, Times]:
        answer = self.server.load(paths, headers, clients=CLIENTS, seconds=seconds, most=20_000)
        return len(answer["took"]) / answer["lasted"], Times.of(answer["took"])


def opening(bench: Bench) -> list[Line]:
    floor, took = bench.home.child("starting")["setup"], bench.server.began_in
    return [
        Line("up", "`southgate up` on the existing zone, until a page answers", "≤ 3 s",
             f"{took:.1f} s", f"{floor:.1f} s", times_as_much(took, floor), "floor: Django set up, one query")
    ]  # fmt: skip


def api_list(bench: Bench) -> list[Line]:
    paths = [f"/api/v1/projects?zone={bench.zone}&{query}" for query in bench.lists]
    token = bench.server.by_token()
    times, size = bench.one(paths, token)
    rate, busy = bench.many(paths, token)
    floor = bench.facts["ms"]["list"]
    matching = sorted(bench.facts["matching"])
    of = f"{ROLE}, token; {QUERY}; {matching[0]:,}–{matching[-1]:,} rows match; {size / 1024:.0f} KB"
    return [
        Line("list", "API list, one client", bench.goal("≤ 10 ms median, ≤ 20 ms p95", "≤ 15 ms median, ≤ 35 ms p95"),
             str(times), f"{floor:.1f} ms", times_as_much(times.median, floor), of),
        Line("list", f"API list at {CLIENTS} clients", bench.goal("≥ 200/s", "≥ 100/s"),
             f"{rate:.0f}/s (p95 {busy.p95:.0f} ms)", f"{1000 / floor:.0f}/s", "", "client and server share 2 cores"),
    ]  # fmt: skip


def api_detail(bench: Bench) -> list[Line]:
    times, size = bench.one([f"/api/v1/projects/{id}" for id in bench.details], bench.server.by_token())
    floor = bench.facts["ms"]["detail"]
    of = f"{ROLE}, token; 100 projects in turn; {size / 1024:.0f} KB"
    return [Line("detail", "API detail with its last 20 entries", "≤ 8 ms", str(times), f"{floor:.2f} ms",
                 times_as_much(times.median, floor), of)]  # fmt: skip


def ledger_page(bench: Bench) -> list[Line]:
    paths = [f"/projects/?{query}" for query in bench.lists]
    return _page(bench, "ledger", "ledger page (HTML, 50 × 15)", paths, bench.facts["ms"]["list"])


def project_page(bench: Bench) -> list[Line]:
    paths = [f"/projects/{id}/" for id in bench.details]
    return _page(bench, "project", "project page (HTML)", paths, bench.facts["ms"]["detail"])


def board_page(bench: Bench) -> list[Line]:
    """The whole zone by stage, and with the conditions that people set: a hundred and forty cards, seven figures."""
    parks = [str(UUID(one)) for one in bench.facts["parks"]]
    paths = ["/board/", "/board/?status=normal", "/board/?key_project=1", *(f"/board/?park={one}" for one in parks)]
    what = "board page (HTML, 7 × 20 cards)"
    return _page(bench, "board", what, paths, bench.facts["ms"]["board"], goals=("≤ 100 ms p95", ""))


def _page(
    bench: Bench,
    name: str,
    what: str,
    paths: Sequence[str],
    floor: float,
    goals: tuple[str, str] = ("≤ 60 ms p95", "≥ 50/s"),
) -> list[Line]:
    session = bench.server.by_session()
    times, size = bench.one(paths, session, most=200)
    rate, busy = bench.many(paths, session)
    of = f"{ROLE}, session; {size / 1024:.0f} KB"
    return [
        Line(name, f"{what}, one client", goals[0], str(times), f"{floor:.1f} ms",
             times_as_much(times.median, floor), of),
        Line(name, f"{what} at {CLIENTS} clients", goals[1], f"{rate:.0f}/s (p95 {busy.p95:.0f} ms)",
             f"{1000 / floor:.0f}/s", "", "client and server share 2 cores"),
    ]  # fmt: skip


def past_day(bench: Bench) -> list[Line]:
    """The ledger as known at the end of a day half a year ago, beside today's, page and API."""
    session, token, day = bench.server.by_session(), bench.server.by_token(), bench.facts["past_day"]
    pages = [f"/projects/?{query}" for query in bench.lists]
    calls = [f"/api/v1/projects?zone={bench.zone}&{query}" for query in bench.lists]
    lines = []
    for what, paths, headers in (("ledger page", pages, session), ("API list", calls, token)):
        live, _ = bench.one(paths, headers, most=120)
        past, _ = bench.one([f"{path}&day={day}" for path in paths], headers, most=120)
        floor = bench.facts["ms"]["past"] / bench.facts["ms"]["list"]
        measured = f"{past.median / live.median:.1f} × ({past.median:.1f} against {live.median:.1f} ms)"
        of = f"as known at the end of {day}; {bench.facts['counts']['history_rows']:,} history rows"
        floors = f"{floor:.1f} × ({bench.facts['ms']['past']:.1f} ms)"
        lines.append(Line("past", f"past day ÷ live, {what}", "≤ 3 ×", measured, floors, "", of))
    return lines


def search(bench: Bench) -> list[Line]:
    session, lines = bench.server.by_session(), []
    for what, words in WORDS:
        times, _ = bench.one([f"/search/hits/?q={quote(word)}" for word in words], session, most=200)
        floor = bench.facts["search_ms"][what]
        lines.append(Line("search", f"search, {what}", "≤ 10 ms", str(times), f"{floor:.2f} ms",
                          times_as_much(times.median, floor), f"{ROLE}, session; {', '.join(words)}"))  # fmt: skip
    return lines


def append(bench: Bench) -> list[Line]:
    with copied(bench.home) as home:
        found = home.child("append", home.facts["officer"]["account"])
    took, bare = ((x["a_second"], x["median_ms"]) for x in (found["took"], found["bare"]))
    of = f"{ROLE}; entry, row, history row; {found['count']} edits, each waits for the disk (sync {found['sync']})"
    return [
        Line("append", "append: one edit a transaction, through the service", "≥ 300/s",
             f"{took[0]:.0f}/s ({took[1]:.1f} ms)", f"{bare[0]:.0f}/s ({bare[1]:.1f} ms)",
             times_as_much(took[1], bare[1]), of)
    ]  # fmt: skip


def workbook(bench: Bench) -> list[Line]:
    return [line for firms in ("known", "new") for line in _workbook(bench, firms)]


def _workbook(bench: Bench, firms: str) -> list[Line]:
    with copied(bench.home) as home:
        found = home.child("workbook", home.facts["officer"]["account"], 50_000, firms)
    counts, floor = found["counts"], found["floor"]
    said = ", ".join(f"{value:,} {name}" for name, value in counts.items() if value)
    of = f"{found['rows']:,} × {found['columns']}: {said}; {found['bytes'] / 2**20:.0f} MB"
    peak, dry, what = found["peak_mb"], found["dry_peak_mb"], f"workbook of {firms} firms"
    if found["state"] != "published":
        raise NotMeasured(f"the batch stayed {found['state']} ({said}): {found['reasons']}")
    return [
        Line("workbook", f"{what}: dry run", "≤ 12 s", f"{found['dry']:.1f} s", f"{found['cells_read']:.1f} s",
             times_as_much(found["dry"], found["cells_read"]), f"{of}; floor: openpyxl reading the cells"),
        Line("workbook", f"{what}: publish", bench.goal("≤ 15 s", "≤ 20 s"), f"{found['publish']:.1f} s",
             f"{floor:.1f} s", times_as_much(found["publish"], floor),
             f"{found['written']:,} entries with their rows; floor: the same rows by executemany (COPY)"),
        Line("workbook", f"{what}: longest wait of another writer", "≤ 5 s", f"{found['lock']:.1f} s", "", "",
             "while it was published"),
        Line("workbook", f"{what}: peak memory", "≤ 450 MB", f"{peak['process']:.0f} MB", "", "",
             f"after the dry run {dry['process']:.0f} MB; the child that reads {peak['child']:.0f} MB"),
    ]  # fmt: skip


def verify(bench: Bench) -> list[Line]:
    found = bench.home.child("book", "verify")
    if not found["ok"]:
        raise NotMeasured("the book of this zone is not whole")
    count = found["entries"]
    rate, floor = count / found["took"], count / found["floor"]
    return [
        Line("verify", "verify", bench.goal("≥ 150,000/s", "≥ 100,000/s"), f"{rate:,.0f}/s", f"{floor:,.0f}/s",
             times_as_much(floor, rate), f"{count:,} entries in {found['took']:.1f} s; with every kept word opened "
             f"{found['with_words']:.1f} s; floor: reading the rows")
    ]  # fmt: skip


def rebuild(bench: Bench) -> list[Line]:
    with copied(bench.home) as home:
        found = home.child("book", "rebuild")
    past = bench.facts["counts"]["history_rows"]
    return [
        Line("rebuild", "rebuild of the projects", "≤ 15 s", f"{found['took']:.1f} s", f"{found['floor']:.1f} s",
             times_as_much(found["took"], found["floor"]),
             f"{found['rows']:,} rows, {past:,} history rows from the book; all kinds ({found['every_rows']:,} rows) "
             f"and search {found['every']:.1f} s")
    ]  # fmt: skip


def counts(bench: Bench) -> list[Line]:
    found = bench.home.child("counts", bench.home.facts["officer"]["account"])
    slowest = max(found["took"], key=found["took"].get)
    ordered = sorted(found["took"].values())
    said = f"{ordered[-1]:.0f} ms the slowest, {statistics.median(ordered):.0f} ms in the middle"
    of = f"{len(ordered)} counts and rates of the year so far, each 7 times; slowest {slowest}; {bench.deals}"
    ratio = times_as_much(ordered[-1], found["bare"])
    return [Line("counts", "any count or rate", "≤ 150 ms", said, f"{found['bare']:.0f} ms", ratio, of)]


def detector(bench: Bench) -> list[Line]:
    with copied(bench.home) as home:
        found = home.child("detector")
    keys = f"{bench.deals}; {found['keys']:,} keys, made anew before in {found['keyed']:.1f} s"
    of = f"{keys}; {found['known']:,} suspicions, {found['raised']:,} raised now; again {found['again']:.1f} s"
    return [
        Line("detector", "all projects compared", "≤ 20 s", f"{found['took']:.1f} s", f"{found['floor']:.1f} s",
             times_as_much(found["took"], found["floor"]), of)
    ]  # fmt: skip


SERVED: dict[str, Callable[[Bench], list[Line]]] = {
    "list": api_list,
    "detail": api_detail,
    "ledger": ledger_page,
    "project": project_page,
    "board": board_page,
    "past": past_day,
    "search": search,
    "up": opening,
}
ALONE: dict[str, Callable[[Bench], list[Line]]] = {
    "counts": counts,
    "detector": detector,
    "append": append,
    "workbook": workbook,
    "verify": verify,
    "rebuild": rebuild,
}


def measure(bench: Bench, wanted: Sequence[str], say: Callable[[str], None]) -> list[Line]:
    """Lines of everything wanted, in the order of the goals. What fails says why and the rest goes on."""
    lines: list[Line] = []
    on_server = [name for name in SERVED if name in wanted]
    if on_server:
        try:
            with served(bench.home) as server:
                bench.running = server
                server.sign_in()
                for name in on_server:
                    lines += _measured(bench, name, SERVED[name], say)
        except NotMeasured as why:
            lines += [Line(name, name, "", f"not measured: {why}") for name in on_server[len(lines) :]]
        bench.running = None
    for name, one in ALONE.items():
        if name in wanted:
            lines += _measured(bench, name, one, say)
    return lines


def _measured(bench: Bench, name: str, one: Callable[[Bench], list[Line]], say: Callable[[str], None]) -> list[Line]:
    try:
        lines = one(bench)
    except NotMeasured as why:
        lines = [Line(name, name, "", f"not measured: {why}")]
    for line in lines:
        say(f"{line.what}: {line.measured}")
    return lines
