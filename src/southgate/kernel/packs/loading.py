"""Draft the loading of packs that were read and checked; shared by every door through which a pack can come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from southgate.kernel.book.drafting import Draft
from southgate.kernel.packs import deciding
from southgate.kernel.packs.entries import PackLoaded, pack_id
from southgate.kernel.packs.toml import PackText


def draft_packs(draft: Draft, packs: Sequence[tuple[PackText, UUID | None]]) -> Mapping[str, Any]:
    """All packs or none, each for its zone or the whole house. Known editions with the same content are passed over.

    Raises Refused with every contradiction to known editions. Answers the ids loaded and how many were known.
    """
    new = deciding.new_editions(packs)
    for pack, zone in new:
        draft.record(pack_id(pack.head.key, pack.head.version), _payload(pack, zone), zone=zone)
    return {"loaded": [pack_id(p.head.key, p.head.version) for p, _ in new], "unchanged": len(packs) - len(new)}


def _payload(pack: PackText, zone: UUID | None) -> PackLoaded:
    head, source = pack.head, pack.head.source
    return PackLoaded(
        key=head.key,
        edition=head.version,
        schema=head.schema,
        title=head.title,
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        digest=pack.digest,
        text=pack.text,
        paper=source.title,
        number=source.number,
        dated=source.dated,
        office=source.office,
        url=source.url,
        unverified=source.unverified,
        zone=zone,
    )
