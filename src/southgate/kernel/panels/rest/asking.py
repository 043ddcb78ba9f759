"""How an operation of the HTTP API reads its request: what it may ask, the command's id, the zone, values by field.

Nothing is passed over silently: a query parameter that the operation does not know, or one given twice, is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from southgate.domain.errors import NotFound, Reason, Refused, SouthgateError
from southgate.kernel.exchange.days import FIRST_YEAR, LAST_YEAR
from southgate.kernel.identity.roles import Role
from southgate.kernel.orgs.models import Zone
from southgate.kernel.panels.answers import AuthedRequest

MOST = 200
"""Rows of one page, at most."""
FARTHEST = 10**15
"""No position, page or version is ever so large."""
EVERYBODY = frozenset(Role)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_CONTROL_IN_WORDS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NO_DAY = gettext_noop("不是日期")
HIDDEN = gettext_noop("含有看不见的控制字符")
NO_LEDGER = gettext_noop("『%(name)s』不是园区，没有自己的台账")
View = Callable[..., HttpResponse]


class CommandMissing(SouthgateError):
    """A change came without the id by which its repeat would be known (`Command-Id`)."""


COMMAND_ID: dict[str, Any] = {
    "in": "header",
    "name": "Command-Id",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
    "description": "Made by the client, one a change: the same again gives the same answer and writes nothing.",
}
IF_MATCH: dict[str, Any] = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "schema": {"type": "string", "pattern": '^"[0-9]{1,15}"$'},
    "description": "The version that was read, as the `ETag` of the record gives it.",
}


def query(name: str, schema: Mapping[str, Any], description: str = "") -> dict[str, Any]:
    """A query parameter that the operation reads by itself."""
    return {"in": "query", "name": name, "required": False, "schema": dict(schema), "description": description}


def extra(*parameters: Mapping[str, Any]) -> dict[str, Any]:
    """`openapi_extra` of an operation: headers and parameters that are no arguments of its function."""
    return {"parameters": [dict(one) for one in parameters]}


def command_id(request: HttpRequest) -> UUID:
    """Raises CommandMissing, or Refused for what is no UUID."""
    given = request.headers.get("Command-Id", "").strip()
    if not given:
        raise CommandMissing
    try:
        return UUID(given)
    except ValueError:
        raise Refused([Reason("Command-Id 应为 UUID", where="Command-Id", mend="每次提交新生成一个 UUID")]) from None


def only_known(view: View) -> View:
    """Refuse what the operation does not know: the OpenAPI document says all that may be asked."""
    operation: Any = view._ninja_operation  # type: ignore[attr-defined]
    one, several = _known(operation)

    @wraps(view)
    def asked(request: HttpRequest, **arguments: Any) -> HttpResponse:
        reasons = [reason for key in request.GET if (reason := _wrong(request, key, one, several)) is not None]
        if reasons:
            raise Refused(reasons)
        return view(request, **arguments)

    return asked


def _known(operation: Any) -> tuple[frozenset[str], frozenset[str]]:
    """Names that may be given once, and those that may be given several times."""
    one: set[str] = set()
    several: set[str] = set()
    for model in operation.models:
        if model.__ninja_param_source__ == "query":
            one.update(model.__ninja_flatten_map__)
            several.update(model.__ninja_collection_fields__)
    for parameter in (operation.openapi_extra or {}).get("parameters", ()):
        if parameter["in"] == "query":
            (several if parameter["schema"].get("type") == "array" else one).add(parameter["name"])
    return frozenset(one - several), frozenset(several)


def _wrong(request: HttpRequest, key: str, one: frozenset[str], several: frozenset[str]) -> Reason | None:
    values = request.GET.getlist(key)
    if key not in one and key not in several:
        return Reason("没有『%(name)s』这个参数", {"name": key[:60]}, where=key[:60], mend="能用的参数见接口文档")
    if key in one and len(values) > 1:
        return Reason("『%(name)s』只能给一次", {"name": key}, where=key)
    if any(_CONTROL.search(value) for value in values):
        return Reason("『%(name)s』含有看不见的控制字符", {"name": key}, where=key, mend="请重新键入")
    return None


def zone_asked(request: AuthedRequest, wanted: UUID | None) -> UUID:
    """The zone that was named, else the one that the reader works in; a park means its zone.

    Raises NotFound for a zone he has no post in, Refused for a city or province.
    """
    row = request.zone if wanted is None else _his(request, wanted)
    if row is None:
        raise NotFound("zone")
    if row.level == Zone.Level.PARK and row.parent_id is not None:
        return row.parent_id
    if row.level != Zone.Level.ZONE:
        raise Refused([Reason(NO_LEDGER, {"name": row.name}, where="zone", mend="用 zone 指定一个园区")])
    return row.pk


def _his(request: AuthedRequest, wanted: UUID) -> Zone | None:
    mine = request.actor.zones_with(EVERYBODY)
    reaches = wanted in mine or Zone.objects.filter(pk__in=mine, parent_id=wanted).exists()
    return Zone.objects.filter(pk=wanted).first() if reaches else None


def _as_text(given: Any) -> Any:
    """A number is no day, though it could be read as one."""
    if given is not None and not isinstance(given, str | date):
        raise ValueError(NO_DAY)
    return given


def _likely(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(NO_DAY)
    return day


def plain_words(text: str) -> str:
    if _CONTROL_IN_WORDS.search(text):
        raise ValueError(HIDDEN)
    return text


Day = Annotated[
    date, BeforeValidator(_as_text), AfterValidator(_likely), WithJsonSchema({"type": "string", "format": "date"})
]
"""A day as text, 2026-11-20."""
Why = Annotated[str, Field(max_length=500), AfterValidator(plain_words)]
"""A reason in words."""
Note = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(plain_words)]
Position = Annotated[int, Field(ge=0, lt=FARTHEST)]
PageNumber = Annotated[int, Field(ge=1, le=100_000)]
Size = Annotated[int, Field(ge=1, le=MOST)]
