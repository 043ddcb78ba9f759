"""Checks that the commands of agreements share: titles, reasons, days, evidence that belongs to the agreement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from southgate.domain.errors import Reason, Refused
from southgate.domain.projects import FIRST_YEAR
from southgate.kernel.files.models import StoredFile

LONGEST_TITLE = 120
LONGEST_NUMBER = 60
LONGEST_REASON = 500
LONGEST_TEXT = 200_000
LONGEST_QUOTE = 1000


def line(text: str, where: str, longest: int, *, needed: str = "") -> list[Reason]:
    """A one-line text. `needed`: what to say when it is empty; "" means that it may be."""
    if needed and not text.strip():
        return [Reason(needed, where=where, mend="写明")]
    if len(text) > longest:
        return [Reason("最多 %(longest)d 个字", {"longest": longest}, where=where, mend="写短一些")]
    return []


def why(reason: str) -> list[Reason]:
    return line(reason, "reason", LONGEST_REASON, needed="没有写明原因")


def past(on: date | None, today: date, where: str) -> list[Reason]:
    """A day that has happened: not in the future, and no slip of the hand."""
    if on is None:
        return []
    if on > today:
        return [Reason("%(day)s 还没有到", {"day": on.isoformat()}, where=where, mend="写实际发生的日期")]
    if on.year < FIRST_YEAR:
        return [Reason("%(day)s 不像真实日期", {"day": on.isoformat()}, where=where, mend="核对年份")]
    return []


def evidence(file: UUID | None, agreement: UUID, where: str) -> tuple[str, list[Reason]]:
    """(digest, reasons): the file must be evidence of this agreement that nobody is deleting."""
    if file is None:
        return "", []
    row = StoredFile.objects.filter(
        pk=file, about_kind="agreement", about=agreement, purged=False, marked_on=None
    ).first()
    if row is None:
        return "", [Reason("没有这份文件", where=where, mend="先把文件传到这份协议里，再选它")]
    return row.sha256, []


def refuse(reasons: Iterable[Reason], item: int | None = None) -> None:
    """Raises Refused when there is any reason."""
    found = list(reasons)
    if found:
        raise Refused(found if item is None else [replace(reason, item=item) for reason in found])
