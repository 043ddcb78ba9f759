"""For which signing a project counts: the first, or the last change of owner that was confirmed (更换业主)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from southgate.apps.pipeline.entries.signings import SigningReplaced, SigningRestored
from southgate.apps.pipeline.models.signings import Signing
from southgate.domain.counting.words import Screening, SigningKind
from southgate.kernel.book.drafting import Draft

COUNTED = (SigningKind.FIRST.value, SigningKind.OWNER_CHANGE.value)


def rechain(draft: Draft, project: UUID, decided: Mapping[UUID, bool]) -> None:
    """Each signing that counts as a project is replaced by the confirmed change of owner after it, or by none.

    `decided`: signings about to be confirmed (True) or to stand no longer (False) by this very command.
    """
    rows = list(Signing.objects.filter(project_id=project, kind__in=COUNTED).order_by("signed_on", "position"))
    changes = [row for row in rows if row.kind == SigningKind.OWNER_CHANGE and _stands(row, decided)]
    for row in rows:
        after = [one for one in changes if (one.signed_on, one.position) > (row.signed_on, row.position)]
        new = after[0].id if after else None
        if new != row.replaced_by:
            if row.id not in decided:
                draft.lock(Signing, row.id)
            said = SigningReplaced(new) if new is not None else SigningRestored()
            draft.record(row.id, said, zone=row.zone_id)


def _stands(row: Signing, decided: Mapping[UUID, bool]) -> bool:
    return decided.get(row.id, row.state == Screening.CONFIRMED and not row.withdrawn)
