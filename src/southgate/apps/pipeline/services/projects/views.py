"""Saved views: one's own, beside the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode
from uuid import UUID

from southgate.apps.pipeline.models.projects import SavedView
from southgate.domain.errors import NotFound, Reason, Refused

MOST = 30
LONGEST_QUERY = 1000


def save_view(account: UUID, zone: UUID, name: str, query: Mapping[str, Sequence[str]]) -> int:
    """Keep a view under a name; the same name again replaces it. Raises Refused for too many or too long ones."""
    text = urlencode([(key, one) for key, values in query.items() for one in values])
    if len(text) > LONGEST_QUERY:
        raise Refused([Reason("条件太多，存不下", where="name", mend="去掉一些条件再存")])
    mine = SavedView.objects.filter(owner_id=account, zone_id=zone)
    if not mine.filter(name=name).exists() and mine.count() >= MOST:
        raise Refused([Reason("视图最多 %(most)d 个", {"most": MOST}, where="name", mend="先删去不用的")])
    view, _ = SavedView.objects.update_or_create(owner_id=account, zone_id=zone, name=name, defaults={"query": text})
    return view.pk


def forget_view(account: UUID, key: int) -> None:
    """Raises NotFound for a view that is not one's own."""
    if not SavedView.objects.filter(owner_id=account, pk=key).delete()[0]:
        raise NotFound(str(key))
