"""The story of a project, told backwards: today's facts stand, and each change is undone on the way to the first day.

So the last state is the project itself, whatever the story, and replaying the changes from the first day ends there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from southgate.cli.generate.made import STAGE_DATES, STAGES, Desk, Happening, Id, Project, Stage, Status, Value
from southgate.cli.generate.timeline import workday
from southgate.cli.generate.words import NOTES
from southgate.domain.money import WAN

FEN = WAN.minor
_EPOCH = date(1970, 1, 1).toordinal()
_DAY, _SECOND = 86_400_000_000, 1_000_000
_ZONE = 8 * 3600  # Asia/Shanghai is UTC+8 without summer time since 1992
_OPENS, _HOURS = 8 * 3600 + 1800, 9 * 3600
LATE = 0.12  # share of facts entered one to five days after they happened
HALTED = "status_changed"
SPREAD = 5  # a project has `about` entries, five more or fewer
Changes = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class _Step:
    day: date
    kind: str
    stage: int = 0


def tell(project: Project, rng: Random, desk: Desk, today: date, about: int) -> tuple[Project, tuple[Happening, ...]]:
    """The project as registered and its entries, about `about` of them (never fewer than its stages ask for)."""
    steps = _steps(project, rng, today, about)
    was: dict[str, Value] = {}
    told: list[tuple[_Step, Changes, str]] = []
    for step in reversed(steps):
        told.append((step, _undo(project, was, step, rng, desk), _note(rng) if step.kind == "noted" else ""))
    first = replace(project, **was) if was else project  # type: ignore[arg-type]
    return first, _record(project, rng, desk, today, told[::-1])


def _steps(project: Project, rng: Random, today: date, about: int) -> list[_Step]:
    """What happened on which day, in order; the first is the registration."""
    moves = [
        _Step(day, "stage_moved", at)
        for at, field in enumerate(STAGE_DATES)
        if (day := getattr(project, field)) is not None
    ]
    opening = _Step(moves[0].day, "registered")
    kinds = [] if project.status is Status.NORMAL else [HALTED]
    room = about + int(rng.random() * (2 * SPREAD + 1)) - SPREAD - len(moves) - len(kinds)
    kinds += ["edited" if rng.random() < 0.5 else "noted" for _ in range(room)]
    span = (today - opening.day).days
    fill = [_Step(workday(opening.day + timedelta(days=int(rng.random() * (span + 1)))), kind) for kind in kinds]
    fill = [replace(step, day=max(step.day, moves[-1].day)) if step.kind == HALTED else step for step in fill]
    return [opening, *sorted([*moves[1:], *fill], key=_order)]


def _order(step: _Step) -> tuple[date, bool, int]:
    """A project that was paused or ended moves on no more: that comes after the last stage, on the same day too."""
    return step.day, step.kind == HALTED, step.stage


def _undo(project: Project, was: dict[str, Value], step: _Step, rng: Random, desk: Desk) -> Changes:
    """What this step changed; puts the values from before it into `was`."""
    if step.kind == "stage_moved":
        field = STAGE_DATES[step.stage]
        earlier = next(at for at in range(step.stage - 1, -1, -1) if getattr(project, STAGE_DATES[at]) is not None)
        promise = {"production_promised_on": None} if STAGES[step.stage] is Stage.SIGNED else {}
        return _set(project, was, {"stage": STAGES[earlier], field: None, **promise})
    if step.kind == HALTED:
        return _set(project, was, {"status": Status.NORMAL})
    if step.kind == "edited":
        return _set(project, was, _EDITS[int(rng.random() * len(_EDITS))](project, was, rng, desk))
    return ()


def _set(project: Project, was: dict[str, Value], before: dict[str, Value]) -> Changes:
    changes = tuple((field, was[field] if field in was else getattr(project, field)) for field in before)
    was.update(before)
    return changes


def _now(project: Project, was: dict[str, Value], field: str) -> Value:
    return was[field] if field in was else getattr(project, field)


def _sum_before(project: Project, was: dict[str, Value], rng: Random, _: Desk) -> dict[str, Value]:
    """An increase by working capital: before it, both the whole and that part were smaller."""
    planned, working = _now(project, was, "investment_planned"), _now(project, was, "investment_working")
    assert isinstance(planned, int) and isinstance(working, int)
    added = working // FEN * (1 + int(rng.random() * 4)) // 10 * FEN
    return {"investment_planned": planned - added, "investment_working": working - added} if added else {}


def _promise_before(project: Project, was: dict[str, Value], rng: Random, _: Desk) -> dict[str, Value]:
    promised = _now(project, was, "production_promised_on")
    if not isinstance(promised, date):
        return {}
    earlier = promised - timedelta(days=14 + int(rng.random() * 120))
    return {"production_promised_on": earlier} if earlier > (project.start_on or date.min) else {}


def _jobs_before(project: Project, was: dict[str, Value], rng: Random, _: Desk) -> dict[str, Value]:
    jobs = _now(project, was, "jobs_expected")
    return {"jobs_expected": max(5, jobs - 5 - int(rng.random() * 40))} if isinstance(jobs, int) and jobs > 12 else {}


def _person_before(project: Project, was: dict[str, Value], rng: Random, desk: Desk) -> dict[str, Value]:
    now = _now(project, was, "responsible_person")
    others = [person for person in desk.people if person != now]
    return {"responsible_person": others[int(rng.random() * len(others))]} if others else {}


_EDITS = (_sum_before, _promise_before, _jobs_before, _person_before)


def _note(rng: Random) -> str:
    return NOTES[int(rng.random() * len(NOTES))]


def _record(
    project: Project, rng: Random, desk: Desk, today: date, told: Sequence[tuple[_Step, Changes, str]]
) -> tuple[Happening, ...]:
    """Give each step its writer and the moment it was written down, each later than the one before."""
    entries, last = [], 0
    for step, changes, note in told:
        last = max(last + 60 * _SECOND, _moment(rng, step.day, today))
        by: Id = project.responsible_person if rng.random() < 0.8 else desk.people[int(rng.random() * len(desk.people))]
        kind = "noted" if step.kind == "edited" and not changes else step.kind
        entries.append(Happening(kind, step.day, last, by, changes, note or (_note(rng) if kind == "noted" else "")))
    return tuple(entries)


def _moment(rng: Random, day: date, today: date) -> int:
    written = day.toordinal() + (1 + int(rng.random() * 5) if rng.random() < LATE else 0)
    weekday = (written - 1) % 7  # 0001-01-01 was a Monday
    written = min(today.toordinal(), written + (7 - weekday if weekday > 4 else 0))
    seconds = _OPENS - _ZONE + rng.random() * _HOURS
    return (written - _EPOCH) * _DAY + int(seconds * _SECOND)
