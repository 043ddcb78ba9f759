"""Projects over HTTP: the same selectors and services as the pages, fields by name, texts or typed values."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from southgate.apps.pipeline.selectors.record import record

router = Router(tags=["projects"])


@router.get("/{uuid:id}", summary="一个项目")
def project(request: HttpRequest, id: UUID) -> Any:
    """The project as it stands, with the fields that the reader may know."""
    known = record(request.actor, id, today=request.today)  # type: ignore[attr-defined]
    return {"id": known.id, "version": known.version, "values": known.values}
