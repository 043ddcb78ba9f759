"""Lists to choose from in the forms of agreements."""

from __future__ import annotations

from uuid import UUID

from southgate.apps.pipeline.models.agreements import Agreement, Commitment
from southgate.apps.pipeline.models.signings import Signing
from southgate.apps.pipeline.selectors.agreements.reading import agreement_for, visible
from southgate.domain.agreements.words import Side, Standing, State
from southgate.domain.counting.words import KIND_NAMES, SigningKind
from southgate.kernel.book import keeping
from southgate.kernel.files.selectors import files_of
from southgate.kernel.identity.actor import Actor

Choice = tuple[UUID, str]


def files_kept(by: Actor, agreement: UUID) -> list[Choice]:
    """Evidence of the agreement, latest first."""
    agreement_for(by, agreement)
    return [(one.id, one.name) for one in files_of("agreement", agreement, marked=False)]


def signed_of(by: Actor, project: UUID) -> list[Choice]:
    """Signed agreements of a project: what a supplement may change."""
    rows = visible(by).filter(project_id=project, state=State.SIGNED.value).order_by("signed_on", "id")
    return list(rows.values_list("pk", "title"))


def signings_of(row: Agreement) -> list[tuple[UUID, str, str]]:
    """(id, day, name of its kind) of the project's signings that stand."""
    rows = Signing.objects.filter(project=row.project_id, withdrawn=False).order_by("signed_on", "id")
    return [(one.pk, one.signed_on.isoformat(), KIND_NAMES[SigningKind(one.kind)]) for one in rows]


def needable(agreement: UUID) -> list[Choice]:
    """The enterprise's commitments of the agreement, on which one of the zone may wait."""
    rows = Commitment.objects.filter(agreement_id=agreement, side=Side.ENTERPRISE.value)
    found = list(rows.exclude(state=Standing.DROPPED.value).order_by("due_on", "id"))
    words = keeping.read(row.text_said for row in found if row.text_said is not None)
    return [(row.pk, words.get(row.text_said, "") if row.text_said is not None else "") for row in found]
