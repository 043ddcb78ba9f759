"""What a worker process of a trust test does: `python -m tests.trust.worker ACTION ARGUMENTS`, its answer as JSON.

A fault named in SOUTHGATE_FAULT is planted first: the twin of an experiment, which must then fail.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from southgate.apps.pipeline.models.projects import Project  # noqa: E402
from southgate.apps.pipeline.services.projects.commands import EditProject, RegisterProject  # noqa: E402
from southgate.apps.pipeline.services.projects.recording import edit_projects, publish_projects, register_projects  # noqa: E402
from southgate.domain.errors import Refused, Stale  # noqa: E402
from southgate.kernel.book import comparing, moving, roles, sealing, verifying  # noqa: E402
from southgate.kernel.book.drafting import Draft  # noqa: E402
from southgate.kernel.book.models import Entry, Head, Kept  # noqa: E402
from southgate.kernel.book.payloads import Said  # noqa: E402
from southgate.kernel.book.writing import command  # noqa: E402
from southgate.kernel.identity.actor import Actor, Grant, system_actor  # noqa: E402
from southgate.kernel.identity.models import Account  # noqa: E402
from southgate.kernel.identity.roles import Role  # noqa: E402
from southgate.kernel.orgs.entries import PersonChanged  # noqa: E402
from southgate.kernel.orgs.erasing import ErasePerson, erase_persons  # noqa: E402
from southgate.kernel.orgs.models import Person  # noqa: E402
from southgate.kernel.search.models import Name  # noqa: E402
from southgate.kernel.testing import TODAY, make_person, make_place  # noqa: E402
from tests.trust import becoming, faults, interleaving, voucher_writers  # noqa: E402

CROSSED, PAUSE = 40, 0.15
"""Projects that two kinds of writers change at the same time; seconds at most between two changes of one of them."""


def officer(zone: str, person: str) -> Actor:
    grant = Grant(Role.INVESTMENT_OFFICER, frozenset({UUID(zone)}))
    return Actor(id=UUID(person), person=UUID(person), grants=(grant,))


def migrate() -> None:
    call_command("migrate", verbosity=0)


def prepare() -> dict[str, str]:
    """A zone with an officer and one project."""
    place = make_place()
    person = make_person(place, "李经理")
    by = officer(place.zone.hex, person.hex)
    cmd = RegisterProject(zone=place.zone, values={"name": "精密减速器智能工厂"})
    made = register_projects([cmd], by=by, today=TODAY, command_id=uuid4())
    return {"zone": place.zone.hex, "person": person.hex, "project": made.data["ids"][0]}


def plant() -> None:
    if fault := os.environ.get("SOUTHGATE_FAULT"):
        faults.plant(fault)


def apart(*calls: tuple[Any, ...], planted: bool = False) -> list[Any]:
    """Each call (function, arguments …) in a process of its own, all at once; their answers in order.

    The parent never opens a connection, so none is carried into a child.
    """
    context = multiprocessing.get_context("fork")
    pipes = [context.Pipe(duplex=False) for _ in calls]
    children = [
        context.Process(target=_child, args=(out, planted, *call)) for call, (_, out) in zip(calls, pipes, strict=True)
    ]
    for child, (_, out) in zip(children, pipes, strict=True):
        child.start()
        out.close()
    answers = [receiver.recv() for receiver, _ in pipes]
    for child in children:
        child.join()
    return answers


def _child(out: Any, planted: bool, do: Any, *arguments: Any) -> None:
    if planted:
        plant()
    out.send(do(*arguments))
    connections.close_all()


def edits(writers: str, times: str) -> dict[str, Any]:
    """R3: many processes edit one project; what was acknowledged, how the others ended, what the book has then."""
    [made] = apart((prepare,))
    who = (made["zone"], made["person"], made["project"])
    answers = apart(*((edit, *who, int(times), n) for n in range(int(writers))), planted=True)
    ends = sum((Counter(one["ends"]) for one in answers), Counter[str]())
    acknowledged = sorted(pair for one in answers for pair in one["acknowledged"])
    [book], [report] = apart((tokens, made["project"])), apart((verify,))
    return {"acknowledged": acknowledged, "ends": ends, **book, "verified": report["ok"]}


def crossing(seconds: str) -> dict[str, int]:
    """One process changes many projects in one command again and again, others change them one by one meanwhile."""
    [made] = apart((prepare,))
    [ids] = apart((more_projects, made["zone"], made["person"], CROSSED))
    until = time.time() + float(seconds)
    calls = [(many_at_once, made["zone"], made["person"], ids, until)]
    calls += [(one_by_one, made["zone"], made["person"], ids, until, n) for n in range(2)]
    ends = sum((Counter(one) for one in apart(*calls, planted=True)), Counter[str]())
    return dict(ends)


def more_projects(zone: str, person: str, count: int) -> list[str]:
    commands = [RegisterProject(zone=UUID(zone), values={"name": f"示例第{n}号项目"}) for n in range(count)]
    made = register_projects(commands, by=officer(zone, person), today=TODAY, command_id=uuid4())
    return list(made.data["ids"])


def many_at_once(zone: str, person: str, ids: list[str], until: float) -> dict[str, int]:
    return _until(until, "many", lambda turn: _change(zone, person, ids, f"第{turn}轮", publish_projects))


def one_by_one(zone: str, person: str, ids: list[str], until: float, me: int) -> dict[str, int]:
    draw = random.Random(me)

    def change(turn: int) -> None:
        time.sleep(draw.uniform(0, PAUSE))  # so that not every bulk command finds its rows moved
        _change(zone, person, [draw.choice(ids)], f"工人{me}第{turn}次", edit_projects)

    return _until(until, "one", change)


def _change(zone: str, person: str, ids: list[str], text: str, service: Any) -> None:
    seen = dict(Project.objects.filter(pk__in=ids).values_list("pk", "version"))
    commands = [EditProject(id=id, seen=version, values={"industry": text}) for id, version in seen.items()]
    service(commands, by=officer(zone, person), today=TODAY, command_id=uuid4())


def _until(end: float, who: str, do: Any) -> dict[str, int]:
    ends = Counter[str]()
    while time.time() < end:
        try:
            do(sum(ends.values()))
        except Stale:
            ends[f"{who} stale"] += 1
        except Exception as error:  # every other end is what the experiment looks for
            ends[type(error).__name__] += 1
        else:
            ends[f"{who} done"] += 1
    return dict(ends)


def findable() -> int:
    """How many names the search knows."""
    return Name.objects.count()


def repeats() -> list[Any]:
    """One command id: two at the same moment, then once more, then with another body."""
    [made] = apart((prepare,))
    who = (made["zone"], made["person"], uuid4().hex)
    at = time.time() + 0.5
    calls = [(submit, *who, "同一份提交", at), (submit, *who, "同一份提交", at)]
    later = [(submit, *who, "同一份提交", 0), (submit, *who, "改过的提交", 0)]
    return [*apart(*calls, planted=True), *(apart(call, planted=True)[0] for call in later)]


def interleave() -> dict[str, Any]:
    [made] = apart((prepare,))
    plant()
    return interleaving.run(officer(made["zone"], made["person"]), UUID(made["project"]))


def edit(zone: str, person: str, project: str, times: int, me: int) -> dict[str, Any]:
    """Read, then edit what was seen, `times` times. Answers what was acknowledged, and how the others ended."""
    by, acknowledged, ends = officer(zone, person), [], Counter[str]()
    for number in range(times):
        seen = Project.objects.values_list("version", flat=True).get(pk=project)
        token = f"工人{me}第{number}次"
        cmd = EditProject(id=UUID(project), seen=seen, values={"industry": token})
        try:
            edit_projects([cmd], by=by, today=TODAY, command_id=uuid4())
        except Stale as stale:
            ends["stale" if stale.changes else "stale without changes"] += 1
        except Exception as error:  # every other end is what the experiment looks for
            ends[type(error).__name__] += 1
        else:
            acknowledged.append([seen + 1, token])
    return {"acknowledged": acknowledged, "ends": dict(ends)}


def tokens(project: str) -> dict[str, Any]:
    """The edits of a project as the book has them: [seq, token]; and its row."""
    entries = Entry.objects.filter(subject=project, kind="project.changed").order_by("seq")
    found = [[e.seq, json.loads(e.payload)["set"]["industry"]] for e in entries]
    row = Project.objects.get(pk=project)
    return {"entries": found, "version": row.version, "industry": row.industry, "position": Head.objects.get().position}


def submit(zone: str, person: str, command_id: str, name: str, at: float) -> dict[str, Any]:
    """Register a project under a given command id, at a given moment, so that several meet."""
    time.sleep(max(0.0, at - time.time()))
    cmd = RegisterProject(zone=UUID(zone), values={"name": name})
    try:
        made = register_projects([cmd], by=officer(zone, person), today=TODAY, command_id=UUID(command_id))
    except Refused as refused:
        return {"refused": [reason.where for reason in refused.reasons]}
    except Stale:
        return {"refused": ["stale"]}
    return {"position": made.position, "ids": made.data["ids"], "repeated": made.repeated}


def vouchers(writers: str, steps: str) -> dict[str, Any]:
    """Many processes enter and decide about the same slips."""
    return voucher_writers.run(apart, int(writers), int(steps))


def voucher_kills(times: str) -> dict[str, Any]:
    return voucher_writers.kills(apart, int(times))


def append(count: str) -> dict[str, float]:
    """Append rate: edits of one project, one after another, each its own transaction."""
    made = prepare()
    by, row = officer(made["zone"], made["person"]), Project.objects.get(pk=made["project"])
    start = time.perf_counter()
    for number in range(int(count)):
        cmd = EditProject(id=row.id, seen=row.version + number, values={"industry": f"行业{number}"})
        edit_projects([cmd], by=by, today=TODAY, command_id=uuid4())
    return {"rate": int(count) / (time.perf_counter() - start)}


def seal() -> dict[str, Any]:
    made = sealing.seal(reason="manual")
    return {"position": made.position, "root": made.root}


def verify() -> dict[str, Any]:
    report = verifying.verify()
    return {"ok": report.ok, "entries": report.entries, "root": report.root, "words": report.words,
            "findings": [str(bad) for bad in report.findings]}  # fmt: skip


def person_with_account(name: str, login: str) -> dict[str, Any]:
    """A person with words in two places and a sign-in; `secrets`: what must be found nowhere afterwards."""
    made = prepare()
    place = make_place("E2")
    person = make_person(place, name)
    Account.objects.create_user(login, f"{login}@zone.example", uuid4().hex, person=person)
    _say([(person, place.zone, f"{name}的电话")], by=system_actor(), today=TODAY, command_id=uuid4())
    rows = Kept.objects.filter(person=person)
    secrets = [bytes(part).hex() for row in rows for part in (row.key, row.ciphertext)]
    return {**made, "person": person.hex, "secrets": secrets}


@command
def _say(draft: Draft, commands: Sequence[Any], *, by: Actor, today: date) -> dict[str, Any]:
    for person, zone, words in commands:
        draft.lock(Person, person)
        said = Said.of(words, person=person, label="phone")
        draft.record(person, PersonChanged(set={"phone_said": said}), zone=zone)
    return {}


def differences() -> list[str]:
    return [str(difference) for difference in comparing.differences()]


def erase(person: str) -> dict[str, Any]:
    plant()
    made = erase_persons([ErasePerson(person=UUID(person))], by=system_actor(), today=TODAY, command_id=uuid4())
    return {"position": made.position, **made.data}


def export(path: str) -> int:
    with Path(path).open("wb") as out:
        return moving.export_book(out).entries


def take_in(path: str) -> dict[str, Any]:
    plant()
    with Path(path).open("rb") as lines:
        try:
            moved = moving.import_book(lines)
        except Refused as refused:
            return {"refused": str(refused)}
    return {"entries": moved.entries, "root": moved.root, "words": moved.words, "commands": moved.commands}


def grant(app: str) -> int:
    return roles.grant(app)


def excess() -> list[str]:
    return roles.excess()


ACTIONS = (
    migrate, prepare, edits, repeats, interleave, append, seal, verify, person_with_account, differences, erase, export,
    take_in, grant, excess, crossing, findable, vouchers, voucher_kills, becoming.become,
)  # fmt: skip


def main(action: str, *arguments: str) -> None:
    do: Any = {function.__name__: function for function in ACTIONS}[action]
    print(json.dumps(do(*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
