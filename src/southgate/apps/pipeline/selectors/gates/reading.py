"""The one road to documents, reviews, opinions and leaves: what an actor sees, and from an id to a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from southgate.apps.pipeline.models.gates import Document, Opinion, Override, Review
from southgate.apps.pipeline.models.projects import Project, ProjectMember
from southgate.apps.pipeline.policies.gates import DOCUMENTS, OPINIONS, OVERRIDES, REVIEWS
from southgate.apps.pipeline.selectors.gates.rules import gates_for
from southgate.domain.errors import Forbidden, NotFound
from southgate.kernel.book.models import Row
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.rules import Rules

R = TypeVar("R", bound=Row)


def documents(by: Actor, verb: str = "view") -> QuerySet[Document]:
    return _visible(by, DOCUMENTS, Document, verb)


def reviews(by: Actor, verb: str = "view") -> QuerySet[Review]:
    return _visible(by, REVIEWS, Review, verb)


def opinions(by: Actor, verb: str = "view") -> QuerySet[Opinion]:
    return _visible(by, OPINIONS, Opinion, verb)


def overrides(by: Actor, verb: str = "view") -> QuerySet[Override]:
    return _visible(by, OVERRIDES, Override, verb)


def _visible(by: Actor, rules: Rules, model: type[Any], verb: str) -> QuerySet[Any]:
    """Nothing of a project whose registration was taken back."""
    return rules.visible(by, model, verb).filter(project__withdrawn=False)


def document_for(by: Actor, pk: UUID, verb: str = "view") -> Document:
    return _one(documents(by, verb), documents(by), pk, verb)


def review_for(by: Actor, pk: UUID, verb: str = "view") -> Review:
    return _one(reviews(by, verb), reviews(by), pk, verb)


def opinion_for(by: Actor, pk: UUID, verb: str = "view") -> Opinion:
    return _one(opinions(by, verb), opinions(by), pk, verb)


def override_for(by: Actor, pk: UUID, verb: str = "view") -> Override:
    return _one(overrides(by, verb), overrides(by), pk, verb)


def _one(allowed: QuerySet[R], seen: QuerySet[R], pk: UUID, verb: str) -> R:
    """The row. Raises NotFound when unseen, Forbidden when seen but not allowed."""
    row = allowed.filter(pk=pk).select_related("project", "project__zone").first()
    if row is not None:
        return row
    if verb != "view" and seen.filter(pk=pk).exists():
        raise Forbidden(verb)
    raise NotFound(str(pk))


def team_of(row: Project) -> set[UUID]:
    """Everyone to whom a confidential talk is known: its members, its responsible person, its liaison leader."""
    team = set(ProjectMember.objects.filter(project=row, to_day=None).values_list("person_id", flat=True))
    return team | {id for id in (row.responsible_person_id, row.liaison_leader_id) if id is not None}


def subjects_of(project: UUID) -> list[UUID]:
    """What belongs to a project's own book: its documents, reviews, leaves. The caller has checked that it is seen."""
    found: list[UUID] = []
    for model in (Document, Review, Override):
        found += model._default_manager.filter(project_id=project).values_list("pk", flat=True)
    return found


def names_of_documents(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    """A document is called by its kind, as the zone called it on the day it was added."""
    rows = Document.objects.all() if by is None else documents(by)
    found = {}
    for pk, kind, zone, day in rows.filter(pk__in=ids).values_list("pk", "kind", "zone_id", "added_on"):
        known = gates_for(zone, day).document_kind(kind) if day is not None else None
        found[pk] = _(known.label) if known is not None else kind
    return found
