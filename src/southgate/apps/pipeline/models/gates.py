"""What stands behind a project's stages: documents, admission reviews with their opinions, and leave to pass a gate.

All four are projections of the book with a history, so that a gate can be read as it stood on a past day.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from southgate.apps.pipeline.models.projects import Project
from southgate.domain.errors import Reason
from southgate.domain.gates.reviews import Verdict
from southgate.domain.projects import Stage
from southgate.kernel.book.models import PastRow, Row
from southgate.kernel.book.projections import Event, Projection, State, record_fold, register
from southgate.kernel.orgs.models import Person, Unit, Zone


def _key(to: Any, **options: Any) -> Any:
    return models.ForeignKey(to, on_delete=models.PROTECT, related_name="+", **options)


def _plain(to: Any, **options: Any) -> Any:
    """A key of which no list asks: it needs no index of its own."""
    return _key(to, db_index=False, **options)


def _words() -> Any:
    return models.UUIDField(null=True)


def _day() -> Any:
    return models.DateField(null=True)


def _text(longest: int) -> Any:
    return models.CharField(max_length=longest, default="")


class ReviewState(models.TextChoices):
    OPEN = "open"
    PASSED = "passed"
    RETURNED = "returned"


class OverrideState(models.TextChoices):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    USED = "used"


class DocumentColumns(models.Model):
    """A document or a site photo of a project. `kind` is a key of the gate pack's document kinds.

    `file` and `sha256`: the stored file, none for a document known by its number alone. `planned_on`: a day that the
    document promises (a start plan). Of a site photo: whether the project's name can be read on it (`shows_name`), the
    `place`, what `work` it shows, when the work started (`started_on`), when it was taken (`shot_at_on`), and who
    verified it: name, unit, post, telephone.
    """

    zone = _plain(Zone)
    project = _plain(Project)
    kind = models.CharField(max_length=40)
    file = models.UUIDField(null=True)
    sha256 = _text(64)
    number = _text(80)
    issued_on = _day()
    planned_on = _day()
    shows_name = models.BooleanField(default=False)
    place = _text(200)
    work = _text(20)
    started_on = _day()
    shot_at_on = _day()
    verifier_said = _words()
    verifier_unit = _text(100)
    verifier_post_said = _words()
    verifier_phone_said = _words()
    added_by = _plain(Person, null=True)
    added_on = _day()
    withdrawn = models.BooleanField(default=False)
    withdrawn_on = _day()
    reason_said = _words()

    class Meta:
        abstract = True


class Document(DocumentColumns, Row):
    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "kind", "sha256"], condition=Q(withdrawn=False) & ~Q(sha256=""),
                name="document_file_once",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["project", "kind"], name="document_project"),
            models.Index(fields=["sha256"], condition=~Q(sha256=""), name="document_sha256"),
        ]


class DocumentPast(DocumentColumns, PastRow):
    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id", "known_from"], name="document_past"),
            models.Index(fields=["project", "known_from"], name="document_past_project"),
        ]


class ReviewColumns(models.Model):
    """A joint review of one project. `conditions_said`: what it was passed under, or why it was returned."""

    zone = _plain(Zone)
    project = _plain(Project)
    kind = models.CharField(max_length=20, default="admission")
    convened_on = _day()
    convened_by = _plain(Person, null=True)
    state = models.CharField(max_length=8, default=ReviewState.OPEN.value, choices=ReviewState.choices)
    decided_on = _day()
    decided_by = _plain(Person, null=True)
    conditions_said = _words()

    class Meta:
        abstract = True


class Review(ReviewColumns, Row):
    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "kind"], condition=Q(state=ReviewState.OPEN.value), name="review_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state=ReviewState.OPEN.value) | ~Q(decided_on=None), name="review_decided_on_a_day"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["project", "kind"], name="review_project")]


class ReviewPast(ReviewColumns, PastRow):
    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id", "known_from"], name="review_past"),
            models.Index(fields=["project", "known_from"], name="review_past_project"),
        ]


class OpinionColumns(models.Model):
    """A member of a review, a person or a unit, and the opinion given; an empty verdict still waits.

    `given_by`: who wrote it, for a unit one of its people.
    """

    review = _plain(Review)
    project = _plain(Project)
    zone = _plain(Zone)
    person = _plain(Person, null=True)
    unit = _plain(Unit, null=True)
    verdict = models.CharField(max_length=10, default="", choices=[(v.value, v.value) for v in Verdict])
    text_said = _words()
    on = _day()
    given_by = _plain(Person, null=True)

    class Meta:
        abstract = True


class Opinion(OpinionColumns, Row):
    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "person"], condition=~Q(person=None), name="opinion_person_once"),
            models.UniqueConstraint(fields=["review", "unit"], condition=~Q(unit=None), name="opinion_unit_once"),
            models.UniqueConstraint(
                fields=["review", "given_by"], condition=~Q(given_by=None), name="opinion_one_a_head"
            ),
            models.CheckConstraint(
                condition=Q(person=None, unit__isnull=False) | Q(person__isnull=False, unit=None), name="opinion_of_one"
            ),
            models.CheckConstraint(condition=Q(verdict="") | ~Q(given_by=None), name="opinion_by_somebody"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["review"], name="opinion_review"),
            models.Index(fields=["project"], name="opinion_project"),
            models.Index(fields=["person"], condition=Q(verdict=""), name="opinion_waits_person"),
            models.Index(fields=["unit"], condition=Q(verdict=""), name="opinion_waits_unit"),
        ]


class OpinionPast(OpinionColumns, PastRow):
    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id", "known_from"], name="opinion_past"),
            models.Index(fields=["project", "known_from"], name="opinion_past_project"),
        ]


class OverrideColumns(models.Model):
    """Leave to move a project to a stage though `needs` (keys) are unmet: asked with a reason, decided by another.

    `used`: the move was made under it; it serves once.
    """

    zone = _plain(Zone)
    project = _plain(Project)
    to = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Stage])
    needs = models.JSONField(default=list)
    reason_said = _words()
    asked_by = _plain(Person, null=True)
    asked_on = _day()
    decided_by = _plain(Person, null=True)
    decided_on = _day()
    decision_said = _words()
    state = models.CharField(max_length=7, default=OverrideState.ASKED.value, choices=OverrideState.choices)
    used_on = _day()

    class Meta:
        abstract = True


class Override(OverrideColumns, Row):
    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=OverrideState.ASKED.value, decided_by=None)
                | (
                    ~Q(state=OverrideState.ASKED.value)
                    & Q(asked_by__isnull=False, decided_by__isnull=False)
                    & ~Q(decided_by=models.F("asked_by"))
                ),
                name="override_second_person",
            ),
            models.UniqueConstraint(
                fields=["project", "to"],
                condition=Q(state=OverrideState.ASKED.value),
                name="override_one_asked",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["project", "state"], name="override_project"),
            models.Index(
                fields=["zone"], condition=Q(state=OverrideState.ASKED.value), name="override_waits"
            ),
        ]  # fmt: skip


class OverridePast(OverrideColumns, PastRow):
    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id", "known_from"], name="override_past"),
            models.Index(fields=["project", "known_from"], name="override_past_project"),
        ]


_document = record_fold(Document)
_review = record_fold(Review)
_opinion = record_fold(Opinion)
_override = record_fold(Override)


def fold_document(state: State | None, event: Event) -> State:
    new = _document(state, event)
    match event.kind:
        case "document.added":
            new.update(added_by_id=event.by_person, added_on=event.occurred_on)
        case "document.withdrawn":
            new.update(withdrawn=True, withdrawn_on=event.occurred_on)
    return new


def fold_review(state: State | None, event: Event) -> State:
    new = _review(state, event)
    match event.kind:
        case "review.convened":
            new.update(convened_by_id=event.by_person, convened_on=event.occurred_on)
        case "review.decided":
            new.update(decided_by_id=event.by_person, decided_on=event.occurred_on)
    return new


def fold_opinion(state: State | None, event: Event) -> State:
    new = _opinion(state, event)
    if event.kind == "opinion.given":
        new.update(given_by_id=event.by_person, on=event.occurred_on)
    return new


def fold_override(state: State | None, event: Event) -> State:
    new = _override(state, event)
    match event.kind:
        case "override.asked":
            new.update(asked_by_id=event.by_person, asked_on=event.occurred_on)
        case "override.decided":
            new.update(decided_by_id=event.by_person, decided_on=event.occurred_on)
        case "override.used":
            new.update(state=OverrideState.USED.value, used_on=event.occurred_on)
    return new


register(
    Projection(
        "document",
        Document,
        fold_document,
        past=DocumentPast,
        taken=Reason("这份文件已作为这一种材料登记过", where="file", mend="换一份文件，或撤回原来那份"),
    )
)
register(
    Projection(
        "review",
        Review,
        fold_review,
        past=ReviewPast,
        taken=Reason("已有一次评审还没有结论", where="kind", mend="先给那一次写结论"),
    )
)
register(
    Projection(
        "opinion",
        Opinion,
        fold_opinion,
        past=OpinionPast,
        taken=Reason("同一次评审，一个人只提一次意见", where="verdict", mend="由这个单位的另一人提"),
    )
)
register(
    Projection(
        "override",
        Override,
        fold_override,
        past=OverridePast,
        taken=Reason("这个阶段的放行已经申请，还没有决定", where="to", mend="等园区领导决定"),
    )
)
