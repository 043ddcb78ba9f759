"""Enterprises over HTTP: the same selectors and services as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from southgate.apps.enterprise.selectors import enterprise_for

router = Router(tags=["enterprises"])


@router.get("/{uuid:id}", summary="一家企业")
def enterprise(request: HttpRequest, id: UUID) -> Any:
    """The record, merged ones included."""
    row = enterprise_for(request.actor, id)  # type: ignore[attr-defined]
    return {"id": row.pk, "version": row.version, "name": row.name, "credit_code": row.credit_code}
