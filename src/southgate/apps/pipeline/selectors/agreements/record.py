"""One agreement as its page reads it: text with flagged passages, versions, reviews, commitments, what is next. Any
day: a past one is folded from the book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.models.agreements import (
    Agreement,
    AgreementText,
    Clause,
    Commitment,
    CommitmentPast,
    FairReview,
)
from southgate.apps.pipeline.policies import agreements as policies
from southgate.apps.pipeline.selectors.agreements.reading import agreement_for
from southgate.apps.pipeline.selectors.agreements.rules import clause_rules, measures
from southgate.domain.agreements.commitments import days_left
from southgate.domain.agreements.words import ClauseState, Standing, State
from southgate.domain.errors import NotFound
from southgate.kernel.book import keeping
from southgate.kernel.book.reading import as_known_at, state_at
from southgate.kernel.calendar.selectors import calendar_for
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names

Columns = Mapping[str, Any]
VERBS = ("edit", "flag", "review", "approve", "end")


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text; `clauses` are the passages that it lies in, None of them for most."""

    text: str
    clauses: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """`can_judge`: whether this reader may say that it needs no review."""

    id: UUID
    version: int
    key: str
    flag: str
    rule: str
    why: str
    quote: str
    first: int
    last: int
    state: str
    found_by: str
    added_by: str
    judged_by: str
    judged_on: date | None
    reason: str
    can_judge: bool


@dataclass(frozen=True, slots=True)
class Version:
    number: int
    on: date
    by: str
    length: int
    sha256: str
    file: UUID | None


@dataclass(frozen=True, slots=True)
class Reviewed:
    id: UUID
    text_number: int
    number: str
    office: str
    on: date
    conclusion: str
    by: str
    file: UUID
    holds: bool


@dataclass(frozen=True, slots=True)
class Promised:
    """`left`: working days until it is due, negative when overdue; None when it is not open in a signed agreement."""

    id: UUID
    version: int
    side: str
    measure: str
    title: str
    award: bool
    text: str
    quantity: int | None
    places: int
    unit: str
    due_on: date
    needs: UUID | None
    needs_text: str
    state: str
    claimed: str
    claimed_by: str
    claimed_on: date | None
    evidence_number: str
    evidence_file: UUID | None
    met_on: date | None
    decided_by: str
    decided_on: date | None
    reason: str
    left: int | None
    can_claim: bool
    can_decide: bool


@dataclass(frozen=True, slots=True)
class AgreementRecord:
    id: UUID
    version: int
    zone: UUID
    project: UUID
    project_name: str
    columns: Columns
    enterprise_name: str
    people: Mapping[UUID, str]
    text: str
    segments: tuple[Segment, ...]
    versions: tuple[Version, ...]
    passages: tuple[Passage, ...]
    reviews: tuple[Reviewed, ...]
    commitments: tuple[Promised, ...]
    returned: str
    ended: str
    can: Mapping[str, bool]
    me: UUID | None

    @property
    def state(self) -> State:
        return State(self.columns["state"])

    @property
    def open_flags(self) -> int:
        return sum(one.state == ClauseState.OPEN for one in self.passages)

    @property
    def review(self) -> Reviewed | None:
        """The review that holds for the latest text."""
        return next((one for one in self.reviews if one.holds), None)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Columns of everything that hangs on one agreement, today or at a position."""

    agreement: Columns
    texts: Sequence[Columns]
    clauses: Sequence[Columns]
    reviews: Sequence[Columns]
    commitments: Sequence[Columns]

    @property
    def said(self) -> Iterable[UUID]:
        columns = ("quote_said", "reason_said", "text_said", "returned_said", "ended_said")
        latest = [one for one in self.texts if one["number"] == self.agreement["text_number"]]
        rows = (self.agreement, *latest, *self.clauses, *self.commitments)
        return (row[name] for row in rows for name in columns if row.get(name))

    @property
    def persons(self) -> Iterable[UUID]:
        rows = (self.agreement, *self.texts, *self.clauses, *self.reviews, *self.commitments)
        return (value for row in rows for name, value in row.items() if name.endswith("_by_id") and value)


def agreement_record(by: Actor, pk: UUID, *, today: date, position: int | None = None) -> AgreementRecord:
    """Raises NotFound, also for an agreement that was drafted after `position`."""
    row = agreement_for(by, pk)
    rows = _today(row) if position is None else _then(row, position)
    words, people = keeping.read(rows.said), person_names(set(rows.persons))
    shaping = _Shaping(by, today, row, rows, words, people, live=position is None)
    text = shaping.latest_text()
    return AgreementRecord(
        id=pk, version=row.version, zone=row.zone_id, project=row.project_id, project_name=row.project.name,
        columns=rows.agreement, enterprise_name=row.enterprise.name if row.enterprise is not None else "",
        people=people, text=text, segments=segments(text, shaping.marked()), versions=shaping.versions(),
        passages=shaping.passages(), reviews=shaping.reviews(), commitments=shaping.commitments(),
        returned=shaping.word(rows.agreement["returned_said"]), ended=shaping.word(rows.agreement["ended_said"]),
        can={verb: position is None and policies.RULES.can(by, verb, row) for verb in VERBS}, me=by.person,
    )  # fmt: skip


def _today(row: Agreement) -> _Rows:
    def of(model: Any, *order: str) -> list[Columns]:
        return list(model.objects.filter(agreement=row).order_by(*order).values())

    agreement = Agreement.objects.filter(pk=row.pk).values().get()
    kept = [one for one in of(Commitment, "due_on", "id") if one["state"] != Standing.DROPPED.value]
    clauses = [one for one in of(Clause, "first", "key") if one["state"] != ClauseState.REMOVED.value]
    return _Rows(agreement, of(AgreementText, "number"), clauses, of(FairReview, "reviewed_on", "position"), kept)


def _then(row: Agreement, position: int) -> _Rows:
    """Texts and reviews never change, so those known then are those recorded by then."""
    agreement = state_at("agreement", row.pk, position)
    if agreement is None:
        raise NotFound(str(row.pk))
    texts = AgreementText.objects.filter(agreement=row, position__lte=position).order_by("number").values()
    reviews = FairReview.objects.filter(agreement=row, position__lte=position).order_by("reviewed_on", "position")
    ids = Clause.objects.filter(agreement=row).values_list("pk", flat=True)
    clauses = [one for pk in ids if (one := state_at("clause", pk, position)) is not None]
    clauses = [one for one in clauses if one["state"] != ClauseState.REMOVED.value]
    past = as_known_at(CommitmentPast, position).filter(agreement=row).exclude(state=Standing.DROPPED.value)
    ordered = sorted(clauses, key=lambda one: (one["first"], one["key"]))
    return _Rows(agreement, list(texts), ordered, list(reviews.values()), list(past.order_by("due_on", "id").values()))


def segments(text: str, marked: Sequence[tuple[int, int, UUID]]) -> tuple[Segment, ...]:
    """The text cut wherever a passage begins or ends; put together again it is the text."""
    cuts = sorted({0, len(text), *(at for first, last, _ in marked for at in (first, last) if 0 < at < len(text))})
    found = []
    for start, end in pairwise(cuts):
        inside = tuple(id for first, last, id in marked if first <= start and end <= last)
        found.append(Segment(text[start:end], inside))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Shaping:
    """Rows into what the page shows: names and words were fetched once, before."""

    by: Actor
    today: date
    row: Agreement
    rows: _Rows
    words: Mapping[UUID, str]
    people: Mapping[UUID, str]
    live: bool

    def word(self, id: UUID | None) -> str:
        return self.words.get(id, "") if id is not None else ""

    def name(self, id: UUID | None) -> str:
        return self.people.get(id, "") if id is not None else ""

    def latest_text(self) -> str:
        number = self.rows.agreement["text_number"]
        return next((self.word(one["text_said"]) for one in self.rows.texts if one["number"] == number), "")

    def marked(self) -> list[tuple[int, int, UUID]]:
        return [(one["first"], one["last"], one["id"]) for one in self.rows.clauses]

    def versions(self) -> tuple[Version, ...]:
        return tuple(
            Version(
                one["number"], one["on"], self.name(one["written_by_id"]), one["length"], one["sha256"], one["file"]
            )
            for one in reversed(self.rows.texts)
        )

    def passages(self) -> tuple[Passage, ...]:
        rules = {rule.key: rule for rule in clause_rules(self.row.zone_id, self.today).rule}
        return tuple(self._passage(one, rules.get(one["rule"])) for one in self.rows.clauses)

    def _passage(self, one: Columns, rule: Any) -> Passage:
        judges = self.live and one["state"] == ClauseState.OPEN.value and self.row.state != State.ENDED.value
        row = Clause(id=one["id"], agreement=self.row)
        return Passage(
            id=one["id"], version=one.get("version", 0), key=one["key"], flag=one["flag"],
            rule=rule.title if rule is not None else "", why=rule.why if rule is not None else "",
            quote=self.word(one["quote_said"]), first=one["first"], last=one["last"], state=one["state"],
            found_by=one["found_by"],
            added_by=self.name(one["added_by_id"]), judged_by=self.name(one["judged_by_id"]),
            judged_on=one["judged_on"], reason=self.word(one["reason_said"]),
            can_judge=judges and self._another(one["added_by_id"], self.row.written_by_id)
            and policies.CLAUSES.can(self.by, "judge", row),
        )  # fmt: skip

    def _another(self, *persons: UUID | None) -> bool:
        return self.by.person is not None and self.by.person not in persons

    def reviews(self) -> tuple[Reviewed, ...]:
        number = self.rows.agreement["text_number"]
        of_latest = [one["id"] for one in self.rows.reviews if one["text_number"] == number]
        return tuple(
            Reviewed(one["id"], one["text_number"], one["number"], one["office"], one["reviewed_on"], one["conclusion"],
                     self.name(one["recorded_by_id"]), one["file"], holds=one["id"] == (of_latest or [None])[-1])
            for one in reversed(self.rows.reviews)
        )  # fmt: skip

    def commitments(self) -> tuple[Promised, ...]:
        titles = {one.key: one.title for one in measures(self.row.zone_id, self.today).measure}
        texts = {one["id"]: self.word(one["text_said"]) for one in self.rows.commitments}
        calendar = calendar_for(self.row.zone_id, today=self.today) if self.rows.commitments else None
        signed = self.rows.agreement["state"] == State.SIGNED.value
        may = {verb: self.live and signed and policies.COMMITMENTS.can(self.by, verb, self._any())
               for verb in ("claim", "decide")}  # fmt: skip
        return tuple(
            self._promised(one, titles, texts, calendar if signed else None, may) for one in self.rows.commitments
        )

    def _any(self) -> Commitment:
        return Commitment(id=self.row.pk, project=self.row.project, agreement=self.row)

    def _promised(
        self, one: Columns, titles: Mapping[str, str], texts: Mapping[UUID, str], calendar: Any, may: Mapping[str, bool]
    ) -> Promised:
        open_one = one["state"] == Standing.OPEN.value
        runs = calendar is not None and open_one
        return Promised(
            id=one["id"], version=one["version"], side=one["side"], measure=one["measure"],
            title=titles.get(one["measure"], one["measure"]), award=one["award"], text=texts[one["id"]],
            quantity=one["quantity"], places=one["places"], unit=one["unit"], due_on=one["due_on"],
            needs=one["needs_id"], needs_text=texts.get(one["needs_id"], ""), state=one["state"],
            claimed=one["claimed"], claimed_by=self.name(one["claimed_by_id"]), claimed_on=one["claimed_on"],
            evidence_number=one["evidence_number"], evidence_file=one["evidence_file"], met_on=one["met_on"],
            decided_by=self.name(one["decided_by_id"]), decided_on=one["decided_on"],
            reason=self.word(one["reason_said"]),
            left=days_left(one["due_on"], self.today, calendar) if runs else None,
            can_claim=may["claim"] and not one["claimed"]
            and one["state"] in (Standing.OPEN.value, Standing.MISSED.value),
            can_decide=may["decide"] and bool(one["claimed"]) and self._another(one["claimed_by_id"]),
        )  # fmt: skip
