"""Zones, units and the book of the auditor over HTTP; and who one is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from southgate.domain.errors import Forbidden
from southgate.kernel import clock
from southgate.kernel.book import sealing, sealstore
from southgate.kernel.identity.actor import Actor
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs import auditing, policies, selectors
from southgate.kernel.orgs.naming import person_names
from southgate.kernel.panels.answers import AuthedRequest, day_of
from southgate.kernel.panels.rest.answering import answer
from southgate.kernel.panels.rest.asking import Position, extra, query, zone_asked
from southgate.kernel.panels.rest.documents import answers

router = Router(tags=["organisation"])
book = Router(tags=["book"])
PAST = extra(query("day", {"type": "string", "format": "date"}, "A past day"))
NOT_HIS = gettext_noop("全部账目由审计管理员查看")
Kinds = Annotated[str, Field(max_length=60, pattern=r"^[a-z_.]*$")]


class ZoneSeen(Schema):
    """`depth` counts from the topmost zone that the reader sees."""

    id: UUID
    version: int
    code: str
    name: str
    level: str
    depth: int
    sample: bool


class UnitSeen(Schema):
    id: UUID
    version: int
    zone: UUID
    name: str
    from_day: date
    to_day: date | None


class PostHeld(Schema):
    role: Role
    unit: UUID | None
    enterprise: UUID | None
    zones: list[UUID]


class MeSeen(Schema):
    """Whoever asks: `scopes` are those of the token, null in a session; `zone` is the one worked in."""

    id: UUID
    person: UUID | None
    name: str
    zone: UUID | None
    posts: list[PostHeld]
    scopes: list[str] | None


class BookLine(Schema):
    position: int
    at: datetime
    kind: str
    sentence: str
    by: str


class BookPage(Schema):
    """Newest first; `older` is what `before` must be for the next ones."""

    lines: list[BookLine]
    older: int | None


class SealSeen(Schema):
    number: int
    position: int
    root: str
    digest: str
    sealed_at: datetime
    reason: str


class HeadSeen(Schema):
    """Where the book stands, its last seal, and how many entries no seal covers yet."""

    position: int
    root: str
    recorded_at: datetime | None
    seal: SealSeen | None
    unsealed: int


@router.get("/me", response=answers(MeSeen), summary=gettext_noop("我是谁"))
def me(request: AuthedRequest) -> HttpResponse:
    """Who asks, with the posts of today."""
    by = request.actor
    posts = [
        {"role": one.role, "unit": one.unit, "enterprise": one.enterprise, "zones": sorted(one.zones)}
        for one in by.grants
    ]
    return answer(
        {
            "id": by.id,
            "person": by.person,
            "name": person_names([by.person]).get(by.person, "") if by.person is not None else "",
            "zone": request.zone.pk if request.zone is not None else None,
            "posts": posts,
            "scopes": sorted(by.scopes) if by.scopes is not None else None,
        }
    )


@router.get("/zones", response=answers(list[ZoneSeen]), summary=gettext_noop("园区"))
def zones(request: AuthedRequest) -> HttpResponse:
    """Every zone that the reader sees, each below its upper one."""
    return answer([asdict(node) for node in selectors.zone_tree(request.actor)])


@router.get("/units", response=answers(list[UnitSeen], 404), summary=gettext_noop("单位"), openapi_extra=PAST)
def units(request: AuthedRequest, zone: UUID | None = None) -> HttpResponse:
    """Units of a zone and of the parks in it that exist on the day; for those who work there."""
    row = selectors.zone_for(request.actor, zone_asked(request, zone), "look_inside")
    found = selectors.units(request.actor, row, day_of(request))
    names = ("id", "version", "name", "from_day", "to_day")
    return answer([{**{name: getattr(one, name) for name in names}, "zone": one.zone_id} for one in found])


@book.get("/entries", response=answers(BookPage), summary=gettext_noop("账"))
def book_entries(request: AuthedRequest, kind: Kinds = "", before: Position | None = None) -> HttpResponse:
    """The whole book of his zones as the auditor reads it; `kind` is how the kind of entry begins (`account.`)."""
    _auditor(request.actor)
    found = auditing.book(request.actor, kind, before)
    return answer({"lines": [asdict(line) for line in found.lines], "older": found.older})


@book.get("/head", response=answers(HeadSeen), summary=gettext_noop("账的末端与封存"))
def book_head(request: AuthedRequest) -> HttpResponse:
    """Position and digest of the head, to be compared with the last seal and with what papers print."""
    _auditor(request.actor)
    head, last = sealing.head_now(), sealstore.last()
    return answer(
        {
            "position": head.position,
            "root": head.root,
            "recorded_at": clock.moment_of(head.recorded_at) if head.position else None,
            "seal": _seal(last) if last is not None else None,
            "unsealed": head.position - (last.position if last is not None else 0),
        }
    )


def _auditor(by: Actor) -> None:
    if not by.zones_with(policies.AUDIT) or not by.scope_covers("entry", "view"):
        raise Forbidden("view", NOT_HIS)


def _seal(last: sealstore.Seal) -> dict[str, object]:
    names = ("number", "position", "root", "digest", "reason")
    return {**{name: getattr(last, name) for name in names}, "sealed_at": clock.moment_of(last.sealed_at)}
