"""Readable codes of leads: XS, zone, year, running number (XS-SL-2026-0007)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F

from southgate.apps.pipeline.models.leads import Lead, LeadNumber


def next_code(zone: UUID, zone_code: str, year: int) -> str:
    """A code that no lead has. The number row is locked until the surrounding transaction ends."""
    front = f"XS-{zone_code.upper()}-{year}-"
    first: dict[str, Any] = {"last": lambda: _last_given(front)}  # asked for once a year: it reads every code
    LeadNumber.objects.get_or_create(zone_id=zone, year=year, defaults=first)
    LeadNumber.objects.filter(zone_id=zone, year=year).update(last=F("last") + 1)
    return f"{front}{LeadNumber.objects.get(zone_id=zone, year=year).last:04d}"


def _last_given(front: str) -> int:
    """After a move or a rebuild the numbers go on where the leads are, wherever they were handed on to."""
    codes = Lead.objects.filter(code__startswith=front).values_list("code", flat=True)
    return max((int(tail) for code in codes if (tail := code.removeprefix(front)).isdecimal()), default=0)
