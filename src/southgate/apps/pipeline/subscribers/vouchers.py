"""Where vouchers are known: names in sentences, slips as files, the panel on the project page, the kind of pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from southgate.apps.pipeline.models.vouchers import Voucher
from southgate.apps.pipeline.selectors.vouchers import rules  # noqa: F401  (the kind of pack is known once it is up)
from southgate.apps.pipeline.selectors.vouchers.panel import of_project
from southgate.apps.pipeline.selectors.vouchers.reading import visible, voucher_for
from southgate.domain.errors import Forbidden
from southgate.kernel.book.sentences import name_kind
from southgate.kernel.files import holders
from southgate.kernel.files.holders import Holder
from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels.registry import Panel
from southgate.kernel.panels.registry import register as register_panel


@name_kind("voucher")
def names(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    found = Voucher.objects if by is None else visible(by)
    return dict(found.filter(pk__in=ids).values_list("pk", "number"))


def _zone_of(by: Actor, id: UUID, verb: str) -> UUID:
    """A slip comes with its voucher, or with a correction of it; nobody adds to it or takes it away besides."""
    row = voucher_for(by, id)
    if verb != "view":
        raise Forbidden(verb)
    return row.zone_id


holders.register(Holder("voucher", _zone_of, lambda id: reverse("vouchers:voucher", args=[id])))
register_panel(Panel("project", "vouchers", "到位资金", 30, "pipeline/vouchers/of_project.html", of_project))
