"""Finding by name over HTTP: any piece of a name, pinyin initials, the beginning of a code."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from southgate.domain.errors import Reason, Refused
from southgate.kernel.panels.answers import AuthedRequest
from southgate.kernel.panels.rest.answering import answer
from southgate.kernel.panels.rest.documents import answers
from southgate.kernel.search.finding import find
from southgate.kernel.search.registry import searchables

router = Router(tags=["search"])
Typed = Annotated[str, Field(max_length=60)]
Limit = Annotated[int, Field(ge=1, le=100)]
Kind = Annotated[str, Field(max_length=32)]


class HitSeen(Schema):
    """One result: `url` is its page, `detail` tells it from others of that name, `kind` says what it is."""

    id: UUID
    url: str
    title: str
    detail: str
    kind: str


class Hits(Schema):
    """Best first; `more` says that there may be others, which the answer does not count."""

    hits: list[HitSeen]
    more: bool


@router.get("", response=answers(Hits), summary=gettext_noop("查找"))
def search(request: AuthedRequest, q: Typed = "", kind: Kind | None = None, limit: Limit = 20) -> HttpResponse:
    """What the reader may see of that name; `kind` (`project`, `enterprise`) narrows it."""
    known = {what.kind for what in searchables()}
    if kind is not None and kind not in known:
        params = {"known": "、".join(sorted(known))}
        raise Refused([Reason("不能查找这一类", params, where="kind", mend="可用：%(known)s")])
    found = find(request.actor, q, limit=limit, kinds=[kind] if kind is not None else [])
    return answer({"hits": [asdict(hit) for hit in found.hits], "more": found.more})
