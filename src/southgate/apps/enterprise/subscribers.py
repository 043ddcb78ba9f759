"""Where this room is known: search, names in sentences, exchange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from southgate.apps.enterprise import selectors
from southgate.apps.enterprise.models import Enterprise
from southgate.apps.enterprise.policies import RULES
from southgate.apps.enterprise.services.exchange import LEDGER, REFERENCE
from southgate.kernel.book.projections import State
from southgate.kernel.book.sentences import name_kind
from southgate.kernel.exchange import registry
from southgate.kernel.files import holders
from southgate.kernel.files.holders import Holder
from southgate.kernel.identity.actor import Actor
from southgate.kernel.search.indexing import searchable
from southgate.kernel.search.registry import Doc, Hit, Searchable


def _doc(state: State) -> Doc | None:
    if state["merged_into"] is not None or state["withdrawn"]:
        return None
    return Doc(state["name"], state["initials"], (state["zone_id"],), state["credit_code"])


def _hits(by: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Hit]:
    return {row.pk: _hit(row) for row in selectors.seen_of(by, ids)}


def _hit(row: Enterprise) -> Hit:
    url = reverse("enterprise:detail", args=[row.pk])
    return Hit(row.pk, url, row.name, row.credit_code or row.industry, _("企业"))


@name_kind("enterprise")
def names(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    found = Enterprise.objects if by is None else RULES.visible(by, Enterprise)
    return dict(found.filter(pk__in=ids).values_list("pk", "name"))


searchable(Searchable("enterprise", _doc, _hits))
registry.register(LEDGER)
holders.register(
    Holder(
        "enterprise",
        lambda by, id, verb: selectors.enterprise_for(by, id, verb).zone_id,
        lambda id: reverse("enterprise:detail", args=[id]),
    )
)
registry.register_reference(REFERENCE)
