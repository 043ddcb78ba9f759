"""How an operation of the HTTP API answers: plain data straight to JSON, the version as ETag, refusals in one shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from southgate.domain.errors import Reason, Refused
from southgate.kernel.book.reading import Feed, Line
from southgate.kernel.book.writing import Answer
from southgate.kernel.identity.web import errors
from southgate.kernel.panels.rest.asking import CommandMissing

JSON = "application/json; charset=utf-8"
NO_COMMAND = gettext_noop("没有提交编号（Command-Id）")
NO_TOKEN = gettext_noop("会话里的改动要带 CSRF 令牌（X-CSRFToken）")


class Orjson(BaseRenderer):
    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> Any:
        return orjson.dumps(data, default=_other)


class OrjsonParser(Parser):
    """Stricter than the standard library's: no NaN, no lone surrogates, no depth without end."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        return orjson.loads(request.body)  # type: ignore[no-any-return]


def _other(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def answer(data: Any, *, status: int = 200, version: int | None = None) -> HttpResponse:
    """`data` as JSON, no model between. `version` of the one record that it is about becomes the ETag."""
    response = HttpResponse(orjson.dumps(data, default=_other), status=status, content_type=JSON)
    if version is not None:
        response["ETag"] = f'"{version}"'
    return response


def written(done: Answer, id: UUID, version: int | None, *, status: int = 200) -> HttpResponse:
    """What a change answers. `version` is that of the record now, None when the writer sees it no more."""
    data = {"id": id, "version": version, "position": done.position, "repeated": done.repeated}
    return answer(data, status=status, version=version)


def entries(found: Feed) -> dict[str, Any]:
    """Entries of a feed, newest first; `older` is what `before` must be for the next ones."""
    return {"entries": [_entry(line) for line in found.lines], "older": found.older}


def _entry(line: Line) -> dict[str, Any]:
    return {
        "position": line.position,
        "version": line.version,
        "kind": line.kind,
        "sentence": line.sentence,
        "occurred_on": line.occurred_on,
        "recorded_at": line.recorded_at,
        "back_entered": line.back_entered,
        "by": line.by,
        "unit": line.unit,
        "corrects": line.corrects,
        "corrected_by": line.corrected_by,
    }


def install(api: NinjaAPI) -> None:
    """Every refusal in the shape of `identity.web.errors`."""
    errors.install(api)
    api.add_exception_handler(CommandMissing, _no_command)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(AuthenticationError, _signed_out)
    api.add_exception_handler(HttpError, _http)


def _no_command(request: HttpRequest, error: Any) -> HttpResponse:
    return answer(errors.said("command_missing", NO_COMMAND), status=428)


def _signed_out(request: HttpRequest, error: Any) -> HttpResponse:
    response = answer(errors.said("signed_out"), status=401)
    response["WWW-Authenticate"] = 'Bearer realm="southgate"'
    return response


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    """A body that is no JSON, a session's change without its CSRF token."""
    if error.status_code == 403:
        return answer(errors.said("forbidden", NO_TOKEN), status=403)
    return answer(errors.said("bad_request"), status=error.status_code)


def _not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    return errors.answer(request, Refused([_reason(one) for one in error.errors]))


_OPTIONS = gettext_noop("可选：%(expected)s")
_SAY: Mapping[str, tuple[str, str]] = {
    "missing": (gettext_noop("没有填"), ""),
    "extra_forbidden": (gettext_noop("没有『%(name)s』这一项"), ""),
    "enum": (gettext_noop("不在可选项里"), _OPTIONS),
    "literal_error": (gettext_noop("不在可选项里"), _OPTIONS),
    "greater_than_equal": (gettext_noop("不能小于 %(ge)s"), ""),
    "less_than_equal": (gettext_noop("不能大于 %(le)s"), ""),
    "less_than": (gettext_noop("要小于 %(lt)s"), ""),
    "string_too_long": (gettext_noop("最多 %(max_length)s 个字"), gettext_noop("请缩短")),
    "string_too_short": (gettext_noop("没有填"), ""),
    "too_long": (gettext_noop("最多 %(max_length)s 项"), gettext_noop("分几次提交")),
    "too_short": (gettext_noop("没有填"), ""),
}
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("uuid", gettext_noop("不是 UUID"), ""),
    ("date", gettext_noop("不是日期"), gettext_noop("写成 2026-11-20 的样子")),
    ("int", gettext_noop("不是整数"), ""),
    ("bool", gettext_noop("不是 true 或 false"), ""),
    ("string", gettext_noop("不是文本"), ""),
    ("list", gettext_noop("不是数组"), ""),
    ("dict", gettext_noop("不是 JSON 对象"), ""),
    ("model", gettext_noop("不是 JSON 对象"), ""),
)


def _reason(found: Mapping[str, Any]) -> Reason:
    """One finding of the reader of requests, in the house's words."""
    kind, context = str(found["type"]), {**found.get("ctx", {})}
    where = ".".join(str(step) for step in _place(found["loc"]))
    if kind == "value_error":
        return Reason(str(context["error"]), where=where)
    if kind in _SAY:
        say, mend = _SAY[kind]
        return Reason(say, {"name": str(found["loc"][-1])[:60], **context}, where=where, mend=mend)
    say, mend = next(((say, mend) for start, say, mend in _KINDS if kind.startswith(start)), (UNREADABLE, ""))
    return Reason(say, where=where, mend=mend)


UNREADABLE = gettext_noop("读不懂这一项")


def _place(loc: Iterable[Any]) -> Iterable[Any]:
    """Without the word for where it came from, and without the name that the code has for a whole body."""
    source, *steps = loc
    return steps[1:] if source in {"body", "form"} and len(steps) > 1 else steps
