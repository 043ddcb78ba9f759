"""Readable codes: zone, year, running number (SL-2025-0117), given in blocks: a bulk takes its number row once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from django.db import transaction
from django.db.models import F

from southgate.apps.pipeline.models.projects import CodeNumber, Project
from southgate.domain.errors import Reason

GIVEN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff\-_/.]{0,39}")


def next_codes(zone: UUID, zone_code: str, year: int, count: int) -> Iterator[str]:
    """`count` codes that nobody has. The number row is locked until the surrounding transaction ends."""
    front = f"{zone_code.upper()}-{year}-"
    with transaction.atomic():
        first = {"last": lambda: _last_given(zone, front)}  # asked for once a year: it reads every code
        CodeNumber.objects.get_or_create(zone_id=zone, year=year, defaults=first)
        CodeNumber.objects.filter(zone_id=zone, year=year).update(last=F("last") + count)
        last = CodeNumber.objects.get(zone_id=zone, year=year).last
    return (f"{front}{number:04d}" for number in range(last - count + 1, last + 1))


def _last_given(zone: UUID, front: str) -> int:
    """After a move or a rebuild the numbers go on where the projects are."""
    codes = Project.objects.filter(zone_id=zone, code__startswith=front).values_list("code", flat=True)
    return max((int(tail) for code in codes if (tail := code.removeprefix(front)).isdecimal()), default=0)


def bad_code(code: str) -> list[Reason]:
    if GIVEN.fullmatch(code):
        return []
    return [Reason("编号“%(code)s”含有不能用的字符", {"code": code}, where="code", mend="用字母、数字和 - _ / .")]
