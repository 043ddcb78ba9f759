"""Reading the book: the feed of a subject, a past day, a state replayed, how much was entered late."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, Expression, F, Func, Model, Q, QuerySet
from django.utils.translation import gettext as _

from southgate.kernel import clock
from southgate.kernel.book.models import Entry
from southgate.kernel.book.payloads import read_plain, read_typed
from southgate.kernel.book.projections import Event, State, projection_of
from southgate.kernel.book.sentences import names_of, render

PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a reader sees it. `corrects` and `corrected_by` are positions: an entry that superseded another
    and the one it superseded know each other, and a page marks both (更正)."""

    position: int
    subject: UUID
    version: int
    kind: str
    sentence: str
    occurred_on: date
    recorded_at: datetime
    back_entered: bool
    by: str
    unit: str
    corrects: int | None
    corrected_by: int | None


@dataclass(frozen=True, slots=True)
class Feed:
    """Newest first. `older` is what `before` must be for the next page, None at the first entry."""

    lines: tuple[Line, ...]
    older: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """补录率: of `entries`, `back_entered` happened on an earlier day than they were recorded."""

    entries: int
    back_entered: int

    @property
    def millionths(self) -> int:
        return self.back_entered * 1_000_000 // self.entries if self.entries else 0


def feed(
    subjects: UUID | Sequence[UUID],
    *,
    by: Any,
    before: int | None = None,
    until: int | None = None,
    limit: int = PAGE,
    kinds: Collection[str] | None = None,
) -> Feed:
    """What happened to a subject (or to several: a project and its plan) up to position `until`.

    The caller has checked that `by` may see the subjects; names inside sentences are those `by` may know.
    `kinds` limits the feed to entries that this reader may read (an enterprise reads none of the internal ones).
    """
    wanted = [subjects] if isinstance(subjects, UUID) else list(subjects)
    found = Entry.objects.filter(subject__in=wanted)
    if until is not None:
        found = found.filter(position__lte=until)
    if kinds is not None:
        found = found.filter(kind__in=kinds)
    page = found if before is None else found.filter(position__lt=before)
    entries = list(page.order_by("-position")[: limit + 1])
    older = entries[limit - 1].position if len(entries) > limit else None
    return Feed(tuple(_lines(entries[:limit], found, by)), older)


def _lines(entries: Sequence[Entry], found: QuerySet[Entry], by: Any) -> Iterable[Line]:
    said = [read_typed(entry.kind, entry.version, entry.payload).sentence() for entry in entries]
    sentences = render(said, by)
    persons = names_of("person", [e.by_person for e in entries if e.by_person], by)
    units = names_of("unit", [e.for_unit for e in entries if e.for_unit], by)
    corrected = corrections(found, [entry.position for entry in entries])
    for entry, sentence in zip(entries, sentences, strict=True):
        yield Line(
            position=entry.position,
            subject=entry.subject,
            version=entry.seq,
            kind=entry.kind,
            sentence=sentence,
            occurred_on=entry.occurred_on,
            recorded_at=clock.moment_of(entry.recorded_at),
            back_entered=entry.occurred_on < clock.day_of(entry.recorded_at),
            by=persons.get(entry.by_person, _("（不便显示）")) if entry.by_person else _("系统"),
            unit=units.get(entry.for_unit, "") if entry.for_unit else "",
            corrects=entry.supersedes,
            corrected_by=corrected.get(entry.position),
        )


def corrections(found: QuerySet[Entry], positions: Sequence[int]) -> Mapping[int, int]:
    """Position of a superseded entry → of the last entry that superseded it, among the entries `found`."""
    pairs = found.filter(supersedes__in=positions).order_by("position").values_list("supersedes", "position")
    return {old: new for old, new in pairs if old is not None}


def position_at(day: date) -> int:
    """The last position recorded by the end of `day` in Asia/Shanghai; 0 when the book was empty then."""
    known = Entry.objects.filter(recorded_at__lt=clock.end_of(day)).order_by("-recorded_at", "-position")
    return known.values_list("position", flat=True).first() or 0


def state_at(kind: str, subject: UUID, position: int) -> State | None:
    """The columns of a subject's row as known at `position`, folded from the book alone; None before its first entry.

    Raises LookupError for a kind without rows.
    """
    projection = projection_of(kind)
    if projection is None:
        raise LookupError(f"subjects of kind {kind} have no rows")
    state: State | None = None
    for entry in Entry.objects.filter(subject=subject, position__lte=position).order_by("seq"):
        state = projection.fold(state, event_of(entry))
    return state


def event_of(entry: Entry) -> Event:
    """An entry as a fold sees it, its payload in today's version."""
    data = read_plain(entry.kind, entry.version, entry.payload)
    return Event(entry.kind, data, entry.subject, entry.occurred_on, entry.zone, entry.by_person)


def as_known_at(past: type[Model], position: int) -> QuerySet[Any]:
    """The history rows that held at `position`: one a subject, the row as it was known then."""
    manager: Any = past._default_manager
    known: QuerySet[Any] = manager.filter(Q(known_to=None) | Q(known_to__gt=position), known_from__lte=position)
    return known


class _RecordedDay(Func):
    """Day on which an entry was recorded, in Asia/Shanghai (UTC+8 without summer time since 1992)."""

    output_field = DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "date(%(expressions)s / 1000000 + 28800, 'unixepoch')"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "(to_timestamp(%(expressions)s / 1000000) AT TIME ZONE 'Asia/Shanghai')::date"
        return self.as_sql(compiler, connection, template=template, **extra)


def recorded_day(column: str = "recorded_at") -> Expression:
    return _RecordedDay(F(column))


def back_entered(entries: QuerySet[Entry]) -> Share:
    """补录率 of a set of entries (of a zone, a kind, a span of positions)."""
    late = Count("position", filter=Q(occurred_on__lt=recorded_day()))
    found = entries.aggregate(entries=Count("position"), late=late)
    return Share(found["entries"], found["late"])
