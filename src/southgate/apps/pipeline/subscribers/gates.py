"""Where gates are known: names in sentences, files of documents, the panel of the project page, both kinds of pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from southgate.apps.pipeline.models.gates import Document
from southgate.apps.pipeline.selectors.gates.reading import document_for, names_of_documents
from southgate.apps.pipeline.selectors.gates.showing import panel
from southgate.domain.errors import Forbidden
from southgate.kernel.book.sentences import name_kind
from southgate.kernel.files import holders
from southgate.kernel.files.holders import Holder
from southgate.kernel.identity.actor import Actor
from southgate.kernel.panels.registry import Panel
from southgate.kernel.panels.registry import register as register_panel


@name_kind("document")
def names(ids: Sequence[UUID], by: Any) -> Mapping[UUID, str]:
    return names_of_documents(ids, by)


def _zone_of(by: Actor, id: UUID, verb: str) -> UUID:
    """The file of a document is evidence: nobody takes it away, or adds to it, while the document counts."""
    row: Document = document_for(by, id)
    if verb != "view" and not row.withdrawn:
        raise Forbidden(verb)
    if verb != "view":
        document_for(by, id, "withdraw")
    return row.zone_id


def _page(id: UUID) -> str:
    row = Document.objects.filter(pk=id).first()
    return reverse("pipeline:project", args=[row.project_id]) if row is not None else reverse("pipeline:ledger")


holders.register(Holder("document", _zone_of, _page))
register_panel(Panel("project", "gates", "材料、评审与放行", 10, "pipeline/gates/panel.html", panel))
