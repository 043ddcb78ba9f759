"""What hangs on the gates of a project, for its page and the API: documents, reviews, leaves, deadlines; any day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from southgate.apps.pipeline.models.gates import (
    Document,
    DocumentPast,
    Opinion,
    OpinionPast,
    Override,
    OverridePast,
    Review,
    ReviewPast,
)
from southgate.apps.pipeline.models.projects import Project
from southgate.apps.pipeline.policies.gates import DOCUMENTS, OPINIONS, OVERRIDES, REVIEWS, OfThis
from southgate.apps.pipeline.selectors.gates.gate import deadlines_by_row
from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.apps.pipeline.selectors.gates.standing import latest_last, standing_of
from southgate.apps.pipeline.selectors.projects.reading import project_at, project_for
from southgate.domain.gates.deadlines import DeadlineState
from southgate.domain.gates.photos import WORKS
from southgate.domain.gates.reviews import VERDICT_NAMES, Verdict
from southgate.domain.gates.table import DocumentKind
from southgate.domain.projects import STAGE_NAMES, Stage
from southgate.kernel.book import keeping
from southgate.kernel.book.reading import as_known_at
from southgate.kernel.identity.actor import Actor
from southgate.kernel.orgs.naming import person_names, unit_names
from southgate.kernel.panels.registry import Seen

STATES = {"open": "评审中", "passed": "通过", "returned": "退回"}
LEAVES = {"asked": "等决定", "granted": "已同意", "refused": "不同意", "used": "已用掉"}


@dataclass(frozen=True, slots=True)
class DocumentSeen:
    """A document; `label` and `work` are msgids. `file`: id of the stored file. `withdrawn`: why, where it was."""

    id: UUID
    version: int
    kind: str
    label: str
    number: str
    on: date | None
    planned_on: date | None
    file: UUID | None
    sha256: str
    place: str
    work: str
    started_on: date | None
    verifier: str
    added_by: str
    added_on: date | None
    withdrawn: bool
    reason: str


@dataclass(frozen=True, slots=True)
class OpinionSeen:
    """`who` is a person or a unit, `by` who wrote it for a unit; `verdict` is a msgid, empty while it waits."""

    id: UUID
    version: int
    who: str
    verdict: str
    text: str
    on: date | None
    by: str
    mine: bool


@dataclass(frozen=True, slots=True)
class ReviewSeen:
    id: UUID
    version: int
    state: str
    state_name: str
    convened_on: date | None
    convened_by: str
    decided_on: date | None
    decided_by: str
    text: str
    opinions: tuple[OpinionSeen, ...]
    may_decide: bool

    @property
    def given(self) -> int:
        return sum(bool(one.verdict) for one in self.opinions)


@dataclass(frozen=True, slots=True)
class OverrideSeen:
    """`needs` are labels as today's pack has them, else their keys."""

    id: UUID
    version: int
    to: Stage
    stage_name: str
    state: str
    state_name: str
    needs: tuple[str, ...]
    reason: str
    asked_by: str
    asked_on: date | None
    decided_by: str
    decided_on: date | None
    text: str
    used_on: date | None
    may_decide: bool


@dataclass(frozen=True, slots=True)
class Behind:
    """Everything behind the gates of one project. `can`: what the reader may do there today."""

    project: UUID
    documents: tuple[DocumentSeen, ...]
    reviews: tuple[ReviewSeen, ...]
    overrides: tuple[OverrideSeen, ...]
    deadlines: tuple[DeadlineState, ...]
    kinds: tuple[DocumentKind, ...]
    can: Mapping[str, bool]
    lacks_land_mode: bool

    @property
    def open_review(self) -> ReviewSeen | None:
        return next((one for one in self.reviews if one.state == "open"), None)


def panel(seen: Seen) -> Mapping[str, Any] | None:
    """The panel of the project page; None for a reader who is no staff."""
    if not sees(seen.by, seen.subject):
        return None
    return {"behind": behind(seen.by, seen.subject, today=seen.today, position=seen.position)}


def sees(by: Actor, pk: UUID) -> bool:
    """Whether the reader may know what stands behind the gates; he sees the project itself. Raises NotFound."""
    return DOCUMENTS.can(by, "view", OfThis(project_for(by, pk)))


def behind(by: Actor, pk: UUID, *, today: date, position: int | None = None) -> Behind:
    """Raises NotFound for a project that `by` does not see, and Forbidden when all of this is not for him."""
    now = project_for(by, pk)
    DOCUMENTS.require(by, "view", OfThis(now))
    row: Any = now if position is None else project_at(by, pk, position)
    table = gates_for(row.zone_id, today)
    words = _Words(by, now, position)
    running = deadlines_by_row(row, standing_of(row, position), today=today)
    live = position is None
    return Behind(
        project=pk,
        documents=tuple(_document(one, words, table.document) for one in words.documents),
        reviews=tuple(_review(one, words, by) for one in words.reviews),
        overrides=tuple(_override(one, words, {need.key: need.label for need in table.need}) for one in words.leaves),
        deadlines=running,
        kinds=table.document,
        can={
            "add": live and DOCUMENTS.can(by, "add", OfThis(now)),
            "withdraw": live and DOCUMENTS.can(by, "withdraw", OfThis(now)),
            "convene": live and REVIEWS.can(by, "convene", OfThis(now)),
            "ask": live and OVERRIDES.can(by, "ask", OfThis(now)),
        },
        lacks_land_mode=row.stage != Stage.TALKS.value and row.signed_on is not None and not running,
    )


class _Words:
    """The rows behind one project with their names and words: seven queries."""

    def __init__(self, by: Actor, project: Project, position: int | None) -> None:
        self.by, self.live = by, position is None
        self.documents = self._rows(Document, DocumentPast, project, position, "-added_on")
        self.reviews = sorted(self._rows(Review, ReviewPast, project, position, "id"), key=latest_last, reverse=True)
        self.leaves = self._rows(Override, OverridePast, project, position, "-asked_on")
        self.opinions: dict[UUID, list[Any]] = defaultdict(list)
        for row in self._rows(Opinion, OpinionPast, project, position, "id"):
            self.opinions[row.review_id].append(row)
        spoken = [one for some in self.opinions.values() for one in some]
        everything = [*self.documents, *self.reviews, *self.leaves, *spoken]
        for row in everything:
            row.project = project
        self.words = keeping.read(_ids(everything, "_said"))
        self.people = person_names(_ids(everything, "_by_id", "person_id"))
        self.units = unit_names(_ids(everything, "unit_id"))

    @staticmethod
    def _rows(live: Any, past: Any, project: Project, position: int | None, order: str) -> list[Any]:
        rows = live.objects.all() if position is None else as_known_at(past, position)
        return list(rows.filter(project_id=project.pk).order_by(order, "id"))

    def said(self, id: UUID | None) -> str:
        return self.words.get(id, "") if id is not None else ""

    def person(self, id: UUID | None) -> str:
        return self.people.get(id, "") if id is not None else ""


def _ids(rows: Iterable[Any], *endings: str) -> list[UUID]:
    """Values of all columns whose name ends so."""
    return [
        value
        for row in rows
        for name, value in row.__dict__.items()
        if name.endswith(endings) and isinstance(value, UUID)
    ]


def _document(row: Any, words: _Words, kinds: Sequence[DocumentKind]) -> DocumentSeen:
    label = next((kind.label for kind in kinds if kind.key == row.kind), row.kind)
    who = (words.said(row.verifier_said), row.verifier_unit, words.said(row.verifier_post_said))
    return DocumentSeen(
        id=row.id, version=row.version, kind=row.kind, label=label, number=row.number,
        on=row.shot_at_on or row.issued_on, planned_on=row.planned_on, file=row.file, sha256=row.sha256,
        place=row.place, work=WORKS.get(row.work, row.work), started_on=row.started_on,
        verifier=" ".join(part for part in who if part), added_by=words.person(row.added_by_id),
        added_on=row.added_on, withdrawn=row.withdrawn, reason=words.said(row.reason_said),
    )  # fmt: skip


def _review(row: Any, words: _Words, by: Actor) -> ReviewSeen:
    opinions = tuple(_opinion(one, words, by, row.state == "open") for one in words.opinions[row.id])
    return ReviewSeen(
        id=row.id, version=row.version, state=row.state, state_name=STATES[row.state], convened_on=row.convened_on,
        convened_by=words.person(row.convened_by_id), decided_on=row.decided_on,
        decided_by=words.person(row.decided_by_id), text=words.said(row.conditions_said), opinions=opinions,
        may_decide=words.live and row.state == "open" and REVIEWS.can(by, "decide", row),
    )  # fmt: skip


def _opinion(row: Any, words: _Words, by: Actor, is_open: bool) -> OpinionSeen:
    who = words.person(row.person_id) if row.person_id else words.units.get(row.unit_id, "")
    return OpinionSeen(
        id=row.id, version=row.version, who=who, verdict=VERDICT_NAMES[Verdict(row.verdict)] if row.verdict else "",
        text=words.said(row.text_said), on=row.on, by=words.person(row.given_by_id) if row.unit_id else "",
        mine=words.live and is_open and not row.verdict and OPINIONS.can(by, "give", row),
    )  # fmt: skip


def _override(row: Any, words: _Words, labels: Mapping[str, str]) -> OverrideSeen:
    asks = words.live and row.state == "asked" and row.asked_by_id != words.by.person
    return OverrideSeen(
        id=row.id, version=row.version, to=Stage(row.to), stage_name=STAGE_NAMES[Stage(row.to)], state=row.state,
        state_name=LEAVES[row.state], needs=tuple(labels.get(key, key) for key in row.needs),
        reason=words.said(row.reason_said), asked_by=words.person(row.asked_by_id), asked_on=row.asked_on,
        decided_by=words.person(row.decided_by_id), decided_on=row.decided_on, text=words.said(row.decision_said),
        used_on=row.used_on, may_decide=asks and OVERRIDES.can(words.by, "decide", row),
    )  # fmt: skip
