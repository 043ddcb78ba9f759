"""Writers of vouchers for the trust tests: many processes enter and decide about the same few slips; some are killed.

Nobody but the book and the tables says what came of it: `look` reads both and names what contradicts the promise.
"""

from __future__ import annotations

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import orjson
from django.db import OperationalError, connection, connections
from django.db.models import F

from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.services.projects.commands import RegisterProject
from southgate.apps.pipeline.services.projects.recording import register_projects
from southgate.apps.pipeline.services.vouchers import deciding
from southgate.apps.pipeline.services.vouchers.commands import (
    AcceptVoucher,
    EnterVoucher,
    RejectVoucher,
    Slip,
    TakeBackVoucher,
)
from southgate.apps.pipeline.services.vouchers.entering import enter_vouchers
from southgate.domain.errors import Refused, Stale
from southgate.kernel.book import comparing, verifying
from southgate.kernel.book.models import Command, Entry, Head
from southgate.kernel.files.content import Content
from southgate.kernel.files.storing import Stored
from southgate.kernel.identity.actor import Actor, Grant
from southgate.kernel.identity.roles import Role
from southgate.kernel.testing import TODAY, make_person, make_place
from tests.trust import faults

Apart = Callable[..., list[Any]]
SLIPS, PROJECTS = 6, 3
TYPED = ("SLIP-{}", "slip {}", "ＳＬＩＰ－{}", "Slip_{}", "SLIP{}", " slip–{} ")
"""The same number as different people type it."""
OUTSIDE, ENTERING, ACCEPTING = b"0", b"1", b"2"
"""Which command's write transaction is open."""
PATIENCE = 20.0


def ground(people: int) -> dict[str, Any]:
    """A zone with as many officers as there are writers, and a few projects."""
    place = make_place()
    persons = [make_person(place, f"专员{number}").hex for number in range(people)]
    by = officer(place.zone.hex, persons[0])
    commands = [RegisterProject(zone=place.zone, values={"name": f"示例第{n}号项目"}) for n in range(PROJECTS)]
    made = register_projects(commands, by=by, today=TODAY, command_id=uuid4())
    return {"zone": place.zone.hex, "persons": persons, "projects": made.data["ids"]}


def officer(zone: str, person: str) -> Actor:
    grant = Grant(Role.INVESTMENT_OFFICER, frozenset({UUID(zone)}))
    return Actor(id=UUID(person), person=UUID(person), grants=(grant,))


def entry(project: str, slip: int, typed: str, *, own_paper: bool = False) -> EnterVoucher:
    """A slip as somebody enters it. Its paper is the same whoever brings it; its sum is told by its number."""
    digest = sha256(uuid4().bytes if own_paper else str(slip).encode()).hexdigest()
    paper = Slip(Stored(uuid4(), 9, digest, Content("application/pdf", False), ""), "回单.pdf")
    values = {
        "kind": "bank_slip", "use": ("fixed", "working", "land")[slip % 3], "origin": "domestic",
        "number": typed.format(slip), "issuer": "示例银行", "payer": "示例企业", "paid_on": date(2026, 11, 2),
        "amount": 1_000_003 + slip * 7,
    }  # fmt: skip
    return EnterVoucher(project=UUID(project), values=values, slip=paper)


def run(apart: Apart, writers: int, steps: int) -> dict[str, Any]:
    """All writers begin at the same moment; what each of their steps ended with, and what is there then."""
    [made] = apart((ground, writers))
    apart((connections.close_all,), planted=True)  # a fault of the tables is planted once, before all begin
    at = time.time() + 1.0
    calls = [(write, made, me, steps, at) for me in range(writers)]
    ends = sum((Counter(one) for one in apart(*calls, planted=True)), Counter[str]())
    [found] = apart((look,))
    return {"ends": dict(ends), **found}


def write(made: dict[str, Any], me: int, steps: int, at: float) -> dict[str, int]:
    by, draw, ends = officer(made["zone"], made["persons"][me]), random.Random(me), Counter[str]()
    time.sleep(max(0.0, at - time.time()))
    for step in range(steps):
        # all begin with the same slip, so that they meet; later each does what it draws
        name, do = ("enter", lambda: _enter(made, by, 0, draw)) if step == 0 else _draw(made, by, draw)
        try:
            do()
        except (Refused, Stale) as error:
            ends[f"{name} {type(error).__name__.lower()}"] += 1
        except LookupError:
            ends["nothing to decide"] += 1
        except OperationalError as error:  # SQLite lets one in at a time: who waited too long wrote nothing
            ends[f"{name} {'busy' if 'locked' in str(error) else error}"] += 1
        except Exception as error:  # every other end is what the experiment looks for
            ends[f"{name} {type(error).__name__}"] += 1
        else:
            ends[f"{name} done"] += 1
    return dict(ends)


def _draw(made: dict[str, Any], by: Actor, draw: random.Random) -> tuple[str, Callable[[], Any]]:
    name = draw.choice(("enter",) * 3 + ("accept",) * 5 + ("reject", "take back"))
    if name == "enter":
        return name, lambda: _enter(made, by, draw.randrange(SLIPS), draw)
    return name, lambda: _decide(name, by, draw)


def _enter(made: dict[str, Any], by: Actor, slip: int, draw: random.Random) -> None:
    cmd = entry(draw.choice(made["projects"]), slip, draw.choice(TYPED), own_paper=draw.random() < 0.5)
    enter_vouchers([cmd], by=by, today=TODAY, command_id=uuid4())


def _decide(name: str, by: Actor, draw: random.Random) -> None:
    state = "accepted" if name == "take back" else "entered"
    waiting = list(Voucher.objects.filter(state=state).values_list("pk", "version"))
    id, seen = draw.choice(waiting)
    if name == "accept":
        deciding.accept_vouchers([AcceptVoucher(id=id, seen=seen)], by=by, today=TODAY, command_id=uuid4())
    elif name == "reject":
        deciding.reject_vouchers(
            [RejectVoucher(id=id, seen=seen, reason="看不清")], by=by, today=TODAY, command_id=uuid4()
        )
    else:
        cmd = TakeBackVoucher(id=id, seen=seen, reason="已退款")
        deciding.take_back_vouchers([cmd], by=by, today=TODAY, command_id=uuid4())


def look() -> dict[str, Any]:
    """What stands in tables and book. `twice`: slips that are used more than once; sums by project from three sides."""
    rows = list(Voucher.objects.exclude(state="rejected").values("number", "sha256", "state"))
    slips = Counter(_slip(row["number"]) for row in rows)
    papers = Counter(row["sha256"] for row in rows if row["sha256"])
    report = verifying.verify()
    return {
        "vouchers": Voucher.objects.count(),
        "accepted": sum(row["state"] == "accepted" for row in rows),
        "twice": sorted(key for key, count in (slips + papers).items() if count > 1),
        "alone": Voucher.objects.exclude(decided_by=None).filter(entered_by=F("decided_by")).count(),
        "sums": [_sums(project) for project in Project.objects.order_by("pk")],
        "differences": [str(one) for one in comparing.differences(["project", "voucher", "file"])],
        "verified": report.ok,
    }


def _slip(number: str) -> str:
    """Which slip a typed number means, by its digits alone: this side does not use the product's own normal form."""
    return "".join(ch for ch in number if ch.isdigit())


def _sums(project: Project) -> list[list[int]]:
    """By use, and how many: in the project's row, of its accepted vouchers, of the book's entries."""
    uses = ("fixed", "working", "land")
    row = [getattr(project, f"arrived_{use}") for use in uses]
    accepted = list(Voucher.objects.filter(project=project, state="accepted").values_list("use", "amount"))
    book = Counter[str]()
    for kind, payload in Entry.objects.filter(subject=project.pk, kind__startswith="project.money").values_list(
        "kind", "payload"
    ):
        data, sign = orjson.loads(payload), 1 if kind.endswith("arrived") else -1
        book[data["use"]] += sign * data["amount"]
        book["count"] += sign
    by_use = [sum(amount for of, amount in accepted if of == use) for use in uses]
    return [
        [*row, project.voucher_count, project.money_in_place or 0],
        [*by_use, len(accepted), sum(by_use)],
        [*(book[use] for use in uses), book["count"], sum(book[use] for use in uses)],
    ]


def kills(apart: Apart, times: int) -> dict[str, Any]:
    """A process enters and accepts one voucher after another and is killed with SIGKILL, every second time inside the
    write transaction; after each kill tables and book are looked at."""
    [made] = apart((ground, 2))
    span = Path(os.environ["SOUTHGATE_DATA"]) / "span"
    chance, found = random.Random(20261125), Counter(kills=times, inside=0, half=0, unequal=0)
    for number in range(times):
        child = _fork(made, span, number)
        _wait_for(span, chance, accepting=number % 2 == 1)
        found["inside"] += int(span.read_bytes() != OUTSIDE)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        [left] = apart((left_over,))
        found["half"] += left["half"]
        found["unequal"] += left["unequal"]
    [last] = apart((look,))
    return {**found, "accepted": last["accepted"], "differences": last["differences"], "verified": last["verified"]}


def _fork(made: dict[str, Any], span: Path, number: int) -> int:
    span.write_bytes(OUTSIDE)
    child = os.fork()
    if child:
        return child
    try:
        faults.plant_if_asked()
        _enter_and_accept(made, span, number)
    finally:
        os._exit(1)


def _marked(span: Path, which: bytes) -> Any:
    """`span` says that the write transaction is open: from the claim of the command's id to its commit."""

    def marked(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT INTO") and "book_command" in sql:
            span.write_bytes(which)
        return execute(sql, params, many, context)

    return connection.execute_wrapper(marked)


def _enter_and_accept(made: dict[str, Any], span: Path, number: int) -> None:
    first, second = (officer(made["zone"], person) for person in made["persons"])
    step = 0
    while True:
        cmd = entry(made["projects"][step % PROJECTS], number * 10_000 + step, "N{}")
        with _marked(span, ENTERING):
            [id] = enter_vouchers([cmd], by=first, today=TODAY, command_id=uuid4()).data["ids"]
        span.write_bytes(OUTSIDE)
        with _marked(span, ACCEPTING):
            deciding.accept_vouchers([AcceptVoucher(id=UUID(id), seen=1)], by=second, today=TODAY, command_id=uuid4())
        span.write_bytes(OUTSIDE)
        step += 1


def _wait_for(span: Path, chance: random.Random, *, accepting: bool) -> None:
    """Until it writes at all, then for a while; then, if asked, until the transaction of an acceptance is open."""
    _until(span, {ENTERING, ACCEPTING})
    time.sleep(chance.uniform(0, 0.4))
    if accepting:
        _until(span, {ACCEPTING})
    time.sleep(chance.uniform(0, chance.choice((0.01, 0.05, 0.25))))


def _until(span: Path, open: set[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while span.read_bytes() not in open and time.monotonic() < until:
        time.sleep(0.0005)


def left_over() -> dict[str, int]:
    """Half a voucher: an acceptance without its money or money without it, a row without its entry, a command without
    its answer, a head behind the book."""
    accepted = set(Voucher.objects.filter(state="accepted").values_list("pk", flat=True))
    payloads = Entry.objects.filter(kind="project.money_arrived").values_list("payload", flat=True)
    arrived = {UUID(orjson.loads(payload)["voucher"]) for payload in payloads}
    entered = Entry.objects.filter(kind="voucher.registered").count()
    head, last = Head.objects.get().position, Entry.objects.order_by("-position").values_list("position", flat=True)[0]
    whole = accepted == arrived and entered == Voucher.objects.count() and head == last == Entry.objects.count()
    whole = whole and not Command.objects.filter(position=0).exists()
    unequal = any(row != rest for row, *others in map(_sums, Project.objects.all()) for rest in others)
    connections.close_all()
    return {"half": int(not whole), "unequal": int(unequal)}
